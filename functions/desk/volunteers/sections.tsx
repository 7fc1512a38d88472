import type { Intent } from '../../../shared/messages/intent.ts';
import { MESSAGE_NAMES } from '../../../shared/messages/sentences.ts';
import { isHeld, type Mission } from '../../../shared/missions/mission.ts';
import { inWeekOf } from '../../../shared/offers/load.ts';
import { frenchPhone } from '../../../shared/phone/phone.ts';
import type { PairingState } from '../../../shared/services/service.ts';
import { dayOf, HALF_DAYS } from '../../../shared/time/civil.ts';
import { frenchDate, frenchDay, frenchHalfDay, frenchMoment } from '../../../shared/time/french.ts';
import { minus } from '../../../shared/time/instant.ts';
import { currentExceptions } from '../../../shared/volunteers/profile/profile.ts';
import { REQUIREMENT_NAMES, requirementOf } from '../../../shared/volunteers/requirements.ts';
import { actorName, storySentence } from '../../../shared/volunteers/story.ts';
import { volunteerName } from '../../../shared/volunteers/volunteer.ts';
import {
  AVOID_NAMES,
  DECLINE_REASON_NAMES,
  languageName,
  MISSION_STATE_NAMES,
  OFFER_STATE_NAMES,
  TRAVEL_NAMES,
} from '../../../shared/volunteers/words.ts';
import { Badge, Clock, DataTable, EmptyState, Facts, Timeline } from '../../web/components.tsx';
import { Hidden, PostForm, SubmitButton } from '../../web/fields.tsx';
import type { VolunteerPageProps } from './volunteer-page.tsx';

const programmeName = ({ town }: VolunteerPageProps, code: string): string =>
  town.programmes.find((one) => one.code === code)?.label ?? code;
const distance = (metres: number): string =>
  metres < 1_000 ? `${metres} m` : `${(metres / 1_000).toString().replace('.', ',')} km`;

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
            {task.sentence} <Clock due={task.dueAt} now={now} />
          </li>
        ))}
      </ul>
    </section>
  );
};

const SHOWN_EVENTS = 30;

export const History = ({ story }: VolunteerPageProps) => (
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
    />
    {story.events.length > SHOWN_EVENTS && (
      <p class="quiet">
        Les {SHOWN_EVENTS} derniers changements. Le fichier de ses données les contient tous.
      </p>
    )}
  </section>
);

export const FileCard = (props: VolunteerPageProps) => {
  const { story, town } = props;
  const { volunteer } = story;
  const sector = town.sectors.find(({ code }) => code === volunteer.address.sector)?.name;
  return (
    <section class="card">
      <h2>Fiche</h2>
      <Facts
        of={[
          ['Téléphone', <a href={`tel:${volunteer.phone}`}>{frenchPhone(volunteer.phone)}</a>],
          [
            'Comment le joindre',
            volunteer.optedOutAt
              ? 'de vive voix, SMS refusés'
              : volunteer.channel === 'voice'
                ? 'de vive voix'
                : 'SMS',
          ],
          ['Adresse électronique', volunteer.email],
          ['Adresse', [volunteer.address.line, sector].filter(Boolean).join(', ')],
          ['Déplacements', `${TRAVEL_NAMES[volunteer.travel]}, jusqu’à ${distance(volunteer.rangeMetres)}`],
          ['Souhaite', volunteer.programmes.map((code) => programmeName(props, code)).join(', ')],
          ['Langues', volunteer.languages.map(languageName).join(', ')],
          ['Préfère éviter', volunteer.avoids.map((need) => AVOID_NAMES[need]).join(', ')],
          ['Rythme', `${volunteer.weeklyCap} par semaine, ${volunteer.restDays} j de repos`],
          ['Ce qui l’amène', volunteer.motivation],
          ['Nous a connus par', volunteer.source],
          ['Candidature', frenchDate(dayOf(volunteer.appliedAt))],
          ['Actif depuis', volunteer.activeSince ? frenchDate(dayOf(volunteer.activeSince)) : undefined],
        ]}
      />
      <p>
        <a href={`/benevoles/${volunteer.id}/donnees.json`} download="donnees-benevole.json">
          Télécharger toutes ses données
        </a>
      </p>
    </section>
  );
};

export const Requirements = ({ story, town, now, mayAct }: VolunteerPageProps) => {
  const { volunteer, names } = story;
  const today = dayOf(now);
  const state = (kind: keyof typeof REQUIREMENT_NAMES) => {
    const held = requirementOf(volunteer, kind);
    if (!held) return <Badge>à faire</Badge>;
    if (held.validUntil && held.validUntil < today) return <Badge tone="alert">plus valable</Badge>;
    if (kind === 'charter' && held.version !== town.charterVersion)
      return <Badge tone="warn">nouvelle version à signer</Badge>;
    return <Badge tone="good">en ordre</Badge>;
  };
  const kinds = ['interview', 'charter', 'criminal-record', 'training'] as const;
  return (
    <section class="card">
      <h2>Dossier</h2>
      <DataTable
        caption="Pièces du dossier"
        hideCaption
        rows={kinds}
        empty=""
        columns={[
          {
            title: 'Pièce',
            heads: true,
            cell: (kind) =>
              mayAct ? (
                <a href={`/benevoles/${volunteer.id}/piece?kind=${kind}`}>{REQUIREMENT_NAMES[kind]}</a>
              ) : (
                REQUIREMENT_NAMES[kind]
              ),
          },
          { title: 'État', cell: state },
          {
            title: 'Quand, par qui',
            cell: (kind) => {
              const held = requirementOf(volunteer, kind);
              if (!held) return '';
              const by = held.by ? names.get(held.by) : undefined;
              return `${frenchDate(held.on)}${by ? `, ${by}` : ''}${held.validUntil ? `, jusqu’au ${frenchDate(held.validUntil)}` : ''}`;
            },
          },
        ]}
      />
    </section>
  );
};

export const WeekCard = ({ story, now }: VolunteerPageProps) => {
  const { volunteer } = story;
  const exceptions = currentExceptions(volunteer, dayOf(now));
  return (
    <section class="card">
      <h2>Disponibilités</h2>
      {volunteer.availability.length === 0 ? (
        <p>Aucune demi-journée cochée : rien ne lui est proposé.</p>
      ) : (
        <p>
          {HALF_DAYS.filter((half) => volunteer.availability.includes(half))
            .map(frenchHalfDay)
            .join(', ')}
        </p>
      )}
      {exceptions.length > 0 && (
        <ul>
          {exceptions.map((one) => (
            <li>
              {one.kind === 'away' ? 'absence' : 'libre en plus'} du {frenchDay(one.from)} au{' '}
              {frenchDay(one.to)}
            </li>
          ))}
        </ul>
      )}
    </section>
  );
};

const PAIRING_NAMES: Readonly<Record<PairingState, string>> = {
  proposed: 'proposé',
  introduced: 'présentés',
  active: 'en cours',
  paused: 'en pause',
  ended: 'terminé',
};

export const Company = (props: VolunteerPageProps) => {
  const { story, frame, mayAct } = props;
  const { volunteer, services, partner, names } = story;
  const at = `/benevoles/${volunteer.id}`;
  return (
    <section class="card">
      <h2>Personnes visitées, binôme</h2>
      {services.length === 0 ? (
        <p>Pas de visite régulière.</p>
      ) : (
        <ul>
          {services.map((service) => {
            const tie = service.pairings.find(
              (one) => one.volunteerId === volunteer.id && one.state !== 'ended',
            );
            return (
              <li>
                <a href={`/personnes/${service.seniorId}`}>
                  {names.get(service.seniorId) ?? 'Personne accompagnée'}
                </a>
                , {programmeName(props, service.programme).toLowerCase()} (
                {tie ? PAIRING_NAMES[tie.state] : ''})
              </li>
            );
          })}
        </ul>
      )}
      <h3>Binôme</h3>
      {partner ? (
        <>
          <p>
            Avec <a href={`/benevoles/${partner.id}`}>{volunteerName(partner)}</a>
          </p>
          {mayAct && (
            <PostForm action={`${at}/binome/fin`} csrf={frame.csrf}>
              <SubmitButton tone="plain">Mettre fin au binôme</SubmitButton>
            </PostForm>
          )}
        </>
      ) : (
        <p>Aucun. {mayAct && <a href={`${at}/binome`}>En former un</a>}</p>
      )}
      {volunteer.exclusions.length > 0 && (
        <>
          <h3>À ne pas associer</h3>
          <ul>
            {volunteer.exclusions.map((seniorId) => (
              <li>
                {names.get(seniorId) ?? 'Personne accompagnée'}
                {mayAct && (
                  <PostForm action={`${at}/associer`} csrf={frame.csrf}>
                    <Hidden name="senior" value={seniorId} />
                    <Hidden name="wish" value="together" />
                    <SubmitButton tone="plain">Permettre de nouveau</SubmitButton>
                  </PostForm>
                )}
              </li>
            ))}
          </ul>
        </>
      )}
      {mayAct && (
        <p>
          <a href={`${at}/associer`}>Ne plus associer à une personne</a>
        </p>
      )}
    </section>
  );
};

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
