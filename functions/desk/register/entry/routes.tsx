import * as z from 'zod';
import { can } from '../../../../shared/access/table.ts';
import { AUDIT_PREFIX, auditKind } from '../../../../shared/audit/audit.ts';
import { seniorIdSchema } from '../../../../shared/ids/ids.ts';
import { acknowledge, approve } from '../../../../shared/register/acknowledge-entry.ts';
import {
  acceptRequest,
  type ChangeRefusal,
  changeEntry,
  type EntryAct,
} from '../../../../shared/register/change-entry.ts';
import {
  answerVolunteerCalls,
  clearDoubt,
  type EntryRefusal,
  reconfirm,
  setAway,
} from '../../../../shared/register/decide-entry.ts';
import { type RegisterEntry, registeredName } from '../../../../shared/register/entry.ts';
import { findAlikeEntries } from '../../../../shared/register/find-alike.ts';
import { LIST, openReading } from '../../../../shared/register/readers/reading.ts';
import { entryOfSeniorKey, entryOfSeniorKind } from '../../../../shared/register/store.ts';
import { tieToSenior } from '../../../../shared/register/tie/follow-senior.ts';
import type { Result } from '../../../../shared/result/result.ts';
import { findAlike } from '../../../../shared/seniors/identity/find-alike.ts';
import { likenessWords } from '../../../../shared/seniors/identity/likeness.ts';
import { traitsOfSenior } from '../../../../shared/seniors/identity/traits.ts';
import { seniorName } from '../../../../shared/seniors/senior.ts';
import { seniorKey, seniorKind } from '../../../../shared/seniors/store.ts';
import { rowsOf } from '../../../../shared/table/kind.ts';
import { choice, day, type FormState, freshForm, readForm, withProblem } from '../../../web/form.ts';
import { seeOther, show } from '../../../web/http.ts';
import { actorOf, type DeskContext, staffOf, townOf } from '../../env.ts';
import { frameOf } from '../../layout.tsx';
import { type DeskRoute, missing } from '../../router.ts';
import { teamOf } from '../../seniors/team.ts';
import { demandReader, entryAsked, isOpened, showClosedDoor } from '../readers/reader.tsx';
import { ENTRY_SENTENCES } from '../words.ts';
import { EntryPage } from './page.tsx';

const EVENTS_SHOWN = 60;

/** Files are the coordination's: to other named agents, the entry stands alone. */
const tieOf = async (c: DeskContext, entry: RegisterEntry) => {
  if (!entry.person || !can(staffOf(c), 'senior.list', { town: entry.town })) return undefined;
  if (entry.seniorId) {
    const senior = (await c.var.world.table.get(seniorKind, seniorKey(entry.seniorId)))?.value;
    return { tied: senior ? { id: senior.id, name: seniorName(senior) } : undefined, proposed: [] };
  }
  const alike = await findAlike(c.var.world, traitsOfSenior(entry.person));
  return {
    tied: undefined,
    proposed: alike.slice(0, 3).map(({ senior }) => ({ id: senior.id, name: seniorName(senior) })),
  };
};

const showEntry = async (
  c: DeskContext,
  entry: RegisterEntry,
  form: FormState = freshForm(),
  status: 200 | 422 = 200,
) => {
  const { table } = c.var.world;
  const page = await table.partition(entry.id, {
    prefix: AUDIT_PREFIX,
    newestFirst: true,
    limit: EVENTS_SHOWN,
  });
  const events = rowsOf(auditKind, page.items).map(({ value }) => value);
  const [team, tie, alike] = await Promise.all([
    teamOf(
      table,
      events.map(({ actor }) => actor.id),
    ),
    tieOf(c, entry),
    entry.state === 'requested' && entry.person
      ? findAlikeEntries(c.var.world, entry.person, [entry.id])
      : [],
  ]);
  return show(
    c,
    <EntryPage
      frame={frameOf(c)}
      town={townOf(c)}
      entry={entry}
      events={events}
      team={team}
      alike={alike.map(({ entry: other, like }) => ({
        id: other.id,
        name: registeredName(other),
        signs: likenessWords(like.signs),
        state: other.state,
      }))}
      tie={tie}
      form={form}
      now={c.var.now}
    />,
    status,
  );
};

const view = async (c: DeskContext): Promise<Response> => {
  const { value: entry } = await entryAsked(c);
  if (await isOpened(c, entry.id)) return showEntry(c, entry);
  return showClosedDoor(c, {
    title: 'Fiche du registre d’alerte',
    what: 'Vous allez lire la fiche d’une personne.',
    action: `/registre/${entry.id}/ouvrir`,
    back: '/registre',
  });
};

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

type Outcome = Result<unknown, { readonly reason: ChangeRefusal | 'no-such-senior' | 'tied-elsewhere' }>;

/** Back to the entry, or the entry with what is wrong; shown whole only to whoever has opened it. */
export const answer = async (
  c: DeskContext,
  entry: RegisterEntry,
  done: Outcome,
  typed: FormState = freshForm(),
): Promise<Response> => {
  if (done.ok || !(await isOpened(c, entry.id))) return seeOther(c, `/registre/${entry.id}`);
  const { field, sentence } = ENTRY_SENTENCES[done.refusal.reason];
  return showEntry(c, entry, withProblem(typed, field, sentence), 422);
};

type Decide = (entry: RegisterEntry) => Result<RegisterEntry, { readonly reason: EntryRefusal }>;

/** An act whose form is read by this schema, and decided so. */
const acting =
  <S extends z.ZodObject>(act: EntryAct, schema: S, decide: (c: DeskContext, form: z.output<S>) => Decide) =>
  async (c: DeskContext): Promise<Response> => {
    const { value: entry } = await entryAsked(c, 'register.change');
    const read = await readForm(c, schema);
    if (!read.ok)
      return (await isOpened(c, entry.id))
        ? showEntry(c, entry, read.refusal, 422)
        : seeOther(c, `/registre/${entry.id}`);
    const done = await changeEntry(c.var.world, entry.id, act, decide(c, read.value), actorOf(c), c.var.now);
    return answer(c, entry, done, { problems: [], typed: read.typed });
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
