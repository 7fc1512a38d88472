import { describe, expect, it } from 'vitest';
import { auditKind } from '../../../shared/audit/audit.ts';
import { missionIdSchema } from '../../../shared/ids/ids.ts';
import { declineOffer } from '../../../shared/offers/answer-offer.ts';
import { emptyLoad } from '../../../shared/offers/load.ts';
import { readTally, sumOf } from '../../../shared/offers/memory/read-tally.ts';
import { searchVolunteer } from '../../../shared/offers/search/search.ts';
import { loadKey, loadKind } from '../../../shared/offers/store.ts';
import { rowsOf } from '../../../shared/table/kind.ts';
import type { Table } from '../../../shared/table/table.ts';
import { put } from '../../../shared/table/write.ts';
import { civilDay, civilTime, dayOf, instantOf } from '../../../shared/time/civil.ts';
import { type Instant, plus } from '../../../shared/time/instant.ts';
import { townKey, townKind } from '../../../shared/town/settings.ts';
import { volunteerKey } from '../../../shared/volunteers/store.ts';
import { TUESDAY_NOON, VISIT } from '../../builders/chain.ts';
import { memoryTable } from '../../doubles/memory-table.ts';
import {
  aReadyVolunteer,
  missionNow,
  offersNow,
  openChain,
  subjectOf,
  volunteerNumber,
} from '../../support/chain.ts';

const NEXT_WEDNESDAY = civilDay('2026-12-02');
const NEXT_VISIT = {
  day: NEXT_WEDNESDAY,
  startsAt: instantOf(NEXT_WEDNESDAY, civilTime('14:30')),
};
const WEEK_AFTER = civilDay('2026-12-09');
const WEEK_AFTER_VISIT = { day: WEEK_AFTER, startsAt: instantOf(WEEK_AFTER, civilTime('14:30')) };
const many = (n: number) => Array.from({ length: n }, (_, i) => aReadyVolunteer(i));
const asked = async (world: Awaited<ReturnType<typeof openChain>>, now: Instant) => {
  const searched = await searchVolunteer(world, VISIT, now);
  if (!searched.ok) throw new Error(`refused: ${searched.refusal}`);
  return searched.value.did === 'wave' ? searched.value.asked : searched.value.did;
};
const visitTally = async (table: Table) => {
  const [tally] = await readTally(table, 'besancon', ['FRIENDLY_VISIT'], dayOf(TUESDAY_NOON));
  return tally?.halves.get('wed-pm');
};

describe('a search for somebody, after the week’s plan was sent', () => {
  it('asks the plan’s choice alone, then goes on without it', async () => {
    const table = memoryTable();
    const chosen = [volunteerNumber(4)];
    const world = await openChain(table, many(8), { ...NEXT_VISIT, chosen });
    expect(await asked(world, TUESDAY_NOON)).toEqual(chosen);
    const id = volunteerNumber(4);
    await declineOffer(
      world,
      subjectOf(id),
      'busy',
      { kind: 'volunteer', id },
      plus(TUESDAY_NOON, { hours: 1 }),
    );
    expect((await missionNow(table)).search?.nextAt).toBe(plus(TUESDAY_NOON, { hours: 1 }));
    const next = await asked(world, plus(TUESDAY_NOON, { hours: 1 }));
    expect(next).not.toContain(id);
    expect(next.length).toBeGreaterThan(0);
  });

  it('passes over a choice that a rule keeps away', async () => {
    const table = memoryTable();
    const people = [aReadyVolunteer(0), aReadyVolunteer(1, { availability: ['mon-am'] })];
    const world = await openChain(table, people, { ...NEXT_VISIT, chosen: [volunteerNumber(1)] });
    expect(await asked(world, TUESDAY_NOON)).toEqual([volunteerNumber(0)]);
  });
});

describe('an offer left without an answer', () => {
  it('is remembered by kind of question and starts a rest, in which nobody is texted for a distant visit', async () => {
    const table = memoryTable();
    const world = await openChain(table, many(1), NEXT_VISIT);
    expect(await asked(world, TUESDAY_NOON)).toHaveLength(1);
    expect(await asked(world, plus(TUESDAY_NOON, { hours: 8 }))).toBe('ended');
    const stored = await table.get(loadKind, loadKey(volunteerNumber(0)));
    expect(stored?.value.memory).toMatchObject({
      cells: [{ programme: 'FRIENDLY_VISIT', half: 'wed-pm', yes: 0, no: 0, silent: 1 }],
      silence: { inRow: 1, since: plus(TUESDAY_NOON, { hours: 8 }) },
    });
    // Another visit, as far away: the same person rests, so the search waits instead of ending.
    const other = await openChain(memoryTable(), many(1), NEXT_VISIT);
    if (stored) await other.table.commit([put(loadKind, { ...stored.value, entries: [] }, 'absent')]);
    const now = plus(TUESDAY_NOON, { hours: 8, minutes: 10 });
    expect(await asked(other, now)).toBe('waits');
    const waiting = await missionNow(other.table);
    expect(waiting.search).toEqual({ wave: 0, open: [], nextAt: plus(TUESDAY_NOON, { hours: 32 }) });
    expect(waiting.lookingTaskId).toBeUndefined();
  });
});

describe('one question at a time', () => {
  const id = volunteerNumber(0);
  const otherQuestion = (at: Instant) =>
    put(
      loadKind,
      {
        ...emptyLoad(id),
        entries: [
          {
            missionId: missionIdSchema.parse(`mis_${'E'.repeat(26)}`),
            ...WEEK_AFTER_VISIT,
            minutes: 60,
            state: 'offered' as const,
          },
        ],
        offersSentAt: [at],
      },
      'absent',
    );
  const whyWaits = async (table: Table) => {
    const { items } = await table.partition(VISIT);
    return rowsOf(auditKind, items).flatMap(({ value }) =>
      value.action === 'search-waits' ? [value.details] : [],
    );
  };

  it('says in the mission’s story that it waits for another answer, and until when', async () => {
    const world = await openChain(memoryTable(), many(1), NEXT_VISIT);
    await world.table.commit([otherQuestion(TUESDAY_NOON)]);
    expect(await asked(world, TUESDAY_NOON)).toBe('waits');
    const until = plus(TUESDAY_NOON, { hours: 4 });
    expect((await missionNow(world.table)).search?.nextAt).toBe(until);
    expect(await whyWaits(world.table)).toEqual([{ wave: 0, why: 'spared', until, answers: 1 }]);
    const night = instantOf(dayOf(TUESDAY_NOON), civilTime('23:00'));
    const late = await openChain(memoryTable(), many(1), NEXT_VISIT);
    expect(await asked(late, night)).toBe('waits');
    expect(await whyWaits(late.table)).toMatchObject([{ why: 'hour' }]);
  });

  it('is not taken back from whoever was just asked because a coordinator looks for others too soon', async () => {
    const table = memoryTable();
    const world = await openChain(table, [...many(1), aReadyVolunteer(1)], NEXT_VISIT);
    await table.commit([otherQuestion(TUESDAY_NOON)]);
    expect(await asked(world, TUESDAY_NOON)).toEqual([volunteerNumber(1)]);
    const [soon, due] = [plus(TUESDAY_NOON, { minutes: 5 }), plus(TUESDAY_NOON, { hours: 4 })];
    expect(await asked(world, soon)).toBe('waits');
    expect(await missionNow(table)).toMatchObject({
      state: 'offered',
      search: { wave: 1, open: [volunteerNumber(1)], nextAt: due },
    });
    expect((await offersNow(table)).map(({ state }) => state)).toEqual(['sent']);
    expect((await visitTally(table))?.silent ?? 0).toBe(0);
    // In its time it is a silence, as any other.
    expect((await searchVolunteer(world, VISIT, due, 'due')).ok).toBe(true);
    expect(
      (await offersNow(table)).find(({ volunteerId }) => volunteerId === volunteerNumber(1))?.state,
    ).toBe('expired');
  });

  it('holds when another search of the same minute asks them between the ranking and the text', async () => {
    const cases: readonly [Parameters<typeof openChain>[2], unknown][] = [
      [NEXT_VISIT, 'waits'],
      [{ ...NEXT_VISIT, urgent: true }, [id]],
      [{ ...NEXT_VISIT, chosen: [id] }, [id]],
    ];
    for (const [mission, expected] of cases) {
      const world = await openChain(memoryTable(), many(1), mission);
      let isAskedBeside = false;
      const table: Table = {
        ...world.table,
        getRows: async (keys) => {
          if (
            !isAskedBeside &&
            keys.some(({ pk, sk }) => pk === volunteerKey(id).pk && sk === volunteerKey(id).sk)
          ) {
            isAskedBeside = true;
            await world.table.commit([otherQuestion(TUESDAY_NOON)]);
          }
          return world.table.getRows(keys);
        },
      };
      expect(await asked({ ...world, table }, TUESDAY_NOON)).toEqual(expected);
      expect(isAskedBeside).toBe(true);
    }
  });
});

describe('the counts of a town’s answers', () => {
  it('say how many were asked, said no or nothing; an answer that comes late is no silence', async () => {
    const table = memoryTable();
    const world = await openChain(table, many(9));
    const first = await asked(world, TUESDAY_NOON);
    if (typeof first === 'string') throw new Error('no wave');
    const then = plus(TUESDAY_NOON, { hours: 4 });
    await searchVolunteer(world, VISIT, then);
    const offers = await offersNow(table);
    expect(await visitTally(table)).toMatchObject({
      asked: offers.length,
      yes: 0,
      no: 0,
      silent: first.length,
    });
    const id = first[0];
    if (!id) throw new Error('nobody');
    await declineOffer(world, subjectOf(id), 'busy', { kind: 'volunteer', id }, plus(then, { minutes: 5 }));
    const tally = await visitTally(table);
    expect(tally).toMatchObject({ no: 1, silent: first.length - 1 });
    expect(sumOf(tally ? [tally] : []).replies.reduce((sum, count) => sum + count, 0)).toBe(1);
  });
});

describe('the numbers of the town', () => {
  it('are those by which its waves are sized', async () => {
    const table = memoryTable();
    const world = await openChain(table, many(9));
    const town = await table.get(townKind, townKey('besancon'));
    if (!town) throw new Error('no town');
    await table.commit([
      put(townKind, { ...town.value, matching: { 'waves.mostPerWave': 1 } }, town.version),
    ]);
    expect(await asked(world, TUESDAY_NOON)).toHaveLength(1);
  });
});
