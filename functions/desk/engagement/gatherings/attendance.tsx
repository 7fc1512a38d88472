import { coming } from '../../../../shared/engagement/gatherings/decide-gathering.ts';
import { onTheSheet, seenSheet } from '../../../../shared/engagement/gatherings/decide-presence.ts';
import {
  answerOf,
  type Gathering,
  type Registration,
} from '../../../../shared/volunteers/gatherings/gathering.ts';
import { type Volunteer, volunteerName } from '../../../../shared/volunteers/volunteer.ts';
import { DataTable, EmptyState } from '../../../web/components.tsx';
import { Hidden, PostForm, SubmitButton } from '../../../web/fields.tsx';
import { PhoneLink } from '../../../web/layout.tsx';
import type { Frame } from '../../layout.tsx';
import { nameOf, type People } from './answers.tsx';
import { gatheringPath } from './words.ts';

const Ticks = ({
  legend,
  hint,
  rows,
  people,
  typed,
}: {
  legend: string;
  hint?: string;
  rows: readonly Registration[];
  people: People;
  typed: ReadonlySet<string> | undefined;
}) =>
  rows.length === 0 ? null : (
    <fieldset class="field">
      <legend>{legend}</legend>
      {hint && <span class="hint">{hint}</span>}
      {rows.map((answer) => (
        <label class="option">
          <input
            type="checkbox"
            name="came"
            value={answer.volunteerId}
            checked={
              typed
                ? typed.has(answer.volunteerId) || answer.came === true
                : (answer.came ?? answer.state === 'registered')
            }
          />
          <span>{nameOf(people, answer)}</span>
        </label>
      ))}
    </fieldset>
  );

/** Who came, ticked together: first whoever had a seat. */
export const Attendance = ({
  frame,
  one,
  people,
  typed,
}: {
  frame: Frame;
  one: Gathering;
  people: People;
  typed: ReadonlySet<string> | undefined;
}) => {
  const sheet = onTheSheet(one);
  const isSaid = sheet.every(({ came }) => came !== undefined);
  return (
    <section class="card">
      <h2>Qui est venu</h2>
      {sheet.length === 0 ? (
        <p>Personne n’était inscrit.</p>
      ) : (
        <PostForm action={`${gatheringPath(one)}/presences`} csrf={frame.csrf}>
          <Hidden name="seen" value={seenSheet(one)} />
          <Ticks
            legend="Cochez les personnes présentes"
            {...(one.fulfils ? { hint: 'Leur dossier aura la formation, à cette date.' } : {})}
            rows={coming(one)}
            people={people}
            typed={typed}
          />
          <Ticks
            legend="Sans place réservée"
            rows={sheet.filter(({ state }) => state !== 'registered')}
            people={people}
            typed={typed}
          />
          <SubmitButton>{isSaid ? 'Corriger les présences' : 'Noter les présences'}</SubmitButton>
        </PostForm>
      )}
    </section>
  );
};

/** Somebody came without a word before: looked for by name, and noted one at a time. */
export const WalkIn = ({
  frame,
  one,
  query,
  found,
}: {
  frame: Frame;
  one: Gathering;
  query: string;
  found: readonly Volunteer[];
}) => (
  <section class="card no-print" id="sans-inscription">
    <h2>Venu sans être inscrit</h2>
    <search>
      <form method="get" action={`${gatheringPath(one)}#sans-inscription`} class="filter">
        <div class="field">
          <label for="f-q">Chercher un bénévole, par son nom ou son numéro</label>
          <input id="f-q" name="q" type="search" value={query} autocomplete="off" maxlength={60} />
        </div>
        <button type="submit" class="second">
          Chercher
        </button>
      </form>
    </search>
    {query && (
      <DataTable
        caption={`Trouvés pour « ${query} »`}
        rows={found}
        empty={
          <EmptyState title="Personne de ce nom.">
            Quelqu’un qui n’est pas encore bénévole ? <a href="/benevoles/nouveau">Créer sa fiche</a> d’abord.
          </EmptyState>
        }
        columns={[
          { title: 'Bénévole', heads: true, cell: volunteerName },
          { title: 'Téléphone', cell: ({ phone }) => <PhoneLink phone={phone} /> },
          {
            title: 'Présence',
            cell: (volunteer) =>
              answerOf(one, volunteer.id)?.came ? (
                'notée'
              ) : (
                <PostForm action={`${gatheringPath(one)}/venu`} csrf={frame.csrf}>
                  <Hidden name="volunteer" value={volunteer.id} />
                  <SubmitButton tone="second">
                    Est venu<span class="hidden"> : {volunteerName(volunteer)}</span>
                  </SubmitButton>
                </PostForm>
              ),
          },
        ]}
      />
    )}
  </section>
);
