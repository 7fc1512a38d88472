import type { ModelData } from 'highs';
import { expect } from 'vitest';

type Arc = {
  readonly from: number;
  readonly to: number;
  readonly least: number;
  readonly most: number;
  readonly cost: number;
};
export type DimacsNetwork = {
  readonly nodes: number;
  readonly arcs: readonly Arc[];
  readonly supply: ReadonlyMap<number, number>;
};

/** The format as written down for the First DIMACS Challenge: nothing here knows of missions. */
export const readDimacs = (text: string): DimacsNetwork => {
  expect(text.endsWith('\n')).toBe(true);
  const lines = text
    .trimEnd()
    .split('\n')
    .filter((line) => !line.startsWith('c '));
  const [, nodes = 0, arcCount = 0] =
    /^p min (\d+) (\d+)$/.exec(lines[0] ?? '')?.map(Number) ?? expect.fail(`begins with ${lines[0]}`);
  const supply = new Map<number, number>();
  const arcs: Arc[] = [];
  for (const line of lines.slice(1)) {
    const [id = 0, flow = 0] = /^n (\d+) (-?\d+)$/.exec(line)?.slice(1).map(Number) ?? [];
    const arc = /^a (\d+) (\d+) (\d+) (\d+) (-?\d+)$/.exec(line)?.slice(1).map(Number);
    if (arc) {
      const [from = 0, to = 0, least = 0, most = 0, cost = 0] = arc;
      for (const end of [from, to]) expect(end >= 1 && end <= nodes).toBe(true);
      arcs.push({ from, to, least, most, cost });
    } else {
      expect(id >= 1 && id <= nodes && flow !== 0 && !supply.has(id), line).toBe(true);
      expect(arcs).toHaveLength(0);
      supply.set(id, flow);
    }
  }
  expect(arcs).toHaveLength(arcCount);
  return { nodes, arcs, supply };
};

/** What leaves a node less what comes in is what it has; one column an arc. */
export const flowProgram = ({ nodes, arcs, supply }: DimacsNetwork): ModelData => {
  const has = Float64Array.from({ length: nodes }, (_, i) => supply.get(i + 1) ?? 0);
  return {
    numCols: arcs.length,
    numRows: nodes,
    colCost: Float64Array.from(arcs, ({ cost }) => cost),
    colLower: Float64Array.from(arcs, ({ least }) => least),
    colUpper: Float64Array.from(arcs, ({ most }) => most),
    rowLower: has,
    rowUpper: has,
    matrix: {
      format: 'csc',
      numRows: nodes,
      numCols: arcs.length,
      starts: Int32Array.from({ length: arcs.length + 1 }, (_, c) => 2 * c),
      indices: Int32Array.from(arcs.flatMap(({ from, to }) => [from - 1, to - 1])),
      values: Float64Array.from(arcs.flatMap(() => [1, -1])),
    },
  };
};
