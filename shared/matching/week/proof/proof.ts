/** One volunteer for one mission, by place, settled as taken or as left. */
export type SettledChoice = {
  readonly volunteer: number;
  readonly mission: number;
  readonly isTaken: boolean;
};

/**
 * Why no plan of a week costs less than its bound, in parts (`verifyBound` reads it). Prices: by Lagrange's duality they
 * prove it, where what was settled on the way here holds. With `settled`: each of these choices the other way round is
 * proved as dear by the same prices, so that they hold too, `then` the rest. Or one choice, tried both ways.
 */
export type Proof =
  | {
      readonly prices: Float64Array;
      readonly settled?: readonly SettledChoice[];
      readonly then?: Proof;
    }
  | { readonly volunteer: number; readonly mission: number; readonly taken: Proof; readonly left: Proof };
