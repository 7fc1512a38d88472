import * as z from 'zod';
import { type Actor, change } from '../../audit/audit.ts';
import { type Decision, decideAndCommit, type Surroundings } from '../../decide/decide.ts';
import { type StaffId, staffIdSchema } from '../../ids/ids.ts';
import { ok, type Result, refused } from '../../result/result.ts';
import { defineKind, type Key, type Kind } from '../../table/kind.ts';
import type { Table } from '../../table/table.ts';
import { type Instant, instantSchema, plus } from '../../time/instant.ts';
import { townIdSchema } from '../../town/settings.ts';

/** The alert plan as it runs: whatever slice activates it says so here. */
export type Activation = { readonly id: string; readonly startedAt: Instant };
/** PORT. The activation of this town that runs now, if any: without one nothing leaves the register (G12). */
export type ActiveActivation = (
  table: Pick<Table, 'get'>,
  town: string,
  now: Instant,
) => Promise<Activation | undefined>;

/** The register given to the prefect at his request: one person asks, another releases, both named. */
export const prefectExportSchema = z.object({
  activationId: z.string().min(1).max(80),
  town: townIdSchema,
  state: z.enum(['asked', 'released']),
  /** « demande du préfet du 12 août, 9 h 10, par courriel » */
  demand: z.string().min(1).max(200),
  askedBy: staffIdSchema,
  askedAt: instantSchema,
  releasedBy: staffIdSchema.optional(),
  releasedAt: instantSchema.optional(),
});
export type PrefectExport = z.infer<typeof prefectExportSchema>;

const exportKey = (activationId: string): Key => ({ pk: `REGISTER-EXPORT#${activationId}`, sk: 'EXPORT' });
/**
 * | question                                        | key                                        | consistent |
 * |-------------------------------------------------|--------------------------------------------|------------|
 * | was the register asked for, in this activation? | pk `REGISTER-EXPORT#` + activation, EXPORT | yes        |
 */
export const exportKind: Kind<PrefectExport> = defineKind({
  name: 'register-export',
  v: 1,
  schema: prefectExportSchema,
  key: (one) => exportKey(one.activationId),
});

/** A released file may be fetched this long; then the prefect's next request is asked and released again. */
export const RELEASED_HOURS = 24;

export const isReleased = (one: PrefectExport | undefined, now: Instant): boolean =>
  one?.state === 'released' &&
  one.releasedAt !== undefined &&
  now < plus(one.releasedAt, { hours: RELEASED_HOURS });

export const exportOf = async (
  table: Pick<Table, 'get'>,
  activation: Activation,
): Promise<PrefectExport | undefined> => (await table.get(exportKind, exportKey(activation.id)))?.value;

export type ExportRefusal = {
  readonly reason: 'no-activation' | 'demand-missing' | 'already-asked' | 'not-asked' | 'same-person';
};
type Exported = Result<PrefectExport, ExportRefusal>;
type Exporting = Result<Decision<PrefectExport>, ExportRefusal>;
type ExportWorld = Pick<Surroundings, 'table' | 'config'>;

const step = (
  world: ExportWorld,
  active: ActiveActivation,
  action: string,
  decide: (before: PrefectExport | undefined, activation: Activation) => Exported,
  by: StaffId,
  now: Instant,
): Promise<Exported> =>
  decideAndCommit(world.table, async (): Promise<Exporting> => {
    const activation = await active(world.table, world.config.townId, now);
    if (!activation) return refused({ reason: 'no-activation' });
    const stored = await world.table.get(exportKind, exportKey(activation.id));
    const next = decide(stored?.value, activation);
    if (!next.ok) return next;
    const actor: Actor = { kind: 'staff', id: by };
    return ok({
      value: next.value,
      writes: change(exportKind, stored, next.value, { action, actor, at: now }),
    });
  });

/** The first of two: says what the prefect asked for. Refused without a running activation (G12). */
export const askExport = (
  world: ExportWorld,
  active: ActiveActivation,
  demand: string,
  by: StaffId,
  now: Instant,
): Promise<Exported> =>
  step(
    world,
    active,
    'register-export-asked',
    (before, { id }) => {
      if (demand.trim() === '') return refused({ reason: 'demand-missing' });
      if (before && (before.state === 'asked' || isReleased(before, now)))
        return refused({ reason: 'already-asked' });
      return ok({
        activationId: id,
        town: world.config.townId,
        state: 'asked',
        demand: demand.trim().slice(0, 200),
        askedBy: by,
        askedAt: now,
      });
    },
    by,
    now,
  );

/** The second, somebody else, lets it go. */
export const releaseExport = (
  world: ExportWorld,
  active: ActiveActivation,
  by: StaffId,
  now: Instant,
): Promise<Exported> =>
  step(
    world,
    active,
    'register-export-released',
    (before) => {
      if (before?.state !== 'asked') return refused({ reason: 'not-asked' });
      if (before.askedBy === by) return refused({ reason: 'same-person' });
      return ok({ ...before, state: 'released', releasedBy: by, releasedAt: now });
    },
    by,
    now,
  );
