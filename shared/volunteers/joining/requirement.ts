import { ok, type Result, refused } from '../../result/result.ts';
import { addDays, type CivilDay, dayOf } from '../../time/civil.ts';
import type { Instant } from '../../time/instant.ts';
import type { RequirementKind } from '../../town/programme.ts';
import type { Town } from '../../town/settings.ts';
import { type StepRefusal, step } from '../path.ts';
import { type NotReady, notReady, VALIDITY_DAYS } from '../requirements.ts';
import type { Requirement, Volunteer } from '../volunteer.ts';
import { waitFor } from './clock.ts';

export type RequirementRefusal = { readonly reason: 'day-ahead' | 'ends-before-it-starts' | 'gone' };

/** Requirements are kept with their history, the oldest forgotten beyond this. */
const KEPT = 20;

/** Until when a requirement of this kind holds when the coordinator says nothing else. */
export const usualValidity = (kind: RequirementKind, on: CivilDay): CivilDay | undefined => {
  const days = VALIDITY_DAYS[kind];
  return days === undefined ? undefined : addDays(on, days);
};

/**
 * Records that a requirement was met, by whom, when, until when. Of a criminal-record extract only that it was *seen*
 * is ever kept (domain.md §6). Refused for a day ahead, an end before its start, or somebody who left.
 */
export const recordRequirement = (
  volunteer: Volunteer,
  requirement: Requirement,
  now: Instant,
): Result<Volunteer, RequirementRefusal> => {
  if (volunteer.state === 'leaving' || volunteer.state === 'left') return refused({ reason: 'gone' });
  if (requirement.on > dayOf(now)) return refused({ reason: 'day-ahead' });
  if (requirement.validUntil && requirement.validUntil < requirement.on)
    return refused({ reason: 'ends-before-it-starts' });
  const same = volunteer.requirements.some(
    (one) =>
      one.kind === requirement.kind &&
      one.on === requirement.on &&
      one.validUntil === requirement.validUntil &&
      one.version === requirement.version,
  );
  if (same) return ok(volunteer);
  return ok({ ...volunteer, requirements: [...volunteer.requirements, requirement].slice(-KEPT) });
};

/** The interview is a requirement and a step: a candidate has been met, and waits for a file in order. */
export const interview = (
  volunteer: Volunteer,
  requirement: Requirement & { readonly kind: 'interview' },
  town: Pick<Town, 'holidayZone' | 'deadlines'>,
  now: Instant,
): Result<Volunteer, RequirementRefusal | StepRefusal> => {
  const recorded = recordRequirement(volunteer, requirement, now);
  if (!recorded.ok || volunteer.state !== 'candidate') return recorded;
  const to = step(volunteer.state, 'interview', 'staff');
  if (!to.ok) return to;
  const joining = waitFor('file', { answeredAt: volunteer.joining?.answeredAt ?? now }, town, now);
  return ok({ ...recorded.value, state: to.value, interviewedAt: now, joining });
};

export type ActivateRefusal = StepRefusal | NotReady;

/**
 * Becomes active when at least one programme they want is wholly in order that day; else refused with what is missing,
 * so that the page can say it.
 */
export const activate = (
  volunteer: Volunteer,
  town: Pick<Town, 'programmes' | 'charterVersion'>,
  now: Instant,
): Result<Volunteer, ActivateRefusal> => {
  if (volunteer.state === 'active') return ok(volunteer);
  const to = step(volunteer.state, 'activate', 'staff');
  if (!to.ok) return to;
  const lacking = notReady(volunteer, town, dayOf(now));
  return lacking ? refused(lacking) : ok({ ...volunteer, state: to.value, activeSince: now });
};

/** The same volunteer, told of: the agenda announced these requirements. */
export const announced = (volunteer: Volunteer, told: readonly Requirement[], now: Instant): Volunteer => ({
  ...volunteer,
  requirements: volunteer.requirements.map((one) => (told.includes(one) ? { ...one, noticedAt: now } : one)),
});
