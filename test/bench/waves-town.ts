/** Dice that fall the same way for the same words: policies meet the same people in the same mood. */
const hashed = (seed: number, ...words: readonly number[]): number => {
  let hash = seed ^ 0x9e3779b9;
  for (const word of words) {
    hash = Math.imul(hash ^ word, 0x85ebca6b);
    hash ^= hash >>> 13;
    hash = Math.imul(hash, 0xc2b2ae35);
    hash ^= hash >>> 16;
  }
  return hash >>> 0;
};
export const die = (seed: number, ...words: readonly number[]): number => hashed(seed, ...words) / 2 ** 32;
const normal = (seed: number, ...words: readonly number[]): number =>
  Math.sqrt(-2 * Math.log(1 - die(seed, ...words, 1))) * Math.cos(2 * Math.PI * die(seed, ...words, 2));
const exponential = (mean: number, seed: number, ...words: readonly number[]): number =>
  -mean * Math.log(1 - die(seed, ...words));

/** Waking minutes: a day is twelve hours, 8:30 to 20:30, and nights are left out. */
export const DAY = 720;

export type Setting = {
  readonly volunteers: number;
  readonly missionsAWeek: number;
  readonly weeks: number;
};
export const LIGHT: Setting = { volunteers: 60, missionsAWeek: 24, weeks: 3 };
export const HEAVY: Setting = { volunteers: 60, missionsAWeek: 48, weeks: 3 };

/** What the simulation takes for granted; no French measure of any of it is published. */
export const ASSUMED = {
  yesAlpha: 2,
  yesBeta: 3,
  /** Of those who do not say yes, the share that says no rather than nothing. */
  saysNo: 0.45,
  delayMedian: 90,
  delaySpread: 1.2,
  /** Said yes, too late: the next yes is so much rarer for two weeks. */
  letDown: 0.8,
  halfDays: 4,
  weeklyCap: 2,
  kilometres: 5,
} as const;

/** What a text not taken does to whoever got it. */
export type Weariness = {
  readonly name: string;
  /** After an offer not taken no text is read for a random time of this mean (waking minutes). */
  readonly inactiveMean: number;
  /** Each text of the last seven days makes a yes so much rarer. */
  readonly fatigue: number;
};
export const USUAL: Weariness = { name: 'usual', inactiveMean: DAY / 2, fatigue: 0.93 };
/** Texts cost nothing; and four times the silence with twice the fatigue: how far the comparison leans on the guess. */
export const UNTIRED: Weariness = { name: 'untired', inactiveMean: 0, fatigue: 1 };
export const WEARY: Weariness = { name: 'weary', inactiveMean: 2 * DAY, fatigue: 0.87 };

export type SimVolunteer = {
  readonly n: number;
  readonly x: number;
  readonly y: number;
  readonly free: ReadonlySet<number>;
  readonly inclination: number;
};
export type SimMission = {
  readonly n: number;
  readonly x: number;
  readonly y: number;
  /** Waking minutes since the beginning. */
  readonly asksAt: number;
  readonly startsAt: number;
  readonly half: number;
};
export type SimTown = {
  readonly seed: number;
  readonly weariness: Weariness;
  readonly volunteers: readonly SimVolunteer[];
  readonly missions: readonly SimMission[];
};

/** Beta(2, 3) as the second smallest of four uniform draws. */
const beta23 = (seed: number, n: number): number =>
  [0, 1, 2, 3].map((k) => die(seed, n, 40 + k)).sort((a, b) => a - b)[1] ?? 0;

/** One town drawn by its seed; six days a week, ten half-days of visits. */
export const drawTown = (seed: number, setting: Setting, weariness: Weariness = USUAL): SimTown => ({
  seed,
  weariness,
  volunteers: Array.from({ length: setting.volunteers }, (_, n) => ({
    n,
    x: die(seed, n, 1) * ASSUMED.kilometres,
    y: die(seed, n, 2) * ASSUMED.kilometres,
    free: new Set(
      Array.from({ length: 10 }, (_half, half) => half)
        .sort((a, b) => die(seed, n, 100 + a) - die(seed, n, 100 + b))
        .slice(0, ASSUMED.halfDays),
    ),
    inclination: beta23(seed, n),
  })),
  missions: Array.from({ length: setting.missionsAWeek * setting.weeks }, (_, n) => {
    const day = 12 + Math.floor(die(seed, n, 11) * setting.weeks * 5);
    const afternoon = die(seed, n, 12) < 0.6 ? 1 : 0;
    const startsAt = day * DAY + (afternoon ? 300 : 60) + Math.floor(die(seed, n, 13) * 4) * 30;
    const isLate = die(seed, n, 14) < 0.15;
    const notice = isLate ? 180 + die(seed, n, 15) * DAY : (2 + die(seed, n, 15) * 8) * DAY;
    return {
      n,
      x: die(seed, n, 16) * ASSUMED.kilometres,
      y: die(seed, n, 17) * ASSUMED.kilometres,
      asksAt: Math.floor(startsAt - notice),
      startsAt,
      half: (day % 5) * 2 + afternoon,
    };
  }).sort((a, b) => a.asksAt - b.asksAt),
});

export type Reaction = { readonly what: 'yes' | 'no'; readonly after: number } | { readonly what: 'silent' };

/** What this person does with this text, given how they feel: the same whatever the policy. */
export const reactionOf = (
  { seed, weariness }: SimTown,
  mission: SimMission,
  volunteer: SimVolunteer,
  mood: { readonly isInactive: boolean; readonly textsLately: number; readonly wasLetDown: boolean },
): Reaction => {
  if (mood.isInactive) return { what: 'silent' };
  const chance =
    volunteer.inclination * weariness.fatigue ** mood.textsLately * (mood.wasLetDown ? ASSUMED.letDown : 1);
  const luck = die(seed, mission.n, volunteer.n, 21);
  const after =
    ASSUMED.delayMedian * Math.exp(ASSUMED.delaySpread * normal(seed, mission.n, volunteer.n, 22));
  if (luck < chance) return { what: 'yes', after };
  return die(seed, mission.n, volunteer.n, 24) < ASSUMED.saysNo ? { what: 'no', after } : { what: 'silent' };
};
export const inactiveFor = (
  { seed, weariness }: SimTown,
  mission: SimMission,
  volunteer: SimVolunteer,
): number => exponential(weariness.inactiveMean, seed, mission.n, volunteer.n, 25);
