import type { CivilDay } from '../../time/civil.ts';
import {
  concernRaised,
  hardEvent,
  heavyVisits,
  missedCheckIns,
  noDebrief,
  noThanks,
  noTraining,
  soleLink,
  wornOut,
} from './around.ts';
import { fewerYes, lateHandBacks, nothingOffered, slowerReplies } from './asked.ts';
import { carriedBy, fullWeeks, largeShare, noPause } from './carried.ts';
import { FACT_KINDS, type Fact, type FactKind, type Seen, type TownLoad } from './fact.ts';

const LOOKS: Readonly<Record<FactKind, (seen: Seen, today: CivilDay, town: TownLoad) => Fact | undefined>> = {
  'hard-event': hardEvent,
  'heavy-visits': heavyVisits,
  'worn-out': wornOut,
  'full-weeks': fullWeeks,
  'large-share': (seen, today, town) => largeShare(seen, town, today),
  'no-pause': noPause,
  'concern-raised': concernRaised,
  'late-hand-backs': lateHandBacks,
  'fewer-yes': fewerYes,
  'slower-replies': slowerReplies,
  'missed-check-ins': missedCheckIns,
  'nothing-offered': nothingOffered,
  'sole-link': soleLink,
  'no-training': noTraining,
  'no-debrief': noDebrief,
  'no-thanks': noThanks,
};

/**
 * What is so of one active volunteer today, on their own past (domain.md §6): each fact a sentence, in a fixed order. Never
 * summed, never held against somebody else's, but for the share of the town's missions. Nobody but the active has any.
 */
export const factsOf = (seen: Seen, town: TownLoad, today: CivilDay): readonly Fact[] =>
  seen.volunteer.state === 'active' ? FACT_KINDS.flatMap((kind) => LOOKS[kind](seen, today, town) ?? []) : [];

/** The town's four weeks, from what everybody carries. */
export const townLoadOf = (loads: readonly Seen['load'][], today: CivilDay): TownLoad => {
  const missions = loads.map((load) => carriedBy(load, today).missions).filter((n) => n > 0);
  return { missions: missions.reduce((sum, n) => sum + n, 0), people: missions.length };
};
