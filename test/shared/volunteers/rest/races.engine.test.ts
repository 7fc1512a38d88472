import { describe, expect, it } from 'vitest';
import type { Surroundings } from '../../../../shared/decide/decide.ts';
import { acceptOffer } from '../../../../shared/offers/answer-offer.ts';
import { searchVolunteer } from '../../../../shared/offers/search/search.ts';
import { loadKey, loadKind } from '../../../../shared/offers/store.ts';
import type { Table } from '../../../../shared/table/table.ts';
import { lookAtVolunteer } from '../../../../shared/volunteers/look-at-volunteer.ts';
import { leaveVolunteer } from '../../../../shared/volunteers/rest/leave-volunteer.ts';
import { pauseVolunteer } from '../../../../shared/volunteers/rest/rest-volunteer.ts';
import { volunteerKey, volunteerKind } from '../../../../shared/volunteers/store.ts';
import { TUESDAY_NOON as NOW, VISIT } from '../../../builders/chain.ts';
import { memoryTable } from '../../../doubles/memory-table.ts';
import {
  aReadyVolunteer,
  missionNow,
  offersNow,
  openChain,
  subjectOf,
  volunteerNumber,
} from '../../../support/chain.ts';
import { useEngine } from '../../../support/engine.ts';
import { tableOn } from '../../../support/tables.ts';

const { freshTable } = useEngine();
const ANNE = volunteerNumber(0);
const herself = { kind: 'volunteer', id: ANNE } as const;

const acts = {
  pause: (world: Parameters<typeof pauseVolunteer>[0]) =>
    pauseVolunteer(world, ANNE, undefined, herself, NOW),
  leave: (world: Parameters<typeof leaveVolunteer>[0]) =>
    leaveVolunteer(world, ANNE, 'no-time', herself, NOW),
};

/** Nothing is asked of her any more, she holds nothing ahead, her load says so, and nothing is left to undo. */
const expectLeftAlone = async (table: Table) => {
  const mission = await missionNow(table);
  const hers = (await offersNow(table)).filter((offer) => offer.volunteerId === ANNE);
  const anne = await table.get(volunteerKind, volunteerKey(ANNE));
  const load = await table.get(loadKind, loadKey(ANNE));
  expect(hers.filter(({ state }) => state === 'sent')).toEqual([]);
  expect(mission.holder?.volunteerId).not.toBe(ANNE);
  expect(mission.search?.open ?? []).not.toContain(ANNE);
  expect(load?.value.entries ?? []).toEqual([]);
  expect(anne?.value.winding).toBeUndefined();
  expect(['paused', 'left']).toContain(anne?.value.state);
};

/** Everything was read and decided; she rests before it is written. */
const restingFirst = (world: Surroundings, act: keyof typeof acts): Surroundings => {
  let rested = false;
  return {
    ...world,
    table: {
      ...world.table,
      commit: async (writes) => {
        if (!rested) {
          rested = true;
          await acts[act](world);
        }
        return world.table.commit(writes);
      },
    },
  };
};

describe.each(['pause', 'leave'] as const)('just before a %s is written, just after', (act) => {
  it('a wave is decided again: somebody else is asked (law 9)', async () => {
    const table = memoryTable();
    const world = await openChain(table, [aReadyVolunteer(0), aReadyVolunteer(1)]);
    await searchVolunteer(restingFirst(world, act), VISIT, NOW);
    await expectLeftAlone(table);
    expect((await offersNow(table)).map(({ volunteerId }) => volunteerId)).toEqual([volunteerNumber(1)]);
  });

  it('a yes is decided again, and kindly refused (F30)', async () => {
    const table = memoryTable();
    const world = await openChain(table, [aReadyVolunteer(0)]);
    await searchVolunteer(world, VISIT, NOW);
    const answer = await acceptOffer(
      restingFirst(world, act),
      subjectOf(ANNE),
      { via: 'link', actor: herself },
      NOW,
    );
    expect(answer).toEqual({ ok: false, refusal: 'volunteer-away' });
    await expectLeftAlone(table);
  });

  it('a spoken yes that the coordinator records is decided again too, though nothing had been asked', async () => {
    const table = memoryTable();
    const world = await openChain(table, [aReadyVolunteer(0)]);
    const claire = { kind: 'staff', id: 'stf_00000000000000000000000001' } as const;
    const answer = await acceptOffer(
      restingFirst(world, act),
      subjectOf(ANNE),
      { via: 'coordinator', actor: claire },
      NOW,
    );
    expect(answer).toEqual({ ok: false, refusal: 'volunteer-away' });
    await expectLeftAlone(table);
  });
});

it.each(['pause', 'leave'] as const)(
  'a wave and a %s at the same instant: whoever comes first, nothing is asked of somebody who rests (law 9)',
  async (act) => {
    for (let run = 0; run < 4; run += 1) {
      const table = tableOn(await freshTable());
      const world = await openChain(table, [aReadyVolunteer(0), aReadyVolunteer(1)]);
      await Promise.all([searchVolunteer(world, VISIT, NOW), acts[act](world)]);
      await lookAtVolunteer(world, ANNE, NOW);
      await expectLeftAlone(table);
    }
  },
);

it.each(['pause', 'leave'] as const)(
  'a yes and a %s at the same instant: the mission is not left with somebody who rests (F30)',
  async (act) => {
    for (let run = 0; run < 4; run += 1) {
      const table = tableOn(await freshTable());
      const world = await openChain(table, [aReadyVolunteer(0)]);
      await searchVolunteer(world, VISIT, NOW);
      await Promise.all([
        acceptOffer(world, subjectOf(ANNE), { via: 'link', actor: herself }, NOW),
        acts[act](world),
      ]);
      await lookAtVolunteer(world, ANNE, NOW);
      await expectLeftAlone(table);
    }
  },
);
