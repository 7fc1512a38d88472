import * as z from 'zod';
import { actorSchema } from '../audit/audit.ts';
import { importIdSchema } from '../ids/ids.ts';
import { ok, type Result, refused } from '../result/result.ts';
import { civilDaySchema } from '../time/civil.ts';
import { type Instant, instantSchema } from '../time/instant.ts';
import { townIdSchema } from '../town/settings.ts';
import { ENCODINGS } from './reading/decode.ts';
import { IMPORT_KINDS } from './reading/fields.ts';
import { SEPARATORS } from './reading/sheet.ts';

/** Beyond this many rows that resemble people already there, the file is the wrong one. */
export const MAX_SET_ASIDE = 10_000;

const count = z.number().int().min(0);
const rowNumbers = z.array(z.number().int().positive()).max(MAX_SET_ASIDE);

/** A person's corrections of what was guessed of the file. */
const choicesSchema = z.object({
  encoding: z.enum(ENCODINGS).optional(),
  separator: z.enum(SEPARATORS).optional(),
  /** Column place to its meaning; null: not imported. */
  columns: z
    .array(z.object({ index: z.number().int().min(0).max(200), field: z.string().max(40).nullable() }))
    .max(200)
    .optional(),
});
export type Choices = z.infer<typeof choicesSchema>;

export const importSchema = z.object({
  id: importIdSchema,
  town: townIdSchema,
  kind: z.enum(IMPORT_KINDS),
  /**
   * `tried`: the dry run's report is here, nobody was created. `staging`: people are being written, and nothing
   * shows them. `committed`: everybody shows, at once. `dropped`: given up before it was committed.
   */
  state: z.enum(['tried', 'staging', 'committed', 'dropped']),
  /** Of the file's bytes: what was tried is what is committed. */
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  fileName: z.string().max(120),
  bytes: count,
  parts: count,
  choices: choicesSchema,
  encoding: z.enum(ENCODINGS),
  separator: z.enum(SEPARATORS),
  /** The day on which dates were judged: the same at every step. */
  readOn: civilDaySchema,
  counts: z.object({ rows: count, accepted: count, rejected: count, duplicates: count }),
  /** Hash of every row's verdict: if it moves between trial and commit, the trial is shown again. */
  verdicts: z.string().length(64),
  reportPages: z.object({ rejected: count, duplicate: count, noted: count, reading: count }),
  /** Things to look at, by group; the report keeps the first 5,000 of each. */
  problems: z.object({ rejected: count, duplicate: count, noted: count, reading: count }),
  /** Likely duplicates that a person keeps as people of their own. */
  kept: rowNumbers,
  /** Duplicates that are not imported; fixed when staging starts. */
  setAside: rowNumbers,
  /** Staging goes on from this row. */
  nextRow: z.number().int().positive(),
  written: count,
  by: actorSchema,
  at: instantSchema,
  progressAt: instantSchema,
  startedAt: instantSchema.optional(),
  committedAt: instantSchema.optional(),
});
export type Import = z.infer<typeof importSchema>;
export type ImportState = Import['state'];

export type ImportCommand = 'try' | 'keep-row' | 'start' | 'stage' | 'finish' | 'drop';

/** From where each act is possible. A committed import can only be looked at: people are corrected one by one. */
const FROM: Readonly<Record<ImportCommand, readonly ImportState[]>> = {
  try: ['tried', 'dropped'],
  'keep-row': ['tried'],
  start: ['tried'],
  stage: ['staging'],
  finish: ['staging'],
  drop: ['tried'],
};

export const mayImport = (state: ImportState, command: ImportCommand): boolean =>
  FROM[command].includes(state);

export type StartRefusal = {
  readonly reason: 'not-tried' | 'other-file' | 'report-changed' | 'nobody-to-import' | 'too-many-duplicates';
};

/** What is confirmed: this file (its hash), with this report (the hash of its verdicts). */
export type Confirmation = { readonly sha256: string; readonly verdicts: string };

/**
 * Starts the commit of exactly what was tried and shown. Refuses another file than the one tried, a report that
 * moved since it was read (somebody was added meanwhile), and a file that would import nobody.
 */
export const startImport = (
  tried: Import,
  confirmed: Confirmation,
  duplicates: readonly number[],
  now: Instant,
): Result<Import, StartRefusal> => {
  if (!mayImport(tried.state, 'start')) return refused({ reason: 'not-tried' });
  if (tried.sha256 !== confirmed.sha256) return refused({ reason: 'other-file' });
  if (tried.verdicts !== confirmed.verdicts) return refused({ reason: 'report-changed' });
  const kept = tried.kept.filter((row) => duplicates.includes(row));
  const setAside = duplicates.filter((row) => !kept.includes(row));
  if (setAside.length > MAX_SET_ASIDE) return refused({ reason: 'too-many-duplicates' });
  if (tried.counts.rows - tried.counts.rejected - setAside.length <= 0)
    return refused({ reason: 'nobody-to-import' });
  return ok({
    ...tried,
    state: 'staging',
    kept,
    setAside,
    nextRow: 1,
    written: 0,
    startedAt: now,
    progressAt: now,
  });
};

/** People that the commit will create: those accepted, and the duplicates kept. */
export const peopleToCreate = (tried: Pick<Import, 'counts' | 'kept'>): number =>
  tried.counts.accepted + tried.kept.length;
