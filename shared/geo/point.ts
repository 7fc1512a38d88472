import * as z from 'zod';

/** A place on the ground, WGS84, in degrees. An address is never more precise here than its geocoder was. */
export const pointSchema = z.object({
  lat: z.number().min(-90).max(90),
  lon: z.number().min(-180).max(180),
});

export type Point = Readonly<z.infer<typeof pointSchema>>;

/** Mean Earth radius (IUGG R1), metres. */
const EARTH_RADIUS_METRES = 6_371_009;

/** Metres in one degree of latitude on that sphere. */
const METRES_PER_DEGREE = (EARTH_RADIUS_METRES * Math.PI) / 180;

const radians = (degrees: number): number => (degrees * Math.PI) / 180;

/** Great-circle distance in metres (haversine), as the crow flies: travel time adds the detour. */
export const distanceMetres = (from: Point, to: Point): number => {
  const halfLat = Math.sin(radians(to.lat - from.lat) / 2);
  const halfLon = Math.sin(radians(to.lon - from.lon) / 2);
  const h = halfLat * halfLat + Math.cos(radians(from.lat)) * Math.cos(radians(to.lat)) * halfLon * halfLon;
  return 2 * EARTH_RADIUS_METRES * Math.asin(Math.min(1, Math.sqrt(h)));
};

/**
 * The centre of the grid cell (200 m or wider) that holds the point: what may be shown or measured before
 * a volunteer has accepted (domain.md §4, "a blurred point, 200 m grid or wider"). Every home of a cell gives
 * the same answer, so repeated offers never narrow a home down. The result is at most 0.71 cell away.
 */
export const blur = (point: Point, gridMetres = 200): Point => {
  const cellMetres = Math.max(200, gridMetres);
  const latStep = cellMetres / METRES_PER_DEGREE;
  const lat = (Math.floor(point.lat / latStep) + 0.5) * latStep;
  const lonStep = latStep / Math.max(0.01, Math.cos(radians(lat)));
  const lon = (Math.floor(point.lon / lonStep) + 0.5) * lonStep;
  return { lat: round(Math.min(90, lat)), lon: round(Math.max(-180, Math.min(180, lon))) };
};

const round = (degrees: number): number => Math.round(degrees * 1e6) / 1e6;

/**
 * Whether a point lies inside a ring of at least three corners (ray casting, the ring closes itself). The rule is
 * half-open: a point on an edge that two neighbours share belongs to exactly one of them.
 */
export const isInside = (point: Point, ring: readonly Point[]): boolean => {
  let inside = false;
  let previous = ring.at(-1);
  for (const corner of ring) {
    if (previous !== undefined && corner.lat > point.lat !== previous.lat > point.lat) {
      const crossing =
        corner.lon + ((previous.lon - corner.lon) * (point.lat - corner.lat)) / (previous.lat - corner.lat);
      if (point.lon < crossing) inside = !inside;
    }
    previous = corner;
  }
  return inside;
};

/** The area-weighted centre of a ring; for a ring without area, the mean of its corners. */
export const centroid = (ring: readonly Point[]): Point | undefined => {
  const origin = ring[0];
  if (origin === undefined) return undefined;
  let area = 0;
  let lat = 0;
  let lon = 0;
  let previous = ring.at(-1) ?? origin;
  for (const corner of ring) {
    const cross =
      (previous.lon - origin.lon) * (corner.lat - origin.lat) -
      (corner.lon - origin.lon) * (previous.lat - origin.lat);
    area += cross;
    lat += (previous.lat + corner.lat - 2 * origin.lat) * cross;
    lon += (previous.lon + corner.lon - 2 * origin.lon) * cross;
    previous = corner;
  }
  if (Math.abs(area) < 1e-12) {
    const mean = (pick: (corner: Point) => number) =>
      ring.reduce((sum, corner) => sum + pick(corner), 0) / ring.length;
    return { lat: round(mean((corner) => corner.lat)), lon: round(mean((corner) => corner.lon)) };
  }
  return { lat: round(origin.lat + lat / (3 * area)), lon: round(origin.lon + lon / (3 * area)) };
};
