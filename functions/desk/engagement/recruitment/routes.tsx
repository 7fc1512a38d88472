import * as z from 'zod';
import {
  endSource,
  findSource,
  makeSource,
} from '../../../../shared/engagement/recruitment/change-source.ts';
import { publishNeeds } from '../../../../shared/engagement/recruitment/publish-needs.ts';
import type { SourceRefusal } from '../../../../shared/engagement/recruitment/source.ts';
import { leaveAndAnswer } from '../../../../shared/engagement/rests/rest-and-answer.ts';
import { civilOf, instantOf } from '../../../../shared/time/civil.ts';
import { type Answer, seenOf } from '../../../../shared/volunteers/joining/answer.ts';
import { answerApplicant } from '../../../../shared/volunteers/joining/answer-applicant.ts';
import { joiningOf } from '../../../../shared/volunteers/joining/clock.ts';
import type { Volunteer } from '../../../../shared/volunteers/volunteer.ts';
import {
  choice,
  day,
  type FormState,
  freshForm,
  readForm,
  text,
  textIfAny,
  time,
  withProblem,
} from '../../../web/form.ts';
import { type PageStatus, seeOther, show } from '../../../web/http.ts';
import { actorOf, type DeskContext, staffOf, townOf } from '../../env.ts';
import { frameOf } from '../../layout.tsx';
import { type DeskRoute, demand, missing } from '../../router.ts';
import { volunteerOf } from '../../volunteers/one.ts';
import { DeclinePage, InterviewPage } from './act-pages.tsx';
import { CampaignsPage } from './campaigns-page.tsx';
import { CandidatesPage } from './candidates-page.tsx';
import { ClosePage, PosterPage } from './poster-page.tsx';
import { applicationsOf, campaignsOf } from './read.ts';
import { CAMPAIGNS, campaignPath, publicAddress, RECRUIT } from './words.ts';

const ACTION = 'engagement.recruit';

const applicants = async (c: DeskContext): Promise<Response> =>
  show(c, <CandidatesPage frame={frameOf(c)} all={await applicationsOf(c)} said={c.req.query('dit')} />);

const movedOn = (c: DeskContext): Response => seeOther(c, `${RECRUIT}?dit=passe`);

const seenForm = z.object({ seen: textIfAny(80) });

/** A tap on the list: the act, or the list as it is now when somebody was quicker. */
const tapped =
  (kind: 'spoke' | 'no-answer', said: string) =>
  async (c: DeskContext): Promise<Response> => {
    const volunteer = await volunteerOf(c, ACTION);
    const read = await readForm(c, seenForm);
    const seen = read.ok ? read.value.seen : '';
    const joining = joiningOf(volunteer, townOf(c));
    if (!joining || seenOf(joining) !== seen) return movedOn(c);
    const answer: Answer = { kind, seen };
    const done = await answerApplicant(c.var.world, volunteer.id, answer, staffOf(c).id, c.var.now);
    return done.ok ? seeOther(c, `${RECRUIT}?dit=${said}`) : movedOn(c);
  };

/** Candidates alone are answered here; whoever was met or left since has moved on. */
const candidateOf = async (c: DeskContext): Promise<Volunteer | undefined> => {
  const volunteer = await volunteerOf(c, ACTION);
  return volunteer.state === 'candidate' ? volunteer : undefined;
};
const interviewForm = z.object({
  day: day('Écrivez le jour de l’entretien.'),
  time: time('Écrivez l’heure, comme 14:30.'),
  seen: z.string().max(80).optional(),
});
const INTERVIEW_PROBLEMS: Readonly<Record<string, string>> = {
  'interview-past': 'Ce moment est passé : choisissez-en un à venir.',
  'interview-too-far': 'C’est dans plus de deux mois : choisissez une date plus proche.',
};

const showInterview = async (c: DeskContext, form?: FormState, status?: PageStatus): Promise<Response> => {
  const volunteer = await candidateOf(c);
  if (!volunteer) return movedOn(c);
  const joining = joiningOf(volunteer, townOf(c));
  const known = freshForm({
    ...(joining?.interviewAt ? civilOf(joining.interviewAt) : {}),
    ...(joining ? { seen: seenOf(joining) } : {}),
  });
  return show(c, <InterviewPage frame={frameOf(c)} volunteer={volunteer} form={form ?? known} />, status);
};

const postInterview = async (c: DeskContext): Promise<Response> => {
  const volunteer = await volunteerOf(c, ACTION);
  const read = await readForm(c, interviewForm);
  if (!read.ok) return showInterview(c, read.refusal, 422);
  const at = instantOf(read.value.day, read.value.time);
  const { world, now } = c.var;
  const fixed = await answerApplicant(
    world,
    volunteer.id,
    { kind: 'interview-fixed', at, seen: read.value.seen },
    staffOf(c).id,
    now,
  );
  if (fixed.ok) return seeOther(c, `${RECRUIT}?dit=entretien`);
  const sentence = INTERVIEW_PROBLEMS[fixed.refusal.reason];
  if (!sentence) return movedOn(c);
  return showInterview(c, withProblem({ problems: [], typed: read.typed }, 'day', sentence), 422);
};

const declineForm = z.object({
  reason: choice(['not-accepted', 'application-withdrawn', 'no-news'], 'Dites ce qu’il en est.'),
});

const showDecline = async (c: DeskContext, form: FormState, status?: PageStatus): Promise<Response> => {
  const volunteer = await candidateOf(c);
  return volunteer
    ? show(c, <DeclinePage frame={frameOf(c)} volunteer={volunteer} form={form} />, status)
    : movedOn(c);
};

const postDecline = async (c: DeskContext): Promise<Response> => {
  const read = await readForm(c, declineForm);
  if (!read.ok) return showDecline(c, read.refusal, 422);
  const volunteer = await candidateOf(c);
  if (!volunteer) return movedOn(c);
  const { world, now } = c.var;
  const left = await leaveAndAnswer(world, volunteer.id, read.value.reason, actorOf(c), now);
  return seeOther(c, `${RECRUIT}?dit=${left.ok ? 'decline' : 'passe'}`);
};

const campaigns = async (c: DeskContext, form = freshForm(), status?: PageStatus): Promise<Response> =>
  show(
    c,
    <CampaignsPage frame={frameOf(c)} all={await campaignsOf(c)} form={form} said={c.req.query('dit')} />,
    status,
  );

const campaignForm = z.object({
  name: text(60, 'Donnez un nom à cette campagne.'),
  code: textIfAny(40),
  words: textIfAny(120),
});
const CAMPAIGN_PROBLEMS: Readonly<Record<SourceRefusal['reason'], string>> = {
  'code-not-an-address':
    'Écrivez une fin d’adresse d’au moins trois lettres ou chiffres, comme affiche-battant.',
  'code-taken':
    'Cette adresse sert déjà, ou a servi : des affiches la portent peut-être encore. Choisissez-en une autre.',
};

const postCampaign = async (c: DeskContext): Promise<Response> => {
  const read = await readForm(c, campaignForm);
  if (!read.ok) return campaigns(c, read.refusal, 422);
  const made = await makeSource(c.var.world, read.value, staffOf(c).id, c.var.now);
  if (made.ok) return seeOther(c, campaignPath(made.value));
  const typed = { problems: [], typed: read.typed };
  return campaigns(c, withProblem(typed, 'code', CAMPAIGN_PROBLEMS[made.refusal.reason]), 409);
};

const campaignAsked = async (c: DeskContext) => {
  const source = await findSource(c.var.world, c.req.param('code'));
  if (!source) return missing(c);
  demand(c, ACTION, { town: source.town });
  return source;
};

const poster = async (c: DeskContext): Promise<Response> => {
  const source = await campaignAsked(c);
  const address = publicAddress(c.var.world.config.linksOrigin, source);
  return show(c, <PosterPage frame={frameOf(c)} source={source} address={address} />);
};

const closeCampaign = async (c: DeskContext): Promise<Response> => {
  const { code } = await campaignAsked(c);
  await endSource(c.var.world, code, staffOf(c).id, c.var.now);
  return seeOther(c, `${CAMPAIGNS}?dit=close`);
};

const needsForm = z.object({ publish: choice(['yes', 'no'], 'Choisissez.') });
const postNeeds = async (c: DeskContext): Promise<Response> => {
  const read = await readForm(c, needsForm);
  if (!read.ok) return campaigns(c, freshForm(), 422);
  const isPublic = read.value.publish === 'yes';
  await publishNeeds(c.var.world, isPublic, actorOf(c), c.var.now);
  return seeOther(c, `${CAMPAIGNS}?dit=${isPublic ? 'publie' : 'retire'}`);
};

const ofOne = (path: string): string => `${RECRUIT}/candidats/:id/${path}`;

/** Applications and their clock, campaigns and their addresses, what the town says of who waits. */
export const recruitmentRoutes: readonly DeskRoute[] = [
  { method: 'GET', path: RECRUIT, action: ACTION, handler: applicants },
  {
    method: 'POST',
    path: ofOne('parle'),
    action: ACTION,
    about: 'handler',
    handler: tapped('spoke', 'parle'),
  },
  {
    method: 'POST',
    path: ofOne('sans-reponse'),
    action: ACTION,
    about: 'handler',
    handler: tapped('no-answer', 'sans-reponse'),
  },
  {
    method: 'GET',
    path: ofOne('entretien'),
    action: ACTION,
    about: 'handler',
    handler: (c) => showInterview(c),
  },
  { method: 'POST', path: ofOne('entretien'), action: ACTION, about: 'handler', handler: postInterview },
  {
    method: 'GET',
    path: ofOne('decliner'),
    action: ACTION,
    about: 'handler',
    handler: (c) => showDecline(c, freshForm()),
  },
  { method: 'POST', path: ofOne('decliner'), action: ACTION, about: 'handler', handler: postDecline },
  { method: 'GET', path: CAMPAIGNS, action: ACTION, handler: (c) => campaigns(c) },
  { method: 'POST', path: CAMPAIGNS, action: ACTION, handler: postCampaign },
  { method: 'POST', path: `${RECRUIT}/besoins`, action: ACTION, handler: postNeeds },
  { method: 'GET', path: `${CAMPAIGNS}/:code`, action: ACTION, about: 'handler', handler: poster },
  {
    method: 'GET',
    path: `${CAMPAIGNS}/:code/clore`,
    action: ACTION,
    about: 'handler',
    handler: async (c) => {
      const source = await campaignAsked(c);
      return source.state === 'open'
        ? show(c, <ClosePage frame={frameOf(c)} source={source} />)
        : seeOther(c, campaignPath(source));
    },
  },
  {
    method: 'POST',
    path: `${CAMPAIGNS}/:code/clore`,
    action: ACTION,
    about: 'handler',
    handler: closeCampaign,
  },
];
