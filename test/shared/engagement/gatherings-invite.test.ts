import { describe, expect, it } from 'vitest';
import { callOffGathering, stopInviting } from '../../../shared/engagement/gatherings/change-gathering.ts';
import { isInvited } from '../../../shared/engagement/gatherings/decide-gathering.ts';
import { inviteToGathering, readInvitation } from '../../../shared/engagement/gatherings/invite-gathering.ts';
import { remindsAt } from '../../../shared/engagement/gatherings/look.ts';
import { lookAtGathering } from '../../../shared/engagement/gatherings/look-at-gathering.ts';
import { taskKind } from '../../../shared/tasks/task.ts';
import { addDays } from '../../../shared/time/civil.ts';
import { plus } from '../../../shared/time/instant.ts';
import type { Gathering } from '../../../shared/volunteers/gatherings/gathering.ts';
import { volunteerList } from '../../../shared/volunteers/store.ts';
import { aTown, TUESDAY_NOON as NOW } from '../../builders/chain.ts';
import { ID, PHONE, PLAN, person, STAFF, stage, who } from '../../support/gatherings.ts';

describe('inviting to a training or an outing', () => {
  it('shows how many and what it costs, then texts each once, whatever is pressed again', async () => {
    const { world, one, texts } = await stage();
    const before = await readInvitation(world.table, one(), aTown());
    expect([before.toText.length, before.microEuros]).toEqual([4, 4 * 65_000]);
    expect(texts('gathering-invitation')).toEqual([]);
    expect(await inviteToGathering(world, ID, STAFF, NOW)).toEqual({ ok: true, value: 4 });
    expect(await inviteToGathering(world, ID, STAFF, NOW)).toEqual({ ok: true, value: 0 });
    expect(new Set(texts('gathering-invitation'))).toEqual(new Set([1, 2, 3, 4].map(who)));
    expect(one().state).toBe('open');
  });

  it('invites nobody in a pause, nobody who leaves; somebody met, to a training alone; who takes no text is called', async () => {
    const people = [
      person(1),
      person(2, { state: 'paused' }),
      person(3, { state: 'interviewed' }),
      person(4, { channel: 'voice' }),
      person(5, { state: 'leaving' }),
    ];
    const { world, texts, all } = await stage(people);
    await inviteToGathering(world, ID, STAFF, NOW);
    expect(new Set(texts('gathering-invitation'))).toEqual(new Set([who(1), who(3)]));
    expect(all(taskKind).map(({ sentence }) => sentence)).toEqual([
      'Rendez-vous : inviter de vive voix un bénévole sans SMS. La liste est sur sa page.',
    ]);
    const outing = await stage(people, { ...PLAN, type: 'outing' });
    await inviteToGathering(outing.world, ID, STAFF, NOW);
    expect(outing.texts('gathering-invitation')).toEqual([who(1)]);
  });

  it('asks a programme or a sector only', () => {
    const far = person(1, { programmes: ['HOME_LIBRARY'] });
    const of = (audience: Gathering['audience']) => isInvited({ type: 'outing', audience }, far);
    expect(of({ of: 'programme', code: 'HOME_LIBRARY' })).toBe(true);
    expect(of({ of: 'programme', code: 'FRIENDLY_VISIT' })).toBe(false);
    expect(of({ of: 'sector', code: 'planoise' })).toBe(true);
    expect(of({ of: 'sector', code: 'battant' })).toBe(false);
  });

  describe('more people than one press tells', () => {
    const crowd = Array.from({ length: 330 }, (_, n) => person(n, { phone: PHONE }));
    const progress = async ({ world, one }: Awaited<ReturnType<typeof stage>>) => {
      const { invited, toText } = await readInvitation(world.table, one(), aTown());
      return [invited, toText.length];
    };
    const later = plus(NOW, { minutes: 1 });

    it('goes on by itself, says how far it is, and texts each once, whoever presses or looks at the same time', async () => {
      const all = await stage(crowd);
      const { world, one, texts } = all;
      expect(await inviteToGathering(world, ID, STAFF, NOW)).toEqual({ ok: true, value: 200 });
      expect(await progress(all)).toEqual([200, 130]);
      expect(one().lookAt).toBe(NOW);
      const both = [lookAtGathering(world, ID, later), inviteToGathering(world, ID, STAFF, later)];
      await Promise.allSettled(both);
      await lookAtGathering(world, ID, later);
      expect(await progress(all)).toEqual([330, 0]);
      expect([texts('gathering-invitation').length, new Set(texts('gathering-invitation')).size]).toEqual([
        330, 330,
      ]);
      expect([one().invitingSince, one().lookAt]).toEqual([undefined, undefined]);
      await lookAtGathering(world, ID, later);
      expect(texts('gathering-invitation').length).toBe(330);
    });

    it('stops when somebody says so, when it is called off and when the hour changes; an answer does not stop it', async () => {
      const all = await stage(crowd);
      const { world, one, yes, texts } = all;
      await inviteToGathering(world, ID, STAFF, NOW);
      await yes(1);
      expect(one().invitingSince).toBe(NOW);
      for (const _ of [1, 2]) expect((await stopInviting(world, ID, STAFF, NOW)).ok).toBe(true);
      await lookAtGathering(world, ID, later);
      expect(texts('gathering-invitation').length).toBe(200);
      expect(one().lookAt).toBe(remindsAt(one()));
      await inviteToGathering(world, ID, STAFF, later);
      expect(await progress(all)).toEqual([330, 0]);

      const moved = await stage(crowd);
      await inviteToGathering(moved.world, ID, STAFF, NOW);
      await moved.edit({ ...PLAN, place: 'Salle Proudhon' });
      expect(moved.one().invitingSince).toBe(NOW);
      await moved.edit({ ...PLAN, day: addDays(PLAN.day, 1) });
      await lookAtGathering(moved.world, ID, later);
      expect(moved.texts('gathering-invitation').length).toBe(200);
      await inviteToGathering(moved.world, ID, STAFF, later);
      await callOffGathering(moved.world, ID, STAFF, later);
      await lookAtGathering(moved.world, ID, plus(later, { minutes: 1 }));
      expect(moved.texts('gathering-invitation').length).toBe(400);
    });

    it('begun again for another hour, is not ended by a look that was still at the first one', async () => {
      const all = await stage(crowd);
      const { world, one, edit } = all;
      await inviteToGathering(world, ID, STAFF, NOW);
      const { partition } = world.table;
      let isFirst = true;
      const meanwhile: typeof partition = async (...asked) => {
        if (isFirst) {
          isFirst = false;
          await inviteToGathering(world, ID, STAFF, later);
          await edit({ ...PLAN, day: addDays(PLAN.day, 1) }, later);
          await inviteToGathering(world, ID, STAFF, later);
        }
        return partition(...asked);
      };
      await lookAtGathering({ ...world, table: { ...world.table, partition: meanwhile } }, ID, later);
      expect([one().invitingSince, await progress(all)]).toEqual([later, [200, 130]]);
      await lookAtGathering(world, ID, plus(later, { minutes: 1 }));
      expect(await progress(all)).toEqual([330, 0]);
    });

    it('is not ended by forty people who went on leave since the list was read', async () => {
      const { world, write, texts, one } = await stage(crowd.slice(0, 90));
      const list = world.table.index;
      const page = await list('list', { partition: volunteerList('besancon', 'active') });
      for (let n = 0; n < 90; n += 1) if (n < 45) await write(n, { state: 'paused' });
      const stale = { ...world, table: { ...world.table, index: async () => page } };
      await inviteToGathering(stale, ID, STAFF, NOW);
      expect(texts('gathering-invitation').length).toBe(45);
      expect(one().invitingSince).toBeUndefined();
    });
  });
});
