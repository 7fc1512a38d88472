import { ANSWER_NAMES } from '../../../../shared/engagement/rests/answer-ask.ts';
import type { Ask } from '../../../../shared/engagement/rests/rests.ts';
import { frenchPhone } from '../../../../shared/phone/phone.ts';
import { frenchDate } from '../../../../shared/time/french.ts';
import { STATE_NAMES } from '../../../../shared/volunteers/path.ts';
import { type Volunteer, volunteerName } from '../../../../shared/volunteers/volunteer.ts';
import { DataTable, EmptyState, Notice } from '../../../web/components.tsx';
import { DateField, ErrorSummary, Hidden, PostForm, Select, SubmitButton } from '../../../web/fields.tsx';
import type { FormState } from '../../../web/form.ts';
import { DeskPage, type Frame } from '../../layout.tsx';
import { CallActions } from '../../volunteers/call-actions.tsx';
import { QUIET, RETURNS } from './paths.ts';

const ABOUT = { stay: '« vous restez ? »', return: '« une date de retour ? »' } as const;

/** What was asked of somebody, and what they answered. */
export const AsksTable = ({ asks }: { asks: readonly Ask[] }) => (
  <DataTable
    caption="Ce qui a été demandé"
    rows={asks.toReversed()}
    empty={<EmptyState title="Rien n’a encore été demandé." />}
    columns={[
      { title: 'Le', heads: true, cell: ({ on }) => frenchDate(on) },
      {
        title: 'Question',
        cell: ({ about, via }) => `${ABOUT[about]}, ${via === 'sms' ? 'par SMS' : 'appel à passer'}`,
      },
      {
        title: 'Réponse',
        cell: ({ answer, answeredOn }) =>
          answer && answeredOn ? `${ANSWER_NAMES[answer]}, le ${frenchDate(answeredOn)}` : 'pas de réponse',
      },
    ]}
  />
);

/** One call to somebody not heard of, or resting without a date: three answers, none of them the machine's. */
export const QuietPage = ({
  frame,
  volunteer,
  asks,
  open,
  form,
  said,
}: {
  frame: Frame;
  volunteer: Volunteer;
  asks: readonly Ask[];
  open: Ask | undefined;
  form: FormState;
  said: boolean;
}) => {
  const at = `/benevoles/${volunteer.id}`;
  return (
    <DeskPage
      frame={frame}
      title={`Prendre des nouvelles, ${volunteerName(volunteer)}`}
      hasProblems={form.problems.length > 0}
    >
      <p class="crumbs no-print">
        <a href="/taches">Tâches</a>
      </p>
      {said && <Notice tone="good">C’est noté.</Notice>}
      <div class="narrow">
        <ErrorSummary form={form} />
        <h1>Prendre des nouvelles&nbsp;: {volunteerName(volunteer)}</h1>
        <p>
          Aujourd’hui&nbsp;: {STATE_NAMES[volunteer.state]}. Un silence n’est pas un départ, et rien ne
          s’arrête sans sa parole.
        </p>
        <div class="actions no-print">
          <a class="button" href={`tel:${volunteer.phone}`}>
            Appeler le {frenchPhone(volunteer.phone)}
          </a>
          <a class="button second" href={at}>
            Sa fiche
          </a>
        </div>
        {open && (
          <section class="card no-print">
            <h2>Ce que la personne répond</h2>
            <div class="actions">
              <PostForm action={`${QUIET}/${volunteer.id}`} csrf={frame.csrf}>
                <Hidden name="answer" value={open.about === 'stay' ? 'stay' : 'not-yet'} />
                <SubmitButton>
                  {open.about === 'stay' ? 'Reste parmi nous' : 'Pas encore de date'}
                </SubmitButton>
              </PostForm>
              <a class="button second" href={`${at}/pause`}>
                {open.about === 'stay' ? 'Une pause' : 'Une date de retour'}
              </a>
              <a class="button second" href={`${at}/depart`}>
                S’arrête
              </a>
            </div>
          </section>
        )}
        <AsksTable asks={asks} />
      </div>
    </DeskPage>
  );
};

/** Somebody back from a long rest: a word of welcome, and a first month that may be lighter. */
export const ReturnPage = ({
  frame,
  volunteer,
  form,
}: {
  frame: Frame;
  volunteer: Volunteer;
  form: FormState;
}) => (
  <DeskPage
    frame={frame}
    title={`De retour, ${volunteerName(volunteer)}`}
    hasProblems={form.problems.length > 0}
  >
    <p class="crumbs no-print">
      <a href="/taches">Tâches</a>
    </p>
    <div class="narrow">
      <ErrorSummary form={form} />
      <h1>De retour&nbsp;: {volunteerName(volunteer)}</h1>
      <p>
        Dire qu’on est content de le ou la revoir, ce qui a changé, qui appeler. Proposer de commencer
        doucement.
      </p>
      <CallActions volunteer={volunteer} />
      <PostForm action={`${RETURNS}/${volunteer.id}`} csrf={frame.csrf}>
        <Select
          form={form}
          name="rhythm"
          label="Le premier mois"
          options={[
            { value: 'usual', label: 'à son rythme habituel' },
            ...(volunteer.weeklyCap > 1 ? [{ value: 'one', label: 'une mission par semaine au plus' }] : []),
            { value: 'fortnight', label: 'une mission toutes les deux semaines' },
          ]}
        />
        <DateField form={form} name="until" label="Rythme allégé jusqu’au" optional />
        <SubmitButton>Le mot de bienvenue est dit</SubmitButton>
      </PostForm>
    </div>
  </DeskPage>
);
