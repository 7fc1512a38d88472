import type { FC } from 'hono/jsx';
import { frenchFullDay } from '../../../shared/time/french.ts';
import type { Replay } from '../replay/replay.ts';
import { type Standing, WAVE } from '../replay/wave.ts';

/** What the telephone may do with the wave. */
export type WaveParts = {
  readonly standing: Replay['standing'];
  readonly start: () => Promise<void>;
  readonly stop: () => void;
  /** The desk, where the wave is answered. */
  readonly desk: string;
};
export type WaveFrame = Pick<WaveParts, 'desk'> & { readonly standing: ReturnType<Replay['standing']> };

const NAMES: Readonly<Record<Standing['level'], string>> = {
  green: 'verte',
  yellow: 'jaune',
  orange: 'orange',
};
const Level: FC<{ level: Standing['level'] }> = ({ level }) => (
  <span class={`level ${level}`}>{NAMES[level]}</span>
);

const Today: FC<{ standing: Standing }> = ({ standing: { number, day, level, dayAfter } }) => (
  <>
    Canicule rejouée, jour {number} sur {WAVE.length}&nbsp;: nous sommes le{' '}
    <strong>{frenchFullDay(day)}</strong>, vigilance <Level level={level} /> (annoncée pour le
    lendemain&nbsp;: <Level level={dayAfter} />
    ).
  </>
);

const INVITATION =
  'La canicule du 17 au 25 août 2023 dans le Doubs se rejoue jour après jour, en avançant le temps.';

/** Beside the clock: play the heat wave of August 2023, see which day of it today is, stop. */
export const WaveControl: FC<{ wave: WaveFrame; path: string }> = ({ wave: { standing, desk }, path }) => {
  const isPlaying = typeof standing === 'object';
  return (
    <section class="wave" aria-label="Canicule d’août 2023">
      <p {...(isPlaying ? {} : { class: 'quiet' })}>
        {isPlaying ? (
          <Today standing={standing} />
        ) : standing === 'over' ? (
          'La vague d’août 2023 est passée. Elle peut être rejouée à partir d’aujourd’hui.'
        ) : (
          INVITATION
        )}{' '}
        {isPlaying ? <a href={`${desk}/canicule/vigilance`}>La vigilance, au bureau</a> : null}
      </p>
      <form method="post" action="/wave">
        <input type="hidden" name="back" value={path} />
        <button type="submit" name="wave" value={isPlaying ? 'stop' : 'start'}>
          {isPlaying ? 'Arrêter le rejeu' : 'Rejouer août 2023'}
        </button>
      </form>
    </section>
  );
};
