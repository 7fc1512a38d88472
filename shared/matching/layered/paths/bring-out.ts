import type { Flow } from '../flow.ts';
import { meet } from './meet.ts';
import { fallOf } from './near.ts';
import { begin, follow, movePrices, next, type Search, wayOut } from './search.ts';
import { walkIn, waysIn } from './ways-in.ts';
import { endOut, endsOut, walkOut, waysOut } from './ways-out.ts';

const OUT = {
  sign: 1,
  ways: waysOut,
  walk: walkOut,
  ends: endsOut,
  end: endOut,
  otherWays: waysIn,
  otherWalk: walkIn,
} as const;

/**
 * Brings one unit that node `start` owes to the end (a free tier, a penalty, or a node that lacks one) by the cheapest
 * way, Dijkstra over reduced costs, and raises the prices of what it went through so that every arc stays in order.
 * False when there is no way out at all.
 */
export const bringOut = (flow: Flow, search: Search, start: number): boolean => {
  const { near } = flow.network.ledger;
  begin(search, start);
  if (near && search.fall < 0) search.fall = fallOf(flow, near);
  for (let node = next(search); node >= 0; node = next(search)) {
    const here = search.distance[node] ?? 0;
    if ((flow.owed[node] ?? 0) < 0) wayOut(search, node, here);
    else follow(search, here, waysOut(flow, search, node));
    if (search.settledCount === search.patience) return meet(flow, search, OUT);
  }
  if (search.bestNode < 0) return false;
  movePrices(flow, search, 1);
  endOut(flow, search.bestNode);
  const from = walkOut(flow, search, search.bestNode);
  flow.owed[from] = (flow.owed[from] ?? 0) - 1;
  return true;
};
