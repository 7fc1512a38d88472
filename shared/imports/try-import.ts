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
import { knownPeople } from './known-people.ts';
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

export const readingFor = (town: Town, readOn: Reading['today']): Reading => ({
  today: readOn,
  sectors: town.sectors,
  townName: town.name,
});

export const townOfImport = async (
  world: Pick<Surroundings, 'table' | 'config'>,
): Promise<Town | undefined> => (await world.table.get(townKind, townKey(world.config.townId)))?.value;

/** The dry run without a trace: for the command line, and the first half of the one that keeps its report. */
export const inspectGiven = async (
  world: Pick<Surroundings, 'table' | 'config'>,
  given: GivenFile,
  now: Instant,
): Promise<Result<{ readonly inspection: Inspection; readonly town: Town }, TryRefusal>> => {
  const town = await townOfImport(world);
  if (!town) return refused({ reason: 'no-town' });
  const known = await knownPeople(world.table, town.id, given.kind);
  const reading = readingFor(town, dayOf(now));
  const inspection = inspectFile(given.kind, given.bytes, given.choices, reading, known);
  return inspection.ok ? ok({ inspection: inspection.value, town }) : inspection;
};

/** Writes that need not be one act, as many as fit at a time; any of them may be done again. */
const writeAll = async (
  table: Pick<Table, 'commit'>,
  writes: readonly Write[],
  atOnce: number,
): Promise<void> => {
  for (let from = 0; from < writes.length; from += atOnce) {
    await table.commit(writes.slice(from, from + atOnce));
  }
};

const partWrites = (importId: ImportId, bytes: Uint8Array, at: Instant): readonly Write[] =>
  Array.from({ length: Math.ceil(bytes.length / PART_BYTES) }, (_, part) => {
    const slice = bytes.subarray(part * PART_BYTES, (part + 1) * PART_BYTES);
    return put(partKind, { importId, part, base64: Buffer.from(slice).toString('base64'), at }, 'any');
  });

/** The file as it was given; undefined when its papers are gone. */
export const fileOf = async (table: Pick<Table, 'getRows'>, one: Import): Promise<Uint8Array | undefined> => {
  const keys = Array.from({ length: one.parts }, (_, part) => partKey(one.id, part));
  const parts: Uint8Array[] = [];
  for (let from = 0; from < keys.length; from += 10) {
    for (const row of await table.getRows(keys.slice(from, from + 10))) {
      const part = row && readAs(partKind, row)?.value;
      if (!part) return undefined;
      parts.push(Buffer.from(part.base64, 'base64'));
    }
  }
  const bytes = new Uint8Array(Buffer.concat(parts));
  return sha256(bytes) === one.sha256 ? bytes : undefined;
};

const pagesOf = (importId: ImportId, problems: readonly Problem[], at: Instant) => {
  const pages = { rejected: 0, duplicate: 0, noted: 0, reading: 0 } satisfies Record<ReportGroup, number>;
  const counts = { ...pages };
  const writes: Write[] = [];
  for (const group of REPORT_GROUPS) {
    const lines = problems.filter((problem) => groupOf(problem) === group);
    counts[group] = lines.length;
    pages[group] = Math.min(MAX_REPORT_PAGES, Math.ceil(lines.length / PROBLEMS_A_PAGE));
    for (let page = 0; page < pages[group]; page += 1) {
      const shown = lines.slice(page * PROBLEMS_A_PAGE, (page + 1) * PROBLEMS_A_PAGE);
      writes.push(put(reportPageKind, { importId, group, page, lines: shown, at }, 'any'));
    }
  }
  return { pages, counts, writes };
};

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
): Promise<Result<Import, TryRefusal>> => {
  const fileHash = sha256(given.bytes);
  const id = importIdOf(world.config.townId, given.kind, fileHash);
  const stored = await world.table.get(importKind, importKey(id));
  if (stored && !mayImport(stored.value.state, 'try')) {
    return refused({ reason: 'already-imported', import: stored.value });
  }
  const seen = await inspectGiven(world, given, now);
  if (!seen.ok) return seen;
  const { inspection, town } = seen.value;
  const parts = partWrites(id, given.bytes, now);
  const report = pagesOf(id, inspection.problems, now);
  await writeAll(world.table, parts, 10);
  await writeAll(world.table, report.writes, 25);
  const next: Import = {
    id,
    town: town.id,
    kind: given.kind,
    state: 'tried',
    sha256: fileHash,
    fileName: given.fileName.slice(0, 120),
    bytes: given.bytes.length,
    parts: parts.length,
    choices: given.choices,
    encoding: inspection.decoded.encoding,
    separator: inspection.sheet.separator,
    readOn: dayOf(now),
    counts: inspection.counts,
    verdicts: inspection.verdicts,
    reportPages: report.pages,
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
