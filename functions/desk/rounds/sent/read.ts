import { deliveryRoundIdSchema } from '../../../../shared/ids/ids.ts';
import { type RoundFacts, readRound } from '../../../../shared/rounds/round-facts.ts';
import type { DeskContext } from '../../env.ts';
import { demand, missing } from '../../router.ts';

/** The round of the address, once whoever asks may do this about it. */
export const roundAsked = async (
  c: DeskContext,
  action: 'round.view' | 'round.plan' | 'round.sheet',
): Promise<RoundFacts> => {
  const id = deliveryRoundIdSchema.safeParse(c.req.param('id'));
  const facts = id.success ? await readRound(c.var.world, id.data) : undefined;
  if (!facts) return missing(c);
  demand(c, action, { town: facts.round.value.town });
  return facts;
};
