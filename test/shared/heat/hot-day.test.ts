import { describe, expect, it } from 'vitest';
import { acceptBatch } from '../../../shared/heat/batches/answer-batch.ts';
import { owedIn, readCounts } from '../../../shared/heat/board/counters.ts';
import { registerChangeWrites } from '../../../shared/heat/calls/members/register-change.ts';
import { outcomeIdSchema } from '../../../shared/heat/calls/outcome.ts';
import { recordOutcome, takeCall } from '../../../shared/heat/calls/record-outcome.ts';
import { shardsFor } from '../../../shared/heat/calls/rounds/start-round.ts';
import { activate } from '../../../shared/heat/campaign/activate.ts';
import { askToClose, confirmToClose } from '../../../shared/heat/campaign/close-campaign.ts';
import { lookAtCampaign } from '../../../shared/heat/campaign/look-at-campaign.ts';
import type { RegisterEntry } from '../../../shared/register/entry.ts';
import { entryKey, entryKind } from '../../../shared/register/store.ts';
import { replace } from '../../../shared/table/write.ts';
import { addDays, civilDay } from '../../../shared/time/civil.ts';
import { type Instant, plus } from '../../../shared/time/instant.ts';
import { HOT_DAY, hot, NADIA, OMAR } from '../../builders/heat.ts';
import { volunteerNumber } from '../../support/chain.ts';
import { aPerson, type HotTown, openHotTown } from '../../support/hot-day.ts';
import { agent, look, people, roundOf, say, started, wish } from '../../support/hot-round.ts';

const changeEntry = async (
  town: HotTown,
  n: number,
  edit: (entry: RegisterEntry) => RegisterEntry,
  at: Instant,
) => {
  const stored = await town.table.get(entryKind, entryKey(aPerson(n).id));
  if (!stored) throw new Error('no such entry');
  const next = edit(stored.value);
  const done = await town.table.commit([
    replace(entryKind, stored, next),
    ...(await registerChangeWrites(town.world, [next], at)),
  ]);
  expect(done.ok).toBe(true);
};
const removed = (entry: RegisterEntry): RegisterEntry => ({
  ...entry,
  state: 'removed',
  removed: { at: hot('10:00'), reason: 'request' },
});
const counts = (town: HotTown) => readCounts(town.world.table, roundOf(town).id, roundOf(town).shards);

describe('a list of calls', () => {
  it.each([
    [60, 2],
    [500, 2],
    [501, 16],
    [5_000, 16],
    [5_001, 32],
    [20_000, 32],
  ])('of %i people is spread over %i partitions', async (people, shards) => {
    const { table } = await openHotTown([]);
    const entries = Array.from({ length: people }, (_, n) => ({ n }));
    const index: typeof table.index = async (_, { limit = 0, after = '0' }) => {
      const until = Number(after) + limit;
      const items = entries.slice(Number(after), until) as never[];
      return { items, next: until < people ? String(until) : undefined };
    };
    expect(await shardsFor({ table: { ...table, index } }, 'besancon')).toBe(shards);
  });
});

describe('an activation', () => {
  it('makes one obligation for everybody on the register, each with a holder and a deadline', async () => {
    const { town } = await started(60, 0);
    expect(town.calls()).toHaveLength(60);
    expect(town.calls().every((task) => task.deadline !== undefined)).toBe(true);
    expect(owedIn(await counts(town))).toBe(60);
    expect(roundOf(town).state).toBe('open');
  });

  it('is one, pressed twice and by two coordinators at once', async () => {
    const town = await openHotTown(people(10));
    const both = await Promise.all([
      activate(town.world, wish(), NADIA, hot('08:30')),
      activate(town.world, wish({ level: 'red' }), OMAR, hot('08:30')),
      activate(town.world, wish(), NADIA, hot('08:31')),
    ]);
    expect(both.filter((one) => one.ok && !one.value.already)).toHaveLength(1);
    expect(town.rounds()).toHaveLength(1);
    expect(town.calls()).toHaveLength(10);
    expect(owedIn(await counts(town))).toBe(10);
  });

  it('leaves out who is away that day, waits for the acknowledgment, opposed or left', async () => {
    const away = { from: HOT_DAY, to: HOT_DAY };
    const town = await openHotTown([
      aPerson(1),
      aPerson(2, { away: [away] }),
      aPerson(3, { state: 'pending-acknowledgment' }),
      aPerson(4, { state: 'opposed' }),
    ]);
    await activate(town.world, wish(), NADIA, hot('09:00'));
    expect(town.calls().map((task) => task.personId)).toEqual([aPerson(1).id]);
  });

  it('owes somebody without a number a call to those she named, and without them a visit', async () => {
    const friend = { name: 'Odile', link: 'voisine', phone: '+33353010043' as never };
    const without = (contacts: (typeof friend)[]) => ({ person: { ...person(1), phones: [], contacts } });
    const town = await openHotTown([
      aPerson(1, without([{ ...friend, link: 'fils' }])),
      aPerson(2, without([friend])),
      aPerson(3, without([])),
    ]);
    await activate(town.world, wish(), NADIA, hot('09:00'));
    expect(town.calls().map(({ rung, state }) => [rung, state])).toEqual([
      ['relatives', 'open'],
      ['neighbour', 'open'],
      ['door', 'open'],
    ]);
    for (const time of ['11:00', '18:00']) await look(town, hot(time));
    expect(town.calls().map(({ rung, state }) => [rung, state])).toEqual(
      Array(3).fill(['door', 'escalated']),
    );
  });

  it('keeps to a part of the town, and whoever’s sector is unknown is in it', async () => {
    const town = await openHotTown([
      aPerson(1),
      aPerson(2, { person: { ...person(2), address: { line: 'x', precision: 'unknown' } } }),
    ]);
    const other = await activate(town.world, wish({ sectors: ['elsewhere'] }), NADIA, hot('09:00'));
    expect(other).toEqual({ ok: false, refusal: { reason: 'unknown-sector' } });
    await activate(town.world, wish({ sectors: ['planoise'] }), NADIA, hot('09:00'));
    expect(town.calls()).toHaveLength(2);
  });

  it('is refused for yesterday, without a duty officer, or ending before it starts', async () => {
    const town = await openHotTown([]);
    const reasons = await Promise.all(
      [
        wish({ startsOn: civilDay('2026-07-06') }),
        wish({ duty: [] }),
        wish({ expectedEnd: civilDay('2026-07-06') }),
      ].map(async (one) => {
        const done = await activate(town.world, one, NADIA, hot('09:00'));
        return done.ok ? 'done' : done.refusal.reason;
      }),
    );
    expect(reasons).toEqual(['in-the-past', 'no-duty-officer', 'ends-before-it-starts']);
  });

  it('renews itself in the evening for the next day, and asks when its end is past', async () => {
    const { town, campaign } = await started(3, 0);
    await lookAtCampaign(town.world, campaign.id, hot('17:00'));
    expect(town.rounds().map((round) => round.day)).toEqual([HOT_DAY, addDays(HOT_DAY, 1)]);
    expect(town.calls()).toHaveLength(6);
    const late = plus(hot('17:00'), { days: 3 });
    await lookAtCampaign(town.world, campaign.id, late);
    await lookAtCampaign(town.world, campaign.id, late);
    expect(town.deskTasks().filter((task) => task.kind === 'call-campaign')).toHaveLength(1);
    expect(town.rounds().map((round) => round.day)).toContain(addDays(HOT_DAY, 4));
  });

  it('calls everybody twice on a red day', async () => {
    const { town, campaign } = await started(3, 0);
    const { changeConduct } = await import('../../../shared/heat/campaign/activate.ts');
    await changeConduct(town.world, campaign.id, { level: 'red' }, NADIA, hot('12:30'));
    expect(town.rounds().map((round) => [round.turn, round.level])).toEqual([
      [1, 'red'],
      [2, 'red'],
    ]);
    expect(town.calls()).toHaveLength(6);
  });
});
const person = (n: number) => {
  const { person: found } = aPerson(n);
  if (!found) throw new Error('nobody');
  return found;
};

describe('an outcome', () => {
  it('sent twice, or by a page that was slow, is one', async () => {
    const { town } = await started(1, 0);
    const [task] = town.calls();
    if (!task) throw new Error('no call');
    await Promise.all([say(town, task, 'well', hot('09:00')), say(town, task, 'well', hot('09:00'))]);
    const again = await say(town, task, 'well', hot('09:30'));
    expect(again.ok && again.value.already).toBe(true);
    expect(await counts(town)).toMatchObject({ reached: 1, open: 0, attempts: 1 });
  });

  it('of distress alerts every duty telephone at once, without a name', async () => {
    const { town } = await started(1, 0);
    const [task] = town.calls();
    if (!task) throw new Error('no call');
    const done = await say(town, task, 'distress', hot('09:00'));
    expect(done.ok && done.value.task).toMatchObject({
      state: 'escalated',
      holder: { by: 'staff', staffId: NADIA },
      deadline: hot('09:05'),
    });
    expect(town.texts().map(({ message }) => message)).toEqual([
      { kind: 'coordinator-alert', reason: 'call-distress', count: 1 },
    ]);
    expect(town.deskTasks()[0]).toMatchObject({ kind: 'call-distress', urgent: true, assigneeId: NADIA });
  });

  it('climbs the ladder when nobody answers, to a duty officer by name at the door', async () => {
    const { town } = await started(1, 0);
    const rungs: string[] = [];
    for (const [i, time] of ['09:00', '11:00', '12:00', '13:00'].entries()) {
      const [task] = town.calls();
      if (!task) throw new Error('no call');
      const done = await say(town, task, 'no-answer', hot(time), {
        id: outcomeIdSchema.parse(`try-number-${i}`),
      });
      if (done.ok)
        rungs.push(`${done.value.task.rung} ${done.value.task.state} ${done.value.task.holder.by}`);
    }
    expect(rungs).toEqual([
      'call-2 open desk',
      'call-3 open desk',
      'relatives open desk',
      'door escalated staff',
    ]);
  });

  it('that nobody makes is never forgotten: late at noon, a duty officer’s at six', async () => {
    const { town } = await started(5, 0);
    await look(town, hot('11:00'));
    expect(town.calls().map((task) => [task.overdue, task.holder.by])).toEqual(Array(5).fill([1, 'staff']));
    for (const time of ['12:00', '13:00', '14:00', '15:00', '16:00', '17:00', '18:00'])
      await look(town, hot(time));
    expect(await counts(town)).toMatchObject({ open: 0, escalated: 5, unsettled: 5 });
  });

  it('in two words for one person is a conflict to be decided, not overwritten', async () => {
    const { town } = await started(1, 0);
    const [task] = town.calls();
    if (!task) throw new Error('no call');
    await say(town, task, 'well', hot('09:00'));
    const other = await recordOutcome(
      town.world,
      {
        taskId: task.id,
        id: outcomeIdSchema.parse('paper-line-1'),
        code: 'refused',
        note: '',
        calledAt: hot('08:50'),
        via: 'paper',
      },
      { kind: 'staff', id: OMAR },
      hot('15:00'),
    );
    expect(other.ok && other.value.outcome).toMatchObject({ applied: false, conflict: true });
    expect(town.calls()[0]).toMatchObject({
      state: 'reached',
      reached: { outcome: 'well' },
      conflicts: ['paper-line-1'],
    });
  });

  it('is refused from a volunteer about somebody who is not in their batch', async () => {
    const { town } = await started(1, 0);
    const [task] = town.calls();
    if (!task) throw new Error('no call');
    const stranger = await recordOutcome(
      town.world,
      {
        taskId: task.id,
        id: outcomeIdSchema.parse('a-strangers-form'),
        code: 'well',
        note: '',
        calledAt: hot('09:00'),
        via: 'link',
      },
      town.volunteerActor(volunteerNumber(0)),
      hot('09:00'),
    );
    expect(stranger).toEqual({ ok: false, refusal: 'not-yours' });
  });
});

describe('the register, while a list runs', () => {
  it('takes whoever leaves off the list, and owes them nothing more', async () => {
    const { town } = await started(8, 1);
    await changeEntry(town, 3, removed, hot('10:00'));
    const gone = town.calls().find((task) => task.personId === aPerson(3).id);
    expect(gone).toMatchObject({ state: 'stopped', stopped: { reason: 'removed' } });
    expect(gone?.deadline).toBeUndefined();
    expect(owedIn(await counts(town))).toBe(7);
  });

  it('puts whoever comes on the list, and back after an absence that was a mistake', async () => {
    const town = await openHotTown([aPerson(1), aPerson(2, { state: 'requested' })]);
    await activate(town.world, wish(), NADIA, hot('09:00'));
    await changeEntry(town, 2, (entry) => ({ ...entry, state: 'confirmed' }), hot('10:00'));
    expect(owedIn(await counts(town))).toBe(2);
    await changeEntry(
      town,
      1,
      (entry) => ({ ...entry, away: [{ from: HOT_DAY, to: HOT_DAY }] }),
      hot('10:00'),
    );
    expect(owedIn(await counts(town))).toBe(1);
    await changeEntry(town, 1, (entry) => ({ ...entry, away: [] }), hot('10:05'));
    expect(owedIn(await counts(town))).toBe(2);
  });

  it('takes her call from a volunteer when she takes back her yes to them', async () => {
    const { town } = await started(8, 1);
    const [batch] = town.batches();
    if (!batch) throw new Error('no batch');
    const subject = { batchId: batch.id, volunteerId: volunteerNumber(0) };
    await acceptBatch(
      town.world,
      subject,
      { via: 'link', actor: town.volunteerActor(subject.volunteerId) },
      hot('09:00'),
    );
    await changeEntry(town, 4, ({ volunteerCalls: _, ...entry }) => entry, hot('09:30'));
    const task = town.calls().find((one) => one.personId === aPerson(4).id);
    expect(task).toMatchObject({ volunteersMay: false, holder: { by: 'desk' } });
  });
});

describe('the end of a campaign', () => {
  it('takes two people and an empty list', async () => {
    const { town, campaign } = await started(2, 0);
    expect(await confirmToClose(town.world, campaign.id, OMAR, hot('15:00'))).toEqual({
      ok: false,
      refusal: { reason: 'not-asked' },
    });
    await askToClose(town.world, campaign.id, NADIA, hot('15:00'));
    expect(await confirmToClose(town.world, campaign.id, NADIA, hot('15:01'))).toEqual({
      ok: false,
      refusal: { reason: 'same-person' },
    });
    const early = await confirmToClose(town.world, campaign.id, OMAR, hot('15:01'));
    expect(!early.ok && early.refusal).toMatchObject({ reason: 'still-open', still: { open: 2 } });
    for (const task of town.calls()) await say(town, task, 'well', hot('15:10'));
    const done = await confirmToClose(town.world, campaign.id, OMAR, hot('15:20'));
    expect(done.ok && done.value.state).toBe('closed');
    expect(town.rounds().map((round) => [round.state, round.lookAt])).toEqual([['closed', undefined]]);
    // Activated again on the same day: the same list, with what was already said.
    await activate(town.world, wish(), NADIA, hot('16:00'));
    expect(town.rounds()).toHaveLength(1);
    expect(await counts(town)).toMatchObject({ reached: 2, open: 0 });
  });
});

describe('an agent', () => {
  it('on the telephone with somebody keeps colleagues from calling her too, for twenty minutes', async () => {
    const { town } = await started(1, 0);
    const [task] = town.calls();
    if (!task) throw new Error('no call');
    await takeCall(town.world, task.id, agent, hot('09:00'));
    const omar = { kind: 'staff', id: OMAR } as const;
    expect(await takeCall(town.world, task.id, omar, hot('09:10'))).toEqual({
      ok: false,
      refusal: 'somebody-calls',
    });
    expect((await takeCall(town.world, task.id, omar, hot('09:21'))).ok).toBe(true);
  });
});
