import { type Consent, consentKey, consentKind, isConsentGiven } from '../../consents/consent.ts';
import type { Surroundings } from '../../decide/decide.ts';
import type { SeniorId, ServiceId, VolunteerId } from '../../ids/ids.ts';
import { busyFor, withoutClashes } from '../../matching/pairings/clashes.ts';
import {
  liveTies,
  type PersonToPair,
  type Role,
  type VolunteerToPair,
} from '../../matching/pairings/lasting.ts';
import { type LeftPlace, type PairingProposal, rolesLacking } from '../../matching/pairings/propose.ts';
import type { PairingBudget } from '../../matching/pairings/solve.ts';
import { paramsOf } from '../../matching/params.ts';
import { newMission } from '../../missions/new-mission.ts';
import { emptyLoad } from '../../offers/load.ts';
import { knownVolunteers } from '../../offers/search/gather-candidates.ts';
import type { Senior } from '../../seniors/senior.ts';
import { seniorKey, seniorKind } from '../../seniors/store.ts';
import { type Key, type Kind, rowsOf } from '../../table/kind.ts';
import { addDays, dayOf } from '../../time/civil.ts';
import type { Instant } from '../../time/instant.ts';
import type { Town } from '../../town/settings.ts';
import { volunteerKey, volunteerKind, volunteerList } from '../../volunteers/store.ts';
import type { Volunteer } from '../../volunteers/volunteer.ts';
import { slotsOf } from '../plan-service.ts';
import type { Service } from '../service.ts';
import { serviceKind, serviceList } from '../store.ts';

/** What one look at the town may read and weigh; beyond, the page says what it left out. */
export const TOWN_PAIRING_LIMITS = {
  /** Services of one state, oldest first: far above a town of 200 volunteers. */
  services: 2_000,
  /** Active volunteers, in the order of sectors. */
  volunteers: 600,
  /** People at a time: each is one query of her past visits. */
  people: 50,
  /** Days in which her next visit is looked for. */
  daysAhead: 60,
} as const;

const MEETINGS_AT_ONCE = 25;

export type TownPairings = {
  readonly proposal: PairingProposal | 'too-large';
  readonly services: ReadonlyMap<ServiceId, Service>;
  readonly seniors: ReadonlyMap<SeniorId, Senior>;
  /** Everybody that a pair names, in activity or not. */
  readonly volunteers: ReadonlyMap<VolunteerId, Volunteer>;
  /** Volunteers in activity who were weighed. */
  readonly active: number;
  /** Services of the town that are not closed, among those read. */
  readonly arranged: number;
  /** Of these, how many lack somebody, and which of them are weighed here, from the oldest. */
  readonly waiting: number;
  readonly from: number;
  readonly shown: number;
  /** The town has more services, or more volunteers, than one look reads. */
  readonly cut: { readonly services: boolean; readonly volunteers: boolean };
};

const batch = async <T>(table: Surroundings['table'], kind: Kind<T>, keys: readonly Key[]): Promise<T[]> =>
  keys.length === 0
    ? []
    : rowsOf(
        kind,
        (await table.getRows(keys)).flatMap((row) => row ?? []),
      ).map(({ value }) => value);

/** Who has been with each of them, a few queries at a time. */
const meetingsOf = async (
  world: Pick<Surroundings, 'table'>,
  ids: readonly SeniorId[],
): Promise<ReadonlyMap<SeniorId, ReadonlySet<VolunteerId>>> => {
  const met = new Map<SeniorId, ReadonlySet<VolunteerId>>();
  for (let i = 0; i < ids.length; i += MEETINGS_AT_ONCE) {
    const some = ids.slice(i, i + MEETINGS_AT_ONCE);
    const known = await Promise.all(some.map((id) => knownVolunteers(world, id)));
    for (const [n, id] of some.entries()) met.set(id, known[n] ?? new Set());
  }
  return met;
};

/** Her next visit as a mission of that day would be; undefined when none falls in the days ahead. Nothing is written. */
const nextVisit = (
  world: Pick<Surroundings, 'ids'>,
  service: Service,
  senior: Senior,
  town: Town,
  now: Instant,
): Pick<PersonToPair, 'mission' | 'programme'> | undefined => {
  const programme = town.programmes.find(({ code }) => code === service.programme);
  if (!programme) return undefined;
  const tomorrow = addDays(dayOf(now), 1);
  const from = service.startsOn > tomorrow ? service.startsOn : tomorrow;
  const to = addDays(from, TOWN_PAIRING_LIMITS.daysAhead);
  const first = slotsOf(service, senior, town, from, to).find(({ skipped }) => !skipped);
  if (!first) return undefined;
  const mission = newMission({
    id: world.ids.next('mis'),
    senior,
    programme,
    serviceId: service.id,
    day: first.day,
    time: service.time,
    durationMinutes: service.durationMinutes,
    urgent: false,
    now,
  });
  return { mission, programme };
};

const UNDATED =
  'Aucune visite ne tombe dans les deux mois à venir : absence, fin convenue ou programme fermé.';
const undated = (service: Service): readonly LeftPlace[] =>
  rolesLacking(service).map((role: Role) => ({
    serviceId: service.id,
    seniorId: service.seniorId,
    role,
    why: UNDATED,
  }));

/** The services in which each volunteer has a tie that has not ended. */
const servicesBy = (services: readonly Service[]): ReadonlyMap<VolunteerId, readonly Service[]> => {
  const by = new Map<VolunteerId, Service[]>();
  for (const service of services)
    for (const { volunteerId } of liveTies(service)) {
      const held = by.get(volunteerId);
      if (held) held.push(service);
      else by.set(volunteerId, [service]);
    }
  return by;
};

/**
 * Who could be tied to whom in this town: the people who lack a usual visitor or a second one, the oldest first, so many
 * at a time from `from`, with the active volunteers and the hours they have left. Reads and proposes; writes nothing.
 * What a volunteer carries this week is not read: no lasting rule asks. Requests at most, of 100 rows each: 3 lists of
 * services and 1 of volunteers (their pages of 1 MB), 1 of files, 1 of consents, 1 of volunteers away, and one a person weighed (50).
 */
export const proposeTownPairings = async (
  world: Pick<Surroundings, 'table' | 'ids'>,
  town: Town,
  now: Instant,
  { from = 0, budget }: { readonly from?: number; readonly budget?: PairingBudget } = {},
): Promise<TownPairings> => {
  const { table } = world;
  const list = (state: Service['state']) =>
    table.index('list', { partition: serviceList(town.id, state), limit: TOWN_PAIRING_LIMITS.services });
  const [open, proposed, paused, people] = await Promise.all([
    list('open'),
    list('proposed'),
    list('paused'),
    table.index('list', {
      partition: volunteerList(town.id, 'active'),
      limit: TOWN_PAIRING_LIMITS.volunteers,
    }),
  ]);
  const services = rowsOf(serviceKind, [...open.items, ...proposed.items, ...paused.items]).map(
    ({ value }) => value,
  );
  const volunteers = rowsOf(volunteerKind, people.items).map(({ value }) => value);
  const waiting = services
    .filter((service) => rolesLacking(service).length > 0)
    .toSorted((a, b) => (`${a.createdAt} ${a.id}` < `${b.createdAt} ${b.id}` ? -1 : 1));
  const weighed = waiting.slice(from, from + TOWN_PAIRING_LIMITS.people);
  const active = new Set(volunteers.map(({ id }) => id));
  const tiedAway = weighed
    .flatMap(liveTies)
    .flatMap(({ volunteerId }) => (active.has(volunteerId) ? [] : [volunteerKey(volunteerId)]));
  const seniorIds = [...new Set(weighed.map(({ seniorId }) => seniorId))];
  const purposeOf = new Map(town.programmes.map(({ code, consent }) => [code, consent]));
  const [files, consents, away, met] = await Promise.all([
    batch(table, seniorKind, seniorIds.map(seniorKey)),
    batch(
      table,
      consentKind,
      weighed.flatMap(({ seniorId, programme }) => {
        const purpose = purposeOf.get(programme);
        return purpose ? [consentKey(seniorId, purpose)] : [];
      }),
    ),
    batch(table, volunteerKind, tiedAway),
    meetingsOf(world, seniorIds),
  ]);
  const seniors = new Map(files.map((senior) => [senior.id, senior]));
  const consentOf = new Map<string, Consent>(consents.map((one) => [`${one.seniorId} ${one.purpose}`, one]));
  const left: LeftPlace[] = [];
  const toPair = weighed.flatMap((service): readonly PersonToPair[] => {
    const senior = seniors.get(service.seniorId);
    const next = senior && nextVisit(world, service, senior, town, now);
    if (!next) {
      left.push(...undated(service));
      return [];
    }
    const consent = consentOf.get(`${senior.id} ${next.programme.consent}`);
    return [
      {
        ...next,
        service,
        senior,
        town,
        consented: senior.state === 'active' && isConsentGiven(consent, now),
        known: met.get(senior.id) ?? new Set(),
      },
    ];
  });
  const held = servicesBy(services);
  const givers = volunteers.map(
    (volunteer): VolunteerToPair => ({
      volunteer,
      load: emptyLoad(volunteer.id),
      services: held.get(volunteer.id) ?? [],
    }),
  );
  const solved = withoutClashes({
    people: toPair.map((person) => ({ ...person, busy: busyFor(person.service, services) })),
    volunteers: givers,
    now,
    match: paramsOf(town).match,
    ...(budget ? { budget } : {}),
  });
  return {
    proposal: solved.ok ? { ...solved.value, left: [...solved.value.left, ...left] } : 'too-large',
    services: new Map(weighed.map((service) => [service.id, service])),
    seniors,
    active: volunteers.length,
    volunteers: new Map([...volunteers, ...away].map((volunteer) => [volunteer.id, volunteer])),
    arranged: services.length,
    waiting: waiting.length,
    from,
    shown: weighed.length,
    cut: {
      services: [open, proposed, paused].some(({ next }) => next),
      volunteers: people.next !== undefined,
    },
  };
};
