import * as z from 'zod';
import { answerAsked } from '../../../../../shared/engagement/recognition/attestation/ask-attestation.ts';
import { attestationNumberSchema } from '../../../../../shared/engagement/recognition/attestation/attestation.ts';
import {
  isPeriod,
  issueAttestation,
} from '../../../../../shared/engagement/recognition/attestation/issue-attestation.ts';
import { type Period, readHours } from '../../../../../shared/engagement/recognition/hours/read-hours.ts';
import { answerHours } from '../../../../../shared/engagement/recognition/hours/say-hours.ts';
import { volunteerIdSchema } from '../../../../../shared/ids/ids.ts';
import { civilDay, civilDaySchema, dayOf, isCivilDay, yearOf } from '../../../../../shared/time/civil.ts';
import { instantSchema } from '../../../../../shared/time/instant.ts';
import { choice, type FormState, freshForm, readForm, text, withProblem } from '../../../../web/form.ts';
import { seeOther, show } from '../../../../web/http.ts';
import { type DeskContext, staffOf, townOf } from '../../../env.ts';
import { frameOf } from '../../../layout.tsx';
import type { DeskRoute } from '../../../router.ts';
import { volunteerOf } from '../../../volunteers/one.ts';
import { VolunteerHoursPage } from './hours-page.tsx';
import { ATTESTATIONS, AttestationsPage, hoursPath, sheetPath } from './pages.tsx';
import { attestationsOf, fileOf } from './read.ts';

const ACTION = 'engagement.attestation';

const list = async (c: DeskContext): Promise<Response> =>
  show(c, <AttestationsPage frame={frameOf(c)} all={await attestationsOf(c)} said={c.req.query('dit')} />);

/** A name chosen in the list leads to its hours. */
const choose = (c: DeskContext): Response => {
  const id = volunteerIdSchema.safeParse(c.req.query('benevole'));
  return seeOther(c, id.success ? hoursPath(id.data) : ATTESTATIONS);
};

/** The period of the address, else of the demand that waits, else this civil year. */
const periodAsked = (c: DeskContext, asked: Period | undefined): Period => {
  const today = dayOf(c.var.now);
  const [from, to, year] = ['du', 'au', 'annee'].map((name) => c.req.query(name) ?? '');
  if (from && to && isCivilDay(from) && isCivilDay(to) && isPeriod({ from, to }, c.var.now))
    return { from, to };
  if (year && /^20\d\d$/.test(year) && year <= yearOf(today)) {
    const end = civilDay(`${year}-12-31`);
    return { from: civilDay(`${year}-01-01`), to: end < today ? end : today };
  }
  return asked ?? { from: civilDay(`${yearOf(today)}-01-01`), to: today };
};

/** Days were typed that are no period of ours: the page says so, it does not show other hours in silence. */
const asksAnother = (c: DeskContext, { from, to }: Period): boolean =>
  c.req.query('du') !== undefined && (c.req.query('du') !== from || c.req.query('au') !== to);

const hoursPage = async (
  c: DeskContext,
  form: FormState = freshForm(),
  status: 200 | 422 = 200,
): Promise<Response> => {
  const volunteer = await volunteerOf(c, ACTION);
  const file = await fileOf(c, volunteer.id);
  const asked = file?.asked && { from: file.asked.from, to: file.asked.to };
  const period = periodAsked(c, asked);
  const lines = await readHours(c.var.world.table, townOf(c), volunteer, period, c.var.now);
  const isAsked = c.req.query('du') === undefined && file?.asked?.withKilometres === true;
  const isOther = asksAnother(c, period);
  const replaces = attestationNumberSchema.safeParse(c.req.query('remplace'));
  return show(
    c,
    <VolunteerHoursPage
      frame={frameOf(c)}
      volunteer={volunteer}
      period={period}
      lines={lines}
      file={file}
      withKilometres={c.req.query('km') === 'yes' || isAsked}
      replaces={replaces.data}
      said={isOther ? 'periode' : c.req.query('dit')}
      form={form}
    />,
    status,
  );
};

const MOST_ANSWER = 300;
const answerForm = z.object({
  lineId: text(60, 'Ouvrez de nouveau cette page.'),
  day: civilDaySchema,
  saidAt: instantSchema,
  verdict: choice(['accept', 'answer'], 'Choisissez une réponse.'),
});
const postAnswer = async (c: DeskContext): Promise<Response> => {
  const volunteer = await volunteerOf(c, ACTION);
  const read = await readForm(c, answerForm);
  if (!read.ok) return hoursPage(c, read.refusal, 422);
  const { verdict, ...line } = read.value;
  const field = `answer-${line.lineId}`;
  const answer = (read.typed[field]?.[0] ?? '').trim();
  const isAccepted = verdict === 'accept';
  if (!isAccepted && (answer === '' || answer.length > MOST_ANSWER))
    return hoursPage(
      c,
      withProblem(
        { problems: [], typed: read.typed },
        field,
        answer === ''
          ? 'Écrivez ce que vous répondez au bénévole.'
          : `${MOST_ANSWER} signes au plus : il y en a ${answer.length}.`,
      ),
      422,
    );
  const answered = await answerHours(
    c.var.world,
    volunteer.id,
    line,
    { accepted: isAccepted, answer: isAccepted ? '' : answer },
    staffOf(c).id,
    c.var.now,
  );
  return seeOther(
    c,
    `${hoursPath(volunteer.id)}?annee=${yearOf(line.day)}&dit=${answered.ok ? 'repondu' : 'passe'}`,
  );
};

const declineForm = z.object({ sentence: text(300, 'Écrivez votre réponse au bénévole.') });
const postDecline = async (c: DeskContext): Promise<Response> => {
  const volunteer = await volunteerOf(c, ACTION);
  const read = await readForm(c, declineForm);
  if (!read.ok) return hoursPage(c, read.refusal, 422);
  await answerAsked(c.var.world, volunteer.id, read.value.sentence, staffOf(c).id, c.var.now);
  return seeOther(c, `${ATTESTATIONS}?dit=repondu`);
};

const issueForm = z.object({
  from: civilDaySchema,
  to: civilDaySchema,
  withKilometres: choice(['yes', 'no'], 'Ouvrez de nouveau cette page.'),
  seen: text(64, 'Ouvrez de nouveau cette page.'),
  replaces: attestationNumberSchema.optional(),
});
const postIssue = async (c: DeskContext): Promise<Response> => {
  const volunteer = await volunteerOf(c, ACTION);
  const read = await readForm(c, issueForm);
  if (!read.ok) return hoursPage(c, read.refusal, 422);
  const { withKilometres, from, to, seen, replaces } = read.value;
  const issued = await issueAttestation(
    c.var.world,
    volunteer.id,
    { from, to, seen, replaces, withKilometres: withKilometres === 'yes' },
    staffOf(c).id,
    c.var.now,
  );
  if (issued.ok) return seeOther(c, sheetPath(issued.value));
  const back = new URLSearchParams({
    du: from,
    au: to,
    ...(withKilometres === 'yes' ? { km: 'yes' } : {}),
    ...(replaces ? { remplace: replaces } : {}),
    dit: issued.refusal.reason === 'changed' ? 'change' : 'refus',
  });
  return seeOther(c, `${hoursPath(volunteer.id)}?${back}`);
};

/** Hours answered and attested: the coordination's. */
export const attestationRoutes: readonly DeskRoute[] = [
  { method: 'GET', path: ATTESTATIONS, action: ACTION, handler: list },
  { method: 'GET', path: `${ATTESTATIONS}/heures`, action: ACTION, handler: choose },
  {
    method: 'GET',
    path: `${ATTESTATIONS}/heures/:id`,
    action: ACTION,
    about: 'handler',
    handler: (c) => hoursPage(c),
  },
  {
    method: 'POST',
    path: `${ATTESTATIONS}/heures/:id/repondre`,
    action: ACTION,
    about: 'handler',
    handler: postAnswer,
  },
  {
    method: 'POST',
    path: `${ATTESTATIONS}/heures/:id/decliner`,
    action: ACTION,
    about: 'handler',
    handler: postDecline,
  },
  {
    method: 'POST',
    path: `${ATTESTATIONS}/heures/:id/etablir`,
    action: ACTION,
    about: 'handler',
    handler: postIssue,
  },
];
