import { frenchPhone } from '../../../shared/phone/phone.ts';
import { dayOf, daysBetween } from '../../../shared/time/civil.ts';
import { frenchDate } from '../../../shared/time/french.ts';
import type { Instant } from '../../../shared/time/instant.ts';
import type { Town } from '../../../shared/town/settings.ts';
import { joiningOf } from '../../../shared/volunteers/joining/clock.ts';
import { STATE_NAMES } from '../../../shared/volunteers/path.ts';
import { notReady } from '../../../shared/volunteers/requirements.ts';
import { type Volunteer, type VolunteerState, volunteerName } from '../../../shared/volunteers/volunteer.ts';
import { Badge, DataTable, EmptyState, Pagination, type Tone } from '../../web/components.tsx';
import { waitWords } from '../engagement/recruitment/words.ts';
import { DeskPage, type Frame } from '../layout.tsx';

export const STATE_TONES: Readonly<Record<VolunteerState, Tone>> = {
  candidate: 'info',
  interviewed: 'info',
  active: 'good',
  paused: 'warn',
  leaving: 'neutral',
  left: 'neutral',
};

/** The tabs of the list, in the order of a volunteer's life. */
export const TABS: readonly { readonly state: VolunteerState; readonly label: string }[] = [
  { state: 'active', label: 'Actifs' },
  { state: 'candidate', label: 'Candidatures' },
  { state: 'interviewed', label: 'Entretien fait' },
  { state: 'paused', label: 'En pause' },
  { state: 'leaving', label: 'Départs en cours' },
  { state: 'left', label: 'Partis' },
];

/** How long, in civil days, somebody has been waiting for us. */
const waiting = (since: Instant, now: Instant): string => {
  const days = daysBetween(dayOf(since), dayOf(now));
  if (days === 0) return 'depuis aujourd’hui';
  return days === 1 ? 'depuis hier' : `depuis ${days} jours`;
};

const situation = (one: Volunteer, town: Town, now: Instant): string => {
  switch (one.state) {
    case 'candidate': {
      const joining = joiningOf(one, town);
      const words = joining ? waitWords(joining) : '';
      return `${words.charAt(0).toLowerCase()}${words.slice(1)}, candidature ${waiting(one.appliedAt, now)}`;
    }
    case 'interviewed': {
      const lacking = notReady(one, town, dayOf(now));
      const missing =
        lacking?.reason === 'requirements-missing'
          ? `il manque ${lacking.missing.length} ${lacking.missing.length === 1 ? 'pièce' : 'pièces'}`
          : lacking
            ? 'aucun type de mission choisi'
            : 'peut devenir actif';
      return `${missing}, attend ${waiting(one.interviewedAt ?? one.appliedAt, now)}`;
    }
    case 'active':
      return one.programmes.length === 0
        ? 'ne souhaite aucune mission'
        : one.availability.length === 0
          ? 'disponibilités à demander : rien ne lui est proposé'
          : `${one.weeklyCap} par semaine au plus`;
    case 'paused':
      return one.pausedUntil ? `jusqu’au ${frenchDate(one.pausedUntil)}` : 'sans date de fin';
    case 'leaving':
    case 'left':
      return one.left ? `le ${frenchDate(one.left.on)}` : '';
  }
};

const textsWords = ({ phoneLostAt, optedOutAt, channel }: Volunteer): string => {
  if (phoneLostAt) return 'téléphone perdu';
  if (optedOutAt) return 'refusés';
  return channel === 'voice' ? 'on l’appelle' : 'oui';
};

export type ListProps = {
  readonly frame: Frame;
  readonly town: Town;
  readonly now: Instant;
  readonly state: VolunteerState;
  readonly sector: string | undefined;
  readonly query: string;
  readonly volunteers: readonly Volunteer[];
  readonly next: string | undefined;
  readonly isFirst: boolean;
};

const Tabs = ({ here }: { here: VolunteerState | undefined }) => (
  <nav class="pages" aria-label="Situation des bénévoles">
    {TABS.map(({ state, label }) => (
      <a href={`/benevoles?etat=${state}`} {...(here === state ? { 'aria-current': 'page' } : {})}>
        {label}
      </a>
    ))}
  </nav>
);

const Filters = ({ town, state, sector, query }: ListProps) => (
  <search>
    <form method="get" action="/benevoles" class="row">
      <input type="hidden" name="etat" value={state} />
      <div class="field">
        <label for="f-q">Nom, prénom ou téléphone</label>
        <input id="f-q" name="q" type="search" value={query} maxlength={60} autocomplete="off" />
      </div>
      <div class="field">
        <label for="f-secteur">Quartier</label>
        <select id="f-secteur" name="secteur">
          <option value="">Tous</option>
          {town.sectors.map(({ code, name }) => (
            <option value={code} selected={code === sector}>
              {name}
            </option>
          ))}
        </select>
      </div>
      <div class="field">
        <span class="hidden">Lancer la recherche</span>
        <button type="submit" class="second">
          Chercher
        </button>
      </div>
    </form>
  </search>
);

const emptyWords: Readonly<Record<VolunteerState, string>> = {
  active: 'Personne n’est actif ici. Les candidatures attendent peut-être un appel.',
  candidate: 'Aucune candidature n’attend.',
  interviewed: 'Personne n’attend de pièces.',
  paused: 'Personne n’est en pause.',
  leaving: 'Aucun départ en cours.',
  left: 'Personne n’est parti.',
};

/** Who they are, in one state at a time, by sector and name: no rank, no mark. */
export const ListPage = (props: ListProps) => {
  const { frame, town, now, state, sector, query, volunteers } = props;
  const sectorName = (one: Volunteer) =>
    town.sectors.find(({ code }) => code === one.address.sector)?.name ?? 'à préciser';
  return (
    <DeskPage frame={frame} title="Bénévoles">
      <div class="head">
        <h1>Bénévoles</h1>
        <a class="button" href="/benevoles/nouveau">
          Noter une candidature
        </a>
      </div>
      <Filters {...props} />
      <Tabs here={query ? undefined : state} />
      <DataTable
        caption={
          query ? `Résultats pour « ${query} »` : (TABS.find((tab) => tab.state === state)?.label ?? '')
        }
        rows={volunteers}
        empty={
          <EmptyState title={query ? 'Personne ne correspond' : emptyWords[state]}>
            {query ? 'Essayez le début du nom, ou quatre chiffres du téléphone.' : ''}
          </EmptyState>
        }
        columns={[
          {
            title: 'Nom',
            heads: true,
            cell: (one) => (
              <a href={`/benevoles/${one.id}`}>
                {one.lastName} {one.firstName}
              </a>
            ),
          },
          ...(query
            ? [
                {
                  title: 'Situation',
                  cell: (one: Volunteer) => (
                    <Badge tone={STATE_TONES[one.state]}>{STATE_NAMES[one.state]}</Badge>
                  ),
                },
              ]
            : []),
          { title: 'Quartier', cell: sectorName },
          { title: 'Où en est-on', cell: (one) => situation(one, town, now) },
          {
            title: 'Téléphone',
            cell: (one) => (
              <a
                href={`tel:${one.phone}`}
                aria-label={`Appeler ${volunteerName(one)}, ${frenchPhone(one.phone)}`}
              >
                {frenchPhone(one.phone)}
              </a>
            ),
          },
          { title: 'SMS', cell: textsWords },
        ]}
      />
      <Pagination
        path="/benevoles"
        query={{ etat: state, ...(sector ? { secteur: sector } : {}) }}
        next={props.next}
        isFirst={props.isFirst}
      />
    </DeskPage>
  );
};
