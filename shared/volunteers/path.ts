import type { Actor } from '../audit/audit.ts';
import { ok, type Result, refused } from '../result/result.ts';
import type { VolunteerState } from './volunteer.ts';

export const VOLUNTEER_COMMANDS = [
  'interview',
  'activate',
  'pause',
  'resume',
  'leave',
  'finish-leaving',
  'come-back',
] as const;
export type VolunteerCommand = (typeof VOLUNTEER_COMMANDS)[number];

type Who = Actor['kind'];
type Step = { readonly to: VolunteerState; readonly by: readonly Who[] };

const staff: readonly Who[] = ['staff'];
const themselves: readonly Who[] = ['volunteer', 'staff'];

/**
 * From where each act is possible, where it leads, and whose it is: the one table. `finish-leaving` is the
 * agenda's, once everything owed is undone. `come-back` lets someone who left apply again through a person.
 */
export const PATH: Readonly<Record<VolunteerState, Partial<Record<VolunteerCommand, Step>>>> = {
  candidate: {
    interview: { to: 'interviewed', by: staff },
    leave: { to: 'leaving', by: themselves },
  },
  interviewed: {
    interview: { to: 'interviewed', by: staff },
    activate: { to: 'active', by: staff },
    leave: { to: 'leaving', by: themselves },
  },
  active: {
    pause: { to: 'paused', by: themselves },
    leave: { to: 'leaving', by: themselves },
  },
  paused: {
    pause: { to: 'paused', by: themselves },
    resume: { to: 'active', by: ['volunteer', 'staff', 'system'] },
    leave: { to: 'leaving', by: themselves },
  },
  leaving: {
    'finish-leaving': { to: 'left', by: ['system'] },
  },
  left: {
    'come-back': { to: 'candidate', by: staff },
  },
};

export type StepRefusal = { readonly reason: 'not-from-here' | 'not-yours' };

/** The state an act leads to; refused from a state that does not know it, or to someone whose act it is not. */
export const step = (
  from: VolunteerState,
  command: VolunteerCommand,
  by: Who,
): Result<VolunteerState, StepRefusal> => {
  const found = PATH[from][command];
  if (!found) return refused({ reason: 'not-from-here' });
  return found.by.includes(by) ? ok(found.to) : refused({ reason: 'not-yours' });
};

export const STATE_NAMES: Readonly<Record<VolunteerState, string>> = {
  candidate: 'candidature',
  interviewed: 'entretien fait',
  active: 'actif',
  paused: 'en pause',
  leaving: 'départ en cours',
  left: 'parti',
};
