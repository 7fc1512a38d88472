import { parseArgs } from 'node:util';
import { leftBehind } from './processes.ts';
import { Sentence } from './sentence.ts';
import { type Place, readPlace } from './settings.ts';
import { type Functions, startTown, type Town } from './town.ts';

const HELP = `Démarre la ville sur cette machine, et la démonstration à la première fois.

Usage : npm start [-- --empty]

  --empty          une ville vide, avec la page de première utilisation
  PORT=3000        port du bureau ; liens, téléphone et identité prennent les trois suivants
  HOST=127.0.0.1   adresse d’écoute ; par défaut, cette machine seulement
  PREVENANCE_DATA  dossier de la ville ; par défaut .data
`;

/** Runs the town until it is asked to stop. Resolves with the exit code. */
export const main = async (
  argv: readonly string[],
  environment: Record<string, string | undefined>,
  functions: Functions,
): Promise<number> => {
  // A terminal that was closed must not take the town with it before it has stopped in order.
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => {});
  const say = (text: string): void => console.log(text);
  try {
    const options = readOptions(argv);
    if (options.help) {
      say(HELP);
      return 0;
    }
    const asked = Promise.race([whenAsked(), leftBehind(environment).then(() => 'asked' as const)]);
    const place = readPlace(environment);
    const town = await startTown(place, {
      functions,
      wantsEmpty: options.empty ?? false,
      say,
      report: reporter(place),
    });
    // Since the process began, loading included: what the person at the terminal waited for.
    say(welcome(town, place, functions, performance.now()));
    const why = await Promise.race([asked, town.broken.then(() => 'broken' as const)]);
    if (why === 'broken')
      console.error('Le moteur de base de données s’est arrêté : la ville s’arrête aussi.');
    else say('\nLa ville s’arrête…');
    await town.stop();
    if (why !== 'broken') say('Arrêtée. Tout est gardé : npm start la reprend où elle en était.');
    return why === 'broken' ? 1 : 0;
  } catch (error) {
    if (!(error instanceof Sentence)) throw error;
    console.error(error.message);
    return 1;
  }
};

const readOptions = (argv: readonly string[]) => {
  try {
    return parseArgs({
      args: [...argv],
      options: { empty: { type: 'boolean' }, help: { type: 'boolean', short: 'h' } },
    }).values;
  } catch {
    throw new Sentence(`Option non comprise : ${argv.join(' ')}\n\n${HELP}`);
  }
};

/** The first signal stops in order; a second one is somebody who will not wait: nothing acknowledged is lost. */
const whenAsked = (): Promise<'asked'> =>
  new Promise((resolve) => {
    let count = 0;
    for (const signal of ['SIGINT', 'SIGTERM'] as const)
      process.on(signal, () => {
        count += 1;
        if (count > 1) process.exit(130);
        resolve('asked');
      });
  });

const REPEAT_MS = 60_000;

/** Says each kind of failure once a minute at most: what runs every few seconds would fill the screen. */
const reporter = ({ folder }: Place): ((error: unknown) => void) => {
  const told = new Map<string, number>();
  return (error) => {
    const what = error instanceof Error ? `${error.name} : ${error.message}` : String(error);
    const now = performance.now();
    if (now - (told.get(what) ?? -REPEAT_MS) < REPEAT_MS) return;
    told.set(what, now);
    console.error(`Un travail de fond a échoué, il sera repris. ${what} (journal : ${folder}/town.log)`);
    if (process.env.PREVENANCE_DEBUG) console.error(error);
  };
};

const welcome = (
  { addresses, setupCode }: Town,
  place: Place,
  functions: Functions,
  tookMs: number,
): string => `
Prévenance est prête (${(tookMs / 1_000).toFixed(1).replace('.', ',')} s).

  Bureau                 ${addresses.desk}
  Téléphone de la ville  ${addresses.telephone}
${functions.apiReferencePath ? `  Référence de l’API     ${addresses.desk}${functions.apiReferencePath}\n` : ''}
${setupCode ? firstRun(setupCode) : DEMONSTRATION}
Les SMS arrivent sur le téléphone de la ville, où l’on peut aussi avancer le temps ; leurs liens mènent à
${addresses.links}. Aucun vrai SMS ne part. Dossier : ${place.folder}. Ctrl-C pour arrêter.
`;

const DEMONSTRATION = 'Au bureau, choisissez une personne : il n’y a pas de mot de passe.';

const firstRun = (code: string): string =>
  `Cette ville est vide : créez-la au bureau. Code d’installation : ${code}\n`;
