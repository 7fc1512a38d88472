import type { Hono } from 'hono';
import * as z from 'zod';
import { FACT_KINDS } from '../../../../shared/engagement/signals/fact.ts';
import { readSignalsOf } from '../../../../shared/engagement/signals/read-signals.ts';
import { noAttention } from '../../../../shared/engagement/steps/attention.ts';
import { correctFact } from '../../../../shared/engagement/steps/decide-attention.ts';
import { unanswered } from '../../../../shared/engagement/steps/propose.ts';
import { addDays, dayOf } from '../../../../shared/time/civil.ts';
import { easeVolunteer, endEasing } from '../../../../shared/volunteers/rest/ease-volunteer.ts';
import { easingIn } from '../../../../shared/volunteers/rest/easing.ts';
import { choice, type FormState, freshForm, readForm, textIfAny } from '../../../web/form.ts';
import { seeOther, show, type WebContext, type WebEnv } from '../../../web/http.ts';
import { inSpace, type Space } from '../space.ts';
import { RHYTHM } from './paths.ts';
import { EASING_WEEKS, freshEasing, RhythmPage } from './rhythm-page.tsx';

const rhythmPage = async (
  c: WebContext,
  space: Space,
  forms: { readonly easing?: FormState; readonly correction?: FormState } = {},
) => {
  const today = dayOf(c.get('now'));
  const watched = await readSignalsOf(c.get('world').table, space.town.id, space.me.id, c.get('now'));
  const attention = watched?.attention ?? noAttention(space.me.id, space.town.id);
  // What they corrected is no longer said; what the coordinator answered still is.
  const facts = unanswered(watched?.facts ?? [], { ...attention, decisions: [] }, today);
  return show(
    c,
    <RhythmPage
      space={space}
      facts={facts}
      eased={easingIn(space.me, today)}
      easing={forms.easing ?? freshEasing()}
      form={forms.correction ?? freshForm()}
    />,
    forms.easing || forms.correction ? 422 : 200,
  );
};

const easingForm = z.object({
  perWeek: z.union(
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
  ),
  weeks: choice(EASING_WEEKS, 'Choisissez pour combien de temps.'),
});
const postEasing = inSpace(async (c, space) => {
  const read = await readForm(c, easingForm);
  if (!read.ok) return rhythmPage(c, space, { easing: read.refusal });
  const { perWeek, weeks } = read.value;
  const until = addDays(dayOf(c.get('now')), 7 * Number(weeks));
  const eased = await easeVolunteer(
    c.get('world'),
    space.me.id,
    { perWeek, until },
    space.actor,
    c.get('now'),
  );
  return seeOther(c, eased.ok ? '/espace?fait=allege' : '/espace');
});

const correctionForm = z.object({
  kind: choice(FACT_KINDS, 'Choisissez la phrase qui n’est pas juste.'),
  words: textIfAny(300),
});
const postCorrection = inSpace(async (c, space) => {
  const read = await readForm(c, correctionForm);
  if (!read.ok) return rhythmPage(c, space, { correction: read.refusal });
  const corrected = await correctFact(c.get('world'), space.me.id, read.value, c.get('now'));
  return seeOther(c, corrected.ok ? '/espace?fait=corrige' : RHYTHM);
});

/** What is read of them, and a lighter rhythm: by the volunteer alone. */
export const rhythmRoutes = (app: Hono<WebEnv>): void => {
  app.get(
    RHYTHM,
    inSpace((c, space) => rhythmPage(c, space)),
  );
  app.post(RHYTHM, postEasing);
  app.post(
    `${RHYTHM}/habituel`,
    inSpace(async (c, { me, actor }) => {
      await endEasing(c.get('world'), me.id, actor, c.get('now'));
      return seeOther(c, '/espace?fait=habituel');
    }),
  );
  app.post(`${RHYTHM}/corriger`, postCorrection);
};
