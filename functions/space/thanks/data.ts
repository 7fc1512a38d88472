import { gatheringsSince } from '../../../shared/engagement/gatherings/read-gatherings.ts';
import { thanksFor } from '../../../shared/engagement/recognition/thanks/read-thanks.ts';
import { minus } from '../../../shared/time/instant.ts';
import { answerOf, type Registration } from '../../../shared/volunteers/gatherings/gathering.ts';
import type { WebContext } from '../../web/http.ts';
import type { Space } from '../my-space/space.ts';

const REPLIES: Readonly<Record<Registration['state'], string>> = {
  registered: 'a dit oui',
  waiting: 'a dit oui, en liste d’attente',
  cancelled: 'a dit non',
  'walk-in': 'sans réponse',
};
const presenceWords = (came: boolean | undefined): string =>
  came === undefined ? 'non noté' : came ? 'oui' : 'non';

/** What is kept of words they received and of gatherings they answered, for the file handed to them: nobody else's name. */
export const receivedData = async (c: WebContext, { me, town }: Space) => {
  const { table } = c.get('world');
  const [words, gatherings] = await Promise.all([
    thanksFor(table, me.id),
    gatheringsSince(table, town.id, minus(c.get('now'), { days: 3 * 365 })),
  ]);
  return {
    motsRecus: words.map(({ words: text, takenAt, state }) => ({
      le: takenAt,
      mots: state === 'carried' ? 'pas encore lus' : text,
    })),
    rendezVous: gatherings.flatMap((one) => {
      const mine = answerOf(one, me.id);
      return mine
        ? [{ le: one.day, quoi: one.title, reponse: REPLIES[mine.state], venu: presenceWords(mine.came) }]
        : [];
    }),
  };
};
