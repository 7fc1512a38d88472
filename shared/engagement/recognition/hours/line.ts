import { distanceMetres, type Point } from '../../../geo/point.ts';
import { roadFor, type TravelMode } from '../../../geo/travel.ts';
import type { CallBatch } from '../../../heat/batches/batch.ts';
import type { Mission } from '../../../missions/mission.ts';
import type { DeliveryRound } from '../../../rounds/round.ts';
import type { CivilDay } from '../../../time/civil.ts';
import { toMillis } from '../../../time/instant.ts';
import type { Programme } from '../../../town/programme.ts';
import type { Report } from '../../../visits/report.ts';
import type { Volunteer } from '../../../volunteers/volunteer.ts';
import type { Activity, Entry } from './entry.ts';

/** Where a number comes from, said beside it. `unknown` has no number: it is never a zero. */
export type Origin = 'said' | 'planned' | 'estimated' | 'agreed' | 'unknown';

/** A journey there and back. */
export type Journey = {
  readonly mode: TravelMode;
  readonly metres: number | undefined;
  readonly from: Origin;
};

/** One line of what a volunteer gave. It names no older person and holds no address. */
export type HourLine = {
  readonly id: string;
  readonly day: CivilDay;
  readonly label: string;
  readonly source: 'visit' | 'round' | 'calls' | 'added';
  readonly minutes: number | undefined;
  readonly from: Origin;
  /** Absent: nobody goes anywhere for it (a call), or nothing was said of it. */
  readonly journey?: Journey;
  /** Why a number is missing, or what the line is: « personne n’a ouvert ». */
  readonly note?: string;
  /** What the volunteer said of it, and what was answered. */
  readonly entry?: Entry;
};

export const ACTIVITY_NAMES: Readonly<Record<Activity, string>> = {
  training: 'Formation',
  meeting: 'Réunion, point d’équipe',
  event: 'Fête, sortie, atelier',
  mission: 'Mission non inscrite ici',
  other: 'Autre',
};

/** What the chain wrote about one volunteer and one period. */
export type HourFacts = {
  readonly volunteer: Pick<Volunteer, 'travel' | 'address'>;
  readonly programmes: readonly Programme[];
  readonly missions: readonly Mission[];
  readonly reports: readonly Report[];
  readonly rounds: readonly DeliveryRound[];
  readonly batches: readonly CallBatch[];
  readonly entries: readonly Entry[];
};

/** Kilometres are told to a tenth: an estimate is no finer than the 200 m grid that it starts from. */
const toTenth = (metres: number): number => Math.round(metres / 100) * 100;

/**
 * Metres of a way through these places: straight lines times the detour of the mode (`geo/travel.ts`). A stop's place is the
 * 200 m cell that was shown before acceptance: a sum of hours opens no address again (law 7). Undefined as soon
 * as one place is unknown.
 */
const wayMetres = (places: readonly (Point | undefined)[], mode: TravelMode): number | undefined => {
  let metres = 0;
  for (const [i, place] of places.entries()) {
    const before = places[i - 1];
    if (i === 0 && place) continue;
    if (!place || !before) return undefined;
    metres += roadFor(distanceMetres(before, place), mode).metres;
  }
  return toTenth(metres);
};

const journey = (mode: TravelMode, metres: number | undefined, said?: number): Journey => {
  if (said !== undefined) return { mode, metres: Math.round(said * 1000), from: 'said' };
  return { mode, metres, from: metres === undefined ? 'unknown' : 'estimated' };
};

const WENT_FOR_NOTHING: Readonly<Record<string, string>> = {
  'not-home': 'Personne n’a ouvert',
  refused: 'La personne n’a pas souhaité de visite',
  other: 'Visite qui n’a pas pu se faire',
};

/** A visit: the minutes said in the report, else those planned. Who came for nothing is not given an hour: they say it. */
const visitLine = (mission: Mission, { volunteer, programmes, reports }: HourFacts): HourLine | undefined => {
  const report = reports.find(({ missionId }) => missionId === mission.id);
  const programme = programmes.find(({ code }) => code === mission.programme);
  const wentForNothing = mission.state === 'not-done' ? WENT_FOR_NOTHING[mission.outcome ?? ''] : undefined;
  const isOwedAReport = mission.state === 'filled' || mission.state === 'confirmed';
  if (mission.state !== 'done' && !wentForNothing && !isOwedAReport) return undefined;
  const planned = mission.state === 'done' ? mission.durationMinutes : undefined;
  const minutes = report?.minutes ?? planned;
  const { travel, address } = volunteer;
  const isAtHome = mission.act === 'call' || programme?.place === 'phone';
  const note = wentForNothing ?? (isOwedAReport ? 'Le compte rendu manque' : undefined);
  return {
    id: mission.id,
    day: mission.day,
    label: programme?.label ?? 'Mission',
    source: 'visit',
    minutes,
    from: report?.minutes !== undefined ? 'said' : minutes === undefined ? 'unknown' : 'planned',
    ...(isAtHome || isOwedAReport
      ? {}
      : {
          journey: journey(
            travel,
            wayMetres([address.point, mission.area, address.point], travel),
            report?.kilometres,
          ),
        }),
    ...(note ? { note } : {}),
  };
};

/** A round is one line: from its departure to its end as planned, and the way from home by every door back home. */
const roundLine = (
  round: DeliveryRound,
  { volunteer, programmes, missions, reports }: HourFacts,
): HourLine | undefined => {
  if (round.state !== 'done' && round.state !== 'accepted' && round.state !== 'on-the-way') return undefined;
  const isDone = round.state === 'done';
  const home = volunteer.address.point;
  const areas = round.stops.map(({ missionId }) => missions.find(({ id }) => id === missionId)?.area);
  const said = round.stops.flatMap(
    ({ missionId }) => reports.find((one) => one.missionId === missionId)?.kilometres ?? [],
  );
  const metres = wayMetres([home, round.start.point, ...areas, home], round.travel);
  return {
    id: round.id,
    day: round.day,
    label: programmes.find(({ code }) => code === round.programme)?.label ?? 'Tournée',
    source: 'round',
    minutes: isDone
      ? Math.max(0, Math.round((toMillis(round.endsAt) - toMillis(round.leavesAt)) / 60_000))
      : undefined,
    from: isDone ? 'planned' : 'unknown',
    ...(isDone
      ? {
          journey: journey(
            round.travel,
            metres,
            said.length > 0 ? said.reduce((sum, km) => sum + km, 0) : undefined,
          ),
        }
      : {}),
    note: isDone
      ? `Tournée de ${round.stops.length} ${round.stops.length === 1 ? 'porte' : 'portes'}`
      : 'La fin de la tournée n’est pas notée',
  };
};

/** A batch of calls: how many is known; how long it took is not, unless its programme says how long a call lasts. */
const batchLine = (batch: CallBatch, { programmes }: HourFacts): HourLine | undefined => {
  if (batch.state === 'void' || batch.state === 'offered') return undefined;
  const of = /^rnd_[a-z0-9-]+\.cadence-([a-z0-9-]+)\./.exec(batch.roundId)?.[1];
  const programme = programmes.find(({ code }) => code.toLowerCase().replaceAll('_', '-') === of);
  const isFinished = batch.state === 'finished';
  const minutes = isFinished && programme ? programme.durationMinutes * batch.people.length : undefined;
  return {
    id: batch.id,
    day: batch.day,
    label: programme?.label ?? 'Appels des jours de chaleur',
    source: 'calls',
    minutes,
    from: minutes === undefined ? 'unknown' : 'planned',
    note: isFinished
      ? `${batch.people.length} ${batch.people.length === 1 ? 'appel' : 'appels'}`
      : 'Liste d’appels rendue avant la fin',
  };
};

const addedLine = (entry: Entry): HourLine => ({
  id: entry.lineId,
  day: entry.day,
  label: ACTIVITY_NAMES[entry.activity ?? 'other'],
  source: 'added',
  minutes: entry.agreed?.minutes,
  from: entry.agreed ? 'agreed' : 'unknown',
  ...(entry.agreed?.trip ? { journey: { ...entry.agreed.trip, from: 'agreed' } } : {}),
  ...(entry.words ? { note: entry.words } : {}),
  entry,
});

/** What the chain wrote, with what was agreed of it in its place. */
const corrected = (line: HourLine, entry: Entry | undefined): HourLine => {
  if (!entry) return line;
  const { agreed } = entry;
  if (!agreed) return { ...line, entry };
  const { journey: known, ...rest } = line;
  // No minute and no kilometre said: they were not there, and nobody went anywhere.
  const kept = agreed.minutes > 0 ? known : undefined;
  const way: Journey | undefined = agreed.trip ? { ...agreed.trip, from: 'agreed' } : kept;
  return { ...rest, minutes: agreed.minutes, from: 'agreed', ...(way ? { journey: way } : {}), entry };
};

/** What was said of a line that the chain has no more (called off since): it waits for its answer, or counts as agreed. */
const leftLine = (entry: Entry): HourLine => ({
  ...addedLine(entry),
  label: 'Mission qui n’est plus inscrite',
  source: 'visit',
});

/**
 * Every line of a period, oldest first: from the chain's facts alone, and from what was agreed since. Minutes: agreed, else
 * said in the report, else planned; a line without any is kept, and counts nowhere.
 */
export const linesOf = (facts: HourFacts): readonly HourLine[] => {
  const inRounds = new Set(facts.rounds.flatMap(({ stops }) => stops.map(({ missionId }) => missionId)));
  const chain = [
    ...facts.missions
      .filter(({ id, round }) => !inRounds.has(id) && !round?.id)
      .map((m) => visitLine(m, facts)),
    ...facts.rounds.map((round) => roundLine(round, facts)),
    ...facts.batches.map((batch) => batchLine(batch, facts)),
  ].flatMap((line) => line ?? []);
  const entryOf = new Map(facts.entries.map((entry) => [entry.lineId, entry]));
  const known = new Set<string>(chain.map(({ id }) => id));
  return [
    ...chain.map((line) => corrected(line, entryOf.get(line.id))),
    ...facts.entries.filter(({ activity }) => activity !== undefined).map(addedLine),
    ...facts.entries
      .filter(({ activity, lineId }) => activity === undefined && !known.has(lineId))
      .filter(({ state, agreed }) => state === 'waiting' || agreed !== undefined)
      .map(leftLine),
  ].sort((a, b) => (a.day === b.day ? (a.id < b.id ? -1 : 1) : a.day < b.day ? -1 : 1));
};
