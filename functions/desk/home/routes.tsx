import { can, mightEver } from '../../../shared/access/table.ts';
import { show } from '../../web/http.ts';
import { showDay } from '../day/routes.tsx';
import { staffOf } from '../env.ts';
import { DeskPage, type Frame, frameOf } from '../layout.tsx';
import { showLibrary } from '../library/routes.tsx';
import { type NavItem, navigationFor } from '../navigation.ts';
import type { DeskRoute } from '../router.ts';

/** What each entry of the menu is for, said once, on the first page. */
const Tile = ({ item }: { item: NavItem }) => (
  <li class="tile">
    <h2>
      <a href={item.path}>{item.label}</a>
    </h2>
    <p>{item.what}</p>
  </li>
);

/** The first page after signing in: the person's first act, then what else their role opens. */
const HomePage = ({ frame, items }: { frame: Frame; items: readonly NavItem[] }) => {
  const [first] = items.filter((item) => item.first);
  return (
    <DeskPage frame={frame} title="Accueil">
      <h1>Bonjour {frame.staff?.name.split(' ')[0]}</h1>
      {first && (
        <p>
          <a class="button big" href={first.path}>
            {first.label}
          </a>
        </p>
      )}
      <ul class="tiles">
        {items
          .filter((item) => item.path !== '/' && item !== first)
          .map((item) => (
            <Tile item={item} />
          ))}
      </ul>
    </DeskPage>
  );
};

export const homeRoutes: readonly DeskRoute[] = [
  {
    method: 'GET',
    path: '/',
    action: 'home.view',
    handler: (c) => {
      if (c.get('town') && can(staffOf(c), 'day.view')) return showDay(c);
      if (c.get('town') && can(staffOf(c), 'library.view')) return showLibrary(c);
      const items = navigationFor(staffOf(c)).filter((item) => mightEver(staffOf(c), item.action));
      return show(c, <HomePage frame={frameOf(c)} items={items} />);
    },
  },
];
