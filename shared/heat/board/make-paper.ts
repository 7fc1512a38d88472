import { type Decision, decideAndCommit, type Surroundings } from '../../decide/decide.ts';
import { registerEntryIdSchema } from '../../ids/ids.ts';
import { isActiveEntry } from '../../register/entry.ts';
import { entryKey, entryKind } from '../../register/store.ts';
import { ok, type Result } from '../../result/result.ts';
import { staffKey, staffKind } from '../../staff/staff.ts';
import { type Key, readAs, rowsOf } from '../../table/kind.ts';
import { put, replace } from '../../table/write.ts';
import type { Instant } from '../../time/instant.ts';
import { minus } from '../../time/instant.ts';
import { volunteerKey, volunteerKind } from '../../volunteers/store.ts';
import { volunteerName } from '../../volunteers/volunteer.ts';
import { type CallRound, callRoundKind, isRunning, roundKey } from '../calls/round.ts';
import { type CallTask, callTaskKind, openCalls } from '../calls/task.ts';
import { lineCode } from './call-sheet.ts';
import {
  LINES_A_SHEET,
  NO_SECTOR,
  PAPER_EVERY_MINUTES,
  type PaperHead,
  type PaperHolder,
  type PaperLine,
  paperHeadKind,
  paperPersonSchema,
  paperSheetKind,
} from './paper.ts';

const CHUNK = 100;
const SHEETS_A_COMMIT = 5;

type Names = Map<string, string>;

/** Names of those who hold these calls, each read once for the whole paper. */
const learnNames = async (
  world: Pick<Surroundings, 'table'>,
  tasks: readonly CallTask[],
  names: Names,
): Promise<void> => {
  const keys: Key[] = [];
  for (const { holder } of tasks) {
    const id =
      holder.by === 'staff' ? holder.staffId : holder.by === 'volunteer' ? holder.volunteerId : undefined;
    if (id === undefined || names.has(id)) continue;
    names.set(id, '');
    if (holder.by === 'staff') keys.push(staffKey(holder.staffId));
    if (holder.by === 'volunteer') keys.push(volunteerKey(holder.volunteerId));
  }
  if (keys.length === 0) return;
  for (const row of await world.table.getRows(keys)) {
    const staff = row && readAs(staffKind, row)?.value;
    if (staff) names.set(staff.id, staff.name);
    const volunteer = row && readAs(volunteerKind, row)?.value;
    if (volunteer) names.set(volunteer.id, volunteerName(volunteer));
  }
};

const holderOf = ({ holder }: CallTask, names: Names): PaperHolder => {
  if (holder.by === 'desk') return { by: 'desk', name: 'le bureau' };
  const id = holder.by === 'staff' ? holder.staffId : holder.volunteerId;
  const unnamed = holder.by === 'staff' ? 'un agent' : 'un bénévole';
  return { by: holder.by, id, name: names.get(id) || unnamed };
};

/** Lines of these calls, with what their callers need; whoever has left the register meanwhile has none. */
const linesOf = async (
  world: Pick<Surroundings, 'table'>,
  tasks: readonly CallTask[],
  names: Names,
): Promise<readonly PaperLine[]> => {
  const ids = tasks.flatMap((task) => registerEntryIdSchema.safeParse(task.personId).data ?? []);
  const rows = ids.length === 0 ? [] : await world.table.getRows(ids.map(entryKey));
  const persons = new Map(
    rows.flatMap((row) => {
      const entry = row && readAs(entryKind, row)?.value;
      return entry && isActiveEntry(entry) ? [[String(entry.id), entry.person] as const] : [];
    }),
  );
  await learnNames(world, tasks, names);
  return tasks.flatMap((task) => {
    const person = persons.get(task.personId);
    return person
      ? [
          {
            code: lineCode(task),
            task,
            holder: holderOf(task, names),
            person: paperPersonSchema.parse(person),
          },
        ]
      : [];
  });
};

type Tally = {
  readonly sectors: Map<string, number>;
  readonly callers: Map<string, PaperHolder & { readonly lines: number }>;
};

const tallied = (tally: Tally, line: PaperLine): void => {
  const sector = line.task.sector ?? NO_SECTOR;
  tally.sectors.set(sector, (tally.sectors.get(sector) ?? 0) + 1);
  const caller = line.holder.id ?? line.holder.by;
  tally.callers.set(caller, { ...line.holder, lines: (tally.callers.get(caller)?.lines ?? 0) + 1 });
};

/** One shard of a list: its sheets by sector, written as they are made. */
const shardOnPaper = async (
  world: Pick<Surroundings, 'table'>,
  round: CallRound,
  shard: number,
  about: { readonly tally: Tally; readonly names: Names },
  now: Instant,
): Promise<void> => {
  const page = await world.table.index('list', { partition: openCalls(round.id, shard) });
  const tasks = rowsOf(callTaskKind, page.items).map(({ value }) => value);
  const bySector = new Map<string, PaperLine[]>();
  for (let i = 0; i < tasks.length; i += CHUNK)
    for (const line of await linesOf(world, tasks.slice(i, i + CHUNK), about.names)) {
      const sector = line.task.sector ?? NO_SECTOR;
      bySector.set(sector, [...(bySector.get(sector) ?? []), line]);
      tallied(about.tally, line);
    }
  const sheets = [...bySector].flatMap(([sector, lines]) =>
    Array.from({ length: Math.ceil(lines.length / LINES_A_SHEET) }, (_, n) => ({
      roundId: round.id,
      madeAt: now,
      sector,
      part: `${String(shard).padStart(2, '0')}-${String(n).padStart(4, '0')}`,
      lines: lines.slice(n * LINES_A_SHEET, (n + 1) * LINES_A_SHEET),
    })),
  );
  for (let i = 0; i < sheets.length; i += SHEETS_A_COMMIT) {
    const some = sheets.slice(i, i + SHEETS_A_COMMIT);
    await world.table.commit(some.map((sheet) => put(paperSheetKind, sheet, 'any')));
  }
};

/**
 * The paper list of everybody still owed a call, written whole beside the list and kept two days: sheets first, under
 * their own instant, then the head that names them, so that nobody ever reads half of one (F27). Bounded memory: a shard
 * at a time. Made again by hand when the agenda is silent.
 */
export const makePaper = async (
  world: Pick<Surroundings, 'table'>,
  round: CallRound,
  now: Instant,
): Promise<PaperHead> => {
  const tally: Tally = { sectors: new Map(), callers: new Map() };
  const names: Names = new Map();
  for (let shard = 0; shard < round.shards; shard += 1)
    await shardOnPaper(world, round, shard, { tally, names }, now);
  const sectors = [...tally.sectors]
    .map(([sector, lines]) => ({ sector, lines }))
    .sort((a, b) => (a.sector < b.sector ? -1 : 1));
  const head: PaperHead = {
    roundId: round.id,
    madeAt: now,
    lines: sectors.reduce((sum, { lines }) => sum + lines, 0),
    sectors,
    callers: [...tally.callers.values()].sort((a, b) => a.name.localeCompare(b.name, 'fr')).slice(0, 1_000),
  };
  await world.table.commit([put(paperHeadKind, head, 'any')]);
  await decideAndCommit(world.table, async (): Promise<Result<Decision<void>, never>> => {
    const stored = await world.table.get(callRoundKind, roundKey(round.id));
    const isNews = stored && (stored.value.paperAt ?? '') < now;
    return ok({
      value: undefined,
      writes: isNews ? [replace(callRoundKind, stored, { ...stored.value, paperAt: now })] : [],
    });
  });
  return head;
};

/** Every two hours while a list is open, from the evening on which it is made. */
export const isPaperDue = (round: CallRound, now: Instant): boolean =>
  isRunning(round) &&
  round.state === 'open' &&
  (round.paperAt === undefined || round.paperAt <= minus(now, { minutes: PAPER_EVERY_MINUTES }));
