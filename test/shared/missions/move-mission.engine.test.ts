import { expect, it } from 'vitest';
import type { Surroundings } from '../../../shared/decide/decide.ts';
import { moveMission } from '../../../shared/missions/move-mission.ts';
import { seniorKey, seniorKind } from '../../../shared/seniors/store.ts';
import { changeSenior } from '../../../shared/seniors/write-senior.ts';
import { followFile } from '../../../shared/services/follow-file.ts';
import { addDays, civilDay, civilTime } from '../../../shared/time/civil.ts';
import { JEANNE, TUESDAY_NOON as NOW, VISIT } from '../../builders/chain.ts';
import { aReadyVolunteer, missionNow, openChain } from '../../support/chain.ts';
import { useEngine } from '../../support/engine.ts';
import { tableOn } from '../../support/tables.ts';

const { freshTable } = useEngine();
const CLAIRE = { kind: 'staff', id: `stf_${'A'.repeat(26)}` } as const;
const AWAY = civilDay('2026-12-03');
const to = { day: AWAY, time: civilTime('14:30') };

/** Somebody at another desk notes that she is away, and what was planned then is called off. */
const noteAbsence = async (world: Surroundings): Promise<void> => {
  const stored = await world.table.get(seniorKind, seniorKey(JEANNE));
  const absences = [{ from: AWAY, to: addDays(AWAY, 4) }];
  await changeSenior(world, JEANNE, stored?.version ?? 0, { absences }, CLAIRE, NOW);
  await followFile(world, JEANNE, CLAIRE, NOW);
};

/** Everything was read and decided; her absence is noted before it is written. */
const absentFirst = (world: Surroundings): Surroundings => {
  let noted = false;
  return {
    ...world,
    table: {
      ...world.table,
      commit: async (writes) => {
        if (!noted) {
          noted = true;
          await noteAbsence(world);
        }
        return world.table.commit(writes);
      },
    },
  };
};

it('an absence noted just before a move is written refuses the move', async () => {
  const table = tableOn(await freshTable());
  const world = await openChain(table, [aReadyVolunteer(0)]);
  expect(await moveMission(absentFirst(world), VISIT, to, CLAIRE, NOW)).toEqual({
    ok: false,
    refusal: 'senior-away',
  });
  expect(await missionNow(table)).toMatchObject({ state: 'planned', day: '2026-11-25' });
});

it('a move and an absence at the same instant: no visit is left on a day when she is away', async () => {
  for (let run = 0; run < 6; run += 1) {
    const table = tableOn(await freshTable());
    const world = await openChain(table, [aReadyVolunteer(0)]);
    await Promise.all([moveMission(world, VISIT, to, CLAIRE, NOW), noteAbsence(world)]);
    const { day, state } = await missionNow(table);
    expect([day === AWAY, state === 'cancelled']).toEqual(day === AWAY ? [true, true] : [false, false]);
  }
});
