import * as z from 'zod';
import { type AddressFinder, verdict } from '../../../../shared/geo/address-finder.ts';
import { missionIdSchema, volunteerIdSchema } from '../../../../shared/ids/ids.ts';
import {
  type DraftRefusal,
  type Placement,
  placeByHand,
  proposeRounds,
  setUpRounds,
} from '../../../../shared/rounds/half-day/make-rounds.ts';
import type { Town } from '../../../../shared/town/settings.ts';
import { freshForm, integer, readForm, text, textIfAny, time, withProblem } from '../../../web/form.ts';
import { Stopped, seeOther } from '../../../web/http.ts';
import { type DeskContext, townOf } from '../../env.ts';
import type { DeskRoute } from '../../router.ts';
import { halfDayPath } from '../words.ts';
import { carrierRoutes } from './carriers.tsx';
import { showHalfDay } from './show.tsx';
import { drafted, subjectAsked, subjectForm, subjectIn, subjectOf, WHICH } from './subject.ts';

const settingFields = subjectForm.extend({
  debut: time('Écrivez une heure, comme 14:00.'),
  fin: time('Écrivez une heure, comme 17:30.'),
  depot: text(80, 'Nommez le lieu de départ, en 80 caractères au plus.'),
  adresse: textIfAny(160),
});
const setting =
  (addresses: AddressFinder) =>
  async (c: DeskContext): Promise<Response> => {
    const read = await readForm(c, settingFields);
    const subject = read.ok ? subjectOf(townOf(c), read.value) : await subjectIn(c, read.refusal);
    if (!read.ok) return showHalfDay(c, subject, { setting: read.refusal }, 422);
    const { debut, fin, depot, adresse } = read.value;
    if (debut >= fin)
      return showHalfDay(
        c,
        subject,
        { setting: withProblem(freshForm({ ...read.value }), 'fin', 'La fin doit être après le début.') },
        422,
      );
    const draft = await drafted(c, subject);
    const found = adresse === '' ? undefined : await placeOf(addresses, adresse, townOf(c));
    await setUpRounds(
      c.var.world,
      subject,
      { from: debut, until: fin, depot: { label: depot, point: found ?? draft.depot.point } },
      c.var.now,
    );
    return seeOther(c, halfDayPath(subject, { dit: adresse === '' ? 'cadre' : found ? 'situe' : 'adresse' }));
  };

const placeOf = async (addresses: AddressFinder, typed: string, town: Town) => {
  const found = await addresses.find(`${typed} ${town.name}`.slice(0, 200), { limit: 3 });
  if (!found.ok) return undefined;
  const said = verdict(found.value, [town.communeCode]);
  if (said.kind === 'automatic') return said.candidate.point;
  return said.kind === 'ask-a-human' ? said.candidates[0]?.point : undefined;
};

const saidOf = (refusal: DraftRefusal): string =>
  refusal === 'nothing-to-do' ? 'rien' : refusal === 'changed-meanwhile' ? 'autre' : 'change';

const proposeForm = subjectForm.extend({ vu: textIfAny(26) });
const propose = async (c: DeskContext): Promise<Response> => {
  const read = await readForm(c, proposeForm);
  if (!read.ok) throw new Stopped(400, 'not-found');
  const subject = subjectOf(townOf(c), read.value);
  const done = await proposeRounds(c.var.world, subject, read.value.vu, c.var.now);
  return seeOther(c, halfDayPath(subject, { dit: done.ok ? 'calcule' : saidOf(done.refusal) }));
};

const placeFields = subjectForm.extend({
  mission: missionIdSchema,
  vers: z.union([z.enum(['avant', 'apres', 'personne']), volunteerIdSchema]),
  rang: integer(0, 400, WHICH).optional(),
});
const placementOf = (vers: z.output<typeof placeFields>['vers'], rang: number | undefined): Placement => {
  if (vers === 'avant') return { to: 'earlier' };
  if (vers === 'apres') return { to: 'later' };
  if (vers === 'personne') return { to: 'nobody' };
  return { to: 'carrier', volunteerId: vers, position: rang };
};
const place = async (c: DeskContext): Promise<Response> => {
  const read = await readForm(c, placeFields);
  if (!read.ok) throw new Stopped(400, 'not-found');
  const { mission, vers, rang } = read.value;
  const subject = subjectOf(townOf(c), read.value);
  const done = await placeByHand(c.var.world, subject, mission, placementOf(vers, rang), c.var.now);
  if (!done.ok) return seeOther(c, halfDayPath(subject, { dit: saidOf(done.refusal) }));
  // Back at the door that was moved: the next one is often beside it, and a keyboard would start from the top.
  return seeOther(c, `${halfDayPath(subject, { dit: 'range' })}#${mission}`);
};

/** A half-day drafted: its hours and departure, its carriers, the solver, one door by hand. */
export const halfDayRoutes = ({ addresses }: { readonly addresses: AddressFinder }): readonly DeskRoute[] => [
  {
    method: 'GET',
    path: '/tournees/demi-journee',
    action: 'round.view',
    handler: (c) => showHalfDay(c, subjectAsked(c)),
  },
  { method: 'POST', path: '/tournees/cadre', action: 'round.plan', handler: setting(addresses) },
  ...carrierRoutes,
  { method: 'POST', path: '/tournees/proposer', action: 'round.plan', handler: propose },
  { method: 'POST', path: '/tournees/placer', action: 'round.plan', handler: place },
];
