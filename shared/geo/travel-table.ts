import { distanceMetres, type Point } from './point.ts';
import { roadFor, type TravelMode } from './travel.ts';

/** From each point (row) to each point (column): whole metres on the road, whole seconds. */
export type TravelTable = {
  readonly distance: readonly (readonly number[])[];
  readonly time: readonly (readonly number[])[];
};

/** Where a table comes from; when a road network was asked and did not answer, why. */
export type TravelSource =
  | { readonly kind: 'as-the-crow-flies'; readonly because?: TravelTableFault }
  | {
      readonly kind: 'road-network';
      /** Ways the network does not know, estimated as the crow flies. */
      readonly estimated: number;
    };

export type TravelTableFault = 'unreachable' | 'too-many-requests' | 'answer-unreadable';

/**
 * PORT. Ways between points for one mode. Always answers: without a road network, or when it fails, by great circle and
 * detour, and `source` says so, for the page to tell.
 */
export type TravelTables = {
  readonly between: (
    points: readonly Point[],
    mode: TravelMode,
  ) => Promise<{ readonly table: TravelTable; readonly source: TravelSource }>;
};

/** Great circle × detour at the mode's pace (travel.ts). Symmetric, and needs nobody. */
export const crowFliesTable = (points: readonly Point[], mode: TravelMode): TravelTable => {
  const ways = points.map((from) => points.map((to) => roadFor(distanceMetres(from, to), mode)));
  return {
    distance: ways.map((row) => row.map(({ metres }) => metres)),
    time: ways.map((row) => row.map(({ seconds }) => seconds)),
  };
};

/** The port without a road network. */
export const crowFliesTables: TravelTables = {
  between: (points, mode) =>
    Promise.resolve({ table: crowFliesTable(points, mode), source: { kind: 'as-the-crow-flies' } }),
};
