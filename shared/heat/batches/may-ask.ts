import { paramsOf } from '../../matching/params.ts';
import { asksUntil } from '../../matching/waves.ts';
import { inWeekOf, type Load, openSince } from '../../offers/load.ts';
import { type CivilDay, civilOf, daysBetween } from '../../time/civil.ts';
import { type Instant, minus } from '../../time/instant.ts';
import { afterWaking } from '../../time/waking.ts';
import type { Programme } from '../../town/programme.ts';
import type { Town } from '../../town/settings.ts';
import { freedom } from '../../volunteers/availability.ts';
import { missingRequirements } from '../../volunteers/requirements.ts';
import { inWeek } from '../../volunteers/rest/easing.ts';
import { canText, type Volunteer } from '../../volunteers/volunteer.ts';
import { HEATWAVE_CALL, type SummerCaller } from './summer-caller.ts';

export type CallerFacts = {
  readonly volunteer: Volunteer;
  readonly wish: Pick<SummerCaller, 'isIn' | 'beyondCaps'> | undefined;
  readonly load: Load;
};

export type WhyNotAsked =
  | 'not-in'
  | 'not-active'
  | 'no-texts'
  | 'requirements'
  | 'away'
  | 'weekly-cap'
  | 'rest-days'
  | 'offers-lately'
  | 'open-question'
  | 'already-asked';

const isAway = (volunteer: Volunteer, day: CivilDay): boolean =>
  (volunteer.restUntil !== undefined && day < volunteer.restUntil) ||
  volunteer.exceptions.some(
    (one) => one.kind === 'away' && one.from <= day && day <= one.to && one.half !== 'pm',
  );

/**
 * Why a volunteer is not asked to call on that day, or undefined when they may be (law 9). Pause, absence, refusal of
 * texts and missing papers hold always; the ordinary week, the weekly cap, rest and the number of offers hold unless
 * they said themselves that hot days are an exception. A friendly list is put on no question of the last hours that still waits for
 * an answer: the list is asked about again in its next wave, or the team makes the calls.
 */
export const whyNotAsked = (
  { volunteer, wish, load }: CallerFacts,
  town: Pick<Town, 'caps' | 'charterVersion' | 'matching'>,
  day: CivilDay,
  opensAt: Instant,
  now: Instant,
  programme: Pick<Programme, 'code' | 'requirements'> = HEATWAVE_CALL,
): WhyNotAsked | undefined => {
  if (!wish?.isIn) return 'not-in';
  if (volunteer.state !== 'active') return 'not-active';
  if (!canText(volunteer)) return 'no-texts';
  if (missingRequirements(volunteer, programme, town, day).length > 0) return 'requirements';
  if (isAway(volunteer, day)) return 'away';
  if ((load.calls ?? []).some((one) => one.day === day)) return 'already-asked';
  if (wish.beyondCaps) return undefined;
  const asksSince = programme.code === HEATWAVE_CALL.code ? undefined : openSince(load);
  const waits = asksUntil(asksSince, paramsOf(town).waves, afterWaking);
  if (waits !== undefined && waits > now) return 'open-question';
  if (!freedom(volunteer, day, civilOf(opensAt).time).free) return 'away';
  if (inWeekOf(load, day) >= inWeek(volunteer, day).weeklyCap) return 'weekly-cap';
  const rest = Math.max(inWeek(volunteer, day).restDays, town.caps.restDays);
  const days = [...load.entries, ...(load.calls ?? [])].map((one) => one.day);
  if (rest > 0 && days.some((other) => Math.abs(daysBetween(other, day)) <= rest)) return 'rest-days';
  const lately = load.offersSentAt.filter((at) => at > minus(now, { days: 7 })).length;
  return lately >= town.caps.offersPerWeek ? 'offers-lately' : undefined;
};

/** What a batch adds to what its volunteer carries. */
export const withCalls = (load: Load, entry: NonNullable<Load['calls']>[number]): Load => ({
  ...load,
  calls: [...(load.calls ?? []).filter((one) => one.batchId !== entry.batchId), entry].slice(-60),
});
export const withoutCalls = (load: Load, batchId: string): Load => ({
  ...load,
  calls: (load.calls ?? []).filter((one) => one.batchId !== batchId),
});

/** One answer more in what a volunteer was asked lately. */
export const countAnswer = (load: Load, what: 'accepted' | 'declined' | 'silent'): Load => ({
  ...load,
  answers: { ...load.answers, [what]: load.answers[what] + 1 },
});
