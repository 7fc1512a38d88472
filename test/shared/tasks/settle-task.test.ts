import { expect, it } from 'vitest';
import { settledTaskWrites } from '../../../shared/tasks/settle-task.ts';
import { taskKind } from '../../../shared/tasks/task.ts';
import { TUESDAY_NOON as NOW } from '../../builders/chain.ts';
import { aTask, taskId } from '../../builders/situations.ts';
import { all, given, smallWorld } from '../../support/situations.ts';

it('a task whose reason is gone is done, with the sentence that says why', async () => {
  const world = await smallWorld();
  await given(world, taskKind, aTask());
  await world.table.commit(await settledTaskWrites(world.table, taskId('T'), 'Quelqu’un y va.', NOW));
  expect(all(world, taskKind)).toMatchObject([{ state: 'done', doneAt: NOW, outcome: 'Quelqu’un y va.' }]);
});

it.each([
  ['was closed by a person', aTask({ state: 'done', doneAt: NOW, outcome: 'Vue.' }), taskId('T')],
  ['was never made', aTask(), undefined],
  ['does not exist', aTask(), taskId('Z')],
])('nothing is written about a task that %s', async (_, task, id) => {
  const world = await smallWorld();
  await given(world, taskKind, task);
  expect(await settledTaskWrites(world.table, id, 'Quelqu’un y va.', NOW)).toEqual([]);
});
