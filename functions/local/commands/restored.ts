import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { markRestored } from '../../../shared/outbox/mark-restored.ts';
import { Sentence } from '../sentence.ts';
import { frenchClock } from '../telephone/words.ts';
import type { Command } from './command.ts';

const MEANT = [
  'Rien n’est noté. Cette commande ne sert qu’après avoir remis une sauvegarde : tous les SMS demandés jusqu’à maintenant attendront une personne, et cela ne se reprend pas.',
  'Pour le dire : npm run -s prevenance -- restored --oui',
].join('\n');

/**
 * Said once, after a backup was put back and before the town starts: no message leaves a second time by itself. What it
 * holds back is released one by one, so that it is said twice: the command, and yes.
 */
export const restored: Command = {
  name: 'restored',
  usage: '--oui [--json]',
  help: 'à dire avant de redémarrer une ville dont on a remis une sauvegarde : les SMS demandés jusque-là attendent une personne',
  run: async (args, { place, openTown, out }) => {
    const { values } = parseArgs({
      args: [...args],
      options: { oui: { type: 'boolean' }, json: { type: 'boolean' } },
    });
    // Opening a town makes one where there is none: the one put back elsewhere would send everything again.
    if (!existsSync(join(place.folder, 'store.json')))
      throw new Sentence(`Il n’y a pas de ville dans ${place.folder} : remettez-y d’abord la sauvegarde.`);
    if (!values.oui) throw new Sentence(MEANT);
    const town = await openTown();
    try {
      const at = await markRestored(town.world.table, town.world.clock.now());
      out(
        values.json
          ? JSON.stringify({ restoredAt: at })
          : [
              `C’est noté : ${frenchClock(at)}.`,
              'Les SMS demandés avant cette heure et pas encore partis ne partiront pas d’eux-mêmes : la sauvegarde ne sait pas lesquels sont partis depuis.',
              'Au bureau, page « SMS » : pour chacun, la coordination le laisse partir ou s’en charge.',
              ...(town.addresses
                ? ['La ville tournait déjà : regardez aussi ceux qu’elle vient d’envoyer.']
                : []),
            ].join('\n'),
      );
      return 0;
    } finally {
      await town.close();
    }
  },
};
