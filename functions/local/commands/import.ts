import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { parseArgs } from 'node:util';
import { UpdateTableCommand } from '@aws-sdk/client-dynamodb';
import { SYSTEM } from '../../../shared/audit/audit.ts';
import { sha256 } from '../../../shared/ids/digest.ts';
import { commitImport, continueImport } from '../../../shared/imports/commit-import.ts';
import type { Import } from '../../../shared/imports/import.ts';
import { MAX_FILE_BYTES } from '../../../shared/imports/reading/decode.ts';
import { IMPORT_KINDS, type ImportKind } from '../../../shared/imports/reading/fields.ts';
import { type ImportRefusal, importRefusalSentence } from '../../../shared/imports/refusals.ts';
import type { Counts, Problem } from '../../../shared/imports/report.ts';
import { type GivenFile, inspectGiven, tryImport } from '../../../shared/imports/try-import.ts';
import type { World } from '../../compose.ts';
import { Sentence } from '../sentence.ts';
import { localClient } from '../table/engine.ts';
import type { Command } from './command.ts';
import { lookAtGiven } from './given-file.ts';

/** What the command prints: no name, phone or address, so that it can be kept in a log. */
type ImportReport = Counts & {
  readonly kind: ImportKind;
  readonly sha256: string;
  readonly encoding: string;
  readonly separator: string;
  /** `row`: 1 for the first row of data. `line`: the row number a spreadsheet shows. */
  readonly problems: readonly Pick<Problem, 'row' | 'line' | 'column' | 'reason' | 'outcome' | 'code'>[];
  readonly committed: boolean;
  /** People created by this run. */
  readonly created: number;
};

export type ImportAnswer =
  | { readonly ok: true; readonly report: ImportReport; readonly wasThere: boolean }
  | { readonly ok: false; readonly refused: ImportRefusal['reason']; readonly sentence: string };

const refusedBy = (refusal: ImportRefusal): ImportAnswer => ({
  ok: false,
  refused: refusal.reason,
  sentence: importRefusalSentence(refusal),
});

type SlimProblem = ImportReport['problems'][number];

const slim = ({ row, line, column, reason, outcome, code }: Problem): SlimProblem => ({
  row,
  line,
  column,
  reason,
  outcome,
  code,
});

/**
 * The import of the desk's page, from the command line: a dry run that writes nothing, or the dry run and its
 * commit in one go. Duplicates are set aside: keeping one is a person's decision, on the page. An import of the same file
 * that was stopped half-way is gone on with.
 */
export const runImport = async (
  world: World,
  given: GivenFile,
  options: { readonly isDryRun: boolean },
): Promise<ImportAnswer> => {
  const now = world.clock.now();
  const problems: SlimProblem[] = [];
  const see = (found: readonly Problem[]) => {
    for (const problem of found) problems.push(slim(problem));
  };
  const report = (
    { encoding, separator, counts }: Pick<Import, 'encoding' | 'separator' | 'counts'>,
    created: number | undefined,
  ): ImportReport => ({
    kind: given.kind,
    sha256: sha256(given.bytes),
    encoding,
    separator,
    ...counts,
    problems,
    committed: created !== undefined,
    created: created ?? 0,
  });
  if (options.isDryRun) {
    const seen = await inspectGiven(world, given, now, see);
    if (!seen.ok) return refusedBy(seen.refusal);
    const { decoded, sheet, counts } = seen.value.inspection;
    const read = { encoding: decoded.encoding, separator: sheet.separator, counts };
    return { ok: true, report: report(read, undefined), wasThere: false };
  }
  const tried = await tryImport(world, given, SYSTEM, now, see);
  if (!tried.ok) {
    if (tried.refusal.reason !== 'already-imported') return refusedBy(tried.refusal);
    const there = tried.refusal.import;
    if (there.state !== 'staging') return { ok: true, report: report(there, 0), wasThere: true };
    // Stopped half-way, nobody shows yet: the same command again goes on with it.
    const ended = await continueImport(world, there.id, now);
    if (!ended.ok) return refusedBy(ended.refusal);
    return { ok: true, report: report(there, ended.value.written), wasThere: false };
  }
  const done = await commitImport(world, tried.value.id, tried.value, SYSTEM, now);
  // Everybody in the file is known already, or refused: the report says so, and that is the answer.
  if (!done.ok && done.refusal.reason === 'nobody-to-import')
    return { ok: true, report: report(tried.value, undefined), wasThere: false };
  if (!done.ok) return refusedBy(done.refusal);
  return { ok: true, report: report(tried.value, done.value.written), wasThere: false };
};

const readGiven = async (path: string): Promise<Uint8Array> => {
  const given = await lookAtGiven(path);
  if (!given.ok) throw new Sentence(given.refusal);
  if (given.value.bytes > MAX_FILE_BYTES)
    throw new Sentence(importRefusalSentence({ reason: 'file-too-big' }));
  return readFile(path);
};

/**
 * Acts with the table's stream off, on an engine that only this command uses: nothing of an import is news for the
 * outbox, and each write of the embedded engine costs more the more records its stream keeps.
 */
const withoutStream = async <T>(tableName: string, act: () => Promise<T>): Promise<T> => {
  const endpoint = process.env.AWS_ENDPOINT_URL_DYNAMODB;
  if (endpoint === undefined) return act();
  const client = localClient(endpoint);
  const stream = (on: boolean) =>
    client.send(
      new UpdateTableCommand({
        TableName: tableName,
        StreamSpecification: on
          ? { StreamEnabled: true, StreamViewType: 'NEW_AND_OLD_IMAGES' }
          : { StreamEnabled: false },
      }),
    );
  try {
    await stream(false);
    return await act();
  } finally {
    await stream(true);
    client.destroy();
  }
};

const SHOWN_PROBLEMS = 40;

const sentences = ({ report, wasThere }: Extract<ImportAnswer, { ok: true }>, isDryRun: boolean): string => {
  const { rows, accepted, rejected, duplicates } = report;
  const shown = report.problems.slice(0, SHOWN_PROBLEMS);
  const left = report.problems.length - shown.length;
  return [
    wasThere
      ? 'Ce fichier a déjà été importé : rien n’a changé.'
      : report.committed
        ? `Import terminé : ${report.created} personnes créées.`
        : isDryRun
          ? 'Essai : rien n’a été écrit.'
          : 'Personne de nouveau dans ce fichier : rien n’a été importé.',
    `Encodage ${report.encoding}, séparateur « ${report.separator === '\t' ? 'tabulation' : report.separator} ».`,
    `${rows} lignes : ${accepted} acceptées, ${rejected} refusées, ${duplicates} doublons.`,
    ...shown.map(
      ({ line, column, reason }) => `  ligne ${line}${column ? `, colonne « ${column} »` : ''} : ${reason}`,
    ),
    ...(left > 0 ? [`  … et ${left} autres remarques (--json les donne toutes).`] : []),
  ].join('\n');
};

/** `npm run -s prevenance -- import`: the same code as the desk's page. */
export const importCommand: Command = {
  name: 'import',
  usage: '--kind register|volunteers|seniors [--dry-run] [--json] FICHIER',
  help: 'importe un registre, des bénévoles ou des seniors depuis un fichier CSV (--dry-run : essai, rien n’est écrit)',
  run: async (args, { openTown, out }) => {
    const { values, positionals } = parseArgs({
      args: [...args],
      options: {
        kind: { type: 'string' },
        'dry-run': { type: 'boolean' },
        json: { type: 'boolean' },
      },
      allowPositionals: true,
    });
    const kind = IMPORT_KINDS.find((known) => known === values.kind);
    const [path, ...more] = positionals;
    if (!kind)
      throw new Sentence('Dites ce que contient le fichier : --kind register, volunteers ou seniors.');
    if (!path || more.length > 0) throw new Sentence('Donnez un fichier CSV, et un seul.');
    const bytes = await readGiven(path);
    const town = await openTown();
    try {
      const given: GivenFile = { kind, bytes, fileName: basename(path), choices: {} };
      const isDryRun = values['dry-run'] === true;
      const act = () => runImport(town.world, given, { isDryRun });
      const isAlone = town.addresses === undefined && !isDryRun;
      const answer = isAlone ? await withoutStream(town.world.config.tableName, act) : await act();
      if (!answer.ok) {
        if (!values.json) throw new Sentence(answer.sentence);
        out(JSON.stringify({ refused: answer.refused, sentence: answer.sentence }));
        return 1;
      }
      out(values.json ? JSON.stringify(answer.report) : sentences(answer, isDryRun));
      return 0;
    } finally {
      await town.close();
    }
  },
};
