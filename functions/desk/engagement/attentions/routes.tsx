import * as z from 'zod';
import { readSignalsOf } from '../../../../shared/engagement/signals/read-signals.ts';
import { STEPS, VERDICTS } from '../../../../shared/engagement/steps/attention.ts';
import {
  type AttentionRefusal,
  answerAttention,
  openProposal,
} from '../../../../shared/engagement/steps/decide-attention.ts';
import { addDays, dayOf } from '../../../../shared/time/civil.ts';
import { endEasing } from '../../../../shared/volunteers/rest/ease-volunteer.ts';
import {
  choice,
  day,
  type FormState,
  freshForm,
  readForm,
  textIfAny,
  withProblem,
} from '../../../web/form.ts';
import { seeOther, show } from '../../../web/http.ts';
import { actorOf, type DeskContext, staffOf } from '../../env.ts';
import { frameOf } from '../../layout.tsx';
import type { DeskRoute } from '../../router.ts';
import { volunteerOf } from '../../volunteers/one.ts';
import { AnswerPage } from './answer-page.tsx';
import { ATTENTIONS, AttentionsPage } from './pages.tsx';
import { attentionsOf } from './read.ts';

const ACTION = 'engagement.attention';
/** A month, to begin with. */
const USUAL_EASING_DAYS = 28;

const list = async (c: DeskContext): Promise<Response> =>
  show(c, <AttentionsPage frame={frameOf(c)} all={await attentionsOf(c)} said={c.req.query('dit')} />);

const answerForm = z.object({
  step: choice(STEPS, 'Ouvrez de nouveau cette page.'),
  verdict: choice(VERDICTS, 'Choisissez une réponse.'),
  perWeek: z
    .union(
      [
        z.literal('fortnight'),
        z
          .string()
          .regex(/^\d{1,2}$/)
          .transform(Number),
      ],
      {
        error: 'Choisissez un rythme.',
      },
    )
    .optional(),
  until: day('Écrivez le dernier jour du rythme allégé.').optional(),
  note: textIfAny(300),
});

const onePage = async (
  c: DeskContext,
  form: FormState | undefined,
  status: 200 | 409 | 422 = 200,
): Promise<Response> => {
  const { world, now } = c.var;
  const volunteer = await volunteerOf(c, ACTION);
  const watched = await readSignalsOf(world.table, volunteer.town, volunteer.id, now);
  const proposal = watched && openProposal(watched, now);
  if (!proposal) return seeOther(c, `${ATTENTIONS}?dit=passe`);
  const known = freshForm({
    perWeek: volunteer.weeklyCap > 1 ? Math.max(1, Math.floor(volunteer.weeklyCap / 2)) : 'fortnight',
    until: addDays(dayOf(now), USUAL_EASING_DAYS),
  });
  return show(
    c,
    <AnswerPage frame={frameOf(c)} volunteer={volunteer} proposal={proposal} form={form ?? known} />,
    status,
  );
};

const PROBLEMS: Readonly<
  Record<
    Exclude<AttentionRefusal['reason'], 'unknown' | 'moved-on' | 'not-active'>,
    readonly [string, string]
  >
> = {
  'day-past': ['until', 'Ce jour est passé : choisissez-en un à venir.'],
  'day-too-far': ['until', 'C’est dans plus de quatre mois : changez plutôt son rythme sur sa fiche.'],
  'not-lighter': ['perWeek', 'Choisissez un rythme plus léger que celui qui est déclaré.'],
};

const postAnswer = async (c: DeskContext): Promise<Response> => {
  const volunteer = await volunteerOf(c, ACTION);
  const read = await readForm(c, answerForm);
  if (!read.ok) return onePage(c, read.refusal, 422);
  const { step, verdict, note, perWeek, until } = read.value;
  const typed: FormState = { problems: [], typed: read.typed };
  if (step === 'lighter' && verdict === 'done' && until === undefined)
    return onePage(c, withProblem(typed, 'until', 'Écrivez le dernier jour du rythme allégé.'), 422);
  const lighter = perWeek !== undefined && until !== undefined ? { perWeek, until } : undefined;
  const { world, now } = c.var;
  const answered = await answerAttention(
    world,
    volunteer.id,
    { step, verdict, note, lighter },
    staffOf(c).id,
    now,
  );
  if (answered.ok)
    return seeOther(c, `${ATTENTIONS}?dit=${step === 'lighter' && verdict === 'done' ? 'allege' : 'note'}`);
  switch (answered.refusal.reason) {
    case 'unknown':
    case 'moved-on':
    case 'not-active':
      return seeOther(c, `${ATTENTIONS}?dit=passe`);
    default: {
      const [field, sentence] = PROBLEMS[answered.refusal.reason];
      return onePage(c, withProblem(typed, field, sentence), 422);
    }
  }
};

/** Who needs a word this week, for the coordination alone. */
export const attentionRoutes: readonly DeskRoute[] = [
  { method: 'GET', path: ATTENTIONS, action: ACTION, handler: list },
  {
    method: 'GET',
    path: `${ATTENTIONS}/:id`,
    action: ACTION,
    about: 'handler',
    handler: (c) => onePage(c, undefined),
  },
  { method: 'POST', path: `${ATTENTIONS}/:id`, action: ACTION, about: 'handler', handler: postAnswer },
  {
    method: 'POST',
    path: `${ATTENTIONS}/:id/reprendre`,
    action: ACTION,
    about: 'handler',
    handler: async (c) => {
      const volunteer = await volunteerOf(c, ACTION);
      await endEasing(c.var.world, volunteer.id, actorOf(c), c.var.now);
      return seeOther(c, `${ATTENTIONS}?dit=reprise`);
    },
  },
];
