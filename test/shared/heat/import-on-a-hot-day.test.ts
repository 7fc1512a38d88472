import { describe, expect, it } from 'vitest';
import { lookAtRound } from '../../../shared/heat/calls/rounds/look-at-round.ts';
import { activate } from '../../../shared/heat/campaign/activate.ts';
import { importIdSchema } from '../../../shared/ids/ids.ts';
import { commitImport } from '../../../shared/imports/commit-import.ts';
import { hidingStaged } from '../../../shared/imports/staged.ts';
import { stagedEntryKind } from '../../../shared/imports/store.ts';
import { put } from '../../../shared/table/write.ts';
import { addDays } from '../../../shared/time/civil.ts';
import { plus } from '../../../shared/time/instant.ts';
import { HOT_DAY, hot, NADIA } from '../../builders/heat.ts';
import { aPerson, openHotTown } from '../../support/hot-day.ts';
import { given, tried } from '../imports/import-world.ts';

const WISH = { level: 'orange', startsOn: HOT_DAY, expectedEnd: addDays(HOT_DAY, 2), duty: [NADIA] } as const;
const BY = { kind: 'staff', id: NADIA } as const;
const FILE = `Nom;Prénom;Adresse;Demandeur\n${Array.from(
  { length: 30 },
  (_, n) => `Zola${String(n).padStart(2, '0')};Odile;${n + 1} rue A;elle-même`,
).join('\n')}\nPetit;Yves;2 rue B;médecin\n`;

const started = async (people: number) => {
  const town = await openHotTown(Array.from({ length: people }, (_, n) => aPerson(n)));
  const world = { ...town.world, table: hidingStaged(town.table) };
  return { town, world };
};

describe('a register taken in while people are being called', () => {
  it('is on the list of the day at the next minute, and nobody who must be told first', async () => {
    const { town, world } = await started(3);
    await activate(world, WISH, NADIA, hot('08:30'));
    const [round] = town.rounds();
    if (!round) throw new Error('no list');
    await lookAtRound(world, round.id, hot('08:31'));
    expect(town.calls()).toHaveLength(3);
    const one = await tried(world, given('register', FILE));
    const done = await commitImport(world, one.id, one, BY, hot('09:00'));
    expect(done.ok && done.value.state).toBe('committed');
    expect(town.rounds()[0]).toMatchObject({ lookAt: hot('09:00') });
    await lookAtRound(world, round.id, hot('09:01'));
    expect(town.calls()).toHaveLength(33);
    expect(town.rounds()[0]).toMatchObject({ registered: { count: 33 } });
  });

  it('costs nothing on an ordinary day', async () => {
    const { town, world } = await started(1);
    const one = await tried(world, given('register', FILE));
    expect((await commitImport(world, one.id, one, BY, hot('09:00'))).ok).toBe(true);
    expect(town.rounds()).toEqual([]);
  });

  it('hides nobody who stands behind people not yet taken in', async () => {
    const { town, world } = await started(60);
    const importId = importIdSchema.parse(`imp_${'0'.repeat(26)}`);
    // The first 55 by name belong to an import that stopped half-way.
    for (const entry of Array.from({ length: 55 }, (_, n) => aPerson(n)))
      await town.table.commit([put(stagedEntryKind, { ...entry, importId }, 'any')]);
    await activate(world, WISH, NADIA, hot('08:30'));
    const [round] = town.rounds();
    if (!round) throw new Error('no list');
    await lookAtRound(world, round.id, plus(hot('08:30'), { minutes: 1 }));
    expect(town.calls()).toHaveLength(5);
  });
});
