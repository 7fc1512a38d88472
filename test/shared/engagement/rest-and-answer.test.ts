import { expect, it } from 'vitest';
import type { Surroundings } from '../../../shared/decide/decide.ts';
import { askVolunteer } from '../../../shared/engagement/rests/ask.ts';
import {
  leaveAndAnswer,
  pauseAndAnswer,
  resumeAndAnswer,
} from '../../../shared/engagement/rests/rest-and-answer.ts';
import { type Ask, restsKey, restsKind } from '../../../shared/engagement/rests/rests.ts';
import { taskIdSchema } from '../../../shared/ids/ids.ts';
import { emptyLoad } from '../../../shared/offers/load.ts';
import { loadKind, offerKind } from '../../../shared/offers/store.ts';
import type { Table } from '../../../shared/table/table.ts';
import { create, put } from '../../../shared/table/write.ts';
import { taskKey, taskKind } from '../../../shared/tasks/task.ts';
import { addDays, dayOf } from '../../../shared/time/civil.ts';
import { plus } from '../../../shared/time/instant.ts';
import { townKind } from '../../../shared/town/settings.ts';
import { pauseVolunteer } from '../../../shared/volunteers/rest/rest-volunteer.ts';
import { volunteerKey, volunteerKind } from '../../../shared/volunteers/store.ts';
import type { Volunteer } from '../../../shared/volunteers/volunteer.ts';
import { anOffer, aTown, aVolunteer, TUESDAY_NOON as NOW, PAUL } from '../../builders/chain.ts';
import { memoryTable } from '../../doubles/memory-table.ts';
import { surroundings } from '../../support/chain.ts';

const himself = { kind: 'volunteer', id: PAUL } as const;
const UNTIL = addDays(dayOf(NOW), 20);

/** Paul, asked this question ten days ago; his pause as a tap of his, and the answer it left. */
const paulAsked = async (about: Ask['about'], as: Partial<Volunteer> = {}, taskId?: Ask['taskId']) => {
  const table = memoryTable();
  const world = surroundings(table);
  await table.commit([
    put(townKind, aTown(), 'absent'),
    put(volunteerKind, aVolunteer(as), 'absent'),
    put(
      restsKind,
      {
        volunteerId: PAUL,
        town: 'besancon',
        asks: [{ about, on: addDays(dayOf(NOW), -10), via: taskId ? 'person' : 'sms', taskId }],
      },
      'absent',
    ),
  ]);
  return {
    table,
    world,
    pause: async (until?: typeof UNTIL) => {
      const stored = await table.get(volunteerKind, volunteerKey(PAUL));
      if (!stored) throw new Error('Paul is gone');
      return pauseAndAnswer(world, stored.value, until, himself, NOW);
    },
    answer: async () => (await table.get(restsKind, restsKey(PAUL)))?.value.asks.at(-1)?.answer,
  };
};

it('a pause answers « vous restez ? »', async () => {
  const { pause, answer } = await paulAsked('stay');
  expect(await pause()).toMatchObject({ ok: true });
  expect(await answer()).toBe('pause');
});

it.each([
  ['a day of return', UNTIL, 'date'],
  ['no day', undefined, 'not-yet'],
] as const)('a pause with %s answers « une date de retour ? »', async (_, until, said) => {
  const { pause, answer } = await paulAsked('return', {
    state: 'paused',
    pausedAt: plus(NOW, { days: -60 }),
  });
  expect(await pause(until)).toMatchObject({ ok: true });
  expect(await answer()).toBe(said);
});

it.each([UNTIL, undefined])(
  'stopped between the pause and its answer, the same tap again answers (%s)',
  async (until) => {
    const { world, pause, answer } = await paulAsked('stay');
    await pauseVolunteer(world, PAUL, until, himself, NOW);
    expect(await pause(until)).toMatchObject({ ok: true });
    expect(await answer()).toBe('pause');
  },
);

it('a pause long after a return that was asked for says nothing of that return', async () => {
  const { pause, answer } = await paulAsked('return');
  await pause(UNTIL);
  expect(await answer()).toBeUndefined();
});

const QUIET = {
  id: taskIdSchema.parse(`tsk_${'Q'.repeat(26)}`),
  town: 'besancon',
  kind: 'volunteer-quiet',
  state: 'open',
  subjectId: PAUL,
  volunteerId: PAUL,
  sentence: 'Sans nouvelles : appeler.',
  urgent: false,
  createdAt: plus(NOW, { days: -10 }),
  dueAt: plus(NOW, { days: -3 }),
} as const;

const leaves = (world: Surroundings) => leaveAndAnswer(world, PAUL, 'no-time', himself, NOW);
const pauses = (world: Surroundings) =>
  pauseAndAnswer(world, { id: PAUL, state: 'active' }, undefined, himself, NOW);
const resumes = (world: Surroundings) => resumeAndAnswer(world, PAUL, himself, NOW);

/** The process ends when its first write is in. */
const killedAfterOne = (world: Surroundings): Surroundings => {
  let written = 0;
  return {
    ...world,
    table: {
      ...world.table,
      commit: async (writes) => {
        if (written > 0) throw new Error('killed');
        written += 1;
        return world.table.commit(writes);
      },
    },
  };
};

it.each([
  ['his departure', 'stay', {}, leaves, 'leave'],
  ['his pause', 'stay', {}, pauses, 'pause'],
  ['his return', 'return', { state: 'paused', pausedAt: plus(NOW, { days: -60 }) }, resumes, 'stay'],
] as const)(
  'killed after the first write of %s, nobody is left to call him',
  async (_, about, as, act, said) => {
    const { world, answer, table } = await paulAsked(about, as, QUIET.id);
    await table.commit([create(taskKind, QUIET)]);
    await expect(act(killedAfterOne(world))).rejects.toThrow('killed');
    expect(await answer()).toBe(said);
    expect((await table.get(taskKind, taskKey(QUIET.id)))?.value).toMatchObject({ state: 'done' });
  },
);

it('asked at the very instant of his departure, he is called by nobody', async () => {
  const table = memoryTable();
  const world = surroundings(table);
  await table.commit([
    put(townKind, aTown(), 'absent'),
    // Not texted: the question is a call to make.
    put(volunteerKind, aVolunteer({ channel: 'voice', activeSince: plus(NOW, { days: -200 }) }), 'absent'),
    put(loadKind, emptyLoad(PAUL), 'absent'),
    put(offerKind, anOffer({ state: 'expired', sentAt: plus(NOW, { days: -40 }) }), 'absent'),
  ]);
  let asked = false;
  const commit: Table['commit'] = async (writes) => {
    if (!asked) {
      asked = true;
      await askVolunteer(world, PAUL, NOW);
      expect((await table.get(restsKind, restsKey(PAUL)))?.value.asks).toMatchObject([{ via: 'person' }]);
    }
    return table.commit(writes);
  };
  expect(await leaves({ ...world, table: { ...table, commit } })).toMatchObject({ ok: true });
  const [ask] = (await table.get(restsKind, restsKey(PAUL)))?.value.asks ?? [];
  expect(ask?.answer).toBe('leave');
  const task = ask?.taskId && (await table.get(taskKind, taskKey(ask.taskId)))?.value;
  expect(task).toMatchObject({ kind: 'volunteer-quiet', state: 'done' });
});
