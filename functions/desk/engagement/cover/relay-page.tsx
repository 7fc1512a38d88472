import { MET_DAYS } from '../../../../shared/engagement/signals/lately.ts';
import { seniorName } from '../../../../shared/seniors/senior.ts';
import type { Pairing } from '../../../../shared/services/service.ts';
import { dayOf } from '../../../../shared/time/civil.ts';
import { frenchDate, frenchDay, frenchMoment, frenchTime } from '../../../../shared/time/french.ts';
import { volunteerName } from '../../../../shared/volunteers/volunteer.ts';
import { DataTable, EmptyState } from '../../../web/components.tsx';
import { Said } from '../../../web/said.tsx';
import { seniorPath, volunteerPath } from '../../day/people.ts';
import { DeskPage, type Frame } from '../../layout.tsx';
import { counted } from '../../plan/words.ts';
import { rhythmWords } from '../../services/words.ts';
import { Backups } from './backups.tsx';
import type { Alone, AlonePeople, AloneWith } from './read.ts';
import { type Names, nameOf, RELAY, SUMMER, whatIfPath } from './words.ts';

const SAID: Readonly<Record<string, string>> = {
  presentation:
    'C’est noté : cette visite se fera à deux. La personne choisie reçoit la proposition par SMS ; personne d’autre n’est interrogé à sa place.',
};

export const RelayTabs = ({ here }: { here: 'alone' | 'summer' }) => (
  <nav class="pages no-print" aria-label="Relais">
    <a href={RELAY} {...(here === 'alone' ? { 'aria-current': 'page' } : {})}>
      Un seul lien
    </a>
    <a href={SUMMER} {...(here === 'summer' ? { 'aria-current': 'page' } : {})}>
      Été et absences
    </a>
  </nav>
);

const Next = ({ of: { next } }: { of: Alone }) =>
  next ? (
    <>
      {frenchDay(next.day)} à {frenchTime(next.time)}
      <br />
      <span class="quiet">{next.isHeld ? 'acceptée' : 'selon le rythme, pas encore acceptée'}</span>
    </>
  ) : (
    <span class="quiet">aucune dans les deux mois</span>
  );

const readyWords = ({ state, since, introducedOn }: Pairing): string => {
  if (state === 'introduced') return `présentée le ${frenchDate(introducedOn ?? dayOf(since))}`;
  if (state === 'paused') return 'en pause';
  return introducedOn
    ? `connue, présentée le ${frenchDate(introducedOn)}`
    : `connue, associée le ${frenchDate(dayOf(since))}`;
};

const Ready = ({ all }: { all: AlonePeople }) =>
  all.readyCount === 0 ? null : (
    <details class="fold">
      <summary>
        {counted(all.readyCount, 'relais prêt', 'relais prêts')}&nbsp;: des secondes personnes déjà présentées
      </summary>
      <p class="quiet">
        Quand la visite habituelle manque, la proposition part d’abord à la seconde personne qui la connaît,
        seule tant que le temps le permet ; ensuite aux autres. C’est un ordre, le même pour tous.
      </p>
      <DataTable
        caption="Relais prêts, les plus récents d’abord"
        hideCaption
        rows={all.ready}
        empty={<EmptyState title="Aucun." />}
        columns={[
          {
            title: 'Personne',
            heads: true,
            cell: ({ followed: { senior } }) => <a href={seniorPath(senior.id)}>{seniorName(senior)}</a>,
          },
          {
            title: 'D’habitude',
            cell: ({ usual }) => (usual ? nameOf(all.names, usual.volunteerId) : 'personne'),
          },
          { title: 'Relais', cell: ({ backup }) => nameOf(all.names, backup.volunteerId) },
          { title: 'Où en est-on', cell: ({ backup }) => readyWords(backup) },
        ]}
      />
    </details>
  );

const Card = ({ of: { volunteer, people }, names }: { of: AloneWith; names: Names }) => (
  <section class="card">
    <h2>
      <a href={volunteerPath(volunteer.id)}>{volunteerName(volunteer)}</a>
    </h2>
    <p>
      Seul lien {people.length === 1 ? 'd’une personne' : `de ${counted(people.length, 'personne')}`}.{' '}
      <a class="no-print" href={whatIfPath(volunteer)}>
        Et si {volunteer.firstName} s’arrêtait&nbsp;?
      </a>
    </p>
    <DataTable
      caption={`Visitées ou appelées sans second par ${volunteerName(volunteer)}`}
      hideCaption
      rows={people}
      empty={<EmptyState title="Personne." />}
      columns={[
        {
          title: 'Personne',
          heads: true,
          cell: ({ senior, followed }) => (
            <>
              <a href={seniorPath(senior.id)}>{seniorName(senior)}</a>
              <br />
              <span class="quiet">
                {followed.programme.label}, {rhythmWords(followed.service)}
              </span>
            </>
          ),
        },
        { title: 'Depuis', cell: ({ link }) => `le ${frenchDate(link.since)}` },
        { title: 'Prochaine visite', cell: (one) => <Next of={one} /> },
        { title: 'Qui pourrait prendre le relais', cell: (one) => <Backups of={one} names={names} /> },
      ]}
    />
  </section>
);

/** Who would lose their only visitor, by volunteer, and who could be a second one. */
export const RelayPage = ({
  frame,
  all,
  said,
}: {
  frame: Frame;
  all: AlonePeople;
  said: string | undefined;
}) => (
  <DeskPage frame={frame} title="Relais">
    <Said words={SAID} said={said} />
    <h1>Relais</h1>
    <RelayTabs here="alone" />
    <p class="lead">
      Qui n’aurait plus personne si un bénévole s’arrêtait, et qui pourrait devenir sa seconde visite. Un
      second visiteur se présente avant qu’on en ait besoin.
    </p>
    <p class="quiet">
      {all.lookedAt
        ? `Missions faites relues le ${frenchMoment(all.lookedAt)}, de nouveau chaque nuit ; les liens, les absences et les visites à venir sont ceux de maintenant.`
        : 'Les missions faites sont relues dans les minutes qui suivent l’ouverture de la ville, puis chaque nuit ; d’ici là, seuls les liens réguliers comptent.'}
    </p>
    {all.alone === 0 ? (
      <EmptyState
        title={
          all.followed === 0 ? 'Personne n’est encore visité.' : 'Personne ne dépend d’un seul bénévole.'
        }
      >
        Sont regardés les liens réguliers des accompagnements en cours et les missions faites depuis{' '}
        {MET_DAYS} jours.
      </EmptyState>
    ) : (
      <>
        <p>
          <strong>
            {counted(all.alone, 'personne')} sur {all.followed}
          </strong>{' '}
          {all.alone === 1 ? 'n’a' : 'n’ont'} qu’un seul lien, avec {counted(all.volunteers, 'bénévole')}. Par
          ordre alphabétique : ce n’est pas un classement.
        </p>
        {all.shown.map((one) => (
          <Card of={one} names={all.names} />
        ))}
        {(all.page > 0 || !all.isLast) && (
          <nav class="pages no-print" aria-label="Pages de la liste">
            {all.page > 0 && <a href={`${RELAY}?page=${all.page}`}>Page précédente</a>}
            {!all.isLast && <a href={`${RELAY}?page=${all.page + 2}`}>Page suivante</a>}
          </nav>
        )}
      </>
    )}
    <Ready all={all} />
    <details class="fold">
      <summary>Comment c’est compté</summary>
      <p>
        Une personne est ici quand un seul bénévole la visite : par un lien régulier (présenté, en cours ou en
        pause) ou par une mission faite depuis {MET_DAYS} jours. Deux bénévoles autour d’elle, de quelque
        façon, et elle n’y est pas. Les appels ne comptent que pour qui ne reçoit aucune visite. Les relais
        possibles passent les mêmes règles que les binômes : dossier, souhaits, langue, demi-journées,
        distance, lieux évités, trois personnes au plus, heures restantes.
      </p>
    </details>
  </DeskPage>
);
