import { Sentence } from '../sentence.ts';
import { readPlace } from '../settings.ts';
import type { Command } from './command.ts';
import { openTown } from './open-town.ts';

export type Console = { readonly out: (text: string) => void; readonly error: (text: string) => void };

/** Exit codes: 0 done, 1 refused or failed (a sentence says why), 2 not a command line we understand. */
export const runCommand = async (
  argv: readonly string[],
  commands: readonly Command[],
  environment: Record<string, string | undefined>,
  { out, error }: Console,
): Promise<number> => {
  const [name = 'help', ...args] = argv;
  const named = (wanted: string): Command | undefined => {
    const found = commands.find((candidate) => candidate.name === wanted);
    if (!found)
      error(
        `Commande inconnue : ${wanted}. Les commandes : ${commands.map((known) => known.name).join(', ')}.`,
      );
    return found;
  };
  if (name === 'help' || name === '--help' || name === '-h') {
    if (args[0] !== undefined && !named(args[0])) return 2;
    out(helpText(commands, args[0]));
    return 0;
  }
  const command = named(name);
  if (!command) return 2;
  if (args.includes('--help')) {
    out(helpText(commands, name));
    return 0;
  }
  try {
    const place = readPlace(environment);
    return (await command.run(args, { place, openTown: () => openTown(place), out })) ?? 0;
  } catch (thrown) {
    if (thrown instanceof Sentence) {
      error(thrown.message);
      return 1;
    }
    if (isBadOption(thrown)) {
      error(`Option non comprise. Usage : npm run -s prevenance -- ${command.name} ${command.usage}`);
      return 2;
    }
    error(`La commande ${command.name} a échoué de façon inattendue : ${detail(thrown)}`);
    return 1;
  }
};

const helpText = (commands: readonly Command[], only: string | undefined): string => {
  const shown = commands.filter((command) => only === undefined || command.name === only);
  const lines = shown.map(
    (command) => `  ${`${command.name} ${command.usage}`.trim()}\n      ${command.help}`,
  );
  return [
    'Prévenance, en ligne de commande',
    '',
    'Usage : npm run -s prevenance -- <commande> [options]',
    '',
    ...lines,
    '  help [commande]\n      montre cette aide',
    '',
    'Les commandes agissent sur la ville du dossier .data (PREVENANCE_DATA en désigne un autre), qu’elle tourne ou non.',
  ].join('\n');
};

/** What `parseArgs` of Node throws for an option it was not told about. */
const isBadOption = (thrown: unknown): boolean =>
  thrown instanceof Error &&
  'code' in thrown &&
  typeof thrown.code === 'string' &&
  thrown.code.startsWith('ERR_PARSE_ARGS');

const detail = (thrown: unknown): string =>
  thrown instanceof Error ? (thrown.stack ?? thrown.message) : String(thrown);
