/**
 * Every number of the round solver, with its meaning, range and origin. SISR: Christiaens and Vanden Berghe, "Slack
 * Induction by String Removals for Vehicle Routing Problems", Transportation Science 54(2), 2020.
 */
export const ROUND_PARAMS = {
  /** Visits taken out by one ruin, on average. SISR: 10. Range 6–15. */
  meanRemoved: 10,
  /** Longest string taken out of one round. SISR: 10. */
  longestString: 10,
  /** Share of strings taken with some visits kept inside. SISR: 0.5. */
  splitShare: 0.5,
  /** Chance that the kept part of a split string stops growing. SISR: 0.01. */
  splitStop: 0.01,
  /** Chance that a place for a visit is overlooked. SISR: 0.01. */
  blink: 0.01,
  /** Weights of the orders in which removed visits are put back: SISR's for time windows. */
  orders: { random: 4, load: 4, far: 2, near: 1, tight: 2, opens: 2, closes: 2 },
  /** First and last temperature, as a share of the mean cost of a visit in the first rounds. Tuned on Solomon's R1, RC1. */
  hot: 0.5,
  cold: 0.003,
} as const;
