import * as z from 'zod';
import { defineKind, type Key, type Kind } from '../table/kind.ts';
import { civilTime, civilTimeSchema } from '../time/civil.ts';
import { townIdSchema } from '../town/settings.ts';
import { type Level, levelSchema } from './level.ts';

const minutes = z.number().int().min(0).max(3_000);

/** How long one step of the ladder may take: not before, and at the latest so many minutes after the step before it. */
const stepSchema = z.object({ afterMinutes: minutes, withinMinutes: minutes });
export type StepTimes = z.infer<typeof stepSchema>;

/** Every time limit of one level, each a town's choice; the defaults are those of domain.md §9. */
const levelTimesSchema = z.object({
  /** By when each turn's first call is made: one turn a day, two on a red one. */
  firstBy: z.array(civilTimeSchema).min(1).max(2),
  'call-2': stepSchema,
  'call-3': stepSchema,
  relatives: stepSchema,
  neighbour: stepSchema,
  door: stepSchema,
  police: stepSchema,
  rescue: stepSchema,
  /** « A besoin de quelque chose »: hours until somebody has dealt with it. */
  needHours: z.number().int().min(1).max(72),
});
export type LevelTimes = z.infer<typeof levelTimesSchema>;

/** Whom a list owes a call, and every how many days one is made. From orange on: everybody, each day (domain.md §9). */
export const WHO = ['most-isolated', 'everybody'] as const;
const reachSchema = z.object({ who: z.enum(WHO), everyDays: z.number().int().min(1).max(7) });
export type Reach = z.infer<typeof reachSchema>;

/** « Yellow: most isolated, every 2 days. » */
const YELLOW: Reach = { who: 'most-isolated', everyDays: 2 };
const EVERYBODY: Reach = { who: 'everybody', everyDays: 1 };

/** What a town decides about its heat-wave calls; absent in the table, the defaults below. */
export const heatSettingsSchema = z.object({
  town: townIdSchema,
  /** « Vital-Été » unless the town calls it otherwise. */
  label: z.string().trim().min(2).max(40),
  script: z.string().min(20).max(2_000),
  hours: z.object({ from: civilTimeSchema, to: civilTimeSchema }),
  /** The evening before, when the next day's list is made and volunteers are asked. */
  prepareAt: civilTimeSchema,
  /** Nothing waits for a volunteer after this: the coordination has everything (SLO-2). */
  handOverAt: civilTimeSchema,
  /** Whoever is not reached by then is handed to a named duty officer. */
  escalateAt: civilTimeSchema,
  batchSize: z.number().int().min(2).max(12),
  /** A pic or a persistent episode; a town may call more people or more often, from orange on it has no choice. */
  yellow: reachSchema.default(YELLOW),
  times: z.record(levelSchema, levelTimesSchema),
});
export type HeatSettings = z.infer<typeof heatSettingsSchema>;

const step = (afterMinutes: number, withinMinutes: number): StepTimes => ({ afterMinutes, withinMinutes });

/** domain.md §9, « all times design, settings »; yellow waits for the next day, red does everything within hours. */
const DEFAULT_TIMES: Readonly<Record<Level, LevelTimes>> = {
  yellow: {
    firstBy: [civilTime('12:00')],
    'call-2': step(180, 300),
    'call-3': step(120, 240),
    relatives: step(0, 120),
    neighbour: step(0, 120),
    door: step(0, 24 * 60),
    police: step(0, 12 * 60),
    rescue: step(0, 60),
    needHours: 24,
  },
  orange: {
    firstBy: [civilTime('11:00')],
    'call-2': step(60, 120),
    'call-3': step(0, 90),
    relatives: step(0, 60),
    neighbour: step(0, 60),
    door: step(0, 120),
    police: step(0, 120),
    rescue: step(0, 60),
    needHours: 4,
  },
  red: {
    firstBy: [civilTime('10:00'), civilTime('16:00')],
    'call-2': step(30, 45),
    'call-3': step(0, 45),
    relatives: step(0, 30),
    neighbour: step(0, 30),
    door: step(0, 60),
    police: step(0, 60),
    rescue: step(0, 30),
    needHours: 2,
  },
};

/** Read to the person, in plain words; no medical judgement is asked of the caller. */
const DEFAULT_SCRIPT = `Bonjour, je vous appelle de la part de la mairie. Il fait très chaud : nous prenons de vos nouvelles.
Le mot du jour est celui que la mairie vous a donné. Nous ne demandons jamais d’argent ni de code.
Comment allez-vous ? Avez-vous dormi ? Vos volets sont-ils fermés le jour ? Avez-vous une pièce fraîche ?
Avez-vous de l’eau près de vous ? Mangez-vous comme d’habitude ? Qui passe vous voir ?
Buvez souvent, mouillez-vous le visage et les bras, restez au frais aux heures chaudes.
Si vous ne vous sentez pas bien, appelez le 15. Pouvons-nous vous rappeler demain ?`;

export const defaultSettings = (town: string): HeatSettings => ({
  town,
  label: 'Vital-Été',
  script: DEFAULT_SCRIPT,
  hours: { from: civilTime('08:30'), to: civilTime('20:00') },
  prepareAt: civilTime('17:00'),
  handOverAt: civilTime('12:00'),
  escalateAt: civilTime('18:00'),
  batchSize: 8,
  yellow: YELLOW,
  times: DEFAULT_TIMES,
});

/** Whom the lists of this level are for. */
export const reachAt = (settings: Pick<HeatSettings, 'yellow'>, level: Level): Reach =>
  level === 'yellow' ? settings.yellow : EVERYBODY;

export const heatSettingsKey = (town: string): Key => ({ pk: `HEAT-SETTINGS#${town}`, sk: 'SETTINGS' });

/**
 * | question                                    | key                              | consistent |
 * |---------------------------------------------|----------------------------------|------------|
 * | what did this town decide about heat calls? | pk `HEAT-SETTINGS#` + town    | yes        |
 */
export const heatSettingsKind: Kind<HeatSettings> = defineKind({
  name: 'heat-settings',
  v: 1,
  schema: heatSettingsSchema,
  key: (settings) => heatSettingsKey(settings.town),
});
