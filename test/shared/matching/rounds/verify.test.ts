import { describe, expect, it } from 'vitest';
import {
  checkRounds,
  LARGEST_COST,
  LARGEST_NUMBER,
  type RoundProblem,
} from '../../../../shared/matching/rounds/problem.ts';
import { solveRounds } from '../../../../shared/matching/rounds/solve.ts';
import { type RoundClaim, verifyRounds } from '../../../../shared/matching/rounds/verify.ts';
import { carrier, problemOf, smallTown, street, visit } from './towns.ts';

const refusalOf = (problem: RoundProblem) => {
  const checked = checkRounds(problem);
  return checked.ok ? 'fine' : `${checked.refusal.reason} ${checked.refusal.what} ${checked.refusal.index}`;
};

describe('what cannot be planned', () => {
  it.each<[string, RoundProblem]>([
    ['fine', problemOf([visit(1)], [carrier()])],
    ['no-carriers problem 0', problemOf([visit(1)], [])],
    ['not-an-integer stop 1', problemOf([visit(1), visit(2, { service: 1.5 })], [carrier()])],
    ['negative stop 0', problemOf([visit(1, { load: [-1] })], [carrier()])],
    ['too-large stop 0', problemOf([visit(1, { closes: LARGEST_NUMBER + 1 })], [carrier()])],
    ['too-large stop 0', problemOf([visit(1, { prize: LARGEST_COST + 1 })], [carrier()])],
    ['unknown-place stop 0', problemOf([visit(20)], [carrier()])],
    ['unknown-carrier stop 0', problemOf([visit(1, { carriers: [1] })], [carrier()])],
    ['load-dimensions stop 0', problemOf([visit(1, { load: [1, 1] })], [carrier()])],
    ['window-closed stop 0', problemOf([visit(1, { opens: 10, closes: 9 })], [carrier()])],
    ['same-id-twice stop 1', problemOf([visit(1), visit(1)], [carrier()])],
    ['unknown-place carrier 0', problemOf([visit(1)], [carrier({ end: -1 })])],
    ['unknown-travel carrier 0', problemOf([visit(1)], [carrier({ travel: 1 })])],
    ['window-closed carrier 0', problemOf([visit(1)], [carrier({ from: 9, until: 8 })])],
    ['same-id-twice carrier 1', problemOf([visit(1)], [carrier(), carrier()])],
    ['misshapen-table travel 0', problemOf([visit(1)], [carrier()], [{ ...street(20), time: [[1]] }])],
    [
      'too-large carrier 0',
      problemOf([visit(1)], [carrier({ cost: { perDistance: LARGEST_COST, perTime: 0, fixed: 0 } })]),
    ],
    [
      'too-many problem 0',
      problemOf(
        Array.from({ length: 2_001 }, (_, i) => visit(1, { id: `v${i}` })),
        [carrier()],
      ),
    ],
  ])('%s', (expected, problem) => {
    expect(refusalOf(problem)).toBe(expected);
    expect(solveRounds(problem, { iterations: 1 }, 1).ok).toBe(expected === 'fine');
  });

  it('counts right up to the largest numbers it accepts', () => {
    const far = LARGEST_NUMBER / 40;
    const rows = Array.from({ length: 21 }, (_, a) =>
      Array.from({ length: 21 }, (_, b) => Math.abs(a - b) * far),
    );
    const stops = Array.from({ length: 20 }, (_, i) =>
      visit(i + 1, { closes: LARGEST_NUMBER, load: [LARGEST_NUMBER / 20], prize: LARGEST_COST }),
    );
    const wide = carrier({
      until: LARGEST_NUMBER,
      capacity: [LARGEST_NUMBER],
      cost: { perDistance: 20, perTime: 10, fixed: LARGEST_COST },
    });
    const problem = problemOf(stops, [wide], [{ distance: rows, time: rows }]);
    const solved = solveRounds(problem, { iterations: 300 }, 1);
    expect(solved.ok && verifyRounds(problem, solved.value)).toEqual({ ok: true, value: true });
    expect(solved.ok && solved.value.cost).toBe(40 * far * 30 + LARGEST_COST);
  });
});

describe('the check of rounds', () => {
  const problem = smallTown(21, 6, 2);
  const solved = solveRounds(problem, { iterations: 300 }, 1);
  if (!solved.ok) throw new Error(solved.refusal.reason);
  const claim: RoundClaim = solved.value;
  const [round] = claim.rounds;
  const [first] = round?.stops ?? [];
  if (round === undefined || first === undefined || claim.leftOut.length === 0)
    throw new Error('this town has a round and somebody left out');
  const verdict = (change: RoundClaim, on = problem) => {
    const checked = verifyRounds(on, change);
    return checked.ok ? 'fine' : checked.refusal.reason;
  };
  const withRound = (change: Partial<typeof round>): RoundClaim => ({
    ...claim,
    rounds: [{ ...round, ...change }, ...claim.rounds.slice(1)],
  });
  const withFirst = (change: Partial<typeof first>): RoundClaim =>
    withRound({ stops: [{ ...first, ...change }, ...round.stops.slice(1)] });
  const withStop = (change: object): RoundProblem => ({
    ...problem,
    stops: problem.stops.map((stop, s) => (s === first.stop ? { ...stop, ...change } : stop)),
  });
  const withCarrier = (change: object): RoundProblem => ({
    ...problem,
    carriers: problem.carriers.map((one, c) => (c === round.carrier ? { ...one, ...change } : one)),
  });

  it.each<[string, RoundClaim, RoundProblem?]>([
    ['fine', claim],
    ['unknown-carrier', withRound({ carrier: 9 })],
    ['carrier-twice', { ...claim, rounds: [...claim.rounds, round] }],
    ['empty-round', withRound({ stops: [] })],
    ['unknown-stop', withFirst({ stop: 99 })],
    ['stop-twice', { ...claim, leftOut: [...claim.leftOut, { stop: first.stop }] }],
    ['stop-forgotten', { ...claim, leftOut: claim.leftOut.slice(1) }],
    ['arrives', withFirst({ arrives: first.arrives - 1 })],
    ['begins-before-arrival', withFirst({ begins: first.arrives - 1 })],
    ['leaves-before-the-end', withFirst({ leaves: first.leaves - 1 })],
    ['leaves-before-available', withRound({ leavesAt: (problem.carriers[round.carrier]?.from ?? 0) - 1 })],
    ['ends-at', withRound({ endsAt: round.endsAt - 1 })],
    ['distance', withRound({ distance: round.distance - 1 })],
    ['duration', withRound({ duration: round.duration - 1 })],
    ['load', withRound({ load: round.load.map((load) => load - 1) })],
    ['round-cost', withRound({ cost: round.cost - 1 })],
    ['cost', { ...claim, cost: claim.cost - 1 }],
    ['due-left-out', { ...claim, dueLeftOut: claim.dueLeftOut + 1 }],
    ['not-this-carrier', claim, withStop({ carriers: [] })],
    ['begins-before-window', claim, withStop({ opens: first.begins + 1, closes: first.begins + 1 })],
    ['begins-after-window', claim, withStop({ opens: 0, closes: first.begins - 1 })],
    ['over-load', claim, withCarrier({ capacity: round.load.map((load) => load - 1) })],
    ['over-time', claim, withCarrier({ mostTime: round.duration - 1 })],
    ['ends-after-available', claim, withCarrier({ until: round.endsAt - 1 })],
  ])('says %s', (reason, change, on) => {
    expect(verdict(change, on)).toBe(reason);
  });
});
