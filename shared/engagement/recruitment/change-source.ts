import { change } from '../../audit/audit.ts';
import { type Decision, decideAndCommit, type Surroundings } from '../../decide/decide.ts';
import type { StaffId } from '../../ids/ids.ts';
import { ok, type Result, refused } from '../../result/result.ts';
import { rowsOf } from '../../table/kind.ts';
import type { Table } from '../../table/table.ts';
import type { Instant } from '../../time/instant.ts';
import { sourceCodeSchema } from '../../volunteers/movements/movement.ts';
import {
  closeSource,
  codeFrom,
  openSource,
  type Source,
  type SourceRefusal,
  type SourceWish,
  sourceKey,
  sourceKind,
  sourceList,
} from './source.ts';

type World = Pick<Surroundings, 'table' | 'config'>;

/** A town makes a few campaigns a year; beyond this the oldest are left out of the page. */
const MOST_SHOWN = 200;

/** The campaign behind an address; undefined for what no campaign's can be, without a read. */
export const findSource = async (
  { table, config }: World,
  typed: string | undefined,
): Promise<Source | undefined> => {
  const code = sourceCodeSchema.safeParse(typed).data;
  return code === undefined
    ? undefined
    : (await table.get(sourceKind, sourceKey(config.townId, code)))?.value;
};

/** The town's campaigns, the newest first. */
export const listSources = async (table: Pick<Table, 'index'>, town: string): Promise<readonly Source[]> => {
  const page = await table.index('list', {
    partition: sourceList(town),
    limit: MOST_SHOWN,
    newestFirst: true,
  });
  return rowsOf(sourceKind, page.items).map(({ value }) => value);
};

export const makeSource = (
  { table, config }: World,
  wish: SourceWish,
  by: StaffId,
  now: Instant,
): Promise<Result<Source, SourceRefusal>> =>
  decideAndCommit(table, async (): Promise<Result<Decision<Source>, SourceRefusal>> => {
    const code = codeFrom(wish.code === '' ? wish.name : wish.code);
    const stored = await table.get(sourceKind, sourceKey(config.townId, code));
    const made = openSource(wish, stored?.value, config.townId, by, now);
    if (!made.ok) return made;
    const happening = { action: 'source-opened', actor: { kind: 'staff', id: by } as const, at: now };
    return ok({
      value: made.value,
      writes: stored ? [] : change(sourceKind, undefined, made.value, happening),
    });
  });

export const endSource = (
  { table, config }: World,
  code: string,
  by: StaffId,
  now: Instant,
): Promise<Result<Source, { readonly reason: 'unknown' }>> =>
  decideAndCommit(table, async (): Promise<Result<Decision<Source>, { readonly reason: 'unknown' }>> => {
    const stored = await table.get(sourceKind, sourceKey(config.townId, code));
    if (!stored) return refused({ reason: 'unknown' });
    const next = closeSource(stored.value, now);
    const happening = {
      action: 'source-closed',
      actor: { kind: 'staff', id: by } as const,
      at: now,
      from: 'open',
      to: 'closed',
    };
    return ok({
      value: next,
      writes: next === stored.value ? [] : change(sourceKind, stored, next, happening),
    });
  });
