import type { Role } from '../../../shared/staff/staff.ts';

export type DemoPerson = {
  /** Stable subject: the demonstration's staff records carry it with the local issuer. */
  readonly sub: string;
  readonly role: Role;
  readonly givenName: string;
  readonly name: string;
  readonly email: string;
  readonly organisation: string;
};

/** One invented person per role. The addresses are in a domain that can never exist (RFC 2606). */
export const DEMO_PEOPLE: readonly DemoPerson[] = [
  {
    sub: 'demo-social-worker',
    role: 'social-worker',
    givenName: 'Claire',
    name: 'Claire Vuillemin',
    email: 'claire.vuillemin@besancon.example',
    organisation: 'Centre médico-social de Planoise',
  },
  {
    sub: 'demo-coordinator',
    role: 'coordinator',
    givenName: 'Nadia',
    name: 'Nadia Perrin',
    email: 'nadia.perrin@besancon.example',
    organisation: 'Maison des Seniors',
  },
  {
    sub: 'demo-librarian',
    role: 'librarian',
    givenName: 'Hugo',
    name: 'Hugo Marchal',
    email: 'hugo.marchal@besancon.example',
    organisation: 'Bibliothèques municipales',
  },
  {
    sub: 'demo-duty-officer',
    role: 'duty-officer',
    givenName: 'Samira',
    name: 'Samira Benali',
    email: 'samira.benali@besancon.example',
    organisation: 'Astreinte de la Ville',
  },
  {
    sub: 'demo-reviewer',
    role: 'reviewer',
    givenName: 'Philippe',
    name: 'Philippe Girardot',
    email: 'philippe.girardot@besancon.example',
    organisation: 'Direction de l’autonomie',
  },
  {
    sub: 'demo-data-protection-officer',
    role: 'data-protection-officer',
    givenName: 'Estelle',
    name: 'Estelle Jacquot',
    email: 'estelle.jacquot@besancon.example',
    organisation: 'Délégation à la protection des données',
  },
];
