import * as z from 'zod';
import type { Surroundings } from '../../decide/decide.ts';
import { registeredPersonSchema } from '../../register/entry.ts';
import { defineKind, type Key, type Kind, readAs } from '../../table/kind.ts';
import { epochSeconds, type Instant, instantSchema, minutesBetween, plus } from '../../time/instant.ts';
import { type RoundId, roundIdSchema } from '../calls/round.ts';
import { callTaskSchema } from '../calls/task.ts';

/** A printed list older than this may send somebody to a door that was closed since (F27). */
export const PAPER_MINUTES = 120;
/** Made a little before that, so that the last one is never too old while the agenda runs. */
export const PAPER_EVERY_MINUTES = 110;
/** Old sheets are what a power cut leaves to be read; two days, then they go (names and doors are in them). */
const KEPT_DAYS = 2;
/** People of one record: forty or fifty kilobytes, far under what one item may weigh. */
export const LINES_A_SHEET = 40;

/** Whose hands a line is in when the sheet is made. */
const paperHolderSchema = z.object({
  by: z.enum(['desk', 'staff', 'volunteer']),
  id: z.string().max(40).optional(),
  name: z.string().max(130),
});
export type PaperHolder = z.infer<typeof paperHolderSchema>;

/** What a caller needs on paper of somebody, and nothing else of her entry. */
export const paperPersonSchema = registeredPersonSchema.pick({
  civility: true,
  firstName: true,
  lastName: true,
  address: true,
  phones: true,
  homeHelp: true,
  contacts: true,
  livesAlone: true,
  floor: true,
  languages: true,
  callNotes: true,
});

const paperLineSchema = z.object({
  /** What the line's result is keyed under: six letters, told apart on one list, saying nothing of her. */
  code: z.string().max(6),
  task: callTaskSchema.pick({
    personId: true,
    sector: true,
    state: true,
    rung: true,
    priority: true,
    attempts: true,
    lastOutcome: true,
    deadline: true,
  }),
  holder: paperHolderSchema,
  person: paperPersonSchema,
});
export type PaperLine = z.infer<typeof paperLineSchema>;

/** The last paper of a list, and how to find its sheets. */
const paperHeadSchema = z.object({
  roundId: roundIdSchema,
  madeAt: instantSchema,
  /** Its own word, in the key of each of its sheets: two made at once never mix. */
  edition: z.string().max(20).default(''),
  lines: z.number().int().min(0),
  sectors: z.array(z.object({ sector: z.string().max(40), lines: z.number().int() })).max(201),
  callers: z.array(paperHolderSchema.extend({ lines: z.number().int() })).max(1_000),
});
export type PaperHead = z.infer<typeof paperHeadSchema>;

/** Whoever's sector is unknown is on a sheet of its own, never left out. */
export const NO_SECTOR = '-';
const headKey = (id: RoundId): Key => ({ pk: `${id}#paper`, sk: 'PAPER' });

const gone = (madeAt: Instant) => epochSeconds(plus(madeAt, { days: KEPT_DAYS }));

/**
 * | question                               | key                                              | consistent |
 * |----------------------------------------|--------------------------------------------------|------------|
 * | when was the last paper list made?     | pk round id + `#paper`, sk `PAPER`               | yes        |
 */
export const paperHeadKind: Kind<PaperHead> = defineKind({
  name: 'call-paper',
  v: 1,
  schema: paperHeadSchema,
  key: (head) => headKey(head.roundId),
  expiresAt: (head) => gone(head.madeAt),
});

const paperSheetSchema = z.object({
  roundId: roundIdSchema,
  madeAt: instantSchema,
  edition: z.string().max(20),
  sector: z.string().max(40),
  /** From 0, within its list and its sector: the head's lines say how many there are. */
  number: z.number().int().min(0),
  lines: z.array(paperLineSchema).max(LINES_A_SHEET),
});
type PaperSheet = z.infer<typeof paperSheetSchema>;

const sheetKey = ({
  roundId,
  edition,
  sector,
  number,
}: Pick<PaperSheet, 'roundId' | 'edition' | 'sector' | 'number'>): Key => ({
  pk: `${roundId}#paper#${edition}#${sector}#${number}`,
  sk: 'SHEET',
});

/**
 * Each sheet is a partition of its own, written once a paper: however fast a list of twenty thousand is put on paper, no
 * key takes more than one sheet's forty to fifty write units (F19).
 *
 * | question                               | key                                                          | consistent |
 * |----------------------------------------|--------------------------------------------------------------|------------|
 * | this list on paper, whole or a sector  | pk round id + `#paper#` edition, sector, number, as its head says | yes |
 */
export const paperSheetKind: Kind<PaperSheet> = defineKind({
  name: 'call-paper-sheet',
  v: 1,
  schema: paperSheetSchema,
  key: sheetKey,
  expiresAt: (sheet) => gone(sheet.madeAt),
});

export const isTooOld = (madeAt: Instant, now: Instant): boolean =>
  minutesBetween(madeAt, now) > PAPER_MINUTES;

export const readPaper = async (
  world: Pick<Surroundings, 'table'>,
  id: RoundId,
): Promise<PaperHead | undefined> => (await world.table.get(paperHeadKind, headKey(id)))?.value;

/** Priority first, as the calls are made; then by name, as an eye looks for somebody. */
const order = (line: PaperLine): string =>
  `${line.task.sector ?? ''}#${line.task.priority}#${line.person.lastName}#${line.code}`;

export type PaperLines = {
  readonly lines: readonly PaperLine[];
  /** Lines that the head promises and no sheet holds: never passed over in silence. */
  readonly missing: number;
};

/** Sheets of one request: their whole weight stays far under what one answer may carry. */
const SHEETS_A_READ = 50;

/**
 * The stored lines, as they were when the paper was made: one sector, or all of the list. Read from its own records
 * alone, so that it is there when the agenda, the counters or the lists are not.
 */
export const paperLines = async (
  world: Pick<Surroundings, 'table'>,
  head: PaperHead,
  sector?: string,
): Promise<PaperLines> => {
  const sectors = head.sectors.filter((one) => sector === undefined || one.sector === sector);
  const keys = sectors.flatMap((one) =>
    Array.from({ length: Math.ceil(one.lines / LINES_A_SHEET) }, (_, number) =>
      sheetKey({ roundId: head.roundId, edition: head.edition, sector: one.sector, number }),
    ),
  );
  const lines: PaperLine[] = [];
  for (let i = 0; i < keys.length; i += SHEETS_A_READ)
    for (const row of await world.table.getRows(keys.slice(i, i + SHEETS_A_READ)))
      lines.push(...((row && readAs(paperSheetKind, row)?.value.lines) ?? []));
  return {
    lines: lines.sort((a, b) => (order(a) < order(b) ? -1 : 1)),
    missing: sectors.reduce((sum, one) => sum + one.lines, 0) - lines.length,
  };
};
