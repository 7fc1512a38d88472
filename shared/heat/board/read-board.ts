import type { Surroundings } from '../../decide/decide.ts';
import { rowsOf } from '../../table/kind.ts';
import type { CivilDay } from '../../time/civil.ts';
import { type Instant, minutesBetween } from '../../time/instant.ts';
import { batchesOf, type CallBatch } from '../batches/batch.ts';
import { isEscalation } from '../calls/ladder.ts';
import { type CallRound, callRoundKind, type RoundId, roundKey, roundsOf } from '../calls/round.ts';
import { type CallTask, callTaskKind, openCalls, settledCalls } from '../calls/task.ts';
import { type Counts, countsOf, noCounts, owedIn, plusCounts, readCounts } from './counters.ts';

/** Lists of one day, or of the days up to another, by turn; from the index, for pages. */
export const listRounds = async (
  world: Pick<Surroundings, 'table' | 'config'>,
  day: CivilDay,
  of: CallRound['source']['kind'] = 'heat',
  until: CivilDay = day,
): Promise<readonly CallRound[]> => {
  const page = await world.table.index('list', {
    partition: roundsOf(world.config.townId),
    from: `${day}#`,
    to: `${until}$`,
  });
  return rowsOf(callRoundKind, page.items)
    .map(({ value }) => value)
    .filter(({ source }) => source.kind === of);
};

export const readRound = async (
  world: Pick<Surroundings, 'table'>,
  id: RoundId,
): Promise<CallRound | undefined> => (await world.table.get(callRoundKind, roundKey(id)))?.value;

/** Minutes without a look after which the board says that nothing moves by itself any more (F26). */
export const SILENT_MINUTES = 3;

export type Board = {
  readonly round: CallRound;
  readonly now: Instant;
  /** From the counters: consistent, and cheap whatever the size. */
  readonly counts: Counts;
  /** Law 5: what the register owes, what the counters say, what the rows say. Red when one differs. */
  readonly balance: {
    readonly registered: number | undefined;
    /** What stood in the list when the register was counted: who came or left since is in `owed` alone. */
    readonly checked: number | undefined;
    readonly registeredAt: Instant | undefined;
    readonly owed: number;
    readonly rows: number | undefined;
    readonly holds: boolean;
  };
  readonly isSilent: boolean;
  /** Owed, nearest deadline first: open, then handed to somebody. */
  readonly owed: readonly CallTask[];
  readonly settled: readonly CallTask[];
  readonly batches: readonly CallBatch[];
};

const tasksOf = async (
  world: Pick<Surroundings, 'table'>,
  round: CallRound,
  partition: (id: RoundId, shard: number) => string,
): Promise<CallTask[]> => {
  const pages = await Promise.all(
    Array.from({ length: round.shards }, (_, shard) =>
      world.table.index('list', { partition: partition(round.id, shard) }),
    ),
  );
  return pages.flatMap((page) => rowsOf(callTaskKind, page.items).map(({ value }) => value));
};

const byDeadline = (a: CallTask, b: CallTask): number => {
  const [x, y] = [`${a.deadline}${a.priority}${a.id}`, `${b.deadline}${b.priority}${b.id}`];
  return x < y ? -1 : 1;
};

const allBatches = async (world: Pick<Surroundings, 'table'>, round: CallRound): Promise<CallBatch[]> => {
  const lists = await Promise.all(
    (['live', 'past'] as const).map((list) => batchesOf(world.table, round.id, list)),
  );
  return lists.flat().map(({ value }) => value);
};

const same = (a: Counts, b: Counts): boolean =>
  a.open === b.open &&
  a.reached === b.reached &&
  a.escalated === b.escalated &&
  a.unsettled === b.unsettled &&
  a.stopped === b.stopped;

/** Owed people of one list, from the index. */
export const readOwed = (
  world: Pick<Surroundings, 'table'>,
  round: CallRound,
): Promise<readonly CallTask[]> => tasksOf(world, round, openCalls);

/** Settled people of one list, from the index: read apart where a list is too large for its board to hold them. */
export const readSettled = (
  world: Pick<Surroundings, 'table'>,
  round: CallRound,
): Promise<readonly CallTask[]> => tasksOf(world, round, settledCalls);

/** Whole lists are read up to this many people; beyond, the board shows counters and what is owed first. */
const WHOLE_UP_TO = 3_000;

/**
 * Everything the live board shows of one list: the law as a sum that must balance, from the counters and again from the
 * rows, who is owed a call and by whom, the batches, and whether the machine is still looking. No name is in it: names
 * are the register's, for those who may read it.
 */
export const readBoard = async (
  world: Pick<Surroundings, 'table'>,
  id: RoundId,
  now: Instant,
): Promise<Board | undefined> => {
  const round = await readRound(world, id);
  if (!round) return undefined;
  const [counts, owed, batches] = await Promise.all([
    readCounts(world.table, id, round.shards),
    tasksOf(world, round, openCalls),
    allBatches(world, round),
  ]);
  const isWhole = owedIn(counts) <= WHOLE_UP_TO;
  const settled = isWhole ? await tasksOf(world, round, settledCalls) : [];
  const rows = isWhole
    ? [...owed, ...settled].reduce((sum, task) => plusCounts(sum, countsOf(task)), noCounts)
    : undefined;
  const { registered } = round;
  return {
    round,
    now,
    counts,
    balance: {
      registered: registered?.count,
      checked: registered?.owed,
      registeredAt: registered?.at,
      owed: owedIn(counts),
      rows: rows && owedIn(rows),
      holds: rows === undefined || same(rows, counts),
    },
    isSilent: round.lookedAt === undefined || minutesBetween(round.lookedAt, now) > SILENT_MINUTES,
    owed: owed.sort(byDeadline),
    settled,
    batches,
  };
};

/** Its deadline has passed, whether or not a machine has set the next one since. */
export const isLate = (task: Pick<CallTask, 'overdue' | 'deadline'>, now: Instant): boolean =>
  task.overdue > 0 || (task.deadline !== undefined && task.deadline < now);

/** In a colleague's name, and late or called by nobody all day: whoever is free may ring. */
const isAnybodys = (task: CallTask, now: Instant): boolean =>
  isLate(task, now) || (task.state === 'escalated' && task.attempts === 0);

/** May this agent ring her now: nobody is on the line, no volunteer has her, and no colleague is in time to. */
export const isDeskCall = (task: CallTask, staffId: string, now: Instant): boolean => {
  if (task.holder.by === 'volunteer' || task.notBefore > now) return false;
  if (task.calling && task.calling.until > now && task.calling.by !== staffId) return false;
  if (task.holder.by === 'desk') return task.batchId === undefined;
  return task.holder.staffId === staffId || isAnybodys(task, now);
};

/**
 * What an agent does next: a distress, then what is theirs by name, then the desk's, the escalated first, then by priority
 * and deadline. A colleague's doors come last, and only those nobody sees to: one agent who is away holds nobody back.
 * People whom volunteers are being asked about come last, so that nobody calls twice and nobody waits for a silence. A
 * door that this agent has just opened is in their hands: whoever stays on the telephone is given somebody else.
 */
export const nextForAgent = (board: Board, staffId: string): readonly CallTask[] => {
  const isMine = ({ holder }: CallTask): boolean => holder.by === 'staff' && holder.staffId === staffId;
  const isColleagues = (task: CallTask): boolean =>
    task.state === 'escalated' && task.holder.by === 'staff' && !isMine(task);
  const isInHand = ({ rung, calling }: CallTask): boolean =>
    isEscalation(rung) && calling?.by === staffId && calling.until > board.now;
  const rank = (task: CallTask): string =>
    [
      task.escalated?.reason === 'distress' ? '0' : '1',
      isInHand(task) ? '1' : '0',
      isColleagues(task) ? '1' : '0',
      task.state === 'escalated' ? '0' : '1',
      isMine(task) ? '0' : '1',
      task.overdue > 0 ? '0' : '1',
      task.priority,
      task.deadline ?? '',
      task.id,
    ].join('#');
  return board.owed
    .filter((task) => isDeskCall(task, staffId, board.now))
    .sort((a, b) => (rank(a) < rank(b) ? -1 : 1));
};
