import { missionIdSchema } from '../../shared/ids/ids.ts';
import { missionKind } from '../../shared/missions/store.ts';
import { declineOffer } from '../../shared/offers/answer-offer.ts';
import { searchVolunteer } from '../../shared/offers/search/search.ts';
import { wakeSearches } from '../../shared/offers/search/wake-searches.ts';
import type { Result } from '../../shared/result/result.ts';
import { put } from '../../shared/table/write.ts';
import { civilDay, civilTime, instantOf } from '../../shared/time/civil.ts';
import { aMission, TUESDAY_NOON, VISIT } from '../builders/chain.ts';
import { aReadyVolunteer, openChain, subjectOf } from '../support/chain.ts';
import { type Cost, meteredTown } from './metered-town.ts';

const done = (result: Result<unknown, unknown>): void => {
  if (!result.ok) throw new Error(`refused: ${JSON.stringify(result.refusal)}`);
};

/** A second visit waits for the one volunteer there is, who says no to the first. */
export const waitingCosts = async (
  endpoint: string,
  add: (act: string, cost: Cost) => void,
): Promise<void> => {
  const { world, cost } = await meteredTown(endpoint);
  const one = aReadyVolunteer(0);
  const week = (day: string) => ({
    day: civilDay(day),
    startsAt: instantOf(civilDay(day), civilTime('14:30')),
  });
  await openChain(world.table, [one], week('2026-12-02'));
  const OTHER = missionIdSchema.parse(`mis_${'E'.repeat(26)}`);
  const other = aMission({ id: OTHER, state: 'planned', ...week('2026-12-09') });
  await world.table.commit([put(missionKind, other, 'absent')]);
  done(await searchVolunteer(world, VISIT, TUESDAY_NOON));
  add(
    'chercher quelqu’un, et attendre sa réponse à une autre question',
    await cost(async () => done(await searchVolunteer(world, OTHER, TUESDAY_NOON))),
  );
  done(await declineOffer(world, subjectOf(one.id), 'busy', { kind: 'volunteer', id: one.id }, TUESDAY_NOON));
  add(
    'reprendre cette recherche dès la réponse (1 proposition)',
    await cost(async () => {
      const went = await wakeSearches(world, one.id, TUESDAY_NOON);
      if (went.join() !== OTHER) throw new Error('nothing has gone on');
    }),
  );
};
