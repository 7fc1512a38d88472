import * as z from 'zod';
import { seniorIdSchema, volunteerIdSchema } from '../../../shared/ids/ids.ts';
import { openReader } from '../../../shared/library/readers/change-reader.ts';
import type { Senior } from '../../../shared/seniors/senior.ts';
import { seniorKey, seniorKind } from '../../../shared/seniors/store.ts';
import { openService } from '../../../shared/services/arrange/open-service.ts';
import { planService } from '../../../shared/services/plan-service.ts';
import { addDays, dayOf } from '../../../shared/time/civil.ts';
import { isOpenToVolunteers } from '../../../shared/town/programme.ts';
import { type FormState, freshForm, readForm, readQuery, withProblem } from '../../web/form.ts';
import { type PageStatus, seeOther, show } from '../../web/http.ts';
import { actorOf, type DeskContext, townOf } from '../env.ts';
import { frameOf } from '../layout.tsx';
import { type DeskRoute, demand, missing } from '../router.ts';
import { serviceActRoutes } from './act-routes.tsx';
import { type RhythmForm, RhythmPage, rhythmForm, VolunteersPage } from './new-page.tsx';
import { pairingsRoutes } from './pairings-routes.tsx';
import { aboutSenior, candidatesForRhythm, serviceAsked } from './read.ts';
import { showService } from './show-service.tsx';
import { ARRANGE_SENTENCES } from './words.ts';

const seniorAsked = async (c: DeskContext): Promise<Senior> => {
  const id = seniorIdSchema.safeParse(c.req.param('id'));
  const stored = id.success ? await c.var.world.table.get(seniorKind, seniorKey(id.data)) : undefined;
  if (!stored) return missing(c);
  demand(c, 'service.arrange', aboutSenior(c, stored.value));
  return stored.value;
};

const showRhythm = (c: DeskContext, senior: Senior, form: FormState, status: PageStatus = 200) =>
  show(c, <RhythmPage frame={frameOf(c)} senior={senior} town={townOf(c)} form={form} />, status);

const showVolunteers = async (
  c: DeskContext,
  senior: Senior,
  wish: RhythmForm,
  form: FormState,
  status: PageStatus = 200,
) =>
  show(
    c,
    <VolunteersPage
      frame={frameOf(c)}
      senior={senior}
      town={townOf(c)}
      form={form}
      wish={wish}
      field={await candidatesForRhythm(c, senior, wish)}
    />,
    status,
  );

const startNew = async (c: DeskContext): Promise<Response> => {
  const senior = await seniorAsked(c);
  if (c.req.query('etape') === 'benevoles') {
    const read = await readQuery(c, rhythmForm);
    if (!read.ok) return showRhythm(c, senior, read.refusal, 422);
    return showVolunteers(c, senior, read.value, { problems: [], typed: read.typed });
  }
  const programme = townOf(c).programmes.find(isOpenToVolunteers);
  const form = freshForm({
    programme: programme?.code,
    cadence: 'weekly',
    weekday: 3,
    time: '14:30',
    durationMinutes: programme?.durationMinutes ?? 60,
    startsOn: addDays(dayOf(c.var.now), 1),
    ...c.req.query(),
  });
  return showRhythm(c, senior, form);
};

const openForm = rhythmForm.extend({
  volunteers: z.array(volunteerIdSchema).max(3, 'Choisissez trois personnes au plus.').default([]),
});
const open = async (c: DeskContext): Promise<Response> => {
  const senior = await seniorAsked(c);
  const read = await readForm(c, openForm);
  if (!read.ok) {
    const again = await readForm(c, rhythmForm);
    return again.ok
      ? showVolunteers(c, senior, again.value, read.refusal, 422)
      : showRhythm(c, senior, read.refusal, 422);
  }
  const opened = await openService(c.var.world, senior.id, read.value, actorOf(c), c.var.now);
  if (!opened.ok) {
    const form = withProblem({ problems: [], typed: read.typed }, '', ARRANGE_SENTENCES[opened.refusal]);
    return showVolunteers(c, senior, read.value, form, 422);
  }
  const programme = townOf(c).programmes.find(({ code }) => code === opened.value.programme);
  if (programme?.act === 'books') await openReader(c.var.world, senior.id, actorOf(c), c.var.now);
  // The planner would come within the minute: whoever opened it sees the weeks ahead at once.
  await planService(c.var.world, opened.value.id, c.var.now);
  return seeOther(c, `/services/${opened.value.id}?dit=ouvert`);
};

export const serviceRoutes: readonly DeskRoute[] = [
  // Before `/services/:id`: it is the name of no service.
  ...pairingsRoutes,
  {
    method: 'GET',
    path: '/personnes/:id/services/nouveau',
    action: 'service.arrange',
    about: 'handler',
    handler: startNew,
  },
  {
    method: 'POST',
    path: '/personnes/:id/services',
    action: 'service.arrange',
    about: 'handler',
    handler: open,
  },
  {
    method: 'GET',
    path: '/services/:id',
    action: 'service.view',
    about: 'handler',
    handler: async (c) => {
      const asked = await serviceAsked(c);
      demand(c, 'service.view', aboutSenior(c, asked.senior));
      return showService(c, asked, freshForm());
    },
  },
  ...serviceActRoutes,
];
