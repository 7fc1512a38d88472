import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { answerAsk } from '../../../shared/engagement/rests/answer-ask.ts';
import { askVolunteer } from '../../../shared/engagement/rests/ask.ts';
import { returnOwed, type Signs, stayOwed } from '../../../shared/engagement/rests/ladder.ts';
import { ensureRestWatch, lookAtRests } from '../../../shared/engagement/rests/look-at-rests.ts';
import { type Ask, restsKey, restsKind } from '../../../shared/engagement/rests/rests.ts';
import { missionIdSchema } from '../../../shared/ids/ids.ts';
import { intentKind } from '../../../shared/messages/store.ts';
import { offerKind } from '../../../shared/offers/store.ts';
import { rowsOf } from '../../../shared/table/kind.ts';
import { put } from '../../../shared/table/write.ts';
import { taskKind } from '../../../shared/tasks/task.ts';
import { addDays, type CivilDay, civilTime, dayOf, instantOf } from '../../../shared/time/civil.ts';
import { townKind } from '../../../shared/town/settings.ts';
import { movementKind } from '../../../shared/volunteers/movements/movement.ts';
import { pauseVolunteer, resumeVolunteer } from '../../../shared/volunteers/rest/rest-volunteer.ts';
import { volunteerKey, volunteerKind } from '../../../shared/volunteers/store.ts';
import type { Volunteer } from '../../../shared/volunteers/volunteer.ts';
import { anOffer, aTown, aVolunteer, TUESDAY_NOON as NOW, PAUL } from '../../builders/chain.ts';
import { memoryTable } from '../../doubles/memory-table.ts';
import { surroundings } from '../../support/chain.ts';

const TODAY = dayOf(NOW);
const ago = (days: number): CivilDay => addDays(TODAY, -days);
const at = (days: number) => instantOf(ago(days), civilTime('10:00'));
const on = (days: number) => instantOf(addDays(TODAY, days), civilTime('10:30'));
const himself = { kind: 'volunteer', id: PAUL } as const;
const offerOf = (days: number, more: Parameters<typeof anOffer>[0] = {}) =>
  anOffer({
    missionId: missionIdSchema.parse(`mis_${String(500 + days).padStart(26, '0')}`),
    state: 'expired',
    sentAt: at(days),
    ...more,
  });
const quiet = (heard: number, ...offered: number[]): Signs => ({
  heardOn: ago(heard),
  offered: offered.map(ago),
});
const asked = (days: number, more: Partial<Ask> = {}): Ask => ({
  about: 'stay',
  on: ago(days),
  via: 'sms',
  ...more,
});
const sms = { about: 'stay', via: 'sms' };
const call = { about: 'stay', via: 'person', last: true };

describe('the silence ladder', () => {
  it.each<[string, Ask[], Signs, Partial<Volunteer>, unknown]>([
    ['90 days: not yet', [], quiet(90, 40), {}, undefined],
    ['91 days, something was offered: asked', [], quiet(91, 40), {}, sms],
    ['nothing was offered: the silence is the service’s', [], quiet(300), {}, undefined],
    ['offered before the last sign of life only: not since', [], quiet(95, 96), {}, undefined],
    ['asked once, less than six months quiet', [asked(80)], quiet(171, 100, 20), {}, undefined],
    ['six months, asked once: asked again', [asked(91)], quiet(182, 100, 20), {}, sms],
    ['asked late: the second waits three months', [asked(60)], quiet(300, 100, 20), {}, undefined],
    ['nothing offered since the first question', [asked(120)], quiet(300, 200), {}, undefined],
    ['two weeks after the second: somebody calls', [asked(105), asked(14)], quiet(196, 20), {}, call],
    ['before that: nothing', [asked(104), asked(13)], quiet(195, 20), {}, undefined],
    [
      'after that: nothing more, ever',
      [asked(205), asked(114), asked(100, { via: 'person', last: true })],
      quiet(400, 20),
      {},
      undefined,
    ],
    ['a sign of life starts it anew', [asked(200), asked(105)], quiet(91, 20), {}, sms],
    [
      'opted out: a call, no SMS',
      [],
      quiet(91, 40),
      { optedOutAt: at(20) },
      { about: 'stay', via: 'person' },
    ],
    ['by voice: a call, no SMS', [], quiet(91, 40), { channel: 'voice' }, { about: 'stay', via: 'person' }],
    [
      'by voice, six months: a last call',
      [asked(91, { via: 'person' })],
      quiet(182, 20),
      { channel: 'voice' },
      call,
    ],
    ['in a pause: never', [], quiet(300, 40), { state: 'paused', pausedAt: at(10) }, undefined],
    [
      'away these weeks: not now',
      [],
      quiet(300, 40),
      { exceptions: [{ from: ago(3), to: addDays(TODAY, 3), kind: 'away' }] },
      undefined,
    ],
    ['« pas cette semaine »: not now', [], quiet(300, 40), { restUntil: TODAY }, undefined],
    ['a candidate: never', [], quiet(300, 40), { state: 'candidate' }, undefined],
  ])('%s', (_, asks, signs, more, owed) => {
    expect(stayOwed(aVolunteer(more), asks, signs, TODAY)).toEqual(owed);
  });
});

describe('a pause without a date', () => {
  const paused = (days: number, more: Partial<Volunteer> = {}) =>
    aVolunteer({ state: 'paused', pausedAt: at(days), ...more });
  const back = (days: number, more: Partial<Ask> = {}) => asked(days, { about: 'return', ...more });
  it.each<[string, Volunteer, Ask[], unknown]>([
    ['59 days: left in peace', paused(59), [], undefined],
    ['60 days: asked kindly', paused(60), [], { about: 'return', via: 'sms' }],
    [
      '« pas encore » is heard for 60 days',
      paused(119),
      [back(61, { answer: 'not-yet', answeredOn: ago(59) })],
      undefined,
    ],
    [
      'then asked once more',
      paused(121),
      [back(61, { answer: 'not-yet', answeredOn: ago(60) })],
      { about: 'return', via: 'sms' },
    ],
    ['and no third time', paused(179), [back(119), back(59)], undefined],
    [
      'six months: a person calls',
      paused(180),
      [back(120), back(60)],
      { about: 'return', via: 'person', last: true },
    ],
    ['once', paused(400), [back(120, { via: 'person', last: true })], undefined],
    ['with a date: never', paused(100, { pausedUntil: addDays(TODAY, 9) }), [], undefined],
    [
      'not texted: a call at 60 days',
      paused(60, { channel: 'voice' }),
      [],
      { about: 'return', via: 'person' },
    ],
    [
      'which waits until it was made',
      paused(150, { channel: 'voice' }),
      [back(80, { via: 'person' })],
      undefined,
    ],
    ['an earlier pause does not count', paused(60), [back(300), back(240)], { about: 'return', via: 'sms' }],
  ])('%s', (_, volunteer, asks, owed) => {
    expect(returnOwed(volunteer, asks, TODAY)).toEqual(owed);
  });
});

/** Paul, active for two years, heard of so many days ago at the latest, with offers passed over since. */
const town = async (heard: number, offers: number[], more: Partial<Volunteer> = {}) => {
  const table = memoryTable();
  const world = surroundings(table);
  await table.commit([
    put(townKind, aTown(), 'absent'),
    put(volunteerKind, aVolunteer({ activeSince: at(heard), appliedAt: at(heard + 30), ...more }), 'absent'),
    ...offers.map((days) => put(offerKind, offerOf(days), 'absent')),
  ]);
  const sent = () =>
    rowsOf(intentKind, table.dump())
      .map(({ value }) => `${value.message.kind} ${dayOf(value.createdAt)}`)
      .sort();
  const tasks = () => rowsOf(taskKind, table.dump()).map(({ value }) => value);
  const asks = async () => (await table.get(restsKind, restsKey(PAUL)))?.value.asks ?? [];
  const state = async () => (await table.get(volunteerKind, volunteerKey(PAUL)))?.value.state;
  return { table, world, sent, tasks, asks, state };
};
type Stage = Awaited<ReturnType<typeof town>>;
const stays = (stage: Stage) => stage.sent().filter((one) => one.startsWith('stay'));
/** The agenda's daily look, from today for so many days. */
const daily = async (stage: Stage, from: number, to: number, step = 1) => {
  for (let days = from; days <= to; days += step) {
    await ensureRestWatch(stage.world, on(days));
    await lookAtRests(stage.world, 'besancon', on(days));
  }
};

describe('day after day', () => {
  it('asks at three months and at six, then a person calls, and nobody is made to leave', async () => {
    const stage = await town(80, [60, 30, -60]);
    await daily(stage, -1, 200);
    expect(stage.sent()).toEqual([
      `stay-question ${addDays(TODAY, 11)}`,
      `stay-question ${addDays(TODAY, 102)}`,
    ]);
    expect(stage.tasks().map(({ kind, createdAt }) => `${kind} ${dayOf(createdAt)}`)).toEqual([
      `volunteer-quiet ${addDays(TODAY, 116)}`,
    ]);
    expect(await stage.state()).toBe('active');
  });

  it('is silent where the service was', async () => {
    const stage = await town(400, []);
    await daily(stage, 0, 40, 5);
    expect([stage.sent(), stage.tasks()]).toEqual([[], []]);
  });

  it.each<[string, (stage: Stage) => Promise<unknown>]>([
    [
      'a no to an offer',
      (s) =>
        s.table.commit([put(offerKind, offerOf(20, { state: 'declined', answeredAt: at(19) }), 'absent')]),
    ],
    [
      'a change of state',
      (s) =>
        s.table.commit([
          put(
            movementKind,
            {
              volunteerId: PAUL,
              town: 'besancon',
              seq: 3,
              to: 'active',
              at: at(20),
              on: ago(20),
              band: 'unknown',
              programmes: [],
              paired: false,
            },
            'absent',
          ),
        ]),
    ],
    ['« je reste »', (s) => answerAsk(s.world, PAUL, 'stay', himself, on(3))],
  ])('%s is a sign of life', async (what, act) => {
    const stage = await town(120, [60, 30, -1]);
    if (what === '« je reste »') await daily(stage, 0, 2);
    await act(stage);
    await daily(stage, what === '« je reste »' ? 3 : 0, 60, 3);
    expect(stage.sent()).toHaveLength(what === '« je reste »' ? 1 : 0);
  });

  it('starts anew at the return from a pause', async () => {
    const stage = await town(300, [60, 30, -1]);
    await pauseVolunteer(stage.world, PAUL, undefined, { kind: 'staff', id: 'x' }, at(10));
    await resumeVolunteer(stage.world, PAUL, { kind: 'staff', id: 'x' }, at(5));
    await daily(stage, 0, 80, 10);
    expect(stays(stage)).toEqual([]);
  });

  it('asks a long pause for a date twice, then a person calls; the answer settles the call', async () => {
    const stage = await town(300, [], { state: 'paused', pausedAt: at(50) });
    await daily(stage, 0, 140);
    expect(stage.sent()).toEqual([
      `return-question ${addDays(TODAY, 10)}`,
      `return-question ${addDays(TODAY, 70)}`,
    ]);
    expect(stage.tasks()).toMatchObject([{ kind: 'volunteer-quiet', state: 'open' }]);
    await answerAsk(stage.world, PAUL, 'not-yet', himself, on(141));
    expect(stage.tasks()).toMatchObject([{ state: 'done', outcome: 'Réponse : pas encore de date.' }]);
    expect(await stage.state()).toBe('paused');
  });

  it('takes an answer once, and only to what was asked', async () => {
    const stage = await town(120, [60]);
    expect(await answerAsk(stage.world, PAUL, 'stay', himself, on(0))).toMatchObject({ ok: false });
    await daily(stage, -1, 0);
    expect(await answerAsk(stage.world, PAUL, 'not-yet', himself, on(0))).toMatchObject({ ok: false });
    await answerAsk(stage.world, PAUL, 'stay', himself, on(1));
    await answerAsk(stage.world, PAUL, 'leave', himself, on(2));
    expect(await stage.asks()).toMatchObject([{ answer: 'stay', answeredOn: addDays(TODAY, 1) }]);
  });
});

/** What may happen between two looks. */
const ACTS = [
  'pause',
  'pause-dated',
  'resume',
  'offer',
  'decline',
  'stay',
  'look',
  'look-twice',
  'late',
] as const;

describe('whatever happens in whatever order', () => {
  it('no question of the ladder is written during a pause, nor twice, nor to somebody to whom nothing was offered', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(fc.constantFrom(...ACTS), fc.integer({ min: 1, max: 40 })), { maxLength: 16 }),
        async (acts) => {
          const stage = await town(60, [], { weeklyCap: 2 });
          const { world, table } = stage;
          let day = 0;
          let n = 0;
          for (const [act, days] of acts) {
            day += days;
            const now = on(day);
            const before = stays(stage).length;
            const paused = (await stage.state()) === 'paused';
            if (act === 'pause') await pauseVolunteer(world, PAUL, undefined, himself, now);
            if (act === 'pause-dated')
              await pauseVolunteer(world, PAUL, addDays(dayOf(now), 30), himself, now);
            if (act === 'resume') await resumeVolunteer(world, PAUL, himself, now);
            if (act === 'offer' && !paused)
              await table.commit([put(offerKind, offerOf(-day - 200 - n++, { sentAt: now }), 'absent')]);
            if (act === 'decline')
              await table.commit([
                put(
                  offerKind,
                  offerOf(-day - 200 - n++, { sentAt: now, state: 'declined', answeredAt: now }),
                  'absent',
                ),
              ]);
            if (act === 'stay') await answerAsk(world, PAUL, 'stay', himself, now);
            if (act === 'late') day += 60;
            if (act.startsWith('look') || act === 'late') {
              const times = act === 'look-twice' ? 2 : 1;
              const state = await stage.state();
              for (let i = 0; i < times; i += 1) await askVolunteer(world, PAUL, on(day));
              expect(stays(stage).length - before).toBeLessThanOrEqual(state === 'active' ? 1 : 0);
            }
          }
          const offers = rowsOf(offerKind, table.dump()).length;
          if (offers === 0) expect(stays(stage)).toEqual([]);
          const days = (await stage.asks()).filter(({ about }) => about === 'stay').map((one) => one.on);
          for (const [i, one] of days.entries()) if (i > 0) expect(one > (days[i - 1] ?? '')).toBe(true);
        },
      ),
      { numRuns: 60, seed: 6_041 },
    );
  });
});
