import { DAY, die, ASSUMED as REPLIES, type SimMission, type SimVolunteer } from '../../bench/waves-town.ts';
import { ASSUMED, type Setting } from './assumed.ts';

export type YearVolunteer = SimVolunteer & {
  readonly weeklyCap: number;
  /** Week in which they come; 0 for those who were there. */
  readonly from: number;
};
export type YearMission = SimMission & {
  readonly senior: number;
  /** Day of the year, 0 a Monday; minute of its waking day. */
  readonly day: number;
  readonly minute: number;
  /** Drawn beforehand: the same visit is as hard for whoever goes. */
  readonly isHard: boolean;
  readonly isWorrying: boolean;
};
export type YearTown = {
  readonly seed: number;
  readonly setting: Setting;
  readonly volunteers: readonly YearVolunteer[];
  /** In order of the day on which they are asked for. */
  readonly missions: readonly YearMission[];
};

/** Nothing happens in the first two weeks but questions: visits begin in the third. */
export const FIRST_WEEK = 2;

/** Beta(2, 3) as the second smallest of four uniform draws. */
const beta23 = (seed: number, n: number): number =>
  [0, 1, 2, 3].map((k) => die(seed, n, 40 + k)).sort((a, b) => a - b)[1] ?? 0;

const volunteer = (seed: number, n: number, setting: Setting): YearVolunteer => ({
  n,
  x: die(seed, n, 1) * REPLIES.kilometres,
  y: die(seed, n, 2) * REPLIES.kilometres,
  free: new Set(
    Array.from({ length: 10 }, (_half, half) => half)
      .sort((a, b) => die(seed, n, 100 + a) - die(seed, n, 100 + b))
      .slice(0, REPLIES.halfDays),
  ),
  inclination: beta23(seed, n),
  weeklyCap: ASSUMED.caps[Math.floor(die(seed, n, 3) * ASSUMED.caps.length)] ?? 1,
  from:
    n < setting.volunteers
      ? 0
      : FIRST_WEEK + 1 + Math.floor(die(seed, n, 4) * Math.max(1, setting.weeks - 8)),
});

const visitsOf = (seed: number, senior: number, setting: Setting): readonly YearMission[] => {
  const every = die(seed, senior, 51) < ASSUMED.weekly ? 1 : 2;
  const weekday = Math.floor(die(seed, senior, 52) * 5);
  const afternoon = die(seed, senior, 53) < 0.6 ? 1 : 0;
  const minute = (afternoon ? 300 : 60) + Math.floor(die(seed, senior, 54) * 4) * 30;
  const weighs = die(seed, senior, 55) < ASSUMED.hardSeniors;
  const [x, y] = [die(seed, senior, 56) * REPLIES.kilometres, die(seed, senior, 57) * REPLIES.kilometres];
  const weeks = Array.from({ length: setting.weeks }, (_, week) => FIRST_WEEK + week);
  return weeks
    .filter((week) => week % every === (every === 1 ? 0 : senior % 2))
    .map((week) => {
      const n = senior * 100 + week;
      const day = week * 7 + weekday;
      const startsAt = day * DAY + minute;
      const isLate = die(seed, n, 14) < 0.15;
      const notice = isLate ? 180 + die(seed, n, 15) * DAY : (2 + die(seed, n, 15) * 8) * DAY;
      return {
        n,
        x,
        y,
        senior,
        day,
        minute,
        asksAt: Math.floor(startsAt - notice),
        startsAt,
        half: weekday * 2 + afternoon,
        isHard: die(seed, n, 58) < (weighs ? ASSUMED.hardThere : ASSUMED.hardElsewhere),
        isWorrying: die(seed, n, 59) < (weighs ? ASSUMED.concernThere : ASSUMED.concernElsewhere),
      };
    });
};

/** One year of one town, drawn by its seed; every policy meets this one. */
export const drawYear = (seed: number, setting: Setting): YearTown => ({
  seed,
  setting,
  volunteers: Array.from({ length: setting.volunteers + setting.arrivals }, (_, n) =>
    volunteer(seed, n, setting),
  ),
  missions: Array.from({ length: setting.seniors }, (_, senior) => visitsOf(seed, senior, setting))
    .flat()
    .sort((a, b) => a.asksAt - b.asksAt || a.n - b.n),
});
