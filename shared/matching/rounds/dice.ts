/** Numbers that depend on the seed alone (xorshift32, Marsaglia 2003): the same seed gives the same search. */
export class Dice {
  private state: number;

  constructor(seed: number) {
    // Neighbouring seeds must not start alike (a step of splitmix).
    let mixed = (seed + 0x9e3779b9) | 0;
    mixed = Math.imul(mixed ^ (mixed >>> 16), 0x85ebca6b);
    mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
    this.state = (mixed ^ (mixed >>> 16)) | 0 || 1;
  }

  /** 32 bits, never 0. */
  private next(): number {
    let state = this.state;
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    this.state = state;
    return state;
  }

  /** In [0, 1). */
  unit(): number {
    return (this.next() >>> 0) / 4_294_967_296;
  }

  /** A whole number in [0, most). */
  below(most: number): number {
    return Math.floor(((this.next() >>> 0) / 4_294_967_296) * most);
  }
}
