import type { Hono } from 'hono';
import * as z from 'zod';
import {
  answerCheckIn,
  eraseCheckIns,
  wishCheckIns,
} from '../../../../shared/engagement/check-ins/answer-check-in.ts';
import { moodsByMonth } from '../../../../shared/engagement/check-ins/moods.ts';
import { LOOKED_DAYS } from '../../../../shared/engagement/signals/fact.ts';
import { rowsOf } from '../../../../shared/table/kind.ts';
import { addDays, dayOf } from '../../../../shared/time/civil.ts';
import { minus } from '../../../../shared/time/instant.ts';
import { type Report, reportKind } from '../../../../shared/visits/report.ts';
import { SCALE_ITEMS, SCALE_VERSION } from '../../../../shared/volunteers/check-ins/burnout-scale.ts';
import {
  type CheckIn,
  type CheckIns,
  checkInsKey,
  checkInsKind,
  currentCheckIn,
  HORIZONS,
  noCheckIns,
  SUPPORTS,
  unansweredAsks,
} from '../../../../shared/volunteers/check-ins/check-in.ts';
import { choice, type FormState, freshForm, readForm, withProblem } from '../../../web/form.ts';
import { seeOther, show, type WebContext, type WebEnv } from '../../../web/http.ts';
import { inSpace, type Space } from '../space.ts';
import { CheckInPage, EraseCheckInsPage } from './check-in-pages.tsx';
import { CHECK_IN } from './paths.ts';

export const checkInsOf = async (c: WebContext, { me }: Space): Promise<CheckIns> =>
  (await c.get('world').table.get(checkInsKind, checkInsKey(me.id)))?.value ?? noCheckIns(me);

/** Their own reports of half a year, for the moods they tapped. */
const reportsOf = async (c: WebContext, { me }: Space): Promise<readonly Report[]> => {
  const from = minus(c.get('now'), { days: LOOKED_DAYS });
  const page = await c
    .get('world')
    .table.index('volunteer', { partition: me.id, from: `report#${from}`, to: 'report$' });
  return rowsOf(reportKind, page.items).map(({ value }) => value);
};

/** A question sent so lately is what the link was touched for (days). */
const ASKED_DAYS = 21;

export type CheckInStanding = {
  /** They answered this quarter: for the line of the first page. */
  readonly isAnswered: boolean;
  /** An SMS has asked, and whoever comes by its link looks for the questions. */
  readonly isAsked: boolean;
};

export const checkInStanding = async (c: WebContext, space: Space): Promise<CheckInStanding> => {
  const known = await checkInsOf(c, space);
  const today = dayOf(c.get('now'));
  const asked = unansweredAsks(known).at(-1);
  return {
    isAnswered: currentCheckIn(known.answers, today) !== undefined,
    isAsked: asked !== undefined && asked > addDays(today, -ASKED_DAYS),
  };
};

const none = 'none';
const SENTENCE = 'Choisissez une réponse, ou « Je préfère ne pas répondre ».';
const answer = <const V extends readonly [string, ...string[]]>(values: V) =>
  choice([...values, none], SENTENCE).default(none);
const place = answer(['0', '1', '2', '3', '4']);
const checkInForm = z.object({
  burnout: answer(['1', '2', '3', '4', '5']),
  horizon: answer(HORIZONS),
  supported: answer(SUPPORTS),
  scale0: place,
  scale1: place,
  scale2: place,
  scale3: place,
  scale4: place,
  scale5: place,
});

const saidIn = (read: z.output<typeof checkInForm>): Omit<CheckIn, 'on' | 'version'> => {
  const { burnout, horizon, supported } = read;
  const places = [read.scale0, read.scale1, read.scale2, read.scale3, read.scale4, read.scale5];
  const answers = places.map((one) => (one === none ? null : Number(one)));
  return {
    ...(burnout === none ? {} : { burnout: Number(burnout) }),
    ...(horizon === none ? {} : { horizon }),
    ...(supported === none ? {} : { supported }),
    ...(answers.some((one) => one !== null) ? { scale: { version: SCALE_VERSION, answers } } : {}),
  };
};
const typedAs = (said: CheckIn | undefined): FormState =>
  freshForm({
    burnout: said?.burnout,
    horizon: said?.horizon,
    supported: said?.supported,
    ...Object.fromEntries(
      SCALE_ITEMS.map((_, i) => [`scale${i}`, said?.scale?.answers[i] ?? undefined] as const),
    ),
  });

const checkInPage = async (c: WebContext, space: Space, refused?: FormState) => {
  const [{ answers, notAgain = false }, reports] = await Promise.all([
    checkInsOf(c, space),
    reportsOf(c, space),
  ]);
  const form = refused ?? typedAs(currentCheckIn(answers, dayOf(c.get('now'))));
  const page = { space, form, answers, notAgain, moods: moodsByMonth(reports) };
  return show(c, <CheckInPage {...page} />, refused ? 422 : 200);
};

const postCheckIn = inSpace(async (c, space) => {
  const read = await readForm(c, checkInForm);
  if (!read.ok) return checkInPage(c, space, read.refusal);
  const said = saidIn(read.value);
  if (Object.keys(said).length === 0)
    return checkInPage(
      c,
      space,
      withProblem({ problems: [], typed: read.typed }, 'burnout', 'Répondez à une question au moins.'),
    );
  await answerCheckIn(c.get('world'), space.me.id, said, space.actor, c.get('now'));
  return seeOther(c, '/espace?fait=point');
});

const wishForm = z.object({ wish: choice(['asked', 'not-asked'], 'Choisissez de nouveau.') });
const postWish = inSpace(async (c, space) => {
  const read = await readForm(c, wishForm);
  if (read.ok) await wishCheckIns(c.get('world'), space.me.id, read.value.wish, space.actor, c.get('now'));
  return seeOther(c, CHECK_IN);
});

const postErase = inSpace(async (c, space) => {
  await eraseCheckIns(c.get('world'), space.me.id, space.actor, c.get('now'));
  return seeOther(c, '/espace?fait=point-efface');
});

/** How they are, in their own words and figures: answered, kept, no more asked, erased. */
export const checkInRoutes = (app: Hono<WebEnv>): void => {
  app.get(
    CHECK_IN,
    inSpace((c, space) => checkInPage(c, space)),
  );
  app.post(CHECK_IN, postCheckIn);
  app.post(`${CHECK_IN}/demander`, postWish);
  app.get(
    `${CHECK_IN}/effacer`,
    inSpace((c, space) => show(c, <EraseCheckInsPage space={space} />)),
  );
  app.post(`${CHECK_IN}/effacer`, postErase);
};
