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
  /** Of each sector: lines so far, and those that do not fill a sheet yet. */
  readonly sectors: Map<string, { readonly lines: number; readonly waiting: readonly PaperLine[] }>;
  readonly callers: Map<string, PaperHolder & { readonly lines: number }>;
};

/**
 * The paper list of everybody still owed a call, written whole beside the list and kept two days: sheets first, under
 * their own instant, then the head that names them, so that nobody ever reads half of one (F27). Sheets are written one
 * by one, as they fill: memory is a shard of the list and an unfilled sheet a sector, whatever the size. Made again by
 * hand when the agenda is silent.
 */
export const makePaper = async (
  world: Pick<Surroundings, 'table' | 'ids'>,
  round: CallRound,
  now: Instant,
): Promise<PaperHead> => {
  const edition = world.ids.secret().slice(0, 20);
  const tally: Tally = { sectors: new Map(), callers: new Map() };
  const names: Names = new Map();
  const writeSheet = async (sector: string, last: number, lines: readonly PaperLine[]): Promise<void> => {
    const number = Math.ceil(last / LINES_A_SHEET) - 1;
    const sheet = { roundId: round.id, madeAt: now, edition, sector, number, lines: [...lines] };
    await world.table.commit([put(paperSheetKind, sheet, 'any')]);
  };
  const take = async (line: PaperLine): Promise<void> => {
    const caller = line.holder.id ?? line.holder.by;
    tally.callers.set(caller, { ...line.holder, lines: (tally.callers.get(caller)?.lines ?? 0) + 1 });
    const sector = line.task.sector ?? NO_SECTOR;
    const before = tally.sectors.get(sector);
    const lines = (before?.lines ?? 0) + 1;
    const waiting = [...(before?.waiting ?? []), line];
    const isFull = waiting.length === LINES_A_SHEET;
    if (isFull) await writeSheet(sector, lines, waiting);
    tally.sectors.set(sector, { lines, waiting: isFull ? [] : waiting });
  };
  for (let shard = 0; shard < round.shards; shard += 1) {
    const page = await world.table.index('list', { partition: openCalls(round.id, shard) });
    const tasks = rowsOf(callTaskKind, page.items).map(({ value }) => value);
    for (let i = 0; i < tasks.length; i += CHUNK)
      for (const line of await linesOf(world, tasks.slice(i, i + CHUNK), names)) await take(line);
  }
  for (const [sector, { lines, waiting }] of tally.sectors)
    if (waiting.length > 0) await writeSheet(sector, lines, waiting);
  const sectors = [...tally.sectors]
    .map(([sector, { lines }]) => ({ sector, lines }))
    .sort((a, b) => (a.sector < b.sector ? -1 : 1));
  const head: PaperHead = {
    roundId: round.id,
    madeAt: now,
    edition,
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
