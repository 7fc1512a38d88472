import { capital } from '../../../shared/french/french.ts';
import { frenchPhone } from '../../../shared/phone/phone.ts';
import type { Task } from '../../../shared/tasks/task.ts';
import { frenchSince } from '../../../shared/time/french.ts';
import { Badge, Clock } from '../../web/components.tsx';
import { FRIENDLY } from '../friendly/words.ts';
import { HEAT } from '../heat/read.ts';
import { goingTo, lacksOne, leadingSeat } from '../missions/visits.ts';
import { answerWords, programmeName, sectorName, whenWords } from '../missions/words.ts';
import { isOfRegisterCall, taskPath } from '../tasks/words.ts';
import { seniorNamed, volunteerNamed } from './people.ts';
import { type Link, Row, Rows, Section, type SectionProps } from './section.tsx';

const SHOWN = 10;

/** Where the lists are that they were said in: the register's of a hot day, the friendly ones of the year, or both. */
const listsOf = (distress: readonly Task[]): readonly Link[] => [
  ...(distress.some(isOfRegisterCall) ? [{ href: HEAT, label: 'Suivi des appels' }] : []),
  ...(distress.every(isOfRegisterCall) ? [] : [{ href: FRIENDLY, label: 'Appels de convivialité' }]),
];

/** Before anything else of the day: five minutes are all there is. */
export const DistressRows = ({ day, isNamed, now }: SectionProps) => (
  <Section
    title="Personnes peut-être en danger"
    count={day.distress.length}
    calm="Personne n’a été dit en danger."
    all={listsOf(day.distress)}
  >
    <Rows>
      {day.distress.map((task) => (
        <Row
          title={task.sentence}
          facts={
            <>
              {task.seniorId && `${seniorNamed(day.people, task.seniorId)}. `}
              Alerte {frenchSince(task.createdAt, now)}, <Clock due={task.dueAt} now={now} />
            </>
          }
          href={taskPath(task, isNamed)}
          act="Ouvrir"
          first
        />
      ))}
    </Rows>
  </Section>
);

export const UncoveredRows = ({ day, town, now }: SectionProps) => (
  <Section
    title="Pas encore couvert, 48 heures"
    count={day.uncovered.length}
    calm="Chaque visite des deux jours à venir a quelqu’un."
  >
    <Rows>
      {day.uncovered.map((visit) => {
        const mission = leadingSeat(visit);
        const [going] = goingTo(visit);
        return (
          <Row
            title={
              <>
                {programmeName(town, mission.programme)}
                {visit.twin ? ', à deux,' : ''} pour {seniorNamed(day.people, mission.seniorId)}{' '}
                {mission.urgent && <Badge tone="alert">Urgent</Badge>}
                {lacksOne(visit) && <Badge tone="warn">Il manque une personne</Badge>}
              </>
            }
            facts={
              <>
                {whenWords(mission, now)}, {sectorName(town, mission.sector)},{' '}
                <Clock due={mission.startsAt} now={now} />
                {lacksOne(visit) && going && `. ${volunteerNamed(day.people, going)} y va`}
                {mission.search?.endedAt
                  ? '. Plus personne à interroger.'
                  : mission.state === 'offered'
                    ? '. Des réponses sont attendues.'
                    : '.'}
              </>
            }
            href={`/missions/${mission.id}`}
            act="Trouver quelqu’un"
            first
          />
        );
      })}
    </Rows>
  </Section>
);

export const ConcernRows = ({ day, now }: SectionProps) => (
  <Section
    title="Inquiétudes"
    count={day.concerns.rows.length}
    more={day.concerns.more}
    calm="Aucune inquiétude n’attend de réponse."
    all={{ href: '/inquietudes', label: 'Toutes les inquiétudes' }}
  >
    <Rows>
      {day.concerns.rows.slice(0, SHOWN).map((concern) => (
        <Row
          title={
            <>
              {seniorNamed(day.people, concern.seniorId)}{' '}
              {concern.urgent && <Badge tone="alert">Urgente</Badge>}
            </>
          }
          facts={
            <>
              {frenchSince(concern.raisedAt, now)}, réponse{' '}
              {concern.state === 'acted-on' ? 'donnée, à clore' : <Clock due={concern.dueAt} now={now} />}
            </>
          }
          href={`/inquietudes/${concern.id}`}
          act={concern.state === 'acted-on' ? 'Clore' : 'Répondre'}
          first={concern.state !== 'acted-on'}
        />
      ))}
    </Rows>
  </Section>
);

export const FlagRows = ({ day, now }: SectionProps) => (
  <Section
    title="Signalements en danger ou en retard"
    count={day.lateFlags.length}
    calm="Chaque personne signalée a été contactée dans le délai promis."
    all={{ href: '/signalements', label: 'Tous les signalements' }}
  >
    <Rows>
      {day.lateFlags.slice(0, SHOWN).map((flag) => (
        <Row
          title={
            <>
              {flag.person.name || flag.person.address || 'Sans nom'}{' '}
              {flag.urgency === 'P0' && <Badge tone="alert">Danger immédiat</Badge>}
            </>
          }
          facts={
            <>
              {flag.urgency === 'P0' && 'Vérifiez que les secours sont prévenus. '}
              Signalement {flag.number}, premier contact <Clock due={flag.dueAt} now={now} />
            </>
          }
          href={`/signalements/${flag.id}`}
          act="Joindre la personne"
          first
        />
      ))}
    </Rows>
  </Section>
);

export const FailingRows = ({ day, now }: SectionProps) => (
  <Section
    title="SMS qui ne sont pas partis"
    count={day.failing.length}
    calm="Tous les SMS sont partis."
    all={{ href: '/messages', label: 'Les SMS et leur coût' }}
  >
    <Rows>
      {day.failing.slice(0, SHOWN).map((message) => {
        const volunteer = day.people.volunteers.get(message.recipient);
        return (
          <Row
            title={capital(message.name)}
            facts={
              <>
                À {volunteer ? volunteerNamed(day.people, volunteer.id) : 'l’astreinte'},{' '}
                {frenchSince(message.since, now)} : {message.why}
              </>
            }
            href={volunteer ? `tel:${volunteer.phone}` : '/messages'}
            act={volunteer ? `Appeler le ${frenchPhone(volunteer.phone)}` : 'Voir'}
          />
        );
      })}
    </Rows>
  </Section>
);

export const RunningRows = ({ day, town, now }: SectionProps) => (
  <Section
    title="Propositions en cours, huit jours"
    count={day.running.rows.length}
    more={day.running.more}
    calm="Pour les huit jours à venir, aucune proposition n’attend de réponse."
  >
    <Rows>
      {day.running.rows.map(({ mission, twin, offers }) => (
        <Row
          title={`${programmeName(town, mission.programme)}${twin ? ', à deux' : ''}, ${whenWords(mission, now)}, ${sectorName(town, mission.sector)}`}
          facts={offers
            .map((offer) => `${volunteerNamed(day.people, offer.volunteerId)} : ${answerWords(offer)}`)
            .join(' ; ')}
          href={`/missions/${mission.id}`}
          act="Suivre"
        />
      ))}
    </Rows>
  </Section>
);

export const TaskRows = ({ day, isNamed, now }: SectionProps) => (
  <Section
    title="Autres tâches"
    count={day.tasks.rows.length}
    more={day.tasks.more}
    calm="Aucune autre tâche n’attend."
    all={{ href: '/taches', label: 'Toutes les tâches' }}
  >
    <Rows>
      {day.tasks.rows.slice(0, SHOWN).map((task) => (
        <Row
          title={
            <>
              {task.sentence} {task.urgent && <Badge tone="alert">Urgent</Badge>}
            </>
          }
          facts={
            <>
              {task.seniorId && `${seniorNamed(day.people, task.seniorId)}, `}
              {task.volunteerId && `${volunteerNamed(day.people, task.volunteerId)}, `}
              <Clock due={task.dueAt} now={now} />
            </>
          }
          href={taskPath(task, isNamed)}
          act="Ouvrir"
        />
      ))}
    </Rows>
  </Section>
);
