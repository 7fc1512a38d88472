import * as z from 'zod';
import { centroid, type Point } from '../geo/point.ts';
import { ok, type Result, refused } from '../result/result.ts';

const MAX_CORNERS = 400;
const position = z.tuple([z.number(), z.number()]).rest(z.number());
const polygon = z.object({ type: z.literal('Polygon'), coordinates: z.array(z.array(position)).min(1) });
const feature = z.object({ type: z.literal('Feature'), geometry: polygon });
const collection = z.object({ type: z.literal('FeatureCollection'), features: z.array(feature).length(1) });
const geojson = z.union([
  polygon,
  feature.transform((one) => one.geometry),
  collection.transform((one) => one.features[0]?.geometry),
]);

export type OutlineRefusal = {
  /** `swapped`: latitude and longitude are the wrong way round, as far as France is concerned. */
  readonly reason: 'not-geojson' | 'too-many-corners' | 'too-few-corners' | 'swapped' | 'not-in-france';
};

/** Where French communes are: south, north, west, east. Degrees, a little wide. */
const FRANCE: readonly (readonly [number, number, number, number])[] = [
  [41.2, 51.3, -5.4, 9.8],
  [14.2, 18.3, -63.4, -60.6],
  [2, 6, -54.8, -51.4],
  [-21.6, -20.7, 55.1, 56],
  [-13.2, -12.4, 44.8, 45.5],
  [46.6, 47.3, -56.6, -56],
  [-23, -17.8, 158, 168.5],
  [-28, -7.5, -155, -134],
];
const isFrench = ({ lat, lon }: Point): boolean =>
  FRANCE.some(([south, north, west, east]) => lat > south && lat < north && lon > west && lon < east);

/**
 * The outline of a sector from GeoJSON as map tools export it: one polygon, alone or in a feature; holes are left
 * out. 3 to 400 corners. GeoJSON writes longitude first (RFC 7946 §3.1.1): the other order is recognised and refused.
 */
export const readOutline = (
  pasted: string,
): Result<{ readonly outline: readonly Point[]; readonly centre: Point }, OutlineRefusal> => {
  let json: unknown;
  try {
    json = JSON.parse(pasted);
  } catch {
    return refused({ reason: 'not-geojson' });
  }
  const parsed = geojson.safeParse(json);
  const ring = parsed.success ? parsed.data?.coordinates[0] : undefined;
  if (!ring) return refused({ reason: 'not-geojson' });
  const points = ring.map(([lon, lat]) => ({ lat: round(lat), lon: round(lon) }));
  const [first, last] = [points[0], points.at(-1)];
  const isClosed = first && last && points.length > 1 && first.lat === last.lat && first.lon === last.lon;
  const outline = isClosed ? points.slice(0, -1) : points;
  if (outline.length < 3) return refused({ reason: 'too-few-corners' });
  if (outline.length > MAX_CORNERS) return refused({ reason: 'too-many-corners' });
  if (!outline.every(isFrench)) {
    const isSwapped = outline.every(({ lat, lon }) => isFrench({ lat: lon, lon: lat }));
    return refused({ reason: isSwapped ? 'swapped' : 'not-in-france' });
  }
  const centre = centroid(outline);
  return centre ? ok({ outline, centre }) : refused({ reason: 'too-few-corners' });
};

const round = (degrees: number): number => Math.round(degrees * 1e6) / 1e6;
