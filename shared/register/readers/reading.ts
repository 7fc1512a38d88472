import * as z from 'zod';
import type { Surroundings } from '../../decide/decide.ts';
import { type StaffId, staffIdSchema } from '../../ids/ids.ts';
import { defineKind, type Key, type Kind, rowsOf } from '../../table/kind.ts';
import type { Page, Table } from '../../table/table.ts';
import { create, put } from '../../table/write.ts';
import { dayOf } from '../../time/civil.ts';
import { epochSeconds, type Instant, instantSchema, plus } from '../../time/instant.ts';
import { townIdSchema } from '../../town/settings.ts';

/** What was read: the lists, or one entry by its id, or the file given to the prefect. */
export const LIST = 'list';

const readingSchema = z.object({
  staffId: staffIdSchema,
  town: townIdSchema,
  at: instantSchema,
  what: z.enum(['list', 'entry', 'letters', 'export', 'incoming']),
  /** The entry read, or the export. */
  subject: z.string().max(80),
  secret: z.string().max(12),
});
export type Reading = z.infer<typeof readingSchema>;

/** One month a list: a town's readings are asked by date (reliability.md §4.7). */
const monthList = (town: string, month: string): string => `${town}#register-read#${month}`;
/** CNIL: logs of access are kept six months to a year (domain.md §4). */
const KEPT_DAYS = 365;

/**
 * | question                                  | key or index                                        | consistent |
 * |-------------------------------------------|-----------------------------------------------------|------------|
 * | what did this agent read?                 | pk `REGISTER-READ#` + staff, sk instant + what      | yes        |
 * | who read what, this month, newest first?  | `list`: town + `#register-read#` + month            | no         |
 */
export const readingKind: Kind<Reading> = defineKind({
  name: 'register-reading',
  v: 1,
  schema: readingSchema,
  key: (one) => ({ pk: `REGISTER-READ#${one.staffId}`, sk: `AT#${one.at}#${one.subject}#${one.secret}` }),
  places: (one) => ({
    list: { partition: monthList(one.town, dayOf(one.at).slice(0, 7)), sort: `${one.at}#${one.secret}` },
  }),
  expiresAt: (one) => epochSeconds(plus(one.at, { days: KEPT_DAYS })),
});

const openSchema = z.object({
  staffId: staffIdSchema,
  subject: z.string().max(80),
  until: instantSchema,
});
const openKey = (staffId: StaffId, subject: string): Key => ({
  pk: `REGISTER-READ#${staffId}`,
  sk: `OPEN#${subject}`,
});
/**
 * | question                                          | key                                        | consistent |
 * |---------------------------------------------------|--------------------------------------------|------------|
 * | did this agent open this a moment ago?            | pk `REGISTER-READ#` + staff, sk `OPEN#`…   | yes        |
 */
export const openKind: Kind<z.infer<typeof openSchema>> = defineKind({
  name: 'register-open',
  v: 1,
  schema: openSchema,
  key: (one) => openKey(one.staffId, one.subject),
  expiresAt: (one) => epochSeconds(plus(one.until, { days: 1 })),
});

/** A page that was opened may be looked at again this long: back and forth, a correction, a print. */
export const OPEN_MINUTES = 30;

/**
 * Writes that somebody reads, before anything is shown: a page of the register shows only what was opened this way, by
 * its own reader (G11). Looking changes nothing (law 2), opening does.
 */
export const openReading = async (
  world: Pick<Surroundings, 'table' | 'ids' | 'config'>,
  staffId: StaffId,
  what: Reading['what'],
  subject: string,
  now: Instant,
): Promise<void> => {
  const { townId: town } = world.config;
  const reading: Reading = { staffId, town, at: now, what, subject, secret: world.ids.secret().slice(0, 12) };
  const until = plus(now, { minutes: OPEN_MINUTES });
  const done = await world.table.commit([
    create(readingKind, reading),
    put(openKind, { staffId, subject, until }, 'any'),
  ]);
  if (!done.ok) throw new Error('two readings drew the same number');
};

export const isOpenTo = async (
  table: Pick<Table, 'get'>,
  staffId: StaffId,
  subject: string,
  now: Instant,
): Promise<boolean> => {
  const open = await table.get(openKind, openKey(staffId, subject));
  return open !== undefined && open.value.until > now;
};

/** A month of readings, newest first: for the data protection officer. */
export const listReadings = async (
  table: Pick<Table, 'index'>,
  town: string,
  month: string,
  request: { readonly limit: number; readonly after?: string | undefined },
): Promise<Page<Reading>> => {
  const page = await table.index('list', {
    partition: monthList(town, month),
    newestFirst: true,
    ...request,
  });
  return { items: rowsOf(readingKind, page.items).map(({ value }) => value), next: page.next };
};
