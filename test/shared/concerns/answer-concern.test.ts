import { describe, expect, it } from 'vitest';
import {
  answerConcern,
  CONCERN_TRANSITIONS,
  type ConcernCommand,
} from '../../../shared/concerns/answer-concern.ts';
import { concernKind, concernStateSchema } from '../../../shared/concerns/concern.ts';
import { followConcern } from '../../../shared/concerns/follow-concern.ts';
import { lookAtConcern } from '../../../shared/concerns/look-at-concern.ts';
import { intentKind } from '../../../shared/messages/store.ts';
import { taskKind } from '../../../shared/tasks/task.ts';
import { plus } from '../../../shared/time/instant.ts';
import { TUESDAY_NOON as NOW } from '../../builders/chain.ts';
import { aConcern, aTask, concernId, taskId } from '../../builders/situations.ts';
import { all, CLAIRE, given, smallWorld } from '../../support/situations.ts';

const BY = { kind: 'staff', id: CLAIRE } as const;
const C = concernId('C');
const worried = async (more = {}) => {
  const world = await smallWorld();
  await given(world, concernKind, aConcern(more));
  return world;
};

describe('answering a concern', () => {
  const COMMANDS: readonly ConcernCommand[] = ['acknowledge', 'act', 'close'];
  it.each(
    concernStateSchema.options.flatMap((state) => COMMANDS.map((command) => [state, command] as const)),
  )('from %s, « %s » leads where the table says or nowhere', async (state, command) => {
    const world = await worried({ state });
    const to = CONCERN_TRANSITIONS[state][command];
    const done = await answerConcern(world, C, command, 'Appelée ce matin.', BY, NOW);
    expect(done.ok ? done.value.state : done.refusal).toBe(to ?? 'not-allowed-here');
    expect(all(world, concernKind)[0]?.state).toBe(to ?? state);
  });

  it('says what was done, or is not done', async () => {
    const world = await worried();
    const silent = await answerConcern(world, C, 'act', '  ', BY, NOW);
    expect(silent).toEqual({ ok: false, refusal: 'say-what-was-done' });
    expect(all(world, concernKind)[0]?.state).toBe('raised');
  });

  it('is unknown when it does not exist', async () => {
    const done = await answerConcern(await worried(), concernId('Z'), 'act', 'Vue.', BY, NOW);
    expect(done).toEqual({ ok: false, refusal: 'unknown' });
  });
});

describe('following a concern at the desk', () => {
  it('takes its task off the day with the same words, and leaves the others', async () => {
    const world = await worried();
    await given(world, taskKind, aTask({ kind: 'concern', subjectId: C }), aTask({ id: taskId('V') }));
    await followConcern(world, C, 'act', 'Courses faites.', BY, NOW);
    const [its, other] = [taskId('T'), taskId('V')].map((id) =>
      all(world, taskKind).find((t) => t.id === id),
    );
    expect(its).toMatchObject({ state: 'done', outcome: 'Courses faites.' });
    expect(other?.state).toBe('open');
  });

  it('keeps the task while it was only read', async () => {
    const world = await worried();
    await given(world, taskKind, aTask({ kind: 'concern', subjectId: C }));
    await followConcern(world, C, 'acknowledge', '', BY, NOW);
    expect(all(world, taskKind)[0]?.state).toBe('open');
  });

  it('closes no task when it is refused', async () => {
    const world = await worried({ state: 'closed' });
    await given(world, taskKind, aTask({ kind: 'concern', subjectId: C }));
    expect((await followConcern(world, C, 'act', 'Vue.', BY, NOW)).ok).toBe(false);
    expect(all(world, taskKind)[0]?.state).toBe('open');
  });
});

describe('a concern past its deadline', () => {
  const late = plus(NOW, { days: 1 });
  it('rings the duty phone and becomes an urgent task, once, however often it is looked at', async () => {
    const world = await worried();
    await Promise.all([0, 1, 2].map(() => lookAtConcern(world, C, late)));
    await lookAtConcern(world, C, plus(late, { days: 1 }));
    expect(all(world, taskKind)).toMatchObject([{ kind: 'concern', urgent: true, state: 'open' }]);
    expect(all(world, intentKind)).toHaveLength(1);
    expect(all(world, concernKind)).toMatchObject([{ state: 'raised', overdueAt: late }]);
  });

  it.each([
    ['before its hour', {}, NOW],
    ['when somebody acted', { state: 'acted-on' }, late],
    ['when it is closed', { state: 'closed' }, late],
  ] as const)('asks nothing %s', async (_, more, at) => {
    const world = await worried(more);
    await lookAtConcern(world, C, at);
    expect([all(world, taskKind), all(world, intentKind)]).toEqual([[], []]);
  });
});
