import { describe, expect, it } from 'vitest';
import { dayReport } from '../../../shared/heat/board/day-report.ts';
import { nextForAgent } from '../../../shared/heat/board/read-board.ts';
import { outcomeIdSchema } from '../../../shared/heat/calls/outcome.ts';
import { recordOutcome, takeCall } from '../../../shared/heat/calls/record-outcome.ts';
import { lookAtRound } from '../../../shared/heat/calls/rounds/look-at-round.ts';
import { type CallTask, callTaskKey, callTaskKind } from '../../../shared/heat/calls/task.ts';
import { staffKind } from '../../../shared/staff/staff.ts';
import { put, replace } from '../../../shared/table/write.ts';
import { plus } from '../../../shared/time/instant.ts';
import { hot, NADIA, OMAR } from '../../builders/heat.ts';
import type { HotTown } from '../../support/hot-day.ts';
import { agent, form, started } from '../../support/hot-list.ts';
import { aStaff } from '../../support/situations.ts';

/** The hour at which this call is owed, moved. */
const lateAt = async (town: HotTown, { id }: Pick<CallTask, 'id'>, time: string): Promise<void> => {
  const stored = await town.table.get(callTaskKind, callTaskKey(id));
  if (!stored) throw new Error('no call');
  await town.table.commit([replace(callTaskKind, stored, { ...stored.value, deadline: hot(time) })]);
};

describe('what is late on a hot day', () => {
  it('tells the duty how many are late in all, where a text half an hour ago spoke of one', async () => {
    const { town, round } = await started(6, 0);
    const [task] = town.calls();
    if (!task) throw new Error('no call');
    const said = { taskId: task.id, id: form(1), note: '', calledAt: hot('10:45'), via: 'desk' } as const;
    await recordOutcome(town.world, { ...said, code: 'distress' }, agent, hot('10:45'));
    // Nobody acts on the distress: a text at 10:50. At 11:00 the five others are late too.
    for (const time of ['10:50', '11:00', '11:21']) await lookAtRound(town.world, round.id, hot(time));
    const counts = town
      .texts()
      .flatMap(({ message }) =>
        message.kind === 'coordinator-alert' && message.reason === 'calls-overdue' ? [message.count] : [],
      );
    expect(counts.sort()).toEqual([1, 6]);
  });

  it('tells the duty at 18:00 of everybody who is handed up, though a text left five minutes before', async () => {
    const { town, round } = await started(6, 0);
    const counts = () =>
      town
        .texts()
        .flatMap(({ message, createdAt }) =>
          message.kind === 'coordinator-alert' && message.reason === 'calls-overdue'
            ? [[createdAt, message.count]]
            : [],
        );
    for (const time of ['11:00', '12:00', '13:00', '14:00', '15:00', '16:00', '17:00', '17:55'])
      await lookAtRound(town.world, round.id, hot(time));
    for (const task of town.calls()) await lateAt(town, task, '17:55');
    for (const time of ['17:55', '18:00', '18:01']) await lookAtRound(town.world, round.id, hot(time));
    expect(counts()).toContainEqual([hot('18:00'), 6]);
    expect(counts().filter(([at]) => at === hot('18:01'))).toEqual([]);
  });

  it('goes on all night telling more people of a door that nobody went to, and sends nobody further', async () => {
    const { town, round, board } = await started(2, 0);
    await town.table.commit([
      put(staffKind, aStaff({ role: 'coordinator', phone: '+33639981234' }), 'absent'),
    ]);
    const told = () =>
      town
        .texts()
        .flatMap(({ message, recipient, createdAt }) =>
          message.kind === 'coordinator-alert' ? [{ at: createdAt, to: recipient }] : [],
        )
        .sort((a, b) => (a.at < b.at ? -1 : 1));
    for (let now = hot('17:59'); now < plus(hot('18:00'), { hours: 14 }); now = plus(now, { minutes: 1 }))
      await lookAtRound(town.world, round.id, now);
    const { owed } = await board('18:00');
    expect(owed.map(({ state, rung, attempts }) => [state, rung, attempts])).toEqual(
      Array(2).fill(['escalated', 'door', 0]),
    );
    // The duty at six; the coordination too once the duty has twice let the door's hour pass; and never an hour of silence.
    const ofCoordinator = told().filter(({ to }) => to !== 'duty');
    expect(told()[0]).toEqual({ at: hot('17:59'), to: 'duty' });
    expect(ofCoordinator[0]).toEqual({ at: hot('21:00'), to: aStaff().id });
    expect(ofCoordinator.length).toBeGreaterThan(8);
    const nights = told()
      .map(({ at }) => at)
      .filter((at) => at >= hot('21:00'));
    nights.forEach((at, n) => {
      expect(at <= plus(nights[n - 1] ?? hot('20:00'), { minutes: 61 }), at).toBe(true);
    });
  });

  it('tells in its next text of a deadline that passed too soon after the last', async () => {
    const { town, round } = await started(2, 0);
    const [first, second] = town.calls();
    if (!first || !second) throw new Error('no call');
    await lateAt(town, first, '09:00');
    await lateAt(town, second, '09:10');
    for (const time of ['09:00', '09:10', '09:29']) await lookAtRound(town.world, round.id, hot(time));
    const sent = () =>
      town
        .texts()
        .filter(({ message }) => message.kind === 'coordinator-alert')
        .map(({ createdAt }) => createdAt)
        .sort();
    expect(sent()).toEqual([hot('09:00')]);
    await lookAtRound(town.world, round.id, hot('09:31'));
    expect(sent()).toEqual([hot('09:00'), hot('09:31')]);
    await lookAtRound(town.world, round.id, hot('09:50'));
    expect(sent()).toHaveLength(2);
  });

  it('tells the duty of what was handed up by a look that was killed before its text', async () => {
    for (const time of ['11:00', '18:00']) {
      const { town, round } = await started(3, 0);
      const killed = {
        ...town.world,
        table: {
          ...town.world.table,
          commit: (writes: Parameters<typeof town.world.table.commit>[0]) => {
            if (JSON.stringify(writes).includes('duty-alerted')) throw new Error('killed');
            return town.world.table.commit(writes);
          },
        },
      };
      await expect(lookAtRound(killed, round.id, hot(time))).rejects.toThrow('killed');
      const counts = () =>
        town
          .texts()
          .flatMap(({ message }) =>
            message.kind === 'coordinator-alert' && message.reason === 'calls-overdue' ? [message.count] : [],
          );
      expect(counts()).toEqual([]);
      await lookAtRound(town.world, round.id, hot(time.replace(':00', ':01')));
      expect(counts(), time).toEqual([3]);
      await lookAtRound(town.world, round.id, hot(time.replace(':00', ':02')));
      expect(counts()).toHaveLength(1);
    }
  });

  it('gives every agent the calls that are late, though they are in the name of a duty officer who is away', async () => {
    const { board, town, round } = await started(5, 0);
    await lookAtRound(town.world, round.id, hot('11:00'));
    expect(town.calls().every(({ holder }) => holder.by === 'staff' && holder.staffId === NADIA)).toBe(true);
    expect(nextForAgent(await board('11:01'), OMAR)).toHaveLength(5);
    // At 18:00 nobody had called them: whoever is free rings before anybody goes to a door.
    await lookAtRound(town.world, round.id, hot('18:00'));
    expect(nextForAgent(await board('18:01'), OMAR)).toHaveLength(5);
  });

  it('gives whoever is free a distress that its duty officer has not answered, before their own calls', async () => {
    const { board, town, round } = await started(3, 0);
    const [her] = town.calls();
    if (!her) throw new Error('no call');
    const said = { taskId: her.id, id: form(1), note: '', calledAt: hot('09:00'), via: 'desk' } as const;
    await recordOutcome(town.world, { ...said, code: 'distress' }, agent, hot('09:00'));
    expect(nextForAgent(await board('09:01'), OMAR).map(({ id }) => id)).not.toContain(her.id);
    await lookAtRound(town.world, round.id, hot('09:05'));
    expect(nextForAgent(await board('09:05'), OMAR)[0]?.id).toBe(her.id);
  });

  it('gives an agent another after a door was opened, or a silence noted there, and it again later', async () => {
    const { board, town, round } = await started(3, 0);
    await lookAtRound(town.world, round.id, hot('18:00'));
    const next = async (time: string) => nextForAgent(await board(time), NADIA).map(({ id }) => id);
    const [first, second] = await next('18:01');
    if (!first || !second) throw new Error('no call');
    await takeCall(town.world, first, agent, hot('18:01'));
    expect((await next('18:02'))[0]).toBe(second);
    expect((await next('18:02')).at(-1)).toBe(first);
    const said = { id: form(1), code: 'no-answer', note: '', calledAt: hot('18:03'), via: 'desk' } as const;
    await recordOutcome(town.world, { ...said, taskId: first }, agent, hot('18:03'));
    expect(await next('18:04')).not.toContain(first);
    expect(await next('18:33')).toContain(first);
  });

  it('reports of doors, police and rescue what somebody did, and nothing of what only fell due', async () => {
    const { town, round, board } = await started(4, 0);
    const tasks = town.calls();
    const say = (n: number, code: 'distress' | 'passed-to-rescue' | 'well' | 'door-closed', time: string) => {
      const [task] = tasks.slice(n);
      if (!task) throw new Error('no call');
      return recordOutcome(
        town.world,
        {
          taskId: task.id,
          id: outcomeIdSchema.parse(`said-${code}-${n}`),
          code,
          note: '',
          calledAt: hot(time),
          via: 'desk',
        },
        agent,
        hot(time),
      );
    };
    await say(0, 'distress', '09:00');
    await say(0, 'passed-to-rescue', '09:05');
    await say(0, 'well', '11:00');
    for (const time of ['11:00', '18:00', '20:01', '21:02'])
      await lookAtRound(town.world, round.id, hot(time));
    expect(dayReport(await board('21:02'))).toMatchObject({
      visits: 0,
      passedOn: { police: 0, rescue: 1 },
      distress: 1,
      unsettled: 3,
    });
    await say(1, 'door-closed', '21:05');
    expect(dayReport(await board('21:06'))).toMatchObject({ visits: 1, passedOn: { police: 0, rescue: 1 } });
  });
});
