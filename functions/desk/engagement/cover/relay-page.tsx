import { LOOKED_BACK_DAYS } from '../../../../shared/engagement/cover/sole-links.ts';
import { seniorName } from '../../../../shared/seniors/senior.ts';
import { frenchDate, frenchDay, frenchTime } from '../../../../shared/time/french.ts';
import { volunteerName } from '../../../../shared/volunteers/volunteer.ts';
import { DataTable, EmptyState } from '../../../web/components.tsx';
import { seniorPath, volunteerPath } from '../../day/people.ts';
import { DeskPage, type Frame } from '../../layout.tsx';
import { counted } from '../../plan/words.ts';
import { rhythmWords } from '../../services/words.ts';
import type { Alone, AlonePeople, AloneWith } from './read.ts';
import { type Names, nameOf, RELAY, SUMMER, whatIfPath } from './words.ts';

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

const Backups = ({ of: { followed, backups, proposed }, names }: { of: Alone; names: Names }) => (
  <>
    {proposed.map(({ volunteerId }) => (
      <p>
        Choisie, pas encore présentée&nbsp;:{' '}
        <a href={`/services/${followed.service.id}`}>{nameOf(names, volunteerId)}</a>
      </p>
    ))}
    {backups && backups.best.length > 0 && (
      <ul>
        {backups.best.map(({ volunteerId, why }) => (
          <li>
            <a href={volunteerPath(volunteerId)}>{nameOf(names, volunteerId)}</a>
            <br />
            <span class="quiet">{why}</span>
          </li>
        ))}
      </ul>
    )}
    {backups && backups.others > 0 && (
      <p class="quiet">
        {counted(backups.others, 'autre personne pourrait', 'autres personnes pourraient')} aussi.
      </p>
    )}
    {backups?.whyNobody && <p>{backups.whyNobody}</p>}
    {!backups && <p class="quiet">Sans visite prévue, rien ne se calcule.</p>}
  </>
);

const Card = ({ of: { volunteer, people }, names }: { of: AloneWith; names: Names }) => (
  <section class="card">
    <h2>
      <a href={volunteerPath(volunteer.id)}>{volunteerName(volunteer)}</a>
    </h2>
    <p>
      Seul lien de {counted(people.length, 'personne')}.{' '}
      <a class="no-print" href={whatIfPath(volunteer)}>
        Et si {volunteer.firstName} s’arrêtait&nbsp;?
      </a>
    </p>
    <DataTable
      caption={`Les personnes que ${volunteerName(volunteer)} visite ou appelle sans second`}
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
export const RelayPage = ({ frame, all }: { frame: Frame; all: AlonePeople }) => (
  <DeskPage frame={frame} title="Relais">
    <h1>Relais</h1>
    <RelayTabs here="alone" />
    <p class="lead">
      Qui n’aurait plus personne si un bénévole s’arrêtait, et qui pourrait devenir sa seconde visite. Un
      second visiteur se présente avant qu’on en ait besoin.
    </p>
    {all.alone === 0 ? (
      <EmptyState
        title={
          all.followed === 0 ? 'Personne n’est encore visité.' : 'Personne ne dépend d’un seul bénévole.'
        }
      >
        Sont regardés les liens réguliers des accompagnements en cours et les missions faites depuis{' '}
        {LOOKED_BACK_DAYS} jours.
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
    <details class="fold">
      <summary>Comment c’est compté</summary>
      <p>
        Une personne est ici quand un seul bénévole la visite : par un lien régulier (présenté, en cours ou en
        pause) ou par une mission faite depuis {LOOKED_BACK_DAYS} jours. Deux bénévoles autour d’elle, de
        quelque façon, et elle n’y est pas. Les appels ne comptent que pour qui ne reçoit aucune visite. Les
        relais possibles passent les mêmes règles que les binômes : dossier, souhaits, langue, demi-journées,
        distance, lieux évités, trois personnes au plus, heures restantes.
      </p>
    </details>
  </DeskPage>
);
