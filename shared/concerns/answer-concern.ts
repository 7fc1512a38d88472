import { type Actor, change } from '../audit/audit.ts';
import { type Decision, decideAndCommit, type Surroundings } from '../decide/decide.ts';
import type { ConcernId } from '../ids/ids.ts';
import { ok, type Result, refused } from '../result/result.ts';
import type { Instant } from '../time/instant.ts';
import { type Concern, type ConcernState, concernKey, concernKind } from './concern.ts';

export type ConcernCommand = 'acknowledge' | 'act' | 'close';

/** raised → acknowledged → acted-on → closed; acting acknowledges, closing needs something done or said. */
export const CONCERN_TRANSITIONS: Readonly<
  Record<ConcernState, Partial<Record<ConcernCommand, ConcernState>>>
> = {
  raised: { acknowledge: 'acknowledged', act: 'acted-on' },
  acknowledged: { act: 'acted-on' },
  'acted-on': { act: 'acted-on', close: 'closed' },
  closed: {},
};

export type ConcernRefusal = 'unknown' | 'not-allowed-here' | 'say-what-was-done';

/**
 * What the referent does about a concern, with the words of what was done. A concern closes only after something was
 * done about it; a machine never closes one.
 */
export const answerConcern = (
  world: Surroundings,
  id: ConcernId,
  command: ConcernCommand,
  words: string,
  actor: Actor,
  now: Instant,
): Promise<Result<Concern, ConcernRefusal>> =>
  decideAndCommit(world.table, async (): Promise<Result<Decision<Concern>, ConcernRefusal>> => {
    const stored = await world.table.get(concernKind, concernKey(id));
    if (!stored) return refused('unknown');
    const before = stored.value;
    const state = CONCERN_TRANSITIONS[before.state][command];
    if (!state) return refused('not-allowed-here');
    const said = words.trim();
    if (command === 'act' && said === '') return refused('say-what-was-done');
    const next: Concern = {
      ...before,
      state,
      ...(said === '' ? {} : { action: said.slice(0, 500) }),
      ...(state === 'closed' ? { closedAt: now } : {}),
    };
    return ok({
      value: next,
      writes: change(concernKind, stored, next, {
        action: `concern-${state}`,
        actor,
        at: now,
        from: before.state,
        to: state,
      }),
    });
  });
