import { restsData } from '../../../../shared/engagement/rests/my-rests.ts';
import { noticedKey, noticedKind } from '../../../../shared/engagement/signals/noticed.ts';
import { attentionKey, attentionKind } from '../../../../shared/engagement/steps/attention.ts';
import type { WebContext } from '../../../web/http.ts';
import type { Space } from '../space.ts';
import { checkInsOf } from './check-in-routes.tsx';

/** What is kept of their check-ins and of what was proposed for them, for the file handed to them. */
export const careData = async (c: WebContext, space: Space) => {
  const [checkIns, attention, noticed, rests] = await Promise.all([
    checkInsOf(c, space),
    c.get('world').table.get(attentionKind, attentionKey(space.me.id)),
    c.get('world').table.get(noticedKind, noticedKey(space.me.id)),
    restsData(c.get('world'), space.me.id),
  ]);
  return {
    pointsTrimestriels: checkIns.answers,
    pointsProposes: { le: checkIns.asked ?? [], nePlusProposer: checkIns.notAgain ?? false },
    phrasesLues: noticed?.value.facts ?? [],
    attentions: (attention?.value.decisions ?? []).map(({ by: _, ...decision }) => decision),
    corrections: attention?.value.corrections ?? [],
    ...rests,
  };
};
