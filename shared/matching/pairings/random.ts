/** Numbers in [0, 1) that depend on the seed alone (xorshift32, Marsaglia 2003): the same seed gives the same search. */
export const seeded = (seed: number): (() => number) => {
  let state = (seed * 2_654_435_761) >>> 0 || 1;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    state >>>= 0;
    return state / 4_294_967_296;
  };
};
