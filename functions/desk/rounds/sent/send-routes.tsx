import * as z from 'zod';
import { type VolunteerId, volunteerIdSchema } from '../../../../shared/ids/ids.ts';
import type { DraftSubject } from '../../../../shared/rounds/half-day/draft.ts';
import { seeRounds, timeOf } from '../../../../shared/rounds/half-day/see-rounds.ts';
import { answerByOf } from '../../../../shared/rounds/look.ts';
import { readCarrier } from '../../../../shared/rounds/round-facts.ts';
import { sendRound, whyNotCarrier } from '../../../../shared/rounds/send-round.ts';
import { instantOf } from '../../../../shared/time/civil.ts';
import { readForm, text } from '../../../web/form.ts';
import { Stopped, seeOther, show } from '../../../web/http.ts';
import { actorOf, type DeskContext, townOf } from '../../env.ts';
import { frameOf } from '../../layout.tsx';
import type { DeskRoute } from '../../router.ts';
import { opened, subjectAsked, subjectForm, subjectOf, WHICH } from '../half-day/subject.ts';
import { halfDayPath, roundPath } from '../words.ts';
import { SendRoundPage } from './send-page.tsx';

/** The confirmation, also where sending was refused. */
const confirm = async (
  c: DeskContext,
  subject: DraftSubject,
  volunteerId: VolunteerId,
  said?: string,
): Promise<Response> => {
  const open = await opened(c, subject);
  const seen = seeRounds(open).rounds.find(({ carrier }) => carrier.volunteerId === volunteerId);
  const facts = await readCarrier(c.var.world, { ...subject, volunteerId });
  const first = seen?.stops[0]?.bring.mission;
  if (!seen || !facts || !first) return seeOther(c, halfDayPath(subject, { dit: 'change' }));
  const { leavesAt: from, endsAt } = seen.judged.round;
  const leavesAt = instantOf(subject.day, timeOf(from));
  const why = whyNotCarrier(facts, first, { leavesAt, minutes: Math.ceil((endsAt - from) / 60) }, c.var.now);
  const isPast = leavesAt <= c.var.now;
  return show(
    c,
    <SendRoundPage
      frame={frameOf(c)}
      open={open}
      round={seen}
      volunteer={facts.volunteer.value}
      leavesAt={leavesAt}
      answerBy={answerByOf(leavesAt, c.var.now)}
      why={isPast ? 'L’heure de départ est passée : changez les heures, ou calculez de nouveau.' : why}
      said={said}
    />,
    said ? 409 : 200,
  );
};

const beforeSending = (c: DeskContext): Promise<Response> => {
  const volunteer = volunteerIdSchema.safeParse(c.req.query('porteur'));
  if (!volunteer.success) throw new Stopped(404, 'not-found');
  return confirm(c, subjectAsked(c), volunteer.data);
};

const sendFields = subjectForm.extend({
  benevole: volunteerIdSchema,
  ordre: text(300, WHICH),
  malgre: z.literal('oui').optional(),
});

const SEND_SAID = {
  unknown: 'Cette tournée n’existe plus.',
  empty: 'Cette tournée n’a plus de porte.',
  'too-long': 'Cette tournée a trop de portes.',
  'in-the-past': 'L’heure de départ est passée.',
  changed: 'La tournée a changé depuis que vous l’avez regardée. Voici comment elle est maintenant.',
  'does-not-hold': 'La tournée ne tient plus. Regardez de nouveau avant de l’envoyer.',
} as const;

const send = async (c: DeskContext): Promise<Response> => {
  const read = await readForm(c, sendFields);
  if (!read.ok) throw new Stopped(400, 'not-found');
  const { benevole, ordre, malgre } = read.value;
  const subject = subjectOf(townOf(c), read.value);
  const asked = { volunteerId: benevole, mark: ordre, despite: malgre === 'oui' };
  const sent = await sendRound(c.var.world, subject, asked, actorOf(c), c.var.now);
  if (sent.ok) return seeOther(c, `${roundPath(sent.value.id)}?dit=envoyee`);
  const { refusal } = sent;
  return confirm(
    c,
    subject,
    benevole,
    refusal.reason === 'breaks-a-rule' ? refusal.sentence : SEND_SAID[refusal.reason],
  );
};

/** One round, looked at once more, then sent whole. */
export const sendRoutes: readonly DeskRoute[] = [
  { method: 'GET', path: '/tournees/envoyer', action: 'round.plan', handler: beforeSending },
  { method: 'POST', path: '/tournees/envoyer', action: 'round.plan', handler: send },
];
