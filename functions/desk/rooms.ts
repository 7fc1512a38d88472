import type { Action } from '../../shared/access/table.ts';

/** The rooms of the menu, in the order of a day, each named as the team says it. */
export const NAV_GROUPS = {
  day: 'Aujourd’hui',
  people: 'Personnes',
  volunteers: 'Bénévoles',
  network: 'Le réseau',
  summer: 'Canicule',
  house: 'La maison',
} as const;
export type NavGroup = keyof typeof NAV_GROUPS;

/** One page that the menu leads to. */
export type Entry = {
  readonly label: string;
  readonly path: string;
  readonly action: Action;
  /** One sentence for the first page. */
  readonly what: string;
  /** The first thing a social worker does: big on the first page, one tap after sign-in. */
  readonly first?: boolean;
};
