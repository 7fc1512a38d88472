import { type Action, mightEver } from '../../shared/access/table.ts';
import type { Staff } from '../../shared/staff/staff.ts';

export type NavItem = {
  readonly label: string;
  readonly path: string;
  readonly action: Action;
  /** One sentence for the first page. */
  readonly what: string;
  /** The first thing a social worker does: big on the first page, one tap after sign-in. */
  readonly first?: boolean;
};

/** The desk's menu, in the order of a day. An entry shows when its page is open to the person's role. */
export const NAVIGATION: readonly NavItem[] = [
  { label: 'Accueil', path: '/', action: 'home.view', what: '' },
  {
    label: 'Équipe',
    path: '/equipe',
    action: 'staff.list',
    what: 'Les comptes ouverts : en ouvrir, changer un rôle, en fermer.',
  },
  {
    label: 'Réglages',
    path: '/reglages',
    action: 'town.view',
    what: 'Ce que la ville a décidé : coordonnées, secteurs, horaires, délais, programmes.',
  },
];

export const navigationFor = (staff: Staff | undefined): readonly NavItem[] =>
  staff ? NAVIGATION.filter((item) => mightEver(staff, item.action)) : [];
