import * as z from 'zod';
import { ANSWER_NAMES, answerAsk } from '../../../../shared/engagement/rests/answer-ask.ts';
import { openTasks } from '../../../../shared/engagement/rests/record-talk.ts';
import { openAsk, restsKey, restsKind } from '../../../../shared/engagement/rests/rests.ts';
import { closeTask } from '../../../../shared/tasks/close-task.ts';
import { addDays, dayOf } from '../../../../shared/time/civil.ts';
import { frenchDate } from '../../../../shared/time/french.ts';
import { easeVolunteer } from '../../../../shared/volunteers/rest/ease-volunteer.ts';
import { choice, day, type FormState, freshForm, readForm, withProblem } from '../../../web/form.ts';
import { type PageStatus, seeOther, show } from '../../../web/http.ts';
import { actorOf, type DeskContext } from '../../env.ts';
import { frameOf } from '../../layout.tsx';
import type { DeskRoute } from '../../router.ts';
import { volunteerOf } from '../../volunteers/one.ts';
import { departureRoutes } from './departure-routes.tsx';
import { goodbyeRoutes } from './goodbye-routes.tsx';
import { QUIET, RETURNS } from './paths.ts';
import { QuietPage, ReturnPage } from './quiet-page.tsx';

const ACTION = 'engagement.rests';
const GENTLE_DAYS = 28;

const quiet = async (c: DeskContext, problem?: string, status: PageStatus = 200): Promise<Response> => {
  const volunteer = await volunteerOf(c, ACTION);
  const asks = (await c.var.world.table.get(restsKind, restsKey(volunteer.id)))?.value.asks ?? [];
  return show(
    c,
    <QuietPage
      frame={frameOf(c)}
      volunteer={volunteer}
      asks={asks}
      open={openAsk(asks, volunteer)}
      form={problem ? withProblem(freshForm(), '', problem) : freshForm()}
      said={c.req.query('dit') === 'note'}
    />,
    status,
  );
};
const postQuiet = async (c: DeskContext): Promise<Response> => {
  const volunteer = await volunteerOf(c, ACTION);
  const read = await readForm(c, z.object({ answer: choice(['stay', 'not-yet'], 'Choisissez.') }));
  if (!read.ok) return quiet(c, 'Rien n’a été noté : choisissez une des réponses.', 422);
  const { answer } = read.value;
  const done = await answerAsk(c.var.world, volunteer.id, answer, actorOf(c), c.var.now);
  if (!done.ok)
    return quiet(c, 'Rien n’a été noté : cette question n’est pas, ou plus, celle qui est posée.', 409);
  const said = done.value.asks.at(-1);
  if (said?.answer && said.answeredOn && said.answer !== answer)
    return quiet(
      c,
      `Une réponse est déjà notée, le ${frenchDate(said.answeredOn)} : « ${ANSWER_NAMES[said.answer]} ». Elle n’a pas changé.`,
      409,
    );
  return seeOther(c, `${QUIET}/${volunteer.id}?dit=note`);
};

const returned = async (c: DeskContext, form?: FormState, status: PageStatus = 200): Promise<Response> => {
  const volunteer = await volunteerOf(c, ACTION);
  const known = freshForm({ rhythm: 'usual', until: addDays(dayOf(c.var.now), GENTLE_DAYS) });
  return show(c, <ReturnPage frame={frameOf(c)} volunteer={volunteer} form={form ?? known} />, status);
};
const EASE_PROBLEMS: Readonly<Record<string, string>> = {
  'day-past': 'Ce jour est passé : choisissez-en un à venir.',
  'day-too-far': 'C’est dans plus de quatre mois : changez plutôt son rythme sur sa fiche.',
};
const returnForm = z.object({
  rhythm: choice(['usual', 'one', 'fortnight'], 'Choisissez un rythme.'),
  until: day('Écrivez le dernier jour du rythme allégé.').optional(),
});
const postReturn = async (c: DeskContext): Promise<Response> => {
  const volunteer = await volunteerOf(c, ACTION);
  const read = await readForm(c, returnForm);
  if (!read.ok) return returned(c, read.refusal, 422);
  const { world, now } = c.var;
  const { rhythm, until = addDays(dayOf(now), GENTLE_DAYS) } = read.value;
  if (rhythm !== 'usual') {
    const lighter = { perWeek: rhythm === 'one' ? 1 : rhythm, until };
    const eased = await easeVolunteer(world, volunteer.id, lighter, actorOf(c), now);
    if (!eased.ok) {
      const sentence = EASE_PROBLEMS[eased.refusal.reason] ?? 'Ce rythme n’est pas possible maintenant.';
      return returned(c, withProblem({ problems: [], typed: read.typed }, 'until', sentence), 422);
    }
  }
  for (const id of await openTasks(world.table, volunteer.id, 'welcome-back'))
    await closeTask(world, id, 'Mot de bienvenue dit.', actorOf(c), now);
  return seeOther(c, `/benevoles/${volunteer.id}?dit=enregistre`);
};

/** Silences, returns, departures and ends of a tie: each one page for one call. */
export const restRoutes: readonly DeskRoute[] = [
  ...departureRoutes,
  ...goodbyeRoutes,
  { method: 'GET', path: `${QUIET}/:id`, action: ACTION, about: 'handler', handler: (c) => quiet(c) },
  { method: 'POST', path: `${QUIET}/:id`, action: ACTION, about: 'handler', handler: postQuiet },
  { method: 'GET', path: `${RETURNS}/:id`, action: ACTION, about: 'handler', handler: (c) => returned(c) },
  { method: 'POST', path: `${RETURNS}/:id`, action: ACTION, about: 'handler', handler: postReturn },
];
