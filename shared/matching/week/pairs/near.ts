import type { Point } from '../../../geo/point.ts';

/** Metres in one degree of latitude (mean Earth radius). */
const METRES_PER_DEGREE = 111_195;
/** A grid is flat and the Earth is not: a square drawn this much wider holds all that is truly within. */
const FLAT = 1.02;
const PEOPLE_PER_CELL = 3;

export type Grid = {
  readonly everybody: readonly number[];
  /** Calls `visit` with everybody of the cells within these metres, and perhaps somebody a little further. */
  readonly within: (from: Point, metres: number, visit: (item: number) => void) => void;
};

/**
 * A grid of square cells over points: about three items a cell, so that who is near is found among thousands by looking at
 * the cells near by. `items[i]` lies at `points[i]`. Built in O(n); a look costs what it visits.
 */
export const gridOf = (items: readonly number[], points: readonly Point[]): Grid => {
  if (items.length === 0) return { everybody: items, within: () => undefined };
  const northmost = Math.max(...points.map(({ lat }) => Math.abs(lat)));
  const shrink = Math.max(0.01, Math.cos((Math.min(89, northmost) * Math.PI) / 180));
  const xOf = ({ lon }: Point) => lon * METRES_PER_DEGREE * shrink;
  const yOf = ({ lat }: Point) => lat * METRES_PER_DEGREE;
  const [west, south] = [Math.min(...points.map(xOf)), Math.min(...points.map(yOf))];
  const [east, north] = [Math.max(...points.map(xOf)), Math.max(...points.map(yOf))];
  const area = Math.max(1, (east - west) * (north - south));
  const side = Math.max(50, Math.sqrt((area * PEOPLE_PER_CELL) / items.length));
  const columns = Math.floor((east - west) / side) + 1;
  const rows = Math.floor((north - south) / side) + 1;
  const cells = new Map<number, number[]>();
  items.forEach((item, i) => {
    const point = points[i];
    if (!point) return;
    const key = Math.floor((yOf(point) - south) / side) * columns + Math.floor((xOf(point) - west) / side);
    const cell = cells.get(key);
    if (cell) cell.push(item);
    else cells.set(key, [item]);
  });
  const cellAt = (metres: number, most: number): number =>
    Math.min(most - 1, Math.max(0, Math.floor(metres / side)));

  return {
    everybody: items,
    within: (from, metres, visit) => {
      const reach = metres * FLAT;
      const [x, y] = [xOf(from) - west, yOf(from) - south];
      // Degrees of longitude are counted as short as they get, so that nobody is taken for nearer than true.
      if (x + reach < 0 || y + reach < 0 || x - reach > columns * side || y - reach > rows * side) return;
      const [left, right] = [cellAt(x - reach, columns), cellAt(x + reach, columns)];
      const bottom = cellAt(y - reach, rows);
      const top = cellAt(y + reach, rows);
      for (let row = bottom; row <= top; row += 1)
        for (let column = left; column <= right; column += 1)
          for (const item of cells.get(row * columns + column) ?? []) visit(item);
    },
  };
};
