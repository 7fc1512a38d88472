import * as z from 'zod';
import { type Actor, actorSchema, change } from '../../audit/audit.ts';
import type { Surroundings } from '../../decide/decide.ts';
import { ok, type Result, refused } from '../../result/result.ts';
import { defineKind, type Key, type Kind } from '../../table/kind.ts';
import type { Table } from '../../table/table.ts';
import { type Instant, instantSchema } from '../../time/instant.ts';
import { townIdSchema } from '../../town/settings.ts';

export const MOST_LETTER = 1_200;
const MOST_VERSIONS = 20;

/** The town's own words in the yearly letter, before and after the facts of the year. */
const letterTextSchema = z.object({
  version: z.number().int().min(1),
  at: instantSchema,
  by: actorSchema,
  opening: z.string().min(1).max(MOST_LETTER),
  closing: z.string().min(1).max(MOST_LETTER),
});
export type LetterText = z.infer<typeof letterTextSchema>;

const recognitionSettingsSchema = z.object({
  town: townIdSchema,
  milestones: z.object({
    isOn: z.boolean(),
    /** Each anniversary of the first active day. */
    years: z.boolean(),
    /** Numbers of missions done, in growing order. */
    missions: z.array(z.number().int().min(1).max(5_000)).max(12),
  }),
  /** Every version ever saved, oldest first, the last one in force: a letter sent says which it was. */
  letters: z.array(letterTextSchema).max(MOST_VERSIONS),
});
export type RecognitionSettings = z.infer<typeof recognitionSettingsSchema>;

const recognitionSettingsKey = (town: string): Key => ({
  pk: `RECOGNITION#${town}`,
  sk: 'RECOGNITION',
});

/**
 * | question                                   | key                              | consistent |
 * |--------------------------------------------|----------------------------------|------------|
 * | what does this town tell, and in what words? | pk `RECOGNITION#` + town         | yes        |
 */
export const recognitionSettingsKind: Kind<RecognitionSettings> = defineKind({
  name: 'recognition-settings',
  v: 1,
  schema: recognitionSettingsSchema,
  key: ({ town }) => recognitionSettingsKey(town),
});

/** Until the town says otherwise: told by itself, each year, and at 10, 50 and 100 missions. */
export const defaultRecognition = (town: string): RecognitionSettings => ({
  town,
  milestones: { isOn: true, years: true, missions: [10, 50, 100] },
  letters: [],
});

/** In words anybody may keep; a town writes its own over them. */
const FIRST_LETTER: Pick<LetterText, 'opening' | 'closing'> = {
  opening:
    'L’année s’achève, et nous voulions vous dire merci. Pas d’un mot en passant : en regardant ce que vous avez donné. Voici votre année parmi nous.',
  closing:
    'Derrière ces nombres, il y a des portes ouvertes, des voix au téléphone, des après-midi moins longs. Nous le savons, et les personnes que vous accompagnez aussi.',
};

/** The words in force, and their version; 0 until the town has written its own. */
export const letterTextOf = ({
  letters,
}: Pick<RecognitionSettings, 'letters'>): Pick<LetterText, 'opening' | 'closing' | 'version'> =>
  letters.at(-1) ?? { ...FIRST_LETTER, version: 0 };

/** The words that a letter was sent with, whatever the town wrote since; those in force when they are no longer kept. */
export const letterTextAt = (
  settings: Pick<RecognitionSettings, 'letters'>,
  version: number,
): Pick<LetterText, 'opening' | 'closing'> =>
  version === 0
    ? FIRST_LETTER
    : (settings.letters.find((one) => one.version === version) ?? letterTextOf(settings));

/** The settings with the version that a form gives back; 0 when the town never changed the defaults. */
export const readRecognition = async (
  table: Pick<Table, 'get'>,
  town: string,
): Promise<{ readonly settings: RecognitionSettings; readonly version: number }> => {
  const stored = await table.get(recognitionSettingsKind, recognitionSettingsKey(town));
  return { settings: stored?.value ?? defaultRecognition(town), version: stored?.version ?? 0 };
};

/** Saves what a town decides, held to the version that was seen; the same again writes nothing. */
export const changeRecognition = async (
  world: Pick<Surroundings, 'table' | 'config'>,
  edit: (settings: RecognitionSettings) => RecognitionSettings,
  seenVersion: number,
  actor: Actor,
  now: Instant,
): Promise<Result<RecognitionSettings, { readonly reason: 'changed-meanwhile' }>> => {
  const town = world.config.townId;
  const stored = await world.table.get(recognitionSettingsKind, recognitionSettingsKey(town));
  if ((stored?.version ?? 0) !== seenVersion) return refused({ reason: 'changed-meanwhile' });
  const before = stored?.value ?? defaultRecognition(town);
  const next = edit(before);
  if (next === before) return ok(next);
  const done = await world.table.commit(
    change(recognitionSettingsKind, stored, next, { action: 'recognition-settings-changed', actor, at: now }),
  );
  return done.ok ? ok(next) : refused({ reason: 'changed-meanwhile' });
};

/** A new version of the letter's words; the same words are no new version. */
export const withLetterText = (
  settings: RecognitionSettings,
  words: Pick<LetterText, 'opening' | 'closing'>,
  by: Actor,
  at: Instant,
): RecognitionSettings => {
  const current = letterTextOf(settings);
  if (current.opening === words.opening && current.closing === words.closing) return settings;
  const next = { ...words, version: current.version + 1, at, by };
  return { ...settings, letters: [...settings.letters, next].slice(-MOST_VERSIONS) };
};
