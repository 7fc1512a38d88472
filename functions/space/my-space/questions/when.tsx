import * as z from 'zod';
import { HALF_DAYS, type HalfDay } from '../../../../shared/time/civil.ts';
import { eveningSchema } from '../../../../shared/volunteers/volunteer.ts';
import { Check, Select } from '../../../web/fields.tsx';
import { choices, freshForm, integer, ticked } from '../../../web/form.ts';
import { EveningField, eveningWords, WeekGrid } from '../../../web/week-grid.tsx';
import { question } from './question.ts';

const halfDaysWords = (halves: readonly HalfDay[]): string =>
  halves.length === 0
    ? 'aucune demi-journée'
    : halves.length === 1
      ? 'une demi-journée par semaine'
      : `${halves.length} demi-journées par semaine`;

export const availability = question({
  path: 'disponibilites',
  title: 'Quand êtes-vous libre, une semaine ordinaire ?',
  why: 'Nous ne vous proposons rien en dehors de ces moments.',
  schema: z.object({ availability: choices(HALF_DAYS), weekdaysFrom: eveningSchema.optional() }),
  now: (me) =>
    me.weekdaysFrom
      ? `${halfDaysWords(me.availability)}, en semaine ${eveningWords(me.weekdaysFrom)}`
      : halfDaysWords(me.availability),
  known: (me) => freshForm({ availability: me.availability, weekdaysFrom: me.weekdaysFrom }),
  fields: ({ form }) => (
    <>
      <WeekGrid form={form} name="availability" />
      <EveningField form={form} />
    </>
  ),
  change: (read) => ({ availability: read.availability, weekdaysFrom: read.weekdaysFrom }),
});

export const rhythm = question({
  path: 'rythme',
  title: 'À quel rythme ?',
  why: 'C’est un plafond, jamais une obligation. Il se change à tout moment.',
  schema: z.object({
    weeklyCap: integer(1, 14, 'Choisissez un nombre de missions.'),
    restDays: integer(0, 14, 'Choisissez un nombre de jours.'),
    remindTwoHoursBefore: ticked(),
  }),
  now: (me) => `${me.weeklyCap === 1 ? 'une mission' : `${me.weeklyCap} missions`} par semaine au plus`,
  known: (me) =>
    freshForm({
      weeklyCap: me.weeklyCap,
      restDays: me.restDays,
      remindTwoHoursBefore: me.remindTwoHoursBefore,
    }),
  fields: ({ form, me, town }) => (
    <>
      <Select
        form={form}
        name="weeklyCap"
        label="Missions par semaine, au plus"
        options={[...new Set([1, 2, 3, 4, 5, 6, 7, me.weeklyCap])].map((n) => ({
          value: String(n),
          label: String(n),
        }))}
      />
      <Select
        form={form}
        name="restDays"
        label="Jours de repos après une mission"
        hint={town.caps.restDays > 0 ? `Au moins ${town.caps.restDays}, pour tout le monde.` : undefined}
        options={[...new Set([0, 1, 2, 3, 4, 5, 6, 7, me.restDays])]
          .filter((n) => n >= town.caps.restDays)
          .map((n) => ({ value: String(n), label: String(n) }))}
      />
      <Check form={form} name="remindTwoHoursBefore" label="Me le rappeler aussi deux heures avant" />
    </>
  ),
  change: (read) => read,
});
