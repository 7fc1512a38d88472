import type { Child } from 'hono/jsx';
import type { Staff } from '../../shared/staff/staff.ts';
import type { Town } from '../../shared/town/settings.ts';
import { CALL_STYLE } from '../web/calls/call-card.tsx';
import { PostForm, SubmitButton } from '../web/fields.tsx';
import { DEMONSTRATION, Head, PhoneLink, Ribbon, SkipLink } from '../web/layout.tsx';
import { PAPERS_STYLE } from '../web/papers/style.ts';
import { asset } from '../web/style/assets.ts';
import { BASE_STYLE } from '../web/style/base-style.ts';
import { VOLUNTEER_STYLE } from '../web/style/volunteer-style.ts';
import { CHART_STYLE } from './charts/style.ts';
import { DAY_STYLE } from './day/style.ts';
import { POSTER_STYLE } from './engagement/recruitment/style.ts';
import { REVIEW_STYLE } from './engagement/review/style.ts';
import type { DeskContext } from './env.ts';
import { FLAG_STYLE } from './flags/style.ts';
import { PAPER_STYLE } from './heat/paper/style.ts';
import { HEAT_STYLE } from './heat/style.ts';
import { LIBRARY_STYLE } from './library/style.ts';
import { type NavItem, navigationFor } from './navigation.ts';
import { PLAN_STYLE } from './plan/style.ts';
import { NAV_GROUPS } from './rooms.ts';
import { ROUNDS_STYLE } from './rounds/style.ts';
import { DESK_STYLE } from './style.ts';
import { roleWords } from './words.ts';

export const DESK_SHEET = asset(
  'desk',
  'css',
  BASE_STYLE +
    VOLUNTEER_STYLE +
    DESK_STYLE +
    CHART_STYLE +
    REVIEW_STYLE +
    FLAG_STYLE +
    DAY_STYLE +
    PLAN_STYLE +
    HEAT_STYLE +
    PAPER_STYLE +
    CALL_STYLE +
    LIBRARY_STYLE +
    ROUNDS_STYLE +
    PAPERS_STYLE +
    POSTER_STYLE,
);
export const DESK_STYLES = [DESK_SHEET.path];

/** What surrounds every page of the desk. */
export type Frame = {
  readonly town: Town | undefined;
  readonly staff: Staff | undefined;
  readonly csrf: string;
  readonly path: string;
  readonly ribbon: string | undefined;
};

export const frameOf = (c: DeskContext): Frame => ({
  town: c.get('town')?.value,
  staff: c.get('staff'),
  csrf: c.get('csrf'),
  path: c.req.path,
  ribbon: c.get('world').config.smsNumbers === 'fiction' ? DEMONSTRATION : undefined,
});

/** The entry whose page this is: the longest path that leads here. */
const entryHere = (path: string, items: readonly NavItem[]): NavItem | undefined =>
  items
    .filter((item) => path === item.path || (item.path !== '/' && path.startsWith(`${item.path}/`)))
    .reduce<NavItem | undefined>(
      (best, item) => (item.path.length > (best?.path.length ?? 0) ? item : best),
      undefined,
    );

export type DeskPageProps = {
  readonly frame: Frame;
  /** The page's own name; its h1 is the page's to write. */
  readonly title: string;
  readonly script?: string;
  readonly hasProblems?: boolean;
  /** Leads on by itself, to a place that a form of ours may not lead to. */
  readonly refreshTo?: string;
  readonly children?: Child;
};

/** A page of the desk: menu of what the role may open, who is signed in, the way out. */
export const DeskPage = ({ frame, title, script, hasProblems, refreshTo, children }: DeskPageProps) => (
  <html lang="fr">
    <Head
      title={title}
      town={frame.town}
      styles={DESK_STYLES}
      script={script}
      hasProblems={hasProblems}
      refreshTo={refreshTo}
    />
    <body>
      <SkipLink />
      <Ribbon words={frame.ribbon} />
      <header>
        <div class="bar">
          <div>
            <a class="house" href="/">
              {frame.town ? frame.town.houseName : 'Prévenance'}
              {frame.town && <small>{frame.town.name}</small>}
            </a>
            {frame.staff && <Me staff={frame.staff} csrf={frame.csrf} />}
          </div>
        </div>
        {frame.staff && <Menu items={navigationFor(frame.staff)} path={frame.path} />}
      </header>
      <main id="contenu" tabindex={-1}>
        {children}
      </main>
      {frame.town && (
        <footer class="foot">
          <div>
            <p>
              {frame.town.houseName} de {frame.town.name} · <PhoneLink phone={frame.town.phone} />
            </p>
          </div>
        </footer>
      )}
    </body>
  </html>
);

/** So many entries fit one line; a role with more has them by room, the room one is in opened under the rooms. */
const ONE_LINE = 6;

const Entries = ({ items, here }: { items: readonly NavItem[]; here: NavItem | undefined }) => (
  <ul>
    {items.map((item) => (
      <li>
        <a href={item.path} {...(item === here ? { 'aria-current': 'page' } : {})}>
          {item.label}
        </a>
      </li>
    ))}
  </ul>
);

const Menu = ({ items, path }: { items: readonly NavItem[]; path: string }) => {
  const here = entryHere(path, items) ?? items.find(() => path === '/');
  if (items.length <= ONE_LINE)
    return (
      <nav class="menu" aria-label="Menu principal">
        <Entries items={items} here={here} />
      </nav>
    );
  const rooms = Object.entries(NAV_GROUPS).flatMap(([group, label]) => {
    const inside = items.filter((item) => item.group === group);
    return inside[0] ? [{ group, label, first: inside[0], inside }] : [];
  });
  const room = rooms.find(({ group }) => group === here?.group);
  return (
    <nav class="menu" aria-label="Menu principal">
      <ul class="rooms">
        {rooms.map(({ group, label, first }) => (
          <li>
            <a href={first.path} {...(group === here?.group ? { 'aria-current': 'true' } : {})}>
              {label}
            </a>
          </li>
        ))}
      </ul>
      {room && room.inside.length > 1 && <Entries items={room.inside} here={here} />}
    </nav>
  );
};

const Me = ({ staff, csrf }: { staff: Staff; csrf: string }) => (
  <div class="me no-print">
    <span class="who">
      {staff.name}, {roleWords(staff.role)}
    </span>
    <a href="/connexions">Mes connexions</a>
    <PostForm action="/deconnexion" csrf={csrf}>
      <SubmitButton tone="plain">Se déconnecter</SubmitButton>
    </PostForm>
  </div>
);
