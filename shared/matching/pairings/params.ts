/** Every number of the pairing solver, with its meaning, range and origin (tuned on the OR-Library classes C, D and E). */
export const PAIRING_PARAMS = {
  /** Subgradient steps at the root. Range 100–1,000. */
  rootSteps: 120,
  /** First steps of the root, before anything feasible is known, and how far above the best bound they aim. */
  firstSteps: 300,
  aimAbove: 0.04,
  /** Work of the search between the two climbs of the root, in knapsack cells: per edge and job, and at most. */
  openingPerEdge: 100,
  openingWork: 40_000_000,
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
  /** Jobs lifted by one ejection chain. Range 3–10. */
  chainLength: 6,
  /** Agents considered for a job in the local search, least loss of bound first: in turn; while nothing is feasible. */
  candidates: [2, 3, 4],
  /** The same above so many edges × jobs, where speed counts more. */
  largeSize: 400_000,
  candidatesLarge: [2, 3],
  wideCandidates: 12,
  /**
   * Solutions kept for path relinking: with the gap below `closeGap`; otherwise. Range 6–30. Local searches for each of them
   * without a new one before another elite begins. Share of the jobs by which two of a larger elite must differ
   * at least, range 0–0.1.
   */
  eliteClose: 8,
  eliteFar: 16,
  elitePatience: 40,
  alike: 0.045,
  /**
   * Penalty of an overload: multiplied by 1 + up to this after an infeasible local optimum, divided after a feasible one;
   * first, shrunk at each change between the two, least.
   */
  penaltyFirst: 0.3,
  penaltyShrink: 0.75,
  penaltyLeast: 0.001,
  /**
   * Dives: nearest edges of each job that they may use; bound steps after each packing fixed, and how far above the bound they
   * aim, in mean costs of forcing such an edge; noise on multipliers in the same unit, and among how many packings it draws.
   */
  diveCandidates: 8,
  diveSteps: 12,
  diveAhead: 1,
  diveNoise: 0.1,
  divePick: 3,
  /** Packings are fixed together while they give less than this share of all jobs: a dive takes about so many levels. */
  diveLevels: 25,
  /** Share of what the tree leaves of a turn for dives while they lead; the search has the rest. While it leads, dives have that rest on top. */
  diveShare: 0.9,
  /** Turns in a row in which dives better nothing, while the search does, after which they end. */
  diveBarren: 3,
  /** Open jobs at which a dive ends in the tree, and the work that tree may take, in knapsack cells. */
  diveEnd: 40,
  diveEndWork: 30_000_000,
  /** Work of the first turn of tree and search together, in knapsack cells; per edge and job, and at most; each turn half as much again. */
  firstPerEdge: 2_000,
  firstWork: 60_000_000,
  turnGrowth: 1.5,
  /** Cells that cost as much time as one edge looked at by a chain (measured). */
  cellsPerEdge: 4,
  /** The tree's share of a turn: with the gap, as a share of the total, below `closeGap`; otherwise. */
  closeGap: 0.001,
  treeWhenClose: 0.65,
  treeWhenFar: 0.06,
  /** Edges × jobs up to which the tree keeps its larger share whatever the gap; beyond, the share falls in proportion. */
  smallSize: 20_000,
} as const;
