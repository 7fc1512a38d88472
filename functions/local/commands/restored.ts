import { parseArgs } from 'node:util';
import { markRestored } from '../../../shared/outbox/mark-restored.ts';
import { frenchClock } from '../telephone/words.ts';
import type { Command } from './command.ts';

/** Said once, after a backup was put back and before the town starts: no message leaves a second time by itself. */
export const restored: Command = {
  name: 'restored',
  usage: '[--json]',
  help: 'à dire avant de redémarrer une ville dont on a remis une sauvegarde : les SMS demandés jusque-là attendent une personne',
  run: async (args, { openTown, out }) => {
    const { values } = parseArgs({ args: [...args], options: { json: { type: 'boolean' } } });
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
