import { HALF_DAYS, type HalfDay, halfDaySchema } from '../../shared/time/civil.ts';
import { frenchHalfDay } from '../../shared/time/french.ts';
import { fieldId } from './fields.tsx';
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
