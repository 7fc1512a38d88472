import * as z from 'zod';
import { LEVELS, type Level } from '../../../../shared/heat/level.ts';
import { type HeatSettings, type LevelTimes, WHO } from '../../../../shared/heat/settings.ts';
import { LEVEL_NAMES, RUNG_NAMES } from '../../../../shared/heat/words.ts';
import { choice, integer, text, time } from '../../../web/form.ts';

export const STEPS = ['call-2', 'call-3', 'relatives', 'neighbour', 'door', 'police', 'rescue'] as const;
type Step = (typeof STEPS)[number];
export const STEP_NAMES: Readonly<Record<Step, string>> = RUNG_NAMES;

const MOST_MINUTES = 3_000;

const hour = (what: string) => time(`${what} : écrivez une heure, comme 8h30.`);
const timesFields = (level: Level) => {
  const of = `Vigilance ${LEVEL_NAMES[level]}`;
  const steps = STEPS.flatMap((step) =>
    (['after', 'within'] as const).map((bound) => [
      `${level}-${step}-${bound}`,
      integer(0, MOST_MINUTES, `${of}, ${STEP_NAMES[step]} : des minutes, de 0 à 3 000.`),
    ]),
  );
  return {
    ...Object.fromEntries(steps),
    [`${level}-first-1`]: hour(`${of}, premiers appels`),
    [`${level}-first-2`]: hour(`${of}, second tour`).optional(),
    [`${level}-need`]: integer(1, 72, `${of}, un besoin : des heures, de 1 à 72.`),
  };
};

export const settingsForm = z.object({
  version: integer(0, 999_999_999, 'Rechargez la page.'),
  label: text(40, 'Écrivez le nom de la campagne.').min(2, 'Deux lettres au moins.'),
  script: text(2_000, 'Écrivez ce que dit la personne qui appelle.').min(20, 'Quelques phrases au moins.'),
  from: hour('Début des appels'),
  to: hour('Fin des appels'),
  prepareAt: hour('Liste de la veille'),
  handOverAt: hour('Retour au bureau'),
  escalateAt: hour('Astreinte'),
  batchSize: integer(2, 12, 'Personnes par bénévole : de 2 à 12.'),
  yellowWho: choice([...WHO], 'Vigilance jaune : choisissez qui est appelé.'),
  yellowEvery: integer(1, 7, 'Vigilance jaune : un jour sur combien, de 1 à 7.'),
});
/** Fields of each level, read beside the others: their names are made of the level and the step. */
export const timesForm = z.object({
  ...timesFields('yellow'),
  ...timesFields('orange'),
  ...timesFields('red'),
});

export type SettingsTyped = z.output<typeof settingsForm>;
type TimesTyped = Readonly<Record<string, unknown>>;

const minutes = z.number().int();
const timesOf = (typed: TimesTyped, level: Level) => {
  const step = (name: Step) => ({
    afterMinutes: minutes.parse(typed[`${level}-${name}-after`]),
    withinMinutes: minutes.parse(typed[`${level}-${name}-within`]),
  });
  return {
    firstBy: [typed[`${level}-first-1`], typed[`${level}-first-2`]].filter((at) => at !== undefined),
    'call-2': step('call-2'),
    'call-3': step('call-3'),
    relatives: step('relatives'),
    neighbour: step('neighbour'),
    door: step('door'),
    police: step('police'),
    rescue: step('rescue'),
    needHours: typed[`${level}-need`],
  };
};

/** The settings as a plain value, for the schema to take or refuse whole. */
export const settingsOf = (typed: SettingsTyped, times: TimesTyped, town: string): unknown => ({
  town,
  label: typed.label,
  script: typed.script,
  hours: { from: typed.from, to: typed.to },
  prepareAt: typed.prepareAt,
  handOverAt: typed.handOverAt,
  escalateAt: typed.escalateAt,
  batchSize: typed.batchSize,
  yellow: { who: typed.yellowWho, everyDays: typed.yellowEvery },
  times: Object.fromEntries(LEVELS.map((level) => [level, timesOf(times, level)])),
});

const typedTimes = (level: Level, times: LevelTimes): Record<string, string | number | undefined> => ({
  ...Object.fromEntries(
    STEPS.flatMap((step) => [
      [`${level}-${step}-after`, times[step].afterMinutes],
      [`${level}-${step}-within`, times[step].withinMinutes],
    ]),
  ),
  [`${level}-first-1`]: times.firstBy[0],
  [`${level}-first-2`]: times.firstBy[1],
  [`${level}-need`]: times.needHours,
});

/** What the fields show of what is stored. */
export const typedOf = (settings: HeatSettings): Record<string, string | number | undefined> => ({
  label: settings.label,
  script: settings.script,
  from: settings.hours.from,
  to: settings.hours.to,
  prepareAt: settings.prepareAt,
  handOverAt: settings.handOverAt,
  escalateAt: settings.escalateAt,
  batchSize: settings.batchSize,
  yellowWho: settings.yellow.who,
  yellowEvery: settings.yellow.everyDays,
  ...typedTimes('yellow', settings.times.yellow),
  ...typedTimes('orange', settings.times.orange),
  ...typedTimes('red', settings.times.red),
});
