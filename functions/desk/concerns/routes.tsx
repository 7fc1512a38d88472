import * as z from 'zod';
import type { About } from '../../../shared/access/permission.ts';
import { can } from '../../../shared/access/table.ts';
import { AUDIT_PREFIX, auditKind } from '../../../shared/audit/audit.ts';
import type { ConcernRefusal } from '../../../shared/concerns/answer-concern.ts';
import { type Concern, concernKey, concernKind, openConcernList } from '../../../shared/concerns/concern.ts';
import { followConcern } from '../../../shared/concerns/follow-concern.ts';
import { concernIdSchema } from '../../../shared/ids/ids.ts';
import { missionKey, missionKind } from '../../../shared/missions/store.ts';
import { seniorKey, seniorKind } from '../../../shared/seniors/store.ts';
import { rowsOf } from '../../../shared/table/kind.ts';
import { choice, type FormState, freshForm, readForm, textIfAny, withProblem } from '../../web/form.ts';
import { type PageStatus, seeOther, show } from '../../web/http.ts';
import { peopleOf } from '../day/people.ts';
import { actorOf, type DeskContext, staffOf, townOf } from '../env.ts';
import { frameOf } from '../layout.tsx';
import { type DeskRoute, demand, missing } from '../router.ts';
import { teamOf } from '../seniors/team.ts';
import { ConcernPage, ConcernsPage } from './pages.tsx';

const MOST_SHOWN = 200;

/** The referent named when it was raised, or today's: both answer for her. */
const aboutOf = (c: DeskContext, concern: Concern, referentId?: string): About => ({
  town: concern.town,
  relations: [concern.referentId, referentId].includes(staffOf(c).id) ? ['referent'] : [],
});

const list = async (c: DeskContext): Promise<Response> => {
  const { table } = c.var.world;
  const page = await table.index('list', { partition: openConcernList(townOf(c).id), limit: MOST_SHOWN });
  const open = rowsOf(concernKind, page.items).map(({ value }) => value);
  const people = await peopleOf(
    table,
    open.map(({ seniorId }) => seniorId),
  );
  const mine = open.filter((concern) =>
    can(staffOf(c), 'concern.view', aboutOf(c, concern, people.seniors.get(concern.seniorId)?.referentId)),
  );
  const team = await teamOf(
    table,
    mine.map(({ referentId }) => referentId),
  );
  return show(
    c,
    <ConcernsPage frame={frameOf(c)} concerns={mine} people={people} team={team} now={c.var.now} />,
  );
};

const concernAsked = async (c: DeskContext, action: 'concern.view' | 'concern.answer'): Promise<Concern> => {
  const id = concernIdSchema.safeParse(c.req.param('id'));
  const { table } = c.var.world;
  const stored = id.success ? await table.get(concernKind, concernKey(id.data)) : undefined;
  if (!stored) return missing(c);
  const senior = await table.get(seniorKind, seniorKey(stored.value.seniorId));
  demand(c, action, aboutOf(c, stored.value, senior?.value.referentId));
  return stored.value;
};

const showConcern = async (c: DeskContext, concern: Concern, form: FormState, status: PageStatus = 200) => {
  const { table } = c.var.world;
  const [page, mission, people] = await Promise.all([
    table.partition(concern.id, { prefix: AUDIT_PREFIX }),
    concern.missionId ? table.get(missionKind, missionKey(concern.missionId)) : undefined,
    peopleOf(table, [concern.seniorId, concern.raisedBy.id]),
  ]);
  const events = rowsOf(auditKind, page.items).map(({ value }) => value);
  const team = await teamOf(table, [
    concern.referentId,
    concern.raisedBy.id,
    ...events.map(({ actor }) => actor.id),
  ]);
  return show(
    c,
    <ConcernPage
      frame={frameOf(c)}
      concern={concern}
      mission={mission?.value}
      events={events}
      people={people}
      team={team}
      now={c.var.now}
      form={form}
    />,
    status,
  );
};

const SENTENCES: Readonly<Record<ConcernRefusal, readonly [string, string]>> = {
  unknown: ['', 'Cette inquiétude n’existe plus.'],
  'not-allowed-here': ['', 'Quelqu’un d’autre vient d’y répondre : relisez ce qui a été fait.'],
  'say-what-was-done': ['words', 'Écrivez ce que vous avez fait, même en peu de mots.'],
};

const answerForm = z.object({
  do: choice(['acknowledge', 'act', 'close'], 'Choisissez une suite.'),
  words: textIfAny(500),
});
const answer = async (c: DeskContext): Promise<Response> => {
  const concern = await concernAsked(c, 'concern.answer');
  const read = await readForm(c, answerForm);
  if (!read.ok) return showConcern(c, concern, read.refusal, 422);
  const { do: command, words } = read.value;
  const done = await followConcern(c.var.world, concern.id, command, words, actorOf(c), c.var.now);
  if (done.ok) return seeOther(c, `/inquietudes/${concern.id}`);
  const form = withProblem({ problems: [], typed: read.typed }, ...SENTENCES[done.refusal]);
  return showConcern(c, concern, form, done.refusal === 'say-what-was-done' ? 422 : 409);
};

export const concernRoutes: readonly DeskRoute[] = [
  { method: 'GET', path: '/inquietudes', action: 'concern.list', handler: list },
  {
    method: 'GET',
    path: '/inquietudes/:id',
    action: 'concern.view',
    about: 'handler',
    handler: async (c) => showConcern(c, await concernAsked(c, 'concern.view'), freshForm()),
  },
  {
    method: 'POST',
    path: '/inquietudes/:id',
    action: 'concern.answer',
    about: 'handler',
    handler: answer,
  },
];
