import type { Child } from 'hono/jsx';
import { FRAME, place, type Scale } from './scale.ts';

export type Tick = { readonly at: number; readonly words: string };

const RIGHT = FRAME.width - FRAME.right;
const BOTTOM = FRAME.height - FRAME.bottom;

/** Lines across for each value of the ordinate, its words at their left; the zero line is drawn stronger. */
export const ValueAxis = ({ ticks, y }: { ticks: readonly Tick[]; y: Scale }) => (
  <g class="axis">
    {ticks.map(({ at, words }) => (
      <>
        <line class={at === 0 ? 'zero' : ''} x1={FRAME.left} x2={RIGHT} y1={place(y(at))} y2={place(y(at))} />
        <text x={FRAME.left - 6} y={place(y(at) + 5)} text-anchor="end">
          {words}
        </text>
      </>
    ))}
  </g>
);

/** Words under the drawing, and what they count. */
export const BottomAxis = ({
  ticks,
  x,
  unit,
}: {
  ticks: readonly Tick[];
  x: Scale;
  unit?: string | undefined;
}) => (
  <g class="axis">
    {ticks.map(({ at, words }, i) => (
      <text
        x={place(x(at))}
        y={BOTTOM + 17}
        text-anchor={i === ticks.length - 1 && x(at) > RIGHT - 20 ? 'end' : 'middle'}
      >
        {words}
      </text>
    ))}
    {unit && (
      <text x={RIGHT} y={FRAME.height - 4} text-anchor="end">
        {unit}
      </text>
    )}
  </g>
);

/** Which stroke or filling is which series; the table beside the drawing says the same to whoever does not see it. */
export const Legend = ({ names, mark }: { names: readonly string[]; mark: (series: number) => Child }) => (
  <ul class="legend" aria-hidden="true">
    {names.map((name, i) => (
      <li>
        <svg viewBox="0 0 34 10" width="34" height="10" role="img" aria-label={name}>
          {mark(i)}
        </svg>{' '}
        {name}
      </li>
    ))}
  </ul>
);
