import { refused } from '../../result/result.ts';

/**
 * The week's plan as a layered network of integers (matching.md §1): mission → slot (a volunteer in a half-day) →
 * volunteer → end, where the k-th mission of a volunteer's week costs `tierCost[tierStart[v] + k]`, never less than the
 * one before. Each person missing on a mission costs its penalty. Minimised: edge costs + tier costs + penalties.
 * Immutable: nobody writes into these arrays after `layeredProblem`.
 */
export type LayeredProblem = {
  readonly missionCount: number;
  readonly slotCount: number;
  readonly volunteerCount: number;
  /** People a mission needs, per mission. */
  readonly demand: Int32Array;
  /** Cost of each person missing, per mission. */
  readonly penalty: Float64Array;
  /** Edges of mission m are `edgeStart[m]` to `edgeEnd[m] - 1`; edges of no row are nobody's. */
  readonly edgeStart: Int32Array;
  readonly edgeEnd: Int32Array;
  readonly edgeSlot: Int32Array;
  readonly edgeCost: Float64Array;
  /** 1 where the coordinator has settled the choice: this edge is taken, whatever it costs. */
  readonly edgeLocked: Uint8Array;
  readonly slotOwner: Int32Array;
  /** Missions a slot can hold, usually 1. */
  readonly slotCapacity: Int32Array;
  readonly tierStart: Int32Array;
  readonly tierCost: Float64Array;
};

export type LayeredData = {
  readonly missions: readonly {
    readonly demand?: number;
    readonly penalty: number;
    readonly edges: readonly { readonly slot: number; readonly cost: number; readonly isLocked?: boolean }[];
  }[];
  readonly slots: readonly { readonly volunteer: number; readonly capacity?: number }[];
  /** Marginal costs of the first, second… mission of the week; as many as the weekly cap still allows. */
  readonly volunteers: readonly { readonly tiers: readonly number[] }[];
};

export type LayeredRefusal = {
  readonly reason:
    | 'misshapen'
    | 'not-an-integer'
    | 'negative'
    | 'unknown-mission'
    | 'unknown-slot'
    | 'unknown-volunteer'
    | 'unknown-edge'
    | 'same-volunteer-twice'
    | 'tiers-decrease'
    | 'locks-over-demand'
    | 'locks-over-capacity'
    | 'locks-over-weekly-cap'
    | 'costs-too-large';
  /** What the number below counts. */
  readonly of: 'mission' | 'slot' | 'volunteer' | 'problem';
  readonly index: number;
};

/** Row lengths as running starts: [2, 3] becomes [0, 2, 5]. */
export const starts = (lengths: readonly number[]): Int32Array => {
  const out = new Int32Array(lengths.length + 1);
  lengths.forEach((length, i) => {
    out[i + 1] = (out[i] ?? 0) + length;
  });
  return out;
};

export const refuse = (reason: LayeredRefusal['reason'], of: LayeredRefusal['of'], index: number) =>
  refused({ reason, of, index });

/** A number that fits an Int32Array. */
export const isWhole = (value: number): boolean => Number.isInteger(value) && Math.abs(value) <= 0x7fffffff;
