import { Legend, ValueAxis } from './axes.tsx';
import { FRAME, linear, place, ticksOver } from './scale.ts';

/** `values` has one entry a label; null: not known, or not to be shown, so no bar; a negative one hangs under zero. */
export type BarSeries = { readonly name: string; readonly values: readonly (number | null)[] };

export type BarsProps = {
  /** What the drawing shows, in a sentence: it is read instead of the drawing. */
  readonly label: string;
  readonly labels: readonly string[];
  readonly series: readonly BarSeries[];
  /** How a value is written beside the axis; the number itself by default, without its sign. */
  readonly words?: (value: number) => string;
};

/** So many labels fit under the drawing; of more, every second or third is written. */
const LABELS = 9;

/**
 * Up to three series, side by side, or one above and one under zero; told apart by their filling (full, open, pale) so
 * that a black and white print is read as well.
 */
export const Bars = ({ label, labels, series, words = (value) => String(Math.abs(value)) }: BarsProps) => {
  const known = series.flatMap(({ values }) => values.filter((value) => value !== null));
  const ticks = ticksOver(known);
  const y = linear([ticks[0] ?? 0, ticks.at(-1) ?? 1], [FRAME.height - FRAME.bottom, FRAME.top]);
  const slot = (FRAME.width - FRAME.left - FRAME.right) / Math.max(1, labels.length);
  // One above and one under zero share a place.
  const isOpposed =
    series.length === 2 &&
    series.some(
      ({ values }) => values.every((value) => (value ?? 0) <= 0) && values.some((value) => (value ?? 0) < 0),
    );
  const columns = isOpposed ? 1 : Math.max(1, series.length);
  const width = (slot * 0.72) / columns;
  const every = Math.ceil(labels.length / LABELS);
  return (
    <>
      <svg class="chart" viewBox={`0 0 ${FRAME.width} ${FRAME.height}`} role="img" aria-label={label}>
        <ValueAxis ticks={ticks.map((at) => ({ at, words: words(at) }))} y={y} />
        {labels.map((name, i) => {
          const left = FRAME.left + slot * i + slot * 0.14;
          return (
            <>
              {series.map(({ values }, s) => {
                const value = values[i] ?? null;
                if (value === null || value === 0) return null;
                const top = Math.min(y(0), y(value));
                return (
                  <rect
                    class={`amount s${s}`}
                    x={place(left + (isOpposed ? 0 : width * s))}
                    y={place(top)}
                    width={place(width)}
                    height={place(Math.abs(y(value) - y(0)))}
                  />
                );
              })}
              {i % every === 0 && (
                <text
                  class="under"
                  x={place(left + slot * 0.36)}
                  y={FRAME.height - FRAME.bottom + 17}
                  text-anchor="middle"
                >
                  {name}
                </text>
              )}
            </>
          );
        })}
      </svg>
      {series.length > 1 && (
        <Legend
          names={series.map(({ name }) => name)}
          mark={(s) => <rect class={`amount s${s}`} x="1" y="1" width="32" height="8" />}
        />
      )}
    </>
  );
};
