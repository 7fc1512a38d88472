import type { Offer } from '../../offers/offer.ts';
import { addDays, type CivilDay, dayOf } from '../../time/civil.ts';
import { frenchDate } from '../../time/french.ts';
import { minutesBetween } from '../../time/instant.ts';
import { wakingMinutes } from '../../time/waking.ts';
import { count, datesOf, type Fact, LOOKED_DAYS, type Seen, startOf, weeksBetween } from './fact.ts';

/** The last eight weeks are held against the months before them (days). */
const LATELY_DAYS = 56;
/** Fewer answers on either side tell nothing of a person. */
const LEAST_ANSWERS = 5;
/** Four in ten fewer, or three times slower and by half a waking day: what a bad month alone does not make. */
const FEWER = 0.4;
const TIMES_SLOWER = 3;
const SLOWER_MINUTES = 360;
const LATE_HOURS = 48;
const LEAST_LATE = 2;
const FORGOTTEN_DAYS = 42;

const isAsked = ({ via }: Offer): boolean => via !== 'coordinator';
const isYes = ({ state }: Offer): boolean => state === 'accepted' || state === 'handed-back';
const isAnswered = (offer: Offer): boolean =>
  isYes(offer) || offer.state === 'declined' || offer.state === 'expired';

const split = (offers: readonly Offer[], today: CivilDay) => {
  const from = addDays(today, -LATELY_DAYS);
  const start = startOf(from);
  return {
    from,
    lately: offers.filter(({ sentAt }) => sentAt >= start),
    before: offers.filter(({ sentAt }) => sentAt < start),
  };
};
const yes = (offers: readonly Offer[]): number => offers.filter(isYes).length;

/** Fewer yeses than their own months before; a no is a free answer, so this only ever asks for a word with them. */
export const fewerYes = ({ offers }: Seen, today: CivilDay): Fact | undefined => {
  const { from, lately, before } = split(
    offers.filter((offer) => isAsked(offer) && isAnswered(offer)),
    today,
  );
  if (lately.length < LEAST_ANSWERS || before.length < LEAST_ANSWERS) return undefined;
  if (yes(before) / before.length - yes(lately) / lately.length < FEWER) return undefined;
  return {
    kind: 'fewer-yes',
    since: from,
    sentence: `${yes(lately)} oui sur ${count(lately.length, 'proposition')} depuis le ${frenchDate(from)}, contre ${yes(before)} sur ${before.length} dans les mois d’avant.`,
  };
};

const median = (values: readonly number[]): number => {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length / 2;
  return ((sorted[Math.floor(middle)] ?? 0) + (sorted[Math.ceil(middle) - 1] ?? 0)) / 2;
};
const inHours = (minutes: number): string =>
  minutes < 60 ? `${Math.round(minutes)}\u00a0min` : `${Math.round(minutes / 60)}\u00a0h`;

/** Replies to texts that take longer than their own months before; waking minutes, medians. */
export const slowerReplies = ({ offers }: Seen, today: CivilDay): Fact | undefined => {
  const timed = offers.filter(
    ({ via, state, answeredAt }) =>
      via === 'sms' && answeredAt && (state === 'accepted' || state === 'declined'),
  );
  const { from, lately, before } = split(timed, today);
  if (lately.length < LEAST_ANSWERS || before.length < LEAST_ANSWERS) return undefined;
  const delay = (some: readonly Offer[]): number =>
    median(some.flatMap(({ sentAt, answeredAt }) => (answeredAt ? wakingMinutes(sentAt, answeredAt) : [])));
  const [now, then] = [delay(lately), delay(before)];
  if (now < then * TIMES_SLOWER || now - then < SLOWER_MINUTES) return undefined;
  return {
    kind: 'slower-replies',
    since: from,
    sentence: `Une réponse sur deux en plus de ${inHours(now)} depuis le ${frenchDate(from)} (${count(lately.length, 'réponse')}), contre ${inHours(then)} dans les mois d’avant ; les nuits ne comptent pas.`,
  };
};

/** Missions given back less than two days before, at least twice in eight weeks. */
export const lateHandBacks = ({ offers }: Seen, today: CivilDay): Fact | undefined => {
  const from = addDays(today, -LATELY_DAYS);
  const late = offers.filter(
    ({ state, answeredAt, startsAt, day }) =>
      state === 'handed-back' &&
      day >= from &&
      answeredAt !== undefined &&
      minutesBetween(answeredAt, startsAt) < LATE_HOURS * 60,
  );
  if (late.length < LEAST_LATE) return undefined;
  const days = late.map(({ answeredAt, day }) => (answeredAt ? dayOf(answeredAt) : day)).sort();
  return {
    kind: 'late-hand-backs',
    since: days[0] ?? today,
    latest: days.at(-1),
    sentence: `${count(late.length, 'mission rendue', 'missions rendues')} moins de deux jours avant, ${datesOf(days)}.`,
  };
};

/** Nothing asked, held or done for six weeks: the service's silence, never theirs. Unknown entry: nothing is said. */
export const nothingOffered = (
  { volunteer, load, offers, reports }: Seen,
  today: CivilDay,
): Fact | undefined => {
  if (!volunteer.activeSince) return undefined;
  const entry = dayOf(volunteer.activeSince);
  const told = [...offers.map(({ sentAt }) => sentAt), ...reports.map(({ at }) => at)].sort().at(-1);
  const signs = [
    ...(told ? [dayOf(told)] : []),
    ...load.entries.map(({ day }) => day),
    ...(load.calls ?? []).map(({ day }) => day),
  ].sort();
  const last = signs.at(-1) ?? entry;
  const quiet = last > entry ? last : entry;
  if (quiet > addDays(today, -FORGOTTEN_DAYS)) return undefined;
  const isBeyond = signs.length === 0 && entry < addDays(today, -LOOKED_DAYS);
  const when = isBeyond
    ? `depuis plus de ${Math.floor(LOOKED_DAYS / 7)} semaines`
    : `depuis ${quiet === entry ? 'l’entrée dans le réseau, ' : ''}le ${frenchDate(quiet)} (${weeksBetween(quiet, today)} semaines)`;
  return { kind: 'nothing-offered', since: quiet, sentence: `Aucune mission proposée ${when}.` };
};
