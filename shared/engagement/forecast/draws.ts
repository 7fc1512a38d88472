import { seeded } from '../../matching/pairings/random.ts';

/** Numbers drawn from a seed alone, by the laws that a simulation of coming weeks needs. */
export type Draws = {
  /** In (0, 1). */
  readonly uniform: () => number;
  readonly normal: () => number;
  /** Mean `shape`, variance `shape`; 0 for a shape of 0. */
  readonly gamma: (shape: number) => number;
  readonly poisson: (mean: number) => number;
};

/** Same seed, same draws (xorshift; Box and Muller 1958; Marsaglia and Tsang 2000; Knuth's product for small means). */
export const drawsFrom = (seed: number): Draws => {
  const next = seeded(seed);
  const uniform = (): number => Math.min(1 - 1e-12, Math.max(1e-12, next()));
  const normal = (): number => Math.sqrt(-2 * Math.log(uniform())) * Math.cos(2 * Math.PI * uniform());
  const gamma = (shape: number): number => {
    if (shape <= 0) return 0;
    if (shape < 1) return gamma(shape + 1) * uniform() ** (1 / shape);
    const d = shape - 1 / 3;
    const c = 1 / Math.sqrt(9 * d);
    for (;;) {
      const x = normal();
      const v = (1 + c * x) ** 3;
      if (v > 0 && Math.log(uniform()) < 0.5 * x * x + d - d * v + d * Math.log(v)) return d * v;
    }
  };
  const poisson = (mean: number): number => {
    const least = Math.exp(-mean);
    let count = 0;
    for (let product = uniform(); product > least; product *= uniform()) count += 1;
    return count;
  };
  return { uniform, normal, gamma, poisson };
};
