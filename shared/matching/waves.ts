import type { Load } from '../offers/load.ts';
import { type Instant, minutesBetween, plus } from '../time/instant.ts';
import { ESTIMATE_PARAMS, WAVE_PARAMS } from './params.ts';
import type { Ranked } from './score.ts';

/**
 * How likely a yes is, in [0, 1]: a Beta prior moved by the volunteer's own answers, where a silence weighs less than a
 * no (matching.md §4). It sizes a wave; it is never shown as a grade and never ranks anybody.
 */
export const estimate = (answers: Load['answers'], tie: Ranked['tie']): number => {
  const yes = ESTIMATE_PARAMS.priorYes + answers.accepted;
  const no = ESTIMATE_PARAMS.priorNo + answers.declined + ESTIMATE_PARAMS.silenceWeight * answers.silent;
  const p = yes / (yes + no);
  if (tie === 'primary') return Math.max(p, ESTIMATE_PARAMS.primaryAtLeast);
  return tie === 'backup' ? Math.max(p, ESTIMATE_PARAMS.backupAtLeast) : p;
};

/** The wanted chance of at least one yes, given the hours left before the slot. */
export const target = (hoursLeft: number): number => {
  const { targetFar, targetNear, nearHours, farHours } = WAVE_PARAMS;
  const share = Math.min(1, Math.max(0, (farHours - hoursLeft) / (farHours - nearHours)));
  return targetFar + (targetNear - targetFar) * share;
};

export type Wave = {
  readonly chosen: readonly Ranked[];
  /** When the next step of the search is due if nobody says yes. */
  readonly nextAt: Instant;
};

/**
 * Whom to text now, and until when to wait. The usual visitors first, alone, while there is time; then the smallest set
 * whose chance of one yes reaches the target. Undefined when nobody is left to ask: the search ends, a person takes over.
 */
export const nextWave = (
  ranked: readonly Ranked[],
  startsAt: Instant,
  urgent: boolean,
  now: Instant,
): Wave | undefined => {
  if (ranked.length === 0) return undefined;
  const hoursLeft = minutesBetween(now, startsAt) / 60;
  const pace = urgent ? WAVE_PARAMS.shortestHours : hoursLeft * WAVE_PARAMS.shareOfTimeLeft;
  const hours = Math.min(WAVE_PARAMS.longestHours, Math.max(WAVE_PARAMS.shortestHours, pace));

  const usual = ranked.filter((r) => r.tie === 'primary' || r.tie === 'backup');
  if (usual.length > 0 && !urgent && hoursLeft > WAVE_PARAMS.pairingHours * 2) {
    const first = usual.slice(0, 1);
    return { chosen: first, nextAt: plus(now, { hours: Math.min(WAVE_PARAMS.pairingHours, hours * 2) }) };
  }

  const wanted = urgent ? WAVE_PARAMS.targetNear : target(hoursLeft);
  const chosen: Ranked[] = [];
  let nobody = 1;
  for (const candidate of ranked) {
    if (chosen.length >= WAVE_PARAMS.most || 1 - nobody >= wanted) break;
    chosen.push(candidate);
    nobody *= 1 - estimate(candidate.candidate.load.answers, candidate.tie);
  }
  return { chosen, nextAt: plus(now, { minutes: Math.round(hours * 60) }) };
};
