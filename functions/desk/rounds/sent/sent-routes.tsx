import * as z from 'zod';
import { acceptRound } from '../../../../shared/rounds/accept-round.ts';
import { declineRound, withdrawRound } from '../../../../shared/rounds/end-round.ts';
import { choice, readForm } from '../../../web/form.ts';
import { Stopped, seeOther, show } from '../../../web/http.ts';
import { actorOf, type DeskContext } from '../../env.ts';
import { frameOf } from '../../layout.tsx';
import type { DeskRoute } from '../../router.ts';
import { roundPath } from '../words.ts';
import { roundAsked } from './read.ts';
import { RoundPage, WithdrawPage } from './round-page.tsx';

const answerFields = z.object({ dit: choice(['oui', 'non'], 'Choisissez oui ou non.') });
const answer = async (c: DeskContext): Promise<Response> => {
  const facts = await roundAsked(c, 'round.plan');
  const read = await readForm(c, answerFields);
  if (!read.ok) throw new Stopped(400, 'not-found');
  const { id, volunteerId } = facts.round.value;
  const subject = { roundId: id, volunteerId };
  const actor = actorOf(c);
  const done =
    read.value.dit === 'oui'
      ? await acceptRound(c.var.world, subject, { via: 'coordinator', actor }, c.var.now)
      : await declineRound(c.var.world, subject, actor, c.var.now);
  return seeOther(c, `${roundPath(id)}?dit=${done.ok ? read.value.dit : 'trop'}`);
};

const withdraw = async (c: DeskContext): Promise<Response> => {
  const facts = await roundAsked(c, 'round.plan');
  const { id } = facts.round.value;
  const done = await withdrawRound(c.var.world, id, actorOf(c), c.var.now);
  return seeOther(c, `${roundPath(id)}?dit=${done.ok ? 'reprise' : 'trop'}`);
};

/** A round that was sent: followed, answered for, taken back. */
export const sentRoundRoutes: readonly DeskRoute[] = [
  {
    method: 'GET',
    path: '/tournees/:id',
    action: 'round.view',
    about: 'handler',
    handler: async (c) => {
      const facts = await roundAsked(c, 'round.view');
      return show(
        c,
        <RoundPage frame={frameOf(c)} facts={facts} now={c.var.now} said={c.req.query('dit')} />,
      );
    },
  },
  {
    method: 'POST',
    path: '/tournees/:id/reponse',
    action: 'round.plan',
    about: 'handler',
    handler: answer,
  },
  {
    method: 'GET',
    path: '/tournees/:id/reprendre',
    action: 'round.plan',
    about: 'handler',
    handler: async (c) =>
      show(c, <WithdrawPage frame={frameOf(c)} facts={await roundAsked(c, 'round.plan')} />),
  },
  {
    method: 'POST',
    path: '/tournees/:id/reprendre',
    action: 'round.plan',
    about: 'handler',
    handler: withdraw,
  },
];
