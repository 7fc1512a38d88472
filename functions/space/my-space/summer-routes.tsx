import type { Hono } from 'hono';
import * as z from 'zod';
import { changeSummerCaller } from '../../../shared/heat/batches/change-summer-caller.ts';
import {
  HEATWAVE_CALL,
  type SummerCaller,
  summerCallerKey,
  summerCallerKind,
} from '../../../shared/heat/batches/summer-caller.ts';
import { readHeatSettings } from '../../../shared/heat/read-settings.ts';
import { dayOf } from '../../../shared/time/civil.ts';
import {
  type MissingRequirement,
  missingRequirements,
  REQUIREMENT_NAMES,
} from '../../../shared/volunteers/requirements.ts';
import { Notice } from '../../web/components.tsx';
import { Choice, ErrorSummary, PostForm, SubmitButton } from '../../web/fields.tsx';
import { choice, type FormState, freshForm, readForm } from '../../web/form.ts';
import { seeOther, show, type WebContext, type WebEnv } from '../../web/http.ts';
import { Page, PhoneLink } from '../../web/layout.tsx';
import { Back } from './missions-page.tsx';
import { inSpace, type Space } from './space.ts';

export const SUMMER = '/espace/chaleur';

/** Their own answer about calls on hot days; undefined before they gave any. */
export const summerWish = async (c: WebContext, { me }: Space): Promise<SummerCaller | undefined> =>
  (await c.get('world').table.get(summerCallerKind, summerCallerKey(me.id)))?.value;

/** « oui, même au-delà de mon rythme » */
export const summerWords = (wish: SummerCaller | undefined): string => {
  if (!wish) return 'pas encore répondu';
  if (!wish.isIn) return 'non';
  return wish.beyondCaps ? 'oui, même au-delà de mon rythme' : 'oui, dans la limite de mon rythme';
};

const missingWords = (missing: readonly MissingRequirement[]): string =>
  missing.map(({ kind }) => REQUIREMENT_NAMES[kind].toLowerCase()).join(', ');

const SummerPage = ({
  space,
  form,
  label,
  batchSize,
  missing,
}: {
  space: Space;
  form: FormState;
  label: string;
  batchSize: number;
  missing: readonly MissingRequirement[];
}) => (
  <Page title="Appeler les jours de chaleur" hasProblems={form.problems.length > 0} {...space.frame}>
    <Back />
    <ErrorSummary form={form} />
    <h1>Appeler les jours de chaleur</h1>
    <p>
      Quand il fait très chaud, la mairie prend des nouvelles des personnes isolées&nbsp;: ce sont les appels{' '}
      {label}. Un SMS vous propose la veille au soir, ou le matin, une liste d’environ {batchSize} personnes à
      appeler, de chez vous. Comptez une heure. Chaque fois, vous pouvez dire non.
    </p>
    {missing.length > 0 && (
      <Notice>
        Avant un premier appel, il manque&nbsp;: {missingWords(missing)}. Dites oui dès maintenant, et
        appelez-nous au <PhoneLink phone={space.town.phone} />.
      </Notice>
    )}
    {space.me.optedOutAt && (
      <Notice tone="warn">
        Ces propositions viennent par SMS, et vous n’en recevez plus. <a href="/espace/sms">Changer d’avis</a>
      </Notice>
    )}
    <PostForm action={SUMMER} csrf={space.frame.csrf}>
      <Choice
        form={form}
        name="answer"
        label={'Voulez-vous en faire partie\u00a0?'}
        options={[
          { value: 'yes', label: 'Oui, dans la limite de mon rythme' },
          {
            value: 'beyond',
            label: 'Oui, même au-delà de mon rythme',
            hint: 'Ces jours-là, votre nombre par semaine et vos jours de repos ne comptent plus, pour ces appels seuls. Une pause ou une absence vaut toujours.',
          },
          {
            value: 'no',
            label: 'Non',
            hint: 'Une liste déjà acceptée revient aussitôt à la mairie, qui appelle.',
          },
        ]}
      />
      <SubmitButton wide>Enregistrer</SubmitButton>
    </PostForm>
  </Page>
);

/** Three answers, one tap: past one's caps is a yes of its own (law 9). */
const wishForm = z.object({ answer: choice(['yes', 'beyond', 'no'], 'Choisissez une réponse.') });
const answerOf = ({ isIn, beyondCaps }: SummerCaller): string => {
  if (!isIn) return 'no';
  return beyondCaps ? 'beyond' : 'yes';
};

const page = async (c: WebContext, space: Space, form: FormState, status: 200 | 422 = 200) => {
  const { label, batchSize } = await readHeatSettings(c.get('world').table, space.town.id);
  const missing = missingRequirements(space.me, HEATWAVE_CALL, space.town, dayOf(c.get('now')));
  return show(
    c,
    <SummerPage space={space} form={form} label={label} batchSize={batchSize} missing={missing} />,
    status,
  );
};

/** A volunteer's own yes or no to calls on hot days, and to being asked beyond their caps then; nobody is asked without it. */
export const summerRoutes = (app: Hono<WebEnv>): void => {
  app.get(
    SUMMER,
    inSpace(async (c, space) => {
      const wish = await summerWish(c, space);
      return page(c, space, freshForm(wish ? { answer: answerOf(wish) } : {}));
    }),
  );
  app.post(
    SUMMER,
    inSpace(async (c, space) => {
      const read = await readForm(c, wishForm);
      if (!read.ok) return page(c, space, read.refusal, 422);
      const { answer } = read.value;
      const wish = { isIn: answer !== 'no', beyondCaps: answer === 'beyond' };
      await changeSummerCaller(c.get('world'), space.me.id, wish, space.actor, c.get('now'));
      return seeOther(c, `/espace?fait=${wish.isIn ? 'chaleur' : 'sans-chaleur'}`);
    }),
  );
};
