import { readFile } from 'node:fs/promises';
import { type LogRank, logRank, type NoLogRank } from '../../../shared/engagement/survival/log-rank.ts';
import { readObservations } from '../../../shared/engagement/survival/observations-file.ts';
import { type SurvivalCurve, survivalCurve } from '../../../shared/engagement/survival/survival.ts';
import { decode, MAX_FILE_BYTES } from '../../../shared/imports/reading/decode.ts';
import { Sentence } from '../sentence.ts';
import type { Command } from './command.ts';
import { lookAtGiven } from './given-file.ts';

/** What the command prints. `logRankReason` says why there is no test, and is null when there is one. */
type SurvivalAnswer = {
  readonly groups: readonly ({ readonly name: string } & SurvivalCurve)[];
  readonly logRank: LogRank | null;
  readonly logRankReason: NoLogRank['reason'] | null;
};

const FILE_WORDS = {
  'file-empty': 'Le fichier est vide.',
  'file-too-big': 'Le fichier dépasse 20 Mo.',
  'file-is-spreadsheet': 'C’est un classeur : enregistrez la feuille au format CSV.',
  'file-is-pdf': 'C’est un PDF : il faut un fichier CSV.',
  'file-is-binary': 'Ce n’est pas un fichier texte.',
} as const;

/** The curve of each group of a text, and the test between them. Refuses with sentences, by line. */
export const survivalOf = (bytes: Uint8Array): SurvivalAnswer => {
  const decoded = decode(bytes);
  if (!decoded.ok) throw new Sentence(FILE_WORDS[decoded.refusal.reason]);
  const read = readObservations(decoded.value.text);
  if (!read.ok) throw new Sentence(read.refusal.sentences.join('\n'));
  const test = logRank(read.value);
  return {
    groups: read.value.map(({ name, observations }) => ({ name, ...survivalCurve(observations) })),
    logRank: test.ok ? test.value : null,
    logRankReason: test.ok ? null : test.refusal.reason,
  };
};

const bytesOf = async (path: string): Promise<Uint8Array> => {
  const given = await lookAtGiven(path);
  if (!given.ok) throw new Sentence(given.refusal);
  if (given.value.bytes > MAX_FILE_BYTES) throw new Sentence(FILE_WORDS['file-too-big']);
  return readFile(path);
};

/** How long people stay, from any table of observations: reads no town. */
export const survivalCommand: Command = {
  name: 'survival',
  usage: 'FICHIER.csv',
  help: 'courbe de maintien (Kaplan-Meier, entrées tardives) d’un tableau entry,exit,event[,group] en jours',
  run: async (args, { out }) => {
    const [path, ...others] = args;
    if (path === undefined || others.length > 0)
      throw new Sentence('Donnez un seul fichier : npm run -s prevenance -- survival FICHIER.csv');
    out(JSON.stringify(survivalOf(await bytesOf(path))));
    return 0;
  },
};
