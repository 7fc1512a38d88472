/** Every number of the pairing solver, with its meaning, range and origin (tuned on the OR-Library classes C, D and E). */
export const PAIRING_PARAMS = {
  /** Subgradient steps at the root. Range 200–2,000. */
  rootSteps: 900,
  /** First steps of the root, before anything feasible is known, and how far above the best bound they aim. */
  firstSteps: 300,
  aimAbove: 0.04,
  /** Local searches between the two climbs of the root. Range 5–50. */
  openingSearches: 20,
  /** Subgradient steps at a node of the tree. Range 10–60. */
  nodeSteps: 24,
  /** Steps without a better bound before the step length is halved: root, node. */
  rootPatience: 20,
  nodePatience: 6,
  /** Share of the last direction kept in the next one (deflected subgradient). Range 0–0.7. */
  momentum: 0.3,
  /** Cells of one knapsack table; beyond, weights are rounded down to a coarser unit, which keeps the bound valid. */
  mostCells: 2_000_000,
  /** A node is settled again at once when fixing removed at least this share of its edges. */
  worthRepeating: 0.08,
  /** Jobs tried in turn by one ejection chain. Range 3–12. */
  chainLength: 8,
  /** First moves of a chain that are followed to the end. Range 1–6. */
  chainBreadth: 3,
  /** Agents considered for a job in the local search, best reduced cost first. Range 5–20. */
  candidates: 12,
  /** Solutions kept for path relinking. Range 6–30. */
  elite: 14,
  /** Penalty of an overload: multiplied by 1 + up to this after an infeasible local optimum, divided after a feasible one. */
  penaltyUp: 0.08,
  penaltyDown: 0.06,
  /** Work of the first turn of tree and search; each turn doubles. Nodes; local searches. */
  firstNodes: 60,
  firstSearches: 30,
} as const;
