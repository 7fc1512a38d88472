import * as z from 'zod';

/** Family, friends, neighbours, associations: the four circles of the Petits Frères studies (domain.md §7). */
export const CIRCLES = ['family', 'friends', 'neighbours', 'associations'] as const;
export type Circle = (typeof CIRCLES)[number];

/** How often somebody of this circle is seen or spoken to. Absent = not asked; `not-wished` = did not wish to answer. */
export const circleAnswerSchema = z.enum(['weekly', 'monthly', 'rarely', 'never', 'not-wished']);
export type CircleAnswer = z.infer<typeof circleAnswerSchema>;

export const fourCirclesSchema = z.object({
  family: circleAnswerSchema.optional(),
  friends: circleAnswerSchema.optional(),
  neighbours: circleAnswerSchema.optional(),
  associations: circleAnswerSchema.optional(),
});
export type FourCircles = z.infer<typeof fourCirclesSchema>;
export const FOUR_CIRCLES_VERSION = '1';

const POINTS = { weekly: 3, monthly: 2, rarely: 1, never: 0 } as const;

export type FourCirclesScore = {
  readonly answered: number;
  /** Circles answered rarely or never; undefined below four answers: unknown is not never. */
  readonly emptyCircles: number | undefined;
  /** 0–12, higher is better, for the trend only; undefined below four answers. */
  readonly points: number | undefined;
  /** All four empty: « mort sociale » in the studies; a reason to act soon, never a label. */
  readonly allEmpty: boolean;
};

/** Circles she has nobody in, of what she last said; undefined: not asked, or not of all four. */
export const emptyCirclesOf = (said: { readonly answers: FourCircles } | undefined): number | undefined =>
  said && scoreFourCircles(said.answers).emptyCircles;

/**
 * Weekly 3, monthly 2, rarely 1, never 0; an empty circle is one answered rarely or never (domain.md §7, own grid on a
 * public idea). No total below four answers; « did not wish to answer » is not an answer.
 */
export const scoreFourCircles = (answers: FourCircles): FourCirclesScore => {
  const given = CIRCLES.map((circle) => answers[circle]).filter(
    (answer) => answer !== undefined && answer !== 'not-wished',
  );
  const whole = given.length === CIRCLES.length;
  const empty = given.filter((answer) => answer === 'rarely' || answer === 'never').length;
  return {
    answered: given.length,
    emptyCircles: whole ? empty : undefined,
    points: whole ? given.reduce((sum, answer) => sum + POINTS[answer], 0) : undefined,
    allEmpty: whole && empty === CIRCLES.length,
  };
};
