import * as z from 'zod';
import { volunteerIdSchema } from '../../../shared/ids/ids.ts';
import type { Result } from '../../../shared/result/result.ts';
import { acceptService } from '../../../shared/services/arrange/accept-service.ts';
import {
  type ArrangeRefusal,
  pauseService,
  resumeService,
} from '../../../shared/services/arrange/arrange-service.ts';
import { closeService } from '../../../shared/services/arrange/close-service.ts';
import { endPairing } from '../../../shared/services/pairings/end-pairing.ts';
import { addPairing, changePairing } from '../../../shared/services/pairings/pair-volunteer.ts';
import { planService } from '../../../shared/services/plan-service.ts';
import { pairingSchema, type Service } from '../../../shared/services/service.ts';
import { dayOf } from '../../../shared/time/civil.ts';
import { choice, day, type FormState, freshForm, readForm, withProblem } from '../../web/form.ts';
import { type PageStatus, seeOther, show } from '../../web/http.ts';
import { peopleOf, seniorPath, volunteerNamed } from '../day/people.ts';
import { actorOf, type DeskContext } from '../env.ts';
import { frameOf } from '../layout.tsx';
import { type DeskRoute, demand, missing } from '../router.ts';
import { ClosePage, EndPairingPage, PausePage } from './act-pages.tsx';
import { PAIRINGS_PATH } from './paths.ts';
import { type AskedService, aboutSenior, comingMissions, serviceAsked, stillOn } from './read.ts';
import { showService } from './show-service.tsx';
import { ARRANGE_SENTENCES } from './words.ts';

const arranged = async (c: DeskContext): Promise<AskedService> => {
  const asked = await serviceAsked(c);
  demand(c, 'service.arrange', aboutSenior(c, asked.senior));
  return asked;
};

/** Back to the service with what was done, or with the sentence that says why not. */
const after = async (
  c: DeskContext,
  asked: AskedService,
  done: Result<Service, ArrangeRefusal>,
  said: string,
) => {
  if (done.ok) return seeOther(c, `/services/${asked.service.id}?dit=${said}`);
  const now = await serviceAsked(c);
  return showService(c, now, withProblem(freshForm(), '', ARRANGE_SENTENCES[done.refusal]), 409);
};

const start = async (c: DeskContext) => {
  const asked = await arranged(c);
  const done = await acceptService(c.var.world, asked.service.id, actorOf(c), c.var.now);
  if (done.ok) await planService(c.var.world, asked.service.id, c.var.now);
  return after(c, asked, done, 'ouvert');
};
const resume = async (c: DeskContext) => {
  const asked = await arranged(c);
  const done = await resumeService(c.var.world, asked.service.id, actorOf(c), c.var.now);
  if (done.ok) await planService(c.var.world, asked.service.id, c.var.now);
  return after(c, asked, done, 'reprise');
};

const showStop = async (
  c: DeskContext,
  Page: typeof PausePage,
  asked: AskedService,
  form: FormState,
  status: PageStatus = 200,
) => {
  const stopped = stillOn(await comingMissions(c, asked.service));
  return show(c, <Page frame={frameOf(c)} form={form} stopped={stopped} {...asked} />, status);
};

const pauseForm = z.object({ until: day('Choisissez le dernier jour de la pause.').optional() });
const pause = async (c: DeskContext) => {
  const asked = await arranged(c);
  const read = await readForm(c, pauseForm);
  if (!read.ok) return showStop(c, PausePage, asked, read.refusal, 422);
  const { until } = read.value;
  if (until && until < dayOf(c.var.now)) {
    const form = withProblem({ problems: [], typed: read.typed }, 'until', 'Choisissez un jour à venir.');
    return showStop(c, PausePage, asked, form, 422);
  }
  const done = await pauseService(c.var.world, asked.service.id, until, actorOf(c), c.var.now);
  return after(c, asked, done, 'pause');
};

/**
 * A death is never of one tie or one service: everything for the person ends at once, on a page that first says what. Her
 * file closed already, that is what her page says.
 */
const toDeath = (c: DeskContext, { senior }: AskedService) =>
  seeOther(
    c,
    senior.state === 'closed' ? seniorPath(senior.id) : `${seniorPath(senior.id)}/cloture?raison=died`,
  );

const closeForm = z.object({
  reason: choice(['wish', 'move', 'death', 'other'], 'Dites pourquoi l’accompagnement prend fin.'),
});
const close = async (c: DeskContext) => {
  const asked = await arranged(c);
  const read = await readForm(c, closeForm);
  if (!read.ok) return showStop(c, ClosePage, asked, read.refusal, 422);
  if (read.value.reason === 'death') return toDeath(c, asked);
  const done = await closeService(c.var.world, asked.service.id, read.value.reason, actorOf(c), c.var.now);
  return after(c, asked, done, 'clos');
};

const whoForm = z.object({ volunteerId: volunteerIdSchema });
/** From the page of proposed pairs one goes back to it; whatever else stands there leads to the service. */
const pairForm = whoForm.extend({ retour: z.literal('binomes').optional().catch(undefined) });
const pair = async (c: DeskContext) => {
  const asked = await arranged(c);
  const read = await readForm(c, pairForm);
  if (!read.ok) return missing(c);
  const hasFirst = asked.service.pairings.some(({ role, state }) => role === 'primary' && state !== 'ended');
  const role = hasFirst ? 'backup' : 'primary';
  const { volunteerId } = read.value;
  const done = await addPairing(c.var.world, asked.service.id, volunteerId, role, actorOf(c), c.var.now);
  if (done.ok && read.value.retour) return seeOther(c, `${PAIRINGS_PATH}?dit=associe`);
  return after(c, asked, done, 'associe');
};

const stepForm = whoForm.extend({ to: z.enum(['introduced', 'active', 'paused']) });
const step = async (c: DeskContext) => {
  const asked = await arranged(c);
  const read = await readForm(c, stepForm);
  if (!read.ok) return missing(c);
  const { volunteerId, to } = read.value;
  const done = await changePairing(c.var.world, asked.service.id, volunteerId, to, actorOf(c), c.var.now);
  return after(c, asked, done, 'binome');
};

const showEnd = async (
  c: DeskContext,
  asked: AskedService,
  typed: unknown,
  form: FormState,
  status: PageStatus = 200,
) => {
  const id = volunteerIdSchema.safeParse(typed);
  if (!id.success || !asked.service.pairings.some((one) => one.volunteerId === id.data)) return missing(c);
  const people = await peopleOf(c.var.world.table, [id.data]);
  return show(
    c,
    <EndPairingPage
      frame={frameOf(c)}
      form={form}
      volunteerId={id.data}
      name={volunteerNamed(people, id.data)}
      {...asked}
    />,
    status,
  );
};
const endForm = whoForm.extend({
  reason: z.enum(pairingSchema.shape.endReason.unwrap().options, { error: 'Dites pourquoi.' }),
});
const end = async (c: DeskContext) => {
  const asked = await arranged(c);
  const read = await readForm(c, endForm);
  if (!read.ok) return showEnd(c, asked, read.typed.volunteerId?.[0], read.refusal, 422);
  const { volunteerId, reason } = read.value;
  if (reason === 'death') return toDeath(c, asked);
  const done = await endPairing(c.var.world, asked.service.id, volunteerId, reason, actorOf(c), c.var.now);
  return after(c, asked, done, 'fin');
};

const guard = { action: 'service.arrange', about: 'handler' } as const;
const at = (rest: string): `/services/:id${string}` => `/services/:id${rest}`;

export const serviceActRoutes: readonly DeskRoute[] = [
  { ...guard, method: 'POST', path: at('/commencer'), handler: start },
  { ...guard, method: 'POST', path: at('/reprendre'), handler: resume },
  {
    ...guard,
    method: 'GET',
    path: at('/pause'),
    handler: async (c) => {
      const asked = await arranged(c);
      return showStop(c, PausePage, asked, freshForm({ until: asked.service.pausedUntil }));
    },
  },
  { ...guard, method: 'POST', path: at('/pause'), handler: pause },
  {
    ...guard,
    method: 'GET',
    path: at('/clore'),
    handler: async (c) => showStop(c, ClosePage, await arranged(c), freshForm()),
  },
  { ...guard, method: 'POST', path: at('/clore'), handler: close },
  { ...guard, method: 'POST', path: at('/associer'), handler: pair },
  { ...guard, method: 'POST', path: at('/binome'), handler: step },
  {
    ...guard,
    method: 'GET',
    path: at('/fin'),
    handler: async (c) => showEnd(c, await arranged(c), c.req.query('benevole'), freshForm()),
  },
  { ...guard, method: 'POST', path: at('/fin'), handler: end },
];
