import { describe, expect, it } from 'vitest';
import { SYSTEM } from '../../../../shared/audit/audit.ts';
import { consentKey, consentKind } from '../../../../shared/consents/consent.ts';
import { crowFliesTables, type TravelTables } from '../../../../shared/geo/travel-table.ts';
import { pickLoan, requestLoan } from '../../../../shared/library/loans/change-loan.ts';
import { loadKind } from '../../../../shared/offers/store.ts';
import { refused } from '../../../../shared/result/result.ts';
import { declineRound } from '../../../../shared/rounds/end-round.ts';
import { halfOf } from '../../../../shared/rounds/half-day/day-stops.ts';
import { ordersMark } from '../../../../shared/rounds/half-day/draft.ts';
import {
  addCarrier,
  placeByHand,
  proposeRounds,
  removeCarrier,
  setUpRounds,
} from '../../../../shared/rounds/half-day/make-rounds.ts';
import { readHalfDay } from '../../../../shared/rounds/half-day/read-rounds.ts';
import { orderMark, sendRound } from '../../../../shared/rounds/send-round.ts';
import { put } from '../../../../shared/table/write.ts';
import { civilDay, civilTime } from '../../../../shared/time/civil.ts';
import { HOME_LIBRARY } from '../../../../shared/town/programme.ts';
import { volunteerKind } from '../../../../shared/volunteers/store.ts';
import { TUESDAY_NOON } from '../../../builders/chain.ts';
import { aDelivery, JEANNE, libraryTown, openLibrary, VISIT } from '../../../builders/library.ts';
import { memoryTable } from '../../../doubles/memory-table.ts';
import { volunteerNumber } from '../../../support/chain.ts';
import {
  COORDINATOR,
  carrier,
  DAY,
  door,
  drafted,
  inMemory,
  PARCELS,
  SUBJECT,
  seenNow,
  senior,
  sent,
  subjectOf,
} from '../../../support/parcels.ts';

/** On foot from the depot, all the afternoon. */
const onFoot = (n: number) => ({
  volunteerId: volunteerNumber(n),
  travel: 'walk' as const,
  from: civilTime('14:00'),
  until: civilTime('18:00'),
  kilograms: 6,
  startsAt: 'depot' as const,
  returns: false,
});

describe('a half-day of deliveries', () => {
  it('is proposed by the solver, shared among the carriers, every door once', async () => {
    const { world } = await inMemory(12);
    await drafted(world, [0, 1]);
    const { rounds, leftOut } = await seenNow(world);
    const all = rounds.flatMap(({ stops }) => stops.map(({ bring }) => bring.mission.id));
    expect(all.toSorted()).toEqual(Array.from({ length: 12 }, (_, n) => door(n)));
    expect(leftOut).toEqual([]);
    expect(rounds.flatMap(({ judged }) => judged.violations)).toEqual([]);
  });

  it('asks for the ways when rounds are calculated or looked at, not when a door or a carrier changes', async () => {
    const { world } = await inMemory(3);
    let asked = 0;
    const travel: TravelTables = {
      between: (points, mode) => {
        asked += 1;
        return crowFliesTables.between(points, mode);
      },
    };
    await drafted({ ...world, travel });
    expect(asked).toBe(1);
    await placeByHand({ ...world, travel }, SUBJECT, door(1), { to: 'nobody' }, TUESDAY_NOON);
    expect(asked).toBe(1);
    await seenNow({ ...world, travel });
    expect(asked).toBe(2);
  });

  it('is calculated anew over what was seen, never over what somebody else has arranged since', async () => {
    const { world } = await inMemory(6);
    await drafted(world);
    const first = (await seenNow(world)).open.draft;
    const again = await proposeRounds(world, SUBJECT, ordersMark(first), TUESDAY_NOON);
    expect(again.ok && again.value.orders).toEqual(first.orders);
    // A colleague takes a door out; the page before that asks for the calculation.
    await placeByHand(world, SUBJECT, door(1), { to: 'nobody' }, TUESDAY_NOON);
    expect(await proposeRounds(world, SUBJECT, ordersMark(first), TUESDAY_NOON)).toEqual(
      refused('changed-meanwhile'),
    );
    const { draft } = (await seenNow(world)).open;
    expect(draft.orders.flat()).not.toContain(door(1));
    const done = await proposeRounds(world, SUBJECT, ordersMark(draft), TUESDAY_NOON);
    expect(done.ok && done.value.orders).toEqual(first.orders);
    // The same button pressed twice: the second finds what it asked for.
    expect((await proposeRounds(world, SUBJECT, ordersMark(draft), TUESDAY_NOON)).ok).toBe(true);
  });

  it('is not calculated over doors that a colleague placed by hand before the first calculation', async () => {
    const { world } = await inMemory(3);
    await setUpRounds(world, SUBJECT, { carriers: [onFoot(0)] }, TUESDAY_NOON);
    const seen = ordersMark((await seenNow(world)).open.draft);
    const byHand = { to: 'carrier', volunteerId: volunteerNumber(0) } as const;
    await placeByHand(world, SUBJECT, door(2), byHand, TUESDAY_NOON);
    expect(await proposeRounds(world, SUBJECT, seen, TUESDAY_NOON)).toEqual(refused('changed-meanwhile'));
    expect((await seenNow(world)).open.draft.orders).toEqual([[door(2)]]);
  });

  it('keeps what two people add or remove at the same instant, each carrier once', async () => {
    const { world } = await inMemory(2);
    await Promise.all([
      addCarrier(world, SUBJECT, onFoot(0), TUESDAY_NOON),
      addCarrier(world, SUBJECT, onFoot(1), TUESDAY_NOON),
      addCarrier(world, SUBJECT, onFoot(0), TUESDAY_NOON),
    ]);
    const { open } = await seenNow(world);
    expect(open.draft.carriers.map(({ volunteerId }) => volunteerId).toSorted()).toEqual(
      [0, 1].map(volunteerNumber),
    );
    await Promise.all([0, 1].map((n) => removeCarrier(world, SUBJECT, volunteerNumber(n), TUESDAY_NOON)));
    expect((await seenNow(world)).open.draft.carriers).toEqual([]);
  });

  it('gives no carrier more doors than a round may have', async () => {
    const { world } = await inMemory(32);
    const early = { from: civilTime('09:00'), until: civilTime('20:00') };
    await drafted(world);
    await setUpRounds(
      world,
      SUBJECT,
      {
        ...early,
        carriers: (await seenNow(world)).open.draft.carriers.map((one) => ({
          ...one,
          ...early,
          travel: 'car',
          kilograms: 500,
        })),
      },
      TUESDAY_NOON,
    );
    await proposeRounds(world, SUBJECT, ordersMark((await seenNow(world)).open.draft), TUESDAY_NOON);
    const { rounds, leftOut } = await seenNow(world);
    expect([rounds[0]?.stops.length, leftOut.length]).toEqual([30, 2]);
  });

  it('counts on nobody for a second round, and on them again once the first is refused', async () => {
    const { world } = await inMemory(6);
    await drafted(world, [0]);
    for (const n of [4, 5]) await placeByHand(world, SUBJECT, door(n), { to: 'nobody' }, TUESDAY_NOON);
    const round = await sent(world);
    const mark = async () => ordersMark((await seenNow(world)).open.draft);
    expect(await proposeRounds(world, SUBJECT, await mark(), TUESDAY_NOON)).toMatchObject({
      refusal: 'nothing-to-do',
    });
    const { leftOut } = await seenNow(world);
    expect(leftOut.map(({ why }) => why.reason)).toEqual(['nobody-may', 'nobody-may']);
    await declineRound(world, subjectOf(round), SYSTEM, TUESDAY_NOON);
    expect((await proposeRounds(world, SUBJECT, await mark(), TUESDAY_NOON)).ok).toBe(true);
    expect((await seenNow(world)).rounds[0]?.stops).toHaveLength(6);
  });

  it('weighs what was chosen for a reader, before her bag is made', async () => {
    const table = memoryTable();
    const world = await openLibrary(table, {
      missions: [aDelivery({ round: {} })],
      town: libraryTown({ programmes: [{ ...HOME_LIBRARY, inRounds: true }] }),
    });
    const { day, time } = aDelivery();
    const weight = async () => {
      const subject = { town: 'besancon', programme: 'HOME_LIBRARY', day, half: halfOf(time) };
      return (await readHalfDay(world, subject, TUESDAY_NOON))?.toBring[0]?.grams;
    };
    // Nothing chosen is not nothing carried: four books of 350 g.
    expect(await weight()).toBe(1400);
    const wish = {
      work: { title: 'Les Misérables', author: 'Victor Hugo' },
      kind: 'book',
      grams: 900,
    } as const;
    const chosen = await requestLoan(world, JEANNE, wish, { actor: SYSTEM, by: 'librarian' }, TUESDAY_NOON);
    if (!chosen.ok) throw new Error(chosen.refusal);
    expect(await weight()).toBe(900);
    await pickLoan(
      world,
      chosen.value.id,
      { missionId: VISIT },
      { actor: SYSTEM, by: 'librarian' },
      TUESDAY_NOON,
    );
    expect(await weight()).toBe(900);
  });

  it('says why a door is in no round, and takes it by hand all the same', async () => {
    const { world } = await inMemory(3);
    await setUpRounds(
      world,
      SUBJECT,
      {
        carriers: [
          {
            volunteerId: volunteerNumber(0),
            travel: 'walk',
            from: civilTime('14:00'),
            until: civilTime('18:00'),
            kilograms: 6,
            startsAt: 'depot',
            returns: false,
          },
        ],
      },
      TUESDAY_NOON,
    );
    await proposeRounds(world, SUBJECT, ordersMark((await seenNow(world)).open.draft), TUESDAY_NOON);
    const before = await seenNow(world);
    expect(before.rounds[0]?.stops).toHaveLength(2);
    expect(before.leftOut[0]?.why).toMatchObject({ reason: 'no-room', lacks: ['load'] });
    const out = before.leftOut[0]?.bring.mission.id ?? door(0);
    await placeByHand(
      world,
      SUBJECT,
      out,
      { to: 'carrier', volunteerId: volunteerNumber(0), position: 0 },
      TUESDAY_NOON,
    );
    const after = await seenNow(world);
    expect(after.rounds[0]?.stops[0]?.bring.mission.id).toBe(out);
    expect(after.rounds[0]?.judged.violations).toMatchObject([{ reason: 'over-load', by: 3_000 }]);
    const asked = { volunteerId: volunteerNumber(0), mark: orderMark(after.rounds[0] ?? { stops: [] }) };
    const no = await sendRound(world, SUBJECT, { ...asked, despite: false }, COORDINATOR, TUESDAY_NOON);
    expect(no).toMatchObject({ ok: false, refusal: { reason: 'does-not-hold' } });
    expect((await sendRound(world, SUBJECT, { ...asked, despite: true }, COORDINATOR, TUESDAY_NOON)).ok).toBe(
      true,
    );
  });

  it('is not sent in another order than the one that was shown', async () => {
    const { world } = await inMemory(4);
    await drafted(world);
    const { rounds } = await seenNow(world);
    const first = rounds[0]?.stops[0]?.bring.mission.id ?? door(0);
    const mark = orderMark(rounds[0] ?? { stops: [] });
    await placeByHand(world, SUBJECT, first, { to: 'later' }, TUESDAY_NOON);
    const asked = { volunteerId: volunteerNumber(0), mark, despite: false };
    expect(await sendRound(world, SUBJECT, asked, COORDINATOR, TUESDAY_NOON)).toMatchObject({
      refusal: { reason: 'changed' },
    });
  });

  it('is sent to nobody beyond their cap, on leave or busy (law 9), and says why', async () => {
    const { world, table } = await inMemory(4);
    await drafted(world, [0, 1]);
    await table.commit([put(volunteerKind, carrier(0, { weeklyCap: 1 }), 1)]);
    const away = { from: DAY, to: DAY, kind: 'away' as const };
    await table.commit([put(volunteerKind, carrier(1, { exceptions: [away] }), 1)]);
    await table.commit([
      put(
        loadKind,
        {
          volunteerId: volunteerNumber(0),
          entries: [
            {
              missionId: door(30),
              day: civilDay('2026-11-24'),
              startsAt: TUESDAY_NOON,
              minutes: 60,
              state: 'held',
            },
          ],
          offersSentAt: [],
          answers: { accepted: 0, declined: 0, silent: 0 },
        },
        'absent',
      ),
    ]);
    const { rounds } = await seenNow(world);
    for (const round of rounds) {
      if (round.stops.length === 0) continue;
      const asked = { volunteerId: round.carrier.volunteerId, mark: orderMark(round), despite: true };
      expect(await sendRound(world, SUBJECT, asked, COORDINATOR, TUESDAY_NOON)).toMatchObject({
        refusal: { reason: 'breaks-a-rule' },
      });
    }
  });

  it('leaves out whoever withdrew, without a change of the draft', async () => {
    const { world, table } = await inMemory(4);
    await drafted(world);
    const stored = await table.get(consentKind, consentKey(senior(2), PARCELS.consent));
    if (!stored) throw new Error('no consent');
    await table.commit([put(consentKind, { ...stored.value, state: 'withdrawn' as const }, stored.version)]);
    const round = await sent(world);
    expect(round.stops.map(({ missionId }) => missionId)).not.toContain(door(2));
  });
});
