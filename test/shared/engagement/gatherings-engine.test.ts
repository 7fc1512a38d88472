import { describe, expect, it } from 'vitest';
import { answerGathering } from '../../../shared/engagement/gatherings/change-gathering.ts';
import { coming, waiting } from '../../../shared/engagement/gatherings/decide-gathering.ts';
import {
  attestationFileKey,
  attestationFileKind,
} from '../../../shared/engagement/recognition/attestation/attestation.ts';
import {
  issueAttestation,
  seenOf,
} from '../../../shared/engagement/recognition/attestation/issue-attestation.ts';
import { decideExpense } from '../../../shared/engagement/recognition/expenses/decide-expense.ts';
import { expenseKey, expenseKind } from '../../../shared/engagement/recognition/expenses/expense.ts';
import { sendExpense } from '../../../shared/engagement/recognition/expenses/send-expense.ts';
import { readHours } from '../../../shared/engagement/recognition/hours/read-hours.ts';
import { totalsOf } from '../../../shared/engagement/recognition/hours/totals.ts';
import { intentKind } from '../../../shared/messages/store.ts';
import { missionKind } from '../../../shared/missions/store.ts';
import { rowsOf } from '../../../shared/table/kind.ts';
import { put } from '../../../shared/table/write.ts';
import { civilDay, dayOf } from '../../../shared/time/civil.ts';
import { plus } from '../../../shared/time/instant.ts';
import { townKind } from '../../../shared/town/settings.ts';
import { gatheringKey, gatheringKind } from '../../../shared/volunteers/gatherings/gathering.ts';
import { volunteerKind } from '../../../shared/volunteers/store.ts';
import { aMission, aTown, TUESDAY_NOON as NOW } from '../../builders/chain.ts';
import { aGathering, aRegistration } from '../../builders/recognition.ts';
import { aReadyVolunteer, surroundings, volunteerNumber } from '../../support/chain.ts';
import { staffIdOf } from '../../support/desk.ts';
import { useEngine } from '../../support/engine.ts';
import { tableOn } from '../../support/tables.ts';

const engine = useEngine();
const RACES = 8;
const SEATS = 3;

/** Two seats of three are taken; people one to three are known, and answer through the real engine. */
const openRoom = async () => {
  const world = surroundings(tableOn(await engine.freshTable({ stream: false })));
  const registrations = [8, 9].map((n) => aRegistration({ volunteerId: volunteerNumber(n) }));
  const one = aGathering({ seats: SEATS, registrations });
  await world.table.commit([
    put(townKind, aTown(), 'absent'),
    put(gatheringKind, one, 'absent'),
    ...[1, 2, 3, 8, 9].map((n) => put(volunteerKind, aReadyVolunteer(n), 'absent')),
  ]);
  const says = (n: number, comes: boolean) => {
    const volunteerId = volunteerNumber(n);
    return answerGathering(
      world,
      one.id,
      { volunteerId, comes },
      { kind: 'volunteer', id: volunteerId },
      NOW,
    );
  };
  const room = async () => {
    const stored = await world.table.get(gatheringKind, gatheringKey(one.id));
    if (!stored) throw new Error('no gathering');
    return stored.value;
  };
  return { says, room };
};

describe('the last seat, on the real engine', () => {
  it(`taken by two at once, ${RACES} times: one comes, one waits, and comes when somebody cancels`, async () => {
    for (let race = 0; race < RACES; race += 1) {
      const { says, room } = await openRoom();
      const answers = await Promise.all([says(1, true), says(2, true), says(1, true)]);
      expect(answers.every(({ ok }) => ok)).toBe(true);
      const full = await room();
      expect([coming(full).length, waiting(full).length]).toEqual([SEATS, 1]);
      const [late] = waiting(full);
      // Somebody cancels while a third says yes: the one who waited has the seat, whoever was written first.
      await Promise.all([says(8, false), says(3, true)]);
      const after = await room();
      expect(coming(after).length).toBe(SEATS);
      expect(coming(after).map(({ volunteerId }) => volunteerId)).toContain(late?.volunteerId);
      expect(waiting(after).map(({ volunteerId }) => volunteerId)).toEqual([volunteerNumber(3)]);
    }
  });
});

describe('recognition, on the real engine', () => {
  const paul = aReadyVolunteer(1);
  const open = async () => {
    const world = surroundings(tableOn(await engine.freshTable({ stream: false })));
    await world.table.commit([
      put(townKind, aTown(), 'absent'),
      put(volunteerKind, paul, 'absent'),
      put(
        missionKind,
        aMission({
          ...{ state: 'done', outcome: 'done', day: dayOf(plus(NOW, { days: -7 })) },
          ...{ startsAt: plus(NOW, { days: -7 }) },
          holder: { volunteerId: paul.id, since: NOW, via: 'link', devices: [] },
        }),
        'absent',
      ),
    ]);
    return world;
  };

  it('an expense paid by three at once is paid once, with one reference, and told once', async () => {
    const world = await open();
    const sent = { kind: 'parking', day: dayOf(NOW), cents: 340, words: '', wish: 'refund' } as const;
    const form = { ...sent, tellBySms: true, formKey: 'form-1', isAnother: false };
    const expense = await sendExpense(world, paul.id, form, NOW);
    if (!expense.ok) throw new Error(expense.refusal.reason);
    const by = staffIdOf('coordinator');
    const { id } = expense.value;
    const seen = { command: 'accept', receiptSeen: true } as const;
    await Promise.all([decideExpense(world, id, seen, by, NOW), decideExpense(world, id, seen, by, NOW)]);
    const pay = (reference: string) =>
      decideExpense(world, id, { command: 'pay', on: dayOf(NOW), reference }, by, NOW);
    const paid = await Promise.all(['M1', 'M2', 'M3'].map(pay));
    const [first, ...others] = paid.flatMap((one) => (one.ok ? [one.value.paid?.reference] : []));
    expect([others, paid.filter(({ ok }) => !ok).length]).toEqual([[], 2]);
    expect((await world.table.get(expenseKind, expenseKey(id)))?.value.paid?.reference).toBe(first);
    const { items } = await world.table.index('volunteer', { partition: paul.id });
    expect(rowsOf(intentKind, items).map(({ value }) => value.message.kind)).toEqual(['expense-paid']);
  });

  it('an attestation issued by two at once from one page is one paper', async () => {
    const world = await open();
    const issue = async () => {
      const period = { from: civilDay('2026-11-01'), to: dayOf(NOW) };
      const totals = totalsOf(await readHours(world.table, aTown(), paul, period, NOW));
      const issuing = { ...period, withKilometres: false, seen: seenOf(period, false, totals) };
      const done = await issueAttestation(world, paul.id, issuing, staffIdOf('coordinator'), NOW);
      return done.ok ? String(done.value) : done.refusal.reason;
    };
    expect(await Promise.all([issue(), issue()])).toEqual(['2026-0001', '2026-0001']);
    const held = (await world.table.get(attestationFileKind, attestationFileKey(paul.id)))?.value.held;
    expect(held?.map(({ number }) => number)).toEqual(['2026-0001']);
  });
});
