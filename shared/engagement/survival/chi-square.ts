/** erf by its series, where it converges fast. */
const erfSmall = (x: number): number => {
  let term = x;
  let sum = x;
  for (let k = 1; Math.abs(term) > 1e-17 * Math.abs(sum); k += 1) {
    term *= (-x * x) / k;
    sum += term / (2 * k + 1);
  }
  return (2 / Math.sqrt(Math.PI)) * sum;
};

/** erfc by its continued fraction, from the tail inwards; for large x no digit is lost by subtraction. */
const erfcLarge = (x: number): number => {
  let fraction = 0;
  for (let k = 120; k >= 1; k -= 1) fraction = k / 2 / (x + fraction);
  return Math.exp(-x * x) / Math.sqrt(Math.PI) / (x + fraction);
};

const erfc = (x: number): number => (x < 1.5 ? 1 - erfSmall(x) : erfcLarge(x));

/**
 * Probability that a chi-square with so many degrees of freedom passes `value`: Q(k/2, value/2) of the incomplete gamma
 * function, by its recurrence from k = 1 (erfc) or k = 2 (exp). Precise to about 1e-12. 1 when there is no freedom.
 */
export const chiSquareTail = (value: number, degreesOfFreedom: number): number => {
  if (degreesOfFreedom < 1 || value <= 0) return 1;
  const x = value / 2;
  const isOdd = degreesOfFreedom % 2 === 1;
  let tail = isOdd ? erfc(Math.sqrt(x)) : Math.exp(-x);
  // x^a·e^(−x)/Γ(a+1), with Γ(3/2) = √π/2.
  let term = isOdd ? 2 * Math.sqrt(x / Math.PI) * Math.exp(-x) : x * Math.exp(-x);
  for (let a = isOdd ? 0.5 : 1; a < degreesOfFreedom / 2; a += 1) {
    tail += term;
    term *= x / (a + 1);
  }
  return Math.min(1, tail);
};
