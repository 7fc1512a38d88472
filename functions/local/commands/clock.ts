import { parseArgs } from 'node:util';
import * as z from 'zod';
import { instantSchema } from '../../../shared/time/instant.ts';
import { findRunning } from '../lock.ts';
import { Sentence } from '../sentence.ts';
import { frenchAhead, frenchClock } from '../telephone/words.ts';
import { openClock } from '../time/clock.ts';
import type { Command } from './command.ts';

const answerSchema = z.union([z.object({ now: instantSchema }), z.object({ problem: z.string().max(500) })]);

/** What time is it in the town, and how to make it later. */
export const clock: Command = {
  name: 'clock',
  usage: '[PT24H] [--json]',
  help: 'donne l’heure de la ville, ou l’avance d’une durée (PT24H : 24 heures, P1D : un jour)',
  run: async (args, { place, out }) => {
    const { values, positionals } = parseArgs({
      args: [...args],
      options: { json: { type: 'boolean' } },
      allowPositionals: true,
    });
    const [duration] = positionals;
    if (duration !== undefined) await advance(place.folder, duration);
    const town = openClock({ folder: place.folder });
    const now = town.now();
    if (values.json) out(JSON.stringify({ now, offsetMillis: town.offsetMillis() }));
    else out([`Il est ${frenchClock(now)}.`, frenchAhead(town.offsetMillis())].filter(Boolean).join('\n'));
    return 0;
  },
};

/** Only a running town can walk through time: what is due on the way has to be done on the way. */
const advance = async (folder: string, duration: string): Promise<void> => {
  const addresses = findRunning(folder)?.addresses;
  if (!addresses)
    throw new Sentence('Le temps n’avance que dans une ville qui tourne. Démarrez-la d’abord : npm start');
  const answer = await fetch(`${addresses.telephone}/clock`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ advance: duration }),
  });
  const said = answerSchema.parse(await answer.json());
  if ('problem' in said) throw new Sentence(said.problem);
};
