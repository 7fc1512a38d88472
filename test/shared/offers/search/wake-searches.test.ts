import { describe, expect, it } from 'vitest';
import { tick } from '../../../../functions/agenda/handler.ts';
import { change, SYSTEM } from '../../../../shared/audit/audit.ts';
import type { Surroundings } from '../../../../shared/decide/decide.ts';
import { type MissionId, missionIdSchema } from '../../../../shared/ids/ids.ts';
import type { Mission } from '../../../../shared/missions/mission.ts';
import { stepRules, withNextLook } from '../../../../shared/missions/steps.ts';
import { missionKind } from '../../../../shared/missions/store.ts';
import { acceptOffer, declineOffer } from '../../../../shared/offers/answer-offer.ts';
import { closeOffer } from '../../../../shared/offers/close-offer.ts';
import { offerByHand } from '../../../../shared/offers/search/offer-by-hand.ts';
import { releaseOffers } from '../../../../shared/offers/search/release-offers.ts';
import { searchVolunteer } from '../../../../shared/offers/search/search.ts';
import { wakeSearches } from '../../../../shared/offers/search/wake-searches.ts';
import { loadKey, loadKind } from '../../../../shared/offers/store.ts';
import { isPromised } from '../../../../shared/plans/solve/promised.ts';
import { put, replace } from '../../../../shared/table/write.ts';
import { civilDay, civilTime, instantOf } from '../../../../shared/time/civil.ts';
import { type Instant, plus } from '../../../../shared/time/instant.ts';
import { volunteerKey, volunteerKind } from '../../../../shared/volunteers/store.ts';
import { aMission, aTown, TUESDAY_NOON as NOW, VISIT } from '../../../builders/chain.ts';
import { memoryTable } from '../../../doubles/memory-table.ts';
import {
  aReadyVolunteer,
  missionNow,
  offersNow,
  openChain,
  subjectOf,
  volunteerNumber,
} from '../../../support/chain.ts';

const id = volunteerNumber(0);
const BY = { kind: 'volunteer', id } as const;
const [OTHER, THIRD] = ['E', 'F'].map((letter) => missionIdSchema.parse(`mis_${letter.repeat(26)}`)) as [
  MissionId,
  MissionId,
];
const at = (day: string) => ({
  day: civilDay(day),
  startsAt: instantOf(civilDay(day), civilTime('14:30')),
});
const SOON = plus(NOW, { minutes: 10 });
const DUE = plus(NOW, { hours: 4 });

/** Visits in the weeks to come and one volunteer for all of them: the first was asked about, the others wait. */
const waiting = async (others: readonly MissionId[] = [OTHER]) => {
  const table = memoryTable();
  const world = await openChain(table, [aReadyVolunteer(0, { weeklyCap: 5, restDays: 0 })], at('2026-12-02'));
  for (const [i, other] of others.entries())
    await table.commit(
      change(
        missionKind,
        undefined,
        withNextLook(
          aMission({ id: other, state: 'planned', ...at(`2026-12-${i === 0 ? '09' : '16'}`) }),
          stepRules(aTown()),
          false,
        ),
        { action: 'mission-planned', actor: SYSTEM, at: NOW },
      ),
    );
  const outcomes = [];
  for (const mission of [VISIT, ...others]) outcomes.push(await searchVolunteer(world, mission, NOW));
  expect(outcomes.map((one) => one.ok && one.value.did)).toEqual(['wave', ...others.map(() => 'waits')]);
  return { table, world };
};
const askedFor = async ({ table }: Pick<Surroundings, 'table'>, mission: MissionId) =>
  (await offersNow(table, mission)).map(({ volunteerId }) => volunteerId);
const waiters = async ({ table }: Pick<Surroundings, 'table'>) =>
  ((await table.get(loadKind, loadKey(id)))?.value.awaitedBy ?? []).map(({ missionId }) => missionId);
const ticked = (world: Surroundings, now: Instant) =>
  tick({ ...world, clock: { now: () => now }, log: () => undefined } as unknown as Parameters<
    typeof tick
  >[0]);

describe('a search that waits for somebody’s answer to another question', () => {
  it('is remembered by whoever it waits for, and says so', async () => {
    const { table, world } = await waiting();
    expect((await missionNow(table, OTHER)).search).toEqual({
      wave: 0,
      open: [],
      nextAt: DUE,
      waitsFor: [id],
    });
    expect(await waiters(world)).toEqual([OTHER]);
    // Nobody has answered yet: nothing is brought forward.
    expect(await wakeSearches(world, id, SOON)).toEqual([]);
    expect(await ticked(world, SOON)).toMatchObject({ failed: 0 });
    expect(await askedFor(world, OTHER)).toEqual([]);
  });

  it.each([
    ['a yes', (world: Surroundings) => acceptOffer(world, subjectOf(id), { via: 'link', actor: BY }, SOON)],
    ['a no', (world: Surroundings) => declineOffer(world, subjectOf(id), 'busy', BY, SOON)],
    ['the end of the question', (world: Surroundings) => closeOffer(world, VISIT, id, 'tie-ended', SOON)],
  ])('goes on at the next tick after %s, hours before its time', async (_, answer) => {
    const { table, world } = await waiting();
    await answer(world);
    await ticked(world, SOON);
    expect(await askedFor(world, OTHER)).toEqual([id]);
    expect(await waiters(world)).toEqual([]);
    expect((await missionNow(table, OTHER)).search).not.toHaveProperty('waitsFor');
  });

  it('goes on when somebody else took the visit they were asked about', async () => {
    const { table, world } = await waiting();
    const stored = await table.get(missionKind, { pk: VISIT, sk: 'MISSION' });
    if (!stored) throw new Error('no visit');
    const cancelled: Mission = { ...stored.value, state: 'cancelled' };
    await table.commit(
      change(missionKind, stored, cancelled, { action: 'mission-cancelled', actor: SYSTEM, at: SOON }),
    );
    expect((await releaseOffers(world, VISIT, SOON)).ok).toBe(true);
    await ticked(world, SOON);
    expect(await askedFor(world, OTHER)).toEqual([id]);
  });

  it('asks one question at a time still: of two that wait one asks, the other waits for that answer', async () => {
    const { world } = await waiting([OTHER, THIRD]);
    expect(await waiters(world)).toEqual([OTHER, THIRD]);
    await declineOffer(world, subjectOf(id), 'busy', BY, SOON);
    await ticked(world, SOON);
    expect([await askedFor(world, OTHER), await askedFor(world, THIRD)]).toEqual([[id], []]);
    expect(await waiters(world)).toEqual([THIRD]);
    const later = plus(SOON, { minutes: 10 });
    await declineOffer(world, subjectOf(id, OTHER), 'busy', BY, later);
    await ticked(world, later);
    expect(await askedFor(world, THIRD)).toEqual([id]);
  });

  it('goes on at the answer to the question it waits for, though an older one stays without a word', async () => {
    const { table, world } = await waiting();
    // Asked alone they have eight hours for the first question. It spares them for four: the third search waits for the second.
    const first = await table.get(missionKind, { pk: VISIT, sk: 'MISSION' });
    if (!first?.value.search) throw new Error('no visit');
    const alone = { ...first.value, search: { ...first.value.search, nextAt: plus(NOW, { hours: 8 }) } };
    await table.commit([replace(missionKind, first, withNextLook(alone, stepRules(aTown()), false))]);
    expect((await searchVolunteer(world, OTHER, DUE, 'due')).ok).toBe(true);
    expect(await askedFor(world, OTHER)).toEqual([id]);
    await table.commit(
      change(
        missionKind,
        undefined,
        withNextLook(
          aMission({ id: THIRD, state: 'planned', ...at('2026-12-16') }),
          stepRules(aTown()),
          false,
        ),
        { action: 'mission-planned', actor: SYSTEM, at: DUE },
      ),
    );
    await searchVolunteer(world, THIRD, DUE);
    expect(await waiters(world)).toEqual([THIRD]);
    const answered = plus(DUE, { minutes: 10 });
    await declineOffer(world, subjectOf(id, OTHER), 'busy', BY, answered);
    await ticked(world, answered);
    expect(await askedFor(world, THIRD)).toEqual([id]);
  });

  it.each([
    ['at once', { hours: 5 }, undefined],
    ['in the time that the newer question leaves them', { hours: 1 }, plus(NOW, { hours: 28 })],
  ])(
    'after a late answer to an older question, which ends their rest, goes on %s',
    async (_, late, until) => {
      const { table, world } = await waiting([OTHER, THIRD]);
      // Not a word about the first visit: they rest a day. A person asks them by hand all the same, and that stays open.
      const silentAt = plus(NOW, { hours: 24 });
      await searchVolunteer(world, VISIT, silentAt, 'due');
      expect((await offerByHand(world, THIRD, id, undefined, SYSTEM, silentAt)).ok).toBe(true);
      await searchVolunteer(world, OTHER, silentAt, 'due');
      expect((await missionNow(table, OTHER)).search).toMatchObject({
        nextAt: plus(silentAt, { hours: 24 }),
        waitsFor: [id],
      });
      await ticked(world, plus(silentAt, { minutes: 30 }));
      expect(await askedFor(world, OTHER)).toEqual([]);
      const answered = plus(silentAt, late);
      expect((await declineOffer(world, subjectOf(id), 'busy', BY, answered)).ok).toBe(true);
      await ticked(world, answered);
      expect(await askedFor(world, OTHER)).toEqual(until ? [] : [id]);
      if (until)
        expect((await missionNow(table, OTHER)).search).toMatchObject({ nextAt: until, waitsFor: [id] });
    },
  );

  it('promises nothing any more to whom the plan chose and who may no longer be asked', async () => {
    const { table, world } = await waiting([]);
    const away = aReadyVolunteer(1, { state: 'paused' });
    await table.commit([put(volunteerKind, away, 'absent')]);
    const sentAtNight: Mission = aMission({
      id: OTHER,
      state: 'planned',
      ...at('2026-12-09'),
      chosen: [away.id],
      search: { wave: 0, open: [], nextAt: NOW },
    });
    await table.commit(
      change(missionKind, undefined, withNextLook(sentAtNight, stepRules(aTown()), false), {
        action: 'plan-chosen',
        actor: SYSTEM,
        at: NOW,
      }),
    );
    const done = await searchVolunteer(world, OTHER, NOW, 'due');
    expect(done.ok && done.value).toEqual({ did: 'waits', why: 'spared' });
    const waits = await missionNow(table, OTHER);
    expect(isPromised(waits, NOW)).toBe(false);
    expect(waits.search?.waitsFor).toEqual([id]);
  });

  it('does not cut short the time of somebody whom a coordinator has asked by hand meanwhile', async () => {
    const { table, world } = await waiting();
    const stored = await table.get(missionKind, { pk: OTHER, sk: 'MISSION' });
    if (!stored) throw new Error('no visit');
    const search = { wave: 1, open: [volunteerNumber(7)], nextAt: DUE };
    const byHand: Mission = { ...stored.value, state: 'offered', search };
    await table.commit(
      change(missionKind, stored, byHand, { action: 'offered-by-hand', actor: SYSTEM, at: NOW }),
    );
    await declineOffer(world, subjectOf(id), 'busy', BY, SOON);
    await ticked(world, SOON);
    expect((await missionNow(table, OTHER)).search).toEqual(search);
    expect(await waiters(world)).toEqual([]);
  });

  it('looks on when they are away: others are asked, or it ends', async () => {
    const { table, world } = await waiting();
    const volunteer = aReadyVolunteer(0, { state: 'paused' });
    const stored = await table.get(volunteerKind, volunteerKey(id));
    if (!stored) throw new Error('nobody');
    await table.commit([replace(volunteerKind, stored, volunteer)]);
    await closeOffer(world, VISIT, id, 'pause', SOON);
    await ticked(world, SOON);
    expect((await missionNow(table, OTHER)).search?.endedAt).toBe(SOON);
    expect(await askedFor(world, OTHER)).toEqual([]);
  });

  it('is done once, however often it is looked at and by however many ticks', async () => {
    const { table, world } = await waiting();
    await declineOffer(world, subjectOf(id), 'busy', BY, SOON);
    await Promise.all([0, 1, 2].map(() => wakeSearches(world, id, SOON)));
    expect(await askedFor(world, OTHER)).toEqual([id]);
    expect((await missionNow(table, OTHER)).search?.wave).toBe(1);
    expect(await wakeSearches(world, id, SOON)).toEqual([]);
  });
});
