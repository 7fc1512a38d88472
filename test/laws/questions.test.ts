import fc from 'fast-check';
import { expect, it } from 'vitest';
import { change, SYSTEM } from '../../shared/audit/audit.ts';
import { type MissionId, missionIdSchema } from '../../shared/ids/ids.ts';
import { intentKind } from '../../shared/messages/store.ts';
import { isHeld } from '../../shared/missions/mission.ts';
import { stepRules, withNextLook } from '../../shared/missions/steps.ts';
import { missionKind } from '../../shared/missions/store.ts';
import { acceptOffer, declineOffer } from '../../shared/offers/answer-offer.ts';
import { closeOffer } from '../../shared/offers/close-offer.ts';
import { handBackMission } from '../../shared/offers/hand-back.ts';
import { inWeekOf, openSince } from '../../shared/offers/load.ts';
import { offerByHand } from '../../shared/offers/search/offer-by-hand.ts';
import { searchVolunteer } from '../../shared/offers/search/search.ts';
import { wakeSearches } from '../../shared/offers/search/wake-searches.ts';
import { loadKind, offerKind } from '../../shared/offers/store.ts';
import { rowsOf } from '../../shared/table/kind.ts';
import type { Table } from '../../shared/table/table.ts';
import { put } from '../../shared/table/write.ts';
import { civilDay, civilTime, instantOf } from '../../shared/time/civil.ts';
import { plus } from '../../shared/time/instant.ts';
import { townKind } from '../../shared/town/settings.ts';
import { aMission, aTown, TUESDAY_NOON } from '../builders/chain.ts';
import { memoryTable } from '../doubles/memory-table.ts';
import { aReadyVolunteer, openChain, subjectOf, volunteerNumber } from '../support/chain.ts';

const CLAIRE = { kind: 'staff', id: 'stf_claire' } as const;
const MISSIONS: readonly MissionId[] = ['E', 'F', 'G', 'H'].map((letter) =>
  missionIdSchema.parse(`mis_${letter.repeat(26)}`),
);
const [PEOPLE, CAP] = [4, 2];

type Act = { readonly what: string; readonly who: number; readonly mission: number };
const actArb: fc.Arbitrary<Act> = fc.record({
  what: fc.constantFrom('wave', 'wave', 'wave', 'hand', 'yes', 'no', 'close', 'back', 'wake'),
  who: fc.nat(PEOPLE - 1),
  mission: fc.nat(MISSIONS.length - 1),
});
/** Acts of one group meet: each reads before the others have written. */
const storyArb = fc.array(fc.array(actArb, { minLength: 1, maxLength: 5 }), { minLength: 4, maxLength: 14 });

/** Reads and writes take longer or shorter, the same at each run: acts that meet cross anywhere, not in step. */
const unsteady = (table: Table): Table => {
  let turn = 1;
  const pause = async (): Promise<void> => {
    turn = (turn * 48_271) % 2_147_483_647;
    for (let left = turn % 25; left > 0; left -= 1) await Promise.resolve();
  };
  return {
    ...table,
    get: async (kind, key) => pause().then(() => table.get(kind, key)),
    getRows: async (keys) => pause().then(() => table.getRows(keys)),
    commit: async (writes) => pause().then(() => table.commit(writes)),
  };
};

/** Three visits of one week and one of the next, that last one nearer than a wave spares anybody. */
const openTown = async () => {
  const table = memoryTable();
  const ready = Array.from({ length: PEOPLE }, (_, n) =>
    aReadyVolunteer(n, {
      availability: ['mon-pm', 'wed-pm', 'thu-pm', 'fri-pm'],
      weeklyCap: CAP,
      restDays: 0,
    }),
  );
  const town = aTown({ caps: { weeklyDefault: CAP, offersPerWeek: 20, restDays: 0 } });
  const world = await openChain(unsteady(table), ready, { state: 'cancelled' });
  await table.commit([put(townKind, town, 'any')]);
  for (const [i, id] of MISSIONS.entries()) {
    const day = civilDay(['2026-11-30', '2026-12-02', '2026-12-04', '2026-11-25'][i] ?? '2026-12-03');
    const mission = aMission({
      id,
      state: 'planned',
      day,
      startsAt: instantOf(day, civilTime('14:30')),
      urgent: i === 3,
    });
    await table.commit(
      change(missionKind, undefined, withNextLook(mission, stepRules(town), false), {
        action: 'mission-planned',
        actor: SYSTEM,
        at: TUESDAY_NOON,
      }),
    );
  }
  return { table, world };
};

it('laws 1, 3 and 9 hold, one question at a time, wherever two waves, a hand-made offer and an answer meet', async () => {
  let waited = 0;
  await fc.assert(
    fc.asyncProperty(storyArb, async (story) => {
      const { table, world } = await openTown();
      let now = TUESDAY_NOON;
      const byHand = new Set<string>();
      const act = async ({ what, who, mission }: Act): Promise<void> => {
        const [id, missionId] = [volunteerNumber(who), MISSIONS[mission] ?? aMission().id];
        const by = { kind: 'volunteer', id } as const;
        const subject = subjectOf(id, missionId);
        if (what === 'wave') await searchVolunteer(world, missionId, now);
        else if (what === 'hand') {
          const offered = await offerByHand(world, missionId, id, 'they-agreed', CLAIRE, now);
          if (offered.ok) byHand.add(`${missionId} ${id}`);
        } else if (what === 'yes') await acceptOffer(world, subject, { via: 'link', actor: by }, now);
        else if (what === 'no') await declineOffer(world, subject, 'busy', by, now);
        else if (what === 'close') await closeOffer(world, missionId, id, 'tie-ended', now);
        else if (what === 'back') await handBackMission(world, subject, by, now);
        else await wakeSearches(world, id, now);
      };
      for (const acts of story) {
        now = plus(now, { minutes: 7 });
        await Promise.all(acts.map(act));
        const rows = table.dump();
        const missions = rowsOf(missionKind, rows).map(({ value }) => value);
        const offers = rowsOf(offerKind, rows).map(({ value }) => value);
        const texts = new Set(
          rowsOf(intentKind, rows).map(
            ({ value }) => `${value.message.kind} ${value.subject} ${value.recipient}`,
          ),
        );
        for (const one of missions) {
          const yes = offers.filter(({ missionId, state }) => missionId === one.id && state === 'accepted');
          expect(yes.map(({ volunteerId }) => volunteerId)).toEqual(
            isHeld(one.state) ? [one.holder?.volunteerId] : [],
          );
        }
        // Law 3: an offer has its text, this very one.
        for (const { missionId, volunteerId } of offers)
          expect(texts).toContain(`offer ${missionId} ${volunteerId}`);
        for (const { value: load } of rowsOf(loadKind, rows)) {
          // As it stood when the offer left: a late yes on top of it is the volunteer's own choice.
          for (const [i, { day, state, askedAt }] of load.entries.entries())
            if (state === 'offered' && askedAt === now)
              expect(inWeekOf({ ...load, entries: load.entries.slice(0, i + 1) }, day)).toBeLessThanOrEqual(
                CAP,
              );
          const open = load.entries.filter(({ state }) => state === 'offered');
          const spared = open.filter(
            ({ missionId }) => missionId !== MISSIONS[3] && !byHand.has(`${missionId} ${load.volunteerId}`),
          );
          expect(spared.length).toBeLessThanOrEqual(1);
          // A search that waits for somebody free is in the agenda, or has been looked at.
          if (load.awaitedBy?.length && openSince(load) === undefined) {
            waited += 1;
            const due = await table.due('agenda', now, 100);
            expect(due.some(({ key }) => key.pk === load.volunteerId && key.sk === 'LOAD')).toBe(true);
          }
        }
      }
    }),
    { seed: 20261123, numRuns: 40 },
  );
  expect(waited).toBeGreaterThan(0);
});
