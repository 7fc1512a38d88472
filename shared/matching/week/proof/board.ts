import { tierPoints } from '../cost.ts';
import { type Offers, offeredTo } from '../pairs/pairs.ts';
import { allOffers, temptingOffers, type Workshop } from '../workshop.ts';

/** How an offer stands in one part of a search: open, settled as taken, or as left. */
export const OPEN = 0;
export const TAKEN = 1;
export const LEFT = 2;

/** More than any week is worth: an offer settled as taken is in the best week whatever it costs. */
const SETTLED = 2 ** 24;

/**
 * Prices per mission, and each volunteer's best week at them under what is settled. By Lagrange's weak duality no plan
 * costs less than `points`: the prices of all people wanted, less what each volunteer alone gains by their best week.
 */
export type Board = {
  readonly offers: Offers;
  /** Whose each offer is. */
  readonly owner: Int32Array;
  readonly standing: Uint8Array;
  /** People each mission wants, and volunteers whose best week holds it at the last prices. */
  readonly wanted: Int32Array;
  readonly held: Int32Array;
  readonly penalty: Float64Array;
  /** What each further mission costs each volunteer. */
  readonly tiers: readonly (readonly number[])[];
  /** What these prices prove; not a number above any cost when what is settled cannot be. */
  readonly points: (prices: Float64Array) => number;
  /** Offers of a volunteer's best week at the last prices, and what it gains. */
  readonly week: (volunteer: number) => readonly number[];
  readonly gain: (volunteer: number) => number;
  /** What the volunteer's best week would gain at the last prices with one offer settled otherwise. */
  readonly gainWith: (offer: number, standing: number) => number;
  readonly settle: (offer: number, standing: number) => void;
  /** Best weeks searched so far. */
  readonly searched: () => number;
};

/** Everything that each volunteer could take and that beats leaving it undone. */
export const wholeBoard = (shop: Workshop): Board => keptBoard(shop, allOffers(shop));

/**
 * Everything that tempts at these prices. What does not is in nobody's best week at them: what this board proves there is
 * proved over all pairs.
 */
export const boardAt = (shop: Workshop, prices: Float64Array): Board =>
  keptBoard(shop, temptingOffers(shop, prices));

/** The board of the last offers is kept: where every pair always tempts, a plan has one, and asks nothing twice at the same prices. */
const boards = new WeakMap<Workshop, Board>();
const keptBoard = (shop: Workshop, offers: Offers): Board => {
  const kept = boards.get(shop);
  if (kept?.offers === offers) return kept;
  const board = boardOf(shop, offers);
  boards.set(shop, board);
  return board;
};

/** Up to this many offers, who is concerned by a new price is looked up; beyond, everybody is. */
const LOOKED_UP = 100_000;

const offersByMission = ({ mission }: Offers, missions: number) => {
  const start = new Int32Array(missions + 1);
  for (let o = 0; o < mission.length; o += 1) {
    const next = (mission[o] ?? 0) + 1;
    start[next] = (start[next] ?? 0) + 1;
  }
  for (let m = 0; m < missions; m += 1) start[m + 1] = (start[m + 1] ?? 0) + (start[m] ?? 0);
  const place = start.slice(0, missions);
  const offer = new Int32Array(mission.length);
  for (let o = 0; o < mission.length; o += 1) {
    const m = mission[o] ?? 0;
    offer[place[m] ?? 0] = o;
    place[m] = (place[m] ?? 0) + 1;
  }
  return { start, offer };
};

const boardOf = ({ problem, weeks }: Workshop, offers: Offers): Board => {
  const { missions, volunteers } = problem;
  const tiers = volunteers.map((volunteer) => tierPoints(volunteer, problem).slice(volunteer.locked));
  const wanted = Int32Array.from(missions, ({ people, locked }) => people - locked.length);
  const penalty = Float64Array.from(missions, (mission) => mission.penalty);
  const { owner } = offers;
  const standing = new Uint8Array(owner.length);
  const settledOf = new Int32Array(volunteers.length);
  const byMission = owner.length <= LOOKED_UP ? offersByMission(offers, missions.length) : undefined;

  /** What each offer costs as it is settled: too much for any week, or so little that it is in the best one. */
  let settledCost = offers.cost;
  let prices = new Float64Array(missions.length).fill(Number.NaN);
  let searched = 0;
  const search = (v: number) => {
    const volunteer = volunteers[v];
    searched += 1;
    const offered = offeredTo(offers, v, settledCost);
    const best = volunteer && weeks.bestWeek(volunteer, offered, prices, tiers[v] ?? []);
    return { gain: (best?.gain ?? 0) - (settledOf[v] ?? 0) * SETTLED, rows: best?.rows ?? [] };
  };

  const gains = new Float64Array(volunteers.length);
  const chosen: (readonly number[])[] = volunteers.map(() => []);
  const held = new Int32Array(missions.length);
  const isStale = new Uint8Array(volunteers.length).fill(1);
  const refresh = (v: number): void => {
    for (const o of chosen[v] ?? []) {
      const m = offers.mission[o] ?? 0;
      held[m] = (held[m] ?? 0) - 1;
    }
    const best = search(v);
    gains[v] = best.gain;
    chosen[v] = best.rows;
    for (const o of best.rows) {
      const m = offers.mission[o] ?? 0;
      held[m] = (held[m] ?? 0) + 1;
    }
    isStale[v] = 0;
  };
  const markStale = (next: Float64Array): void => {
    if (!byMission) {
      if (next.some((price, m) => price !== prices[m])) isStale.fill(1);
      return;
    }
    for (let m = 0; m < next.length; m += 1) {
      if (next[m] === prices[m]) continue;
      for (let i = byMission.start[m] ?? 0; i < (byMission.start[m + 1] ?? 0); i += 1)
        isStale[owner[byMission.offer[i] ?? 0] ?? 0] = 1;
    }
  };

  const settle = (offer: number, next: number): void => {
    const v = owner[offer] ?? 0;
    settledOf[v] = (settledOf[v] ?? 0) + (next === TAKEN ? 1 : 0) - (standing[offer] === TAKEN ? 1 : 0);
    standing[offer] = next;
    // Offers are everybody's: what is settled on one board is said in a copy.
    if (settledCost === offers.cost) settledCost = offers.cost.slice();
    settledCost[offer] = next === LEFT ? SETTLED : (offers.cost[offer] ?? 0) - (next === TAKEN ? SETTLED : 0);
    isStale[v] = 1;
  };
  return {
    offers,
    owner,
    standing,
    wanted,
    held,
    penalty,
    tiers,
    points: (next) => {
      markStale(next);
      prices = next.slice();
      let sum = 0;
      for (let m = 0; m < wanted.length; m += 1) sum += (wanted[m] ?? 0) * (prices[m] ?? 0);
      for (let v = 0; v < gains.length; v += 1) {
        if (isStale[v] === 1) refresh(v);
        sum -= gains[v] ?? 0;
      }
      return sum;
    },
    week: (volunteer) => chosen[volunteer] ?? [],
    gain: (volunteer) => gains[volunteer] ?? 0,
    gainWith: (offer, next) => {
      const v = owner[offer] ?? 0;
      const before = standing[offer] ?? OPEN;
      const wasStale = isStale[v] ?? 0;
      settle(offer, next);
      const { gain } = search(v);
      settle(offer, before);
      isStale[v] = wasStale;
      return gain;
    },
    settle,
    searched: () => searched,
  };
};
