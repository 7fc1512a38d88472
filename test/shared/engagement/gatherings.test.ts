import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  answerGathering,
  callOffGathering,
  editGathering,
  noteWalkIn,
  planGathering,
  tickAttendance,
} from '../../../shared/engagement/gatherings/change-gathering.ts';
import {
  coming,
  seenOf,
  seenWhere,
  waiting,
} from '../../../shared/engagement/gatherings/decide-gathering.ts';
import { seenSheet } from '../../../shared/engagement/gatherings/decide-presence.ts';
import { inviteToGathering } from '../../../shared/engagement/gatherings/invite-gathering.ts';
import { remindsAt } from '../../../shared/engagement/gatherings/look.ts';
import { lookAtGathering } from '../../../shared/engagement/gatherings/look-at-gathering.ts';
import { gatheringsFor } from '../../../shared/engagement/gatherings/read-gatherings.ts';
import { intentKind } from '../../../shared/messages/store.ts';
import { taskKind } from '../../../shared/tasks/task.ts';
import { addDays, civilDay, civilTime, dayOf, instantOf } from '../../../shared/time/civil.ts';
import { plus } from '../../../shared/time/instant.ts';
import type { Volunteer } from '../../../shared/volunteers/volunteer.ts';
import { TUESDAY_NOON as NOW } from '../../builders/chain.ts';
import { aGathering } from '../../builders/recognition.ts';
import { CLAIRE, ID, PLAN, person, STAFF, stage, stateOf, who } from '../../support/gatherings.ts';

describe('a seat', () => {
  const open = async (...args: Parameters<typeof stage>) => {
    const all = await stage(...args);
    await inviteToGathering(all.world, ID, STAFF, NOW);
    return all;
  };

  it('is taken in one tap, twice is once; a full room keeps a waiting list, first come first', async () => {
    const { yes, one } = await open();
    for (const n of [1, 1, 2, 3, 4]) expect((await yes(n)).ok).toBe(true);
    expect([1, 2, 3, 4].map((n) => stateOf(one(), n))).toEqual([
      'registered',
      'registered',
      'waiting',
      'waiting',
    ]);
  });

  it('given back, goes to whoever waited longest, who is told by text', async () => {
    const { yes, no, one, texts } = await open();
    for (const n of [1, 2, 3, 4]) await yes(n);
    await no(1);
    expect([1, 2, 3, 4].map((n) => stateOf(one(), n))).toEqual([
      'cancelled',
      'registered',
      'registered',
      'waiting',
    ]);
    expect(texts('gathering-seat')).toEqual([who(3)]);
    await yes(1);
    expect(stateOf(one(), 1)).toBe('waiting');
    expect(waiting(one()).map(({ volunteerId }) => volunteerId)).toEqual([who(4), who(1)]);
  });

  it('is not taken from a page that shows another hour: they would never be told of the change', async () => {
    const { world, one, edit } = await open();
    const says = (seen: string, comes = true) =>
      answerGathering(world, ID, { volunteerId: who(1), comes, seen }, STAFF, NOW);
    const shown = seenWhere(one());
    await edit({ ...PLAN, seats: 5 });
    expect((await says(shown)).ok).toBe(true);
    await says(shown, false);
    await edit({ ...PLAN, seats: 5, from: PLAN.to, to: civilTime('19:00') });
    expect(await says(shown)).toEqual({ ok: false, refusal: { reason: 'changed-meanwhile' } });
    expect(stateOf(one(), 1)).toBe('cancelled');
    expect((await says(seenWhere(one()))).ok).toBe(true);
  });

  it('is not for somebody who is not invited, before the invitation, nor once it has begun', async () => {
    const paused = await open([person(1, { state: 'paused' })]);
    expect(await paused.yes(1)).toEqual({ ok: false, refusal: { reason: 'not-invited' } });
    const draft = await stage();
    expect(await draft.yes(1)).toEqual({ ok: false, refusal: { reason: 'not-open' } });
    const begun = await open();
    expect(await begun.yes(1, aGathering().startsAt)).toEqual({ ok: false, refusal: { reason: 'begun' } });
  });

  it('can be given back in a pause, and a pause shows no invitation', async () => {
    const { yes, no, one, write, world, volunteer } = await open();
    await yes(1);
    await write(1, { state: 'paused' });
    await write(2, { state: 'paused' });
    expect((await gatheringsFor(world.table, await volunteer(who(1)), NOW)).length).toBe(1);
    expect((await gatheringsFor(world.table, await volunteer(who(2)), NOW)).length).toBe(0);
    expect((await no(1)).ok).toBe(true);
    expect(stateOf(one(), 1)).toBe('cancelled');
  });

  it('fewer seats than people who come is refused; more seats move the waiting up', async () => {
    const { edit, yes, one, texts } = await open();
    for (const n of [1, 2, 3]) await yes(n);
    const fewer = await edit({ ...PLAN, seats: 1 });
    expect(fewer).toEqual({ ok: false, refusal: { reason: 'fewer-seats-than-people' } });
    await edit({ ...PLAN, seats: 3 });
    expect(coming(one()).length).toBe(3);
    expect([texts('gathering-seat'), texts('gathering-changed')]).toEqual([[who(3)], []]);
  });
});

describe('written by two people at once', () => {
  it('the second is told, and nothing of the first is lost; answers that came meanwhile are no reason to refuse', async () => {
    const { world, one, yes } = await stage();
    await inviteToGathering(world, ID, STAFF, NOW);
    const seen = seenOf(one());
    const first = { plan: { ...PLAN, place: 'Salle Proudhon' }, seen };
    await yes(1);
    expect((await editGathering(world, ID, first, STAFF, NOW)).ok).toBe(true);
    expect((await editGathering(world, ID, first, STAFF, NOW)).ok).toBe(true);
    const second = await editGathering(world, ID, { plan: { ...PLAN, seats: 9 }, seen }, STAFF, NOW);
    expect(second).toEqual({ ok: false, refusal: { reason: 'changed-meanwhile' } });
    expect([one().place, one().seats]).toEqual(['Salle Proudhon', PLAN.seats]);
  });

  it('a new one, sent again with other words, is not said to be kept', async () => {
    const { world } = await stage();
    expect((await planGathering(world, ID, PLAN, STAFF, NOW)).ok).toBe(true);
    const again = await planGathering(world, ID, { ...PLAN, title: 'Autre chose' }, STAFF, NOW);
    expect(again).toEqual({ ok: false, refusal: { reason: 'changed-meanwhile' } });
  });
});

describe('what is told of it', () => {
  const taken = async (people?: readonly Volunteer[]) => {
    const all = await stage(people);
    await inviteToGathering(all.world, ID, STAFF, NOW);
    for (const n of [1, 2, 3]) await all.yes(n);
    return all;
  };
  const LATER = remindsAt(aGathering());

  it('a reminder two days before, to those who come, once; not to who cancelled or waits', async () => {
    const { world, no, one, texts } = await taken();
    await no(1);
    expect(one().lookAt).toBe(LATER);
    expect(dayOf(LATER)).toBe(addDays(aGathering().day, -2));
    await lookAtGathering(world, ID, plus(LATER, { minutes: -1 }));
    expect(texts('gathering-reminder')).toEqual([]);
    await lookAtGathering(world, ID, LATER);
    await lookAtGathering(world, ID, LATER);
    expect(new Set(texts('gathering-reminder'))).toEqual(new Set([who(2), who(3)]));
    expect(one().lookAt).toBeUndefined();
  });

  it('reminds on Saturday of what takes place on a Tuesday: nobody is written to on a Sunday', () => {
    expect(remindsAt({ day: civilDay('2026-12-08') })).toBe(
      instantOf(civilDay('2026-12-05'), civilTime('10:00')),
    );
    expect(dayOf(remindsAt({ day: civilDay('2026-12-09') }))).toBe('2026-12-07');
  });

  it('nothing more to say to whoever says yes within the last two days', async () => {
    const { world, yes, one, texts } = await stage();
    await inviteToGathering(world, ID, STAFF, NOW);
    await yes(1, plus(LATER, { hours: 1 }));
    await lookAtGathering(world, ID, plus(LATER, { hours: 2 }));
    expect([texts('gathering-reminder'), one().lookAt]).toEqual([[], undefined]);
  });

  it('another hour or place reaches who comes and who waits, then the reminder follows the new day', async () => {
    const { edit, one, texts } = await taken();
    const day = addDays(PLAN.day, 7);
    await edit({ ...PLAN, day });
    expect(new Set(texts('gathering-changed'))).toEqual(new Set([1, 2, 3].map(who)));
    expect(one().lookAt).toBe(remindsAt({ day }));
    await edit({ ...PLAN, day, title: 'Un autre titre' });
    expect(texts('gathering-changed').length).toBe(3);
  });

  it('called off: everybody who comes or waits is told, once; nobody may come any more', async () => {
    const { world, yes, no, one, texts } = await taken();
    await no(2);
    for (const _ of [1, 2]) await callOffGathering(world, ID, STAFF, NOW);
    expect(new Set(texts('gathering-cancelled'))).toEqual(new Set([1, 3].map(who)));
    expect((await yes(4)).ok).toBe(false);
    expect(one().lookAt).toBeUndefined();
    await lookAtGathering(world, ID, LATER);
    expect(texts('gathering-reminder')).toEqual([]);
  });

  it('who takes no texts is told by a person; who left gives the seat to who waits', async () => {
    const { world, write, one, all, texts } = await taken([
      person(1, { channel: 'voice' }),
      person(2),
      person(3),
    ]);
    await write(2, { state: 'left' });
    await lookAtGathering(world, ID, LATER);
    await lookAtGathering(world, ID, LATER);
    expect([1, 2, 3].map((n) => stateOf(one(), n))).toEqual(['registered', 'cancelled', 'registered']);
    expect(texts('gathering-reminder')).toEqual([]);
    expect(texts('gathering-seat')).toEqual([who(3)]);
    expect(
      all(taskKind)
        .map(({ sentence }) => sentence)
        .at(-1),
    ).toBe('Rendez-vous, rappel : à dire de vive voix à un bénévole sans SMS. La liste est sur sa page.');
  });
});

describe('who came', () => {
  const AFTER = plus(aGathering().endsAt, { hours: 1 });
  type Stage = Pick<Awaited<ReturnType<typeof stage>>, 'world' | 'one'>;
  const ticks = ({ world, one }: Stage, came: readonly number[], seen = seenSheet(one()), at = AFTER) =>
    tickAttendance(world, ID, { came: new Set(came.map(who)), seen }, CLAIRE, at);
  it('has the training in the file, and no longer when it was said by mistake', async () => {
    const { world, yes, volunteer, one } = await stage();
    await inviteToGathering(world, ID, STAFF, NOW);
    for (const n of [1, 2]) await yes(n);
    expect(await ticks({ world, one }, [1], undefined, NOW)).toEqual({
      ok: false,
      refusal: { reason: 'not-begun' },
    });
    await ticks({ world, one }, [1]);
    expect((await volunteer(who(1))).requirements).toEqual([
      { kind: 'training', on: PLAN.day, by: CLAIRE, validUntil: '2028-12-02' },
    ]);
    expect((await volunteer(who(2))).requirements).toEqual([]);
    await ticks({ world, one }, [2]);
    expect((await volunteer(who(1))).requirements).toEqual([]);
    expect((await volunteer(who(2))).requirements.map(({ kind }) => kind)).toEqual(['training']);
    expect([one().state, one().lookAt]).toEqual(['held', undefined]);
  });

  it('came without a seat: the same file, no seat counted, and whoever had one is still to be said', async () => {
    const { world, yes, no, volunteer, one, texts } = await stage([1, 2, 3, 4].map((n) => person(n)));
    await inviteToGathering(world, ID, STAFF, NOW);
    for (const n of [1, 2, 3]) await yes(n);
    await no(2);
    const walks = (n: number, at = AFTER) => noteWalkIn(world, ID, who(n), CLAIRE, at);
    expect(await walks(4, NOW)).toEqual({ ok: false, refusal: { reason: 'not-begun' } });
    for (const n of [4, 4, 2]) expect((await walks(n)).ok).toBe(true);
    expect(await walks(77)).toEqual({ ok: false, refusal: { reason: 'unknown' } });
    expect([2, 4].map((n) => stateOf(one(), n))).toEqual(['cancelled', 'walk-in']);
    expect([one().state, coming(one()).length]).toEqual(['open', 2]);
    for (const n of [2, 4])
      expect((await volunteer(who(n))).requirements.map(({ kind, on }) => [kind, on])).toEqual([
        ['training', PLAN.day],
      ]);
    await ticks({ world, one }, [1, 4]);
    expect(one().state).toBe('held');
    const came = await Promise.all(
      [1, 2, 3, 4].map(async (n) => (await volunteer(who(n))).requirements.length),
    );
    expect(came).toEqual([1, 0, 0, 1]);
    expect(texts('gathering-reminder')).toEqual([]);
  });

  it('is not undone by a form opened before a colleague noted somebody: it is read again first', async () => {
    const { world, yes, volunteer, one } = await stage();
    await inviteToGathering(world, ID, STAFF, NOW);
    for (const n of [1, 2]) await yes(n);
    const opened = seenSheet(one());
    await noteWalkIn(world, ID, who(4), CLAIRE, AFTER);
    const late = await ticks({ world, one }, [1], opened);
    expect(late).toEqual({ ok: false, refusal: { reason: 'changed-meanwhile' } });
    expect((await volunteer(who(4))).requirements.length).toBe(1);
    const read = seenSheet(one());
    for (const _ of [1, 2]) expect((await ticks({ world, one }, [1, 4], read)).ok).toBe(true);
    expect(
      one()
        .registrations.filter(({ came }) => came)
        .map(({ volunteerId }) => volunteerId),
    ).toEqual([who(1), who(4)]);
  });

  it('came from the waiting list, or to what nobody was invited to', async () => {
    const { world, yes, volunteer, one } = await stage();
    await inviteToGathering(world, ID, STAFF, NOW);
    for (const n of [1, 2, 3]) await yes(n);
    await ticks({ world, one }, [1, 3]);
    expect(stateOf(one(), 3)).toBe('waiting');
    expect((await volunteer(who(3))).requirements.length).toBe(1);
    const told = await stage();
    expect((await noteWalkIn(told.world, ID, who(1), CLAIRE, AFTER)).ok).toBe(true);
    expect([told.one().state, told.one().lookAt]).toEqual(['held', undefined]);
    const off = await stage();
    await callOffGathering(off.world, ID, STAFF, NOW);
    expect(await noteWalkIn(off.world, ID, who(1), CLAIRE, AFTER)).toEqual({
      ok: false,
      refusal: { reason: 'over' },
    });
  });
});

describe('whatever anybody does, in any order', () => {
  type Act = readonly ['yes' | 'no' | 'seats' | 'day' | 'off' | 'look' | 'pause' | 'leave', number];
  it('seats are never exceeded, nobody waits before a free seat, nobody is reminded after cancelling, nobody twice', async () => {
    const act = fc.tuple(
      fc.constantFrom<Act[0]>(
        'yes',
        'yes',
        'yes',
        'no',
        'no',
        'seats',
        'day',
        'off',
        'look',
        'pause',
        'leave',
      ),
      fc.integer({ min: 1, max: 5 }),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(act, { minLength: 4, maxLength: 30 }), async (acts) => {
        const { world, yes, no, one, write, edit, all } = await stage([1, 2, 3, 4, 5].map((n) => person(n)));
        await inviteToGathering(world, ID, STAFF, NOW);
        let now = NOW;
        for (const [what, n] of acts) {
          now = plus(now, { hours: 7 });
          const said = new Set(all(intentKind).map(({ id }) => id));
          const plan = { ...PLAN, day: one().day, seats: one().seats };
          if (what === 'yes') await yes(n, now);
          if (what === 'no') await no(n, now);
          if (what === 'seats') await edit({ ...plan, seats: n }, now);
          if (what === 'day') await edit({ ...plan, day: addDays(plan.day, n) }, now);
          if (what === 'off' && n === 5) await callOffGathering(world, ID, STAFF, now);
          if (what === 'look') await lookAtGathering(world, ID, now);
          if (what === 'pause') await write(n, { state: 'paused' });
          if (what === 'leave' && n === 5) await write(n, { state: 'left' });
          const after = one();
          expect(coming(after).length).toBeLessThanOrEqual(after.seats);
          if (after.state === 'open' && waiting(after).length > 0)
            expect(coming(after).length).toBe(after.seats);
          for (const { id, message, recipient } of all(intentKind)) {
            if (said.has(id)) continue;
            const state = after.registrations.find(({ volunteerId }) => volunteerId === recipient)?.state;
            if (message.kind === 'gathering-reminder' || message.kind === 'gathering-seat')
              expect(state).toBe('registered');
            if (message.kind === 'gathering-changed') expect(state).not.toBe('cancelled');
          }
          if (after.lookAt !== undefined) expect(after.lookAt <= now || after.state === 'open').toBe(true);
        }
        await lookAtGathering(world, ID, now);
        const owed = one().lookAt;
        expect(owed === undefined || owed > now).toBe(true);
      }),
      { seed: 9, numRuns: 60 },
    );
  });
});
