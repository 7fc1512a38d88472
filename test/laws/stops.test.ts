import { describe, expect, it } from 'vitest';
import { concernKind } from '../../shared/concerns/concern.ts';
import { consentKey, consentKind } from '../../shared/consents/consent.ts';
import { seniorIdSchema } from '../../shared/ids/ids.ts';
import { intentKind } from '../../shared/messages/store.ts';
import { cancelMission } from '../../shared/missions/coordinate-mission.ts';
import { moveMission } from '../../shared/missions/move-mission.ts';
import { acceptOffer, declineOffer } from '../../shared/offers/answer-offer.ts';
import { handBackMission } from '../../shared/offers/hand-back.ts';
import { offerByHand } from '../../shared/offers/search/offer-by-hand.ts';
import { searchVolunteer } from '../../shared/offers/search/search.ts';
import { loadKind } from '../../shared/offers/store.ts';
import { unjustified } from '../../shared/outbox/justification.ts';
import { seniorKey, seniorKind } from '../../shared/seniors/store.ts';
import { closeSenior } from '../../shared/situations/close-senior.ts';
import { excludeVolunteer } from '../../shared/situations/exclude-volunteer.ts';
import { lookAtSenior } from '../../shared/situations/look-at-senior.ts';
import { mergeSeniors } from '../../shared/situations/merge-seniors.ts';
import { withdrawConsent } from '../../shared/situations/record-consent.ts';
import { type Kind, rowsOf } from '../../shared/table/kind.ts';
import { create, replace } from '../../shared/table/write.ts';
import { civilDay, civilTime, instantOf } from '../../shared/time/civil.ts';
import { plus } from '../../shared/time/instant.ts';
import { openDetails } from '../../shared/visits/device.ts';
import { fileReport } from '../../shared/visits/hold-visit.ts';
import { raiseConcern } from '../../shared/visits/raise-concern.ts';
import { reportKey, reportKind } from '../../shared/visits/report.ts';
import { excludeSenior } from '../../shared/volunteers/profile/edit-volunteer.ts';
import { aConsent, aSenior, JEANNE, TUESDAY_NOON as NOW, VISIT, VISIT_STARTS } from '../builders/chain.ts';
import { aReadyVolunteer, missionNow, openChain, subjectOf, volunteerNumber } from '../support/chain.ts';
import { useEngine } from '../support/engine.ts';
import { doubleStore, engineStore, type Store } from '../support/stores.ts';

const STAFF = { kind: 'staff', id: `stf_${'A'.repeat(26)}` } as const;
const PAUL = volunteerNumber(0);
const BY = { kind: 'volunteer', id: PAUL } as const;
const DEVICE = 'd'.repeat(64);
const MARGUERITE = seniorIdSchema.parse(`sen_${'M'.repeat(26)}`);
const SAID = { outcome: 'done', words: '', thanks: '' } as const;
const DONE_BY = plus(VISIT_STARTS, { hours: 3 });

const engine = useEngine();
const stores: readonly [string, () => Promise<Store>][] = [
  ['the double', async () => doubleStore()],
  ['the engine', async () => engineStore(await engine.freshTable({ stream: false }))],
];

describe.each(stores)('law 4 on %s', (_, open) => {
  /** Jeanne's visit of tomorrow, offered to Paul, who said yes when `held`. */
  const visit = async (held: boolean) => {
    const { table, rows } = await open();
    const world = await openChain(table, [aReadyVolunteer(0), aReadyVolunteer(1)]);
    await searchVolunteer(world, VISIT, NOW);
    if (held) {
      const yes = await acceptOffer(world, subjectOf(PAUL), { via: 'link', device: DEVICE, actor: BY }, NOW);
      if (!yes.ok) throw new Error(yes.refusal);
    }
    const all = async <T>(kind: Kind<T>): Promise<T[]> =>
      rowsOf(kind, await rows()).map(({ value }) => value);
    return { table, world, all };
  };
  const reveal = (world: Parameters<typeof openDetails>[0], at = NOW) =>
    openDetails(world, subjectOf(PAUL), DEVICE, BY, at);

  describe('nothing about somebody who stopped, from the moment it is recorded', () => {
    it('shows the address to the holder while she agrees', async () => {
      const { world } = await visit(true);
      expect((await reveal(world)).ok).toBe(true);
    });

    it('does not show the address once her file is closed, even before her visits are called off', async () => {
      const { world, table } = await visit(true);
      const stored = await table.get(seniorKind, seniorKey(JEANNE));
      if (!stored) throw new Error('no file');
      await table.commit([
        replace(seniorKind, stored, {
          ...stored.value,
          state: 'closed',
          closed: { reason: 'died', at: NOW },
        }),
      ]);
      expect((await reveal(world)).ok).toBe(false);
    });

    it('does not show the address once her consent is withdrawn, even before her visits are called off', async () => {
      const { world, table } = await visit(true);
      const stored = await table.get(consentKind, consentKey(JEANNE, 'FRIENDLY_VISIT'));
      if (!stored) throw new Error('no consent');
      await table.commit([replace(consentKind, stored, { ...stored.value, state: 'withdrawn' as const })]);
      expect((await reveal(world)).ok).toBe(false);
    });

    it('does not accept, by link or by voice, whoever must never go there', async () => {
      for (const via of ['link', 'coordinator'] as const) {
        const { world } = await visit(false);
        await excludeVolunteer(world, JEANNE, PAUL, true, STAFF, NOW);
        const yes = await acceptOffer(world, subjectOf(PAUL), { via, actor: BY }, NOW);
        expect(yes).toEqual({ ok: false, refusal: 'stopped' });
      }
    });

    it('takes the visits to come from whoever must never go there again', async () => {
      const { world, table } = await visit(true);
      await excludeVolunteer(world, JEANNE, PAUL, true, STAFF, NOW);
      expect((await missionNow(table)).holder).toBeUndefined();
      expect((await reveal(world)).ok).toBe(false);
    });
  });

  describe('a visit that took place stays one that took place', () => {
    it.each(['withdrawal', 'departure'])('after a %s its report is still taken', async (what) => {
      const { world, table, all } = await visit(true);
      if (what === 'withdrawal')
        await withdrawConsent(world, JEANNE, 'FRIENDLY_VISIT', 'spoken', STAFF, DONE_BY);
      else await closeSenior(world, JEANNE, 'moved', STAFF, DONE_BY);
      expect((await missionNow(table)).state).toBe('filled');
      expect((await all(intentKind)).filter(({ message }) => message.kind === 'mission-cancelled')).toEqual(
        [],
      );
      const filed = await fileReport(world, subjectOf(PAUL), SAID, BY, plus(DONE_BY, { hours: 1 }));
      expect(filed.ok).toBe(true);
      expect((await missionNow(table)).state).toBe('done');
      const later = plus(DONE_BY, { hours: 2 });
      await lookAtSenior(world, JEANNE, later);
      expect((await table.get(seniorKind, seniorKey(JEANNE)))?.value.settling).toBeUndefined();
    });
  });

  describe('two files that were one person', () => {
    const merged = async (
      held: boolean,
      before?: (world: Awaited<ReturnType<typeof visit>>['world']) => Promise<unknown>,
    ) => {
      const town = await visit(held);
      await town.table.commit([create(seniorKind, aSenior({ id: MARGUERITE }))]);
      await before?.(town.world);
      const done = await mergeSeniors(town.world, MARGUERITE, JEANNE, STAFF, NOW);
      if (!done.ok) throw new Error(done.refusal.reason);
      await lookAtSenior(town.world, JEANNE, plus(NOW, { hours: 1 }));
      expect((await missionNow(town.table)).seniorId).toBe(MARGUERITE);
      return town;
    };

    it('a link sent before still accepts', async () => {
      const { world } = await merged(false);
      const yes = await acceptOffer(
        world,
        subjectOf(PAUL),
        { via: 'link', actor: BY },
        plus(NOW, { hours: 1 }),
      );
      expect(yes.ok).toBe(true);
    });

    it('a link sent before still shows the address, and reports to the file that is kept', async () => {
      const { world, table } = await merged(true);
      expect((await reveal(world)).ok).toBe(true);
      await fileReport(world, subjectOf(PAUL), SAID, BY, DONE_BY);
      expect((await table.get(reportKind, reportKey(VISIT)))?.value.seniorId).toBe(MARGUERITE);
      expect((await table.get(seniorKind, seniorKey(MARGUERITE)))?.value.lastContactAt).toBe(VISIT_STARTS);
    });

    it.each(['the senior’s file', 'the volunteer’s file'])(
      'whoever must never go to the one, by %s, never goes to the other',
      async (side) => {
        const { world } = await merged(false, (world) =>
          side === 'the senior’s file'
            ? excludeVolunteer(world, JEANNE, PAUL, true, STAFF, NOW)
            : excludeSenior(world, PAUL, JEANNE, 'apart', STAFF, NOW),
        );
        const at = plus(NOW, { hours: 1 });
        const yes = await acceptOffer(world, subjectOf(PAUL), { via: 'link', actor: BY }, at);
        expect(yes).toEqual({ ok: false, refusal: 'stopped' });
        await moveMission(world, VISIT, { day: civilDay('2026-11-25'), time: civilTime('16:00') }, STAFF, at);
        const asked = await offerByHand(world, VISIT, PAUL, 'nobody-else', STAFF, at);
        expect(asked).toMatchObject({ ok: false, refusal: { reason: 'rule' } });
      },
    );
  });

  describe('an annulment reaches whoever goes before they set out', () => {
    const night = instantOf(civilDay('2026-11-24'), civilTime('22:00'));
    const early = { day: civilDay('2026-11-25'), time: civilTime('08:00') };
    const heldEarly = async () => {
      const town = await visit(true);
      await moveMission(town.world, VISIT, early, STAFF, NOW);
      return town;
    };
    const dueOf = async (all: Awaited<ReturnType<typeof visit>>['all'], kind: string) =>
      (await all(intentKind))
        .filter(({ message }) => message.kind === kind)
        .map(({ dueAt }) => dueAt)
        .sort()
        .at(-1) ?? '9';

    it('called off at night, for before the hours at which people may be texted', async () => {
      const { world, all, table } = await heldEarly();
      await cancelMission(world, VISIT, 'coordinator', STAFF, night);
      const { startsAt } = await missionNow(table);
      expect((await dueOf(all, 'mission-cancelled')) < startsAt).toBe(true);
    });

    it('moved at night to another day, from before those hours', async () => {
      const { world, all, table } = await heldEarly();
      const { startsAt } = await missionNow(table);
      await moveMission(
        world,
        VISIT,
        { day: civilDay('2026-12-02'), time: civilTime('14:00') },
        STAFF,
        night,
      );
      expect((await dueOf(all, 'mission-moved')) < startsAt).toBe(true);
    });
  });

  it('a person whose sector is unknown is not said to live in another', async () => {
    const { table, rows } = await open();
    const world = await openChain(table, [aReadyVolunteer(0)], { sector: undefined });
    await searchVolunteer(world, VISIT, NOW);
    const told = rowsOf(intentKind, await rows()).map(({ value }) => value.message);
    expect(told.map((message) => ('sector' in message ? message.sector : ''))).toEqual(['ville']);
  });

  it('whoever gave a moved visit back overnight is not told in the morning that it moved', async () => {
    const { world, table, all } = await visit(true);
    await moveMission(world, VISIT, { day: civilDay('2026-11-27'), time: civilTime('10:00') }, STAFF, NOW);
    const moved = (await all(intentKind)).find(({ message }) => message.kind === 'mission-moved');
    if (!moved) throw new Error('not told');
    const facts = async () => ({
      volunteer: aReadyVolunteer(0),
      mission: await missionNow(table),
      offer: undefined,
      senior: aSenior(),
      consent: aConsent(),
    });
    expect(unjustified(moved.message, PAUL, await facts(), NOW)).toBeUndefined();
    await handBackMission(world, subjectOf(PAUL), BY, NOW);
    expect(unjustified(moved.message, PAUL, await facts(), NOW)).toBe('mission-changed');
  });

  it('a no after the visit does not undo the visit in the load of whoever made it', async () => {
    const { world, all } = await visit(true);
    await fileReport(world, subjectOf(PAUL), SAID, BY, DONE_BY);
    const no = await declineOffer(world, subjectOf(PAUL), 'busy', BY, DONE_BY);
    expect(no).toEqual({ ok: false, refusal: 'already-yours' });
    const load = (await all(loadKind)).find(({ volunteerId }) => volunteerId === PAUL);
    expect(load?.entries.map(({ state }) => state)).toEqual(['done']);
  });

  it('a concern sent twice by a double tap is one concern, and rings once', async () => {
    const { world, all } = await visit(true);
    const said = { words: 'Elle ne mange plus.', urgent: true };
    const at = plus(VISIT_STARTS, { minutes: 30 });
    const done = await Promise.all([0, 1].map(() => raiseConcern(world, subjectOf(PAUL), said, BY, at)));
    await raiseConcern(world, subjectOf(PAUL), said, BY, plus(at, { seconds: 2 }));
    expect(done.every((one) => one.ok)).toBe(true);
    expect(await all(concernKind)).toHaveLength(1);
    expect(
      (await all(intentKind)).filter(({ message }) => message.kind === 'coordinator-alert'),
    ).toHaveLength(1);
    await raiseConcern(world, subjectOf(PAUL), { ...said, words: 'Le frigo est vide.' }, BY, at);
    expect(await all(concernKind)).toHaveLength(2);
  });
});
