import { mightEver } from '../../shared/access/table.ts';
import type { Staff } from '../../shared/staff/staff.ts';
import { MENU } from './menu.ts';
import { type Entry, NAV_GROUPS, type NavGroup } from './rooms.ts';

export type NavItem = Entry & { readonly group: NavGroup };

const NAVIGATION: readonly NavItem[] = Object.keys(NAV_GROUPS)
  .filter((group): group is NavGroup => group in MENU)
  .flatMap((group) => MENU[group].map((entry) => ({ ...entry, group })));

/**
 * The desk's menu, in the order of a day. An entry shows when its page is open to the person's role. Whoever works the day, or
 * the library, starts with it: for them, the first page is not one more entry.
 */
export const navigationFor = (staff: Staff | undefined): readonly NavItem[] => {
  const items = staff ? NAVIGATION.filter((item) => mightEver(staff, item.action)) : [];
  const hasOwnPage = mightEver(staff, 'day.view') || mightEver(staff, 'library.view');
  return hasOwnPage ? items.filter((item) => item.path !== '/') : items;
};
