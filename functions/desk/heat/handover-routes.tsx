import * as z from 'zod';
import {
  acknowledgeHandover,
  HANDOVER_LENGTH,
  listHandovers,
  takeShift,
  writeHandover,
} from '../../../shared/heat/board/handover.ts';
import { readBoard } from '../../../shared/heat/board/read-board.ts';
import { heldByAgents } from '../../../shared/heat/board/take-over.ts';
import { outcomeIdSchema } from '../../../shared/heat/calls/outcome.ts';
import { roundIdSchema } from '../../../shared/heat/calls/round.ts';
import { staffIdSchema } from '../../../shared/ids/ids.ts';
import { readerOf } from '../../../shared/register/readers/reader.ts';
import { listStaff } from '../../../shared/staff/change-staff.ts';
import { readAs } from '../../../shared/table/kind.ts';
import { volunteerKey, volunteerKind } from '../../../shared/volunteers/store.ts';
import { volunteerName } from '../../../shared/volunteers/volunteer.ts';
import { type FormState, freshForm, readForm, text, withProblem } from '../../web/form.ts';
import { type PageStatus, seeOther, show } from '../../web/http.ts';
import { saidIn } from '../../web/said.tsx';
import { type DeskContext, staffOf, townOf } from '../env.ts';
import { frameOf } from '../layout.tsx';
import type { DeskRoute } from '../router.ts';
import { HANDOVER } from './handover.ts';
import { HandoverPage } from './handover-page.tsx';
import { chosenRound, paperRounds } from './paper/rounds.ts';
import { campaignNow } from './read.ts';

const DONE: Readonly<Record<string, string>> = {
  passee: 'La relève est écrite. Elle est à la personne suivante dès qu’elle la reprend.',
  reprise:
    'Vous avez repris la main : ce que votre collègue avait à son nom est au vôtre, y compris l’astreinte s’il l’avait.',
};

/** Read by somebody who may not open the register: said, and nothing moves. */
const NOT_NAMED =
  'C’est lu. Vous n’êtes pas un agent nommé pour le registre : les appels restent au nom de votre collègue, confiez-les à un agent nommé.';

const showHandover = async (
  c: DeskContext,
  form: FormState = freshForm(),
  status: PageStatus = 200,
  liste?: string,
): Promise<Response> => {
  const { world, now } = c.var;
  const [rounds, isReader] = await Promise.all([paperRounds(c), isNamed(c)]);
  const round = chosenRound(rounds, liste ?? c.req.query('liste'), now);
  const [board, notes, staff, held, campaign] = await Promise.all([
    round && readBoard(world, round.id, now),
    round ? listHandovers(world, round.id) : [],
    listStaff(world.table, townOf(c).id),
    heldByAgents(world, townOf(c).id),
    campaignNow(c),
  ]);
  const holders = new Set(
    (board?.owed ?? []).flatMap(({ holder }) => (holder.by === 'volunteer' ? [holder.volunteerId] : [])),
  );
  const rows =
    holders.size > 0 ? await world.table.getRows([...holders].slice(0, 100).map(volunteerKey)) : [];
  const names = new Map<string, string>();
  for (const row of rows) {
    const volunteer = row && readAs(volunteerKind, row)?.value;
    if (volunteer) names.set(volunteer.id, volunteerName(volunteer));
  }
  const everybody = staff.map(({ value }) => value);
  return show(
    c,
    <HandoverPage
      frame={frameOf(c)}
      rounds={rounds}
      board={board}
      notes={notes}
      team={new Map(everybody.map((one) => [one.id, one]))}
      names={names}
      officers={everybody.filter(
        ({ active, role }) => active && (role === 'duty-officer' || role === 'coordinator'),
      )}
      me={staffOf(c).id}
      form={form}
      noteId={form.typed.note?.[0] ?? world.ids.secret().slice(0, 24)}
      done={saidIn(DONE, c.req.query('dit'))}
      warning={c.req.query('dit') === 'lue' ? NOT_NAMED : undefined}
      mayHold={isReader}
      held={held}
      duty={campaign?.duty ?? []}
    />,
    status,
  );
};

const noteForm = z.object({
  liste: roundIdSchema,
  note: outcomeIdSchema,
  words: text(HANDOVER_LENGTH, 'Écrivez ce que la personne suivante doit savoir.'),
  to: staffIdSchema.optional(),
});

const write = async (c: DeskContext): Promise<Response> => {
  const read = await readForm(c, noteForm);
  const liste = read.typed.liste?.[0];
  if (!read.ok) return showHandover(c, read.refusal, 422, liste);
  const { note, words, to, liste: roundId } = read.value;
  const done = await writeHandover(
    c.var.world,
    { id: note, roundId, from: staffOf(c).id, words, ...(to ? { to } : {}) },
    c.var.now,
  );
  if (done.ok) return seeOther(c, `${HANDOVER}?liste=${roundId}&dit=passee`);
  const form = { problems: [], typed: read.typed };
  return showHandover(c, withProblem(form, 'words', 'Cette liste n’existe plus.'), 409, liste);
};

/** Calls are held by agents who may open them (G11). */
const isNamed = async (c: DeskContext): Promise<boolean> =>
  (await readerOf(c.var.world.table, staffOf(c).id, townOf(c).id, c.var.now)) !== undefined;

const takeUp = async (c: DeskContext): Promise<Response> => {
  const read = await readForm(c, z.object({ liste: roundIdSchema, note: outcomeIdSchema }));
  if (!read.ok) return seeOther(c, HANDOVER);
  const { liste, note } = read.value;
  const { world, now } = c.var;
  const me = staffOf(c).id;
  const done = await acknowledgeHandover(world, liste, note, me, now);
  if (done.ok) {
    if (!(await isNamed(c))) return seeOther(c, `${HANDOVER}?liste=${liste}&dit=lue`);
    await takeShift(world, townOf(c).id, done.value, me, now);
    return seeOther(c, `${HANDOVER}?liste=${liste}&dit=reprise`);
  }
  return showHandover(c, withProblem(freshForm(), '', WHY_NOT[done.refusal]), 409, liste);
};

const WHY_NOT = {
  'own-note': 'Vous l’avez écrite : un collègue la reprend.',
  taken: 'Un collègue a déjà tout repris : rien n’a bougé. Voyez ci-dessous qui, et quand.',
  unknown: 'Cette note n’existe plus.',
} as const;

const team = { action: 'heat.hand-over' } as const;
export const handoverRoutes: readonly DeskRoute[] = [
  { ...team, method: 'GET', path: HANDOVER, handler: (c) => showHandover(c) },
  { ...team, method: 'POST', path: HANDOVER, handler: write },
  { ...team, method: 'POST', path: `${HANDOVER}/reprendre`, handler: takeUp },
];
