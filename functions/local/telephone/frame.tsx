import type { Child, FC } from 'hono/jsx';
import { frenchPhone, type Phone } from '../../../shared/phone/phone.ts';
import { civilOf } from '../../../shared/time/civil.ts';
import { frenchRelativeDay } from '../../../shared/time/french.ts';
import { type Instant, minutesBetween } from '../../../shared/time/instant.ts';
import type { Progress } from '../time/advance.ts';
import type { PhoneState, Sms } from './phones.ts';
import { WaveControl, type WaveFrame } from './wave.tsx';
import { frenchAhead, frenchClock, timeOf } from './words.ts';

export type Owned = { readonly number: Phone; readonly owner: string | undefined };
/** Whose phone a number is, for the visitor of the demonstration; undefined when nobody is known. */
export type PhoneOwners = (number: Phone) => Promise<string | undefined>;
export type Contact = Owned & { readonly state: PhoneState; readonly last: Sms };

/** What each page shows around its own matter. */
export type Frame = {
  readonly now: Instant;
  readonly offsetMillis: number;
  readonly progress: Progress | undefined;
  readonly problem: string | undefined;
  readonly version: number;
  readonly contacts: readonly Contact[];
  /** The heat wave that can be played here; undefined where there is no demonstration. */
  readonly wave: WaveFrame | undefined;
  /** Where the forms come back to. */
  readonly path: string;
};

export const phonePath = (number: Phone): string => `/phones/0${number.slice(3)}`;

export const Page: FC<{ frame: Frame; title: string; open?: Phone; children: Child }> = ({
  frame,
  title,
  open,
  children,
}) => (
  <html lang="fr">
    <head>
      <meta charset="utf-8" />
      <meta name="viewport" content="width=device-width, initial-scale=1" />
      <meta name="robots" content="noindex" />
      <title>{title}</title>
      <link rel="stylesheet" href="/telephone.css" />
      <script src="/telephone.js" defer></script>
    </head>
    <body data-version={frame.version} data-moving={frame.progress ? 'yes' : 'no'}>
      <a class="skip" href="#contenu">
        Aller aux messages
      </a>
      <header class="top">
        <p class="name">
          <a href="/">Le téléphone de la ville</a>
        </p>
        <p class="fiction">Démonstration : ces numéros sont réservés à la fiction, aucun vrai SMS ne part.</p>
        <ClockControl frame={frame} />
        {frame.wave ? <WaveControl wave={frame.wave} path={frame.path} /> : null}
      </header>
      <div class={open ? 'panes conversation-open' : 'panes'}>
        <nav aria-label="Les téléphones">
          <ContactList contacts={frame.contacts} open={open} now={frame.now} />
        </nav>
        <main id="contenu" tabindex={-1}>
          {children}
        </main>
      </div>
    </body>
  </html>
);

const MOVES = [
  { label: '+ 1 h', name: 'advance', value: 'PT1H' },
  { label: '+ 24 h', name: 'advance', value: 'PT24H' },
  { label: '+ 7 jours', name: 'advance', value: 'P7D' },
  { label: 'Jusqu’à demain 9 h', name: 'until', value: 'tomorrow-09:00' },
] as const;

const ClockControl: FC<{ frame: Frame }> = ({ frame }) => {
  const ahead = frenchAhead(frame.offsetMillis);
  return (
    <section class="clock" aria-labelledby="heure">
      <h2 id="heure">
        <span class="quiet">Heure de la ville</span>{' '}
        <time datetime={frame.now}>{frenchClock(frame.now)}</time>
      </h2>
      {frame.problem ? (
        <p class="problem" role="alert">
          {frame.problem}
        </p>
      ) : null}
      {frame.progress ? (
        <Moving progress={frame.progress} path={frame.path} />
      ) : (
        <form method="post" action="/clock" class="moves">
          <input type="hidden" name="back" value={frame.path} />
          <span class="quiet" id="avancer">
            Avancer le temps :
          </span>
          {MOVES.map((move) => (
            <button type="submit" name={move.name} value={move.value} aria-describedby="avancer">
              {move.label}
            </button>
          ))}
        </form>
      )}
      {ahead && !frame.progress ? <p class="quiet">{ahead}</p> : null}
    </section>
  );
};

const Moving: FC<{ progress: Progress; path: string }> = ({ progress, path }) => {
  const share = minutesBetween(progress.from, progress.at) / minutesBetween(progress.from, progress.to);
  const percent = Math.round(share * 100);
  return (
    <p class="moving" role="status">
      <label for="avancement">Le temps avance jusqu’au {frenchClock(progress.to)} :</label>{' '}
      <progress id="avancement" value={percent} max={100}>
        {percent} %
      </progress>{' '}
      <a href={path}>Actualiser</a>
    </p>
  );
};

const ContactList: FC<{ contacts: readonly Contact[]; open: Phone | undefined; now: Instant }> = ({
  contacts,
  open,
  now,
}) =>
  contacts.length === 0 ? (
    <p class="empty">Aucun téléphone n’a encore reçu de SMS.</p>
  ) : (
    <ul class="contacts">
      {contacts.map((contact) => (
        <li>
          <a href={phonePath(contact.number)} aria-current={contact.number === open ? 'page' : undefined}>
            <Portrait number={contact.number} owner={contact.owner} />
            <span class="who">{contact.owner ?? frenchPhone(contact.number)}</span>
            <span class="when">{shortMoment(contact.last.at, now)}</span>
            <samp class="excerpt">{contact.last.body}</samp>
            {contact.state === 'reachable' ? null : (
              <span class="off">{contact.state === 'silent' ? 'ne répond plus' : 'refuse les SMS'}</span>
            )}
          </a>
        </li>
      ))}
    </ul>
  );

export const Portrait: FC<Owned> = ({ number, owner }) => (
  <span class={`portrait tint-${Number(number.slice(-2)) % 6}`} aria-hidden="true">
    {owner ? initials(owner) : number.slice(-2)}
  </span>
);

const initials = (name: string): string =>
  name
    .split(/[\s-]+/)
    .slice(0, 2)
    .map((word) => word.charAt(0).toUpperCase())
    .join('');

/** The hour today, else the day: as a list of conversations does. */
export const shortMoment = (at: Instant, now: Instant): string => {
  const { day } = civilOf(at);
  const today = civilOf(now).day;
  return day === today ? timeOf(at) : frenchRelativeDay(day, today);
};
