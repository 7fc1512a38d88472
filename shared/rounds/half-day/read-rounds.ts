import { type Consent, consentKey, consentKind, isConsentGiven } from '../../consents/consent.ts';
import type { Surroundings } from '../../decide/decide.ts';
import type { Point } from '../../geo/point.ts';
import type { TravelMode } from '../../geo/travel.ts';
import type { TravelTable } from '../../geo/travel-table.ts';
import type { MissionId } from '../../ids/ids.ts';
import { type BagWeight, bagWeight } from '../../library/bags/bag-weight.ts';
import { bagsFor } from '../../library/bags/read-bags.ts';
import type { Mission } from '../../missions/mission.ts';
import { missionDayList, missionKey, missionKind } from '../../missions/store.ts';
import { seniorKey, seniorKind } from '../../seniors/store.ts';
import { type Key, type Row, readAs, rowsOf, type Stored } from '../../table/kind.ts';
import type { Instant } from '../../time/instant.ts';
import type { Programme } from '../../town/programme.ts';
import { type Town, townKey, townKind } from '../../town/settings.ts';
import { volunteerKey, volunteerKind, volunteerList } from '../../volunteers/store.ts';
import type { Volunteer } from '../../volunteers/volunteer.ts';
import { type DeliveryRound, deliveryRoundKind, roundDayList } from '../round.ts';
import { halfOf, isWaitingForRound, type ToBring } from './day-stops.ts';
import { type DraftSubject, draftId, draftKey, HALVES, type RoundsDraft, roundsDraftKind } from './draft.ts';
import { placesOf } from './problem-of.ts';

/** A half-day's deliveries as they stand: what waits, what is out, what is being made. */
export type HalfDayRounds = {
  readonly subject: DraftSubject;
  readonly town: Town;
  readonly programme: Programme;
  readonly draft: RoundsDraft;
  /** Undefined: nobody has worked on this half-day yet. */
  readonly stored: Stored<RoundsDraft> | undefined;
  /** Of the programme, day and half-day, whatever became of them, those called off left out. */
  readonly missions: readonly Mission[];
  readonly toBring: readonly ToBring[];
  readonly rounds: readonly DeliveryRound[];
  /** In the order of the draft's carriers. */
  readonly volunteers: readonly (Volunteer | undefined)[];
  readonly ways: ReadonlyMap<TravelMode, TravelTable>;
  /** A road network was asked and did not answer: ways are estimated, which the page says. */
  readonly roadsSilent: boolean;
  readonly now: Instant;
};

const rowsFor = async (
  table: Pick<Surroundings['table'], 'getRows'>,
  keys: readonly Key[],
): Promise<readonly (Row | undefined)[]> => {
  const rows: (Row | undefined)[] = [];
  for (let i = 0; i < keys.length; i += 100) rows.push(...(await table.getRows(keys.slice(i, i + 100))));
  return rows;
};
/** Missions of a programme that go in rounds, of one half-day. One index request. */
export const missionsOfHalfDay = async (
  table: Pick<Surroundings['table'], 'index'>,
  { town, programme, day, half }: DraftSubject,
): Promise<readonly Mission[]> => {
  const page = await table.index('list', { partition: missionDayList(town, day) });
  return rowsOf(missionKind, page.items)
    .map(({ value }) => value)
    .filter(
      (mission) =>
        mission.programme === programme &&
        mission.round !== undefined &&
        mission.state !== 'cancelled' &&
        halfOf(mission.time) === half,
    );
};

const weightOf = async (
  world: Pick<Surroundings, 'table'>,
  { town, day }: DraftSubject,
  programme: Programme,
): Promise<(id: MissionId) => BagWeight> => {
  const same: BagWeight = { grams: programme.grams ?? 0, isUsual: false };
  if (programme.act !== 'books') return () => same;
  const bags = new Map((await bagsFor(world.table, town, day)).map((bag) => [bag.missionId, bag]));
  return (id) => {
    const bag = bags.get(id);
    return bag ? bagWeight(bag) : same;
  };
};

/** The town's door is not on the map: until somebody gives the address, the middle of its sectors. */
const middleOf = ({ sectors }: Town): Point => {
  const sum = sectors.reduce(
    (all, { centre }) => ({ lat: all.lat + centre.lat, lon: all.lon + centre.lon }),
    {
      lat: 0,
      lon: 0,
    },
  );
  const count = Math.max(1, sectors.length);
  return { lat: sum.lat / count, lon: sum.lon / count };
};

/** Until somebody says otherwise: the half-day as the town keeps it, from its own door, nobody to carry. */
const freshDraft = (subject: DraftSubject, town: Town): RoundsDraft => ({
  id: draftId(subject),
  ...subject,
  from: HALVES[subject.half].from,
  until: HALVES[subject.half].to,
  depot: { label: town.houseName, point: middleOf(town) },
  carriers: [],
  orders: [],
});

/** Whom something can be brought to: accompanied, agreed, there that day. The mission is read again, consistently. */
const toBringOf = async (
  world: Pick<Surroundings, 'table'>,
  missions: readonly Mission[],
  programme: Programme,
  weight: (id: MissionId) => BagWeight,
  now: Instant,
): Promise<readonly ToBring[]> => {
  const keys = missions.flatMap(({ id, seniorId }) => [
    missionKey(id),
    seniorKey(seniorId),
    consentKey(seniorId, programme.consent),
  ]);
  const rows = await rowsFor(world.table, keys);
  return missions.flatMap((_, i): ToBring[] => {
    const [missionRow, seniorRow, consentRow] = rows.slice(3 * i, 3 * i + 3);
    const mission = missionRow && readAs(missionKind, missionRow)?.value;
    const senior = seniorRow && readAs(seniorKind, seniorRow)?.value;
    const consent: Consent | undefined = consentRow && readAs(consentKind, consentRow)?.value;
    if (!mission || !senior || !isWaitingForRound(mission)) return [];
    if (senior.state !== 'active' || !isConsentGiven(consent, now)) return [];
    const { grams, isUsual } = weight(mission.id);
    return [{ mission, senior, grams, ...(isUsual ? { isUsualWeight: true } : {}) }];
  });
};

/** Ways for each way of going that a carrier of the draft uses. */
const waysOf = async (
  travel: Surroundings['travel'],
  input: Parameters<typeof placesOf>[0],
): Promise<Pick<HalfDayRounds, 'ways' | 'roadsSilent'>> => {
  const ways = new Map<TravelMode, TravelTable>();
  if (!travel) return { ways, roadsSilent: false };
  const { points } = placesOf(input);
  let roadsSilent = false;
  for (const mode of new Set(input.draft.carriers.map((carrier) => carrier.travel))) {
    const { table, source } = await travel.between(points, mode);
    ways.set(mode, table);
    roadsSilent ||= source.kind === 'as-the-crow-flies' && source.because !== undefined;
  }
  return { ways, roadsSilent };
};

/**
 * A half-day of a programme that goes in rounds; undefined when the town has no such programme. Requests: four and one for every hundred
 * records of the people waiting (three records each), one for the carriers.
 */
export const readHalfDay = async (
  world: Pick<Surroundings, 'table' | 'travel'>,
  subject: DraftSubject,
  now: Instant,
): Promise<HalfDayRounds | undefined> => {
  const { table } = world;
  const town = (await table.get(townKind, townKey(subject.town)))?.value;
  const programme = town?.programmes.find(({ code }) => code === subject.programme);
  if (!town || !programme?.inRounds) return undefined;
  const [stored, missions, roundsPage, weight] = await Promise.all([
    table.get(roundsDraftKind, draftKey(draftId(subject))),
    missionsOfHalfDay(table, subject),
    table.index('list', {
      partition: roundDayList(subject.town, subject.day),
      from: `${subject.programme}#${subject.half}#`,
      to: `${subject.programme}#${subject.half}$`,
    }),
    weightOf(world, subject, programme),
  ]);
  const draft = stored?.value ?? freshDraft(subject, town);
  const [toBring, carrierRows] = await Promise.all([
    toBringOf(world, missions.filter(isWaitingForRound), programme, weight, now),
    rowsFor(
      table,
      draft.carriers.map(({ volunteerId }) => volunteerKey(volunteerId)),
    ),
  ]);
  const volunteers = carrierRows.map((row) => (row ? readAs(volunteerKind, row)?.value : undefined));
  const { ways, roadsSilent } = await waysOf(world.travel, { draft, toBring, volunteers, town });
  return {
    subject,
    town,
    programme,
    draft,
    stored,
    ways,
    roadsSilent,
    missions,
    toBring,
    rounds: rowsOf(deliveryRoundKind, roundsPage.items).map(({ value }) => value),
    volunteers,
    now,
  };
};

/** Active volunteers of the town: whom a coordinator may ask to carry. One index request. */
export const activeVolunteers = async (
  table: Pick<Surroundings['table'], 'index'>,
  town: string,
): Promise<readonly Volunteer[]> => {
  const page = await table.index('list', { partition: volunteerList(town, 'active') });
  return rowsOf(volunteerKind, page.items).map(({ value }) => value);
};
