import type { Surroundings } from '../../shared/decide/decide.ts';
import { type IdOf, type IdPrefix, linkTokenSchema } from '../../shared/ids/ids.ts';
import type { Kind, Row } from '../../shared/table/kind.ts';
import { rowsOf } from '../../shared/table/kind.ts';
import type { Table } from '../../shared/table/table.ts';
import { put } from '../../shared/table/write.ts';
import { townKind } from '../../shared/town/settings.ts';
import { volunteerKind } from '../../shared/volunteers/store.ts';
import type { Requirement, Volunteer } from '../../shared/volunteers/volunteer.ts';
import { memoryTable } from '../doubles/memory-table.ts';
import { aTown, aVolunteer } from './chain.ts';

/** Ids that count: the same on every run, told apart by their last letters. */
export const countingIds = (): Surroundings['ids'] => {
  let count = 0;
  const next = () => {
    count += 1;
    return String(count);
  };
  return {
    next: <P extends IdPrefix>(prefix: P) => `${prefix}_${next().padStart(26, '0')}` as IdOf[P],
    linkToken: () => linkTokenSchema.parse(next().padStart(22, 't')),
    secret: () => Buffer.from(next().padStart(32, 's')).toString('base64url'),
    integerBelow: () => 0,
  };
};

export const everyRequirement = (version = '2026-1'): Requirement[] => [
  { kind: 'charter', on: '2026-01-10' as Requirement['on'], version },
  { kind: 'interview', on: '2026-01-05' as Requirement['on'] },
  {
    kind: 'criminal-record',
    on: '2026-01-10' as Requirement['on'],
    validUntil: '2029-01-09' as Requirement['on'],
  },
  { kind: 'training', on: '2026-01-20' as Requirement['on'], validUntil: '2028-01-19' as Requirement['on'] },
];

/** A town with these volunteers on the double of the table. */
export const townOf = async (
  volunteers: readonly Volunteer[] = [aVolunteer()],
  table: Table & { readonly dump: () => readonly Row[] } = memoryTable(),
) => {
  const world: Surroundings = {
    table,
    ids: countingIds(),
    config: { townId: 'besancon', appSecret: 's'.repeat(43), linksOrigin: 'http://localhost:3001' },
  };
  await table.commit([
    put(townKind, aTown(), 'absent'),
    ...volunteers.map((one) => put(volunteerKind, one, 'absent')),
  ]);
  const all = <T>(kind: Kind<T>): T[] => rowsOf(kind, table.dump()).map(({ value }) => value);
  return {
    world,
    dump: table.dump,
    all,
    volunteer: async (id: Volunteer['id']): Promise<Volunteer> => {
      const stored = await table.get(volunteerKind, volunteerKind.key({ ...aVolunteer(), id }));
      if (!stored) throw new Error('no such volunteer');
      return stored.value;
    },
  };
};
