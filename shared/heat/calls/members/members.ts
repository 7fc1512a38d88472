import type { Surroundings } from '../../../decide/decide.ts';
import type { RegisteredPerson } from '../../../register/entry.ts';
import type { Table } from '../../../table/table.ts';
import type { Instant } from '../../../time/instant.ts';
import type { CallRound } from '../round.ts';
import type { CallTask } from '../task.ts';
import type { Callee } from './people.ts';
import { registerMembers } from './register-members.ts';
import { serviceMembers } from './service-members.ts';

/** Who is called, as her caller reads her at the moment of the call. */
export type CallPerson = Pick<
  RegisteredPerson,
  'civility' | 'firstName' | 'lastName' | 'phones' | 'callNotes'
>;

/**
 * PORT. Where the people of a list come from: the alert register on a hot day, the services of a programme all year (law
 * 6: one never feeds the other). Everything else of a list (obligations, batches, outcomes, board) is the same for both.
 */
export type Members = {
  /** The next people after this place to whom the list owes a call; `last` is absent at the end of the walk. */
  readonly next: (
    world: Surroundings,
    round: CallRound,
    place: string | undefined,
    now: Instant,
  ) => Promise<{ readonly callees: readonly Callee[]; readonly last: string | undefined }>;
  /** The next page of the walk held beside the list: whatever differs is put right. Counts the calls owed that it met. */
  readonly putRight: (
    world: Surroundings,
    round: CallRound,
    place: string | undefined,
    now: Instant,
  ) => Promise<{ readonly met: number; readonly last: string | undefined }>;
  /** After the walk: obligations that no page of it met. */
  readonly sweep: (world: Surroundings, round: CallRound, now: Instant) => Promise<void>;
  /** The obligation stopped, where its person is owed none any more; undefined while she still is. Read consistently. */
  readonly stoppedIfGone: (
    world: Pick<Surroundings, 'table'>,
    round: CallRound,
    task: CallTask,
    now: Instant,
  ) => Promise<CallTask | undefined>;
  /** Those of these people who may be called now, by id; whoever left is not in it. */
  readonly people: (
    table: Pick<Table, 'getRows'>,
    tasks: readonly CallTask[],
    now: Instant,
    round: CallRound,
  ) => Promise<ReadonlyMap<string, CallPerson>>;
};

export const membersOf = (round: Pick<CallRound, 'source'>): Members =>
  round.source.kind === 'heat' ? registerMembers : serviceMembers;
