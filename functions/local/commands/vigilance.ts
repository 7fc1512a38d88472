import { readFile } from 'node:fs/promises';
import { parseArgs, promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { type CivilDay, dayOf } from '../../../shared/time/civil.ts';
import { type Instant, instant } from '../../../shared/time/instant.ts';
import { outlookOn, readBulletin } from '../../../shared/vigilance/bulletin.ts';
import { departmentSchema, type VigilanceLevel } from '../../../shared/vigilance/level.ts';
import { PROBLEM_WORDS } from '../../../shared/vigilance/words.ts';
import { Sentence } from '../sentence.ts';
import type { Command } from './command.ts';
import { lookAtGiven } from './given-file.ts';

/** What the command prints; `reason` says why a level is unknown, and is null when nothing is. */
type VigilanceAnswer = {
  readonly department: string;
  /** Civil day the level is about, Europe/Paris. */
  readonly day: CivilDay | null;
  readonly level: VigilanceLevel;
  readonly dayAfter: VigilanceLevel;
  readonly validUntil: Instant | null;
  readonly issuedAt: Instant | null;
  readonly reason: string | null;
};

const MAX_BYTES = 20_000_000;
const unzip = promisify(gunzip);
const isGzip = (bytes: Uint8Array): boolean => bytes[0] === 0x1f && bytes[1] === 0x8b;

type Text = { readonly ok: true; readonly text: string } | { readonly ok: false; readonly why: string };

/** A file that cannot be read is a level that is not known: a timetable that runs this must always get an answer. */
const textOf = async (path: string): Promise<Text> => {
  const given = await lookAtGiven(path);
  if (!given.ok) return { ok: false, why: given.refusal };
  if (given.value.bytes > MAX_BYTES) return { ok: false, why: PROBLEM_WORDS['too-big'] };
  try {
    const bytes = await readFile(path);
    const plain = isGzip(bytes) ? await unzip(bytes, { maxOutputLength: MAX_BYTES }) : bytes;
    return { ok: true, text: new TextDecoder('utf-8', { fatal: true }).decode(plain) };
  } catch {
    return { ok: false, why: 'Le fichier est coupé ou illisible.' };
  }
};

export const vigilanceOf = async (
  path: string,
  department: string,
  now: Instant | undefined,
): Promise<VigilanceAnswer> => {
  const unknown = (reason: string): VigilanceAnswer => ({
    department,
    day: now ? dayOf(now) : null,
    level: 'unknown',
    dayAfter: 'unknown',
    validUntil: null,
    issuedAt: null,
    reason,
  });
  const read = await textOf(path);
  if (!read.ok) return unknown(read.why);
  const bulletin = readBulletin(read.text, department);
  if (!bulletin.ok) return unknown(PROBLEM_WORDS[bulletin.refusal]);
  const day = now ? dayOf(now) : bulletin.value.days[0]?.day;
  if (!day) return unknown(PROBLEM_WORDS['no-period']);
  const { problem, validUntil, ...seen } = outlookOn(bulletin.value, day, now);
  const noTomorrow = seen.dayAfter === 'unknown' ? 'Le lendemain n’est pas encore annoncé.' : null;
  return {
    department,
    day,
    level: seen.level,
    dayAfter: seen.dayAfter,
    validUntil: validUntil ?? null,
    issuedAt: seen.issuedAt,
    reason: problem ? PROBLEM_WORDS[problem] : noTomorrow,
  };
};

const readMoment = (text: string | undefined): Instant | undefined => {
  if (text === undefined) return undefined;
  try {
    return instant(text);
  } catch {
    throw new Sentence(`« ${text} » n’est pas un instant. Écrivez par exemple 2023-08-18T06:30:00+02:00.`);
  }
};

/** `npm run -s prevenance -- vigilance`: the level of heat in a bulletin kept in a file; unknown is never green. */
export const vigilanceCommand: Command = {
  name: 'vigilance',
  usage: '--department 25 [--now INSTANT] FICHIER',
  help: 'Lit le niveau de canicule d’un département dans un bulletin (JSON ou .gz). Sans --now, l’âge du bulletin n’est pas jugé.',
  run: async (args, { out }) => {
    const { values, positionals } = parseArgs({
      args: [...args],
      options: { department: { type: 'string' }, now: { type: 'string' } },
      allowPositionals: true,
    });
    const department = departmentSchema.safeParse(values.department?.trim().toUpperCase());
    if (!department.success) throw new Sentence('Dites quel département : --department 25 (ou 2A, 971…).');
    const [path, ...more] = positionals;
    if (path === undefined || more.length > 0) throw new Sentence('Donnez un fichier, et un seul.');
    out(JSON.stringify(await vigilanceOf(path, department.data, readMoment(values.now))));
    return 0;
  },
};
