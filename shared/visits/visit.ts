import type { VolunteerId } from '../ids/ids.ts';
import { endsAt, isHeld, type Mission, nextState } from '../missions/mission.ts';
import { ok, type Result, refused } from '../result/result.ts';
import { type Instant, plus } from '../time/instant.ts';
import type { Outcome } from './report.ts';

export type VisitRefusal = 'not-yours' | 'too-early' | 'too-late' | 'cancelled';

const mine = (mission: Mission, volunteerId: VolunteerId) => mission.holder?.volunteerId === volunteerId;

/** Hours before the slot from which « j’y suis » makes sense. */
export const ARRIVAL_EARLY_HOURS = 3;
/** Hours after the slot until which it still does; later it would only set the agenda asking for an exit. */
const ARRIVAL_LATE_HOURS = 2;

/** « Je confirme »: the eve's answer. Twice is once. */
export const confirm = (
  mission: Mission,
  volunteerId: VolunteerId,
  now: Instant,
): Result<Mission, VisitRefusal> => {
  if (mission.state === 'cancelled') return refused('cancelled');
  const state = nextState(mission.state, 'confirm');
  if (!mine(mission, volunteerId) || !mission.holder || !state) return refused('not-yours');
  return ok({
    ...mission,
    state,
    holder: { ...mission.holder, confirmedAt: mission.holder.confirmedAt ?? now },
  });
};

/** « J’y suis »: the first time counts. */
export const arrive = (
  mission: Mission,
  volunteerId: VolunteerId,
  now: Instant,
): Result<Mission, VisitRefusal> => {
  if (mission.state === 'cancelled') return refused('cancelled');
  const state = nextState(mission.state, 'arrive');
  if (!mine(mission, volunteerId) || !state) return refused('not-yours');
  if (plus(now, { hours: ARRIVAL_EARLY_HOURS }) < mission.startsAt) return refused('too-early');
  if (!mission.presence?.inAt && now >= plus(endsAt(mission), { hours: ARRIVAL_LATE_HOURS }))
    return refused('too-late');
  return ok({ ...mission, state, presence: { ...mission.presence, inAt: mission.presence?.inAt ?? now } });
};

/** « Je suis sorti »: also without an arrival noted; the last time counts. */
export const leavePlace = (
  mission: Mission,
  volunteerId: VolunteerId,
  now: Instant,
): Result<Mission, VisitRefusal> => {
  if (mission.state === 'cancelled') return refused('cancelled');
  const state = nextState(mission.state, 'leave-place');
  if (!mine(mission, volunteerId) || !state) return refused('not-yours');
  return ok({ ...mission, state, presence: { inAt: mission.presence?.inAt ?? now, outAt: now } });
};

/**
 * How it ended, by the one who went. A second report replaces the first: people correct themselves. A report closes the
 * presence: somebody who reports is out. Not before the slot.
 */
export const reportVisit = (
  mission: Mission,
  volunteerId: VolunteerId,
  outcome: Outcome,
  now: Instant,
): Result<Mission, VisitRefusal> => {
  if (mission.state === 'cancelled') return refused('cancelled');
  if (!mine(mission, volunteerId)) return refused('not-yours');
  const command = outcome === 'done' ? 'report-done' : 'report-not-done';
  const correcting = mission.state === 'done' || mission.state === 'not-done';
  const state = correcting ? (outcome === 'done' ? 'done' : 'not-done') : nextState(mission.state, command);
  if (!state) return refused('not-yours');
  // Doors of a round are passed in the order of the way: its own page says from when on they may be noted.
  if (isHeld(mission.state) && !mission.round?.id && plus(now, { minutes: 30 }) < mission.startsAt)
    return refused('too-early');
  const presence = mission.presence?.inAt
    ? { ...mission.presence, outAt: mission.presence.outAt ?? now }
    : undefined;
  return ok({ ...mission, state, outcome, ...(presence ? { presence } : {}) });
};
