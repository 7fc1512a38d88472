import { describe, expect, it } from 'vitest';
import { agendaHandler } from '../../../functions/agenda/handler.ts';
import { planHandler } from '../../../functions/plan/handler.ts';
import { SYSTEM } from '../../../shared/audit/audit.ts';
import type { Surroundings } from '../../../shared/decide/decide.ts';
import type { MissionId, VolunteerId } from '../../../shared/ids/ids.ts';
import { keepByHand } from '../../../shared/plans/hand/change-week.ts';
import type { Hand } from '../../../shared/plans/hand/hand.ts';
import { ensureNight, lookAtNight, lookAtPlan } from '../../../shared/plans/look-at-plans.ts';
import { readRows } from '../../../shared/plans/plan-store.ts';
import { sendWeek } from '../../../shared/plans/send-week.ts';
import { changesBetween } from '../../../shared/plans/solve/plan-rows.ts';
import { solveAsked } from '../../../shared/plans/solve/solve-asked.ts';
import { askWeek, proposeWeek, solveWeek } from '../../../shared/plans/solve/solve-week.ts';
import { planIdOf, planKey, planKind } from '../../../shared/plans/week-plan.ts';
import type { Table } from '../../../shared/table/table.ts';
import { put, replace } from '../../../shared/table/write.ts';
import { instant, plus } from '../../../shared/time/instant.ts';
import { townKind } from '../../../shared/town/settings.ts';
import { volunteerKey, volunteerKind } from '../../../shared/volunteers/store.ts';
import { aTown, TUESDAY_NOON as NOW } from '../../builders/chain.ts';
import { memoryTable } from '../../doubles/memory-table.ts';
import { fillPlanTown, PLAN_TOWN, PLAN_WEEK, planMission } from '../../functions/desk/plan/town.ts';
import { missionNow, offersNow, surroundings, volunteerNumber } from '../../support/chain.ts';
import { useEngine } from '../../support/engine.ts';
import { tableOn } from '../../support/tables.ts';

const engine = useEngine();
const CLAIRE = { kind: 'staff', id: 'stf_claire' } as const;
const ID = planIdOf('besancon', PLAN_WEEK);
const ALL = Array.from({ length: 7 }, (_, n) => planMission(n));

const openTown = async (table: Table): Promise<Surroundings> => {
  await table.commit([put(townKind, aTown(PLAN_TOWN), 'absent')]);
  await fillPlanTown(table);
  return surroundings(table);
};
const planNow = async ({ table }: Surroundings) => (await table.get(planKind, planKey(ID)))?.value;
const proposed = async (table: Table) => {
  const world = await openTown(table);
  await proposeWeek(world, PLAN_WEEK, CLAIRE, NOW);
  const key = (await planNow(world))?.result?.key ?? '';
  return { world, send: () => sendWeek(world, PLAN_WEEK, key, CLAIRE, NOW) };
};
/** Whoever was asked, mission by mission, an offer each. */
const asked = async ({ table }: Surroundings) =>
  Object.fromEntries(
    await Promise.all(
      ALL.map(
        async (id, n) => [n, (await offersNow(table, id)).map(({ volunteerId }) => volunteerId)] as const,
      ),
    ),
  );
/** Whom the plan chose, read back from what was shown: of two equally good plans either will do. */
const planned = async (world: Surroundings): Promise<Readonly<Record<string, readonly VolunteerId[]>>> => {
  const at = (await planNow(world))?.result;
  const rows = at && (await readRows(world.table, ID, at));
  const choices = (id: MissionId) => rows?.find(({ missionId }) => missionId === id)?.choices ?? [];
  return Object.fromEntries(ALL.map((id, n) => [n, choices(id).map(({ volunteerId }) => volunteerId)]));
};
const LEA = volunteerNumber(1);

/** A table whose process dies after so many writes. */
const dying = (table: Table, after: number): Table => {
  let left = after;
  return {
    ...table,
    commit: (writes) => {
      left -= 1;
      return left < 0 ? Promise.reject(new Error('killed')) : table.commit(writes);
    },
  };
};

describe.each([
  ['on the double', async () => memoryTable()],
  ['on the engine', async () => tableOn(await engine.freshTable({ stream: false }))],
] as const)('sending a week, %s', (_, open) => {
  it('pressed by two at once asks each volunteer once, the one the plan chose', async () => {
    const { world, send } = await proposed(await open());
    const chosen = await planned(world);
    expect(Object.values(chosen).flat()).toHaveLength(6);
    await Promise.all([send(), send(), send()]);
    expect(await asked(world)).toEqual(chosen);
    for (const id of ALL.slice(0, 6)) expect((await missionNow(world.table, id)).search?.wave).toBe(1);
    expect((await planNow(world))?.sent).toMatchObject({ next: 7, skipped: [] });
    expect((await planNow(world))?.sent?.doneAt).toBeDefined();
  });
});

describe('sending a week', () => {
  it('stopped at any write is gone on with by the agenda, and asks nobody twice', async () => {
    for (let writes = 1; writes < 15; writes += 1) {
      const table = memoryTable();
      const { world } = await proposed(table);
      const key = (await planNow(world))?.result?.key ?? '';
      const chosen = await planned(world);
      const killed = { ...world, table: dying(table, writes) };
      await expect(sendWeek(killed, PLAN_WEEK, key, CLAIRE, NOW), `${writes} writes`).rejects.toThrow(
        'killed',
      );
      await lookAtPlan(world, ID, plus(NOW, { minutes: 2 }));
      expect(await asked(world), `${writes} writes`).toEqual(chosen);
      expect((await planNow(world))?.lookAt, `${writes} writes`).toBeUndefined();
    }
  });

  it('passes over a volunteer who paused since, says so, and starts nothing in their place', async () => {
    const { world, send } = await proposed(memoryTable());
    const lea = await world.table.get(volunteerKind, volunteerKey(LEA));
    if (!lea) throw new Error('no Léa');
    await world.table.commit([replace(volunteerKind, lea, { ...lea.value, state: 'paused' as const })]);
    const chosen = await planned(world);
    expect([chosen[0], chosen[2]]).toEqual([[LEA], [LEA]]);
    await send();
    expect(await asked(world)).toEqual({ ...chosen, 0: [], 2: [] });
    expect((await planNow(world))?.sent?.skipped).toEqual([
      expect.objectContaining({ missionId: planMission(0), sentence: expect.stringContaining('pause') }),
      expect.objectContaining({ missionId: planMission(2) }),
    ]);
    expect((await missionNow(world.table, planMission(0))).search).toBeUndefined();
  });

  it('in quiet hours waits for the morning, then asks whom the plan chose', async () => {
    const night = instant('2026-11-24T21:30:00.000Z');
    const { world } = await proposed(memoryTable());
    const key = (await planNow(world))?.result?.key ?? '';
    await sendWeek(world, PLAN_WEEK, key, CLAIRE, night);
    expect(await asked(world)).toEqual(Object.fromEntries(ALL.map((_, n) => [n, []])));
    const mission = await missionNow(world.table, planMission(0));
    expect(mission).toMatchObject({ chosen: [LEA], lookAt: '2026-11-25T07:30:00.000Z' });
  });
});

describe('a week sent in the evening, proposed and sent again before the morning', () => {
  const NIGHT = instant('2026-11-24T21:30:00.000Z');
  const sentTwice = async (hand: (chosen: readonly VolunteerId[]) => Hand) => {
    const { world } = await proposed(memoryTable());
    const key = async () => (await planNow(world))?.result?.key ?? '';
    await sendWeek(world, PLAN_WEEK, await key(), CLAIRE, NIGHT);
    const chosen = (await missionNow(world.table, planMission(0))).chosen ?? [];
    await proposeWeek(world, PLAN_WEEK, CLAIRE, NIGHT);
    const kept = await keepByHand(world, PLAN_WEEK, hand(chosen), await key(), CLAIRE, NIGHT);
    expect(kept.ok).toBe(true);
    await sendWeek(world, PLAN_WEEK, await key(), CLAIRE, NIGHT);
    return world;
  };

  it('texts nobody for a mission that the coordinator left without anybody', async () => {
    const world = await sentTwice(() => ({ kind: 'nobody', missionId: planMission(0) }));
    const left = await missionNow(world.table, planMission(0));
    expect(left).not.toHaveProperty('chosen');
    // Its own search begins at its own date, as without a plan.
    expect(left).toMatchObject({ lookAt: '2026-11-25T09:00:00.000Z' });
    expect(left).not.toHaveProperty('search');
    expect((await missionNow(world.table, planMission(1))).chosen).toHaveLength(1);
  });

  it('texts nobody for a mission that the new plan finds nobody for', async () => {
    const { world } = await proposed(memoryTable());
    const key = async () => (await planNow(world))?.result?.key ?? '';
    await sendWeek(world, PLAN_WEEK, await key(), CLAIRE, NIGHT);
    for (const n of [0, 1, 2, 3]) {
      const stored = await world.table.get(volunteerKind, volunteerKey(volunteerNumber(n)));
      if (!stored) throw new Error('nobody');
      const availability = stored.value.availability.filter((half) => half !== 'mon-am');
      await world.table.commit([replace(volunteerKind, stored, { ...stored.value, availability })]);
    }
    await proposeWeek(world, PLAN_WEEK, CLAIRE, NIGHT);
    await sendWeek(world, PLAN_WEEK, await key(), CLAIRE, NIGHT);
    expect(await missionNow(world.table, planMission(0))).not.toHaveProperty('chosen');
  });
});

describe('the night', () => {
  it('asks for each week to come once, and the plan’s function solves them', async () => {
    const world = await openTown(memoryTable());
    await ensureNight(world, NOW);
    await ensureNight(world, NOW);
    const night = instant('2026-11-25T03:40:00.000Z');
    await lookAtNight(world, 'besancon', NOW);
    expect(await planNow(world)).toBeUndefined();
    await lookAtNight(world, 'besancon', night);
    await lookAtNight(world, 'besancon', night);
    expect((await planNow(world))?.asked).toMatchObject({ tries: 0 });
    expect(await solveAsked(world, night, () => undefined)).toEqual({ solved: 3, failed: 0 });
    expect(await planNow(world)).toMatchObject({ result: { by: SYSTEM, totals: { found: 6, wanted: 7 } } });
    expect((await planNow(world))?.asked).toBeUndefined();
  });

  it('tells what changed since the day before', async () => {
    const world = await openTown(memoryTable());
    await solveWeek(world, PLAN_WEEK, CLAIRE, NOW);
    const lea = await world.table.get(volunteerKind, volunteerKey(LEA));
    if (!lea) throw new Error('no Léa');
    await world.table.commit([replace(volunteerKind, lea, { ...lea.value, state: 'paused' as const })]);
    const tomorrow = plus(NOW, { hours: 17 });
    await solveWeek(world, PLAN_WEEK, SYSTEM, tomorrow);
    const changes = (await planNow(world))?.changes;
    expect(changes?.since).toBe(NOW);
    expect(changes?.missions).toContain(planMission(0));
    expect(changes?.sentences.join()).toMatch(/missions? (ne trouve|change)/);
    // Solved again the same day: still compared with yesterday.
    await solveWeek(world, PLAN_WEEK, SYSTEM, plus(tomorrow, { hours: 2 }));
    expect((await planNow(world))?.changes?.since).toBe(NOW);
  });

  it('stopped at any write gives the same plan when it is asked again', async () => {
    const whole = await proposed(memoryTable());
    const expected = await planNow(whole.world);
    for (let writes = 0; writes < 2; writes += 1) {
      const table = memoryTable();
      const world = await openTown(table);
      await expect(
        solveWeek({ ...world, table: dying(table, writes) }, PLAN_WEEK, CLAIRE, NOW),
      ).rejects.toThrow('killed');
      await solveWeek(world, PLAN_WEEK, CLAIRE, NOW);
      expect(await planNow(world)).toEqual(expected);
    }
  });

  it('closes a week that begins without its plan being sent', async () => {
    const world = await openTown(memoryTable());
    await ensureNight(world, NOW);
    await solveWeek(world, PLAN_WEEK, CLAIRE, NOW);
    await lookAtNight(world, 'besancon', instant('2026-12-07T04:00:00.000Z'));
    expect((await planNow(world))?.state).toBe('superseded');
    const again = await solveWeek(world, PLAN_WEEK, CLAIRE, instant('2026-12-07T05:00:00.000Z'));
    expect(again).toEqual({ ok: false, refusal: 'superseded' });
  });
});

describe('a calculation that fails', () => {
  it('is tried three times, then shown as failed; asked again it starts afresh', async () => {
    const world = await openTown(memoryTable());
    await askWeek(world, PLAN_WEEK, CLAIRE, NOW);
    const broken = {
      ...world,
      table: {
        ...world.table,
        index: (...of: Parameters<Table['index']>) =>
          of[1].partition.includes('#mission#')
            ? Promise.reject(new Error('no index'))
            : world.table.index(...of),
      },
    };
    const errors: unknown[] = [];
    for (let minute = 0; minute < 5; minute += 1)
      await solveAsked(broken, plus(NOW, { minutes: minute }), (error) => errors.push(error));
    expect(errors).toHaveLength(3);
    expect(await planNow(world)).toMatchObject({ failedAt: plus(NOW, { minutes: 2 }) });
    await askWeek(world, PLAN_WEEK, CLAIRE, NOW);
    expect(await solveAsked(world, NOW, () => undefined)).toEqual({ solved: 1, failed: 0 });
    expect((await planNow(world))?.failedAt).toBeUndefined();
  });

  it('left by a worker that died is taken by the next one after some minutes, not before', async () => {
    const table = memoryTable();
    const world = await openTown(table);
    await askWeek(world, PLAN_WEEK, CLAIRE, NOW);
    await solveAsked({ ...world, table: dying(table, 1) }, NOW, () => undefined).catch(() => undefined);
    expect((await planNow(world))?.asked).toMatchObject({ startedAt: NOW, tries: 1 });
    expect(await solveAsked(world, plus(NOW, { minutes: 1 }), () => undefined)).toEqual({
      solved: 0,
      failed: 0,
    });
    expect(await solveAsked(world, plus(NOW, { minutes: 5 }), () => undefined)).toEqual({
      solved: 1,
      failed: 0,
    });
  });
});

describe('the functions that are woken', () => {
  it('solve, plan the night and go on with a sending, from the queue’s message alone', async () => {
    const table = memoryTable();
    const base = await openTown(table);
    let now = NOW;
    const lines: Record<string, unknown>[] = [];
    const world = {
      ...base,
      clock: { now: () => now },
      log: (line: Record<string, unknown>) => lines.push(line),
    };
    const event = { Records: [] };
    await planHandler(world as never)(event);
    now = instant('2026-11-25T03:40:00.000Z');
    await agendaHandler(world as never)(event);
    await planHandler(world as never)(event);
    expect(lines).toContainEqual({ event: 'plan-tick', solved: 3, failed: 0 });
    expect((await planNow(base))?.result?.totals.found).toBe(6);
  });
});

describe('two coordinators at once', () => {
  /** A table on which `meanwhile` happens once, just before the plan is read for the decision that keeps it. */
  const interrupted = (table: Table, meanwhile: () => Promise<unknown>): Table => {
    let isDone = false;
    const commit: Table['commit'] = async (writes) => {
      const isRows = writes.some((write) => write.op === 'put' && write.key.sk.startsWith('ROWS#'));
      if (isRows && !isDone) {
        isDone = true;
        await meanwhile();
      }
      return table.commit(writes);
    };
    return { ...table, commit };
  };

  it('a plan sent while another calculation runs stays sent', async () => {
    const { world, send } = await proposed(memoryTable());
    const slow = { ...world, table: interrupted(world.table, send) };
    const solved = await solveWeek(slow, PLAN_WEEK, CLAIRE, plus(NOW, { minutes: 1 }));
    expect(solved).toEqual({ ok: false, refusal: 'changed-meanwhile' });
    expect((await planNow(world))?.state).toBe('sent');
  });

  it('a choice by hand made while the week is sent undoes nothing', async () => {
    const { world, send } = await proposed(memoryTable());
    const key = (await planNow(world))?.result?.key ?? '';
    const slow = { ...world, table: interrupted(world.table, send) };
    const hand = { kind: 'nobody', missionId: planMission(1) } as const;
    const kept = await keepByHand(slow, PLAN_WEEK, hand, key, CLAIRE, plus(NOW, { minutes: 1 }));
    expect(kept).toEqual({ ok: false, refusal: { reason: 'changed-meanwhile' } });
    expect(await planNow(world)).toMatchObject({ state: 'sent', aside: [] });
  });

  it('a week half sent is not proposed again before everybody is asked', async () => {
    const { world, send } = await proposed(memoryTable());
    const chosen = await planned(world);
    const killed = { ...world, table: dying(world.table, 5) };
    const key = (await planNow(world))?.result?.key ?? '';
    await expect(sendWeek(killed, PLAN_WEEK, key, CLAIRE, NOW)).rejects.toThrow('killed');
    expect(await proposeWeek(world, PLAN_WEEK, CLAIRE, NOW)).toEqual({ ok: false, refusal: 'sending' });
    await lookAtPlan(world, ID, plus(NOW, { minutes: 2 }));
    expect(await asked(world)).toEqual(chosen);
    expect((await proposeWeek(world, PLAN_WEEK, CLAIRE, plus(NOW, { minutes: 3 }))).ok).toBe(true);
    await send();
  });
});

describe('what changed since yesterday', () => {
  const row = (id: MissionId, ...volunteerIds: readonly VolunteerId[]) => ({
    missionId: id,
    worth: 0,
    choices: volunteerIds.map((volunteerId) => ({ volunteerId, isLocked: false, why: '' })),
  });

  it('tells a mission for two that lost one person from one that lost everybody', () => {
    const [one, other, third] = [planMission(0), planMission(1), planMission(2)];
    const before = [row(one, LEA, volunteerNumber(2)), row(other, LEA), row(third, LEA)];
    const after = [row(one, LEA), row(other), row(third, LEA, volunteerNumber(2))];
    expect(changesBetween(before, after).sentences).toEqual([
      '1\u00a0mission ne trouve plus personne',
      '1\u00a0mission à deux n’a plus qu’une personne',
      '1\u00a0mission à deux trouve sa seconde personne',
    ]);
  });
});
