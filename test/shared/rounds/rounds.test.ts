import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SYSTEM } from '../../../shared/audit/audit.ts';
import { intentKind } from '../../../shared/messages/store.ts';
import { cancelMission } from '../../../shared/missions/coordinate-mission.ts';
import { lookAtMission } from '../../../shared/missions/look-at-mission.ts';
import { isHeld, isOpen, isOver } from '../../../shared/missions/mission.ts';
import { inWeekOf } from '../../../shared/offers/load.ts';
import { loadKey, loadKind } from '../../../shared/offers/store.ts';
import { acceptRound } from '../../../shared/rounds/accept-round.ts';
import {
  declineRound,
  handBackRound,
  returnRoundsOf,
  withdrawRound,
} from '../../../shared/rounds/end-round.ts';
import { placeByHand } from '../../../shared/rounds/half-day/make-rounds.ts';
import { lookAtDeliveryRound } from '../../../shared/rounds/look-at-round.ts';
import { passBy, sayLate, startRound } from '../../../shared/rounds/ride-round.ts';
import {
  type DeliveryRound,
  isCarried,
  isLiveRound,
  ROUND_TRANSITIONS,
  roundStateSchema,
} from '../../../shared/rounds/round.ts';
import { orderMark, sendRound } from '../../../shared/rounds/send-round.ts';
import { viewRound } from '../../../shared/rounds/view-round.ts';
import { taskKind } from '../../../shared/tasks/task.ts';
import { civilTime, instantOf } from '../../../shared/time/civil.ts';
import { type Instant, plus } from '../../../shared/time/instant.ts';
import { TUESDAY_NOON } from '../../builders/chain.ts';
import { volunteerNumber } from '../../support/chain.ts';
import {
  accepted,
  byLink,
  COORDINATOR,
  DAY,
  door,
  drafted,
  inMemory,
  LEAVES,
  missionsNow,
  report,
  roundNow,
  SUBJECT,
  seenNow,
  sent,
  subjectOf,
} from '../../support/parcels.ts';

describe('a round that was sent', () => {
  it('is one SMS, one mission of the week, and is searched for by nobody else', async () => {
    const { world, rows } = await inMemory(6);
    await drafted(world);
    const round = await sent(world);
    const intents = rows().filter(({ kind }) => kind === intentKind.name);
    expect(intents).toHaveLength(1);
    const load = (await world.table.get(loadKind, loadKey(volunteerNumber(0))))?.value;
    expect(load && inWeekOf(load, DAY)).toBe(1);
    for (const mission of await missionsNow(world, 6)) {
      expect(mission.round?.id).toBe(round.id);
      await lookAtMission(world, mission.id, plus(TUESDAY_NOON, { days: 1 }));
    }
    expect((await missionsNow(world, 6)).every(({ state, search }) => state === 'planned' && !search)).toBe(
      true,
    );
  });

  it('taken, holds every door at its hour; said twice it is one yes', async () => {
    const { world, round } = await accepted(6);
    expect((await acceptRound(world, subjectOf(round), byLink(), TUESDAY_NOON)).ok).toBe(true);
    const missions = await missionsNow(world, 6);
    expect(
      missions.every(({ state, holder }) => state === 'filled' && holder?.volunteerId === round.volunteerId),
    ).toBe(true);
    for (const { missionId, arrivesAt } of round.stops)
      expect(missions.find(({ id }) => id === missionId)?.startsAt).toBe(arrivesAt);
    const load = (await world.table.get(loadKind, loadKey(round.volunteerId)))?.value;
    expect(load?.answers.accepted).toBe(1);
    expect(load && inWeekOf(load, DAY)).toBe(1);
  });

  it('keeps names from other devices, before the yes and after the day (law 7)', async () => {
    const { world } = await inMemory(3);
    await drafted(world);
    const offered = await sent(world);
    const look = (device: string | undefined, now: Instant) =>
      viewRound(world, subjectOf(offered), device, now);
    const flat = async (device: string | undefined, now: Instant) => {
      const view = await look(device, now);
      return view?.kind === 'yours' ? JSON.stringify(view.lines) : `${view?.kind}`;
    };
    expect(await flat('d'.repeat(64), TUESDAY_NOON)).toBe('open');
    await acceptRound(world, subjectOf(offered), byLink(), TUESDAY_NOON);
    expect(await flat(undefined, TUESDAY_NOON)).toBe('other-device');
    expect(await flat('e'.repeat(64), TUESDAY_NOON)).toBe('other-device');
    expect(await flat('d'.repeat(64), TUESDAY_NOON)).toContain('rue des Colis');
    expect(await flat('d'.repeat(64), plus(offered.endsAt, { hours: 3 }))).not.toContain('rue des Colis');
  });

  it('declined, unanswered or withdrawn, its doors wait again and somebody is told', async () => {
    for (const end of ['decline', 'expire', 'withdraw'] as const) {
      const { world, rows } = await inMemory(3);
      await drafted(world);
      const round = await sent(world);
      if (end === 'decline') await declineRound(world, subjectOf(round), SYSTEM, TUESDAY_NOON);
      if (end === 'withdraw') await withdrawRound(world, round.id, COORDINATOR, TUESDAY_NOON);
      if (end === 'expire') await lookAtDeliveryRound(world, round.id, round.answerBy);
      const missions = await missionsNow(world, 3);
      expect(
        missions.every(({ state, round: its }) => state === 'planned' && its && its.id === undefined),
      ).toBe(true);
      expect(rows().filter(({ kind }) => kind === taskKind.name)).toHaveLength(end === 'withdraw' ? 0 : 1);
      const load = (await world.table.get(loadKind, loadKey(round.volunteerId)))?.value;
      expect(load?.entries).toEqual([]);
      expect((await seenNow(world)).open.toBring).toHaveLength(3);
    }
  });

  it('goes back whole when its carrier takes a rest, as one task', async () => {
    const { world, round, rows } = await accepted(4);
    await returnRoundsOf(world, round.volunteerId, SYSTEM, undefined, TUESDAY_NOON);
    await returnRoundsOf(world, round.volunteerId, SYSTEM, undefined, TUESDAY_NOON);
    expect((await roundNow(world, round)).state).toBe('handed-back');
    expect((await missionsNow(world, 4)).every(({ state }) => state === 'planned')).toBe(true);
    expect(rows().filter(({ kind }) => kind === taskKind.name)).toHaveLength(1);
  });
});

describe('a round on the way', () => {
  it('counts its hours from the departure, from each door noted, and ends with the last one', async () => {
    const { world, round } = await accepted(3);
    const start = plus(round.leavesAt, { minutes: 12 });
    await startRound(world, subjectOf(round), SYSTEM, start);
    const left = await roundNow(world, round);
    expect(left.state).toBe('on-the-way');
    expect(left.stops[0]?.arrivesAt && left.stops[0].arrivesAt >= start).toBe(true);
    let now = start;
    for (const { missionId } of left.stops) {
      now = plus(now, { minutes: 20 });
      const n = [0, 1, 2].find((k) => door(k) === missionId) ?? 0;
      expect((await report(world, round, n, n === 1 ? 'not-home' : 'done', now)).ok).toBe(true);
    }
    const done = await roundNow(world, round);
    expect([done.state, done.endedAt]).toEqual(['done', now]);
    expect((await missionsNow(world, 3)).map(({ state }) => state)).toEqual(['done', 'not-done', 'done']);
  });

  it('puts a door where nobody opened last', async () => {
    const { world, round } = await accepted(4);
    await startRound(world, subjectOf(round), SYSTEM, round.leavesAt);
    const first = round.stops[0]?.missionId ?? door(0);
    await passBy(world, subjectOf(round), first, SYSTEM, plus(round.leavesAt, { minutes: 10 }));
    const after = await roundNow(world, round);
    expect(after.stops.at(-1)).toMatchObject({ missionId: first, passes: 1 });
    expect(after.stops.map(({ arrivesAt }) => arrivesAt)).toEqual(
      after.stops.map(({ arrivesAt }) => arrivesAt).toSorted(),
    );
  });

  it('may be passed by again and again, and counts no further than it can', async () => {
    const { world, round } = await accepted(2);
    await startRound(world, subjectOf(round), SYSTEM, round.leavesAt);
    const first = round.stops[0]?.missionId ?? door(0);
    for (let n = 1; n <= 12; n += 1)
      expect(
        await passBy(world, subjectOf(round), first, SYSTEM, plus(round.leavesAt, { minutes: n })),
      ).toMatchObject({
        ok: true,
      });
    expect((await roundNow(world, round)).stops.at(-1)).toMatchObject({ missionId: first, passes: 9 });
  });

  it('passed by until the night is over has closed its names by then (law 7)', async () => {
    const { world, round } = await accepted(2);
    await startRound(world, subjectOf(round), SYSTEM, round.leavesAt);
    const first = round.stops[0]?.missionId ?? door(0);
    const last = plus(instantOf(round.day, civilTime('19:00')), { hours: 12 });
    for (let n = 1; n <= 20; n += 1)
      await passBy(world, subjectOf(round), first, SYSTEM, plus(round.leavesAt, { hours: n }));
    expect((await roundNow(world, round)).endsAt <= last).toBe(true);
  });

  it('said late closes its names two hours after its new end, no later (law 7)', async () => {
    const { world, round } = await accepted(3);
    await startRound(world, subjectOf(round), SYSTEM, round.leavesAt);
    const started = await roundNow(world, round);
    const shown = started.stops[0]?.arrivesAt ?? round.leavesAt;
    await sayLate(
      world,
      subjectOf(round),
      { minutes: 60, shown },
      SYSTEM,
      plus(round.leavesAt, { minutes: 5 }),
    );
    const { endsAt } = await roundNow(world, round);
    expect(endsAt).toBe(plus(started.endsAt, { minutes: 60 }));
    for (const [minutes, isClosed] of [
      [120, false],
      [121, true],
    ] as const)
      expect(
        await viewRound(world, subjectOf(round), 'd'.repeat(64), plus(endsAt, { minutes })),
      ).toMatchObject({
        isClosed,
      });
  });

  it('said late again and again ends at the most twelve hours later, and its names with it (law 7)', async () => {
    const { world, round } = await accepted(3);
    await startRound(world, subjectOf(round), SYSTEM, round.leavesAt);
    const started = await roundNow(world, round);
    for (let tap = 0; tap < 6; tap += 1) {
      const shown = (await roundNow(world, round)).stops[0]?.arrivesAt ?? LEAVES;
      await sayLate(world, subjectOf(round), { minutes: 200, shown }, SYSTEM, round.leavesAt);
    }
    const late = await roundNow(world, round);
    expect([late.endsAt, late.late?.minutes]).toEqual([plus(started.endsAt, { minutes: 720 }), 720]);
  });

  it('late is said once for each tap, and told to the office when the half-day would not suffice', async () => {
    const { world, round, rows } = await accepted(3);
    await startRound(world, subjectOf(round), SYSTEM, round.leavesAt);
    const before = await roundNow(world, round);
    const shown = before.stops[0]?.arrivesAt ?? LEAVES;
    const now = plus(round.leavesAt, { minutes: 1 });
    for (let tap = 0; tap < 2; tap += 1)
      await sayLate(world, subjectOf(round), { minutes: 20, shown }, SYSTEM, now);
    expect((await roundNow(world, round)).stops[0]?.arrivesAt).toBe(plus(shown, { minutes: 20 }));
    expect(rows().filter(({ kind }) => kind === taskKind.name)).toHaveLength(0);
    const again = { minutes: 240, shown: plus(shown, { minutes: 20 }) };
    await sayLate(world, subjectOf(round), again, SYSTEM, now);
    await sayLate(
      world,
      subjectOf(round),
      { minutes: 60, shown: plus(shown, { minutes: 260 }) },
      SYSTEM,
      now,
    );
    expect(rows().filter(({ kind }) => kind === taskKind.name)).toHaveLength(1);
  });

  it('gives back what is left, keeps what was noted, and the rest can be planned again the same day', async () => {
    const { world, round } = await accepted(4);
    await startRound(world, subjectOf(round), SYSTEM, round.leavesAt);
    const first = [0, 1, 2, 3].find((n) => door(n) === round.stops[0]?.missionId) ?? 0;
    const now = plus(round.leavesAt, { minutes: 25 });
    await report(world, round, first, 'done', now);
    await handBackRound(world, subjectOf(round), byLink().actor, now);
    const missions = await missionsNow(world, 4);
    expect(missions.filter(({ state }) => state === 'done')).toHaveLength(1);
    expect(missions.filter(({ state }) => state === 'planned')).toHaveLength(3);
    await drafted(world, [1]);
    const { rounds } = await seenNow(world, now);
    expect(rounds[0]?.stops).toHaveLength(3);
    expect(rounds[0]?.stops.every(({ arrivesAt }) => arrivesAt >= now)).toBe(true);
    const second = await sent(world, 1, now);
    expect(second.leavesAt > now).toBe(true);
  });

  it('is asked about what is missing, then somebody rings; a whole one ends by itself', async () => {
    const { world, round, rows } = await accepted(2);
    await lookAtDeliveryRound(world, round.id, plus(round.leavesAt, { hours: -20 }));
    expect((await roundNow(world, round)).steps.remindedAt).toBeDefined();
    await report(world, round, 0, 'done', round.endsAt);
    const asked = plus(round.endsAt, { hours: 4 });
    expect(await lookAtDeliveryRound(world, round.id, asked)).toEqual(['ask-report']);
    expect(await lookAtDeliveryRound(world, round.id, asked)).toEqual([]);
    expect(await lookAtDeliveryRound(world, round.id, plus(asked, { hours: 24 }))).toEqual(['tell-missing']);
    expect(rows().filter(({ kind }) => kind === taskKind.name)).toHaveLength(1);
    await report(world, round, 1, 'not-home', plus(asked, { hours: 25 }));
    expect((await roundNow(world, round)).state).toBe('done');
  });
});

describe('the states of a round', () => {
  it('are all left again, or are ends', () => {
    for (const state of roundStateSchema.options)
      expect(Object.keys(ROUND_TRANSITIONS[state]).length > 0).toBe(isLiveRound({ state }));
  });

  it('whatever happens in whatever order: one holder a door, none in two live rounds, held exactly when its round is', async () => {
    const act = fc.constantFrom(
      'send-0',
      'send-1',
      'accept-0',
      'accept-1',
      'decline',
      'withdraw',
      'hand-back',
      'start',
      'note',
      'pass-by',
      'late',
      'cancel',
      'tick',
    );
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(act, fc.nat(3)), { maxLength: 24 }), async (acts) => {
        const { world } = await inMemory(4);
        await drafted(world, [0, 1]);
        await placeByHand(
          world,
          SUBJECT,
          door(0),
          { to: 'carrier', volunteerId: volunteerNumber(1) },
          TUESDAY_NOON,
        );
        const rounds: DeliveryRound[] = [];
        let now: Instant = TUESDAY_NOON;
        for (const [what, k] of acts) {
          const one = rounds[k % Math.max(1, rounds.length)];
          if (what === 'send-0' || what === 'send-1') {
            const n = what === 'send-0' ? 0 : 1;
            const { rounds: seen } = await seenNow(world, now);
            const asked = seen.find(({ carrier: { volunteerId } }) => volunteerId === volunteerNumber(n));
            const done = asked
              ? await sendRound(
                  world,
                  SUBJECT,
                  { volunteerId: volunteerNumber(n), mark: orderMark(asked), despite: true },
                  COORDINATOR,
                  now,
                )
              : undefined;
            if (done?.ok) rounds.push(done.value);
          } else if (what === 'tick') now = plus(now, { hours: 6 });
          else if (what === 'cancel') await cancelMission(world, door(k), 'coordinator', COORDINATOR, now);
          else if (one) {
            const subject = subjectOf(one);
            if (what === 'accept-0' || what === 'accept-1') await acceptRound(world, subject, byLink(), now);
            if (what === 'decline') await declineRound(world, subject, SYSTEM, now);
            if (what === 'withdraw') await withdrawRound(world, one.id, COORDINATOR, now);
            if (what === 'hand-back') await handBackRound(world, subject, SYSTEM, now);
            if (what === 'start') await startRound(world, subject, SYSTEM, now);
            if (what === 'pass-by') await passBy(world, subject, door(k), SYSTEM, now);
            if (what === 'late') await sayLate(world, subject, { minutes: 15, shown: now }, SYSTEM, now);
            if (what === 'note') await report(world, one, k, 'done', now);
            await lookAtDeliveryRound(world, one.id, now);
          }
          const missions = await missionsNow(world, 4);
          const after = await Promise.all(rounds.map((round) => roundNow(world, round)));
          for (const mission of missions) {
            const its = after.filter(
              (round) => isLiveRound(round) && round.stops.some(({ missionId }) => missionId === mission.id),
            );
            const live = its.filter(({ id }) => id === mission.round?.id);
            expect(live.length).toBeLessThanOrEqual(1);
            if (isHeld(mission.state)) {
              expect(live[0] && isCarried(live[0])).toBe(true);
              expect(mission.holder?.volunteerId).toBe(live[0]?.volunteerId);
            }
            if (isOpen(mission.state)) {
              expect(mission.holder).toBeUndefined();
              expect(live.every(({ state }) => state === 'offered')).toBe(true);
              expect(mission.search?.nextAt).toBeUndefined();
            }
            if (isOver(mission.state) && mission.state !== 'cancelled')
              expect(mission.holder?.volunteerId).toBeDefined();
          }
        }
      }),
      { numRuns: 60, seed: 20261122 },
    );
  });
});
