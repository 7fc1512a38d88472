import { readFileSync } from 'node:fs';
import { guessColumns } from '../../../shared/imports/reading/columns.ts';
import { decode } from '../../../shared/imports/reading/decode.ts';
import type { ImportKind } from '../../../shared/imports/reading/fields.ts';
import { openSheet } from '../../../shared/imports/reading/sheet.ts';
import { type JudgeRequest, judgeRows, type Verdict } from '../../../shared/imports/verdicts.ts';
import { civilDay } from '../../../shared/time/civil.ts';

export const READING = { today: civilDay('2026-11-21'), sectors: [], townName: 'Besançon' };

/** Bytes to verdicts, as the dry run does it; throws on a file that is refused whole. */
export const verdictsOf = (
  kind: ImportKind,
  bytes: Uint8Array,
  known: JudgeRequest['known'] = [],
): { readonly verdicts: readonly Verdict[]; readonly header: readonly string[] } => {
  const decoded = decode(bytes);
  if (!decoded.ok) throw new Error(decoded.refusal.reason);
  const sheet = openSheet(decoded.value.text);
  if (!sheet.ok) throw new Error(sheet.refusal.reason);
  const columns = guessColumns(kind, sheet.value.header, sheet.value.preview);
  const verdicts: Verdict[] = [];
  const walked = judgeRows({ kind, sheet: sheet.value, columns, reading: READING, known }, (verdict) =>
    verdicts.push(verdict),
  );
  if (!walked.ok) throw new Error(walked.refusal.reason);
  return { verdicts, header: sheet.value.header };
};

export const verdictsOfText = (kind: ImportKind, text: string, known: JudgeRequest['known'] = []) =>
  verdictsOf(kind, new TextEncoder().encode(text), known).verdicts;

export const readBytes = (path: string): Uint8Array => new Uint8Array(readFileSync(path));
