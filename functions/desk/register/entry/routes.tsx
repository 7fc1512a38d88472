import * as z from 'zod';
import { can } from '../../../../shared/access/table.ts';
import { seniorIdSchema } from '../../../../shared/ids/ids.ts';
import { acknowledge, approve } from '../../../../shared/register/acknowledge-entry.ts';
import { acceptRequest, changeEntry } from '../../../../shared/register/change-entry.ts';
import {
  answerVolunteerCalls,
  clearDoubt,
  reconfirm,
  setAway,
} from '../../../../shared/register/decide-entry.ts';
import { LIST, openReading } from '../../../../shared/register/readers/reading.ts';
import { entryOfSeniorKey, entryOfSeniorKind } from '../../../../shared/register/store.ts';
import { tieToSenior } from '../../../../shared/register/tie/follow-senior.ts';
import { seniorKey, seniorKind } from '../../../../shared/seniors/store.ts';
import { choice, day, readForm, withProblem } from '../../../web/form.ts';
import { seeOther } from '../../../web/http.ts';
import { actorOf, type DeskContext, staffOf } from '../../env.ts';
import { type DeskRoute, missing } from '../../router.ts';
import { demandReader, entryAsked, isOpened } from '../readers/reader.tsx';
import { acting, answer, type Decide } from './acting.ts';
import { showEntry, view } from './show-entry.tsx';

const open = async (c: DeskContext): Promise<Response> => {
  const { value: entry } = await entryAsked(c);
  await openReading(c.var.world, staffOf(c).id, 'entry', entry.id, c.var.now);
  return seeOther(c, `/registre/${entry.id}`);
};

/** From a file of an accompanied person: her entry, or a search by her name; that is a reading either way. */
const openOfSenior = async (c: DeskContext): Promise<Response> => {
  await demandReader(c);
  const { world, now } = c.var;
  const id = seniorIdSchema.safeParse(c.req.param('id'));
  const senior = id.success ? (await world.table.get(seniorKind, seniorKey(id.data)))?.value : undefined;
  if (!senior || senior.town !== staffOf(c).town) return missing(c);
  const tie = await world.table.get(entryOfSeniorKind, entryOfSeniorKey(senior.id));
  if (tie) {
    await openReading(world, staffOf(c).id, 'entry', tie.value.entryId, now);
    return seeOther(c, `/registre/${tie.value.entryId}`);
  }
  await openReading(world, staffOf(c).id, 'list', LIST, now);
  return seeOther(c, `/registre?${new URLSearchParams({ q: senior.lastName })}`);
};

const howForm = z.object({
  how: choice(['letter', 'phone', 'counter'], 'Dites comment elle a été prévenue.'),
});
const callsForm = z.object({
  calls: choice(['given', 'refused', 'withdrawn'], 'Choisissez sa réponse.'),
  callsHow: choice(['phone', 'spoken', 'written'], 'Dites comment elle a répondu.'),
});
const awayForm = z.object({
  from: day('Écrivez le premier jour.').optional(),
  to: day('Écrivez le dernier jour.').optional(),
  drop: z.coerce.number().int().min(0).max(20).optional(),
  dropFrom: day('Écrivez le premier jour.').optional(),
});
const tieForm = z.object({ seniorId: seniorIdSchema.optional() });

const accept = async (c: DeskContext): Promise<Response> => {
  const { value: entry } = await entryAsked(c, 'register.change');
  return answer(c, entry, await acceptRequest(c.var.world, entry.id, actorOf(c), c.var.now));
};

const away = async (c: DeskContext): Promise<Response> => {
  const { value: entry } = await entryAsked(c, 'register.change');
  const read = await readForm(c, awayForm);
  const { from, to, drop, dropFrom } = read.ok ? read.value : {};
  const isDropping = drop !== undefined;
  if (!read.ok || (!isDropping && (!from || !to))) {
    const form = read.ok
      ? withProblem(
          { problems: [], typed: read.typed },
          from ? 'to' : 'from',
          'Écrivez le premier et le dernier jour.',
        )
      : read.refusal;
    return (await isOpened(c, entry.id))
      ? showEntry(c, entry, form, 422)
      : seeOther(c, `/registre/${entry.id}`);
  }
  const decide: Decide = (one) =>
    setAway(
      one,
      isDropping
        ? one.away.filter((absence, at) => at !== drop || absence.from !== dropFrom)
        : [...one.away, ...(from && to ? [{ from, to }] : [])].slice(-20),
    );
  const done = await changeEntry(c.var.world, entry.id, 'register-away', decide, actorOf(c), c.var.now);
  return answer(c, entry, done, { problems: [], typed: read.typed });
};

const tie = async (c: DeskContext): Promise<Response> => {
  const { value: entry } = await entryAsked(c, 'register.change');
  const read = await readForm(c, tieForm);
  // Only somebody who may open files says which is hers.
  if (!read.ok || !can(staffOf(c), 'senior.list', { town: entry.town }))
    return seeOther(c, `/registre/${entry.id}`);
  return answer(
    c,
    entry,
    await tieToSenior(c.var.world, entry.id, read.value.seniorId, actorOf(c), c.var.now),
  );
};

const post = (path: string, handler: DeskRoute['handler']): DeskRoute => ({
  method: 'POST',
  path: `/registre/:id/${path}`,
  action: 'register.change',
  about: 'handler',
  handler,
});

export const registerEntryRoutes: readonly DeskRoute[] = [
  { method: 'GET', path: '/registre/:id', action: 'register.read', about: 'handler', handler: view },
  {
    method: 'POST',
    path: '/registre/:id/ouvrir',
    action: 'register.read',
    about: 'handler',
    handler: open,
  },
  {
    method: 'POST',
    path: '/registre/dossier/:id/ouvrir',
    action: 'register.read',
    about: 'handler',
    handler: openOfSenior,
  },
  post('accepter', accept),
  post(
    'accuse',
    acting(
      'register-acknowledged',
      howForm,
      (c, { how }) =>
        (one) =>
          acknowledge(one, how, c.var.now),
    ),
  ),
  post(
    'accord',
    acting(
      'register-approved',
      howForm,
      (c, { how }) =>
        (one) =>
          approve(one, how, c.var.now),
    ),
  ),
  post(
    'reconfirmer',
    acting('register-reconfirmed', z.object({}), (c) => (one) => reconfirm(one, c.var.now)),
  ),
  post(
    'benevoles',
    acting(
      'register-volunteer-calls',
      callsForm,
      (c, form) => (one) =>
        answerVolunteerCalls(one, { state: form.calls, how: form.callsHow }, actorOf(c), c.var.now),
    ),
  ),
  post(
    'verifiee',
    acting('register-doubt-cleared', z.object({}), () => clearDoubt),
  ),
  post('absences', away),
  post('dossier', tie),
];
