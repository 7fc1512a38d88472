import * as z from 'zod';
import { type Actor, change } from '../audit/audit.ts';
import { type Decision, decideAndCommit, type Surroundings } from '../decide/decide.ts';
import { type StaffId, staffIdSchema } from '../ids/ids.ts';
import { ok, type Result, refused } from '../result/result.ts';
import { defineKind, type Key, type Kind } from '../table/kind.ts';
import type { Table } from '../table/table.ts';
import { type CivilDay, civilDaySchema, dayOf } from '../time/civil.ts';
import { type Instant, instantSchema } from '../time/instant.ts';
import { townIdSchema } from '../town/settings.ts';

/**
 * What a town may add to its register, each closed until somebody writes down on what basis it is opened.
 * `local-other`: people whom the law does not name (G2). `incoming`: lists of the département and of the CARSAT (G15).
 * `onward`: an entry given to another service outside an alert (G16).
 */
export const RULES = ['local-other', 'incoming', 'onward'] as const;
export type Rule = (typeof RULES)[number];

/** The law on `incoming` and `onward` changed in 2024 and no decree is known: when this was written down (domain.md §14). */
export const LAW_KNOWN_IN = 'novembre 2026';

const openedSchema = z.object({
  /** « Délibération n° 2026-41, convention avec le département » */
  basis: z.string().min(1).max(300),
  /** The day of that act. */
  on: civilDaySchema,
  by: staffIdSchema,
  at: instantSchema,
});
const rulesSchema = z.object({
  town: townIdSchema,
  opened: z.partialRecord(z.enum(RULES), openedSchema),
});
export type RegisterRules = z.infer<typeof rulesSchema>;

const rulesKey = (town: string): Key => ({ pk: `REGISTER-RULES#${town}`, sk: 'RULES' });
/**
 * | question                                | key                                 | consistent |
 * |-----------------------------------------|-------------------------------------|------------|
 * | what did this town open, on what basis? | pk `REGISTER-RULES#` + town, RULES  | yes        |
 */
export const rulesKind: Kind<RegisterRules> = defineKind({
  name: 'register-rules',
  v: 1,
  schema: rulesSchema,
  key: ({ town }) => rulesKey(town),
});

/** What is open here; everything closed in a town that never said otherwise. */
export const readRules = async (table: Pick<Table, 'get'>, town: string): Promise<RegisterRules> =>
  (await table.get(rulesKind, rulesKey(town)))?.value ?? { town, opened: {} };

export const isOpenRule = ({ opened }: RegisterRules, rule: Rule): boolean => opened[rule] !== undefined;

export type RuleRefusal = { readonly reason: 'basis-missing' | 'not-yet' | 'already-so' };

/**
 * Opens a rule on a documented basis (a text and its day, past or today), or closes it at once (`undefined`). Who may is in
 * the table of permissions: what leaves the register is the data protection officer's alone.
 */
export const setRule = (
  world: Pick<Surroundings, 'table' | 'config'>,
  rule: Rule,
  basis: { readonly text: string; readonly on: CivilDay } | undefined,
  by: StaffId,
  now: Instant,
): Promise<Result<RegisterRules, RuleRefusal>> => {
  const town = world.config.townId;
  return decideAndCommit(world.table, async (): Promise<Result<Decision<RegisterRules>, RuleRefusal>> => {
    const stored = await world.table.get(rulesKind, rulesKey(town));
    const before = stored?.value ?? { town, opened: {} };
    if (isOpenRule(before, rule) === (basis !== undefined)) return refused({ reason: 'already-so' });
    if (basis?.text.trim() === '') return refused({ reason: 'basis-missing' });
    if (basis && basis.on > dayOf(now)) return refused({ reason: 'not-yet' });
    const { [rule]: _closed, ...others } = before.opened;
    const next: RegisterRules = {
      town,
      opened: basis
        ? { ...others, [rule]: { basis: basis.text.trim().slice(0, 300), on: basis.on, by, at: now } }
        : others,
    };
    const actor: Actor = { kind: 'staff', id: by };
    const action = basis ? 'register-rule-opened' : 'register-rule-closed';
    return ok({
      value: next,
      writes: change(rulesKind, stored, next, { action, actor, at: now, details: { rule } }),
    });
  });
};
