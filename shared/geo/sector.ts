import * as z from 'zod';
import { distanceMetres, isInside, type Point, pointSchema } from './point.ts';

export const sectorCodeSchema = z.string().regex(/^[a-z0-9][a-z0-9-]{1,39}$/);

/** A part of town as its inhabitants name it. Without an outline, it is known by its centre alone. */
const sectorSchema = z.object({
  code: sectorCodeSchema,
  name: z.string().trim().min(1).max(60),
  centre: pointSchema,
  outline: z.array(pointSchema).min(3).max(400).optional(),
});

export type Sector = Readonly<z.infer<typeof sectorSchema>>;

export const sectorsSchema = z
  .array(sectorSchema)
  .max(200)
  .refine((sectors) => new Set(sectors.map((sector) => sector.code)).size === sectors.length, {
    message: 'two sectors share one code',
  });

/** A home this far from every centre without outline is outside the town. Design choice, metres. */
const FARTHEST_CENTRE_METRES = 4_000;

/**
 * The sector that holds a point: the first whose outline contains it, else the nearest centre among sectors
 * without outline (4 km at most), else none. A point outside every outline is outside: no guess is made for it.
 */
export const sectorOf = (point: Point, sectors: readonly Sector[]): Sector | undefined => {
  const holder = sectors.find((sector) => sector.outline !== undefined && isInside(point, sector.outline));
  if (holder !== undefined) return holder;
  return nearestFirst(
    point,
    sectors.filter((sector) => sector.outline === undefined),
  ).find((near) => near.metres <= FARTHEST_CENTRE_METRES)?.sector;
};

/** Where somebody is, as well as a sector tells it: its middle stands for the address until that is found. */
export type SectorPlace =
  | { readonly precision: 'unknown' }
  | { readonly precision: 'sector'; readonly sector: string; readonly point: Point };

/**
 * The place of an address whose sector was told (or not). Where a town has but one sector, everybody in it lives there:
 * nothing has to be told. A code the town does not know is no sector.
 */
export const placeInSector = (code: string | undefined, sectors: readonly Sector[]): SectorPlace => {
  const sector =
    sectors.find((one) => one.code === code) ?? (sectors.length === 1 && !code ? sectors[0] : undefined);
  return sector
    ? { precision: 'sector', sector: sector.code, point: sector.centre }
    : { precision: 'unknown' };
};

/** Other sectors whose centre is within `metres` of this one's centre, nearest first. */
export const neighbours = (
  of: Sector,
  sectors: readonly Sector[],
  metres: number,
): readonly { readonly sector: Sector; readonly metres: number }[] =>
  nearestFirst(
    of.centre,
    sectors.filter((sector) => sector.code !== of.code),
  ).filter((near) => near.metres <= metres);

const nearestFirst = (point: Point, sectors: readonly Sector[]) =>
  sectors
    .map((sector) => ({ sector, metres: distanceMetres(point, sector.centre) }))
    .sort((a, b) => a.metres - b.metres || (a.sector.code < b.sector.code ? -1 : 1));
