import type { Child } from 'hono/jsx';
import { DataTable, type DataTableProps } from '../../web/components.tsx';

export type ChartFigureProps<R> = {
  readonly title: string;
  /** 3 where the page has a heading of its own above it. */
  readonly level?: 2 | 3;
  /** What is counted, and how, in a sentence or two. */
  readonly definition: Child;
  /** On whom it rests: « 42 bénévoles, dont 7 partis ». */
  readonly count: string;
  /** `Lines` or `Bars`; absent when there is too little to draw. */
  readonly children?: Child;
  /** The same numbers, to be read instead of the drawing. */
  readonly table: DataTableProps<R>;
  /** A table of many columns stands under its drawing, not beside. */
  readonly wide?: boolean;
};

/** A drawing with what it means, on whom it rests, and its table: the same on paper and for a screen reader. */
export const ChartFigure = <R,>({
  title,
  level = 2,
  definition,
  count,
  children,
  table,
  wide,
}: ChartFigureProps<R>) => (
  <section class="figure">
    {level === 2 ? <h2>{title}</h2> : <h3>{title}</h3>}
    <p class="quiet">{definition}</p>
    <p class="quiet">
      <strong>{count}</strong>
    </p>
    <div class={children ? (wide ? 'drawn wide' : 'drawn') : ''}>
      {children && <div>{children}</div>}
      <section class="read" tabindex={0} aria-label={table.caption}>
        <DataTable {...table} />
      </section>
    </div>
  </section>
);
