import type { Point } from '../../geo/point.ts';

/** Metres in one degree of latitude (mean Earth radius). */
const METRES_PER_DEGREE = 111_195;
/** A grid is flat and the Earth is not: distances told from cells are taken this much shorter, to stay below the true ones. */
const FLAT = 0.99;
const PEOPLE_PER_CELL = 3;

export type Grid = {
  readonly everybody: readonly number[];
  /**
   * Calls `visit` with everybody, ring after ring outwards, and before each ring `goesOn` with the metres below which
   * nobody is left; stops when it says no.
   */
  readonly outwards: (
    from: Point,
    visit: (item: number) => void,
    goesOn: (metresAtLeast: number) => boolean,
  ) => void;
};

/**
 * A grid of square cells over points: about three items a cell, so that the nearest few dozen of thousands are found by
 * looking at some dozens. `items[i]` lies at `points[i]`. Built in O(n); a walk costs what it visits.
 */
export const gridOf = (items: readonly number[], points: readonly Point[]): Grid => {
  if (items.length === 0) return { everybody: items, outwards: () => undefined };
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

  return {
    everybody: items,
    outwards: (from, visit, goesOn) => {
      const column = Math.floor((xOf(from) - west) / side);
      const row = Math.floor((yOf(from) - south) / side);
      const far = Math.max(
        Math.abs(column),
        Math.abs(columns - 1 - column),
        Math.abs(row),
        Math.abs(rows - 1 - row),
      );
      const look = (x: number, y: number): void => {
        if (x < 0 || y < 0 || x >= columns || y >= rows) return;
        for (const item of cells.get(y * columns + x) ?? []) visit(item);
      };
      for (let ring = 0; ring <= far; ring += 1) {
        if (!goesOn(Math.max(0, ring - 1) * side * FLAT)) return;
        const [left, right] = [column - ring, column + ring];
        for (let x = Math.max(0, left); x <= Math.min(columns - 1, right); x += 1) {
          look(x, row - ring);
          if (ring > 0) look(x, row + ring);
        }
        for (let y = Math.max(0, row - ring + 1); y <= Math.min(rows - 1, row + ring - 1); y += 1) {
          look(left, y);
          look(right, y);
        }
      }
    },
  };
};
