import * as z from 'zod';
import { sha256 } from '../ids/digest.ts';
import {
  type ImportId,
  importIdSchema,
  type RegisterEntryId,
  registerEntryIdSchema,
  type SeniorId,
  seniorIdSchema,
  type VolunteerId,
  volunteerIdSchema,
} from '../ids/ids.ts';
import { type RegisterEntry, registerEntrySchema } from '../register/entry.ts';
import { entryKind } from '../register/store.ts';
import { type Senior, seniorSchema } from '../seniors/senior.ts';
import { seniorKind } from '../seniors/store.ts';
import { defineKind, type Key, type Kind } from '../table/kind.ts';
import { epochSeconds, instantSchema, plus } from '../time/instant.ts';
import { volunteerKind } from '../volunteers/store.ts';
import { type Volunteer, volunteerSchema } from '../volunteers/volunteer.ts';
import { type Import, importSchema } from './import.ts';
import { importKey } from './import-key.ts';
import type { ImportKind } from './reading/fields.ts';

/** 180 KB of file make 240 KB of base64: well under the 400 KB of one item (F21). */
export const PART_BYTES = 180_000;
export const PROBLEMS_A_PAGE = 50;
/** The file and its report are working papers; the people are what stays. */
const PAPERS_DAYS = 30;
/** A staging that nobody drove for this long is driven on by the agenda. */
const ABANDONED_MINUTES = 2;

export { importKey };
export const importList = (town: string): string => `${town}#import`;
export const partKey = (id: ImportId, part: number): Key => ({
  pk: id,
  sk: `PART#${String(part).padStart(4, '0')}`,
});
/** `reading`: cells that were read by a convention (a year of two digits), apart from what asks for a look. */
export const REPORT_GROUPS = ['rejected', 'duplicate', 'noted', 'reading'] as const;
export type ReportGroup = (typeof REPORT_GROUPS)[number];
export const reportPageKey = (id: ImportId, group: ReportGroup, page: number): Key => ({
  pk: id,
  sk: `REPORT#${group}#${String(page).padStart(4, '0')}`,
});

/**
 * | question                                      | key or index                                  | consistent |
 * |-----------------------------------------------|-----------------------------------------------|------------|
 * | where is this import?                         | pk import id, sk `IMPORT`                     | yes        |
 * | the file's bytes                              | pk import id, sk `PART#` + number             | yes        |
 * | what does its report say, page by page?       | pk import id, sk `REPORT#` + group and page   | yes        |
 * | which imports were made, newest first?        | `list`: town + `#import`                      | no         |
 * | which staging stopped half-way?               | `due` in the agenda lane                      | no         |
 */
export const importKind: Kind<Import> = defineKind({
  name: 'import',
  v: 1,
  schema: importSchema,
  key: (one) => importKey(one.id),
  places: (one) => ({
    list: { partition: importList(one.town), sort: `${one.at}#${one.id}` },
    due:
      one.state === 'staging'
        ? { lane: 'agenda', at: plus(one.progressAt, { minutes: ABANDONED_MINUTES }) }
        : undefined,
  }),
});

const partSchema = z.object({
  importId: importIdSchema,
  part: z.number().int().min(0),
  base64: z.string().max(300_000),
  at: instantSchema,
});
export const partKind: Kind<z.infer<typeof partSchema>> = defineKind({
  name: 'import-part',
  v: 1,
  schema: partSchema,
  key: (part) => partKey(part.importId, part.part),
  expiresAt: (part) => epochSeconds(plus(part.at, { days: PAPERS_DAYS })),
});

const reportLineSchema = z.object({
  row: z.number().int(),
  line: z.number().int(),
  outcome: z.enum(['rejected', 'duplicate', 'noted']),
  column: z.string().max(100),
  code: z.string().max(40),
  reason: z.string().max(400),
  value: z.string().max(100),
  who: z.string().max(140),
  knownId: z.string().max(40),
});
export type ReportLine = z.infer<typeof reportLineSchema>;
const reportPageSchema = z.object({
  importId: importIdSchema,
  group: z.enum(REPORT_GROUPS),
  page: z.number().int().min(0),
  lines: z.array(reportLineSchema).max(PROBLEMS_A_PAGE),
  at: instantSchema,
});
export const reportPageKind: Kind<z.infer<typeof reportPageSchema>> = defineKind({
  name: 'import-report',
  v: 1,
  schema: reportPageSchema,
  key: (page) => reportPageKey(page.importId, page.group, page.page),
  expiresAt: (page) => epochSeconds(plus(page.at, { days: PAPERS_DAYS })),
});

/**
 * A senior, an entry of the register or a volunteer with the import that brings them: hidden until that import is committed (see
 * staged.ts). The mark goes away with the first change somebody makes to the person.
 */
export const stagedSeniorKind: Kind<Senior & { readonly importId: ImportId }> = defineKind({
  ...seniorKind,
  schema: seniorSchema.extend({ importId: importIdSchema }),
});
export const stagedEntryKind: Kind<RegisterEntry & { readonly importId: ImportId }> = defineKind({
  ...entryKind,
  schema: registerEntrySchema.extend({ importId: importIdSchema }),
});
export const stagedVolunteerKind: Kind<Volunteer & { readonly importId: ImportId }> = defineKind({
  ...volunteerKind,
  schema: volunteerSchema.extend({ importId: importIdSchema }),
});

const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const twentySix = (text: string): string =>
  [...sha256(text).slice(0, 52).matchAll(/../g)]
    .map(([pair]) => ALPHABET[Number.parseInt(pair, 16) % 32])
    .join('');

/** One file, one import, in one town: sent twice, it is found again. */
export const importIdOf = (town: string, kind: ImportKind, fileSha256: string): ImportId =>
  importIdSchema.parse(`imp_${twentySix(`import|${town}|${kind}|${fileSha256}`)}`);
/** The same row of the same file makes the same person: writing it again after a crash changes nothing. */
export const seniorIdOf = (id: ImportId, row: number): SeniorId =>
  seniorIdSchema.parse(`sen_${twentySix(`${id}|${row}`)}`);
export const entryIdOf = (id: ImportId, row: number): RegisterEntryId =>
  registerEntryIdSchema.parse(`reg_${twentySix(`${id}|${row}`)}`);
export const volunteerIdOf = (id: ImportId, row: number): VolunteerId =>
  volunteerIdSchema.parse(`vol_${twentySix(`${id}|${row}`)}`);
