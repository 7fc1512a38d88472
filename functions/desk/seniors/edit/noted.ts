import type { Senior } from '../../../../shared/seniors/senior.ts';

const CALLED_OFF =
  'C’est noté. Ce qui était prévu ces jours-là est annulé, et qui devait y aller en est averti.';

/** What the file says once a part of it is written. */
export const NOTED = {
  identite: 'C’est noté : l’identité et les contacts sont enregistrés.',
  notes: 'C’est noté : les indications pour bien venir sont enregistrées.',
  contacts: 'C’est noté : les personnes à prévenir sont enregistrées.',
  absences: 'C’est noté : les absences sont enregistrées.',
  adresse: 'C’est noté : l’adresse est enregistrée.',
  annule: CALLED_OFF,
} as const;
export type Noted = Exclude<keyof typeof NOTED, 'annule'>;

/** Back to the file, which says what was noted; or, which matters more, that missions of hers were called off by it. */
export const notedPath = (id: Senior['id'], part: Noted, calledOff: number): string =>
  `/personnes/${id}?dit=${calledOff > 0 ? 'annule' : part}`;
