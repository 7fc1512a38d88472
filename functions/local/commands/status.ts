import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { Sentence } from '../sentence.ts';
import { frenchClock } from '../telephone/words.ts';
import type { Command, OpenTown } from './command.ts';

const LIMIT = 1_000;

/** Does a town run here, and what is waiting in it? */
export const status: Command = {
  name: 'status',
  usage: '[--json]',
  help: 'dit si la ville tourne, à quelles adresses, et combien de choses attendent',
  run: async (args, { place, openTown, out }) => {
    const { values } = parseArgs({ args: [...args], options: { json: { type: 'boolean' } } });
    if (!existsSync(join(place.folder, 'store.json')))
      throw new Sentence(`Il n’y a pas de ville dans ${place.folder}. Créez-en une : npm start`);
    const town = await openTown();
    try {
      const found = await look(town);
      out(values.json ? JSON.stringify(found) : sentences(found));
      return found.hosts?.some((host) => !host.isReady) ? 1 : 0;
    } finally {
      await town.close();
    }
  },
};

type Found = Awaited<ReturnType<typeof look>>;

const look = async ({ world, addresses }: OpenTown) => {
  const now = world.clock.now();
  const [agenda, urgent, outbox] = await Promise.all([
    world.table.due('agenda', now, LIMIT),
    world.table.due('outbox#urgent', now, LIMIT),
    world.table.due('outbox', now, LIMIT),
  ]);
  return {
    isRunning: addresses !== undefined,
    now,
    due: { agenda: agenda.length, outbox: urgent.length + outbox.length },
    hosts: addresses && (await Promise.all(Object.entries(addresses).map(health))),
  };
};

const health = async ([name, url]: readonly [string, string]) => {
  const isReady = await fetch(`${url}/health`, { signal: AbortSignal.timeout(3_000) }).then(
    (answer) => answer.ok,
    () => false,
  );
  return { name, url, isReady };
};

const HOST_NAMES: Readonly<Record<string, string>> = {
  desk: 'bureau',
  links: 'liens',
  telephone: 'téléphone',
  identity: 'identité',
};

const sentences = ({ hosts, now, due }: Found): string =>
  [
    hosts ? 'La ville tourne.' : 'La ville est arrêtée (npm start la démarre).',
    ...(hosts ?? []).map(
      ({ name, url, isReady }) =>
        `  ${HOST_NAMES[name] ?? name} : ${url}${isReady ? '' : ' (ne répond pas)'}`,
    ),
    `Heure de la ville : ${frenchClock(now)}.`,
    `À faire maintenant : ${count(due.agenda)} à l’agenda, ${count(due.outbox)} à envoyer.`,
  ].join('\n');

const count = (n: number): string => (n >= LIMIT ? `plus de ${LIMIT}` : `${n}`);
