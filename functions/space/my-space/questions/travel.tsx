import * as z from 'zod';
import { frenchDistance } from '../../../../shared/french/french.ts';
import { travelModes } from '../../../../shared/geo/travel.ts';
import { TRAVEL_NAMES } from '../../../../shared/volunteers/words.ts';
import { Choice, Select } from '../../../web/fields.tsx';
import { choice, freshForm, integer } from '../../../web/form.ts';
import { rangeOptions } from '../../../web/ranges.ts';
import { question } from './question.ts';

export const travel = question({
  path: 'deplacements',
  title: 'Comment vous déplacez-vous, et jusqu’où ?',
  schema: z.object({
    travel: choice(travelModes, 'Choisissez une façon de vous déplacer.'),
    rangeMetres: integer(200, 60_000, 'Choisissez une distance.'),
  }),
  now: (me) => `${TRAVEL_NAMES[me.travel]}, jusqu’à ${frenchDistance(me.rangeMetres)}`,
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
