import * as z from 'zod';
import { can } from '../../../shared/access/table.ts';
import { changeParams } from '../../../shared/matching/change-params.ts';
import { PARAM_GROUPS } from '../../../shared/matching/param-words.ts';
import {
  chosenOf,
  type ParamValues,
  paramsOf,
  SHOWN_PARAMS,
  shownOf,
} from '../../../shared/matching/params.ts';
import { readTally } from '../../../shared/offers/memory/read-tally.ts';
import { quarterStart, quartersAround } from '../../../shared/offers/memory/tally.ts';
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
] as const;
const agreeing = (typed: ParamValues, check: z.core.$RefinementCtx): void => {
  const labelOf = (key: string) => SHOWN_PARAMS.find((one) => one.key === key)?.words;
  for (const [key, limit, times] of AT_MOST) {
    const [low, high, words, most] = [typed[key] ?? 0, typed[limit] ?? 0, labelOf(key), labelOf(limit)];
    if (words && most && low > high * times)
      check.addIssue({
        code: 'custom',
        path: [key],
        message: `${words.label} : écrivez au plus ${withUnit(high * times, words.unit)}, ce que dit « ${most.label} ».`,
      });
  }
};
const valuesForm = z.object(values).superRefine(agreeing);
const saveForm = z
  .object({ ...values, version: integer(0, 999_999_999, 'Rechargez la page.') })
  .superRefine(agreeing);

const showSettings = (
  c: DeskContext,
  form: FormState,
  status: PageStatus = 200,
  said: { readonly saved?: boolean; readonly notice?: string } = {},
) => show(c, <SettingsPage frame={frameOf(c)} current={shownOf(townOf(c))} form={form} {...said} />, status);

/** What is in force, or the standard values of the groups asked for, or what was typed before. */
const startingForm = (c: DeskContext): FormState => {
  const standardOf = new Set(
    PARAM_GROUPS.filter(({ slug }) => slug === c.req.query('origine')).flatMap(({ rows }) =>
      rows.map(({ key }) => key),
    ),
  );
  const current = shownOf(townOf(c));
  return freshForm(
    Object.fromEntries(
      SHOWN_PARAMS.map(({ key, standard }) => [
        key,
        standardOf.has(key) ? standard : (c.req.query(key)?.slice(0, 20) ?? current[key]),
      ]),
    ),
  );
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
): Promise<Response> => {
  const { world, now } = c.var;
  const week = await readLastWeek(world.table, town.id, now);
  const after = paramsOf({ matching: chosenOf(values) });
  return show(
    c,
    <EffectPage
      frame={frameOf(c)}
      changes={changesBetween(shownOf(town), values)}
      week={week}
      effect={week.missions.length > 0 ? effectOf(town, week, paramsOf(town), after) : undefined}
      fields={{ ...values, version }}
      back={`/appariement?${new URLSearchParams(Object.fromEntries(Object.entries(values).map(([key, value]) => [key, String(value)])))}`}
      conflict={status === 409}
    />,
    status,
  );
};

const preview = async (c: DeskContext): Promise<Response> => {
  // Typed or kept as a bookmark, without a number to look at.
  if (Object.keys(c.req.query()).length === 0) return seeOther(c, '/appariement');
  const read = await readQuery(c, valuesForm);
  if (!read.ok) return showSettings(c, read.refusal, 422);
  const stored = storedTownOf(c);
  if (changesBetween(shownOf(stored.value), read.value).length === 0)
    return showSettings(c, startingForm(c), 200, {
      notice: 'Rien n’est différent des réglages en vigueur. Changez un nombre pour en voir l’effet.',
    });
  return showEffect(c, stored, read.value);
};

const save = async (c: DeskContext): Promise<Response> => {
  const read = await readForm(c, saveForm);
  if (!read.ok) return showSettings(c, read.refusal, 422);
  const { version = 0, ...values } = read.value;
  const saved = await changeParams(c.var.world, { values, seenVersion: version }, actorOf(c), c.var.now);
  if (saved.ok) return seeOther(c, '/appariement?dit=enregistre');
  const fresh = await c.var.world.table.get(townKind, townKey(townOf(c).id));
  return showEffect(c, fresh ?? storedTownOf(c), values, 409);
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
