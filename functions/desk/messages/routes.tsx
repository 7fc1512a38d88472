import * as z from 'zod';
import { intentIdSchema } from '../../../shared/messages/intent.ts';
import { intentKey, intentKind } from '../../../shared/messages/store.ts';
import { budgetSpent, monthlySmsCost } from '../../../shared/outbox/cost.ts';
import {
  type HandleRefusal,
  handleMessage,
  listFailingMessages,
} from '../../../shared/outbox/failing-messages.ts';
import { dayOf } from '../../../shared/time/civil.ts';
import { choice, readForm } from '../../web/form.ts';
import { type PageStatus, seeOther, show } from '../../web/http.ts';
import { peopleOf } from '../day/people.ts';
import { actorOf, type DeskContext, townOf } from '../env.ts';
import { frameOf } from '../layout.tsx';
import { type DeskRoute, demand, missing } from '../router.ts';
import { MessagesPage } from './page.tsx';

const MOST_SHOWN = 100;

const showMessages = async (
  c: DeskContext,
  said: { readonly done?: boolean; readonly problem?: string },
  status: PageStatus = 200,
) => {
  const { table } = c.var.world;
  const town = townOf(c);
  const [messages, cost] = await Promise.all([
    listFailingMessages(table, town.id, MOST_SHOWN),
    monthlySmsCost(table, town.id, dayOf(c.var.now)),
  ]);
  const people = await peopleOf(
    table,
    messages.map(({ recipient }) => recipient),
  );
  return show(
    c,
    <MessagesPage
      frame={frameOf(c)}
      messages={messages}
      people={people}
      town={town}
      cost={cost}
      spent={budgetSpent(cost, town)}
      now={c.var.now}
      {...said}
    />,
    status,
  );
};

const SENTENCES: Readonly<Record<HandleRefusal['reason'], string>> = {
  unknown: 'Ce message n’existe plus.',
  'in-other-hands': 'Ce message est en train de partir : attendez une minute, puis regardez de nouveau.',
  settled: 'C’est déjà réglé.',
};

const actForm = z.object({ do: choice(['release', 'handle'], 'Choisissez une suite.') });
const act = async (c: DeskContext): Promise<Response> => {
  const id = intentIdSchema.safeParse(c.req.param('id'));
  const read = await readForm(c, actForm);
  const stored = id.success ? await c.var.world.table.get(intentKind, intentKey(id.data)) : undefined;
  if (!stored || !read.ok) return missing(c);
  demand(c, 'message.handle', { town: stored.value.town });
  const done = await handleMessage(c.var.world.table, stored.value.id, read.value.do, actorOf(c), c.var.now);
  if (done.ok) return seeOther(c, '/messages?dit=fait');
  return showMessages(c, { problem: SENTENCES[done.refusal.reason] }, 409);
};

export const messageRoutes: readonly DeskRoute[] = [
  {
    method: 'GET',
    path: '/messages',
    action: 'message.list',
    handler: (c) => showMessages(c, { done: c.req.query('dit') === 'fait' }),
  },
  { method: 'POST', path: '/messages/:id', action: 'message.handle', about: 'handler', handler: act },
];
