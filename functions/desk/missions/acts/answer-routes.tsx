import * as z from 'zod';
import { volunteerIdSchema } from '../../../../shared/ids/ids.ts';
import type { AcceptRefusal, DeclineRefusal, HandBackRefusal } from '../../../../shared/offers/answer.ts';
import { acceptOffer, declineOffer } from '../../../../shared/offers/answer-offer.ts';
import { handBackMission } from '../../../../shared/offers/hand-back.ts';
import { visitAct } from '../../../../shared/visits/visit-act.ts';
import { freshForm, readForm, withProblem } from '../../../web/form.ts';
import { seeOther } from '../../../web/http.ts';
import { actorOf, type DeskContext } from '../../env.ts';
import { type DeskRoute, demand, missing } from '../../router.ts';
import { showMission } from '../mission/show-mission.tsx';
import { aboutMission, missionAsked, missionPath, subjectFor } from '../read.ts';

const REFUSALS: Readonly<Record<AcceptRefusal | DeclineRefusal | HandBackRefusal | 'unknown', string>> = {
  unknown: 'Ce bénévole n’existe plus.',
  'already-yours': 'Cette mission lui est déjà confiée.',
  'already-filled': 'Quelqu’un d’autre a accepté entre-temps.',
  cancelled: 'Cette mission est annulée.',
  'too-late': 'L’heure de la mission est passée.',
  'not-offered': 'Cette mission ne lui a pas été proposée.',
  'volunteer-away': 'Ce bénévole n’est pas disponible en ce moment : pause, départ ou dossier en cours.',
  busy: 'Ce bénévole a une autre mission à cette heure.',
  stopped: 'La personne n’est plus accompagnée, ou ne souhaite plus de visite.',
  'not-yours': 'Cette mission n’est plus à son nom.',
  over: 'Il est trop tard pour la rendre : la mission a commencé.',
};

const whoForm = z.object({ volunteerId: volunteerIdSchema });

/** A spoken answer, noted by whoever had the volunteer on the telephone: the very transition of the link. */
const noted = (kind: 'oui' | 'non' | 'rendue') => async (c: DeskContext) => {
  const asked = await missionAsked(c);
  demand(c, 'mission.staff', aboutMission(c, asked));
  const read = await readForm(c, whoForm);
  if (!read.ok) return missing(c);
  const { world, now } = c.var;
  const subject = subjectFor(c, asked.mission, read.value.volunteerId);
  const actor = actorOf(c);
  const answered =
    kind === 'oui'
      ? await acceptOffer(world, subject, { via: 'coordinator', actor }, now)
      : kind === 'non'
        ? await declineOffer(world, subject, 'other', actor, now)
        : await handBackMission(world, subject, actor, now);
  if (answered.ok) return seeOther(c, missionPath(asked.mission.id, `?dit=${kind}`));
  const again = await missionAsked(c);
  return showMission(c, again, withProblem(freshForm(), '', REFUSALS[answered.refusal]), 409);
};

/** « Oui, je viens », said on the telephone the day before, or to a new hour. */
const confirmed = async (c: DeskContext) => {
  const asked = await missionAsked(c);
  demand(c, 'mission.staff', aboutMission(c, asked));
  const read = await readForm(c, whoForm);
  if (!read.ok) return missing(c);
  const { world, now } = c.var;
  const subject = subjectFor(c, asked.mission, read.value.volunteerId);
  const done = await visitAct(world, subject, 'confirm', actorOf(c), now);
  if (done.ok) return seeOther(c, missionPath(asked.mission.id, '?dit=confirmee'));
  const sentence = done.refusal === 'cancelled' ? REFUSALS.cancelled : REFUSALS['not-yours'];
  return showMission(c, await missionAsked(c), withProblem(freshForm(), '', sentence), 409);
};

const guard = { method: 'POST', action: 'mission.staff', about: 'handler' } as const;
export const missionAnswerRoutes: readonly DeskRoute[] = [
  { ...guard, path: '/missions/:id/oui', handler: noted('oui') },
  { ...guard, path: '/missions/:id/non', handler: noted('non') },
  { ...guard, path: '/missions/:id/rendue', handler: noted('rendue') },
  { ...guard, path: '/missions/:id/confirmee', handler: confirmed },
];
