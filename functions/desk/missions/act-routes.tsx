import * as z from 'zod';
import { volunteerIdSchema } from '../../../shared/ids/ids.ts';
import {
  type CoordinateRefusal,
  cancelMission,
  letGoAlone,
  moveMission,
} from '../../../shared/missions/coordinate-mission.ts';
import { isHeld } from '../../../shared/missions/mission.ts';
import { relaunchSearch } from '../../../shared/missions/relaunch-search.ts';
import { gatherCandidates } from '../../../shared/offers/gather-candidates.ts';
import { readTwin } from '../../../shared/offers/holding.ts';
import { emptyLoad } from '../../../shared/offers/load.ts';
import { OVERRIDE_REASONS, objectionsTo, offerByHand } from '../../../shared/offers/offer-by-hand.ts';
import { loadKey, loadKind } from '../../../shared/offers/store.ts';
import { fileReport } from '../../../shared/visits/hold-visit.ts';
import { herMoodSchema, outcomeSchema } from '../../../shared/visits/report.ts';
import { volunteerKey, volunteerKind } from '../../../shared/volunteers/store.ts';
import {
  choice,
  day,
  type FormState,
  freshForm,
  readForm,
  textIfAny,
  ticked,
  time,
  withProblem,
} from '../../web/form.ts';
import { type PageStatus, seeOther, show } from '../../web/http.ts';
import { actorOf, type DeskContext, townOf } from '../env.ts';
import { frameOf } from '../layout.tsx';
import { type DeskRoute, demand, missing } from '../router.ts';
import { type ActProps, AlonePage, CancelPage, MovePage, ProposePage, ReportPage } from './act-pages.tsx';
import { type AskedMission, aboutMission, missionAsked, missionPath, subjectFor } from './read.ts';
import { showMission } from './show-mission.tsx';

/** The mission of the address, for whoever may do something about it. */
const staffed = async (c: DeskContext): Promise<AskedMission> => {
  const asked = await missionAsked(c);
  demand(c, 'mission.staff', aboutMission(c, asked));
  return asked;
};
const propsOf = async (
  c: DeskContext,
  { mission, senior }: AskedMission,
  form: FormState,
): Promise<ActProps> => {
  const id = mission.holder?.volunteerId;
  const [holder, twin] = await Promise.all([
    id ? c.var.world.table.get(volunteerKind, volunteerKey(id)) : undefined,
    readTwin(c.var.world, mission),
  ]);
  const partner = twin && isHeld(twin.stored.value.state) ? twin.volunteer : undefined;
  const [town, now] = [townOf(c), c.var.now];
  return { frame: frameOf(c), mission, senior, holder: holder?.value, partner, town, now, form };
};

const COORDINATE: Readonly<Record<CoordinateRefusal, readonly [string, string]>> = {
  unknown: ['', 'Cette mission n’existe plus.'],
  over: ['', 'Cette mission est terminée : il n’y a plus rien à changer.'],
  'in-the-past': ['day', 'Choisissez un moment à venir.'],
  unchanged: ['time', 'C’est déjà son horaire.'],
  'senior-away': ['day', 'La personne est absente ce jour-là : choisissez un autre jour.'],
};

const cancelForm = z.object({
  reason: choice(['senior-absent', 'coordinator'], 'Dites pourquoi la mission est annulée.'),
});
const cancel = async (c: DeskContext) => {
  const asked = await staffed(c);
  const read = await readForm(c, cancelForm);
  if (!read.ok) return show(c, <CancelPage {...(await propsOf(c, asked, read.refusal))} />, 422);
  const done = await cancelMission(c.var.world, asked.mission.id, read.value.reason, actorOf(c), c.var.now);
  if (done.ok) return seeOther(c, missionPath(asked.mission.id, '?dit=annulee'));
  const form = withProblem(freshForm(), ...COORDINATE[done.refusal]);
  return show(c, <CancelPage {...(await propsOf(c, asked, form))} />, 409);
};

const NOBODY_GOES = 'Plus personne ne va à cette mission : il faut d’abord trouver quelqu’un.';
const showAlone = async (c: DeskContext) => {
  const asked = await staffed(c);
  const { partner, ...props } = await propsOf(c, asked, freshForm());
  return partner
    ? show(c, <AlonePage {...props} partner={partner} />)
    : showMission(c, asked, withProblem(freshForm(), '', NOBODY_GOES), 409);
};
const alone = async (c: DeskContext) => {
  const asked = await staffed(c);
  const done = await letGoAlone(c.var.world, asked.mission.id, actorOf(c), c.var.now);
  if (done.ok) return seeOther(c, missionPath(asked.mission.id, '?dit=seul'));
  const sentence = done.refusal === 'nobody-goes' ? NOBODY_GOES : 'Cette place n’est plus à pourvoir.';
  return showMission(c, asked, withProblem(freshForm(), '', sentence), 409);
};

const moveForm = z.object({
  day: day('Choisissez le nouveau jour.'),
  time: time('Écrivez la nouvelle heure, comme 14:30.'),
});
const move = async (c: DeskContext) => {
  const asked = await staffed(c);
  const read = await readForm(c, moveForm);
  if (!read.ok) return show(c, <MovePage {...(await propsOf(c, asked, read.refusal))} />, 422);
  const done = await moveMission(c.var.world, asked.mission.id, read.value, actorOf(c), c.var.now);
  if (done.ok) return seeOther(c, missionPath(asked.mission.id, '?dit=deplacee'));
  const form = withProblem({ problems: [], typed: read.typed }, ...COORDINATE[done.refusal]);
  return show(c, <MovePage {...(await propsOf(c, asked, form))} />, 422);
};

const relaunch = async (c: DeskContext) => {
  const { mission } = await staffed(c);
  const done = await relaunchSearch(c.var.world, mission.id, actorOf(c), c.var.now);
  const said = done.ok ? { wave: 'relancee', waits: 'attend', ended: 'personne' }[done.value.did] : 'tard';
  return seeOther(c, missionPath(mission.id, `?dit=${said}`));
};

const proposeForm = z.object({
  volunteerId: volunteerIdSchema,
  why: z.enum(OVERRIDE_REASONS).optional(),
});
const showPropose = async (
  c: DeskContext,
  asked: AskedMission,
  volunteerId: unknown,
  form: FormState,
  status: PageStatus = 200,
) => {
  const id = volunteerIdSchema.safeParse(volunteerId);
  const { world, now } = c.var;
  const [volunteer, load, field] = await Promise.all([
    id.success ? world.table.get(volunteerKind, volunteerKey(id.data)) : undefined,
    id.success ? world.table.get(loadKind, loadKey(id.data)) : undefined,
    gatherCandidates(world, asked.mission, now),
  ]);
  if (!volunteer || volunteer.value.town !== asked.mission.town || !field) return missing(c);
  const candidate = {
    volunteer: volunteer.value,
    load: load?.value ?? emptyLoad(volunteer.value.id),
    offer: field.offerOf(volunteer.value.id),
  };
  return show(
    c,
    <ProposePage
      {...(await propsOf(c, asked, form))}
      candidate={candidate}
      objections={objectionsTo(candidate, field.need, now)}
      why={field.ranked.find((one) => one.candidate.volunteer.id === volunteer.value.id)?.why}
    />,
    status,
  );
};
const propose = async (c: DeskContext) => {
  const asked = await staffed(c);
  const read = await readForm(c, proposeForm);
  if (!read.ok) return missing(c);
  const { volunteerId, why } = read.value;
  const done = await offerByHand(c.var.world, asked.mission.id, volunteerId, why, actorOf(c), c.var.now);
  if (done.ok) return seeOther(c, missionPath(asked.mission.id, '?dit=proposee'));
  const again = freshForm();
  switch (done.refusal.reason) {
    case 'unknown':
      return missing(c);
    case 'say-why':
      return showPropose(
        c,
        asked,
        volunteerId,
        withProblem(again, 'why', 'Dites pourquoi passer outre.'),
        422,
      );
    case 'rule':
      return showPropose(c, asked, volunteerId, withProblem(again, '', done.refusal.sentence), 422);
    case 'no-text':
      return showPropose(
        c,
        asked,
        volunteerId,
        withProblem(again, '', 'Cette personne ne reçoit pas de SMS : appelez-la.'),
        422,
      );
    case 'too-late-to-text':
      return showPropose(
        c,
        asked,
        volunteerId,
        withProblem(
          again,
          '',
          'Un SMS partirait après l’heure de la mission : appelez, puis notez la réponse.',
        ),
        422,
      );
    case 'stopped':
      return showMission(
        c,
        asked,
        withProblem(again, '', 'La personne n’est plus accompagnée, ou ne souhaite plus de visite.'),
        409,
      );
    case 'not-open':
      return showMission(c, asked, withProblem(again, '', 'Cette mission ne cherche plus personne.'), 409);
  }
};

const reportForm = z.object({
  outcome: z.enum(outcomeSchema.options, { error: 'Dites si la visite a eu lieu.' }),
  her: herMoodSchema.optional(),
  words: textIfAny(1000),
  worry: textIfAny(1000),
  urgent: ticked(),
});
const report = async (c: DeskContext) => {
  const asked = await staffed(c);
  const holder = asked.mission.holder?.volunteerId;
  if (!holder) return missing(c);
  const read = await readForm(c, reportForm);
  if (!read.ok) return show(c, <ReportPage {...(await propsOf(c, asked, read.refusal))} />, 422);
  const { outcome, her, words, worry, urgent } = read.value;
  const filed = await fileReport(
    c.var.world,
    subjectFor(c, asked.mission, holder),
    {
      outcome,
      ...(her ? { her } : {}),
      words,
      thanks: '',
      ...(worry ? { concern: { words: worry, urgent } } : {}),
    },
    actorOf(c),
    c.var.now,
  );
  if (filed.ok) return seeOther(c, missionPath(asked.mission.id, '?dit=compte-rendu'));
  const sentence =
    filed.refusal === 'too-early'
      ? 'La visite n’a pas encore commencé.'
      : 'Cette mission n’attend pas de compte rendu.';
  const form = withProblem({ problems: [], typed: read.typed }, '', sentence);
  return show(c, <ReportPage {...(await propsOf(c, asked, form))} />, 409);
};

const at = (rest: string): `/missions/:id${string}` => `/missions/:id${rest}`;
const guard = { action: 'mission.staff', about: 'handler' } as const;

/** What is done about a mission: each asks first, each ends on the mission. */
export const missionActRoutes: readonly DeskRoute[] = [
  {
    ...guard,
    method: 'GET',
    path: at('/annuler'),
    handler: async (c) => show(c, <CancelPage {...(await propsOf(c, await staffed(c), freshForm()))} />),
  },
  { ...guard, method: 'POST', path: at('/annuler'), handler: cancel },
  {
    ...guard,
    method: 'GET',
    path: at('/deplacer'),
    handler: async (c) => {
      const asked = await staffed(c);
      const { day: before, time: hour } = asked.mission;
      return show(c, <MovePage {...(await propsOf(c, asked, freshForm({ day: before, time: hour })))} />);
    },
  },
  { ...guard, method: 'POST', path: at('/deplacer'), handler: move },
  { ...guard, method: 'GET', path: at('/seul'), handler: showAlone },
  { ...guard, method: 'POST', path: at('/seul'), handler: alone },
  { ...guard, method: 'POST', path: at('/relancer'), handler: relaunch },
  {
    ...guard,
    method: 'GET',
    path: at('/proposer'),
    handler: async (c) => showPropose(c, await staffed(c), c.req.query('benevole'), freshForm()),
  },
  { ...guard, method: 'POST', path: at('/proposer'), handler: propose },
  {
    ...guard,
    method: 'GET',
    path: at('/compte-rendu'),
    handler: async (c) => show(c, <ReportPage {...(await propsOf(c, await staffed(c), freshForm()))} />),
  },
  { ...guard, method: 'POST', path: at('/compte-rendu'), handler: report },
];
