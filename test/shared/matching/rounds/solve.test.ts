import { describe, expect, it } from 'vitest';
import type { RoundProblem } from '../../../../shared/matching/rounds/problem.ts';
import { type RoundSolution, solveRounds } from '../../../../shared/matching/rounds/solve.ts';
import { verifyRounds } from '../../../../shared/matching/rounds/verify.ts';
import { bruteForce } from './brute-force.ts';
import { carrier, problemOf, smallTown, visit } from './towns.ts';

const solved = (problem: RoundProblem, iterations = 400, seed = 1): RoundSolution => {
  const answer = solveRounds(problem, { iterations }, seed);
  if (!answer.ok) throw new Error(JSON.stringify(answer.refusal));
  expect(verifyRounds(problem, answer.value)).toEqual({ ok: true, value: true });
  return answer.value;
};

describe('the rounds of a half-day', () => {
  it('finds the best of all answers in small towns with everything at once', () => {
    for (let seed = 1; seed <= 60; seed += 1) {
      const problem = smallTown(seed, 2 + (seed % 4), 1 + (seed % 3));
      const { dueLeftOut, cost } = solved(problem, 600, seed);
      expect({ seed, dueLeftOut, cost }).toEqual({ seed, ...bruteForce(problem) });
    }
  });

  it('waits at home rather than at the door', () => {
    const [round] = solved(problemOf([visit(5, { opens: 500 })], [carrier()])).rounds;
    expect(round).toMatchObject({ leavesAt: 495, waiting: 0, endsAt: 505, duration: 10 });
  });

  it('ends at the last visit when the end is open', () => {
    const { end: _, ...open } = carrier();
    expect(solved(problemOf([visit(3), visit(9)], [open])).cost).toBe(9);
  });

  it('leaves out first what is worth least when there is no time for all', () => {
    const stops = [1, 2, 3].map((place) =>
      visit(place, { opens: 0, closes: 10, service: 30, prize: 100 * place }),
    );
    const { leftOut } = solved(problemOf(stops, [carrier()]));
    expect(leftOut.map(({ stop }) => stop)).toEqual([0, 1]);
    expect(leftOut[0]).toMatchObject({ reason: 'no-room', lacks: ['time'] });
  });

  it('never leaves out a visit that is due for one that is merely wished', () => {
    const due = visit(1, { closes: 10, service: 30 });
    const wished = visit(2, { closes: 10, service: 30, prize: 1_000_000 });
    expect(solved(problemOf([wished, due], [carrier()])).leftOut.map(({ stop }) => stop)).toEqual([0]);
  });

  it('says why a visit is in no round', () => {
    const stops = [
      visit(1, { id: 'nobody', carriers: [] }),
      visit(2, { id: 'heavy', load: [101] }),
      visit(3, { id: 'early', closes: 2 }),
      visit(4, { id: 'far', prize: 3 }),
      visit(5, { id: 'first', load: [60], carriers: [0] }),
      visit(6, { id: 'second', load: [60], carriers: [0] }),
    ];
    const { leftOut } = solved(problemOf(stops, [carrier(), carrier({ id: 'bike', capacity: [10] })]));
    expect(leftOut).toEqual([
      { stop: 0, reason: 'nobody-may' },
      { stop: 1, reason: 'too-heavy' },
      { stop: 2, reason: 'out-of-reach' },
      { stop: 5, reason: 'no-room', lacks: ['load'] },
    ]);
    const alone = solved(problemOf([visit(4, { prize: 3 })], [carrier()]));
    expect(alone.leftOut).toEqual([{ stop: 0, reason: 'not-worth', by: 5 }]);
  });

  it('gives the same answer for the same seed, whatever was solved before', () => {
    const problem = smallTown(5, 6, 3);
    const first = solved(problem, 300, 7);
    solved(smallTown(6, 6, 3), 300, 8);
    expect(solved(problem, 300, 7)).toEqual(first);
  });

  it('stops when the clock says so, with an answer that holds', () => {
    const problem = smallTown(11, 6, 2);
    let looks = 0;
    const elapsed = () => {
      looks += 1;
      return looks;
    };
    const answer = solveRounds(problem, { iterations: 1_000_000, time: { elapsed, seconds: 3 } }, 1);
    expect(answer.ok && answer.value.iterations).toBeLessThan(1_000);
    expect(answer.ok && verifyRounds(problem, answer.value).ok).toBe(true);
  });

  it('answers a day without a visit', () => {
    expect(solved(problemOf([], [carrier()]))).toMatchObject({ rounds: [], leftOut: [], cost: 0 });
  });
});
