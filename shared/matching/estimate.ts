import type { Load } from '../offers/load.ts';
import { type About, type Counts, countsAt, REPLY_BOUNDS } from '../offers/memory/memory.ts';
import type { Instant } from '../time/instant.ts';
import type { Programme } from '../town/programme.ts';
import type { EstimateParams, WaveParams } from './params.ts';
import type { Ranked } from './score.ts';

const NOTHING: Counts = { yes: 0, no: 0, silent: 0 };
const sum = (a: Counts, b: Counts, weight = 1): Counts => ({
  yes: a.yes + weight * b.yes,
  no: a.no + weight * b.no,
  silent: a.silent + weight * b.silent,
});
const isAbout = (one: About, other: About): boolean =>
  one.programme === other.programme && one.half === other.half;

/** What the town's answers say around one question: read from the records of those who might be asked, at no cost. */
export type Around = {
  readonly all: Counts;
  /** The same programme and half-day. */
  readonly here: Counts;
  readonly replies: readonly number[];
};

/** Answers of everybody at hand, faded with age, summed for the whole town and for this kind of question. */
export const aroundOf = (loads: readonly Load[], about: About, now: Instant): Around => {
  let [all, here] = [NOTHING, NOTHING];
  const replies = [...REPLY_BOUNDS, 0].map(() => 0);
  for (const { memory } of loads) {
    for (const cell of memory?.cells ?? []) {
      const counts = countsAt(cell, now);
      all = sum(all, counts);
      if (isAbout(cell, about)) here = sum(here, counts);
    }
    memory?.replies.forEach((count, i) => {
      replies[i] = (replies[i] ?? 0) + count;
    });
  }
  return { all, here, replies };
};

/** Mean of a Beta whose prior is worth `weight` answers, after these; a silence is part of a no. */
const updated = (mean: number, weight: number, { yes, no, silent }: Counts, silence: number): number =>
  (mean * weight + yes) / (weight + yes + no + silence * silent);

/**
 * Share of yes to expect of anybody, in [0, 1], for this programme and half-day: the prior, moved by all answers of the town,
 * then by those to the same question; each step weighs the one before as so many answers, so that a half-day with few
 * answers stays near the town's mean (matching.md §4).
 */
export const townMean = (around: Around, place: Programme['place'], params: EstimateParams): number => {
  const silence = params.silencePercent / 100;
  const prior = (place === 'phone' ? params.priorPhonePercent : params.priorHomePercent) / 100;
  const town = updated(prior, params.townWeight, around.all, silence);
  return updated(town, params.halfDayWeight, around.here, silence);
};

const before = ({ answers }: Load): Counts => ({
  yes: answers.accepted,
  no: answers.declined,
  silent: answers.silent,
});

/** What this volunteer's answers weigh for this question; those to other questions count for less. */
const ownCounts = (load: Load, about: About, now: Instant, elsewhere: number): Counts =>
  // A record older than the memory knows only totals: of other questions, as far as anybody can tell.
  load.memory
    ? load.memory.cells.reduce(
        (counts, cell) => sum(counts, countsAt(cell, now), isAbout(cell, about) ? 1 : elsewhere),
        NOTHING,
      )
    : sum(NOTHING, before(load), elsewhere);

export type Question = {
  readonly about: About;
  readonly around: Around;
  readonly place: Programme['place'];
};

/**
 * How likely a yes is, in (0, 1): Beta prior at the town's mean for this kind of mission and half-day, moved by the
 * volunteer's own answers, where a silence weighs less than a no (matching.md §4). It sizes a wave; it is never shown
 * and never ranks anybody.
 */
export const estimate = (
  load: Load,
  tie: Ranked['tie'],
  { about, around, place }: Question,
  params: EstimateParams,
  now: Instant,
): number => {
  const own = ownCounts(load, about, now, params.elsewherePercent / 100);
  const p = updated(townMean(around, place, params), params.priorWeight, own, params.silencePercent / 100);
  if (tie === 'primary') return Math.max(p, params.primaryPercent / 100);
  return tie === 'backup' ? Math.max(p, params.backupPercent / 100) : p;
};

/** Replies under which a town's own delays say too little (law 10). */
const FEW_REPLIES = 20;

/**
 * The delay, in waking minutes, within which `share` of the replies that come have come; straight line inside a class.
 * Undefined without replies.
 */
export const replyQuantile = (replies: readonly number[], share: number): number | undefined => {
  const total = replies.reduce((all, count) => all + count, 0);
  if (total === 0) return undefined;
  let below = 0;
  for (const [i, count] of replies.entries()) {
    const low = REPLY_BOUNDS[i - 1] ?? 0;
    const high = REPLY_BOUNDS[i] ?? low * 2;
    if (count > 0 && below + count >= share * total)
      return low + ((share * total - below) / count) * (high - low);
    below += count;
  }
  return undefined;
};

/** How long to wait for the answers of a wave, waking minutes: the town's own delays once there are enough of them. */
export const replyMinutes = (replies: readonly number[], params: WaveParams): number => {
  const total = replies.reduce((all, count) => all + count, 0);
  const known = total >= FEW_REPLIES ? replyQuantile(replies, params.replyPercent / 100) : undefined;
  return Math.round(known ?? params.replyMinutes);
};

/** Answers under which nothing is said of anybody's habits. */
const FEW_ANSWERS = 4;
const USUALLY = 0.75;

/**
 * « répond d’habitude », for somebody who mostly answers, be it no: a help to choose whom to call, in words, never a number
 * and never a reproach to the others (law 10). Undefined when little is known or there is nothing kind to say.
 */
export const habitWords = (load: Load, now: Instant): string | undefined => {
  const { yes, no, silent } = load.memory
    ? load.memory.cells.reduce((counts, cell) => sum(counts, countsAt(cell, now)), NOTHING)
    : before(load);
  const asked = yes + no + silent;
  return asked >= FEW_ANSWERS && yes + no >= USUALLY * asked ? 'répond d’habitude' : undefined;
};
