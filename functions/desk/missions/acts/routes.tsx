import * as z from 'zod';
import {
  type CoordinateRefusal,
  cancelMission,
  letGoAlone,
} from '../../../../shared/missions/coordinate-mission.ts';
import { moveMission } from '../../../../shared/missions/move-mission.ts';
import { relaunchSearch } from '../../../../shared/missions/relaunch-search.ts';
import type { SearchOutcome, WaitReason } from '../../../../shared/offers/search/search.ts';
import { choice, day, freshForm, readForm, time, withProblem } from '../../../web/form.ts';
import { seeOther, show } from '../../../web/http.ts';
import { actorOf, type DeskContext } from '../../env.ts';
import type { DeskRoute } from '../../router.ts';
import { showMission } from '../mission/show-mission.tsx';
import { missionPath } from '../read.ts';
import { AlonePage, CancelPage, MovePage } from './act-pages.tsx';
import { propsOf, staffed } from './act-props.ts';
import { propose, showPropose } from './propose-routes.tsx';
import { report, showReport } from './told-report.tsx';

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

/** A word of the address for each way a search started again may go (`show-mission.tsx`). */
const WAITS: Readonly<Record<WaitReason, string>> = {
  hour: 'attend',
  spared: 'patience',
  introduction: 'presentation',
  changed: 'change',
};
const saidOf = (outcome: SearchOutcome): string =>
  outcome.did === 'waits' ? WAITS[outcome.why] : outcome.did === 'wave' ? 'relancee' : 'personne';

const relaunch = async (c: DeskContext) => {
  const { mission } = await staffed(c);
  const done = await relaunchSearch(c.var.world, mission.id, actorOf(c), c.var.now);
  return seeOther(c, missionPath(mission.id, `?dit=${done.ok ? saidOf(done.value) : 'tard'}`));
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
    handler: showReport,
  },
  { ...guard, method: 'POST', path: at('/compte-rendu'), handler: report },
];
