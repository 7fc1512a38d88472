import { type Actor, change } from '../audit/audit.ts';
import type { Surroundings } from '../decide/decide.ts';
import { sha256 } from '../ids/digest.ts';
import type { ImportId } from '../ids/ids.ts';
import { ok, type Result, refused } from '../result/result.ts';
import { readAs } from '../table/kind.ts';
import type { Table, Write } from '../table/table.ts';
import { put } from '../table/write.ts';
import { dayOf } from '../time/civil.ts';
import type { Instant } from '../time/instant.ts';
import { type Town, townKey, townKind } from '../town/settings.ts';
import { type Choices, type Import, mayImport } from './import.ts';
import { type FileRefusal, type Inspection, inspectFile } from './inspect-file.ts';
import { knownPeople } from './people/known-people.ts';
import type { ImportKind } from './reading/fields.ts';
import type { Reading } from './reading/person-row.ts';
import { groupOf, type Problem } from './report.ts';
import {
  importIdOf,
  importKey,
  importKind,
  PART_BYTES,
  PROBLEMS_A_PAGE,
  partKey,
  partKind,
  REPORT_GROUPS,
  type ReportGroup,
  reportPageKind,
} from './store.ts';

export type GivenFile = {
  readonly kind: ImportKind;
  readonly bytes: Uint8Array;
  readonly fileName: string;
  readonly choices: Choices;
};

export type TryRefusal =
  | FileRefusal
  | { readonly reason: 'no-town' }
  /** The same file was imported, or is being imported: the import to look at. */
  | { readonly reason: 'already-imported'; readonly import: Import };

/** A report of thousands of remarks is read by nobody: this many pages a group are kept, the counts are whole. */
const MAX_REPORT_PAGES = 100;
/** 240 KB each: what one request brings, and what one transaction holds, stays well under 4 MB. */
const PARTS_AT_ONCE = 5;

export const readingFor = (town: Town, readOn: Reading['today']): Reading => ({
  today: readOn,
  sectors: town.sectors,
  townName: town.name,
});

export const townOfImport = async (
  world: Pick<Surroundings, 'table' | 'config'>,
): Promise<Town | undefined> => (await world.table.get(townKind, townKey(world.config.townId)))?.value;

type SeeRow = NonNullable<Parameters<typeof inspectFile>[1]>;

/** The dry run without a trace: for the command line, and the first half of the one that keeps its report. */
export const inspectGiven = async (
  world: Pick<Surroundings, 'table' | 'config'>,
  given: GivenFile,
  now: Instant,
  see: SeeRow,
): Promise<Result<{ readonly inspection: Inspection; readonly town: Town }, TryRefusal>> => {
  const town = await townOfImport(world);
  if (!town) return refused({ reason: 'no-town' });
  const known = await knownPeople(world.table, town.id, given.kind);
  const inspection = inspectFile({ ...given, reading: readingFor(town, dayOf(now)), known }, see);
  return inspection.ok ? ok({ inspection: inspection.value, town }) : inspection;
};

/** Writes that need not be one act, as many as fit at a time; any of them may be done again. */
const writeAll = async (
  table: Pick<Table, 'commit'>,
  writes: Iterable<Write>,
  atOnce: number,
): Promise<void> => {
  let batch: Write[] = [];
  for (const write of writes) {
    batch.push(write);
    if (batch.length < atOnce) continue;
    await table.commit(batch);
    batch = [];
  }
  await table.commit(batch);
};

const partsOf = (bytes: Uint8Array): number => Math.ceil(bytes.length / PART_BYTES);

/** One by one: the whole file in base64 would stand in memory beside the file. */
function* partWrites(importId: ImportId, bytes: Uint8Array, at: Instant): Generator<Write> {
  for (let part = 0; part < partsOf(bytes); part += 1) {
    const slice = bytes.subarray(part * PART_BYTES, (part + 1) * PART_BYTES);
    yield put(partKind, { importId, part, base64: Buffer.from(slice).toString('base64'), at }, 'any');
  }
}

/** The file as it was given; undefined when its papers are gone. */
export const fileOf = async (table: Pick<Table, 'getRows'>, one: Import): Promise<Uint8Array | undefined> => {
  const keys = Array.from({ length: one.parts }, (_, part) => partKey(one.id, part));
  const bytes = new Uint8Array(one.bytes);
  let at = 0;
  for (let from = 0; from < keys.length; from += PARTS_AT_ONCE) {
    for (const row of await table.getRows(keys.slice(from, from + PARTS_AT_ONCE))) {
      const part = row && readAs(partKind, row)?.value;
      if (!part) return undefined;
      const read = Buffer.from(part.base64, 'base64');
      if (at + read.length > bytes.length) return undefined;
      bytes.set(read, at);
      at += read.length;
    }
  }
  return sha256(bytes) === one.sha256 ? bytes : undefined;
};

/** The lines of a report that are kept, group by group, and how many there were. */
class ReportLines {
  readonly #kept = new Map<ReportGroup, Problem[]>(REPORT_GROUPS.map((group) => [group, []]));
  readonly counts: Record<ReportGroup, number> = { rejected: 0, duplicate: 0, noted: 0, reading: 0 };

  add(problem: Problem): void {
    const group = groupOf(problem);
    this.counts[group] += 1;
    if (this.counts[group] <= MAX_REPORT_PAGES * PROBLEMS_A_PAGE) this.#kept.get(group)?.push(problem);
  }
  pages(group: ReportGroup): number {
    return Math.ceil((this.#kept.get(group)?.length ?? 0) / PROBLEMS_A_PAGE);
  }
  *writes(importId: ImportId, at: Instant): Generator<Write> {
    for (const [group, lines] of this.#kept) {
      for (let page = 0; page < this.pages(group); page += 1) {
        const shown = lines.slice(page * PROBLEMS_A_PAGE, (page + 1) * PROBLEMS_A_PAGE);
        yield put(reportPageKind, { importId, group, page, lines: shown, at }, 'any');
      }
    }
  }
}

/**
 * The dry run that a person reads and confirms: judges the file, keeps it with its report, creates nobody. Tried
 * again with other choices it is the same import, with a new report. Refuses a file that is no table of people,
 * and the file of an import already committed or on its way, which it names.
 */
export const tryImport = async (
  world: Surroundings,
  given: GivenFile,
  by: Actor,
  now: Instant,
  see: SeeRow = () => {},
): Promise<Result<Import, TryRefusal>> => {
  const fileHash = sha256(given.bytes);
  const id = importIdOf(world.config.townId, given.kind, fileHash);
  const stored = await world.table.get(importKind, importKey(id));
  if (stored && !mayImport(stored.value.state, 'try')) {
    return refused({ reason: 'already-imported', import: stored.value });
  }
  const report = new ReportLines();
  const seen = await inspectGiven(world, given, now, (problems, verdict) => {
    for (const problem of problems) report.add(problem);
    see(problems, verdict);
  });
  if (!seen.ok) return seen;
  const { inspection, town } = seen.value;
  await writeAll(world.table, partWrites(id, given.bytes, now), PARTS_AT_ONCE);
  await writeAll(world.table, report.writes(id, now), 25);
  const next: Import = {
    id,
    town: town.id,
    kind: given.kind,
    state: 'tried',
    sha256: fileHash,
    fileName: given.fileName.slice(0, 120),
    bytes: given.bytes.length,
    parts: partsOf(given.bytes),
    choices: given.choices,
    encoding: inspection.decoded.encoding,
    separator: inspection.sheet.separator,
    readOn: dayOf(now),
    counts: inspection.counts,
    verdicts: inspection.verdicts,
    reportPages: {
      rejected: report.pages('rejected'),
      duplicate: report.pages('duplicate'),
      noted: report.pages('noted'),
      reading: report.pages('reading'),
    },
    problems: report.counts,
    kept: stored?.value.verdicts === inspection.verdicts ? stored.value.kept : [],
    setAside: [],
    nextRow: 1,
    written: 0,
    by,
    at: now,
    progressAt: now,
  };
  const happening = {
    action: 'import-tried',
    actor: by,
    at: now,
    to: 'tried',
    details: { rows: next.counts.rows },
  };
  const committed = await world.table.commit(change(importKind, stored, next, happening));
  // Somebody tried the same file at the same moment: theirs is as good, and is what the page will show.
  if (committed.ok) return ok(next);
  const theirs = await world.table.get(importKind, importKey(id));
  if (!theirs) throw new Error('an import that was there a moment ago is not');
  return ok(theirs.value);
};
