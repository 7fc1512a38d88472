/**
 * Every number of the round solver, with its meaning, range and origin. SISR: Christiaens and Vanden Berghe, "Slack
 * Induction by String Removals for Vehicle Routing Problems", Transportation Science 54(2), 2020. Tuned: on the hardest of
 * Solomon's R1 and RC1, five seconds an instance (docs/rounds.md).
 */
export const ROUND_PARAMS = {
  /** Chance that the kept part of a split string stops growing. SISR: 0.01. */
  splitStop: 0.01,
  /** Chance that one putting back takes in visits that are not worth their way alone, each with an even chance. Range 0.01–0.1. */
  bold: 0.04,
  /** Fewer carriers than this: places in rounds are not remembered, for rounds change sooner than they are asked again. */
  rememberFrom: 8,
  /**
   * Oversteppings (search/lenience.ts). `weight`: their first price. Every `patience` iterations it is multiplied by `dearer`, up to `most`, when all rounds held after fewer
   * of them than `enough.least`, by `cheaper`, down to `least`, when after more than `enough.most`. `due`: a due visit left out costs as much as so many
   * mean visits. Tuned on half-days of 40 stops.
   */
  lenience: {
    weight: 4,
    patience: 200,
    enough: { least: 0.35, most: 0.45 },
    dearer: 1.3,
    cheaper: 0.8,
    due: 10,
    least: 0.1,
    most: 10_000,
  },
  /**
   * Weights of the orders in which removed visits are put back: SISR's for time windows; and, where some visits have a prize, due ones first, then by
   * prize: what takes their place must be worth it.
   */
  orders: { random: 4, load: 4, far: 2, near: 1, tight: 2, opens: 2, closes: 2, worth: 4 },
  /**
   * Descents from nothing (beginnings), at most, and their share of the whole time; then turns from the best rounds found, combined
   * anew after each (`isCombined`: a short search has seen too little for anything to come of it). Temperatures, first and last of each,
   * are a share of the mean way to a visit. One ruin takes out `removed` visits on average (SISR: 10), in strings of `longest` at most (10), of which
   * `split` keep some visits inside (0.5); `blink` is the chance that a place for a visit is overlooked (0.01). Tuned: `long` as above (what one descent finds
   * depends on its first rounds, and five short ones find more than a long one), `quick` on half-days of 40 stops answered in a tenth of a second: a cool beginning is
   * soon at its end, the best of six is seldom far off, and smaller ruins leave time for more of them.
   */
  paces: {
    quick: {
      starts: 6,
      startsShare: 0.45,
      turns: 3,
      isCombined: false,
      heat: { start: { hot: 0.6, cold: 0.17 }, turn: { hot: 1.2, cold: 0.18 } },
      ruin: { removed: 7.5, longest: 7, split: 0.4 },
      blink: 0.012,
    },
    long: {
      starts: 5,
      startsShare: 0.75,
      turns: 2,
      isCombined: true,
      heat: { start: { hot: 1, cold: 0.1 }, turn: { hot: 0.2, cold: 0.05 } },
      ruin: { removed: 10, longest: 10, split: 0.5 },
      blink: 0.01,
    },
  },
  /** Fewer iterations than this for each stop: the quick pace. Range 300–2,000. */
  quickBelow: 1_000,
  /** A beginning is worth so many iterations for each stop, at least. Range 5–500. */
  iterationsPerStop: { quick: 8, long: 150 },
  /**
   * Rounds are remembered when all rounds together cost at most this share more than the best of their descent. More memory finds
   * less: the exact choice among them no longer ends. Range 0.005–0.02, tuned.
   */
  memorable: 0.012,
  /** Rounds remembered at most, for each stop at most, and those among which the choice is made. */
  remembered: 60_000,
  rememberedPerStop: 600,
  chosenAmong: 6_000,
  /** Nodes of the tree of choices, and steps of the simplex method, before it settles for what it has. */
  nodes: 3_000,
  steps: 5_000,
  /** More stops than this are not combined: the simplex method's inverse grows with their square. */
  mostCombined: 400,
} as const;
