import { STATE_WORDS } from '../../../../shared/flags/words.ts';
import { isOver } from '../../../../shared/missions/mission.ts';
import { visitsOf } from '../../../../shared/missions/twins.ts';
import { frenchDay, frenchMoment, frenchTime } from '../../../../shared/time/french.ts';
import { Badge, Clock, DataTable, EmptyState, Moment } from '../../../web/components.tsx';
import { callResult } from '../../friendly/words.ts';
import { goingTo, leadingSeat, visitWords } from '../../missions/visits.ts';
import { listDaysWords, tieWords } from '../../services/words.ts';
import { CADENCE, CONCERN_STATE, HER_MOOD, MISSION_STATE, SERVICE_STATE } from '../words.ts';
import type { SeniorView } from './page.tsx';

const WEEKDAYS = ['lundi', 'mardi', 'mercredi', 'jeudi', 'vendredi', 'samedi', 'dimanche'];
const MOST_PAST = 12;

/** What other slices know of her: work first, then what is arranged, then what went before. */
export const Around = ({ view }: { view: SeniorView }) => (
  <>
    <Tasks view={view} />
    <Concerns view={view} />
    <Services view={view} />
    <FormerTies view={view} />
    <Missions view={view} />
    <Calls view={view} />
    <Flags view={view} />
  </>
);

const programmeName = (view: SeniorView, code: string): string =>
  view.town.programmes.find((programme) => programme.code === code)?.label ?? code;
const volunteer = (view: SeniorView, id: string | undefined): string => {
  for (const [known, name] of view.story.volunteers) if (known === id) return name;
  return '';
};

const Tasks = ({ view }: { view: SeniorView }) => {
  const open = view.story.tasks.filter((task) => task.state === 'open');
  if (open.length === 0) return null;
  return (
    <section class="card">
      <h2>À faire</h2>
      <ul>
        {open.map((task) => (
          <li>
            {task.urgent && <Badge tone="alert">Urgent</Badge>}{' '}
            <a href={`/taches/${task.id}`}>{task.sentence}</a> <Clock due={task.dueAt} now={view.now} />
            {task.assigneeId && (
              <span class="quiet"> – {view.story.team.get(task.assigneeId)?.name ?? 'l’équipe'}</span>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
};

const Concerns = ({ view }: { view: SeniorView }) =>
  view.story.concerns.length === 0 ? null : (
    <section class="card">
      <h2>Inquiétudes</h2>
      <ul>
        {view.story.concerns.map((concern) => (
          <li>
            <Badge tone={concern.state === 'closed' ? 'neutral' : 'warn'}>
              {CONCERN_STATE[concern.state]}
            </Badge>{' '}
            <a href={`/inquietudes/${concern.id}`}>« {concern.words || 'Sans mot'} »</a>{' '}
            <span class="quiet">{frenchMoment(concern.raisedAt)}</span>
            {concern.action && <p class="quiet">{concern.action}</p>}
          </li>
        ))}
      </ul>
    </section>
  );

const Services = ({ view }: { view: SeniorView }) => (
  <section>
    <div class="head">
      <h2>Ce qui est organisé</h2>
      {view.isCoordinator && view.story.senior.state === 'active' && (
        <a class="no-print" href={`/personnes/${view.story.senior.id}/services/nouveau`}>
          Organiser quelque chose
        </a>
      )}
    </div>
    <DataTable
      caption="Services"
      hideCaption
      rows={view.story.services}
      empty={
        <EmptyState title="Rien n’est organisé pour le moment.">
          Un service s’ouvre quand elle est d’accord pour cela.
        </EmptyState>
      }
      columns={[
        {
          title: 'Service',
          heads: true,
          cell: (service) => <a href={`/services/${service.id}`}>{programmeName(view, service.programme)}</a>,
        },
        {
          title: 'Rythme',
          cell: (service) =>
            service.byList
              ? `liste d’appels, ${listDaysWords(service)}`
              : `${CADENCE[service.cadence]}, ${WEEKDAYS[service.weekday - 1] ?? ''} à ${frenchTime(service.time)}`,
        },
        {
          title: 'Avec',
          cell: (service) =>
            service.pairings
              .filter((pairing) => pairing.state !== 'ended')
              .map((pairing) => volunteer(view, pairing.volunteerId))
              .join(', ') || (service.state === 'closed' ? '' : 'à trouver'),
        },
        { title: 'État', cell: (service) => SERVICE_STATE[service.state] },
      ]}
    />
  </section>
);

/** Who used to come, from when to when, and why it ended. */
const FormerTies = ({ view }: { view: SeniorView }) => {
  const ties = view.story.services
    .flatMap(({ programme, pairings }) =>
      pairings.filter(({ state }) => state === 'ended').map((pairing) => ({ programme, pairing })),
    )
    .sort((a, b) => ((a.pairing.endedAt ?? '') < (b.pairing.endedAt ?? '') ? 1 : -1));
  return ties.length === 0 ? null : (
    <section>
      <h2>Qui venait avant</h2>
      <ul>
        {ties.map(({ programme, pairing }) => (
          <li>
            <a href={`/benevoles/${pairing.volunteerId}`}>
              {volunteer(view, pairing.volunteerId) || 'Un bénévole'}
            </a>
            , {programmeName(view, programme).toLowerCase()}, {tieWords(pairing)}
          </li>
        ))}
      </ul>
    </section>
  );
};

const Missions = ({ view }: { view: SeniorView }) => {
  const { missions, reports } = view.story;
  const visits = visitsOf(missions);
  const ahead = visits
    .filter((visit) => !isOver(leadingSeat(visit).state))
    .sort((a, b) => (a.mission.startsAt < b.mission.startsAt ? -1 : 1));
  const past = visits
    .filter((visit) => isOver(leadingSeat(visit).state))
    .sort((a, b) => (a.mission.startsAt < b.mission.startsAt ? 1 : -1))
    .slice(0, MOST_PAST);
  const mayAdd = view.isCoordinator && view.story.senior.state === 'active';
  if (missions.length === 0 && !mayAdd) return null;
  return (
    <section>
      <div class="head">
        <h2>Visites et appels</h2>
        {mayAdd && (
          <a class="no-print" href={`/missions/nouvelle?personne=${view.story.senior.id}`}>
            Ajouter une visite ou un appel
          </a>
        )}
      </div>
      <DataTable
        caption="Visites et appels à venir, puis passés"
        hideCaption
        rows={[...ahead, ...past]}
        empty={<EmptyState title="Aucune visite, aucun appel pour le moment." />}
        columns={[
          {
            title: 'Quand',
            heads: true,
            cell: (visit) => (
              <a href={`/missions/${leadingSeat(visit).id}`}>
                <Moment at={visit.mission.startsAt} />
              </a>
            ),
          },
          { title: 'Quoi', cell: ({ mission }) => programmeName(view, mission.programme) },
          {
            title: 'Qui',
            cell: (visit) =>
              goingTo(visit)
                .map((id) => volunteer(view, id))
                .join(' et ') || (isOver(leadingSeat(visit).state) ? 'personne' : 'à trouver'),
          },
          {
            title: 'État',
            cell: (visit) =>
              visit.twin && !isOver(leadingSeat(visit).state)
                ? visitWords(visit).words
                : MISSION_STATE[leadingSeat(visit).state],
          },
          {
            title: 'Compte rendu',
            cell: ({ mission, twin }) =>
              reports
                .filter(({ missionId }) => missionId === mission.id || missionId === twin?.id)
                .map((report) =>
                  [report.her && HER_MOOD[report.her], report.words].filter(Boolean).join(' – '),
                )
                .join(' / '),
          },
        ]}
      />
    </section>
  );
};

/** Calls made from the lists: each is a contact, whoever made it. */
const Calls = ({ view }: { view: SeniorView }) =>
  view.story.calls.length === 0 ? null : (
    <section>
      <h2>Appels de convivialité</h2>
      <DataTable
        caption="Les derniers appels des listes"
        hideCaption
        rows={view.story.calls}
        empty=""
        columns={[
          { title: 'Jour', heads: true, cell: (call) => frenchDay(call.day) },
          { title: 'Ce qu’il en est', cell: (call) => callResult(call).words },
          { title: 'Essais', numeric: true, cell: (call) => call.attempts },
          {
            title: 'Qui',
            cell: (call) =>
              volunteer(view, call.reached?.by) || view.story.team.get(call.reached?.by ?? '')?.name || '',
          },
        ]}
      />
    </section>
  );

const Flags = ({ view }: { view: SeniorView }) =>
  view.story.flags.length === 0 ? null : (
    <section class="card">
      <h2>Signalements</h2>
      <ul>
        {view.story.flags.map((flag) => (
          <li>
            <a href={`/signalements/${flag.id}`}>{flag.number}</a>, {frenchMoment(flag.receivedAt)} :{' '}
            {STATE_WORDS[flag.state]}
          </li>
        ))}
      </ul>
    </section>
  );
