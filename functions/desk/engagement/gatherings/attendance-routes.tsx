import * as z from 'zod';
import {
  answerGathering,
  noteWalkIn,
  tickAttendance,
} from '../../../../shared/engagement/gatherings/change-gathering.ts';
import type { GatheringRefusal } from '../../../../shared/engagement/gatherings/decide-gathering.ts';
import { volunteerIdSchema } from '../../../../shared/ids/ids.ts';
import { MOST_ANSWERS } from '../../../../shared/volunteers/gatherings/gathering.ts';
import { choice, readForm } from '../../../web/form.ts';
import { seeOther } from '../../../web/http.ts';
import { actorOf, type DeskContext, staffOf } from '../../env.ts';
import { gatheringAsked, view } from './view.tsx';
import { gatheringPath } from './words.ts';

const ANSWER_REFUSED: Readonly<Partial<Record<GatheringRefusal['reason'], string>>> = {
  unknown: 'pas-invite',
  'not-invited': 'pas-invite',
  'too-many-answers': 'plein',
};
const answerForm = z.object({
  volunteer: volunteerIdSchema,
  answer: choice(['yes', 'no'], 'Choisissez une réponse.'),
});
export const postAnswer = async (c: DeskContext): Promise<Response> => {
  const one = await gatheringAsked(c);
  const read = await readForm(c, answerForm);
  if (!read.ok) return seeOther(c, `${gatheringPath(one)}?dit=choisir`);
  const answer = { volunteerId: read.value.volunteer, comes: read.value.answer === 'yes' };
  const done = await answerGathering(c.var.world, one.id, answer, actorOf(c), c.var.now);
  const said = done.ok ? 'note' : (ANSWER_REFUSED[done.refusal.reason] ?? 'passe');
  return seeOther(c, `${gatheringPath(one)}?dit=${said}`);
};

const cameForm = z.object({
  came: z.array(volunteerIdSchema).max(MOST_ANSWERS).default([]),
  seen: z.string().max(40).default(''),
});
export const postAttendance = async (c: DeskContext): Promise<Response> => {
  const one = await gatheringAsked(c);
  const read = await readForm(c, cameForm);
  if (!read.ok) return seeOther(c, gatheringPath(one));
  const presences = { came: new Set<string>(read.value.came), seen: read.value.seen };
  const done = await tickAttendance(c.var.world, one.id, presences, staffOf(c).id, c.var.now);
  if (!done.ok && done.refusal.reason === 'changed-meanwhile') return view(c, presences.came);
  return seeOther(c, `${gatheringPath(one)}?dit=${done.ok ? 'presences' : 'passe'}`);
};

const walkInForm = z.object({ volunteer: volunteerIdSchema });
export const postWalkIn = async (c: DeskContext): Promise<Response> => {
  const one = await gatheringAsked(c);
  const read = await readForm(c, walkInForm);
  if (!read.ok) return seeOther(c, gatheringPath(one));
  const done = await noteWalkIn(c.var.world, one.id, read.value.volunteer, staffOf(c).id, c.var.now);
  if (done.ok) return seeOther(c, `${gatheringPath(one)}?dit=venu`);
  const { reason } = done.refusal;
  const said = reason === 'unknown' || reason === 'too-many-answers' ? 'inconnu' : 'passe';
  return seeOther(c, `${gatheringPath(one)}?dit=${said}`);
};
