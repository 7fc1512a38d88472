import { expect, it } from 'vitest';
import { pauseAndAnswer } from '../../../shared/engagement/rests/rest-and-answer.ts';
import { type Ask, restsKey, restsKind } from '../../../shared/engagement/rests/rests.ts';
import { put } from '../../../shared/table/write.ts';
import { addDays, dayOf } from '../../../shared/time/civil.ts';
import { plus } from '../../../shared/time/instant.ts';
import { townKind } from '../../../shared/town/settings.ts';
import { pauseVolunteer } from '../../../shared/volunteers/rest/rest-volunteer.ts';
import { volunteerKey, volunteerKind } from '../../../shared/volunteers/store.ts';
import type { Volunteer } from '../../../shared/volunteers/volunteer.ts';
import { aTown, aVolunteer, TUESDAY_NOON as NOW, PAUL } from '../../builders/chain.ts';
import { memoryTable } from '../../doubles/memory-table.ts';
import { surroundings } from '../../support/chain.ts';

const himself = { kind: 'volunteer', id: PAUL } as const;
const UNTIL = addDays(dayOf(NOW), 20);

/** Paul, asked this question ten days ago; his pause as a tap of his, and the answer it left. */
const paulAsked = async (about: Ask['about'], as: Partial<Volunteer> = {}) => {
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
        asks: [{ about, on: addDays(dayOf(NOW), -10), via: 'sms' }],
      },
      'absent',
    ),
  ]);
  return {
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
