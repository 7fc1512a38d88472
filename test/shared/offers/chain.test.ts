import { describe, expect, it } from 'vitest';
import { AUDIT_PREFIX, auditKind, firstBrokenLink } from '../../../shared/audit/audit.ts';
import { intentKind } from '../../../shared/messages/store.ts';
import { cancelMission } from '../../../shared/missions/coordinate-mission.ts';
import { lookAtMission } from '../../../shared/missions/look-at-mission.ts';
import { acceptOffer, declineOffer } from '../../../shared/offers/answer-offer.ts';
import { handBackMission } from '../../../shared/offers/hand-back.ts';
import { searchVolunteer } from '../../../shared/offers/search/search.ts';
import { loadKey, loadKind } from '../../../shared/offers/store.ts';
import { rowsOf } from '../../../shared/table/kind.ts';
import type { Table } from '../../../shared/table/table.ts';
import { openTaskList, taskKind } from '../../../shared/tasks/task.ts';
import { instant, plus } from '../../../shared/time/instant.ts';
import { aVolunteer, PAUL, TUESDAY_NOON, VISIT, VISIT_STARTS } from '../../builders/chain.ts';
import { NADIA } from '../../builders/heat.ts';
import { memoryTable } from '../../doubles/memory-table.ts';
import {
  aReadyVolunteer,
  inOrder,
  missionNow,
  offersNow,
  openChain,
  subjectOf,
  volunteerNumber,
} from '../../support/chain.ts';
import { useEngine } from '../../support/engine.ts';
import { tableOn } from '../../support/tables.ts';

const engine = useEngine();
const stores: readonly [string, () => Promise<Table>][] = [
  ['the double', async () => memoryTable()],
  ['the engine', async () => tableOn(await engine.freshTable({ stream: false }))],
];
const many = (n: number) => Array.from({ length: n }, (_, i) => aReadyVolunteer(i));
const byLink = (id: string) => ({ via: 'link' as const, actor: { kind: 'volunteer' as const, id } });

describe.each(stores)('one mission looking for somebody, on %s', (_, open) => {
  it('asks a small wave, each with one offer, one SMS and a place in their load', async () => {
    const table = await open();
    const world = await openChain(table, many(12));
    const searched = await searchVolunteer(world, VISIT, TUESDAY_NOON);
    if (!searched.ok || searched.value.did !== 'wave') throw new Error('no wave');
    const { asked } = searched.value;
    expect(asked.length).toBeGreaterThan(1);
    expect(asked.length).toBeLessThanOrEqual(6);
    expect((await offersNow(table)).map((offer) => offer.state)).toEqual(asked.map(() => 'sent'));
    for (const id of asked) {
      const load = await table.get(loadKind, loadKey(id));
      expect(load?.value.entries.map((entry) => entry.state)).toEqual(['offered']);
      expect(load?.value.offersSentAt).toEqual([TUESDAY_NOON]);
    }
    expect((await missionNow(table)).search?.open).toEqual(asked);
    expect(await table.due('outbox', TUESDAY_NOON, 50)).toHaveLength(asked.length);
  });

  it('asks the next ones when the wave stays silent, never the same person twice', async () => {
    const table = await open();
    const world = await openChain(table, many(9));
    const asked: string[] = [];
    let now = TUESDAY_NOON;
    for (let i = 0; i < 8; i += 1) {
      const searched = await searchVolunteer(world, VISIT, now);
      if (!searched.ok || searched.value.did !== 'wave') break;
      asked.push(...searched.value.asked);
      now = plus(now, { hours: 1 });
    }
    expect(new Set(asked).size).toBe(asked.length);
    expect(asked).toHaveLength(9);
    const mission = await missionNow(table);
    expect(mission.state).toBe('planned');
    expect(mission.search?.endedAt).toBe(now);
    expect((await offersNow(table)).map((offer) => offer.state)).toEqual(Array(9).fill('expired'));
    expect((await table.get(loadKind, loadKey(volunteerNumber(0))))?.value.answers.silent).toBe(1);
  });

  it('has one winner when everybody says yes at once, and tells the others kindly', async () => {
    const table = await open();
    const world = await openChain(table, many(6));
    const searched = await searchVolunteer(world, VISIT, TUESDAY_NOON);
    if (!searched.ok || searched.value.did !== 'wave') throw new Error('no wave');
    const results = await Promise.all(
      searched.value.asked.map((id) => acceptOffer(world, subjectOf(id), byLink(id), TUESDAY_NOON)),
    );
    expect(results.filter((result) => result.ok)).toHaveLength(1);
    expect(results.flatMap((result) => (result.ok ? [] : [result.refusal]))).toEqual(
      Array(results.length - 1).fill('already-filled'),
    );
    const mission = await missionNow(table);
    expect(mission.state).toBe('filled');
    await lookAtMission(world, VISIT, TUESDAY_NOON);
    const states = (await offersNow(table)).map((offer) => offer.state).sort();
    expect(states).toEqual(['accepted', ...Array(results.length - 1).fill('closed')]);
    expect((await missionNow(table)).search?.open).toEqual([]);
  });

  it('answers the holder who taps twice with the same mission and no second SMS', async () => {
    const table = await open();
    const world = await openChain(table, many(1));
    await searchVolunteer(world, VISIT, TUESDAY_NOON);
    const id = volunteerNumber(0);
    await acceptOffer(world, subjectOf(id), byLink(id), TUESDAY_NOON);
    const owed = (await table.due('outbox', VISIT_STARTS, 50)).length;
    const again = await acceptOffer(world, subjectOf(id), byLink(id), TUESDAY_NOON);
    expect(again).toMatchObject({ ok: true, value: { already: true } });
    expect(await table.due('outbox', VISIT_STARTS, 50)).toHaveLength(owed);
  });

  it('sends the next wave at once when everybody declined', async () => {
    const table = await open();
    const world = await openChain(table, many(12));
    const searched = await searchVolunteer(world, VISIT, TUESDAY_NOON);
    if (!searched.ok || searched.value.did !== 'wave') throw new Error('no wave');
    for (const id of searched.value.asked)
      await declineOffer(world, subjectOf(id), 'busy', { kind: 'volunteer', id }, TUESDAY_NOON);
    expect((await missionNow(table)).lookAt).toBe(TUESDAY_NOON);
    await lookAtMission(world, VISIT, TUESDAY_NOON);
    expect((await missionNow(table)).search?.wave).toBe(2);
  });

  it('reopens a mission handed back, without the one who gave it back, and tells the coordinator when it is late', async () => {
    const table = await open();
    const world = await openChain(table, many(3));
    await searchVolunteer(world, VISIT, TUESDAY_NOON);
    const holder = volunteerNumber(0);
    await acceptOffer(world, subjectOf(holder), byLink(holder), TUESDAY_NOON);
    const late = instant('2026-11-25T10:00:00Z');
    const handed = await handBackMission(world, subjectOf(holder), { kind: 'volunteer', id: holder }, late);
    expect(handed).toMatchObject({ ok: true, value: { late: true } });
    const mission = await missionNow(table);
    expect(mission).toMatchObject({ state: 'planned', urgent: true, lookAt: late });
    expect(mission.holder).toBeUndefined();
    const tasks = rowsOf(
      taskKind,
      (await table.index('list', { partition: openTaskList('besancon') })).items,
    );
    expect(tasks.map((task) => task.value.kind)).toEqual(['hand-back-late']);
    await lookAtMission(world, VISIT, late);
    const reopened = await offersNow(table);
    expect(
      reopened.filter((offer) => offer.state === 'sent').map((offer) => offer.volunteerId),
    ).not.toContain(holder);
  });

  it('keeps an unbroken chain of what happened', async () => {
    const table = await open();
    const world = await openChain(table, many(2));
    await searchVolunteer(world, VISIT, TUESDAY_NOON);
    const id = volunteerNumber(0);
    await acceptOffer(world, subjectOf(id), byLink(id), TUESDAY_NOON);
    await lookAtMission(world, VISIT, VISIT_STARTS);
    const events = rowsOf(auditKind, (await table.partition(VISIT, { prefix: AUDIT_PREFIX })).items).map(
      (stored) => stored.value,
    );
    expect(events.length).toBeGreaterThan(3);
    expect(firstBrokenLink(events)).toBeUndefined();
  });

  it('walks a visit from the eve to the last task, each step once', async () => {
    const table = await open();
    const world = await openChain(table, [aVolunteer({ requirements: inOrder })]);
    await searchVolunteer(world, VISIT, TUESDAY_NOON);
    await acceptOffer(world, subjectOf(PAUL), byLink(PAUL), TUESDAY_NOON);
    const did: string[] = [];
    for (let hour = 0; hour < 24 * 7; hour += 1)
      did.push(...(await lookAtMission(world, VISIT, plus(TUESDAY_NOON, { hours: hour }))));
    expect(did).toEqual([
      'remind-day-before',
      'remind-two-hours',
      'ask-report',
      'nudge-report',
      'report-missing-task',
    ]);
    const mission = await missionNow(table);
    expect(mission.lookAt).toBeUndefined();
    const owed = await table.due('outbox', plus(TUESDAY_NOON, { days: 9 }), 50);
    const kinds = await Promise.all(
      owed.map(async ({ key }) => (await table.get(intentKind, key))?.value.message.kind),
    );
    expect(kinds.sort()).toEqual(
      [
        'accepted-confirmation',
        'offer',
        'reminder-day-before',
        'reminder-two-hours',
        'report-nudge',
        'report-request',
      ].sort(),
    );
  });

  it('gives up when the slot begins with nobody, and leaves a person a task', async () => {
    const table = await open();
    const world = await openChain(table, []);
    const did: string[] = [];
    for (let hour = 0; hour < 30; hour += 1)
      did.push(...(await lookAtMission(world, VISIT, plus(TUESDAY_NOON, { hours: hour }))));
    // Looked at again the next morning: weeks change.
    expect(did).toEqual(['search', 'search', 'give-up']);
    const tasks = rowsOf(
      taskKind,
      (await table.index('list', { partition: openTaskList('besancon') })).items,
    );
    expect(tasks.map(({ value }) => [value.kind, value.createdAt])).toEqual([
      ['mission-uncovered', TUESDAY_NOON],
    ]);
    expect((await missionNow(table)).state).toBe('unfilled');
  });
});

describe('the task that asks a person to find somebody', () => {
  const tasksOf = async (table: Table) =>
    rowsOf(taskKind, (await table.index('list', { partition: openTaskList('besancon') })).items).map(
      ({ value }) => value.kind,
    );

  it('is settled by the yes that it asked for, and by a cancellation', async () => {
    for (const how of ['yes', 'cancelled'] as const) {
      const table = memoryTable();
      const world = await openChain(table, many(1));
      const late = instant('2026-11-25T09:00:00Z');
      await searchVolunteer(world, VISIT, TUESDAY_NOON);
      for (let i = 0; i < 3; i += 1) await lookAtMission(world, VISIT, plus(late, { hours: i }));
      expect(await tasksOf(table)).toEqual(['mission-uncovered']);
      const id = volunteerNumber(0);
      if (how === 'yes') await acceptOffer(world, subjectOf(id), byLink(id), late);
      else await cancelMission(world, VISIT, 'coordinator', { kind: 'system', id: '' }, late);
      expect(await tasksOf(table)).toEqual([]);
    }
  });
});

it.each([
  ['by text', {}, 'sms'],
  ['by voice once their telephone is lost', { phoneLostAt: TUESDAY_NOON }, 'voice'],
  ['by voice once they stopped texts', { optedOutAt: TUESDAY_NOON }, 'voice'],
] as const)('asks %s, so that a call waited for is no delay of theirs', async (_, more, via) => {
  const table = memoryTable();
  const world = await openChain(table, [aReadyVolunteer(0, more)]);
  await searchVolunteer(world, VISIT, TUESDAY_NOON);
  expect(await offersNow(table)).toMatchObject([{ state: 'sent', via }]);
});

it.each([
  ['confirms by text', {}, 1],
  ['owes no second call to a lost telephone', { phoneLostAt: TUESDAY_NOON }, 0],
  ['owes no second call to who stopped texts', { optedOutAt: TUESDAY_NOON }, 0],
] as const)('%s, after a yes said to the coordinator by telephone', async (_, more, confirmations) => {
  const table = memoryTable();
  const world = await openChain(table, [aReadyVolunteer(0, more)]);
  await searchVolunteer(world, VISIT, TUESDAY_NOON);
  const manner = { via: 'coordinator', actor: { kind: 'staff', id: NADIA } } as const;
  expect(await acceptOffer(world, subjectOf(volunteerNumber(0)), manner, TUESDAY_NOON)).toMatchObject({
    ok: true,
  });
  const owed = rowsOf(intentKind, table.dump()).filter(
    ({ value }) => value.message.kind === 'accepted-confirmation',
  );
  expect(owed).toHaveLength(confirmations);
});
