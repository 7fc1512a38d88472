import { type Actor, change } from '../audit/audit.ts';
import { decideAndCommit, type Surroundings } from '../decide/decide.ts';
import type { StaffId } from '../ids/ids.ts';
import { ok, type Result, refused } from '../result/result.ts';
import { addDays, type CivilDay, dayOf } from '../time/civil.ts';
import type { Instant } from '../time/instant.ts';
import { type Noted, proposals, seeWatch } from './note-vigilance.ts';
import { STATEMENTS_KEPT, type Statement, saidOf, type Watch, watchKind } from './watch.ts';

type LevelSaid = { readonly day: CivilDay; readonly level: Statement['level'] };

/** Days around today of which a person may say the level: yesterday's is history, after tomorrow nobody knows. */
const isNear = (day: CivilDay, now: Instant): boolean => {
  const today = dayOf(now);
  return day === today || day === addDays(today, 1);
};

/**
 * A person says the level of today or tomorrow: the first way, with or without a feed (domain.md §9). Their word goes
 * before the feed's for that day, and proposes as the feed does. Saying the same again changes nothing.
 */
export const sayLevel = (
  world: Surroundings,
  said: LevelSaid,
  by: { readonly actor: Actor; readonly staffId?: StaffId; readonly source: 'person' | 'replay' },
  now: Instant,
): Promise<Result<Watch, 'no-town' | 'not-near'>> =>
  decideAndCommit(world.table, async (): Promise<Result<Noted, 'no-town' | 'not-near'>> => {
    if (!isNear(said.day, now)) return refused('not-near');
    const seen = await seeWatch(world);
    if (!seen) return refused('no-town');
    const { watch, value } = seen;
    const before = saidOf(value, said.day);
    if (before?.level === said.level) return ok({ value, writes: [] });
    const statement: Statement = { ...said, at: now, ...(by.staffId ? { by: by.staffId } : {}) };
    const kept = value.statements.filter(({ day }) => day !== said.day).slice(1 - STATEMENTS_KEPT);
    const next: Watch = { ...value, statements: [...kept, statement] };
    const happening = {
      action: 'vigilance-said',
      actor: by.actor,
      at: now,
      ...(before ? { from: before.level } : {}),
      to: said.level,
      details: { day: said.day },
    };
    return ok({
      value: next,
      writes: [
        ...change(watchKind, watch, next, happening),
        ...(await proposals(world, next, by.source, now)),
      ],
    });
  });
