import type { Hono } from 'hono';
import * as z from 'zod';
import {
  leaveAndAnswer,
  pauseAndAnswer,
  resumeAndAnswer,
} from '../../../shared/engagement/rests/rest-and-answer.ts';
import { addDays, dayOf } from '../../../shared/time/civil.ts';
import { townKey, townKind } from '../../../shared/town/settings.ts';
import { OWN_LEAVE_REASONS } from '../../../shared/volunteers/words.ts';
import { choice, day, type FormState, freshForm, readForm, withProblem } from '../../web/form.ts';
import { seeOther, show, type WebContext, type WebEnv } from '../../web/http.ts';
import { missionsAround } from './around.ts';
import { showFarewell } from './doors.tsx';
import { isPause, LeavePage, PAUSES, PausePage } from './rest/pages.tsx';
import { GENTLE } from './rest/question.tsx';
import { inSpace, type Space, spaceCookie } from './space.ts';

const pausePage = async (c: WebContext, space: Space, form: FormState, status: 200 | 422) => {
  const { ahead } = await missionsAround(c, space);
  return show(
    c,
    <PausePage space={space} form={form} today={dayOf(c.get('now'))} held={ahead.length} />,
    status,
  );
};
const pauseForm = z.object({
  pause: z.string().max(10).default('date'),
  until: day('Choisissez le dernier jour de la pause.').optional(),
});
const postPause = inSpace(async (c, space) => {
  const read = await readForm(c, pauseForm);
  if (!read.ok) return pausePage(c, space, read.refusal, 422);
  const { pause, until: typed } = read.value;
  const form = { problems: [], typed: read.typed };
  if (pause !== 'open' && !isPause(pause) && !typed)
    return pausePage(c, space, withProblem(form, 'until', 'Choisissez le dernier jour de la pause.'), 422);
  const until = isPause(pause)
    ? addDays(dayOf(c.get('now')), PAUSES[pause])
    : pause === 'open'
      ? undefined
      : typed;
  const paused = await pauseAndAnswer(c.get('world'), space.me, until, space.actor, c.get('now'));
  if (paused.ok) return seeOther(c, '/espace?fait=pause');
  switch (paused.refusal.reason) {
    case 'day-past':
      return pausePage(
        c,
        space,
        withProblem(form, 'until', 'Ce jour est passé : choisissez-en un à venir.'),
        422,
      );
    case 'day-too-far':
      return pausePage(
        c,
        space,
        withProblem(
          form,
          'until',
          'C’est dans plus d’un an : choisissez plutôt « Sans date, je vous dirai ».',
        ),
        422,
      );
    default:
      return seeOther(c, '/espace');
  }
});

const leaveForm = z.object({
  reason: choice(OWN_LEAVE_REASONS, 'Choisissez une raison, ou aucune.').default('not-said'),
});
const postLeave = inSpace(async (c, space) => {
  const read = await readForm(c, leaveForm);
  const reason = read.ok ? read.value.reason : 'not-said';
  await leaveAndAnswer(c.get('world'), space.me.id, reason, space.actor, c.get('now'));
  spaceCookie(c.get('world')).clear(c);
  return seeOther(c, '/au-revoir');
});

/** A pause, its end, a departure: each in two taps. */
export const stopRoutes = (app: Hono<WebEnv>): void => {
  app.get(
    '/espace/pause',
    inSpace((c, space) => pausePage(c, space, freshForm(), 200)),
  );
  app.post('/espace/pause', postPause);
  app.post(
    '/espace/reprendre',
    inSpace(async (c, space) => {
      const resumed = await resumeAndAnswer(c.get('world'), space.me.id, space.actor, c.get('now'));
      return seeOther(c, resumed.ok ? GENTLE : '/espace');
    }),
  );
  app.get(
    '/espace/partir',
    inSpace(async (c, space) => {
      const { ahead } = await missionsAround(c, space);
      return show(c, <LeavePage space={space} form={freshForm()} held={ahead.length} />);
    }),
  );
  app.post('/espace/partir', postLeave);
  app.get('/au-revoir', async (c) => {
    const { table, config } = c.get('world');
    const town = await table.get(townKind, townKey(config.townId));
    return town ? showFarewell(c, town.value, 200) : c.notFound();
  });
};
