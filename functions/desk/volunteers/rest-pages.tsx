import { LEAVE_REASONS } from '../../../shared/volunteers/volunteer.ts';
import { LEAVE_REASON_NAMES } from '../../../shared/volunteers/words.ts';
import { Notice } from '../../web/components.tsx';
import { Choice, DateField, PostForm, SubmitButton } from '../../web/fields.tsx';
import { FormPage, type OfOne } from './form-pages.tsx';

export const PausePage = ({ frame, form, volunteer, held }: OfOne & { held: number }) => (
  <FormPage frame={frame} form={form} title="Mettre en pause" volunteer={volunteer}>
    <ul>
      <li>Plus aucune proposition, jusqu’au lendemain du dernier jour.</li>
      <li>
        {held === 0
          ? 'Aucune mission acceptée n’est concernée.'
          : `${held} ${held > 1 ? 'missions acceptées' : 'mission acceptée'} : celles de la période sont rendues, la recherche repart.`}
      </li>
      <li>Un SMS le confirme, avec de quoi reprendre plus tôt.</li>
    </ul>
    <PostForm action={`/benevoles/${volunteer.id}/pause`} csrf={frame.csrf}>
      <DateField
        form={form}
        name="until"
        label="Dernier jour"
        hint="Laissé vide : sans date de fin."
        optional
      />
      <SubmitButton>Mettre en pause</SubmitButton>
    </PostForm>
  </FormPage>
);

export const LeavePage = ({ frame, form, volunteer, held }: OfOne & { held: number }) => (
  <FormPage frame={frame} form={form} title="Noter un départ" volunteer={volunteer}>
    <Notice tone="warn">
      <ul>
        <li>Plus aucun message, sauf un SMS de confirmation (aucun en cas de décès).</li>
        <li>
          {held === 0
            ? 'Aucune mission à reprendre.'
            : `${held} ${held > 1 ? 'missions' : 'mission'} à reprendre : la recherche repart.`}
        </li>
        <li>Ses visites régulières prennent fin : une tâche demande d’appeler chaque personne.</li>
      </ul>
    </Notice>
    <PostForm action={`/benevoles/${volunteer.id}/depart`} csrf={frame.csrf}>
      <Choice
        form={form}
        name="reason"
        label="Raison"
        hint="Un code suffit, aucune phrase n’est gardée."
        options={LEAVE_REASONS.map((value) => ({ value, label: LEAVE_REASON_NAMES[value] }))}
      />
      <SubmitButton tone="danger">Noter le départ</SubmitButton>
    </PostForm>
  </FormPage>
);
