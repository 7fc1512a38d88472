import type { CallFacts } from '../task.ts';

/**
 * In which order people are called: the first fact that tells two people apart decides, nothing is added up. Not reached
 * yesterday, then alone at home, then nobody to warn, then high up in a building (no hidden score, law 10).
 */
export const PRIORITY_ORDER = ['notReachedYesterday', 'livesAlone', 'nobodyToWarn', 'upperFloor'] as const;

/** Sorts as text: `0` where the fact holds. */
export const priorityOf = (facts: CallFacts): string =>
  PRIORITY_ORDER.map((fact) => (facts[fact] ? '0' : '1')).join('');

/** Third floor or higher: where heat gathers and legs fail (domain.md §9, « upper floor »). */
export const UPPER_FLOOR = 3;
