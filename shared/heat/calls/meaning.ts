import type { OutcomeCode } from './task.ts';

/** What a code means: she was spoken to or seen; nobody answered; somebody must act at once. */
export const MEANING: Readonly<Record<OutcomeCode, 'reached' | 'unanswered' | 'distress' | 'passed'>> = {
  well: 'reached',
  'needs-something': 'reached',
  refused: 'reached',
  'seen-by-relative': 'reached',
  'visited-well': 'reached',
  'visited-needs': 'reached',
  'known-elsewhere': 'reached',
  distress: 'distress',
  'no-answer': 'unanswered',
  busy: 'unanswered',
  'wrong-number': 'unanswered',
  'door-closed': 'unanswered',
  'passed-to-police': 'passed',
  'passed-to-rescue': 'passed',
};

/** Codes that a volunteer's page offers; the others say what only an agent may have done. */
export const VOLUNTEER_OUTCOMES = [
  'well',
  'needs-something',
  'distress',
  'no-answer',
  'busy',
  'refused',
  'wrong-number',
] as const satisfies readonly OutcomeCode[];
export const isForVolunteers = (code: OutcomeCode): boolean =>
  VOLUNTEER_OUTCOMES.some((allowed) => allowed === code);

/** Outcomes that say of something done besides a call. */
export const ACTS: Partial<Readonly<Record<OutcomeCode, 'door' | 'police' | 'rescue'>>> = {
  'visited-well': 'door',
  'visited-needs': 'door',
  'door-closed': 'door',
  'passed-to-police': 'police',
  'passed-to-rescue': 'rescue',
};

export const NEEDS: ReadonlySet<OutcomeCode> = new Set(['needs-something', 'visited-needs']);
/** Words that two people may hear differently from the same person on the same day. */
export const SPOKEN: ReadonlySet<OutcomeCode> = new Set(['well', 'needs-something', 'refused', 'distress']);

/** What is never done about a friendly call: nobody is sent to a door, nor the police (a distress calls rescue itself). */
export const NOT_GENTLE: ReadonlySet<OutcomeCode> = new Set(['door-closed', 'passed-to-police']);
