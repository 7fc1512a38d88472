import { type Consent, consentKey, consentKind, isConsentGiven } from '../../consents/consent.ts';
import type { VolunteerId } from '../../ids/ids.ts';
import type { Mission } from '../../missions/mission.ts';
import { missionDayList, missionKind } from '../../missions/store.ts';
import { loadKey, loadKind } from '../../offers/store.ts';
import {
  deliveryCampaignId,
  deliveryCampaignKey,
  deliveryCampaignKind,
} from '../../rounds/campaign/campaign.ts';
import { seniorKey, seniorKind } from '../../seniors/store.ts';
import type { Service } from '../../services/service.ts';
import { serviceKind, serviceList } from '../../services/store.ts';
import { type Key, type Kind, readAs, rowsOf } from '../../table/kind.ts';
import type { Table } from '../../table/table.ts';
import { addDays, type CivilDay, dayOf, weekday, yearOf } from '../../time/civil.ts';
import type { Instant } from '../../time/instant.ts';
import type { Town } from '../../town/settings.ts';
import { monthOf } from '../../volunteers/movements/served.ts';
import { volunteerKind, volunteerList } from '../../volunteers/store.ts';
import type { Volunteer } from '../../volunteers/volunteer.ts';
import { latelyKind, latelyList } from '../signals/lately.ts';
import { signalsLookKey, signalsLookKind } from '../signals/noticed.ts';
import { readTurnover } from '../turnover/read-turnover.ts';
import type { Arrivals } from './capacity.ts';
import { type Capacity, capacityOf } from './capacity.ts';
import { type Arranged, type Need, needOf } from './need.ts';
import { exitsInYear, outlookOf, type TooLittle, townYes, weeksAhead } from './outlook.ts';
import { FORECAST_PARAMS } from './params.ts';

type Reads = Pick<Table, 'index' | 'getRows'>;

const BATCH = 100;

const batch = async <T>(table: Pick<Table, 'getRows'>, kind: Kind<T>, keys: readonly Key[]): Promise<T[]> => {
  const found: T[] = [];
  for (let i = 0; i < keys.length; i += BATCH) {
    const rows = await table.getRows(keys.slice(i, i + BATCH));
    found.push(
      ...rowsOf(
        kind,
        rows.flatMap((row) => row ?? []),
      ).map(({ value }) => value),
    );
  }
  return found;
};

/** The services that run or wait to, each with her file and her consent to it. */
const readArranged = async (table: Reads, town: Town, now: Instant): Promise<readonly Arranged[]> => {
  const pages = await Promise.all(
    (['proposed', 'open', 'paused'] as const).map((state) =>
      table.index('list', { partition: serviceList(town.id, state) }),
    ),
  );
  const services = pages.flatMap(({ items }) => rowsOf(serviceKind, items)).map(({ value }) => value);
  const purposeOf = new Map(town.programmes.map(({ code, consent }) => [code, consent]));
  const consentKeys = services.flatMap(({ seniorId, programme }) => {
    const purpose = purposeOf.get(programme);
    return purpose ? [consentKey(seniorId, purpose)] : [];
  });
  const [seniors, consents] = await Promise.all([
    batch(table, seniorKind, [...new Set(services.map(({ seniorId }) => seniorId))].map(seniorKey)),
    batch(table, consentKind, distinct(consentKeys)),
  ]);
  const seniorOf = new Map(seniors.map((senior) => [senior.id, senior]));
  const consentOf = new Map<string, Consent>(consents.map((one) => [`${one.seniorId} ${one.purpose}`, one]));
  return services.map((service: Service) => ({
    service,
    senior: seniorOf.get(service.seniorId),
    consented: isConsentGiven(
      consentOf.get(`${service.seniorId} ${purposeOf.get(service.programme) ?? ''}`),
      now,
    ),
  }));
};
const distinct = (keys: readonly Key[]): readonly Key[] => [
  ...new Map(keys.map((key) => [`${key.pk} ${key.sk}`, key])).values(),
];

/** Missions of the delivery campaigns on their half-days from a day on. */
const campaignMissions = async (table: Reads, town: Town, from: CivilDay): Promise<readonly Mission[]> => {
  const year = Number(yearOf(from));
  const inRounds = town.programmes.filter((programme) => programme.inRounds && programme.on);
  const campaigns = await batch(
    table,
    deliveryCampaignKind,
    inRounds.flatMap(({ code }) =>
      [year - 1, year, year + 1].map((one) =>
        deliveryCampaignKey(deliveryCampaignId({ town: town.id, programme: code, year: one })),
      ),
    ),
  );
  const codes = new Set(inRounds.map(({ code }) => code));
  const days = new Set(campaigns.flatMap(({ halfDays }) => halfDays.map(({ day }) => day)));
  const pages = await Promise.all(
    [...days]
      .filter((day) => day >= from)
      .map((day) => table.index('list', { partition: missionDayList(town.id, day) })),
  );
  return pages
    .flatMap(({ items }) => rowsOf(missionKind, items))
    .map(({ value }) => value)
    .filter(({ programme, state }) => codes.has(programme) && state !== 'cancelled');
};

/** What the forecast rests on, to be told beside it. */
export type Basis = {
  readonly active: number;
  readonly paused: number;
  /** In a pause whose end is not known: counted as absent. */
  readonly pausedOpen: number;
  /** Active, with a leave declared in the weeks told. */
  readonly withLeave: number;
  /** Whole weeks of visits read, and visits in them, by those who are there today. */
  readonly pastWeeks: number;
  readonly pastVisits: number;
  readonly arrivals: Arrivals | undefined;
  /** Pauses seen, and whether they were enough for more to be expected. */
  readonly pauses: { readonly seen: number; readonly expected: boolean };
  /** Yes among answers to proposals, silence counted; undefined: too few. */
  readonly yes: { readonly of: number; readonly among: number } | undefined;
  readonly exitsInYear: number;
};

export type Forecast = {
  readonly today: CivilDay;
  /** When the visits made were last read, at night; absent: not yet. */
  readonly lookedAt: Instant | undefined;
  readonly weeks: readonly CivilDay[];
  readonly need: Need;
  /** What the need was counted from. */
  readonly arranged: readonly Arranged[];
  readonly basis: Basis;
  /** Undefined: too little is known, and how much. */
  readonly capacity: Capacity | undefined;
  readonly tooLittle: TooLittle | undefined;
};

const peopleThere = async (table: Reads, town: string): Promise<readonly Volunteer[]> => {
  const pages = await Promise.all(
    (['active', 'paused'] as const).map((state) =>
      table.index('list', { partition: volunteerList(town, state) }),
    ),
  );
  return pages.flatMap(({ items }) => rowsOf(volunteerKind, items)).map(({ value }) => value);
};

/**
 * What the network can carry in the next 26 weeks, and what will be asked of it: for a page, never for a decision. Requests: 10, one
 * for every hundred services (twice) and volunteers, one for each half-day of a campaign to come: none for each volunteer.
 */
export const readForecast = async (table: Reads, town: Town, now: Instant): Promise<Forecast> => {
  const today = dayOf(now);
  const weeks = weeksAhead(today);
  const thisWeek = addDays(today, 1 - weekday(today));
  const [people, { spells }, arranged, campaigns, past, look] = await Promise.all([
    peopleThere(table, town.id),
    readTurnover(table, town.id, monthOf(today)),
    readArranged(table, town, now),
    campaignMissions(table, town, weeks[0] ?? today),
    table.index('list', { partition: latelyList(town.id) }),
    table.getRows([signalsLookKey(town.id)]),
  ]);
  const loads = await batch(
    table,
    loadKind,
    people.map(({ id }) => loadKey(id)),
  );
  const answers = new Map(loads.map((load) => [load.volunteerId, load.answers]));
  const from = addDays(thisWeek, -7 * FORECAST_PARAMS.pastWeeks);
  const visits = new Map<VolunteerId, readonly CivilDay[]>(
    rowsOf(latelyKind, past.items).map(({ value }) => [
      value.volunteerId,
      value.visits.filter((day) => from <= day && day < thisWeek),
    ]),
  );
  const outlook = outlookOf({
    today,
    zone: town.holidayZone,
    spells,
    people,
    visits,
    answers,
  });
  const isKnown = 'carriers' in outlook;
  return {
    today,
    lookedAt: look[0] && readAs(signalsLookKind, look[0])?.value.lookedAt,
    weeks,
    arranged,
    need: needOf(arranged, campaigns, town, weeks),
    basis: {
      active: people.filter(({ state }) => state === 'active').length,
      paused: people.filter(({ state }) => state === 'paused').length,
      pausedOpen: people.filter(({ state, pausedUntil }) => state === 'paused' && !pausedUntil).length,
      withLeave: people.filter(
        ({ state, exceptions }) =>
          state === 'active' && exceptions.some(({ kind, to: until }) => kind === 'away' && until >= today),
      ).length,
      pastWeeks: isKnown ? outlook.openPast.length : outlook.weeks,
      pastVisits: isKnown
        ? outlook.carriers.reduce((sum, one) => sum + one.visits.reduce((a, b) => a + b, 0), 0)
        : 0,
      yes: townYes(answers),
      pauses: isKnown
        ? { seen: outlook.pausing.seen, expected: outlook.pausing.begins > 0 }
        : { seen: 0, expected: false },
      arrivals: isKnown ? outlook.arrivals : undefined,
      exitsInYear: exitsInYear(spells, today),
    },
    capacity: isKnown ? capacityOf(outlook) : undefined,
    tooLittle: isKnown ? undefined : outlook,
  };
};
