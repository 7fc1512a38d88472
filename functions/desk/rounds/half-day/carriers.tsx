import * as z from 'zod';
import { travelModes } from '../../../../shared/geo/travel.ts';
import { volunteerIdSchema } from '../../../../shared/ids/ids.ts';
import { USUAL_KILOGRAMS } from '../../../../shared/rounds/half-day/draft.ts';
import {
  addCarrier as addRoundCarrier,
  removeCarrier as removeRoundCarrier,
} from '../../../../shared/rounds/half-day/make-rounds.ts';
import { readCarrier } from '../../../../shared/rounds/round-facts.ts';
import { freshForm, integer, readForm, time, withProblem } from '../../../web/form.ts';
import { Stopped, seeOther } from '../../../web/http.ts';
import { type DeskContext, townOf } from '../../env.ts';
import type { DeskRoute } from '../../router.ts';
import { halfDayPath } from '../words.ts';
import { showHalfDay } from './show.tsx';
import { subjectForm, subjectIn, subjectOf } from './subject.ts';

const carrierFields = subjectForm.extend({
  benevole: volunteerIdSchema,
  moyen: z.enum(travelModes).optional(),
  de: time('Écrivez une heure, comme 14:00.'),
  a: time('Écrivez une heure, comme 17:30.'),
  kilos: integer(1, 500, 'Écrivez un nombre de kilos, de 1 à 500.').optional(),
  depart: z.enum(['depot', 'home']).default('depot'),
  retour: z.enum(['oui', 'non']).default('non'),
});

const addCarrier = async (c: DeskContext): Promise<Response> => {
  const read = await readForm(c, carrierFields);
  if (!read.ok) return showHalfDay(c, await subjectIn(c, read.refusal), { carrier: read.refusal }, 422);
  const { benevole, moyen, de, a, kilos, depart, retour } = read.value;
  const subject = subjectOf(townOf(c), read.value);
  const typed = freshForm({ ...read.value });
  const refuse = (field: string, sentence: string) =>
    showHalfDay(c, subject, { carrier: withProblem(typed, field, sentence) }, 422);
  if (de >= a) return refuse('a', 'L’heure de fin doit être après l’heure de début.');
  const facts = await readCarrier(c.var.world, { ...subject, volunteerId: benevole });
  if (facts?.volunteer.value.town !== subject.town)
    return refuse('benevole', 'Choisissez quelqu’un de la liste.');
  const volunteer = facts.volunteer.value;
  const travel = moyen ?? volunteer.travel;
  if (depart === 'home' && !volunteer.address.point)
    return refuse(
      'depart',
      `L’adresse de ${volunteer.firstName} n’est pas située : choisissez l’autre départ.`,
    );
  const done = await addRoundCarrier(
    c.var.world,
    subject,
    {
      volunteerId: benevole,
      travel,
      from: de,
      until: a,
      kilograms: kilos ?? USUAL_KILOGRAMS[travel],
      startsAt: depart,
      returns: retour === 'oui',
    },
    c.var.now,
  );
  if (!done.ok) return refuse('benevole', 'Vingt porteurs au plus pour une demi-journée.');
  return seeOther(c, halfDayPath(subject, { dit: 'porteur' }));
};

const removeFields = subjectForm.extend({ benevole: volunteerIdSchema });
const removeCarrier = async (c: DeskContext): Promise<Response> => {
  const read = await readForm(c, removeFields);
  if (!read.ok) throw new Stopped(400, 'not-found');
  const subject = subjectOf(townOf(c), read.value);
  const done = await removeRoundCarrier(c.var.world, subject, read.value.benevole, c.var.now);
  if (!done.ok) throw new Stopped(404, 'not-found');
  return seeOther(c, halfDayPath(subject, { dit: 'retire' }));
};

/** Who is counted on for the half-day. */
export const carrierRoutes: readonly DeskRoute[] = [
  { method: 'POST', path: '/tournees/porteur', action: 'round.plan', handler: addCarrier },
  { method: 'POST', path: '/tournees/porteur/retirer', action: 'round.plan', handler: removeCarrier },
];
