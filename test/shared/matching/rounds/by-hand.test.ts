import { describe, expect, it } from 'vitest';
import { judgeRound, placesFor } from '../../../../shared/matching/rounds/by-hand.ts';
import { remainderOf } from '../../../../shared/matching/rounds/replan.ts';
import { solveRounds } from '../../../../shared/matching/rounds/solve.ts';
import { verifyRounds } from '../../../../shared/matching/rounds/verify.ts';
import {
  clockWords,
  leftOutWords,
  spanWords,
  violationWords,
} from '../../../../shared/matching/rounds/words.ts';
import { carrier, problemOf, smallTown, visit } from './towns.ts';

const plain = (text: string): string => text.replaceAll('\u00a0', ' ');

describe('a round moved by hand', () => {
  const problem = problemOf(
    [
      visit(3, { opens: 100, closes: 120, service: 30 }),
      visit(6, { closes: 90 }),
      visit(9, { load: [80] }),
      visit(4, { load: [50], carriers: [1] }),
    ],
    [carrier(), carrier({ id: 'bike', capacity: [60], until: 200, mostTime: 40 })],
  );

  it('is told with its times when it holds', () => {
    const { round, violations } = judgeRound(problem, 0, [1, 0]);
    expect(violations).toEqual([]);
    expect(round).toMatchObject({
      leavesAt: 84,
      endsAt: 133,
      duration: 49,
      distance: 12,
      waiting: 7,
      load: [2],
    });
    expect(round.stops.map(({ arrives, begins, leaves }) => [arrives, begins, leaves])).toEqual([
      [90, 90, 90],
      [93, 100, 130],
    ]);
  });

  it('is told with everything that is wrong, and nothing is refused', () => {
    const { violations } = judgeRound(problem, 0, [0, 1, 2, 3, 1]);
    expect(violations).toEqual([
      { reason: 'late', stop: 1, by: 43 },
      { reason: 'not-this-carrier', stop: 3 },
      { reason: 'twice', stop: 1 },
      { reason: 'late', stop: 1, by: 53 },
      { reason: 'over-load', dimension: 0, by: 33 },
    ]);
    expect(judgeRound(problem, 1, [0, 2]).violations.map(({ reason }) => reason)).toEqual([
      'over-load',
      'over-time',
    ]);
    expect(judgeRound(problemOf([visit(9)], [carrier({ until: 10 })]), 0, [0]).violations).toEqual([
      { reason: 'back-too-late', by: 8 },
    ]);
  });

  it('takes one more where it costs least, with each carrier who can', () => {
    expect(placesFor(problem, [[0], []], 1)).toEqual([
      { carrier: 0, position: 0, cost: 6, time: 13, distance: 6 },
      { carrier: 1, position: 0, cost: 12, time: 12, distance: 12 },
    ]);
    expect(placesFor(problem, [[0], []], 3).map((place) => place.carrier)).toEqual([1]);
  });

  it('is described in French without a name', () => {
    const said = judgeRound(problem, 0, [0, 1, 2, 3, 1]).violations.map((violation) =>
      plain(violationWords(violation, [{ unit: 'kg', per: 10 }])),
    );
    expect(said).toEqual([
      'Arrivée 1 min après la fin du créneau.',
      'Cette visite est réservée à un autre porteur.',
      'Cette visite est deux fois dans la tournée.',
      'Arrivée 1 min après la fin du créneau.',
      'Trop chargé : 3,3 kg de trop.',
    ]);
    expect([3_900, 7_200, 61].map((seconds) => plain(spanWords(seconds)))).toEqual([
      '1 h 05',
      '2 h',
      '2 min',
    ]);
    expect(plain(clockWords(34_259))).toBe('9 h 30');
    expect(plain(leftOutWords({ stop: 0, reason: 'no-room', lacks: ['time'] }))).toBe(
      'Plus de place : il manque du temps dans chaque tournée.',
    );
  });
});

describe('what remains of running rounds', () => {
  const problem = problemOf(
    [visit(2), visit(5, { closes: 60 }), visit(8), visit(11), visit(14)],
    [carrier({ mostTime: 60 }), carrier({ id: 'bike' }), carrier({ id: 'car', from: 30 })],
  );
  const { problem: rest, stopOf } = remainderOf(
    problem,
    [{ carrier: 0, place: 2, now: 40, leftAt: 10, holds: [0, 1, 2] }],
    new Set([0]),
    40,
  );

  it('goes on from where the carrier is, with the time that is left', () => {
    expect(rest.carriers[0]).toMatchObject({ start: 2, from: 40, mostTime: 30 });
    expect(rest.carriers.slice(1).map(({ from }) => from)).toEqual([40, 40]);
    expect(stopOf).toEqual([1, 2, 3, 4]);
  });

  it('leaves a bag with whoever holds it, and what is still at the library to who has not left', () => {
    expect(rest.stops.map((stop) => stop.carriers)).toEqual([[0], [0], [1, 2], [1, 2]]);
  });

  it('is planned again like any half-day', () => {
    const solved = solveRounds(rest, { iterations: 300 }, 1);
    if (!solved.ok) throw new Error(solved.refusal.reason);
    expect(verifyRounds(rest, solved.value).ok).toBe(true);
    const mine = solved.value.rounds.find((round) => round.carrier === 0);
    expect(mine?.stops.map(({ stop }) => stopOf[stop]).sort()).toEqual([1, 2]);
    expect(solved.value.leftOut).toEqual([]);
  });

  it('says who will not be reached any more', () => {
    const late = remainderOf(
      problem,
      [{ carrier: 0, place: 2, now: 70, leftAt: 10, holds: [1] }],
      new Set([0]),
      70,
    );
    const solved = solveRounds(late.problem, { iterations: 100 }, 1);
    expect(solved.ok && solved.value.leftOut).toEqual([{ stop: 0, reason: 'out-of-reach' }]);
  });

  it('has nothing left to plan when everything is done', () => {
    const town = smallTown(3, 4, 2);
    const over = remainderOf(town, [], new Set([0, 1, 2, 3]), 1);
    expect(over.stopOf).toEqual([]);
    expect(solveRounds(over.problem, { iterations: 10 }, 1)).toMatchObject({
      ok: true,
      value: { rounds: [], cost: 0 },
    });
  });
});
