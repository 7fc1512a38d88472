import { concernIdSchema, missionIdSchema, seniorIdSchema } from '../../../shared/ids/ids.ts';
import type { Mission } from '../../../shared/missions/mission.ts';
import {
  addDays,
  type CivilDay,
  civilDay,
  civilTime,
  HALF_DAYS,
  instantOf,
} from '../../../shared/time/civil.ts';
import { type Instant, plus, toMillis } from '../../../shared/time/instant.ts';
import { FIRST_PROGRAMMES } from '../../../shared/town/programme.ts';
import { type Report, reportSchema } from '../../../shared/visits/report.ts';
import type { Volunteer } from '../../../shared/volunteers/volunteer.ts';
import { DAY, die } from '../../bench/waves-town.ts';
import { aMission, aTown } from '../../builders/chain.ts';
import { aReadyVolunteer } from '../../support/chain.ts';
import { ASSUMED } from './assumed.ts';
import type { YearMission, YearTown, YearVolunteer } from './town.ts';

/** The simulated year in the project's own records: a Monday, days as people count them, and waking minutes as instants. */
const MONDAY = civilDay('2026-01-05');
const WAKES = civilTime('08:30');
const CORNER = { lat: 47.24, lon: 6.02 };
const KILOMETRE = { lat: 1 / 111.195, lon: 1 / (111.195 * Math.cos((CORNER.lat * Math.PI) / 180)) };
const pointAt = ({ x, y }: { readonly x: number; readonly y: number }) => ({
  lat: CORNER.lat + y * KILOMETRE.lat,
  lon: CORNER.lon + x * KILOMETRE.lon,
});

const days = new Map<number, CivilDay>();
export const civilDayAt = (day: number): CivilDay => {
  const known = days.get(day) ?? addDays(MONDAY, day);
  days.set(day, known);
  return known;
};
const mornings = new Map<number, number>();
const morning = (day: number): number => {
  const known = mornings.get(day) ?? toMillis(instantOf(civilDayAt(day), WAKES));
  mornings.set(day, known);
  return known;
};
export const instantAt = (minute: number): Instant => {
  const day = Math.floor(minute / DAY);
  return new Date(Math.round(morning(day) + (minute - day * DAY) * 60_000)).toISOString() as Instant;
};
/** The waking minute of an instant; what falls in a night is the next morning. */
export const minuteOf = (at: Instant): number => {
  const millis = toMillis(at);
  let day = Math.floor((millis - morning(0)) / 86_400_000);
  while (morning(day + 1) <= millis) day += 1;
  while (morning(day) > millis) day -= 1;
  return day * DAY + Math.min(DAY, (millis - morning(day)) / 60_000);
};

const [programme] = FIRST_PROGRAMMES;
if (!programme) throw new Error('a town has a first programme');
export const VISITS = programme;
export const TOWN_RECORD = aTown({
  caps: { weeklyDefault: 2, offersPerWeek: 5, restDays: ASSUMED.restDays },
});

export const recordOf = (town: YearTown, who: YearVolunteer): Volunteer => {
  const since =
    who.from > 0
      ? instantAt(who.from * 7 * DAY)
      : plus(instantAt(0), { days: -30 - 400 * die(town.seed, who.n, 71) });
  return aReadyVolunteer(who.n, {
    address: { line: '', precision: 'housenumber', point: pointAt(who) },
    rangeMetres: ASSUMED.rangeKilometres * 1000 + 50,
    availability: [...who.free].flatMap((half) => HALF_DAYS[half] ?? []),
    weeklyCap: who.weeklyCap,
    restDays: ASSUMED.restDays,
    activeSince: since,
    appliedAt: since,
  });
};

const MISSION = aMission({ state: 'offered' });
const padded = (n: number): string => String(n).padStart(26, '0');
export const missionRecord = (mission: YearMission): Mission => ({
  ...MISSION,
  id: missionIdSchema.parse(`mis_${padded(mission.n)}`),
  seniorId: seniorIdSchema.parse(`sen_${padded(mission.senior)}`),
  area: pointAt(mission),
  day: civilDayAt(mission.day),
  time: civilTime(
    `${String(8 + Math.floor((30 + mission.minute) / 60)).padStart(2, '0')}:${String((30 + mission.minute) % 60).padStart(2, '0')}`,
  ),
  startsAt: instantAt(mission.startsAt),
});

/** What they say of the visit on the evening; the mood is tapped or not, by the die. */
export const reportOf = (
  town: YearTown,
  mission: YearMission,
  record: Mission,
  volunteer: Volunteer,
): Report =>
  reportSchema.parse({
    missionId: record.id,
    seniorId: record.seniorId,
    volunteerId: volunteer.id,
    town: record.town,
    at: plus(record.startsAt, { hours: 2 }),
    outcome: 'done',
    ...(die(town.seed, mission.n, 72) < ASSUMED.tells ? { me: mission.isHard ? 'heavy' : 'fine' } : {}),
    words: '',
    thanks: '',
    ...(mission.isWorrying ? { concernId: concernIdSchema.parse(`con_${padded(mission.n)}`) } : {}),
  });
