import { Notice } from '../../web/components.tsx';
import { Page } from '../../web/layout.tsx';
import type { LinksFrame } from '../frame.ts';
import { AfterAll } from './offer-pages.tsx';
import type { View } from './read.ts';
import { Signature } from './ways.tsx';
import { dayWords } from './words.ts';

export const HandedBackPage = ({
  frame,
  view,
  said,
}: {
  frame: LinksFrame;
  view: View;
  said: string | undefined;
}) => (
  <Page title="Mission rendue" {...frame}>
    <h1>La mission est rendue</h1>
    <Notice tone="good">{said ?? 'Merci de l’avoir dit. Nous cherchons quelqu’un d’autre.'}</Notice>
    {!view.hindrance && (
      <p>
        Si vous êtes de nouveau libre {dayWords(view.facts.mission.value).toLowerCase()}, vous pouvez encore
        la reprendre tant que personne ne l’a fait.
      </p>
    )}
    <AfterAll frame={frame} view={view} />
    <Signature frame={frame} />
  </Page>
);
