import { OUTCOMES, type OutcomeCode } from '../../../../shared/heat/calls/task.ts';

/** One letter a result: ticked on paper, typed at the keyboard. Each begins its option, so that one key chooses it. */
export const PAPER_LETTERS: Readonly<Record<OutcomeCode, string>> = {
  well: 'V',
  'needs-something': 'B',
  distress: 'D',
  'no-answer': 'N',
  busy: 'O',
  refused: 'R',
  'wrong-number': 'M',
  'seen-by-relative': 'E',
  'visited-well': 'P',
  'visited-needs': 'Q',
  'door-closed': 'F',
  'known-elsewhere': 'A',
  'passed-to-police': 'C',
  'passed-to-rescue': 'S',
};

/** What whoever telephones may tick; the door, the police and the rescue are on the agents' sheets only. */
export const TICKED_BY_ALL: readonly OutcomeCode[] = [
  'well',
  'needs-something',
  'distress',
  'no-answer',
  'busy',
  'refused',
  'wrong-number',
];
export const TICKED_BY_AGENTS: readonly OutcomeCode[] = OUTCOMES;
