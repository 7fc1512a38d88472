import { frenchDay } from '../../../shared/time/french.ts';
import type { Exception } from '../../../shared/volunteers/volunteer.ts';
import { EmptyState } from '../../web/components.tsx';
import { Choice, DateField, ErrorSummary, Hidden, PostForm, SubmitButton } from '../../web/fields.tsx';
import type { FormState } from '../../web/form.ts';
import { Page } from '../../web/layout.tsx';
import { Back } from './missions-page.tsx';
import type { Space } from './space.ts';

const span = (one: Exception): string => {
  const half = one.half === 'am' ? ', le matin' : one.half === 'pm' ? ', l’après-midi' : '';
  return one.from === one.to
    ? `${frenchDay(one.from)}${half}`
    : `du ${frenchDay(one.from)} au ${frenchDay(one.to)}${half}`;
};

export const AbsencesPage = ({
  space,
  form,
  current,
}: {
  space: Space;
  form: FormState;
  current: readonly Exception[];
}) => (
  <Page title="Absences et jours en plus" hasProblems={form.problems.length > 0} {...space.frame}>
    <Back />
    <ErrorSummary form={form} />
    <h1>Absences et jours en plus</h1>
    {current.length === 0 ? (
      <EmptyState title="Rien de noté">Votre semaine ordinaire suffit, le reste du temps.</EmptyState>
    ) : (
      <ul class="visits">
        {current.map((one) => (
          <li>
            <p>
              <strong>{one.kind === 'away' ? 'Absence' : 'Libre en plus'}</strong> : {span(one)}
            </p>
            <PostForm action="/espace/absences/retirer" csrf={space.frame.csrf}>
              <Hidden name="kind" value={one.kind} />
              <Hidden name="from" value={one.from} />
              <Hidden name="to" value={one.to} />
              {one.half && <Hidden name="half" value={one.half} />}
              <SubmitButton tone="plain">
                Retirer<span class="hidden"> {span(one)}</span>
              </SubmitButton>
            </PostForm>
          </li>
        ))}
      </ul>
    )}
    <h2>En noter une</h2>
    <PostForm action="/espace/absences" csrf={space.frame.csrf}>
      <Choice
        form={form}
        name="kind"
        label="C’est"
        options={[
          { value: 'away', label: 'une absence' },
          { value: 'free', label: 'du temps libre en plus de ma semaine ordinaire' },
        ]}
      />
      <DateField form={form} name="from" label="Premier jour" />
      <DateField form={form} name="to" label="Dernier jour" hint="Le même, pour un seul jour." optional />
      <Choice
        form={form}
        name="half"
        label="Quand, dans la journée"
        options={[
          { value: 'day', label: 'toute la journée' },
          { value: 'am', label: 'le matin' },
          { value: 'pm', label: 'l’après-midi' },
        ]}
      />
      <SubmitButton wide>Noter</SubmitButton>
    </PostForm>
    <p class="quiet">
      Une mission que vous avez déjà acceptée n’est pas rendue par une absence : ouvrez-la pour la rendre, ou
      faites une <a href="/espace/pause">pause</a>.
    </p>
  </Page>
);
