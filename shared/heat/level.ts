import * as z from 'zod';

/** Levels at which a town may call people; the colour is read from Météo-France or given by a person, never computed. */
export const LEVELS = ['yellow', 'orange', 'red'] as const;
export const levelSchema = z.enum(LEVELS);
export type Level = z.infer<typeof levelSchema>;
