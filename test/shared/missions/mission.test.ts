import { describe, expect, it } from 'vitest';
import {
  isHeld,
  isOpen,
  isOver,
  type MissionCommand,
  type MissionState,
  missionStateSchema,
  nextState,
  TRANSITIONS,
} from '../../../shared/missions/mission.ts';

const STATES = missionStateSchema.options;
const COMMANDS: readonly MissionCommand[] = [
  'offer',
  'accept',
  'confirm',
  'hand-back',
  'search-ended',
  'move',
  'cancel',
  'arrive',
  'leave-place',
  'report-done',
  'report-not-done',
  'give-up',
];

/** Written by hand from the design, apart from the code's own table; a dash is a refusal. */
const EXPECTED: Readonly<Record<MissionState, readonly string[]>> = {
  planned: ['offered', 'filled', '-', '-', 'planned', 'planned', 'cancelled', '-', '-', '-', '-', 'unfilled'],
  offered: ['offered', 'filled', '-', '-', 'planned', 'planned', 'cancelled', '-', '-', '-', '-', 'unfilled'],
  filled: [
    '-',
    '-',
    'confirmed',
    'planned',
    '-',
    'filled',
    'cancelled',
    'confirmed',
    'confirmed',
    'done',
    'not-done',
    '-',
  ],
  confirmed: [
    '-',
    '-',
    'confirmed',
    'planned',
    '-',
    'filled',
    'cancelled',
    'confirmed',
    'confirmed',
    'done',
    'not-done',
    '-',
  ],
  done: ['-', '-', '-', '-', '-', '-', '-', '-', '-', 'done', '-', '-'],
  'not-done': ['-', '-', '-', '-', '-', '-', '-', '-', '-', '-', 'not-done', '-'],
  cancelled: Array(12).fill('-'),
  unfilled: Array(12).fill('-'),
};

describe('the states of a mission', () => {
  it.each(STATES)('%s: every command leads where the design says, or is refused', (state) => {
    expect(COMMANDS.map((command) => nextState(state, command) ?? '-')).toEqual(EXPECTED[state]);
  });

  it('are open, held or over, exactly one of the three', () => {
    for (const state of STATES)
      expect([isOpen(state), isHeld(state), isOver(state)].filter(Boolean)).toHaveLength(1);
  });

  it('can all be reached, and all be left until they are over', () => {
    const reached = new Set<MissionState>(['planned']);
    for (let before = 0; before !== reached.size; ) {
      before = reached.size;
      for (const state of [...reached])
        for (const next of Object.values(TRANSITIONS[state])) reached.add(next);
    }
    expect(reached).toEqual(new Set(STATES));
    for (const state of STATES.filter((one) => !isOver(one)))
      expect(Object.values(TRANSITIONS[state]).some((next) => isOver(next))).toBe(true);
  });
});
