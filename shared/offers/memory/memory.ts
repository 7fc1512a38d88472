import * as z from 'zod';
import type { Mission } from '../../missions/mission.ts';
import { type HalfDay, halfDayOf, halfDaySchema } from '../../time/civil.ts';
import { type Instant, instantSchema, minutesBetween } from '../../time/instant.ts';
import { wakingMinutes } from '../../time/waking.ts';
import type { Load } from '../load.ts';
import type { Offer } from '../offer.ts';

/** Upper bounds of the reply delays that are told apart, waking minutes; one more class holds what is longer. */
export const REPLY_BOUNDS = [15, 60, 180, 360, 720, 1440] as const;
export const CLASSES = REPLY_BOUNDS.length + 1;

/** Kinds of question remembered for one volunteer: the half-days of a usual life, within a kilobyte; the oldest gives way. */
const MOST_CELLS = 12;

/**
 * After so many days an answer counts half: seasons, school terms and health change what people can take, and a year-old
 * answer says little of this month. A choice of the project; fixed, because what is kept has already faded by it.
 */
const HALF_LIFE_DAYS = 180;

const faded = z.number().min(0).max(10_000);
export const memorySchema = z.object({
  /** Answers by programme and half-day, faded up to `at`. */
  cells: z
    .array(
      z.object({
        programme: z.string().max(40),
        half: halfDaySchema,
        yes: faded,
        no: faded,
        silent: faded,
        at: instantSchema,
      }),
    )
    .max(MOST_CELLS),
  /** How many replies came in each class of delay. */
  replies: z.array(z.number().int().min(0)).length(CLASSES),
  /** Offers in a row left without any answer, and when the last one ended. */
  silence: z.object({ inRow: z.number().int().min(1).max(99), since: instantSchema }).optional(),
});
export type Memory = z.infer<typeof memorySchema>;
type Cell = Memory['cells'][number];

/** Yes, no and silent, as they weigh today; fractions of answers. */
export type Counts = { readonly yes: number; readonly no: number; readonly silent: number };
/** What a question is about, as far as answers to others tell of it. */
export type About = { readonly programme: string; readonly half: HalfDay };
export const aboutOf = (mission: Pick<Mission, 'programme' | 'day' | 'time'>): About => ({
  programme: mission.programme,
  half: halfDayOf(mission.day, mission.time),
});

export const noMemory = (): Memory => ({ cells: [], replies: Array<number>(CLASSES).fill(0) });

const round = (value: number): number => Math.round(Math.min(value, 10_000) * 1000) / 1000;
/** The answers of a cell as they weigh at `now`. */
export const countsAt = (cell: Cell, now: Instant): Counts => {
  const days = Math.max(0, minutesBetween(cell.at, now) / 1440);
  const weight = 2 ** (-days / HALF_LIFE_DAYS);
  return { yes: cell.yes * weight, no: cell.no * weight, silent: cell.silent * weight };
};

/** The class of a delay in waking minutes. */
export const classOf = (minutes: number): number => {
  const found = REPLY_BOUNDS.findIndex((bound) => minutes < bound);
  return found < 0 ? CLASSES - 1 : found;
};

/** One answer, or the end of the waiting for one. */
export type Heard = {
  readonly what: 'yes' | 'no' | 'silent';
  readonly about: About;
  /** Waking minutes between the SMS and the answer; absent for a silence, or where nobody measured it. */
  readonly delay?: number;
  /** It had been taken for a silence before. */
  readonly late: boolean;
};

/**
 * What an answer to this offer tells; undefined when it tells nothing new: no offer was made, or it was answered before.
 * A spoken answer has no delay: it was asked by voice.
 */
export const heardOf = (
  offer: Offer | undefined,
  mission: Mission,
  what: 'yes' | 'no',
  now: Instant,
): Heard | undefined =>
  offer === undefined || offer.answeredAt !== undefined
    ? undefined
    : {
        what,
        about: aboutOf(mission),
        late: offer.state === 'expired',
        ...(offer.via === 'sms' ? { delay: wakingMinutes(offer.sentAt, now) } : {}),
      };

const TOTAL = { yes: 'accepted', no: 'declined', silent: 'silent' } as const;
const atLeastZero = (value: number): number => Math.max(0, round(value));

/** The volunteer's record with this answer in it: total, kind of question, delay, and the row of silences. */
export const remember = (load: Load, { what, about, delay, late }: Heard, now: Instant): Load => {
  const memory = load.memory ?? noMemory();
  const isSame = (cell: Cell) => cell.programme === about.programme && cell.half === about.half;
  const found = memory.cells.find(isSame);
  const before = found ? countsAt(found, now) : { yes: 0, no: 0, silent: 0 };
  const silent = before.silent - (late ? 1 : 0);
  const after = { ...before, silent, [what]: (what === 'silent' ? silent : before[what]) + 1 };
  const cell: Cell = {
    ...about,
    yes: round(after.yes),
    no: round(after.no),
    silent: atLeastZero(after.silent),
    at: now,
  };
  const answers = { ...load.answers, silent: Math.max(0, load.answers.silent - (late ? 1 : 0)) };
  const replyClass = delay === undefined ? undefined : classOf(delay);
  const inRow = Math.min(99, (memory.silence?.inRow ?? 0) + 1);
  return {
    ...load,
    answers: { ...answers, [TOTAL[what]]: answers[TOTAL[what]] + 1 },
    memory: {
      cells: [...memory.cells.filter((one) => !isSame(one)), cell].slice(-MOST_CELLS),
      replies: memory.replies.map((count, i) => count + (i === replyClass ? 1 : 0)),
      // Any answer, a no as well, ends the row: whoever answers is there.
      ...(what === 'silent' ? { silence: { inRow, since: now } } : {}),
    },
  };
};
