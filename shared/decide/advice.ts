import type { VolunteerId } from '../ids/ids.ts';
import type { Table } from '../table/table.ts';
import type { Instant } from '../time/instant.ts';

/** A fact that advises fewer missions to somebody: half of what they accept, or one fewer. In words that go on in a sentence. */
export type Advice = { readonly sentence: string; readonly fewer: 'half' | 'one' };

/** Who is to be spared in a town, and why: facts that nobody has answered or corrected. Nobody else is in it. */
export type AdviceOf = (
  table: Pick<Table, 'index'>,
  town: string,
  now: Instant,
) => Promise<ReadonlyMap<VolunteerId, readonly Advice[]>>;
