import { coming, waiting } from '../../../../shared/engagement/gatherings/decide-gathering.ts';
import type { Invitation } from '../../../../shared/engagement/gatherings/invite-gathering.ts';
import { remindsAt } from '../../../../shared/engagement/gatherings/look.ts';
import type { Instant } from '../../../../shared/time/instant.ts';
import type { Town } from '../../../../shared/town/settings.ts';
import type { Gathering, Registration } from '../../../../shared/volunteers/gatherings/gathering.ts';
import { type Volunteer, volunteerName } from '../../../../shared/volunteers/volunteer.ts';
import { Badge, DataTable, EmptyState, Facts, Moment, Notice } from '../../../web/components.tsx';
import { Hidden, PostForm, Select, SubmitButton } from '../../../web/fields.tsx';
import { freshForm } from '../../../web/form.ts';
import { PhoneLink } from '../../../web/layout.tsx';
import { DeskPage, type Frame } from '../../layout.tsx';
import {
  audienceWords,
  GATHERINGS,
  gatheringPath,
  seatsWords,
  stateWords,
  TYPE_NAMES,
  whenWords,
} from './words.ts';

export type People = ReadonlyMap<string, Volunteer>;

const List = ({
  caption,
  rows,
  now,
  empty,
}: {
  caption: string;
  rows: readonly Gathering[];
  now: Instant;
  empty: string;
}) => (
  <DataTable
    caption={caption}
    rows={rows}
    empty={<EmptyState title={empty} />}
    columns={[
      {
        title: 'Rendez-vous',
        heads: true,
        cell: (one) => <a href={gatheringPath(one)}>{one.title}</a>,
      },
      { title: 'Sorte', cell: (one) => TYPE_NAMES[one.type] },
      { title: 'Quand', cell: (one) => whenWords(one, true) },
      { title: 'Inscrits', cell: seatsWords },
      {
        title: 'État',
        cell: (one) => {
          const { words, tone } = stateWords(one, now);
          return <Badge tone={tone}>{words}</Badge>;
        },
      },
    ]}
  />
);

/** What is ahead, then what was. */
export const GatheringsPage = ({
  frame,
  all,
  now,
}: {
  frame: Frame;
  all: readonly Gathering[];
  now: Instant;
}) => (
  <DeskPage frame={frame} title="Rendez-vous">
    <div class="head">
      <h1>Rendez-vous des bénévoles</h1>
      <a class="button" href={`${GATHERINGS}/nouveau`}>
        Nouveau rendez-vous
      </a>
    </div>
    <p class="lead">Formations, sorties, rencontres : qui est invité, qui vient, qui est venu.</p>
    <List
      caption="À venir"
      rows={all.filter(({ endsAt }) => endsAt > now)}
      now={now}
      empty="Rien n’est prévu. Une formation courte, un café des bénévoles : c’est souvent ce qui fait rester."
    />
    <List
      caption="Depuis un an"
      rows={all.filter(({ endsAt }) => endsAt <= now).toReversed()}
      now={now}
      empty="Aucun rendez-vous ces douze derniers mois."
    />
  </DeskPage>
);

const SAID: Readonly<Record<string, readonly ['good' | 'warn', string]>> = {
  prepare: ['good', 'C’est préparé. Personne n’est encore prévenu : il reste à inviter.'],
  modifie: [
    'good',
    'C’est modifié. Un changement de jour, d’heure ou de lieu est dit à chaque personne inscrite.',
  ],
  invite: ['good', 'Les invitations partent, dans les heures permises.'],
  'deja-invite': ['good', 'Toutes les personnes concernées étaient déjà invitées.'],
  note: ['good', 'C’est noté.'],
  presences: ['good', 'Les présences sont notées, et les dossiers à jour.'],
  annule: ['good', 'C’est annulé. Chaque personne inscrite ou en attente est prévenue.'],
  passe: ['warn', 'Cela n’est plus possible : le rendez-vous a commencé, est passé ou est annulé.'],
};

export const nameOf = (people: People, { volunteerId }: Registration): string => {
  const found = people.get(volunteerId);
  return found ? volunteerName(found) : 'bénévole parti';
};

const Answers = ({
  frame,
  caption,
  one,
  rows,
  people,
  empty,
  mayChange,
}: {
  frame: Frame;
  caption: string;
  one: Gathering;
  rows: readonly Registration[];
  people: People;
  empty: string;
  mayChange: boolean;
}) => (
  <DataTable
    caption={`${caption} (${rows.length})`}
    rows={rows}
    empty={<EmptyState title={empty} />}
    columns={[
      {
        title: 'Bénévole',
        heads: true,
        cell: (answer) => <a href={`/benevoles/${answer.volunteerId}`}>{nameOf(people, answer)}</a>,
      },
      {
        title: 'Téléphone',
        cell: ({ volunteerId }) => {
          const found = people.get(volunteerId);
          return found ? <PhoneLink phone={found.phone} /> : '';
        },
      },
      { title: 'Réponse', cell: ({ at }) => <Moment at={at} /> },
      ...(mayChange
        ? [
            {
              title: '',
              cell: (answer: Registration) => (
                <PostForm action={`${gatheringPath(one)}/reponse`} csrf={frame.csrf}>
                  <Hidden name="volunteer" value={answer.volunteerId} />
                  <SubmitButton name="answer" value="no" tone="second">
                    Ne vient plus<span class="hidden"> : {nameOf(people, answer)}</span>
                  </SubmitButton>
                </PostForm>
              ),
            },
          ]
        : []),
    ]}
  />
);

const ByPhone = ({ frame, one, invitation }: { frame: Frame; one: Gathering; invitation: Invitation }) =>
  invitation.silent.length === 0 ? null : (
    <section class="card no-print">
      <h2>Une réponse par téléphone</h2>
      <PostForm action={`${gatheringPath(one)}/reponse`} csrf={frame.csrf}>
        <Select
          form={freshForm()}
          name="volunteer"
          label="Qui"
          hint={`${invitation.silent.length === 1 ? 'Une personne invitée n’a' : `${invitation.silent.length} personnes invitées n’ont`} pas encore répondu.`}
          options={invitation.silent.map((volunteer) => ({
            value: volunteer.id,
            label: volunteerName(volunteer),
          }))}
        />
        <div class="actions">
          <SubmitButton name="answer" value="yes">
            Vient
          </SubmitButton>
          <SubmitButton name="answer" value="no" tone="second">
            Ne vient pas
          </SubmitButton>
        </div>
      </PostForm>
      {invitation.toCall.length > 0 && (
        <>
          <h3>À appeler : sans SMS ({invitation.toCall.length})</h3>
          <ul>
            {invitation.toCall.map((volunteer) => (
              <li>
                {volunteerName(volunteer)}, <PhoneLink phone={volunteer.phone} />
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  );

const Attendance = ({ frame, one, people }: { frame: Frame; one: Gathering; people: People }) => (
  <section class="card">
    <h2>Qui est venu</h2>
    {coming(one).length === 0 ? (
      <p>Personne n’était inscrit.</p>
    ) : (
      <PostForm action={`${gatheringPath(one)}/presences`} csrf={frame.csrf}>
        <fieldset class="field">
          <legend>Cochez les personnes présentes</legend>
          {one.fulfils && <span class="hint">Leur dossier aura la formation, à cette date.</span>}
          {coming(one).map((answer) => (
            <label class="option">
              <input
                type="checkbox"
                name="came"
                value={answer.volunteerId}
                checked={answer.came ?? one.state !== 'held'}
              />
              <span>{nameOf(people, answer)}</span>
            </label>
          ))}
        </fieldset>
        <SubmitButton>{one.state === 'held' ? 'Corriger les présences' : 'Noter les présences'}</SubmitButton>
      </PostForm>
    )}
  </section>
);

/** One gathering: what and when, who comes, who waits, and the next thing to do. */
export const GatheringPage = ({
  frame,
  town,
  one,
  people,
  invitation,
  now,
  said,
}: {
  frame: Frame;
  town: Town;
  one: Gathering;
  people: People;
  invitation: Invitation;
  now: Instant;
  said: string | undefined;
}) => {
  const isAhead = one.startsAt > now && (one.state === 'draft' || one.state === 'open');
  const isOpen = isAhead && one.state === 'open';
  const word = said ? SAID[said] : undefined;
  const { words, tone } = stateWords(one, now);
  const remaining = invitation.toText.length;
  return (
    <DeskPage frame={frame} title={one.title}>
      <p class="crumbs no-print">
        <a href={GATHERINGS}>Rendez-vous</a>
      </p>
      {word && <Notice tone={word[0]}>{word[1]}</Notice>}
      <div class="head">
        <h1>{one.title}</h1>
        <Badge tone={tone}>{words}</Badge>
      </div>
      <Facts
        of={[
          ['Sorte', `${TYPE_NAMES[one.type]}${one.fulfils ? ', qui vaut la formation du dossier' : ''}`],
          ['Quand', whenWords(one, true)],
          ['Lieu', one.place],
          ['À savoir', one.details],
          ['Places', seatsWords(one)],
          ['Pour', audienceWords(one.audience, town)],
          ['Rappel', isOpen ? <Moment at={remindsAt(one)} /> : undefined],
        ]}
      />
      <div class="actions no-print">
        {isAhead && (one.state === 'draft' || remaining > 0) && (
          <a class="button" href={`${gatheringPath(one)}/inviter`}>
            {one.state === 'draft'
              ? 'Inviter'
              : `Inviter encore ${remaining} personne${remaining > 1 ? 's' : ''}`}
          </a>
        )}
        {one.state !== 'cancelled' && one.state !== 'draft' && (
          <a class="button second" href={`${gatheringPath(one)}/feuille`}>
            Feuille d’émargement
          </a>
        )}
        {isAhead && (
          <>
            <a class="button second" href={`${gatheringPath(one)}/modifier`}>
              Modifier
            </a>
            <a class="button second" href={`${gatheringPath(one)}/annuler`}>
              Annuler le rendez-vous
            </a>
          </>
        )}
      </div>
      {one.startsAt <= now && one.state !== 'cancelled' && one.state !== 'draft' && (
        <Attendance frame={frame} one={one} people={people} />
      )}
      {(isOpen || one.state === 'cancelled') && (
        <>
          <Answers
            frame={frame}
            caption={one.state === 'cancelled' ? 'Étaient inscrits' : 'Viennent'}
            one={one}
            rows={coming(one)}
            people={people}
            empty="Personne n’est encore inscrit."
            mayChange={isOpen}
          />
          {waiting(one).length > 0 && (
            <Answers
              frame={frame}
              caption="Liste d’attente, dans l’ordre"
              one={one}
              rows={waiting(one)}
              people={people}
              empty=""
              mayChange={isOpen}
            />
          )}
        </>
      )}
      {isOpen && <ByPhone frame={frame} one={one} invitation={invitation} />}
    </DeskPage>
  );
};
