import { easingWords } from '../../../shared/engagement/steps/words.ts';
import { frenchDistance } from '../../../shared/french/french.ts';
import { frenchPhone } from '../../../shared/phone/phone.ts';
import { subjectWords } from '../../../shared/seniors/subjects.ts';
import { dayOf, HALF_DAYS } from '../../../shared/time/civil.ts';
import { frenchDate, frenchDay, frenchHalfDay } from '../../../shared/time/french.ts';
import { currentExceptions } from '../../../shared/volunteers/profile/profile.ts';
import { REQUIREMENT_NAMES, requirementOf } from '../../../shared/volunteers/requirements.ts';
import { easingIn } from '../../../shared/volunteers/rest/easing.ts';
import type { Volunteer } from '../../../shared/volunteers/volunteer.ts';
import { AVOID_NAMES, languageName, TRAVEL_NAMES } from '../../../shared/volunteers/words.ts';
import { Badge, DataTable, Facts } from '../../web/components.tsx';
import { eveningWords } from '../../web/week-grid.tsx';
import { programmeName } from './activity.tsx';
import type { VolunteerPageProps } from './volunteer-page.tsx';

const channelWords = ({ optedOutAt, channel }: Volunteer): string => {
  if (optedOutAt) return 'de vive voix, SMS refusés';
  return channel === 'voice' ? 'de vive voix' : 'SMS';
};

export const FileCard = (props: VolunteerPageProps) => {
  const { story, town } = props;
  const { volunteer } = story;
  const eased = easingIn(volunteer, dayOf(props.now));
  const sector = town.sectors.find(({ code }) => code === volunteer.address.sector)?.name;
  return (
    <section class="card">
      <h2>Fiche</h2>
      <Facts
        of={[
          ['Téléphone', <a href={`tel:${volunteer.phone}`}>{frenchPhone(volunteer.phone)}</a>],
          [
            'Comment le joindre',
            volunteer.phoneLostAt ? 'de vive voix, téléphone perdu' : channelWords(volunteer),
          ],
          ['Adresse électronique', volunteer.email],
          ['Adresse', [volunteer.address.line, sector].filter(Boolean).join(', ')],
          [
            'Déplacements',
            `${TRAVEL_NAMES[volunteer.travel]}, jusqu’à ${frenchDistance(volunteer.rangeMetres)}`,
          ],
          ['Souhaite', volunteer.programmes.map((code) => programmeName(props, code)).join(', ')],
          ['Langues', volunteer.languages.map(languageName).join(', ')],
          ['Aime', subjectWords(volunteer.subjects)],
          ['Préfère éviter', volunteer.avoids.map((need) => AVOID_NAMES[need]).join(', ')],
          ['Rythme', `${volunteer.weeklyCap} par semaine, ${volunteer.restDays} j de repos`],
          ['Rythme allégé', eased && easingWords(eased)],
          ['Ce qui l’amène', volunteer.motivation],
          ['Nous a connus par', volunteer.source],
          ['Candidature', frenchDate(dayOf(volunteer.appliedAt))],
          ['Actif depuis', volunteer.activeSince ? frenchDate(dayOf(volunteer.activeSince)) : undefined],
        ]}
      />
      <p class="no-print">
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
          {volunteer.weekdaysFrom && ` ; en semaine, ${eveningWords(volunteer.weekdaysFrom)}`}
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
