import { type Actor, change } from '../audit/audit.ts';
import { type Decision, decideAndCommit, type Surroundings } from '../decide/decide.ts';
import type { ImportId } from '../ids/ids.ts';
import { ok, type Result, refused } from '../result/result.ts';
import { replace } from '../table/write.ts';
import type { Instant } from '../time/instant.ts';
import { type Import, MAX_SET_ASIDE, mayImport } from './import.ts';
import { importKey, importKind } from './store.ts';

export type ChangeRefusal = { readonly reason: 'unknown' | 'not-now' | 'too-many-duplicates' };

/**
 * Decides about some of the duplicates shown: those `kept` are people of their own, the other `shown` ones are
 * set aside. Refused once the import has started.
 */
export const keepRows = (
  world: Pick<Surroundings, 'table'>,
  id: ImportId,
  shown: readonly number[],
  kept: readonly number[],
): Promise<Result<Import, ChangeRefusal>> =>
  decideAndCommit(world.table, async (): Promise<Result<Decision<Import>, ChangeRefusal>> => {
    const stored = await world.table.get(importKind, importKey(id));
    if (!stored) return refused({ reason: 'unknown' });
    if (!mayImport(stored.value.state, 'keep-row')) return refused({ reason: 'not-now' });
    const others = stored.value.kept.filter((row) => !shown.includes(row));
    const all = [...new Set([...others, ...kept.filter((row) => shown.includes(row))])].sort((a, b) => a - b);
    if (all.length > MAX_SET_ASIDE) return refused({ reason: 'too-many-duplicates' });
    const next: Import = { ...stored.value, kept: all };
    return ok({ value: next, writes: [replace(importKind, stored, next)] });
  });

/** Gives a tried import up: its report no longer shows, the file goes with its papers. Refused once it started. */
export const dropImport = (
  world: Pick<Surroundings, 'table'>,
  id: ImportId,
  by: Actor,
  now: Instant,
): Promise<Result<Import, ChangeRefusal>> =>
  decideAndCommit(world.table, async (): Promise<Result<Decision<Import>, ChangeRefusal>> => {
    const stored = await world.table.get(importKind, importKey(id));
    if (!stored) return refused({ reason: 'unknown' });
    if (!mayImport(stored.value.state, 'drop')) return refused({ reason: 'not-now' });
    const next: Import = { ...stored.value, state: 'dropped', progressAt: now };
    const happening = {
      action: 'import-dropped',
      actor: by,
      at: now,
      from: stored.value.state,
      to: 'dropped',
    };
    return ok({ value: next, writes: change(importKind, stored, next, happening) });
  });
