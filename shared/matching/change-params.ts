import { type Actor, change } from '../audit/audit.ts';
import { type Decision, decideAndCommit, type Surroundings } from '../decide/decide.ts';
import { ok, type Result, refused } from '../result/result.ts';
import type { Instant } from '../time/instant.ts';
import { type Town, townKey, townKind } from '../town/settings.ts';
import { chosenOf, type ParamValues, shownOf } from './params.ts';

/** `changed-meanwhile`: somebody saved settings of the town since this page was opened; nothing is overwritten. */
export type ParamsRefusal = 'unknown' | 'changed-meanwhile';

/**
 * Saves the numbers by which a town matches, held to the version of its settings that was seen. Only what differs from the
 * standard is kept, so that a better standard reaches whoever never chose. The audit says which number became which; they
 * say nothing of anybody. Nothing changed = nothing written,
 * and a form sent twice is saved once.
 */
export const changeParams = (
  world: Surroundings,
  asked: { readonly values: ParamValues; readonly seenVersion: number },
  actor: Actor,
  now: Instant,
): Promise<Result<Town, ParamsRefusal>> =>
  decideAndCommit(world.table, async (): Promise<Result<Decision<Town>, ParamsRefusal>> => {
    const stored = await world.table.get(townKind, townKey(world.config.townId));
    if (!stored) return refused('unknown');
    const before = shownOf(stored.value);
    const next: Town = { ...stored.value, matching: chosenOf(asked.values) };
    const after = shownOf(next);
    const changes = Object.entries(after).flatMap(([key, value]) =>
      value === before[key] ? [] : [[key, `${before[key]} > ${value}`] as const],
    );
    if (changes.length === 0) return ok({ value: stored.value, writes: [] });
    if (stored.version !== asked.seenVersion) return refused('changed-meanwhile');
    return ok({
      value: next,
      writes: change(townKind, stored, next, {
        action: 'town.matching',
        actor,
        at: now,
        details: Object.fromEntries(changes),
      }),
    });
  });
