import { ASSUMED as REPLIES, USUAL } from '../../bench/waves-town.ts';

/** What makes somebody leave, as logarithms of hazard ratios; the slopes that the sensitivity halves, doubles and cancels. */
export type Slopes = {
  /** For each month's worth of their own cap carried beyond half of it. */
  readonly load: number;
  /** For each hard event of the last 30 days, three at most. */
  readonly hard: number;
  /** For each text a week beyond two, mean of four weeks. */
  readonly asked: number;
  /** Taken off for eight weeks after a word with the coordinator. */
  readonly word: number;
};

export const SLOPES: Slopes = {
  load: Math.log(3),
  hard: Math.log(1.5),
  asked: Math.log(1.15),
  word: -Math.log(0.7),
};
export const timesSlopes = (slopes: Slopes, factor: number): Slopes => ({
  load: slopes.load * factor,
  hard: slopes.hard * factor,
  asked: slopes.asked * factor,
  word: slopes.word * factor,
});

export type Setting = {
  readonly volunteers: number;
  /** Come during the year, whoever leaves. */
  readonly arrivals: number;
  readonly seniors: number;
  readonly weeks: number;
  readonly slopes: Slopes;
};
export const TOWN: Setting = { volunteers: 30, arrivals: 6, seniors: 27, weeks: 52, slopes: SLOPES };

/**
 * What the simulation takes for granted. No measure of any of it is published for French volunteers: the directions are those
 * of domain.md §7 (overload and lack of voice wear out, appreciation and support protect), the sizes are choices.
 */
export const ASSUMED = {
  /** A week's chance of leaving for a reason that no policy touches (moving, work, health): some one in seven a year. */
  weeklyExit: 0.003,
  mostExit: 0.25,
  caps: [1, 1, 1, 1, 1, 2, 2, 2, 3, 3],
  restDays: 1,
  rangeKilometres: 3,
  /** Seniors visited every week; the others every second. */
  weekly: 0.7,
  /** Seniors whose visits weigh, and how often a visit is hard with them and with the others. */
  hardSeniors: 0.2,
  hardThere: 0.35,
  hardElsewhere: 0.05,
  /** Share of visits after which a concern is reported: with them, with the others. */
  concernThere: 0.08,
  concernElsewhere: 0.02,
  /** Share of reports in which the mood is tapped. */
  tells: 0.6,
  answersCheckIn: 0.5,
  /** Worn out in a check-in when what wears has doubled the chance of leaving. */
  wornAt: Math.log(2),
  /** A yes beyond one's own cap, for each mission above it. */
  overCap: 0.5,
  hours: 1,
} as const;

/** What the coordinator does with a step proposed on Monday. */
export const REACTION = {
  done: 0.85,
  agreesLighter: 0.7,
  lighterDays: 28,
  agreesPause: 0.5,
  pauseDays: 14,
  /** For so long a word protects (days). */
  wordDays: 56,
} as const;

const percent = (share: number): string => `${Math.round(100 * share)} %`;
const ratio = (slope: number): string => `× ${Math.exp(slope).toFixed(2)}`;

/** Printed above the table: whoever reads the numbers reads what they rest on. */
export const assumptions = (setting: Setting, seeds: number): string =>
  [
    `${seeds} towns drawn by seed, ${setting.weeks} weeks each: ${setting.volunteers} volunteers, ${setting.arrivals} more during the year, ${setting.seniors} seniors visited weekly (${percent(ASSUMED.weekly)}) or every second week, one hour each,`,
    `${REPLIES.kilometres} km a side, range ${ASSUMED.rangeKilometres} km on foot; own caps 1 (half of them), 2 or 3 missions a week, ${REPLIES.halfDays} half-days of 10. Every policy meets the same people, the same visits, the same dice.`,
    `Answers (assumed, as in the bench of the waves): inclination Beta(${REPLIES.yesAlpha}, ${REPLIES.yesBeta}), × ${USUAL.fatigue} per text of the last 7 days, × ${REPLIES.letDown} after a yes that came too late, × ${ASSUMED.overCap} for each mission beyond the own cap; else no (${REPLIES.saysNo}) or silence.`,
    `A visit is hard (assumed): ${percent(ASSUMED.hardThere)} with ${percent(ASSUMED.hardSeniors)} of the seniors, ${percent(ASSUMED.hardElsewhere)} with the others; a concern ${percent(ASSUMED.concernThere)} and ${percent(ASSUMED.concernElsewhere)}. ${percent(ASSUMED.tells)} of moods are told, ${percent(ASSUMED.answersCheckIn)} of check-ins answered.`,
    `Leaving, each week (assumed): ${(100 * ASSUMED.weeklyExit).toFixed(1)} % whatever happens; ${ratio(setting.slopes.load)} for each own month carried beyond half of it, ${ratio(setting.slopes.hard)} for each hard event of 30 days (3 at most), ${ratio(setting.slopes.asked)} for each text a week beyond two,`,
    `${ratio(-setting.slopes.word)} for eight weeks after a word with the coordinator. The directions are published (role strain and overload wear out; appreciation and support protect: domain.md §7, source 55), the sizes are not.`,
    'Hours lost: what those who left had declared, from that day to the end of the year, whatever they would have done.',
    'Policies: everyone able to go, once; the nearest, then the next two hours later; ours, the waves of shared/matching. Its bounds: caps, rest, five texts in seven days, prices of load and of texts.',
    'By turn: about as many words a week as the guard says, to whoever has waited longest for one. Without the guard, and for the two others, nobody is called.',
    `Guard: the same bounds, and each Monday facts → one step each, ${percent(REACTION.done)} done, a lighter month agreed ${percent(REACTION.agreesLighter)} (half the cap), a pause of ${REACTION.pauseDays} days ${percent(REACTION.agreesPause)}.`,
    'All of it calls the project’s own functions: candidatesFor, waveFor, remember, factsOf, unanswered, proposalOf, thisWeek, easingOf.',
  ].join('\n');
