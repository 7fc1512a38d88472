import type { Surroundings } from '../decide/decide.ts';
import type { DeliveryRoundId, MissionId, VolunteerId } from '../ids/ids.ts';
import { isHeld, isOpen, isOver, type Mission } from '../missions/mission.ts';
import type { Senior } from '../seniors/senior.ts';
import type { Instant } from '../time/instant.ts';
import { plus } from '../time/instant.ts';
import { START_EARLY_HOURS } from './ride-round.ts';
import { type DeliveryRound, type RoundStop, roundClosesAt } from './round.ts';
import { isOfRound, type RoundFacts, readRound } from './round-facts.ts';

/** One door as its carrier sees it. */
export type DoorLine = {
  readonly stop: RoundStop;
  readonly mission: Mission;
  /** Still to go to. */
  readonly isLeft: boolean;
  /** Called off, or in another round: nothing is said of whom. */
  readonly isGone: boolean;
  /** Only on the accepting device, while the round lasts (law 7). */
  readonly senior?: Senior | undefined;
};

/**
 * What the bearer of a round's link sees. Before the yes, and on another device: how many doors, where, when, how heavy. After it, on the
 * accepting device, names and addresses until two hours after the round; then only what is left to note, by the hour of the visit. A round
 * whose last door is noted can be corrected as long as its link lives: by name until those same two hours, with no address any more. So can
 * the doors noted before a round was given or taken back; of the others nothing is shown.
 */
export type RoundView =
  | { readonly kind: 'open'; readonly facts: RoundFacts; readonly sectors: readonly string[] }
  | {
      readonly kind: 'yours';
      readonly facts: RoundFacts;
      readonly lines: readonly DoorLine[];
      /** Names are closed: what is missing can still be noted. */
      readonly isClosed: boolean;
      /** Nowhere is left to go to: what was noted can still be corrected. */
      readonly isDone: boolean;
      /** Given or taken back on the way: the lines are the doors noted before. */
      readonly ended?: 'handed-back' | 'withdrawn';
      readonly mayStart: boolean;
    }
  | { readonly kind: 'other-device' | 'done'; readonly facts: RoundFacts }
  | {
      readonly kind: 'declined' | 'expired' | 'handed-back' | 'withdrawn' | 'too-late';
      readonly facts: RoundFacts;
    };

/** One door as its carrier may see it now, whatever it is shown on. */
export const lineOf = (
  round: DeliveryRound,
  { stop, mission, senior }: RoundFacts['stops'][number],
  isClosed: boolean,
): DoorLine => {
  const { value } = mission;
  const isGone =
    !isOfRound(value, round) ||
    isOpen(value.state) ||
    (isHeld(value.state) && value.holder?.volunteerId !== round.volunteerId);
  const isShown = !isGone && !isClosed && senior?.state === 'active';
  return {
    stop,
    mission: value,
    isGone,
    isLeft: !isGone && !isOver(value.state),
    ...(isShown ? { senior } : {}),
  };
};

/** The page behind a round's link; looking changes nothing (law 2). */
export const viewRound = async (
  world: Pick<Surroundings, 'table'>,
  subject: { readonly roundId: DeliveryRoundId; readonly volunteerId: VolunteerId },
  device: string | undefined,
  now: Instant,
): Promise<RoundView | undefined> => {
  const facts = await readRound(world, subject.roundId);
  const round = facts?.round.value;
  if (!facts || !round || round.volunteerId !== subject.volunteerId) return undefined;
  if (round.state === 'offered') {
    if (now >= round.leavesAt) return { kind: 'too-late', facts };
    const sectors = new Set(facts.stops.flatMap(({ mission }) => mission.value.sector ?? []));
    return { kind: 'open', facts, sectors: [...sectors] };
  }
  const isDone = round.state === 'done';
  const isHers = device !== undefined && round.devices.includes(device);
  if (isDone && !isHers) return { kind: 'done', facts };
  const isClosed = now > roundClosesAt(round);
  const lines = facts.stops.map((one) => lineOf(round, one, isClosed));
  if (round.state === 'handed-back' || round.state === 'withdrawn') {
    const noted = lines.filter(({ isGone, isLeft }) => !isGone && !isLeft);
    return isHers && noted.length > 0
      ? { kind: 'yours', facts, lines: noted, isClosed, isDone: true, ended: round.state, mayStart: true }
      : { kind: round.state, facts };
  }
  if (round.state === 'declined' || round.state === 'expired') return { kind: round.state, facts };
  if (!isHers) return { kind: 'other-device', facts };
  return {
    kind: 'yours',
    facts,
    lines,
    isClosed,
    isDone,
    mayStart: plus(now, { hours: START_EARLY_HOURS }) >= round.leavesAt,
  };
};

/** One door of a round that is theirs, on their device; undefined for whatever is not, or no longer, theirs to see. */
export const doorIn = (view: RoundView, id: MissionId): DoorLine | undefined =>
  view.kind === 'yours' ? view.lines.find(({ stop, isGone }) => stop.missionId === id && !isGone) : undefined;
