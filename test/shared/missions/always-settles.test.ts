import { expect, it } from 'vitest';
import { lookAtMission } from '../../../shared/missions/look-at-mission.ts';
import { moveMission } from '../../../shared/missions/move-mission.ts';
import { acceptOffer, declineOffer } from '../../../shared/offers/answer-offer.ts';
import { handBackMission } from '../../../shared/offers/hand-back.ts';
import { searchVolunteer } from '../../../shared/offers/search/search.ts';
import { loadKey, loadKind } from '../../../shared/offers/store.ts';
import { rowsOf } from '../../../shared/table/kind.ts';
import type { Table } from '../../../shared/table/table.ts';
import { put } from '../../../shared/table/write.ts';
import { openTaskList, taskKind } from '../../../shared/tasks/task.ts';
import { civilDay, civilTime } from '../../../shared/time/civil.ts';
import { type Instant, minus, plus } from '../../../shared/time/instant.ts';
import { townKind } from '../../../shared/town/settings.ts';
import { aTown, TUESDAY_NOON, VISIT, VISIT_STARTS } from '../../builders/chain.ts';
import { memoryTable } from '../../doubles/memory-table.ts';
import {
  aReadyVolunteer,
  missionNow,
  offersNow,
  openChain,
  subjectOf,
  volunteerNumber,
} from '../../support/chain.ts';

const STAFF = { kind: 'staff', id: `stf_${'A'.repeat(26)}` } as const;
const many = (n: number) => Array.from({ length: n }, (_, i) => aReadyVolunteer(i));
const by = (id: string) => ({ kind: 'volunteer' as const, id });
const byLink = (id: string) => ({ via: 'link' as const, actor: by(id) });
const entriesOf = async (table: Table, n: number) =>
  (await table.get(loadKind, loadKey(volunteerNumber(n))))?.value.entries.map((entry) => entry.state) ?? [];
const openTasks = async (table: Table) =>
  rowsOf(taskKind, (await table.index('list', { partition: openTaskList('besancon') })).items).map(
    ({ value }) => value.kind,
  );
/** Nothing about this mission is due any more, after one look. */
const isSettledAt = async (table: Table, now: Instant) =>
  (await table.due('agenda', now, 50)).filter(({ key }) => key.pk === VISIT).length === 0;

it('a mission whose search was due when the tick came after the start is given up, not looked at for ever', async () => {
  const table = memoryTable();
  const world = await openChain(table, many(3));
  await searchVolunteer(world, VISIT, TUESDAY_NOON);
  const late = plus(VISIT_STARTS, { minutes: 1 });
  await lookAtMission(world, VISIT, late);
  const mission = await missionNow(table);
  expect([mission.state, mission.search?.open]).toEqual(['unfilled', []]);
  expect(await isSettledAt(table, late)).toBe(true);
  expect(await entriesOf(table, 0)).toEqual([]);
});

it('a mission given back in the last minute is given up at its start, with a task', async () => {
  const table = memoryTable();
  const world = await openChain(table, many(1));
  await searchVolunteer(world, VISIT, TUESDAY_NOON);
  const id = volunteerNumber(0);
  await acceptOffer(world, subjectOf(id), byLink(id), TUESDAY_NOON);
  await handBackMission(world, subjectOf(id), by(id), minus(VISIT_STARTS, { seconds: 20 }));
  await lookAtMission(world, VISIT, VISIT_STARTS);
  expect((await missionNow(table)).state).toBe('unfilled');
  expect(await openTasks(table)).toContain('hand-back-late');
});

it('a no in the last minute does not keep the mission looking after its start', async () => {
  const table = memoryTable();
  const world = await openChain(table, many(1));
  await searchVolunteer(world, VISIT, TUESDAY_NOON);
  const id = volunteerNumber(0);
  await declineOffer(world, subjectOf(id), 'busy', by(id), minus(VISIT_STARTS, { seconds: 20 }));
  await lookAtMission(world, VISIT, plus(VISIT_STARTS, { seconds: 30 }));
  expect((await missionNow(table)).state).toBe('unfilled');
});

it('a mission whose programme is gone is still given up at its start', async () => {
  const table = memoryTable();
  const world = await openChain(table, many(1), { programme: 'GONE' });
  await lookAtMission(world, VISIT, VISIT_STARTS);
  expect((await missionNow(table)).state).toBe('unfilled');
});

it('a moved mission asks again for the new hour those who had not answered for the old one', async () => {
  const table = memoryTable();
  const world = await openChain(table, many(2));
  const first = await searchVolunteer(world, VISIT, TUESDAY_NOON);
  if (!first.ok || first.value.did !== 'wave') throw new Error('no wave');
  const later = plus(TUESDAY_NOON, { minutes: 20 });
  const to = { day: civilDay('2026-11-25'), time: civilTime('16:00') };
  expect((await moveMission(world, VISIT, to, STAFF, later)).ok).toBe(true);
  await lookAtMission(world, VISIT, later);
  const mission = await missionNow(table);
  expect(mission.search?.open).toEqual(first.value.asked);
  expect((await offersNow(table)).map(({ state, startsAt }) => [state, startsAt])).toEqual(
    first.value.asked.map(() => ['sent', mission.startsAt]),
  );
  const load = (await table.get(loadKind, loadKey(volunteerNumber(0))))?.value;
  expect(load?.entries.map(({ startsAt }) => startsAt)).toEqual([mission.startsAt]);
  // The old question is void, and no silence of theirs.
  expect(load?.answers.silent).toBe(0);
});

it('found once, lost again: the coordinator is told a second time that nobody goes', async () => {
  const table = memoryTable();
  const world = await openChain(table, many(1));
  const town = aTown({ deadlines: { ...aTown().deadlines, uncoveredHours: 48 } });
  await table.commit([put(townKind, town, 1)]);
  const early = minus(VISIT_STARTS, { hours: 40 });
  const id = volunteerNumber(0);
  await lookAtMission(world, VISIT, early);
  expect((await openTasks(table)).filter((kind) => kind === 'mission-uncovered')).toHaveLength(1);
  await acceptOffer(world, subjectOf(id), { via: 'coordinator', actor: STAFF }, early);
  // Somebody goes: the first task has its answer.
  expect((await openTasks(table)).filter((kind) => kind === 'mission-uncovered')).toHaveLength(0);
  const back = minus(VISIT_STARTS, { hours: 30 });
  await handBackMission(world, subjectOf(id), by(id), back);
  await lookAtMission(world, VISIT, back);
  expect((await openTasks(table)).filter((kind) => kind === 'mission-uncovered')).toHaveLength(1);
});
