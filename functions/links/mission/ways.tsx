import { PhoneLink } from '../../web/layout.tsx';
import type { LinksFrame } from '../frame.ts';
import type { View } from './read.ts';

/** Where a page leads besides its own question, and in which words; false where that does not apply. */
export type Way = readonly [href: string, words: string] | false;

export const PAUSE: Way = ['/m/pause', 'Faire une pause'];
export const WORRY: Way = ['/m/inquietude', 'Quelque chose m’inquiète'];

/** Quiet ways, one a line: « Pas cette semaine », pause, stop are always two taps away, never an account. */
export const Ways = ({ of }: { of: readonly Way[] }) => (
  <ul class="quiet-links">
    {of.map(
      (way) =>
        way && (
          <li>
            <a href={way[0]}>{way[1]}</a>
          </li>
        ),
    )}
  </ul>
);

/** What may always be asked of us, with a mission or without. */
export const AlwaysWays = ({ of, first = false }: { of: View; first?: Way }) => {
  const isPaused = of.facts.volunteer.value.state === 'paused';
  const pause: Way = isPaused ? ['/m/pause', 'Changer la date de ma pause'] : PAUSE;
  return <Ways of={[first, pause, ['/m/stop', 'Ne plus recevoir de SMS, ou partir']]} />;
};

export const BackToMission = () => (
  <p>
    <a href="/m">Revenir à la mission</a>
  </p>
);

export const Signature = ({ frame }: { frame: LinksFrame }) => (
  <p>
    {frame.town.coordinatorFirstName}, {frame.town.houseName} : <PhoneLink phone={frame.town.phone} />
  </p>
);

export type Shown = { readonly frame: LinksFrame; readonly view: View };
