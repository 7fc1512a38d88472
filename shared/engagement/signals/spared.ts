import type { Advice, AdviceOf } from '../../decide/advice.ts';
import { rowsOf } from '../../table/kind.ts';
import { dayOf } from '../../time/civil.ts';
import { attentionKind, attentionList, noAttention } from '../steps/attention.ts';
import { unanswered } from '../steps/propose.ts';
import type { FactKind } from './fact.ts';
import { noticedKind, noticedList } from './noticed.ts';

/**
 * Facts that advise fewer missions (matching.md §1, « after warning facts »): what hurts, half; what wears, one fewer. A choice of
 * the project. What they answered to the quarter's questions is not among them: it is theirs, and decides nothing by itself.
 */
const SPARES: Partial<Record<FactKind, Advice['fewer']>> = {
  'hard-event': 'half',
  'heavy-visits': 'half',
  'full-weeks': 'one',
  'large-share': 'one',
  'no-pause': 'one',
};

/** « 8 missions en quatre semaines (…) » as it goes on in a sentence. */
const goingOn = (sentence: string): string =>
  `${sentence.charAt(0).toLowerCase()}${sentence.slice(1)}`.replace(/\.$/, '');

/**
 * Whom a plan is to spare: what the night found so, less what the coordinator answered or they corrected since. The volunteer
 * reads the same sentences in their own space. Two queries, of all pages that the people concerned fill.
 */
export const sparedOf: AdviceOf = async (table, town, now) => {
  const [noticed, attentions] = await Promise.all([
    table.index('list', { partition: noticedList(town) }),
    table.index('list', { partition: attentionList(town) }),
  ]);
  const attentionOf = new Map(
    rowsOf(attentionKind, attentions.items).map(({ value }) => [value.volunteerId, value]),
  );
  return new Map(
    rowsOf(noticedKind, noticed.items).flatMap(({ value: { volunteerId, facts } }) => {
      const attention = attentionOf.get(volunteerId) ?? noAttention(volunteerId, town);
      const advice = unanswered(facts, attention, dayOf(now)).flatMap(({ kind, sentence }) => {
        const fewer = SPARES[kind];
        return fewer ? [{ sentence: goingOn(sentence), fewer }] : [];
      });
      return advice.length > 0 ? [[volunteerId, advice] as const] : [];
    }),
  );
};
