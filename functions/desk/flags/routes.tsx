import * as z from 'zod';
import { advanceFlag, tellPersonOfFlag } from '../../../shared/flags/change-flag.ts';
import type { Flag } from '../../../shared/flags/flag.ts';
import { flagPerson } from '../../../shared/flags/flag-person.ts';
import { type RewordRefusal, rewordFlag } from '../../../shared/flags/reword-flag.ts';
import { flaggerIndex, flagKind, openFlagList } from '../../../shared/flags/store.ts';
import { flagReading } from '../../../shared/flags/who-reads.ts';
import { letterToPerson } from '../../../shared/letters/letter.ts';
import { rowsOf } from '../../../shared/table/kind.ts';
import { plus } from '../../../shared/time/instant.ts';
import { type FormState, freshForm, readForm, textIfAny, typedIn, withProblem } from '../../web/form.ts';
import { Stopped, seeOther, show } from '../../web/http.ts';
import { type DeskContext, staffOf, townOf } from '../env.ts';
import { frameOf } from '../layout.tsx';
import { LetterPage } from '../letters/letter-page.tsx';
import { type DeskRoute, demand } from '../router.ts';
import { teamOf } from '../seniors/team.ts';
import { FlagFormPage, flagForm, REFUSALS, requestOf } from './form-page.tsx';
import { byUrgency, QueuePage } from './queue-page.tsx';
import { MyFlagsPage, OwnFlagPage, ReceiptPage } from './receipt-page.tsx';
import { aboutFlag, actorIn, flagAsked, showFlag } from './show-flag.tsx';
import { ADVANCE_SENTENCES, readStep, stepForm, TELL_SENTENCES } from './steps.ts';
import { takeUpRoutes } from './take-up-routes.tsx';

const MOST_SHOWN = 200;
const MOST_OWN = 50;
const FRESH_MINUTES = 60;

const showForm = (c: DeskContext, form: FormState, formId: string, status: 200 | 422, last?: Flag) =>
  show(
    c,
    <FlagFormPage frame={frameOf(c)} town={townOf(c)} form={form} formId={formId} last={last} />,
    status,
  );

/** One answer names all that is missing: nobody in a stairwell sends a form three times. */
const withWhatElseLacks = (form: FormState): FormState => {
  const lacks = (names: readonly string[]): boolean =>
    names.every((name) => typedIn(form, name).trim() === '');
  const also = [
    ...(lacks(['name', 'address', 'phone']) ? [REFUSALS['nobody-to-reach']] : []),
    ...(lacks(['reasons', 'noticed']) ? [REFUSALS['nothing-noticed']] : []),
  ].filter(({ field }) => !form.problems.some((problem) => problem.field === field));
  return { ...form, problems: [...also, ...form.problems] };
};

const raise = async (c: DeskContext): Promise<Response> => {
  const read = await readForm(c, flagForm);
  const formId = read.typed.form?.[0] ?? '';
  if (!read.ok) return showForm(c, withWhatElseLacks(read.refusal), formId, 422);
  const received = await flagPerson(
    c.var.world,
    { formId: read.value.form, request: requestOf(read.value) },
    { id: staffOf(c).id },
    c.var.now,
  );
  if (received.ok) return seeOther(c, `/signalements/${received.value.flagId}/recu`);
  const { field, sentence } = REFUSALS[received.refusal.reason];
  return showForm(c, withProblem({ problems: [], typed: read.typed }, field, sentence), formId, 422);
};

const queue = async (c: DeskContext): Promise<Response> => {
  const page = await c.var.world.table.index('list', {
    partition: openFlagList(townOf(c).id),
    limit: MOST_SHOWN,
  });
  const flags = rowsOf(flagKind, page.items)
    .map(({ value }) => value)
    .filter((flag) => flagReading(flag, staffOf(c), undefined) === 'whole');
  const team = await teamOf(
    c.var.world.table,
    flags.map((flag) => flag.handlerId),
  );
  const rows = flags.map((flag) => ({ flag, handler: team.get(flag.handlerId ?? '')?.name })).sort(byUrgency);
  return show(c, <QueuePage frame={frameOf(c)} rows={rows} more={page.next !== undefined} now={c.var.now} />);
};

const ownFlags = async (c: DeskContext, limit: number): Promise<readonly Flag[]> => {
  const page = await c.var.world.table.index('volunteer', {
    partition: flaggerIndex(staffOf(c).id),
    from: 'flag#',
    to: 'flag#~',
    newestFirst: true,
    limit,
  });
  return rowsOf(flagKind, page.items).map(({ value }) => value);
};

/**
 * An empty form. On a bad network an answer may be cut after the flag was received: whoever comes back to the form is
 * shown that it was, before they write it all again.
 */
const blank = async (c: DeskContext): Promise<Response> => {
  const [last] = await ownFlags(c, 1);
  const isFresh = last && c.var.now < plus(last.receivedAt, { minutes: FRESH_MINUTES });
  const formId = c.var.world.ids.secret().slice(0, 22);
  return showForm(c, freshForm(), formId, 200, isFresh ? last : undefined);
};

const mine = async (c: DeskContext): Promise<Response> => {
  const flags = await ownFlags(c, MOST_OWN);
  return show(c, <MyFlagsPage frame={frameOf(c)} flags={flags} now={c.var.now} />);
};

const view = async (c: DeskContext): Promise<Response> => {
  const asked = await flagAsked(c);
  demand(c, 'flag.view', aboutFlag(c, asked));
  if (asked.reading === 'own')
    return show(c, <OwnFlagPage frame={frameOf(c)} flag={asked.flag} town={townOf(c)} now={c.var.now} />);
  return showFlag(c, asked, freshForm());
};

const receipt = async (c: DeskContext): Promise<Response> => {
  const asked = await flagAsked(c);
  demand(c, 'flag.view', aboutFlag(c, asked));
  return show(c, <ReceiptPage frame={frameOf(c)} flag={asked.flag} town={townOf(c)} />);
};

const step = async (c: DeskContext): Promise<Response> => {
  const asked = await flagAsked(c);
  demand(c, 'flag.advance', aboutFlag(c, asked));
  const read = await readForm(c, stepForm);
  if (!read.ok) return again(c, asked, read.refusal);
  const command = readStep(read.value, staffOf(c).id);
  if (!command) throw new Stopped(400, 'unreadable-form');
  const done = await advanceFlag(c.var.world, asked.flag.id, command, actorIn(c), c.var.now);
  if (done.ok) return seeOther(c, `/signalements/${asked.flag.id}`);
  const { field, sentence } = ADVANCE_SENTENCES[done.refusal.reason](read.value.do);
  return again(c, asked, withProblem({ problems: [], typed: read.typed }, field, sentence));
};

const again = (c: DeskContext, asked: Awaited<ReturnType<typeof flagAsked>>, form: FormState) =>
  asked.reading === 'whole' ? showFlag(c, asked, form, 422) : seeOther(c, `/signalements/${asked.flag.id}`);

const told = async (c: DeskContext): Promise<Response> => {
  const asked = await flagAsked(c);
  demand(c, 'flag.advance', aboutFlag(c, asked));
  if (asked.reading !== 'whole') throw new Stopped(403, 'not-your-role');
  const read = await readForm(c, z.object({ how: z.enum(['letter', 'spoken', 'safe-channel']) }));
  if (!read.ok) return again(c, asked, read.refusal);
  const done = await tellPersonOfFlag(c.var.world, asked.flag.id, read.value.how, actorIn(c), c.var.now);
  if (done.ok) return seeOther(c, `/signalements/${asked.flag.id}`);
  const form = withProblem({ problems: [], typed: {} }, '', TELL_SENTENCES[done.refusal.reason]);
  return again(c, asked, form);
};

const REWORD_SENTENCES: Readonly<Record<RewordRefusal, string>> = {
  'no-such-flag': 'Ce signalement n’existe plus.',
  'not-yours': 'Seuls son auteur et la coordination changent les mots d’un signalement.',
  settled: 'Ce signalement est clos : ses mots ne changent plus. Appelez la maison pour les faire corriger.',
  'nothing-noticed': 'Écrivez ce que vous avez remarqué.',
};

const reword = async (c: DeskContext): Promise<Response> => {
  const asked = await flagAsked(c);
  demand(c, 'flag.view', aboutFlag(c, asked));
  const read = await readForm(c, z.object({ noticed: textIfAny(1000) }));
  const done = read.ok
    ? await rewordFlag(c.var.world, asked.flag.id, read.value.noticed, actorIn(c), c.var.now)
    : undefined;
  if (done?.ok)
    return seeOther(c, `/signalements/${asked.flag.id}${asked.reading === 'whole' ? '' : '/recu'}`);
  const form = done
    ? withProblem({ problems: [], typed: read.typed }, 'noticed', REWORD_SENTENCES[done.refusal.reason])
    : read.ok
      ? freshForm()
      : read.refusal;
  return show(c, <ReceiptPage frame={frameOf(c)} flag={asked.flag} town={townOf(c)} form={form} />, 422);
};

const letter = async (c: DeskContext): Promise<Response> => {
  const asked = await flagAsked(c);
  demand(c, 'flag.view', aboutFlag(c, asked));
  const written = asked.reading === 'whole' ? letterToPerson(asked.flag, townOf(c), c.var.now) : undefined;
  if (!written?.ok) return seeOther(c, `/signalements/${asked.flag.id}`);
  const back = { href: `/signalements/${asked.flag.id}`, label: `Signalement ${asked.flag.number}` };
  return show(c, <LetterPage frame={frameOf(c)} letter={written.value} back={back} />);
};

const at = (path: string): `/signalements/:id${string}` => `/signalements/:id${path}`;

export const flagRoutes: readonly DeskRoute[] = [
  {
    method: 'GET',
    path: '/signalements/nouveau',
    action: 'flag.raise',
    handler: blank,
  },
  { method: 'POST', path: '/signalements', action: 'flag.raise', handler: raise },
  { method: 'GET', path: '/signalements', action: 'flag.triage', handler: queue },
  { method: 'GET', path: '/mes-signalements', action: 'flag.list-own', handler: mine },
  ...takeUpRoutes,
  { method: 'GET', path: at(''), action: 'flag.view', about: 'handler', handler: view },
  { method: 'GET', path: at('/recu'), action: 'flag.view', about: 'handler', handler: receipt },
  { method: 'GET', path: at('/lettre'), action: 'flag.view', about: 'handler', handler: letter },
  { method: 'POST', path: at('/etape'), action: 'flag.advance', about: 'handler', handler: step },
  { method: 'POST', path: at('/informee'), action: 'flag.advance', about: 'handler', handler: told },
  { method: 'POST', path: at('/mots'), action: 'flag.view', about: 'handler', handler: reword },
];
