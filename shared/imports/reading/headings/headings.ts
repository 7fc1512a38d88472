import type { ImportKind } from '../fields.ts';
import { type Naming, naming } from './naming.ts';
import { PERSON_NAMINGS } from './person.ts';
import { SENIOR_NAMINGS } from './senior.ts';
import { VOLUNTEER_NAMINGS } from './volunteer.ts';

const NOTES = naming(
  'notes',
  'Remarques pratiques',
  'everyone',
  'observations | observation | remarques | remarque | commentaire | commentaires | notes | note | divers | infos | informations | precisions | a savoir | consignes',
  'observation observations remarque remarques commentaire commentaires',
  { repeats: true },
);

/** How French towns head their columns, from files seen; folded (see `fold`). In the order of the choices. */
export const NAMINGS: readonly Naming[] = [...PERSON_NAMINGS, ...SENIOR_NAMINGS, ...VOLUNTEER_NAMINGS, NOTES];

/** The meanings a column may take in a file of this kind, in the order a person reads them. */
export const namingsOf = (kind: ImportKind): readonly Naming[] =>
  NAMINGS.filter(
    ({ scope }) =>
      scope === 'everyone' || scope === kind || (scope === 'register+seniors' && kind !== 'volunteers'),
  );
