import type { Senior } from '../../../../shared/seniors/senior.ts';
import { addDays, type CivilDay } from '../../../../shared/time/civil.ts';

const CALLED_OFF =
  'C’est noté. Ce qui était prévu pendant ses absences est annulé, et qui devait y aller en est averti.';
const CUT_SHORT =
  'C’est noté : les absences sont enregistrées. Les visites des jours retirés ne reviennent pas seules : ajoutez celles que la personne souhaite.';

/** What the file says once a part of it is written. */
export const NOTED = {
  identite: 'C’est noté : l’identité et les contacts sont enregistrés.',
  notes: 'C’est noté : les indications pour bien venir sont enregistrées.',
  contacts: 'C’est noté : les personnes à prévenir sont enregistrées.',
  absences: 'C’est noté : les absences sont enregistrées.',
  adresse: 'C’est noté : l’adresse est enregistrée.',
  annule: CALLED_OFF,
  ecourte: CUT_SHORT,
} as const;
export type Noted = Exclude<keyof typeof NOTED, 'annule' | 'ecourte'>;

type Absences = Senior['absences'];
const isIn = (absences: Absences, day: CivilDay): boolean =>
  absences.some(({ from, to }) => from <= day && day <= to);

/** Whether a day to come, today included, was an absence and is none any more. A first such day begins an old one or follows a new one. */
const isCutShort = (before: Absences, after: Absences, today: CivilDay): boolean =>
  [today, ...before.map(({ from }) => from), ...after.map(({ to }) => addDays(to, 1))].some(
    (day) => day >= today && isIn(before, day) && !isIn(after, day),
  );

/**
 * Back to the file, which says what was noted; or, which matters more, that missions of hers were called off by it, or that
 * those of an absence cut short do not come back.
 */
export const notedPath = (
  before: Senior,
  after: Senior,
  part: Noted,
  calledOff: number,
  today: CivilDay,
): string => {
  const isShorter = isCutShort(before.absences, after.absences, today);
  return `/personnes/${after.id}?dit=${calledOff > 0 ? 'annule' : isShorter ? 'ecourte' : part}`;
};
