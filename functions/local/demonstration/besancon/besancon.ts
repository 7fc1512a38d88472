import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import * as z from 'zod';

export { besanconSectors } from './sectors.ts';
export { besanconStreetList, besanconStreets } from './streets.ts';

const communeSchema = z.object({
  code: z.string(),
  nom: z.string(),
  departement: z.string(),
  codesPostaux: z.array(z.string()).default([]),
  population: z.number().optional(),
});

export type Commune = z.infer<typeof communeSchema>;

const known = new Map<string, Commune>();
/** A commune of the official list (INSEE and La Poste, by Etalab) by its INSEE code. Throws when there is none. */
export const commune = (code: string): Commune => {
  // Some 35,000 of them are read for one.
  const found = known.get(code) ?? readCommune(code);
  known.set(code, found);
  return found;
};

const readCommune = (code: string): Commune => {
  const file = createRequire(import.meta.url).resolve('@etalab/decoupage-administratif/data/communes.json');
  const rows: unknown = JSON.parse(readFileSync(file, 'utf8'));
  const coded = z.object({ code: z.literal(code), type: z.literal('commune-actuelle') });
  const found = Array.isArray(rows) ? rows.find((row) => coded.safeParse(row).success) : undefined;
  return communeSchema.parse(found);
};

export const BESANCON_CODE = '25056';

/** The house and its street are real; its telephone numbers are not (range reserved for fiction). */
export const besanconHouse = {
  name: 'Maison des Seniors',
  address: '8 rue Pasteur, 25000 Besançon',
  phone: '+33353010808',
  dutyPhone: '+33639980112',
  senderId: 'CCASBesanco',
} as const;
