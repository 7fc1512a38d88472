import { expect } from 'vitest';
import { change, SYSTEM } from '../../shared/audit/audit.ts';
import { consentKind } from '../../shared/consents/consent.ts';
import type { Surroundings } from '../../shared/decide/decide.ts';
import { type MissionId, missionIdSchema, seniorIdSchema } from '../../shared/ids/ids.ts';
import type { Mission } from '../../shared/missions/mission.ts';
import { stepRules, withNextLook } from '../../shared/missions/steps.ts';
import { missionKey, missionKind } from '../../shared/missions/store.ts';
import { acceptRound } from '../../shared/rounds/accept-round.ts';
import { ordersMark } from '../../shared/rounds/half-day/draft.ts';
import { proposeRounds, setUpRounds } from '../../shared/rounds/half-day/make-rounds.ts';
import { readHalfDay } from '../../shared/rounds/half-day/read-rounds.ts';
import { seeRounds } from '../../shared/rounds/half-day/see-rounds.ts';
import { type DeliveryRound, deliveryRoundKey, deliveryRoundKind } from '../../shared/rounds/round.ts';
import { orderMark, sendRound } from '../../shared/rounds/send-round.ts';
import { seniorKind } from '../../shared/seniors/store.ts';
import type { Table } from '../../shared/table/table.ts';
import { put } from '../../shared/table/write.ts';
import { civilDay, civilTime, instantOf } from '../../shared/time/civil.ts';
import type { Instant } from '../../shared/time/instant.ts';
import { CHRISTMAS_PARCEL } from '../../shared/town/programme.ts';
import { townKind } from '../../shared/town/settings.ts';
import { fileReport } from '../../shared/visits/hold-visit.ts';
import { volunteerKind } from '../../shared/volunteers/store.ts';
import type { Volunteer } from '../../shared/volunteers/volunteer.ts';
import { aMission, aSenior, aTown, TUESDAY_NOON } from '../builders/chain.ts';
import { memoryTable } from '../doubles/memory-table.ts';
import { aReadyVolunteer, surroundings, volunteerNumber } from './chain.ts';

export const DAY = civilDay('2026-11-26');
export const SUBJECT = { town: 'besancon', programme: CHRISTMAS_PARCEL.code, day: DAY, half: 'pm' as const };
export const COORDINATOR = { kind: 'staff', id: `stf_${'1'.repeat(26)}` } as const;
export const PARCELS = CHRISTMAS_PARCEL;
const TOWN = aTown({ programmes: [PARCELS] });
const LETTERS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const number = (n: number) => `${'0'.repeat(25)}${LETTERS.charAt(n % 32)}`;
export const senior = (n: number) => seniorIdSchema.parse(`sen_${number(n)}`);
export const door = (n: number): MissionId => missionIdSchema.parse(`mis_${number(n)}`);
export const LEAVES = instantOf(DAY, civilTime('13:00'));

export const carrier = (n: number, more: Partial<Volunteer> = {}): Volunteer =>
  aReadyVolunteer(n, {
    programmes: [PARCELS.code],
    availability: ['thu-pm', 'thu-am'],
    travel: 'bike',
    rangeMetres: 20_000,
    ...more,
  });

/** A town with so many people who wait for a parcel on Thursday afternoon, 400 m apart, and two carriers. */
export const openParcels = async (table: Table, doors: number): Promise<Surroundings> => {
  const world = surroundings(table);
  const writes = [
    put(townKind, TOWN, 'absent'),
    ...[0, 1].map((n) => put(volunteerKind, carrier(n), 'absent')),
    ...Array.from({ length: doors }, (_, n) => [
      put(
        seniorKind,
        aSenior({
          id: senior(n),
          address: {
            ...aSenior().address,
            line: `${n} rue des Colis`,
            point: { lat: 47.22 + 0.004 * Math.floor(n / 4), lon: 5.96 + 0.005 * (n % 4) },
          },
        }),
        'absent' as const,
      ),
      put(
        consentKind,
        {
          seniorId: senior(n),
          purpose: PARCELS.consent,
          state: 'given',
          at: TUESDAY_NOON,
          by: SYSTEM,
          how: 'phone',
        },
        'absent' as const,
      ),
      ...change(
        missionKind,
        undefined,
        withNextLook(
          aMission({
            id: door(n),
            seniorId: senior(n),
            programme: PARCELS.code,
            act: 'parcel',
            state: 'planned',
            day: DAY,
            time: civilTime('14:00'),
            startsAt: instantOf(DAY, civilTime('14:00')),
            durationMinutes: 10,
            round: {},
            search: undefined,
            holder: undefined,
          }),
          stepRules(TOWN),
          false,
        ),
        { action: 'mission-added', actor: SYSTEM, at: TUESDAY_NOON },
      ),
    ]).flat(),
  ];
  for (let at = 0; at < writes.length; at += 25) await table.commit(writes.slice(at, at + 25));
  return world;
};

export const drafted = async (world: Surroundings, carriers: readonly number[] = [0]) => {
  await setUpRounds(
    world,
    SUBJECT,
    {
      carriers: carriers.map((n) => ({
        volunteerId: volunteerNumber(n),
        travel: 'bike' as const,
        from: civilTime('14:00'),
        until: civilTime('18:00'),
        kilograms: 100,
        startsAt: 'depot' as const,
        returns: false,
      })),
    },
    TUESDAY_NOON,
  );
  const mark = ordersMark((await seenNow({ table: world.table })).open.draft);
  const done = await proposeRounds(world, SUBJECT, mark, TUESDAY_NOON);
  expect(done.ok).toBe(true);
};

export const seenNow = async (world: Pick<Surroundings, 'table' | 'travel'>, now: Instant = TUESDAY_NOON) => {
  const open = await readHalfDay(world, SUBJECT, now);
  if (!open) throw new Error('no half-day');
  return { open, ...seeRounds(open) };
};

export const sent = async (
  world: Surroundings,
  n = 0,
  now: Instant = TUESDAY_NOON,
  despite = false,
): Promise<DeliveryRound> => {
  const { rounds } = await seenNow(world, now);
  const round = rounds.find(({ carrier: { volunteerId } }) => volunteerId === volunteerNumber(n));
  if (!round) throw new Error('nobody');
  const asked = { volunteerId: volunteerNumber(n), mark: orderMark(round), despite };
  const done = await sendRound(world, SUBJECT, asked, COORDINATOR, now);
  if (!done.ok) throw new Error(JSON.stringify(done.refusal));
  return done.value;
};
export const byLink = (n = 0, device = 'd'.repeat(64)) =>
  ({ via: 'link', device, actor: { kind: 'volunteer', id: volunteerNumber(n) } }) as const;
export const subjectOf = (round: DeliveryRound) => ({ roundId: round.id, volunteerId: round.volunteerId });

/** The town on a double, with what was written. */
export const inMemory = async (doors: number) => {
  const table = memoryTable();
  return { table, world: await openParcels(table, doors), rows: () => table.dump() };
};
export const missionsNow = async (world: Surroundings, doors: number): Promise<Mission[]> =>
  Promise.all(
    Array.from({ length: doors }, async (_, n) => {
      const stored = await world.table.get(missionKind, missionKey(door(n)));
      if (!stored) throw new Error('gone');
      return stored.value;
    }),
  );
export const roundNow = async (world: Surroundings, round: DeliveryRound) => {
  const stored = await world.table.get(deliveryRoundKind, deliveryRoundKey(round.id));
  if (!stored) throw new Error('gone');
  return stored.value;
};
export const report = (
  world: Surroundings,
  round: DeliveryRound,
  n: number,
  outcome: 'done' | 'not-home',
  now: Instant,
) =>
  fileReport(
    world,
    { missionId: door(n), volunteerId: round.volunteerId, seniorId: senior(n), consent: PARCELS.consent },
    { outcome, words: '', thanks: '' },
    { kind: 'volunteer', id: round.volunteerId },
    now,
  );
export const accepted = async (doors: number) => {
  const open = await inMemory(doors);
  await drafted(open.world);
  const round = await sent(open.world);
  const yes = await acceptRound(open.world, subjectOf(round), byLink(), TUESDAY_NOON);
  if (!yes.ok) throw new Error(yes.refusal);
  return { ...open, round: yes.value.round };
};
