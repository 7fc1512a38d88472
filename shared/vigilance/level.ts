import * as z from 'zod';

/** Météo-France's colours for heat (phenomenon 6), and `unknown`: nothing trustworthy was read, which is never green. */
export const VIGILANCE_LEVELS = ['unknown', 'green', 'yellow', 'orange', 'red'] as const;
export const vigilanceLevelSchema = z.enum(VIGILANCE_LEVELS);
export type VigilanceLevel = z.infer<typeof vigilanceLevelSchema>;

/** From orange on, everybody on the register is called (domain.md §9); below, a town may decide otherwise. */
export const callsForActivation = (level: VigilanceLevel): level is 'orange' | 'red' =>
  level === 'orange' || level === 'red';

/** The graver of two readings of one thing; a known level says more than an unknown one. */
export const graver = (a: VigilanceLevel, b: VigilanceLevel): VigilanceLevel =>
  VIGILANCE_LEVELS.indexOf(a) >= VIGILANCE_LEVELS.indexOf(b) ? a : b;

/** Metropolitan and overseas départements as Météo-France writes them; coasts (`2510`), zones and `99` are none. */
export const departmentSchema = z.string().regex(/^(0[1-9]|1\d|2[1-9AB]|[3-8]\d|9[0-5]|97[1-6])$/);

/** The département of a commune, by its INSEE code: `25056` → `25`, `2A004` → `2A`, `97209` → `972`. */
export const departmentOfCommune = (communeCode: string): string =>
  communeCode.startsWith('97') ? communeCode.slice(0, 3) : communeCode.slice(0, 2);
