import type { Expense, ExpenseKind, ExpenseState } from './expense.ts';

export const EXPENSE_KIND_NAMES: Readonly<Record<ExpenseKind, string>> = {
  transport: 'Bus, tram, train',
  parking: 'Stationnement, péage',
  supplies: 'Fournitures, petit matériel',
  telephone: 'Téléphone, courrier',
  other: 'Autre',
  mileage: 'Kilomètres',
};

export const EXPENSE_STATE_NAMES: Readonly<Record<ExpenseState, string>> = {
  'to-check': 'à vérifier',
  'to-pay': 'à payer',
  paid: 'payé',
  waived: 'laissé en don',
  refused: 'refusé',
  withdrawn: 'retiré',
};

/** The sentence that the volunteer signs on the note itself (CGI art. 200; domain.md §6, [45]). */
export const waiverSentence = (name: string, beneficiary: string): string =>
  `Je soussigné(e) ${name} certifie renoncer au remboursement des frais ci-dessus et les laisser ${beneficiary} en tant que don.`;

/** « Bus, tram, train » or « Kilomètres 2026, Clio ». */
export const expenseTitle = ({ kind, statement }: Pick<Expense, 'kind' | 'statement'>): string =>
  statement ? `Kilomètres ${statement.year}, ${statement.vehicle.name}` : EXPENSE_KIND_NAMES[kind];
