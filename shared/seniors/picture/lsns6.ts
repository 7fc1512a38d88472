import * as z from 'zod';

/** Lubben Social Network Scale, six questions: three about family, three about friends (domain.md §7, note 48). */
export const LSNS_ITEMS = [
  'family-seen',
  'family-talk',
  'family-help',
  'friends-seen',
  'friends-talk',
  'friends-help',
] as const;
export type LsnsItem = (typeof LSNS_ITEMS)[number];

/** 0 none, 1 one, 2 two, 3 three or four, 4 five to eight, 5 nine and more. Absent = not asked. */
export const lsnsAnswerSchema = z.union([z.number().int().min(0).max(5), z.literal('not-wished')]);
export const lsns6Schema = z.object({
  'family-seen': lsnsAnswerSchema.optional(),
  'family-talk': lsnsAnswerSchema.optional(),
  'family-help': lsnsAnswerSchema.optional(),
  'friends-seen': lsnsAnswerSchema.optional(),
  'friends-talk': lsnsAnswerSchema.optional(),
  'friends-help': lsnsAnswerSchema.optional(),
});
export type Lsns6 = z.infer<typeof lsns6Schema>;
export const LSNS6_VERSION = '1';

/** Below 12 of 30: at risk of isolation (domain.md §7, note 49). */
const AT_RISK_BELOW = 12;
/** A part below 6 of 15 is marginal: unverified, shown as such. */
const MARGINAL_BELOW = 6;

export type Lsns6Score = {
  readonly answered: number;
  /** 0–30, high is better; undefined when any answer is missing. */
  readonly total: number | undefined;
  readonly family: number | undefined;
  readonly friends: number | undefined;
  readonly atRisk: boolean;
  readonly marginalFamily: boolean;
  readonly marginalFriends: boolean;
};

const sum = (answers: readonly (number | 'not-wished' | undefined)[]): number | undefined => {
  const numbers = answers.filter((answer) => typeof answer === 'number');
  return numbers.length === answers.length ? numbers.reduce((a, b) => a + b, 0) : undefined;
};

/** Sum of the six answers, 0–30; any missing answer voids the total, and its own part (domain.md §7). */
export const scoreLsns6 = (answers: Lsns6): Lsns6Score => {
  const family = sum(LSNS_ITEMS.slice(0, 3).map((item) => answers[item]));
  const friends = sum(LSNS_ITEMS.slice(3).map((item) => answers[item]));
  const total = family === undefined || friends === undefined ? undefined : family + friends;
  return {
    answered: LSNS_ITEMS.filter((item) => typeof answers[item] === 'number').length,
    total,
    family,
    friends,
    atRisk: total !== undefined && total < AT_RISK_BELOW,
    marginalFamily: family !== undefined && family < MARGINAL_BELOW,
    marginalFriends: friends !== undefined && friends < MARGINAL_BELOW,
  };
};
