import type { VolunteerId } from '../../ids/ids.ts';
import { addDays, type CivilDay, dayOf, weekday } from '../../time/civil.ts';
import type { Fact, FactKind } from '../signals/fact.ts';
import type { Attention, Step, Verdict } from './attention.ts';

/** Steps a week for the whole town: more would not be done. A choice of the project. */
export const STEPS_A_WEEK = 5;

/**
 * What each fact calls for, most useful first: what hurts now, then what wears, then what drifts, then what would be
 * missing, then what is owed. The first line that finds a fact is the one step of a volunteer.
 */
const LADDER: readonly { readonly step: Step; readonly when: readonly FactKind[] }[] = [
  { step: 'debrief', when: ['hard-event', 'heavy-visits'] },
  { step: 'call', when: ['worn-out'] },
  { step: 'lighter', when: ['full-weeks', 'large-share'] },
  { step: 'pause', when: ['no-pause'] },
  { step: 'debrief', when: ['concern-raised'] },
  {
    step: 'call',
    when: ['late-hand-backs', 'fewer-yes', 'slower-replies', 'missed-check-ins', 'nothing-offered'],
  },
  { step: 'tandem', when: ['sole-link'] },
  { step: 'training', when: ['no-training'] },
  { step: 'debrief', when: ['no-debrief'] },
  { step: 'thanks', when: ['no-thanks'] },
];

/** For how long a fact is not proposed again once it was answered (days). */
const QUIET_DAYS: Readonly<Record<Verdict | 'corrected', number>> = {
  done: 42,
  'not-now': 14,
  wrong: 90,
  corrected: 90,
};

/** Between two steps for one person, whatever the second is for (days): nobody is followed about. */
const BETWEEN_DAYS = 14;

/** Facts that nobody has answered yet, or that something newer brings back. */
export const unanswered = (
  facts: readonly Fact[],
  { decisions, corrections }: Pick<Attention, 'decisions' | 'corrections'>,
  today: CivilDay,
): readonly Fact[] => {
  const answers = [
    ...decisions.map(({ at, verdict, kinds }) => ({ on: dayOf(at), what: verdict, kinds })),
    ...corrections.map(({ at, kind }) => ({ on: dayOf(at), what: 'corrected' as const, kinds: [kind] })),
  ];
  const quietDays = ({ what, kinds }: (typeof answers)[number], kind: FactKind): number => {
    if (kinds.includes(kind)) return QUIET_DAYS[what];
    return what === 'done' || what === 'not-now' ? BETWEEN_DAYS : 0;
  };
  return facts.filter(
    ({ kind, latest }) =>
      !answers.some(
        (answer) =>
          addDays(answer.on, quietDays(answer, kind)) > today &&
          (latest === undefined || latest <= answer.on),
      ),
  );
};

export type Proposal = {
  readonly volunteerId: VolunteerId;
  readonly step: Step;
  /** What it is for. */
  readonly why: readonly Fact[];
  /** What is so as well, and would call for another step. */
  readonly also: readonly Fact[];
  readonly rung: number;
};

/** The one next step for a volunteer, or none. */
export const proposalOf = (volunteerId: VolunteerId, facts: readonly Fact[]): Proposal | undefined => {
  const rung = LADDER.findIndex(({ when }) => facts.some(({ kind }) => when.includes(kind)));
  const found = LADDER[rung];
  if (!found) return undefined;
  const isWhy = ({ kind }: Fact): boolean => found.when.includes(kind);
  return {
    volunteerId,
    step: found.step,
    why: facts.filter(isWhy),
    also: facts.filter((fact) => !isWhy(fact)),
    rung,
  };
};

const since = ({ why }: Proposal): string => why.map((fact) => fact.since).sort()[0] ?? '';

/** Answers given this week, of whichever kind: each takes one of the week's places. */
export const answeredThisWeek = (attentions: readonly Attention[], today: CivilDay): number => {
  const monday = addDays(today, 1 - weekday(today));
  return attentions.flatMap(({ decisions }) => decisions).filter(({ at }) => dayOf(at) >= monday).length;
};

/** This week's few: most useful first, then who has waited longest, then by id so that the list stands still. */
export const thisWeek = (proposals: readonly Proposal[], answered: number): readonly Proposal[] =>
  proposals
    .toSorted(
      (a, b) =>
        a.rung - b.rung || since(a).localeCompare(since(b)) || a.volunteerId.localeCompare(b.volunteerId),
    )
    .slice(0, Math.max(0, STEPS_A_WEEK - answered));
