import * as z from 'zod';
import { can } from '../../../shared/access/table.ts';
import { type AddressFinder, verdict } from '../../../shared/geo/address-finder.ts';
import { travelModes } from '../../../shared/geo/travel.ts';
import { missionIdSchema, type VolunteerId, volunteerIdSchema } from '../../../shared/ids/ids.ts';
import { type DraftSubject, USUAL_KILOGRAMS } from '../../../shared/rounds/draft.ts';
import { answerByOf } from '../../../shared/rounds/look.ts';
import {
  type DraftRefusal,
  type Placement,
  placeByHand,
  proposeRounds,
  setUpRounds,
  withCarrier,
} from '../../../shared/rounds/make-rounds.ts';
import { type HalfDayRounds, readHalfDay } from '../../../shared/rounds/read-rounds.ts';
import { HALF_NAMES, halfSchema } from '../../../shared/rounds/round.ts';
import { readCarrier } from '../../../shared/rounds/round-facts.ts';
import { seeRounds, timeOf } from '../../../shared/rounds/see-rounds.ts';
import { sendRound, whyNotCarrier } from '../../../shared/rounds/send-round.ts';
import { civilDay, civilDaySchema, dayOf, instantOf, isCivilDay } from '../../../shared/time/civil.ts';
import type { Town } from '../../../shared/town/settings.ts';
import {
  choice,
  type FormState,
  freshForm,
  integer,
  day as readDay,
  readForm,
  text,
  textIfAny,
  time,
  withProblem,
} from '../../web/form.ts';
import { type PageStatus, Stopped, seeOther, show } from '../../web/http.ts';
import { peopleOf } from '../day/people.ts';
import { actorOf, type DeskContext, staffOf, townOf } from '../env.ts';
import { frameOf } from '../layout.tsx';
import type { DeskRoute } from '../router.ts';
import { campaignRoutes } from './campaign/routes.tsx';
import { HalfDayPage } from './half-day/half-day-page.tsx';
import { settingForm } from './half-day/half-day-tools.tsx';
import { RoundsHomePage } from './home-page.tsx';
import { askableCarriers, halfDaysAhead } from './read.ts';
import { SendRoundPage } from './sent/send-page.tsx';
import { sentRoundRoutes } from './sent/sent-routes.tsx';
import { halfDayPath, roundPath } from './words.ts';

const WHICH = 'Choisissez de nouveau la demi-journée.';
const subjectForm = z.object({
  programme: text(40, WHICH),
  jour: readDay(WHICH),
  moitie: choice(HALF_NAMES, WHICH),
});

const subjectOf = (town: Town, { programme, jour, moitie }: z.output<typeof subjectForm>): DraftSubject => ({
  town: town.id,
  programme,
  day: jour,
  half: moitie,
});

const subjectAsked = (c: DeskContext): DraftSubject => {
  const [programme, day, half] = [
    c.req.query('programme') ?? '',
    c.req.query('jour') ?? '',
    c.req.query('moitie'),
  ];
  const read = halfSchema.safeParse(half);
  if (!read.success || !isCivilDay(day) || programme.length > 40) throw new Stopped(404, 'not-found');
  return { town: townOf(c).id, programme, day: civilDaySchema.parse(civilDay(day)), half: read.data };
};

const opened = async (c: DeskContext, subject: DraftSubject): Promise<HalfDayRounds> => {
  const open = await readHalfDay(c.var.world, subject, c.var.now);
  if (!open) throw new Stopped(404, 'not-found');
  return open;
};

/** The same for a form that only changes the draft: no way is asked for. */
const drafted = async (c: DeskContext, subject: DraftSubject): Promise<HalfDayRounds['draft']> => {
  const open = await readHalfDay({ table: c.var.world.table }, subject, c.var.now);
  if (!open) throw new Stopped(404, 'not-found');
  return open.draft;
};

const SAID: Readonly<Record<string, string>> = {
  calcule: 'Les tournées sont calculées. Rien n’est encore envoyé.',
  range: 'C’est changé. Rien n’est encore envoyé.',
  porteur: 'Le porteur est ajouté.',
  retire: 'Le porteur est retiré. Ses portes attendent de nouveau.',
  cadre: 'C’est enregistré.',
  situe: 'C’est enregistré, et le lieu de départ est situé.',
  adresse: '!L’adresse n’a pas été trouvée : le lieu de départ est resté où il était.',
  rien: '!Il n’y a rien à calculer : il faut au moins une porte et un porteur.',
  change: '!Cela a changé pendant ce temps. Regardez de nouveau.',
};

const halfDay = async (
  c: DeskContext,
  subject: DraftSubject,
  forms: { readonly carrier?: FormState; readonly setting?: FormState } = {},
  status: PageStatus = 200,
): Promise<Response> => {
  const { world } = c.var;
  const open = await opened(c, subject);
  const [askable, people] = await Promise.all([
    askableCarriers(world, open),
    peopleOf(
      world.table,
      open.rounds.map(({ volunteerId }) => volunteerId),
    ),
  ]);
  c.set('scripted', true);
  return show(
    c,
    <HalfDayPage
      frame={frameOf(c)}
      open={open}
      seen={seeRounds(open)}
      askable={askable}
      carriersOfRounds={people.volunteers}
      form={
        forms.carrier ??
        freshForm({ de: open.draft.from, a: open.draft.until, depart: 'depot', retour: 'non' })
      }
      setting={forms.setting ?? settingForm(open)}
      said={SAID[c.req.query('dit') ?? '']}
    />,
    status,
  );
};

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
    if (!read.ok) return halfDay(c, subject, { setting: read.refusal }, 422);
    const { debut, fin, depot, adresse } = read.value;
    if (debut >= fin)
      return halfDay(
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

/** The half-day of a form with other faults. */
const subjectIn = (c: DeskContext, form: FormState): Promise<DraftSubject> => {
  const typed = (name: string) => form.typed[name]?.[0];
  const read = subjectForm.safeParse({
    programme: typed('programme'),
    jour: typed('jour'),
    moitie: typed('moitie'),
  });
  if (!read.success) throw new Stopped(400, 'not-found');
  return Promise.resolve(subjectOf(townOf(c), read.data));
};

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
  if (!read.ok) return halfDay(c, await subjectIn(c, read.refusal), { carrier: read.refusal }, 422);
  const { benevole, moyen, de, a, kilos, depart, retour } = read.value;
  const subject = subjectOf(townOf(c), read.value);
  const typed = freshForm({ ...read.value });
  const refuse = (field: string, sentence: string) =>
    halfDay(c, subject, { carrier: withProblem(typed, field, sentence) }, 422);
  if (de >= a) return refuse('a', 'L’heure de fin doit être après l’heure de début.');
  const draft = await drafted(c, subject);
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
  const done = await setUpRounds(
    c.var.world,
    subject,
    {
      carriers: [
        ...withCarrier(draft.carriers, {
          volunteerId: benevole,
          travel,
          from: de,
          until: a,
          kilograms: kilos ?? USUAL_KILOGRAMS[travel],
          startsAt: depart,
          returns: retour === 'oui',
        }),
      ],
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
  const draft = await drafted(c, subject);
  const carriers = draft.carriers.filter(({ volunteerId }) => volunteerId !== read.value.benevole);
  await setUpRounds(c.var.world, subject, { carriers }, c.var.now);
  return seeOther(c, halfDayPath(subject, { dit: 'retire' }));
};

const saidOf = (refusal: DraftRefusal): string => (refusal === 'nothing-to-do' ? 'rien' : 'change');

const propose = async (c: DeskContext): Promise<Response> => {
  const read = await readForm(c, subjectForm);
  if (!read.ok) throw new Stopped(400, 'not-found');
  const subject = subjectOf(townOf(c), read.value);
  const done = await proposeRounds(c.var.world, subject, c.var.now);
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

/** The confirmation, also where sending was refused. */
const confirm = async (
  c: DeskContext,
  subject: DraftSubject,
  volunteerId: VolunteerId,
  said?: string,
): Promise<Response> => {
  const open = await opened(c, subject);
  const seen = seeRounds(open).rounds.find(({ carrier }) => carrier.volunteerId === volunteerId);
  const facts = await readCarrier(c.var.world, { ...subject, volunteerId });
  const first = seen?.stops[0]?.bring.mission;
  if (!seen || !facts || !first) return seeOther(c, halfDayPath(subject, { dit: 'change' }));
  const { leavesAt: from, endsAt } = seen.judged.round;
  const leavesAt = instantOf(subject.day, timeOf(from));
  const why = whyNotCarrier(facts, first, { leavesAt, minutes: Math.ceil((endsAt - from) / 60) }, c.var.now);
  const isPast = leavesAt <= c.var.now;
  return show(
    c,
    <SendRoundPage
      frame={frameOf(c)}
      open={open}
      round={seen}
      volunteer={facts.volunteer.value}
      leavesAt={leavesAt}
      answerBy={answerByOf(leavesAt, c.var.now)}
      why={isPast ? 'L’heure de départ est passée : changez les heures, ou calculez de nouveau.' : why}
      said={said}
    />,
    said ? 409 : 200,
  );
};

const beforeSending = (c: DeskContext): Promise<Response> => {
  const volunteer = volunteerIdSchema.safeParse(c.req.query('porteur'));
  if (!volunteer.success) throw new Stopped(404, 'not-found');
  return confirm(c, subjectAsked(c), volunteer.data);
};

const sendFields = subjectForm.extend({
  benevole: volunteerIdSchema,
  ordre: text(300, WHICH),
  malgre: z.literal('oui').optional(),
});
const SEND_SAID = {
  unknown: 'Cette tournée n’existe plus.',
  empty: 'Cette tournée n’a plus de porte.',
  'too-long': 'Cette tournée a trop de portes.',
  'in-the-past': 'L’heure de départ est passée.',
  changed: 'La tournée a changé depuis que vous l’avez regardée. Voici comment elle est maintenant.',
  'does-not-hold': 'La tournée ne tient plus. Regardez de nouveau avant de l’envoyer.',
} as const;
const send = async (c: DeskContext): Promise<Response> => {
  const read = await readForm(c, sendFields);
  if (!read.ok) throw new Stopped(400, 'not-found');
  const { benevole, ordre, malgre } = read.value;
  const subject = subjectOf(townOf(c), read.value);
  const asked = { volunteerId: benevole, mark: ordre, despite: malgre === 'oui' };
  const sent = await sendRound(c.var.world, subject, asked, actorOf(c), c.var.now);
  if (sent.ok) return seeOther(c, `${roundPath(sent.value.id)}?dit=envoyee`);
  const { refusal } = sent;
  return confirm(
    c,
    subject,
    benevole,
    refusal.reason === 'breaks-a-rule' ? refusal.sentence : SEND_SAID[refusal.reason],
  );
};

const home = async (c: DeskContext): Promise<Response> => {
  const town = townOf(c);
  const rows = await halfDaysAhead(c.var.world.table, town, dayOf(c.var.now));
  return show(
    c,
    <RoundsHomePage
      frame={frameOf(c)}
      rows={rows}
      programmes={town.programmes.filter(({ inRounds, on }) => inRounds && on)}
      mayCampaign={can(staffOf(c), 'round.campaign')}
    />,
  );
};

/** Rounds of deliveries: drafted, adjusted, offered, followed. */
export const roundRoutes = ({ addresses }: { readonly addresses: AddressFinder }): readonly DeskRoute[] => [
  { method: 'GET', path: '/tournees', action: 'round.view', handler: home },
  {
    method: 'GET',
    path: '/tournees/demi-journee',
    action: 'round.view',
    handler: (c) => halfDay(c, subjectAsked(c)),
  },
  { method: 'POST', path: '/tournees/cadre', action: 'round.plan', handler: setting(addresses) },
  { method: 'POST', path: '/tournees/porteur', action: 'round.plan', handler: addCarrier },
  { method: 'POST', path: '/tournees/porteur/retirer', action: 'round.plan', handler: removeCarrier },
  { method: 'POST', path: '/tournees/proposer', action: 'round.plan', handler: propose },
  { method: 'POST', path: '/tournees/placer', action: 'round.plan', handler: place },
  { method: 'GET', path: '/tournees/envoyer', action: 'round.plan', handler: beforeSending },
  { method: 'POST', path: '/tournees/envoyer', action: 'round.plan', handler: send },
  ...campaignRoutes,
  ...sentRoundRoutes,
];
