import type { TravelTables } from '../geo/travel-table.ts';
import type { Ids } from '../ids/ids.ts';
import { ok, type Result } from '../result/result.ts';
import type { Table, Write } from '../table/table.ts';
import type { AdviceOf } from './advice.ts';

/** What every use case is given of the world: ports and settings, never a client. */
export type Surroundings = {
  readonly table: Table;
  readonly ids: Ids;
  /** Ways and times between doors; absent: estimated as the crow flies. */
  readonly travel?: TravelTables;
  /** Whom a week's plan is to spare; absent: nothing is known. */
  readonly advice?: AdviceOf;
  readonly config: { readonly townId: string; readonly appSecret: string; readonly linksOrigin: string };
};

export type Decision<T> = { readonly value: T; readonly writes: readonly Write[] };

/** Nobody could be let through in this many tries: the caller answers "try again", nothing was written. */
export class TooMuchContention extends Error {
  override readonly name = 'TooMuchContention';
}

const MAX_TRIES = 8;

/**
 * The shape of every change: read, decide, write once under the condition that nothing moved in between. A lost
 * race is read and decided again, so the reason given to the loser is the true one, never a guess. A refusal
 * writes nothing. `read` must use consistent reads only.
 */
export const decideAndCommit = async <T, E>(
  table: Table,
  readAndDecide: () => Promise<Result<Decision<T>, E>>,
): Promise<Result<T, E>> => {
  for (let attempt = 0; attempt < MAX_TRIES; attempt += 1) {
    const decided = await readAndDecide();
    if (!decided.ok) return decided;
    const committed = await table.commit(decided.value.writes);
    if (committed.ok) return ok(decided.value.value);
  }
  throw new TooMuchContention(`lost ${MAX_TRIES} races in a row`);
};
