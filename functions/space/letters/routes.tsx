import type { Hono } from 'hono';
import { yearlyLetter } from '../../../shared/engagement/recognition/letters/letter.ts';
import { lettersFor, readYear } from '../../../shared/engagement/recognition/letters/year-letters.ts';
import { letterTextAt, readRecognition } from '../../../shared/engagement/recognition/settings.ts';
import type { Letter } from '../../../shared/letters/letter.ts';
import { DOORS } from '../../../shared/messages/kinds.ts';
import { EmptyState } from '../../web/components.tsx';
import { show, type WebEnv } from '../../web/http.ts';
import { Page } from '../../web/layout.tsx';
import { Back } from '../my-space/missions-page.tsx';
import { firstHop, inSpace, type Space } from '../my-space/space.ts';

const LETTER = '/espace/lettre';

const LetterPage = ({ space, letter }: { space: Space; letter: Letter }) => (
  <Page title={letter.subject} {...space.frame}>
    <Back />
    <h1>{letter.subject}</h1>
    <p>{letter.greeting}</p>
    {letter.paragraphs.map((sentences, at) => (
      <>
        <p>{sentences.join(' ')}</p>
        {at === 0 && (
          <ul>
            {letter.list.map((line) => (
              <li>{line}</li>
            ))}
          </ul>
        )}
      </>
    ))}
    <p>À bientôt,</p>
    <p>{letter.signature.join(', ')}</p>
  </Page>
);

/** The letter of the year, once its link was sent: facts and kept words as they are today. */
export const yearLetterRoutes = (app: Hono<WebEnv>): void => {
  app.get(`${DOORS['letter-link']}:token`, firstHop(LETTER));
  app.get(
    LETTER,
    inSpace(async (c, space) => {
      const { table } = c.get('world');
      const [sent] = await lettersFor(table, space.me.id);
      if (!sent)
        return show(
          c,
          <Page title="Lettre de l’année" {...space.frame}>
            <Back />
            <h1>Lettre de l’année</h1>
            <EmptyState title="Pas encore de lettre ici.">
              Elle arrive une fois par an, par un SMS ou sur papier.
            </EmptyState>
          </Page>,
        );
      const [facts, { settings }] = await Promise.all([
        readYear(table, space.town, space.me, sent.year, c.get('now')),
        readRecognition(table, space.town.id),
      ]);
      const words = letterTextAt(settings, sent.version);
      const letter = yearlyLetter(space.me, facts, sent.year, words, space.town, c.get('now'));
      return show(c, <LetterPage space={space} letter={letter} />);
    }),
  );
};
