import {
  type ExitTalk,
  FOLLOWED_CODES,
  STAY_CODES,
  stayCounts,
  type Talk,
} from '../../../../shared/engagement/rests/talk.ts';
import { FOLLOWED_NAMES, STAY_NAMES } from '../../../../shared/engagement/rests/words.ts';
import type { Task } from '../../../../shared/tasks/task.ts';
import { frenchDate } from '../../../../shared/time/french.ts';
import type { Instant } from '../../../../shared/time/instant.ts';
import { leaveReasonSchema, type Volunteer, volunteerName } from '../../../../shared/volunteers/volunteer.ts';
import { LEAVE_REASON_NAMES } from '../../../../shared/volunteers/words.ts';
import { Badge, Clock, DataTable, EmptyState, Facts, Notice } from '../../../web/components.tsx';
import {
  Checks,
  Choice,
  DateField,
  ErrorSummary,
  PostForm,
  SubmitButton,
  TextArea,
} from '../../../web/fields.tsx';
import type { FormState } from '../../../web/form.ts';
import { DeskPage, type Frame } from '../../layout.tsx';
import { CallActions } from '../../volunteers/call-actions.tsx';
import { MOVEMENTS } from '../movements/page.tsx';
import { DEPARTURES } from './paths.ts';

export const reasonOf = ({ left }: Volunteer): string =>
  LEAVE_REASON_NAMES[leaveReasonSchema.safeParse(left?.reason).data ?? 'not-said'];

export type Departure = {
  readonly volunteer: Volunteer;
  readonly talk: ExitTalk | undefined;
  readonly task: Task | undefined;
};

const TalkState = ({ of, now }: { of: Departure; now: Instant }) => {
  const { talk, task } = of;
  if (talk?.outcome === 'held') return <>tenu le {frenchDate(talk.on)}</>;
  if (talk) return <>décliné le {frenchDate(talk.on)}</>;
  return task ? <Clock due={task.dueAt} now={now} /> : <Badge>pas noté</Badge>;
};

const stayWords = (talk: ExitTalk | undefined): string =>
  (talk?.wouldHaveStayed ?? []).map((code) => STAY_NAMES[code]).join(', ');

/** Who left in the last twelve months, whom to call, and what would have made them stay. */
export const DeparturesPage = ({
  frame,
  departures,
  from,
  now,
  said,
}: {
  frame: Frame;
  departures: readonly Departure[];
  from: string;
  now: Instant;
  said: boolean;
}) => {
  const talks = departures.flatMap(({ talk }) => talk ?? []);
  const held = talks.filter(({ outcome }) => outcome === 'held').length;
  const counts = stayCounts(talks);
  return (
    <DeskPage frame={frame} title="Départs">
      <p class="crumbs no-print">
        <a href={MOVEMENTS}>Arrivées et départs</a>
      </p>
      {said && <Notice tone="good">C’est noté.</Notice>}
      <h1>Entretiens de départ</h1>
      <p class="lead">
        Depuis le {from}. Un entretien se propose à chaque départ ; le décliner est une réponse comme une
        autre.
      </p>
      <DataTable
        caption="Départs"
        hideCaption
        rows={departures}
        empty={
          <EmptyState title="Personne n’est parti depuis un an.">
            Chaque départ crée une tâche : appeler pour remercier et proposer un entretien.
          </EmptyState>
        }
        columns={[
          {
            title: 'Bénévole',
            heads: true,
            cell: ({ volunteer }) => <a href={`${DEPARTURES}/${volunteer.id}`}>{volunteerName(volunteer)}</a>,
          },
          { title: 'Parti le', cell: ({ volunteer }) => volunteer.left && frenchDate(volunteer.left.on) },
          { title: 'Raison dite', cell: ({ volunteer }) => reasonOf(volunteer) },
          { title: 'Entretien', cell: (one) => <TalkState of={one} now={now} /> },
          { title: 'Ce qui aurait fait rester', cell: ({ talk }) => stayWords(talk) },
        ]}
      />
      {held > 0 && (
        <DataTable
          caption={`Ce qui aurait fait rester : ${held} ${held > 1 ? 'entretiens tenus' : 'entretien tenu'}`}
          rows={counts}
          empty={<EmptyState title="Aucune réponse notée." />}
          columns={[
            { title: 'Réponse', heads: true, cell: ({ code }) => STAY_NAMES[code] },
            { title: 'Personnes', numeric: true, cell: ({ count }) => count },
          ]}
        />
      )}
      <p class="quiet">Une personne peut donner plusieurs réponses. Personne n’est classé ni noté.</p>
    </DeskPage>
  );
};

/** Held or declined, the day, the codes and two lines: the same form for a departure and for the end of a tie. */
export const TalkForm = ({
  form,
  about,
  action,
  csrf,
}: {
  form: FormState;
  about: Talk['about'];
  action: string;
  csrf: string;
}) => (
  <PostForm action={action} csrf={csrf}>
    <Choice
      form={form}
      name="outcome"
      label="L’échange"
      options={[
        { value: 'held', label: 'A eu lieu' },
        { value: 'declined', label: 'Proposé, décliné' },
      ]}
    />
    <DateField form={form} name="on" label="Le" />
    {about === 'exit' ? (
      <Checks
        form={form}
        name="codes"
        label="Qu’est-ce qui aurait fait rester ?"
        hint="Ce que la personne en dit ; rien de coché : elle ne l’a pas dit."
        options={STAY_CODES.map((value) => ({ value, label: STAY_NAMES[value] }))}
        optional
      />
    ) : (
      <Checks
        form={form}
        name="codes"
        label="Ce qui a suivi"
        options={FOLLOWED_CODES.map((value) => ({ value, label: FOLLOWED_NAMES[value] }))}
        optional
      />
    )}
    <TextArea
      form={form}
      name="words"
      label="En deux lignes, ce qui sert au réseau"
      hint="Ni santé, ni vie privée, ni nom : la personne peut lire ce qui est écrit ici."
      max={240}
      rows={2}
      optional
    />
    <SubmitButton>Enregistrer</SubmitButton>
  </PostForm>
);

/** One departure: whom to call, what to ask, what was said. */
export const DeparturePage = ({
  frame,
  volunteer,
  departure,
  form,
  now,
  by,
}: {
  frame: Frame;
  volunteer: Volunteer;
  departure: Departure;
  form: FormState;
  now: Instant;
  by: string | undefined;
}) => {
  const { talk } = departure;
  return (
    <DeskPage
      frame={frame}
      title={`Entretien de départ, ${volunteerName(volunteer)}`}
      hasProblems={form.problems.length > 0}
    >
      <p class="crumbs no-print">
        <a href={DEPARTURES}>Entretiens de départ</a>
      </p>
      <div class="narrow">
        <ErrorSummary form={form} />
        <h1>Entretien de départ&nbsp;: {volunteerName(volunteer)}</h1>
        <Facts
          of={[
            ['Parti le', volunteer.left && frenchDate(volunteer.left.on)],
            ['Raison dite', reasonOf(volunteer)],
            ['Entretien', <TalkState of={departure} now={now} />],
            ['Noté par', by],
            ['Ce qui aurait fait rester', stayWords(talk) || undefined],
            ['En deux lignes', talk?.words || undefined],
          ]}
        />
        <CallActions volunteer={volunteer} />
        <h2>Pour l’appel</h2>
        <ul>
          <li>Remercier, en citant ce qui a été fait. Ne pas chercher à retenir.</li>
          <li>
            Demander ce qui a plu, ce qui a pesé, ce qui aurait fait rester. Un silence est une réponse.
          </li>
          <li>Dire que la porte reste ouverte, et que ses données sont à sa disposition.</li>
        </ul>
        <h2>{talk ? 'Noter de nouveau' : 'Ce qui a été dit'}</h2>
        <TalkForm form={form} about="exit" action={`${DEPARTURES}/${volunteer.id}`} csrf={frame.csrf} />
      </div>
    </DeskPage>
  );
};
