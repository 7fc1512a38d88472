/**
 * Every number of the week's plan beside those of the one-mission matching (`../params.ts`), with its unit, range and
 * origin. Costs are integers in minutes of travel equivalent. All are choices of the project (design) until a town has
 * measured its own.
 */
export const WEEK_PARAMS = {
  /** A mission that nobody does, at least. Range 300–3000; above any ordinary travel, so that need comes before convenience. */
  unserved: 600,
  /** More for an urgent one. Range 0–5000. */
  urgent: 1_500,
  /** More for each day since the person last saw or heard somebody, up to `mostDays`. Range 0–60 a day. */
  dayWithoutContact: 15,
  /** Days beyond which waiting longer weighs no more. Range 7–60. */
  mostDays: 30,
  /** When nobody knows when that was: as many days. Range 0–30; unknown is not zero. */
  unknownDays: 7,
  /** More for each empty circle of the four (family, friends, neighbours, associations). Range 0–200. */
  emptyCircle: 60,
  /** A mission given to somebody else than the plan already announced. Range 0–120. */
  disruption: 20,
  /** The mission of the week that reaches the volunteer's own maximum. Range 0–120. */
  reachesCap: 15,
  /** Each mission beyond what a warning fact advises. Range 100–600: steep, yet below a mission nobody does. */
  beyondAdvice: 300,
  /** Whole days without a mission after a hard one, at least. Range 0–14. */
  restAfterHardDays: 3,
  /** Volunteers looked at for each mission before the completeness check. Range 10–60 (matching.md §1: 20 to 40). */
  candidates: 24,
  /** Rounds of settling rest between choices of one plan before what is left is settled for good. Range 2–60. */
  repairRounds: 24,
  /** Times that better prices may give a better plan, when the first is not proved best. Range 1–20. */
  rounds: 2,
  /** Times that a framed week, whose bound is proved elsewhere, takes in pairs first left out. Range 0–20. */
  frameChecks: 2,
  /** Steps that raise the proven bound in each, and in a plan begun at one made before. Range 0–400. */
  boundSteps: 40,
  boundStepsAgain: 12,
  /** Pairs up to which the best plan is searched for until it is proved; best weeks looked at for that. Range 0–10,000; 0–1,000,000. */
  searchPairs: 2_000,
  searchWeeks: 60_000,
  /** Volunteers asked about for the smallest remedy of one mission. Range 1–40. */
  remedyTries: 12,
} as const;

export type WeekParams = { readonly [name in keyof typeof WEEK_PARAMS]: number };
