import type { Draft, Edge } from './changes.ts';
import type { LayeredProblem } from './shape.ts';

/** The edges of a problem, and the mission of each. */
export type EdgeArrays = Pick<LayeredProblem, 'edgeStart' | 'edgeSlot' | 'edgeCost' | 'edgeLocked'> & {
  readonly edgeMission: Int32Array;
};

/** The row as it was ordered before, when it names the same slots. */
const inOldOrder = (
  { edgeStart, edgeSlot, missionCount }: LayeredProblem,
  m: number,
  row: readonly Edge[],
): Edge[] | undefined => {
  const from = edgeStart[m] ?? 0;
  if (m >= missionCount || row.length !== (edgeStart[m + 1] ?? 0) - from) return undefined;
  const ordered: Edge[] = [];
  for (let k = 0; k < row.length; k += 1) {
    const slot = edgeSlot[from + k];
    const edge = row[k]?.slot === slot ? row[k] : row.find((one) => one.slot === slot);
    if (edge === undefined) return undefined;
    ordered.push(edge);
  }
  return ordered;
};

/** Other costs and locks on the same edges: no edge moves, and a list that stays the same is the same list. */
export const withSameSlots = ({ before, rows }: Draft, missionBefore: Int32Array): EdgeArrays | undefined => {
  let { edgeCost, edgeLocked } = before;
  for (const [m, row] of rows) {
    const ordered = inOldOrder(before, m, row);
    if (ordered === undefined) return undefined;
    let e = before.edgeStart[m] ?? 0;
    for (const { cost, isLocked } of ordered) {
      if (edgeCost[e] !== cost) {
        if (edgeCost === before.edgeCost) edgeCost = edgeCost.slice();
        edgeCost[e] = cost;
      }
      const locked = isLocked === true ? 1 : 0;
      if (edgeLocked[e] !== locked) {
        if (edgeLocked === before.edgeLocked) edgeLocked = edgeLocked.slice();
        edgeLocked[e] = locked;
      }
      e += 1;
    }
  }
  return { ...before, edgeCost, edgeLocked, edgeMission: missionBefore };
};
