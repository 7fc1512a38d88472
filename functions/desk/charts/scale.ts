/** From values to places on the drawing. */
export type Scale = (value: number) => number;

/** The room of a drawing, in its own units; it is as wide as its column, whatever that is on the screen. */
export const FRAME = { width: 480, height: 270, left: 56, right: 14, top: 14, bottom: 40 } as const;

export const linear = (from: readonly [number, number], to: readonly [number, number]): Scale => {
  const span = from[1] - from[0] || 1;
  return (value) => to[0] + ((value - from[0]) / span) * (to[1] - to[0]);
};

/** Whole steps of 1, 2 or 5 times a power of ten that cover the values, zero among them: at most `most` of them. */
export const ticksOver = (values: readonly number[], most = 5): readonly number[] => {
  const low = Math.min(0, ...values);
  const high = Math.max(0, ...values);
  const wide = Math.max(high - low, 1) / most;
  const power = 10 ** Math.floor(Math.log10(wide));
  const step = Math.max(1, [1, 2, 5, 10].map((one) => one * power).find((one) => one >= wide) ?? power);
  const first = Math.floor(low / step);
  const last = Math.max(Math.ceil(high / step), first + 1);
  return Array.from({ length: last - first + 1 }, (_, i) => (first + i) * step);
};

/** Two digits are enough on a drawing of this size. */
export const place = (value: number): string => String(Math.round(value * 100) / 100);
