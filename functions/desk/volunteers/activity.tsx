import type { Intent } from '../../../shared/messages/intent.ts';
import { MESSAGE_NAMES } from '../../../shared/messages/sentences.ts';
import { isHeld, type Mission } from '../../../shared/missions/mission.ts';
import { MISSION_STATE_NAMES } from '../../../shared/missions/words.ts';
import { inWeekOf } from '../../../shared/offers/load.ts';
import { DECLINE_REASON_NAMES, OFFER_STATE_NAMES } from '../../../shared/offers/words.ts';
import { dayOf } from '../../../shared/time/civil.ts';
import { frenchDay, frenchMoment } from '../../../shared/time/french.ts';
import { minus } from '../../../shared/time/instant.ts';
import { actorName, storySentence } from '../../../shared/volunteers/story.ts';
import { Clock, DataTable, EmptyState, Timeline } from '../../web/components.tsx';
import { taskPath } from '../tasks/words.ts';
import type { VolunteerPageProps } from './volunteer-page.tsx';

export const programmeName = ({ town }: VolunteerPageProps, code: string): string =>
  town.programmes.find((one) => one.code === code)?.label ?? code;

/** Load, missions ahead, offers with their answers: facts beside each other, no mark made of them. */
export const Activity = (props: VolunteerPageProps) => {
  const { story, now } = props;
  const { volunteer, load, missions, offers, names } = story;
  const ahead = missions
    .filter(({ state, startsAt }) => isHeld(state) && startsAt > minus(now, { hours: 4 }))
    .reverse();
  const doneCount = missions.filter(({ state }) => state === 'done').length;
  const recent = load.offersSentAt.filter((at) => at > minus(now, { days: 7 })).length;
  const who = (mission: Mission) => (
    <a href={`/personnes/${mission.seniorId}`}>{names.get(mission.seniorId) ?? 'Personne accompagnée'}</a>
  );
  return (
    <>
      <ul class="tiles">
        <li class="tile">
          <strong>
            {inWeekOf(load, dayOf(now))} / {volunteer.weeklyCap}
          </strong>
          cette semaine, demandes en cours comprises
        </li>
        <li class="tile">
          <strong>{recent}</strong>
          {recent > 1 ? 'propositions' : 'proposition'} en sept jours
        </li>
        <li class="tile">
          <strong>{doneCount}</strong>
          {doneCount > 1 ? 'missions faites' : 'mission faite'}
        </li>
      </ul>
      <DataTable
        caption="Missions à venir"
        rows={ahead}
        empty={<EmptyState title="Aucune mission à venir." />}
        columns={[
          {
            title: 'Quand',
            heads: true,
            cell: (one) => <a href={`/missions/${one.id}`}>{frenchMoment(one.startsAt)}</a>,
          },
          { title: 'Chez', cell: who },
          { title: 'Mission', cell: (one) => programmeName(props, one.programme) },
          { title: 'État', cell: (one) => MISSION_STATE_NAMES[one.state] },
        ]}
      />
      <DataTable
        caption="Propositions et réponses"
        rows={offers.slice(0, 12)}
        empty={<EmptyState title="Rien ne lui a encore été proposé." />}
        columns={[
          {
            title: 'Pour le',
            heads: true,
            cell: (one) => <a href={`/missions/${one.missionId}`}>{frenchDay(one.day)}</a>,
          },
          { title: 'Envoyée', cell: (one) => frenchMoment(one.sentAt) },
          { title: 'Réponse', cell: (one) => OFFER_STATE_NAMES[one.state] },
          { title: 'Raison', cell: (one) => (one.reason ? DECLINE_REASON_NAMES[one.reason] : '') },
        ]}
      />
    </>
  );
};

export const Tasks = ({ story, now }: VolunteerPageProps) => {
  const open = story.tasks.filter(({ state }) => state === 'open');
  if (open.length === 0) return null;
  return (
    <section>
      <h2>À faire pour ce bénévole</h2>
      <ul>
        {open.map((task) => (
          <li>
            {taskPath(task, false) === `/benevoles/${story.volunteer.id}` ? (
              task.sentence
            ) : (
              <a href={taskPath(task, false)}>{task.sentence}</a>
            )}{' '}
            <Clock due={task.dueAt} now={now} />
          </li>
        ))}
      </ul>
    </section>
  );
};

const SHOWN_EVENTS = 30;

export const History = ({ story, now }: VolunteerPageProps) => (
  <section>
    <h2>Histoire</h2>
    <Timeline
      items={story.events.slice(0, SHOWN_EVENTS).map((event) => ({
        at: event.at,
        title: storySentence(event),
        body: `par ${story.names.get(event.actor.id) ?? actorName(event)}`.replace(
          'par automatiquement',
          'automatiquement',
        ),
      }))}
      now={now}
    />
    {story.events.length > SHOWN_EVENTS && (
      <p class="quiet">
        Les {SHOWN_EVENTS} derniers changements. Le fichier de ses données les contient tous.
      </p>
    )}
  </section>
);

const MESSAGE_STATES: Readonly<Record<Intent['state'], string>> = {
  pending: 'à envoyer',
  sending: 'en cours d’envoi',
  sent: 'envoyé',
  delivered: 'reçu',
  failed: 'non remis',
  held: 'retenu',
  cancelled: 'annulé',
  dead: 'pas parti',
};

export const Messages = ({ story }: VolunteerPageProps) => (
  <section class="card">
    <h2>Messages</h2>
    <DataTable
      caption="Derniers messages"
      hideCaption
      rows={story.messages.slice(0, 10)}
      empty={<EmptyState title="Aucun message." />}
      columns={[
        { title: 'Message', heads: true, cell: (one) => MESSAGE_NAMES[one.message.kind] },
        { title: 'Quand', cell: (one) => frenchMoment(one.sentAt ?? one.createdAt) },
        { title: 'État', cell: (one) => MESSAGE_STATES[one.state] },
      ]}
    />
  </section>
);
