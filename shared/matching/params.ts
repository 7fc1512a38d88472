import type { Town } from '../town/settings.ts';
import type { ParamWords } from './param-row.ts';
import { PARAM_GROUPS } from './param-words.ts';
import type { MatchParams } from './score.ts';
import { WEEK_PARAMS, type WeekParams } from './week/params.ts';

/**
 * The values from which every town starts. What each means, its unit, range and origin: `param-words.ts`, one row a number,
 * shown to the coordinator as it is. Costs are integers in minutes of travel equivalent: ten points are worth ten more
 * minutes on the way; a negative one is an advantage.
 */
export const MATCH_PARAMS = {
  travelMinute: 1,
  unknownTravelMinutes: 25,
  primary: -90,
  backup: -60,
  knows: -30,
  firstMeeting: 8,
  language: -25,
  subject: -8,
  weekLoad: 6,
  recentLoad: 2,
  recentOffer: 12,
} as const;

/** The estimate of a yes (`estimate.ts`). */
export const ESTIMATE_PARAMS = {
  priorHomePercent: 40,
  priorPhonePercent: 40,
  priorWeight: 5,
  townWeight: 20,
  halfDayWeight: 20,
  elsewherePercent: 50,
  silencePercent: 60,
  primaryPercent: 75,
  backupPercent: 50,
} as const;

/** The waves (`waves.ts`). */
export const WAVE_PARAMS = {
  targetFarPercent: 35,
  targetNearPercent: 97,
  nearHours: 24,
  farHours: 96,
  mostPerWave: 4,
  aloneHours: 24,
  timeShare: 20,
  shortestMinutes: 30,
  longestHours: 12,
  replyMinutes: 240,
  replyPercent: 80,
  restHours: 24,
  oneAtATimeHours: 4,
} as const;

type Numbers<T> = { readonly [name in keyof T]: number };
export type EstimateParams = Numbers<typeof ESTIMATE_PARAMS>;
export type WaveParams = Numbers<typeof WAVE_PARAMS>;

export type MatchingParams = {
  readonly match: MatchParams;
  readonly estimate: EstimateParams;
  readonly waves: WaveParams;
  readonly week: WeekParams;
};
export const STANDARD_PARAMS: MatchingParams = {
  match: MATCH_PARAMS,
  estimate: ESTIMATE_PARAMS,
  waves: WAVE_PARAMS,
  week: WEEK_PARAMS,
};

/** One number as people read and type it: an advantage is positive there, a negative cost here. */
export type Shown = { readonly key: string; readonly words: ParamWords; readonly standard: number };

const signed = (words: ParamWords | undefined, value: number): number =>
  words?.isAdvantage && value !== 0 ? -value : value;

const WORDS: ReadonlyMap<string, ParamWords> = new Map(
  PARAM_GROUPS.flatMap((group) => group.rows).map((words) => [words.key, words]),
);

const settled = <N extends string>(
  group: keyof MatchingParams,
  standard: Readonly<Record<N, number>>,
  chosen: Readonly<Record<string, number>>,
): Readonly<Record<N, number>> => {
  const values: Record<N, number> = { ...standard };
  for (const name in standard) {
    const words = WORDS.get(`${group}.${name}`);
    const value = chosen[`${group}.${name}`];
    // Out of a range that has changed since: the standard value, rather than something nobody chose.
    if (words && value !== undefined && value >= words.min && value <= words.max)
      values[name] = signed(words, value);
  }
  return values;
};

/** The numbers by which this town matches: its own choices over the standard ones. */
export const paramsOf = (town: Pick<Town, 'matching'>): MatchingParams => {
  const chosen = town.matching;
  if (!chosen) return STANDARD_PARAMS;
  return {
    match: settled('match', MATCH_PARAMS, chosen),
    estimate: settled('estimate', ESTIMATE_PARAMS, chosen),
    waves: settled('waves', WAVE_PARAMS, chosen),
    week: settled('week', WEEK_PARAMS, chosen),
  };
};

const standardOf = ({ key }: ParamWords): number | undefined => {
  const [group = '', name = ''] = key.split('.');
  const groups = new Map<string, Readonly<Record<string, number>>>(Object.entries(STANDARD_PARAMS));
  const value = groups.get(group)?.[name];
  return value === undefined ? undefined : signed(WORDS.get(key), value);
};

/** Every number that a town may change, in the order of the page. */
export const SHOWN_PARAMS: readonly Shown[] = PARAM_GROUPS.flatMap((group) =>
  group.rows.flatMap((words) => {
    const standard = standardOf(words);
    return standard === undefined ? [] : [{ key: words.key, words, standard }];
  }),
);

/** Numbers by name, as people read and type them. */
export type ParamValues = Readonly<Record<string, number>>;

/** What a town sees on its page: its own choices where they hold, else the standard. */
export const shownOf = ({ matching = {} }: Pick<Town, 'matching'>): ParamValues =>
  Object.fromEntries(
    SHOWN_PARAMS.map(({ key, words, standard }) => {
      const value = matching[key];
      return [key, value !== undefined && value >= words.min && value <= words.max ? value : standard];
    }),
  );

/** What is kept of the numbers typed: those that differ from the standard. */
export const chosenOf = (values: ParamValues): ParamValues =>
  Object.fromEntries(
    SHOWN_PARAMS.flatMap(({ key, standard }) => {
      const value = values[key];
      return value === undefined || value === standard ? [] : [[key, value]];
    }),
  );
