import type { Flow } from '../flow.ts';
import { meet } from './meet.ts';
import { riseOf } from './near.ts';
import { begin, follow, movePrices, next, type Search, wayOut } from './search.ts';
import { endIn, endsIn, walkIn, waysIn } from './ways-in.ts';
import { walkOut, waysOut } from './ways-out.ts';

const IN = {
  sign: -1,
  ways: waysIn,
  walk: walkIn,
  ends: endsIn,
  end: endIn,
  otherWays: waysOut,
  otherWalk: walkOut,
} as const;

/**
 * Brings one unit that node `start` lacks from where it costs least (a mission left without anybody, a tier given up, or
 * a node that owes one): the same search against the arrows, and prices fall. False when nothing can be brought.
 */
export const bringIn = (flow: Flow, search: Search, start: number): boolean => {
  const { near } = flow.network.ledger;
  begin(search, start);
  if (near && search.rise < 0) search.rise = riseOf(flow, near);
  for (let node = next(search); node >= 0; node = next(search)) {
    const here = search.distance[node] ?? 0;
    if ((flow.owed[node] ?? 0) > 0) wayOut(search, node, here);
    else follow(search, here, waysIn(flow, search, node));
    if (search.settledCount === search.patience) return meet(flow, search, IN);
  }
  if (search.bestNode < 0) return false;
  movePrices(flow, search, -1);
  endIn(flow, search.bestNode);
  const to = walkIn(flow, search, search.bestNode);
  flow.owed[to] = (flow.owed[to] ?? 0) + 1;
  return true;
};
