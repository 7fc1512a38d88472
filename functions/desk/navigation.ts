import { type Action, mightEver } from '../../shared/access/table.ts';
import type { Staff } from '../../shared/staff/staff.ts';

export type NavItem = { readonly label: string; readonly path: string; readonly action: Action };

/** The desk's menu, in the order of a day. An entry shows when its page is open to the person's role. */
export const NAVIGATION: readonly NavItem[] = [
  { label: 'Accueil', path: '/', action: 'home.view' },
  { label: 'Équipe', path: '/equipe', action: 'staff.list' },
  { label: 'Réglages', path: '/reglages', action: 'town.change' },
];

export const navigationFor = (staff: Staff | undefined): readonly NavItem[] =>
  staff ? NAVIGATION.filter((item) => mightEver(staff, item.action)) : [];
