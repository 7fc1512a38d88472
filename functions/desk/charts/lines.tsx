import { BottomAxis, Legend, type Tick, ValueAxis } from './axes.tsx';
import { FRAME, linear, place, type Scale } from './scale.ts';

/** `value` null: not known there, so nothing is drawn; never a zero. */
export type LinePoint = {
  readonly at: number;
  readonly value: number | null;
  readonly low?: number | null;
  readonly high?: number | null;
};
export type LineSeries = { readonly name: string; readonly points: readonly LinePoint[] };

export type LinesProps = {
  /** What the drawing shows, in a sentence: it is read instead of the drawing. */
  readonly label: string;
  readonly series: readonly LineSeries[];
  /** A value holds until the next (`steps`), or leads to it (`straight`). */
  readonly form: 'steps' | 'straight';
  readonly across: {
    readonly from: number;
    readonly to: number;
    readonly ticks: readonly Tick[];
    readonly unit?: string;
  };
  readonly up: { readonly ticks: readonly Tick[] };
};

type Known = { readonly at: number; readonly value: number; readonly low: number; readonly high: number };

/** Unbroken runs of known points. */
const runsOf = (points: readonly LinePoint[]): readonly (readonly Known[])[] => {
  const runs: Known[][] = [[]];
  for (const { at, value, low, high } of points) {
    if (value === null) runs.push([]);
    else runs.at(-1)?.push({ at, value, low: low ?? value, high: high ?? value });
  }
  return runs.filter((run) => run.length > 0);
};

type Corner = readonly [number, number];

const cornersOf = (
  run: readonly Known[],
  bound: 'value' | 'low' | 'high',
  steps: boolean,
): readonly Corner[] =>
  run.flatMap((point, i): readonly Corner[] => {
    const before = run[i - 1];
    return steps && before
      ? [
          [point.at, before[bound]],
          [point.at, point[bound]],
        ]
      : [[point.at, point[bound]]];
  });

const pathOf = (corners: readonly Corner[], x: Scale, y: Scale): string =>
  corners.map(([at, value], i) => `${i === 0 ? 'M' : 'L'}${place(x(at))} ${place(y(value))}`).join('');

/** Up to four series, told apart by their stroke and named at the foot; a band where an interval is given. */
export const Lines = ({ label, series, form, across, up }: LinesProps) => {
  const x = linear([across.from, across.to], [FRAME.left, FRAME.width - FRAME.right]);
  const values = up.ticks.map(({ at }) => at);
  const y = linear([Math.min(...values), Math.max(...values)], [FRAME.height - FRAME.bottom, FRAME.top]);
  const steps = form === 'steps';
  return (
    <>
      <svg class="chart" viewBox={`0 0 ${FRAME.width} ${FRAME.height}`} role="img" aria-label={label}>
        <ValueAxis ticks={up.ticks} y={y} />
        <BottomAxis ticks={across.ticks} x={x} unit={across.unit} />
        {series.map(({ points }, i) =>
          runsOf(points).map((run) => (
            <>
              {run.some(({ low, high }) => low !== high) && (
                <path
                  class={`band s${i}`}
                  d={`${pathOf(cornersOf(run, 'high', steps), x, y)}${pathOf([...cornersOf(run, 'low', steps)].reverse(), x, y).replace('M', 'L')}Z`}
                />
              )}
              {run.length === 1 ? (
                <circle
                  class={`dot s${i}`}
                  cx={place(x(run[0]?.at ?? 0))}
                  cy={place(y(run[0]?.value ?? 0))}
                  r="3"
                />
              ) : (
                <path class={`line s${i}`} d={pathOf(cornersOf(run, 'value', steps), x, y)} />
              )}
            </>
          )),
        )}
      </svg>
      {series.length > 1 && (
        <Legend
          names={series.map(({ name }) => name)}
          mark={(i) => <path class={`line s${i}`} d="M1 5L33 5" />}
        />
      )}
    </>
  );
};
