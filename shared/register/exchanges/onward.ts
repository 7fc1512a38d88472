import * as z from 'zod';
import { type Decision, decideAndCommit, type Surroundings } from '../../decide/decide.ts';
import { type RegisterEntryId, registerEntryIdSchema, type StaffId, staffIdSchema } from '../../ids/ids.ts';
import { ok, type Result, refused } from '../../result/result.ts';
import { healthWordsIn } from '../../seniors/health-words.ts';
import { defineKind, type Kind, rowsOf } from '../../table/kind.ts';
import type { Page, Table } from '../../table/table.ts';
import { create } from '../../table/write.ts';
import { dayOf, yearOf } from '../../time/civil.ts';
import { epochSeconds, type Instant, instantSchema, plus } from '../../time/instant.ts';
import { townIdSchema } from '../../town/settings.ts';
import { isActiveEntry } from '../entry.ts';
import { entryWrites } from '../entry-writes.ts';
import { isOpenRule, readRules } from '../rules.ts';
import { entryKey, entryKind } from '../store.ts';

/** To whom the law lets a mayor give an entry outside an alert (L121-6-1, since 2024). */
export const RECIPIENTS = ['social-action-centre', 'health-service', 'authorised-service'] as const;
/** What people ask for and the law keeps apart: the register of the plan communal de sauvegarde (G17). */
export const CIVIL_PROTECTION = 'civil-protection';
type Recipient = (typeof RECIPIENTS)[number];

const transferSchema = z.object({
  entryId: registerEntryIdSchema,
  town: townIdSchema,
  recipient: z.enum(RECIPIENTS),
  /** « CCAS de Besançon, service du maintien à domicile » */
  to: z.string().min(1).max(120),
  why: z.string().min(1).max(300),
  by: staffIdSchema,
  at: instantSchema,
  secret: z.string().max(12),
});
export type OnwardTransfer = z.infer<typeof transferSchema>;

const yearList = (town: string, year: string): string => `${town}#register-onward#${year}`;
/** A log of documented internal control (domain.md §4). */
const KEPT_DAYS = 3 * 365;

/**
 * | question                                       | key or index                                           | consistent |
 * |------------------------------------------------|--------------------------------------------------------|------------|
 * | this transfer                                  | pk `REGISTER-ONWARD#` + entry, sk instant + secret     | yes        |
 * | what left the register this year, newest first | `list`: town + `#register-onward#` + year, by instant  | no         |
 */
export const transferKind: Kind<OnwardTransfer> = defineKind({
  name: 'register-onward',
  v: 1,
  schema: transferSchema,
  key: ({ entryId, at, secret }) => ({ pk: `REGISTER-ONWARD#${entryId}`, sk: `AT#${at}#${secret}` }),
  places: ({ town, at, secret }) => ({
    list: { partition: yearList(town, yearOf(dayOf(at))), sort: `${at}#${secret}` },
  }),
  expiresAt: ({ at }) => epochSeconds(plus(at, { days: KEPT_DAYS })),
});

export type TransferRefusal = {
  /** `other-register`: never merged with the register of the plan communal de sauvegarde (G17, CSI L731-3). */
  readonly reason:
    | 'closed'
    | 'no-such-entry'
    | 'not-on-register'
    | 'other-register'
    | 'to-missing'
    | 'why-missing'
    | 'not-told'
    | 'health-words';
};
type Transferred = Result<OnwardTransfer, TransferRefusal>;

/**
 * Writes down that one entry is given to one service, and why (G16): held to the entry as read, so that an opposition at that
 * moment refuses it. It is the record, not a sending: the agent hands over what the page shows.
 */
export const transferEntry = (
  world: Pick<Surroundings, 'table' | 'config' | 'ids'>,
  id: RegisterEntryId,
  given: {
    readonly recipient: Recipient | typeof CIVIL_PROTECTION;
    readonly to: string;
    readonly why: string;
    /** She was spoken to about it and does not refuse. */
    readonly told: boolean;
  },
  by: StaffId,
  now: Instant,
): Promise<Transferred> => {
  const secret = world.ids.secret().slice(0, 12);
  return decideAndCommit(
    world.table,
    async (): Promise<Result<Decision<OnwardTransfer>, TransferRefusal>> => {
      const { townId: town, appSecret } = world.config;
      const { recipient } = given;
      const [to, why] = [given.to.trim(), given.why.trim()];
      if (recipient === CIVIL_PROTECTION) return refused({ reason: 'other-register' });
      if (!isOpenRule(await readRules(world.table, town), 'onward')) return refused({ reason: 'closed' });
      if (to === '') return refused({ reason: 'to-missing' });
      if (why === '') return refused({ reason: 'why-missing' });
      if (!given.told) return refused({ reason: 'not-told' });
      if (healthWordsIn(`${to} ${why}`).length > 0) return refused({ reason: 'health-words' });
      const stored = await world.table.get(entryKind, entryKey(id));
      if (stored?.value.town !== town) return refused({ reason: 'no-such-entry' });
      if (!isActiveEntry(stored.value)) return refused({ reason: 'not-on-register' });
      const transfer: OnwardTransfer = { entryId: id, town, recipient, to, why, by, at: now, secret };
      const happening = {
        action: 'register-transferred',
        actor: { kind: 'staff' as const, id: by },
        at: now,
        details: { recipient },
      };
      return ok({
        value: transfer,
        writes: [
          ...entryWrites(appSecret, stored, stored.value, happening),
          create(transferKind, transfer, 'onward'),
        ],
      });
    },
  );
};

/** What left the register in a year, newest first: for the data protection officer. */
export const listTransfers = async (
  table: Pick<Table, 'index'>,
  town: string,
  year: string,
  request: { readonly limit: number; readonly after?: string | undefined },
): Promise<Page<OnwardTransfer>> => {
  const page = await table.index('list', { partition: yearList(town, year), newestFirst: true, ...request });
  return { items: rowsOf(transferKind, page.items).map(({ value }) => value), next: page.next };
};
