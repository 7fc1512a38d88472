import { earliest, type Instant, latest, minutesBetween, plus } from '../time/instant.ts';
import type { WaveParams } from './params.ts';

/** Somebody who may be asked: every hard rule, cap and pause is behind them. */
export type Askable = {
  readonly id: string;
  /** Chance of a yes, in (0, 1). */
  readonly chance: number;
  /** The usual visitor of this person, or the second of the pair. */
  readonly isUsual: boolean;
  /** She has met them: of usual visitors they come first. */
  readonly isKnown?: boolean | undefined;
  /** Left an offer without answer: spared until then. */
  readonly restsUntil?: Instant | undefined;
  /** Has a question of the last hours still to answer: another one waits until then. */
  readonly asksUntil?: Instant | undefined;
};

export type Search<T extends Askable> = {
  /** Lowest cost first. */
  readonly ranked: readonly T[];
  /** Whom the plan chose, best first. */
  readonly chosen: readonly string[];
  readonly startsAt: Instant;
  readonly urgent: boolean;
  /** Within this many minutes most of those who answer have answered (`estimate.ts`). */
  readonly replyMinutes: number;
  /** The instant after so many minutes in which a text may be read. */
  readonly after: (from: Instant, minutes: number) => Instant;
};

export type Wave<T extends Askable> = {
  /** Whom to text now; nobody when those left are better spared a while. */
  readonly asked: readonly T[];
  /** When the next step of the search is due if nobody says yes. */
  readonly nextAt: Instant;
  /** Nobody is asked until then, or until one of these has answered the question they have. */
  readonly waitsFor?: readonly T[];
};

/** The wanted chance of at least one yes, in (0, 1), given the hours left before the slot: it rises as the slot nears. */
export const target = (hoursLeft: number, params: WaveParams): number => {
  const { targetFarPercent: far, targetNearPercent: near, nearHours, farHours } = params;
  const share = Math.min(1, Math.max(0, (farHours - hoursLeft) / Math.max(1, farHours - nearHours)));
  return (far + (Math.max(far, near) - far) * share) / 100;
};

/**
 * Until when somebody is spared who has left so many offers in a row unanswered, the last at `since`. A notified volunteer
 * who does not answer is inactive for a while, so the next text to them is wasted: notification is a budget (Manshadi and
 * Rodilitz, Online Policies for Efficient Volunteer Crowdsourcing, 2020).
 */
export const restsUntil = (
  silence: { readonly inRow: number; readonly since: Instant } | undefined,
  params: WaveParams,
): Instant | undefined =>
  silence && plus(silence.since, { hours: params.restHours * Math.min(silence.inRow, 3) });

/**
 * Until when nothing more is asked of somebody whose last question, sent at `lastAt`, is still open. Two questions in a few
 * minutes are heard as one: whoever is slow to answer the first has not read the second either, and to somebody of 72
 * three texts in a row are a machine. An answer ends it at once.
 */
export const asksUntil = (
  lastAt: Instant | undefined,
  params: WaveParams,
  after: (from: Instant, minutes: number) => Instant,
): Instant | undefined => lastAt && after(lastAt, params.oneAtATimeHours * 60);

/** From here on nobody is spared: the slot is near, or it is urgent. */
export const isNear = (
  { startsAt, urgent }: Pick<Search<Askable>, 'startsAt' | 'urgent'>,
  { nearHours }: WaveParams,
  now: Instant,
): boolean => urgent || minutesBetween(now, startsAt) / 60 <= nearHours;

/** The smallest set, in this order, that reaches the wanted chance of one yes, within the most of a wave. */
const smallest = <T extends Askable>(order: readonly T[], wanted: number, most: number): T[] => {
  const asked: T[] = [];
  let nobody = 1;
  for (const one of order) {
    if (asked.length >= most || 1 - nobody >= wanted) break;
    asked.push(one);
    nobody *= 1 - one.chance;
  }
  return asked;
};

/** Plan's choice, then the usual visitors whom she knows, then those not introduced yet, then by cost as they came. */
const inOrder = <T extends Askable>({ ranked, chosen }: Search<T>): readonly T[] => {
  const place = (one: T): number => {
    const at = chosen.indexOf(one.id);
    if (at >= 0) return at;
    if (!one.isUsual) return chosen.length + 2;
    return chosen.length + (one.isKnown ? 0 : 1);
  };
  // Sorting is stable: equals keep the order of their cost.
  return [...ranked].sort((a, b) => place(a) - place(b));
};

/**
 * Whom to text now, and until when to wait (matching.md §4). Whoever the plan chose, or visits usually, is asked alone while
 * there is time; then the smallest set whose chance of one yes, 1 − Π(1 − p), reaches the target. Those who rest after a
 * silence, or have another question to answer first, wait until the slot is near; the usual visitor is then waited for. Near
 * the slot nobody is spared: strangers who would be come last, whoever visits her usually keeps their place. The wait is the
 * time in which most replies come, or a share of the time left when that is shorter. Undefined when nobody is left to ask:
 * the search ends, a person takes over.
 */
export const nextWave = <T extends Askable>(
  search: Search<T>,
  params: WaveParams,
  now: Instant,
): Wave<T> | undefined => {
  const { startsAt, urgent, after } = search;
  if (search.ranked.length === 0) return undefined;
  const hoursLeft = minutesBetween(now, startsAt) / 60;
  const hurries = isNear(search, params, now);
  const order = inOrder(search);
  // A person looked at the plan and sent it: their choice is asked although it rests.
  const backAt = (one: T): Instant | undefined => {
    if (search.chosen.includes(one.id)) return undefined;
    const until = [one.restsUntil, one.asksUntil].flatMap((at) => (at && at > now ? at : []));
    return until.length > 0 ? until.reduce(latest) : undefined;
  };
  const isSpared = (one: T) => backAt(one) !== undefined;
  const fresh = order.filter((one) => !isSpared(one));
  const near = latest(now, plus(startsAt, { minutes: -params.nearHours * 60 }));
  if (fresh.length === 0 && !hurries)
    return {
      asked: [],
      nextAt: order.flatMap((one) => backAt(one) ?? []).reduce(earliest, near),
      // Any answer ends a rest too.
      waitsFor: order.filter((one) => one.asksUntil !== undefined && one.asksUntil > now),
    };

  const timeShare = (hoursLeft * 60 * params.timeShare) / 100;
  const bounded = (minutes: number): number =>
    Math.round(Math.min(params.longestHours * 60, Math.max(params.shortestMinutes, minutes)));
  const wait = urgent ? params.shortestMinutes : bounded(Math.min(search.replyMinutes, timeShare));

  const isAloneFirst = !urgent && params.aloneHours > 0 && hoursLeft > params.aloneHours * 2;
  const usual = order.find(({ isUsual }) => isUsual);
  const answersFirst = usual?.asksUntil;
  // Passed over for a question of an hour ago, they would see somebody else sent to the person they visit.
  const isWaitedFor = usual === order[0] && isAloneFirst && !hurries;
  if (usual && isWaitedFor && answersFirst && backAt(usual) === answersFirst)
    return { asked: [], nextAt: earliest(answersFirst, near), waitsFor: [usual] };
  // Near the slot everybody counts. Whoever is spared comes after the others, but for the usual visitor: they are her best
  // chance, and hear of it before strangers do.
  const isLast = (one: T) => isSpared(one) && !one.isUsual;
  const reachable = hurries ? [...order.filter((one) => !isLast(one)), ...order.filter(isLast)] : fresh;
  const [first] = reachable;
  const isOwn = first !== undefined && (search.chosen.includes(first.id) || first.isUsual);
  if (first && isOwn && isAloneFirst) {
    const alone = Math.min(params.aloneHours * 60, wait * 2);
    return { asked: [first], nextAt: after(now, alone) };
  }
  const wanted = urgent ? target(0, params) : target(hoursLeft, params);
  return { asked: smallest(reachable, wanted, params.mostPerWave), nextAt: after(now, wait) };
};
