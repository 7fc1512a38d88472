import * as z from 'zod';
import { type VolunteerId, volunteerIdSchema } from '../../ids/ids.ts';
import { defineKind, type Key, type Kind } from '../../table/kind.ts';
import { addDays, type CivilDay, civilDaySchema, dayOf } from '../../time/civil.ts';
import { instantSchema } from '../../time/instant.ts';
import { townIdSchema } from '../../town/settings.ts';
import { canText, type Volunteer } from '../volunteer.ts';
import { SCALE_ITEMS, scaleScore } from './burnout-scale.ts';

export const HORIZONS = ['some-months', 'a-year', 'longer', 'unsure'] as const;
export const SUPPORTS = ['yes', 'rather', 'rather-not', 'no'] as const;

/** One quarter's answers. Each question may be left alone: absent is « ne souhaite pas répondre », never a zero. */
export const checkInSchema = z.object({
  on: civilDaySchema,
  version: z.literal('2026-1'),
  /** The single item, 1 (no sign) to 5 (at the end of one's strength). */
  burnout: z.number().int().min(1).max(5).optional(),
  horizon: z.enum(HORIZONS).optional(),
  supported: z.enum(SUPPORTS).optional(),
  /** The six items on wish, with the version of their texts. */
  scale: z
    .object({
      version: z.string().max(30),
      answers: z.array(z.number().int().min(0).max(4).nullable()).length(SCALE_ITEMS.length),
    })
    .optional(),
});
export type CheckIn = z.infer<typeof checkInSchema>;

const MOST_KEPT = 40;
/** A volunteer's own answers, oldest first: theirs to read and to erase. */
export const checkInsSchema = z.object({
  volunteerId: volunteerIdSchema,
  town: townIdSchema,
  answers: z.array(checkInSchema).max(MOST_KEPT),
  /** Days on which the three questions were sent, oldest first. */
  asked: z.array(civilDaySchema).max(MOST_KEPT).optional(),
  /** The day they erased what they had answered: no silence before it, nothing asked for a quarter after it. */
  erasedOn: civilDaySchema.optional(),
  /** « Ne plus me poser ces questions »: theirs to say, and to take back. */
  notAgain: z.literal(true).optional(),
});
export type CheckIns = z.infer<typeof checkInsSchema>;

export const noCheckIns = ({ id, town }: Pick<Volunteer, 'id' | 'town'>): CheckIns => ({
  volunteerId: id,
  town,
  answers: [],
});

export const checkInsKey = (id: VolunteerId): Key => ({ pk: `${id}#check-ins`, sk: 'CHECK-INS' });
export const checkInsList = (town: string): string => `${town}#check-ins`;

/**
 * | question                                     | key or index                     | consistent |
 * |----------------------------------------------|----------------------------------|------------|
 * | what did this volunteer answer?              | pk volunteer id + `#check-ins`   | yes        |
 * | who answered in this town, for bands alone?  | `list`: town + `#check-ins`      | no         |
 */
export const checkInsKind: Kind<CheckIns> = defineKind({
  name: 'check-ins',
  v: 1,
  schema: checkInsSchema,
  key: (one) => checkInsKey(one.volunteerId),
  places: (one) => ({ list: { partition: checkInsList(one.town), sort: one.volunteerId } }),
});

export const checkInWatchSchema = z.object({ town: townIdSchema, lookAt: instantSchema });
export type CheckInWatch = z.infer<typeof checkInWatchSchema>;
export const checkInWatchKey = (town: string): Key => ({ pk: `CHECK-INS#${town}`, sk: 'CHECK-IN-WATCH' });

/**
 * | question                                    | key or index                   | consistent |
 * |---------------------------------------------|--------------------------------|------------|
 * | when is it looked who is to be asked?       | pk `CHECK-INS#` + town; `due`  | yes        |
 */
export const checkInWatchKind: Kind<CheckInWatch> = defineKind({
  name: 'check-in-watch',
  v: 1,
  schema: checkInWatchSchema,
  key: ({ town }) => checkInWatchKey(town),
  places: ({ lookAt }) => ({ due: { lane: 'agenda', at: lookAt } }),
});

/** Days during which an answer stands for its quarter: said again, it replaces the first. */
const QUARTER_DAYS = 90;

/** The answers of this quarter, if any. */
export const currentCheckIn = (answers: readonly CheckIn[], today: CivilDay): CheckIn | undefined => {
  const latest = answers.at(-1);
  return latest && latest.on > addDays(today, -QUARTER_DAYS) ? latest : undefined;
};

/** Answers with this one: in place of what was said this quarter, else after the others. */
export const withCheckIn = (answers: readonly CheckIn[], said: CheckIn): CheckIn[] => {
  const earlier = currentCheckIn(answers, said.on) ? answers.slice(0, -1) : answers;
  return [...earlier, said].slice(-MOST_KEPT);
};

/** Questions sent since the last answer: nobody owes one. None while they wish not to be asked. */
export const unansweredAsks = ({
  answers,
  asked = [],
  erasedOn,
  notAgain,
}: Pick<CheckIns, 'answers' | 'asked' | 'erasedOn' | 'notAgain'>): readonly CivilDay[] => {
  const last = [answers.at(-1)?.on ?? '', erasedOn ?? ''].sort().at(-1) ?? '';
  return notAgain ? [] : asked.filter((on) => on > last);
};

/** Once this day is asked about, it is kept with the others. */
export const withAsk = (one: CheckIns, on: CivilDay): CheckIns => ({
  ...one,
  asked: [...(one.asked ?? []), on].slice(-MOST_KEPT),
});

/** Unanswered so many times on end, the questions rest until the volunteer comes back to them. */
export const MOST_UNANSWERED = 2;
/** The first weeks have their own words (days). */
const NEWCOMER_DAYS = 90;

/** There, not on leave, and not on their way out: somebody who may be asked how they are on this day. */
const isThere = ({ state, winding, restUntil, exceptions }: Volunteer, today: CivilDay): boolean =>
  state === 'active' &&
  !winding &&
  (restUntil === undefined || restUntil <= today) &&
  !exceptions.some(({ kind, half, from, to }) => kind === 'away' && !half && from <= today && today <= to);

/**
 * Whether the three questions are sent to this volunteer today: active, reachable by SMS and not away, in the network for a
 * quarter, neither asked nor heard for one, willing, and not silent twice on end.
 */
export const isCheckInOwed = (
  volunteer: Volunteer,
  known: Pick<CheckIns, 'answers' | 'asked' | 'erasedOn' | 'notAgain'> | undefined,
  today: CivilDay,
): boolean => {
  const { activeSince } = volunteer;
  if (!isThere(volunteer, today) || !canText(volunteer)) return false;
  if (!activeSince || dayOf(activeSince) > addDays(today, -NEWCOMER_DAYS)) return false;
  if (!known) return true;
  const last =
    [known.answers.at(-1)?.on ?? '', known.asked?.at(-1) ?? '', known.erasedOn ?? ''].sort().at(-1) ?? '';
  if (known.notAgain || last > addDays(today, -QUARTER_DAYS)) return false;
  return unansweredAsks(known).length < MOST_UNANSWERED;
};

/**
 * Why questions already on their way must not leave: away or at rest since, or not wanted any more, because of a word said
 * since: « ne plus me poser », an answer by themselves, answers erased. Undefined while they may.
 */
export const checkInWithheld = (
  volunteer: Volunteer,
  known: Pick<CheckIns, 'answers' | 'asked' | 'erasedOn' | 'notAgain'> | undefined,
  today: CivilDay,
): 'away' | 'not-wanted' | undefined => {
  if (!isThere(volunteer, today)) return 'away';
  return known && unansweredAsks(known).length > 0 ? undefined : 'not-wanted';
};

export type Band = 'steady' | 'to-surround';

/**
 * All that a coordinator sees of an answer. `to-surround`: the single item at 3 or more (its published reading), not
 * supported at all, or 50 and more on the scale (« moderate »). Undefined when nothing answered tells either way.
 */
export const bandOf = ({ burnout, supported, scale }: CheckIn): Band | undefined => {
  const score = scale && scaleScore(scale.answers);
  if ((burnout ?? 0) >= 3 || supported === 'no' || (score ?? 0) >= 50) return 'to-surround';
  return burnout === undefined && supported === undefined && score === undefined ? undefined : 'steady';
};
