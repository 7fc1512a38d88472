import type { Surroundings } from '../../shared/decide/decide.ts';
import { type IdOf, type IdPrefix, linkTokenSchema, staffIdSchema } from '../../shared/ids/ids.ts';
import { type Staff, staffKind, staffSchema } from '../../shared/staff/staff.ts';
import type { Kind } from '../../shared/table/kind.ts';
import type { Table } from '../../shared/table/table.ts';
import { put } from '../../shared/table/write.ts';
import { townKind } from '../../shared/town/settings.ts';
import { aTown, TUESDAY_NOON } from '../builders/chain.ts';
import { memoryTable } from '../doubles/memory-table.ts';

const digits = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const ulidOf = (n: number): string =>
  `${'0'.repeat(18)}${Array.from({ length: 8 }, (_, i) => digits[Math.floor(n / 32 ** (7 - i)) % 32]).join('')}`;

export const CLAIRE = staffIdSchema.parse(`stf_${ulidOf(900)}`);
export const SOFIA = staffIdSchema.parse(`stf_${ulidOf(901)}`);

export const aStaff = (more: Partial<Staff> = {}): Staff =>
  staffSchema.parse({
    id: CLAIRE,
    town: 'besancon',
    issuer: 'https://id.example',
    subject: 'claire',
    name: 'Claire Dumont',
    organisation: 'Maison des Seniors',
    role: 'coordinator',
    active: true,
    createdAt: TUESDAY_NOON,
    ...more,
  });

/** Ids that count: the same run, the same ids. `numbers` feeds `integerBelow`, then counts. */
export const countingIds = (numbers: number[] = []): Surroundings['ids'] => {
  let count = 0;
  let drawn = 0;
  return {
    next: <P extends IdPrefix>(prefix: P) => `${prefix}_${ulidOf(++count)}` as IdOf[P],
    linkToken: () => linkTokenSchema.parse(`t${String(++count).padStart(21, '0')}`),
    secret: () => Buffer.from(`secret-${++count}`.padEnd(32, '.')).toString('base64url'),
    integerBelow: (below) => (numbers.shift() ?? ++drawn * 37) % below,
  };
};

export type SmallWorld = Surroundings & { readonly table: Table & ReturnType<typeof memoryTable> };

/** A town with a coordinator and a social worker, and whatever else the test puts in it. */
export const smallWorld = async (numbers: number[] = []): Promise<SmallWorld> => {
  const table = memoryTable();
  const world: SmallWorld = {
    table,
    ids: countingIds(numbers),
    config: { townId: 'besancon', appSecret: 's'.repeat(43), linksOrigin: 'https://p.example' },
  };
  await table.commit([
    put(townKind, aTown(), 'absent'),
    put(staffKind, aStaff(), 'absent', { label: 'claire' }),
    put(
      staffKind,
      aStaff({
        id: SOFIA,
        subject: 'sofia',
        name: 'Sofia Meunier',
        organisation: 'CMS Planoise',
        role: 'social-worker',
      }),
      'absent',
      { label: 'sofia' },
    ),
  ]);
  return world;
};

export const given = async <T>(world: SmallWorld, kind: Kind<T>, ...values: readonly T[]): Promise<void> => {
  for (const value of values) await world.table.commit([put(kind, value, 'absent')]);
};

/** Every record of one kind, as it stands. */
export const all = <T>(world: SmallWorld, kind: Kind<T>): readonly T[] =>
  world.table
    .dump()
    .filter((item) => item.kind === kind.name)
    .map((item) => kind.schema.parse(item.data));

/** A world whose table stops, as a killed process does, after so many commits. */
export const killedAfter = (world: SmallWorld, commits: number): SmallWorld => {
  let left = commits;
  return {
    ...world,
    table: {
      ...world.table,
      commit: async (writes) => {
        if (writes.length === 0) return world.table.commit(writes);
        if (left-- <= 0) throw new Error('killed');
        return world.table.commit(writes);
      },
    },
  };
};
