import * as z from 'zod';
import { can } from '../../../shared/access/table.ts';
import { changeParams } from '../../../shared/matching/change-params.ts';
import { PARAM_GROUPS } from '../../../shared/matching/param-words.ts';
import { chosenOf, type ParamValues, SHOWN_PARAMS, shownOf } from '../../../shared/matching/params.ts';
import { readTally } from '../../../shared/offers/memory/read-tally.ts';
import { quarterStart, quartersAround } from '../../../shared/offers/memory/tally.ts';
import { withAdvice } from '../../../shared/plans/solve/advised.ts';
import type { Stored } from '../../../shared/table/kind.ts';
import { dayOf } from '../../../shared/time/civil.ts';
import { frenchDate } from '../../../shared/time/french.ts';
import { type Town, townKey, townKind } from '../../../shared/town/settings.ts';
import { type FormState, freshForm, integer, readForm, readQuery } from '../../web/form.ts';
import { type PageStatus, seeOther, show } from '../../web/http.ts';
import { actorOf, type DeskContext, staffOf, storedTownOf, townOf } from '../env.ts';
import { frameOf } from '../layout.tsx';
import type { DeskRoute } from '../router.ts';
import { AnswersPage } from './answers-page.tsx';
import { effectOf } from './effect.ts';
import { EffectPage } from './effect-page.tsx';
import { readLastWeek } from './read-week.ts';
import { areOthersKept, seenIn, wantedOf } from './seen.ts';
import { ReadPage, SettingsPage } from './settings-page.tsx';
import { changesBetween, withUnit } from './words.ts';

const values = Object.fromEntries(
  SHOWN_PARAMS.map(({ key, words: { label, min, max, unit } }) => [
    key,
    integer(min, max, `${label} : écrivez un nombre entier, de ${min} à ${withUnit(max, unit)}.`),
  ]),
);

/** Two numbers that would contradict each other: the one to change, the one it may not pass, as many of the first in one of the second. */
const AT_MOST = [
  ['waves.shortestMinutes', 'waves.longestHours', 60],
  ['waves.targetFarPercent', 'waves.targetNearPercent', 1],
  // Sparing somebody never outweighs a person whom nobody visits.
  ['week.beyondAdvice', 'week.unserved', 1],
] as const;
const agreeing = (typed: Readonly<Record<string, unknown>>, check: z.core.$RefinementCtx): void => {
  const labelOf = (key: string) => SHOWN_PARAMS.find((one) => one.key === key)?.words;
  for (const [key, limit, times] of AT_MOST) {
    const [low, high, words, most] = [
      Number(typed[key] ?? 0),
      Number(typed[limit] ?? 0),
      labelOf(key),
      labelOf(limit),
    ];
    if (words && most && low > high * times)
      check.addIssue({
        code: 'custom',
        path: [key],
        message: `${words.label} : écrivez au plus ${withUnit(high * times, words.unit)}, ce que dit « ${most.label} ».`,
      });
  }
};
/** What was in force when the page was opened (`seen.ts`). */
const depuis = z.string().max(2_000).optional().catch(undefined);
const valuesForm = z.object(values).superRefine(agreeing);
const seenForm = z.object({ ...values, depuis }).superRefine(agreeing);
const saveForm = z
  .object({ ...values, depuis, version: integer(0, 999_999_999, 'Rechargez la page.') })
  .superRefine(agreeing);

const showSettings = (
  c: DeskContext,
  form: FormState,
  status: PageStatus = 200,
  said: { readonly saved?: boolean; readonly notice?: string } = {},
) => {
  const current = shownOf(townOf(c));
  const seen = form.typed.depuis?.[0] ?? seenIn(current);
  return show(
    c,
    <SettingsPage frame={frameOf(c)} current={current} seen={seen} form={form} {...said} />,
    status,
  );
};

/** What is in force, or the standard values of the groups asked for, or what was typed before. */
const startingForm = (c: DeskContext): FormState => {
  const standardOf = new Set(
    PARAM_GROUPS.filter(({ slug }) => slug === c.req.query('origine')).flatMap(({ rows }) =>
      rows.map(({ key }) => key),
    ),
  );
  const current = shownOf(townOf(c));
  return freshForm({
    ...Object.fromEntries(
      SHOWN_PARAMS.map(({ key, standard }) => [
        key,
        standardOf.has(key) ? standard : (c.req.query(key)?.slice(0, 20) ?? current[key]),
      ]),
    ),
    depuis: c.req.query('depuis')?.slice(0, 2_000) || seenIn(current),
  });
};

const settings = (c: DeskContext) => {
  if (!can(staffOf(c), 'matching.change'))
    return show(c, <ReadPage frame={frameOf(c)} current={shownOf(townOf(c))} />);
  const group = PARAM_GROUPS.find(({ slug }) => slug === c.req.query('origine'));
  return showSettings(c, startingForm(c), 200, {
    saved: c.req.query('dit') === 'enregistre',
    ...(group
      ? {
          notice: `« ${group.title} » : les valeurs d’origine sont écrites ci-dessous. Voyez leur effet pour les enregistrer.`,
        }
      : {}),
  });
};

const showEffect = async (
  c: DeskContext,
  { value: town, version }: Stored<Town>,
  values: ParamValues,
  status: PageStatus = 200,
  isOthersKept = false,
): Promise<Response> => {
  const { world, now } = c.var;
  const fields = { ...values, depuis: seenIn(shownOf(town)) };
  const week = await withAdvice(readLastWeek(world.table, town.id, now), world.advice, {
    table: world.table,
    town,
    now,
  });
  return show(
    c,
    <EffectPage
      frame={frameOf(c)}
      changes={changesBetween(shownOf(town), values)}
      week={week}
      effect={
        week.missions.length > 0 ? effectOf(week, town, { ...town, matching: chosenOf(values) }) : undefined
      }
      fields={{ ...fields, version }}
      back={`/appariement?${new URLSearchParams({ ...asTyped(values), depuis: fields.depuis })}`}
      conflict={status === 409}
      isOthersKept={isOthersKept}
    />,
    status,
  );
};

const asTyped = (values: ParamValues): Record<string, string> =>
  Object.fromEntries(Object.entries(values).map(([key, value]) => [key, String(value)]));

/** Two numbers that contradict each other once what somebody else saved is beside what was typed. */
const disagreementOf = (wanted: ParamValues): FormState | undefined => {
  const read = valuesForm.safeParse(asTyped(wanted));
  if (read.success) return undefined;
  const problems = read.error.issues.map(({ path, message }) => ({
    field: String(path[0] ?? ''),
    sentence: message,
  }));
  return { ...freshForm(wanted), problems };
};

/** The form sends every number, even one left empty: an address that lacks some was cut short on its way, or made up. */
const isWhole = (c: DeskContext): boolean => SHOWN_PARAMS.every(({ key }) => c.req.query(key) !== undefined);
const CUT_SHORT =
  'Ce lien n’est pas entier : rien n’a été changé. Les nombres qui y manquent sont ceux en vigueur. Changez-en un pour en voir l’effet.';

const preview = async (c: DeskContext): Promise<Response> => {
  // Typed or kept as a bookmark, without a number to look at.
  if (Object.keys(c.req.query()).length === 0) return seeOther(c, '/appariement');
  if (!isWhole(c)) return showSettings(c, startingForm(c), 422, { notice: CUT_SHORT });
  const read = await readQuery(c, seenForm);
  if (!read.ok) return showSettings(c, read.refusal, 422);
  const { depuis: seen, ...typed } = read.value;
  const stored = storedTownOf(c);
  const current = shownOf(stored.value);
  const wanted = wantedOf(typed, seen, current);
  const disagreeing = disagreementOf(wanted);
  if (disagreeing) return showSettings(c, disagreeing, 422);
  if (changesBetween(current, wanted).length === 0)
    return showSettings(c, freshForm(wanted), 200, {
      notice: 'Rien n’est différent des réglages en vigueur. Changez un nombre pour en voir l’effet.',
    });
  return showEffect(c, stored, wanted, 200, areOthersKept(wanted, seen, current));
};

const save = async (c: DeskContext): Promise<Response> => {
  const read = await readForm(c, saveForm);
  if (!read.ok) return showSettings(c, read.refusal, 422);
  const { version = 0, depuis: seen, ...values } = read.value;
  const saved = await changeParams(c.var.world, { values, seenVersion: version }, actorOf(c), c.var.now);
  if (saved.ok) return seeOther(c, '/appariement?dit=enregistre');
  const fresh = (await c.var.world.table.get(townKind, townKey(townOf(c).id))) ?? storedTownOf(c);
  const wanted = wantedOf(values, seen, shownOf(fresh.value));
  const disagreeing = disagreementOf(wanted);
  return disagreeing ? showSettings(c, disagreeing, 422) : showEffect(c, fresh, wanted, 409);
};

const answers = async (c: DeskContext): Promise<Response> => {
  const town = townOf(c);
  const today = dayOf(c.var.now);
  const programmes = town.programmes.filter(({ on }) => on).map(({ code }) => code);
  return show(
    c,
    <AnswersPage
      frame={frameOf(c)}
      town={town}
      tallies={await readTally(c.var.world.table, town.id, programmes, today)}
      current={shownOf(town)}
      since={frenchDate(quarterStart(quartersAround(today)[0]))}
      mayChange={can(staffOf(c), 'matching.change')}
    />,
  );
};

export const matchingRoutes: readonly DeskRoute[] = [
  { method: 'GET', path: '/appariement', action: 'matching.view', handler: settings },
  { method: 'GET', path: '/appariement/reponses', action: 'matching.view', handler: answers },
  { method: 'GET', path: '/appariement/effet', action: 'matching.change', handler: preview },
  { method: 'POST', path: '/appariement', action: 'matching.change', handler: save },
];
