import { consentKind } from '../../../../shared/consents/consent.ts';
import { missionIdSchema, seniorIdSchema, serviceIdSchema } from '../../../../shared/ids/ids.ts';
import type { Mission } from '../../../../shared/missions/mission.ts';
import { stepRules, withNextLook } from '../../../../shared/missions/steps.ts';
import { missionKey, missionKind } from '../../../../shared/missions/store.ts';
import { seniorKind } from '../../../../shared/seniors/store.ts';
import { serviceSchema } from '../../../../shared/services/service.ts';
import { serviceKind } from '../../../../shared/services/store.ts';
import type { Table, Write } from '../../../../shared/table/table.ts';
import { put } from '../../../../shared/table/write.ts';
import { addDays, civilDay, civilTime, HALF_DAYS, instantOf } from '../../../../shared/time/civil.ts';
import { minus } from '../../../../shared/time/instant.ts';
import type { Town } from '../../../../shared/town/settings.ts';
import { volunteerKey, volunteerKind } from '../../../../shared/volunteers/store.ts';
import type { Volunteer } from '../../../../shared/volunteers/volunteer.ts';
import { aConsent, aMission, aSenior, aTown, TUESDAY_NOON } from '../../../builders/chain.ts';
import { missionNumber, volunteerAt } from '../../../builders/weeks.ts';
import { aReadyVolunteer, volunteerNumber } from '../../../support/chain.ts';
import { type TestDeskOptions, testDesk } from '../../../support/desk.ts';

/** The first week that nobody is asked about yet, seen from Tuesday 24 November. */
export const PLAN_WEEK = civilDay('2026-12-07');
const HERE = { lat: 47.22, lon: 5.96 };
const THERE = { lat: 47.25, lon: 6.03 };
const square = ({ lat, lon }: typeof HERE, half: number) => [
  { lat: lat - half, lon: lon - half },
  { lat: lat - half, lon: lon + half },
  { lat: lat + half, lon: lon + half },
  { lat: lat + half, lon: lon - half },
];
const SECTORS = [
  { code: 'planoise', name: 'Planoise', centre: HERE, outline: square(HERE, 0.012) },
  { code: 'palente', name: 'Palente', centre: THERE, outline: square(THERE, 0.012) },
];
const NAMES = ['Martin', 'Bianchi', 'Jeannin', 'Courvoisier', 'Lefebvre', 'Roussel', 'Prost'];

export const planMission = (n: number) => missionIdSchema.parse(`mis_${String(n).repeat(26)}`);
const senior = (n: number) => seniorIdSchema.parse(`sen_${String(n).repeat(26)}`);
const service = (n: number) => serviceIdSchema.parse(`ser_${String(n).repeat(26)}`);

const at = (point: typeof HERE, sector: string) => ({
  line: '',
  precision: 'street' as const,
  sector,
  point,
});

/**
 * Whose door each visit of Planoise is at, Camille's, Léa's, Paul's or Zoé's: nobody else's week is as good as theirs, so that no test
 * rests on which of two equal plans is found.
 */
const NEXT_DOOR = [0, 0, 1, 0, 3, 2];
const beside = (n: number) => ({ lat: HERE.lat + n * 0.003, lon: HERE.lon });

/** Visits of the week: one a person, from Monday; the last one in Palente asks for Portuguese, which nobody speaks. */
const missions = (count: number): Mission[] =>
  Array.from({ length: count }, (_, n) => {
    const day = addDays(PLAN_WEEK, n % 5);
    const time = civilTime(n % 2 ? '14:30' : '10:00');
    const startsAt = instantOf(day, time);
    const far = n === count - 1;
    const visit = aMission({
      id: planMission(n),
      state: 'planned',
      seniorId: senior(n),
      serviceId: service(n),
      sector: far ? 'palente' : 'planoise',
      area: far ? THERE : beside(NEXT_DOOR[n] ?? 0),
      languages: far ? ['pt'] : [],
      day,
      time,
      startsAt,
      createdAt: minus(startsAt, { days: 20 }),
    });
    return withNextLook(visit, stepRules(aTown()), false);
  });

/** Camille next door, Léa a walk away, Paul who has no mobile, Zoé whose file says two missions a week. */
const people = (): Volunteer[] =>
  ['Camille', 'Léa', 'Paul', 'Zoé'].map((firstName, n) =>
    aReadyVolunteer(n, {
      firstName,
      lastName: `Durand-${n}`,
      address: at(beside(n), 'planoise'),
      availability: [...HALF_DAYS],
      weeklyCap: 2,
      restDays: 1,
      ...(n === 2 ? { channel: 'voice' as const } : {}),
    }),
  );

const recordsOf = (count: number, volunteers: number): Write[] => [
  ...people()
    .slice(0, volunteers)
    .map((one) => put(volunteerKind, one, 'absent')),
  ...missions(count).flatMap((mission, n) => [
    put(missionKind, mission, 'absent'),
    put(
      seniorKind,
      aSenior({ id: mission.seniorId, lastName: NAMES[n] ?? `Personne-${n}`, civility: 'madame' }),
      'absent',
    ),
    put(consentKind, aConsent({ seniorId: mission.seniorId }), 'absent'),
    put(
      serviceKind,
      serviceSchema.parse({
        id: mission.serviceId,
        town: 'besancon',
        seniorId: mission.seniorId,
        programme: 'FRIENDLY_VISIT',
        state: 'open',
        cadence: 'weekly',
        weekday: 1,
        time: mission.time,
        durationMinutes: 60,
        wishes: '',
        startsOn: '2026-09-01',
        pairings:
          n === 0
            ? [{ volunteerId: volunteerNumber(1), state: 'active', role: 'primary', since: TUESDAY_NOON }]
            : [],
        createdAt: TUESDAY_NOON,
      }),
      'absent',
    ),
  ]),
];

export const PLAN_TOWN: Partial<Town> = { sectors: SECTORS };

/** Seven visits, four volunteers, a week nobody is asked about yet. */
export const fillPlanTown = async (table: Table, count = 7, volunteers = 4): Promise<void> => {
  for (const write of recordsOf(count, volunteers)) await table.commit([write]);
};

/** A desk in that town. */
export const planDesk = async (
  options: TestDeskOptions & { readonly missions?: number; readonly volunteers?: number } = {},
) => {
  const desk = await testDesk({
    ...options,
    town: { ...PLAN_TOWN, ...(options.town === 'none' ? {} : options.town) },
  });
  await fillPlanTown(desk.table, options.missions, options.volunteers);
  return desk;
};

/** The same town a year later: a thousand volunteers who are never free, and as many visits more, of which no plan knows; or fewer. */
export const growPlanTown = async (table: Table, by = 1_000): Promise<void> => {
  const [mission, volunteer] = await Promise.all([
    table.get(missionKind, missionKey(planMission(1))),
    table.get(volunteerKind, volunteerKey(volunteerNumber(1))),
  ]);
  if (!mission || !volunteer) throw new Error('an empty town');
  for (let n = 10_000; n < 10_000 + by; n += 1)
    await table.commit([
      put(missionKind, { ...mission.value, id: missionNumber(n) }, 'absent'),
      put(volunteerKind, { ...volunteer.value, id: volunteerAt(n), availability: [] }, 'absent'),
    ]);
};
