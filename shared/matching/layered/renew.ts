import type { Changed } from './assemble.ts';
import { type Network, networkOf } from './network.ts';

/** The network of a changed problem, made from the one before as far as it stands. */
export const renewed = (before: Network, { problem, hasSameEdges }: Changed): Network => {
  if (hasSameEdges) return { ...before, problem };
  return networkOf(problem);
};
