import * as z from 'zod';
import { type Actor, change } from '../../audit/audit.ts';
import { type Decision, decideAndCommit, type Surroundings } from '../../decide/decide.ts';
import { type StaffId, staffIdSchema } from '../../ids/ids.ts';
import { ok, type Result, refused } from '../../result/result.ts';
import { staffKey, staffKind } from '../../staff/staff.ts';
import { defineKind, type Key, type Kind, rowsOf } from '../../table/kind.ts';
import type { Table } from '../../table/table.ts';
import { type CivilDay, civilDaySchema, dayOf } from '../../time/civil.ts';
import { type Instant, instantSchema } from '../../time/instant.ts';
import { townIdSchema } from '../../town/settings.ts';

/** An agent named by the mayor to read the register (G11): from a day, to a day, by an act that has a number. */
export const readerSchema = z.object({
  staffId: staffIdSchema,
  town: townIdSchema,
  /** « arrêté n° 2026-118 du 4 mai » */
  act: z.string().min(1).max(120),
  from: civilDaySchema,
  to: civilDaySchema,
  namedBy: staffIdSchema,
  at: instantSchema,
  endedAt: instantSchema.optional(),
});
export type Reader = z.infer<typeof readerSchema>;

const readerKey = (town: string, id: StaffId): Key => ({ pk: `REGISTER-READER#${town}#${id}`, sk: 'READER' });
/**
 * | question                                  | key or index                                   | consistent |
 * |-------------------------------------------|------------------------------------------------|------------|
 * | is this agent named to read the register? | pk `REGISTER-READER#` + town + staff, `READER` | yes        |
 * | who is, or was?                           | `list`: town + `#register-reader`              | no         |
 */
export const readerKind: Kind<Reader> = defineKind({
  name: 'register-reader',
  v: 1,
  schema: readerSchema,
  key: (reader) => readerKey(reader.town, reader.staffId),
  places: (reader) => ({
    list: { partition: `${reader.town}#register-reader`, sort: `${reader.at}#${reader.staffId}` },
  }),
});

export const isNamed = (reader: Reader | undefined, today: CivilDay): boolean =>
  reader !== undefined && !reader.endedAt && reader.from <= today && today <= reader.to;

/** The naming of this agent, if it holds today. Asked again at each request. */
export const readerOf = async (
  table: Pick<Table, 'get'>,
  id: StaffId,
  town: string,
  now: Instant,
): Promise<Reader | undefined> => {
  const reader = (await table.get(readerKind, readerKey(town, id)))?.value;
  return isNamed(reader, dayOf(now)) ? reader : undefined;
};

export const listReaders = async (table: Pick<Table, 'index'>, town: string): Promise<readonly Reader[]> => {
  const { items } = await table.index('list', { partition: `${town}#register-reader`, newestFirst: true });
  return rowsOf(readerKind, items).map(({ value }) => value);
};

export type NamingRefusal = {
  /** `oneself`: nobody opens the register to themselves. `wrong-role`: this role never reads names. */
  readonly reason: 'oneself' | 'no-such-agent' | 'wrong-role' | 'days-reversed' | 'too-long' | 'not-named';
};
/** Roles that may be named: those who work with people's files. */
export const READER_ROLES = ['coordinator', 'duty-officer', 'social-worker'] as const;
/** A naming is renewed at least every two years: a list that nobody reviews only grows. */
const MOST_DAYS = 731;

type Naming = Pick<Reader, 'staffId' | 'act' | 'from' | 'to'>;

/** Writes down that the mayor named somebody. */
export const nameReader = (
  world: Pick<Surroundings, 'table' | 'config'>,
  naming: Naming,
  by: StaffId,
  now: Instant,
): Promise<Result<Reader, NamingRefusal>> => {
  const town = world.config.townId;
  return decideAndCommit(world.table, async (): Promise<Result<Decision<Reader>, NamingRefusal>> => {
    if (naming.staffId === by) return refused({ reason: 'oneself' });
    if (naming.to < naming.from) return refused({ reason: 'days-reversed' });
    if (Date.parse(naming.to) - Date.parse(naming.from) > MOST_DAYS * 86_400_000)
      return refused({ reason: 'too-long' });
    const [person, stored] = await Promise.all([
      world.table.get(staffKind, staffKey(naming.staffId)),
      world.table.get(readerKind, readerKey(town, naming.staffId)),
    ]);
    if (!person?.value.active || person.value.town !== town) return refused({ reason: 'no-such-agent' });
    if (!READER_ROLES.some((role) => role === person.value.role)) return refused({ reason: 'wrong-role' });
    const reader: Reader = { ...naming, town, namedBy: by, at: now };
    const actor: Actor = { kind: 'staff', id: by };
    const details = { reader: naming.staffId, from: naming.from, to: naming.to };
    const happening = { action: 'register-reader-named', actor, at: now, details };
    return ok({ value: reader, writes: change(readerKind, stored, reader, happening) });
  });
};

/** Ends a naming at once. */
export const endNaming = (
  world: Pick<Surroundings, 'table' | 'config'>,
  id: StaffId,
  by: StaffId,
  now: Instant,
): Promise<Result<Reader, NamingRefusal>> =>
  decideAndCommit(world.table, async (): Promise<Result<Decision<Reader>, NamingRefusal>> => {
    const stored = await world.table.get(readerKind, readerKey(world.config.townId, id));
    if (!stored || stored.value.endedAt) return refused({ reason: 'not-named' });
    const next = { ...stored.value, endedAt: now };
    const actor: Actor = { kind: 'staff', id: by };
    const happening = { action: 'register-reader-ended', actor, at: now, details: { reader: id } };
    return ok({ value: next, writes: change(readerKind, stored, next, happening) });
  });
