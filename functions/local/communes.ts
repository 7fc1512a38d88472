import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import * as z from 'zod';
import { type Commune, type CommuneFinder, communesAmong } from '../../shared/town/communes.ts';

const fileSchema = z.array(
  z.object({
    code: z.string(),
    nom: z.string(),
    type: z.string(),
    codesPostaux: z.array(z.string()).default([]),
    population: z.number().optional(),
  }),
);

let known: ((typed: string) => readonly Commune[]) | undefined;

/** Every commune of today, from the package on this machine: read on the first question, once (8 MB). */
const read = (): ((typed: string) => readonly Commune[]) => {
  const file = createRequire(import.meta.url).resolve('@etalab/decoupage-administratif/data/communes.json');
  const communes = fileSchema
    .parse(JSON.parse(readFileSync(file, 'utf8')))
    .filter((one) => one.type === 'commune-actuelle')
    .map((one) => ({
      code: one.code,
      name: one.nom,
      postcode: one.codesPostaux[0] ?? '',
      ...(one.population === undefined ? {} : { population: one.population }),
    }));
  return communesAmong(communes);
};

/** Finds communes without a network. This list does not know where they are: the page asks. */
export const localCommunes = (): CommuneFinder => ({
  find: async (typed) => {
    known ??= read();
    return known(typed);
  },
});
