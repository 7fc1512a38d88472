/**
 * Every number of the one-mission matching, with its unit, range and origin. Costs are integers in "minutes of travel
 * equivalent": ten points are worth ten more minutes on the way. All are choices of the project (design) until a town has
 * measured its own; issue 3 makes them visible and editable.
 */
export const MATCH_PARAMS = {
  /** Per minute of travel, one way. Range 1–3. */
  travelMinute: 1,
  /** When the way is unknown (no point on one side): a typical trip, minutes. Range 10–40. */
  unknownTravelMinutes: 25,
  /** The usual visitor of the person. Range 0–120; ties matter more than a long walk. */
  primary: -90,
  /** The known second of a binôme. Range 0–90. */
  backup: -60,
  /** Somebody who has already met the person once. Range 0–60. */
  knows: -30,
  /** A first meeting costs everybody something. Range 0–30. */
  firstMeeting: 8,
  /** A language of the person beyond French. Range 0–60. */
  language: -25,
  /** Per mission already in that week: convex, so that load spreads. Range 5–30, added 1, 3, 6 … times. */
  weekLoad: 6,
  /** Per mission held in the last four weeks. Range 0–10. */
  recentLoad: 2,
  /** Per offer received in the last seven days: fewest offers first. Range 5–40. */
  recentOffer: 12,
} as const;

/** The estimate of a yes: Beta prior, updated by the volunteer's own answers (matching.md §4). */
export const ESTIMATE_PARAMS = {
  /** Pseudo-counts of the prior; no French figure exists, so a weak one that data soon override. */
  priorYes: 2,
  priorNo: 3,
  /** A silence says less than a no. Range 0–1. */
  silenceWeight: 0.6,
  /** A usual visitor asked for their own person. */
  primaryAtLeast: 0.75,
  backupAtLeast: 0.5,
} as const;

/** Wave policy (matching.md §4). */
export const WAVE_PARAMS = {
  /** Wanted chance that at least one of the wave says yes: rises as the slot nears. */
  targetFar: 0.6,
  targetNear: 0.97,
  /** From this many hours before the slot the target is at its highest. */
  nearHours: 24,
  farHours: 168,
  /** Never more people than this in one wave. */
  most: 6,
  /** Usual visitors get this long alone, hours, when there is time. */
  pairingHours: 24,
  /** Time given to a wave: a fraction of what is left, within bounds. Hours. */
  shareOfTimeLeft: 0.12,
  shortestHours: 0.5,
  longestHours: 12,
} as const;
