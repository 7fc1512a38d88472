import type { RoundProblem } from '../../shared/matching/rounds/problem.ts';
import { UnreadableFile } from './instance-files.ts';

/** A file of Solomon's format (Gehring and Homberger's is the same). */
export type VrptwInstance = { readonly name: string; readonly problem: RoundProblem };

/** Tenths: distances are cut after one decimal (DIMACS challenge 2021), and everything else is multiplied by as much. */
export const VRPTW_SCALE = 10;

/**
 * Reads name, number of vehicles and capacity, then the rows of depot and customers (number, x, y, demand, ready, due,
 * service). The cost is the distance alone. Throws when the file is not of this shape.
 */
export const readVrptw = (text: string): VrptwInstance => {
  const lines = text.split(/\r?\n/).map((line) => line.trim());
  const name = lines.find((line) => line !== '') ?? '';
  const rows = lines
    .filter((line) => /^[-\d.\s]+$/.test(line) && line !== '')
    .map((line) => line.split(/\s+/).map(Number));
  const fleet = rows[0];
  const nodes = rows.slice(1);
  const [vehicles, capacity] = fleet ?? [];
  if (vehicles === undefined || capacity === undefined || fleet?.length !== 2)
    throw new UnreadableFile(`no line with the number of vehicles and their capacity`);
  const bad = nodes.findIndex((row) => row.length !== 7 || row.some((value) => !Number.isFinite(value)));
  if (bad >= 0) throw new UnreadableFile(`row ${bad} of the customers does not hold seven numbers`);
  const at = (row: readonly number[], column: number): number => row[column] ?? Number.NaN;
  const tenths = (value: number): number => Math.round(value * VRPTW_SCALE);
  const distance = nodes.map((a) =>
    nodes.map((b) => Math.floor(VRPTW_SCALE * Math.hypot(at(a, 1) - at(b, 1), at(a, 2) - at(b, 2)) + 1e-9)),
  );
  const depot = nodes[0];
  if (depot === undefined) throw new UnreadableFile(`no depot`);
  return {
    name,
    problem: {
      travel: [{ distance, time: distance }],
      carriers: Array.from({ length: vehicles }, (_, v) => ({
        id: `vehicle-${v + 1}`,
        travel: 0,
        start: 0,
        end: 0,
        from: tenths(at(depot, 4)),
        until: tenths(at(depot, 5)),
        capacity: [capacity],
        cost: { perDistance: 1, perTime: 0, fixed: 0 },
      })),
      stops: nodes.slice(1).map((row, k) => ({
        id: `customer-${at(row, 0)}`,
        place: k + 1,
        opens: tenths(at(row, 4)),
        closes: tenths(at(row, 5)),
        service: tenths(at(row, 6)),
        load: [at(row, 3)],
      })),
    },
  };
};

/** The shortest distances known in this convention, by instance: column `trunc1dec_distance`. */
export const readBestKnown = (csv: string): ReadonlyMap<string, number> => {
  const [head, ...rows] = csv
    .trim()
    .split(/\r?\n/)
    .map((line) => line.split(','));
  const [name, distance] = [head?.indexOf('instance') ?? -1, head?.indexOf('trunc1dec_distance') ?? -1];
  if (name < 0 || distance < 0)
    throw new UnreadableFile('best-known.csv has no columns instance and trunc1dec_distance');
  return new Map(rows.map((row) => [row[name] ?? '', Number(row[distance])]));
};
