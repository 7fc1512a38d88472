import * as z from 'zod';
import { travelModes } from '../../../../shared/geo/travel.ts';
import { TRAVEL_NAMES } from '../../../../shared/volunteers/words.ts';
import { Choice, Select } from '../../../web/fields.tsx';
import { choice, freshForm, integer } from '../../../web/form.ts';
import { question } from './question.ts';

export const RANGES = [500, 1_000, 2_000, 3_000, 5_000, 10_000, 20_000] as const;
export const rangeWords = (metres: number): string =>
  metres < 1_000 ? `${metres} m` : `${(metres / 1_000).toString().replace('.', ',')} km`;
const rangeOptions = (metres: number) =>
  [...new Set([...RANGES, metres])]
    .sort((a, b) => a - b)
    .map((one) => ({ value: String(one), label: rangeWords(one) }));

export const travel = question({
  path: 'deplacements',
  title: 'Comment vous déplacez-vous, et jusqu’où ?',
  schema: z.object({
    travel: choice(travelModes, 'Choisissez une façon de vous déplacer.'),
    rangeMetres: integer(200, 60_000, 'Choisissez une distance.'),
  }),
  now: (me) => `${TRAVEL_NAMES[me.travel]}, jusqu’à ${rangeWords(me.rangeMetres)}`,
  known: (me) => freshForm({ travel: me.travel, rangeMetres: me.rangeMetres }),
  fields: ({ form, me }) => (
    <>
      <Choice
        form={form}
        name="travel"
        label="Le plus souvent"
        options={travelModes.map((value) => ({ value, label: TRAVEL_NAMES[value] }))}
      />
      <Select
        form={form}
        name="rangeMetres"
        label="Distance de chez vous, au plus"
        hint="À vol d’oiseau."
        options={rangeOptions(me.rangeMetres)}
      />
    </>
  ),
  change: (read) => read,
});
