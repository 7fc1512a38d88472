import { civilTime, HALF_DAYS, type HalfDay, halfDaySchema } from '../../shared/time/civil.ts';
import { frenchHalfDay, frenchTime } from '../../shared/time/french.ts';
import { EVENINGS, type Volunteer } from '../../shared/volunteers/volunteer.ts';
import { fieldId, Select } from './fields.tsx';
import { allTypedIn, type FormState } from './form.ts';

const DAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;
const DAY_NAMES = ['Lundi', 'Mardi', 'Mercredi', 'Jeudi', 'Vendredi', 'Samedi', 'Dimanche'];

const Box = ({ form, name, half }: { form: FormState; name: string; half: HalfDay }) => (
  <td>
    <label>
      <span class="hidden">{frenchHalfDay(half)}</span>
      <input
        type="checkbox"
        name={name}
        value={half}
        checked={allTypedIn(form, name).includes(half)}
        {...(half === HALF_DAYS[0] ? { id: fieldId(name) } : {})}
      />
    </label>
  </td>
);

/** A week as people draw it: seven lines, morning and afternoon, wide boxes for a thumb. */
export const WeekGrid = ({
  form,
  name,
  legend = 'Cochez les demi-journées où vous êtes libre',
}: {
  form: FormState;
  name: string;
  legend?: string;
}) => (
  <fieldset class="field">
    <legend>{legend}</legend>
    <table class="week">
      <thead>
        <tr>
          <td />
          <th scope="col">Matin</th>
          <th scope="col">Après-midi</th>
        </tr>
      </thead>
      <tbody>
        {DAYS.map((day, index) => (
          <tr>
            <th scope="row">{DAY_NAMES[index]}</th>
            <Box form={form} name={name} half={halfDaySchema.parse(`${day}-am`)} />
            <Box form={form} name={name} half={halfDaySchema.parse(`${day}-pm`)} />
          </tr>
        ))}
      </tbody>
    </table>
  </fieldset>
);

export const eveningWords = (from: NonNullable<Volunteer['weekdaysFrom']>): string =>
  `à partir de ${frenchTime(civilTime(from))}`;

/** For whoever works or studies: the afternoons of working days begin when the day is over. */
export const EveningField = ({
  form,
  label = 'Du lundi au vendredi, à partir de quelle heure l’après-midi ?',
}: {
  form: FormState;
  label?: string;
}) => (
  <Select
    form={form}
    name="weekdaysFrom"
    label={label}
    hint="Pour qui travaille ou étudie : rien ne commence avant. Le week-end n’est pas concerné."
    empty="Peu importe"
    options={EVENINGS.map((value) => ({ value, label: eveningWords(value) }))}
  />
);
