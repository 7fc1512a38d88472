/** Every number that steers the solve (never its answer): meaning, range, origin. */
export const ASSIGNMENT_PARAMS = {
  /** First bidding increment = spread of the costs / this. Range 10–100; measured on the bench’s towns. */
  firstIncrement: 40,
  /**
   * Where there are more missions than slots, bidding begins at this share of the price that all would pay were volunteers alike.
   * Range 0 (from nothing) to 0.9; from 0.7 on a few prices of the bench's near-by towns stand too high.
   */
  commonShare: 0.65,
  /** More volunteers than this share with a slot left after that first round: it begins again from nothing. Range 0.005–0.1. */
  mostIdle: 0.02,
  /** Each round of bidding divides the increment by this. Range 3–10 (Bertsekas, "Auction algorithms", 1992). */
  increaseOfPrecision: 8,
  /** Bidding stops once the increment is under spread / this: it only makes good prices. Range 500–5,000. */
  lastIncrement: 2_000,
  /**
   * Between two rounds every price falls by this many increments: a price too high leaves a slot empty, which is dearer to
   * mend (`repair`) than a price too low is to bid up. Range 1–4; measured on the bench's towns.
   */
  fallBetween: 2,
  /** The same after the last round. Range 0–3. */
  fallAtLast: 1,
  /**
   * A round with at most so many bids a mission met little competition: the last increment comes next. Range 1–1.5; saves
   * a third of the bids where there is room for all.
   */
  calm: 1.15,
  /** A volunteer is near a mission while at most this many increments dearer than its second best. Range 1–10. */
  nearIncrements: 3,
  /**
   * Largest fall of a price in `settle`, in last increments. Lowering saves `repair` work but is not needed, and one deep fall
   * would make every mission's FLOOR useless. Range 2–16; 4 measured on the bench's towns.
   */
  settleFall: 4,
  /**
   * `repair` first looks at pairs dearer than what their mission pays by less than this share of the spread, then by so many
   * times more whenever that was too little. On the bench's towns the longest chain took 0.02 of the spread.
   */
  repairSpan: 0.03,
  widening: 8,
} as const;
