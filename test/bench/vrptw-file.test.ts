import { describe, expect, it } from 'vitest';
import { solveRounds } from '../../shared/matching/rounds/solve.ts';
import { verifyRounds } from '../../shared/matching/rounds/verify.ts';
import { roundsTown } from './rounds-town.ts';
import { readBestKnown, readVrptw } from './vrptw-file.ts';

const TEXT = `T1

VEHICLE
NUMBER     CAPACITY
  2         20

CUSTOMER
CUST NO.  XCOORD.   YCOORD.    DEMAND   READY TIME  DUE DATE   SERVICE   TIME

    0      0         0          0          0       100          0
    1      1         1         10          0        50         10
    2      2         2         10         30        60         10
    3      -3        0         15          0        90          5
`;

describe('a file of Solomon’s format', () => {
  it('is read in tenths, each distance cut after its first decimal', () => {
    const { name, problem } = readVrptw(TEXT);
    expect(name).toBe('T1');
    expect(problem.carriers).toHaveLength(2);
    expect(problem.carriers[0]).toMatchObject({ until: 1_000, capacity: [20] });
    // √2 = 1.414…, cut to 1.4; √8 = 2.828…, cut to 2.8.
    expect(problem.travel[0]?.distance[0]).toEqual([0, 14, 28, 30]);
    expect(problem.stops[1]).toMatchObject({ opens: 300, closes: 600, service: 100, load: [10] });
    const solved = solveRounds(problem, { iterations: 50 }, 1);
    expect(solved.ok && verifyRounds(problem, solved.value).ok).toBe(true);
    expect(solved.ok && solved.value.cost).toBe(14 + 14 + 28 + 30 + 30);
  });

  it('is refused when a row is not a customer, or the fleet is missing', () => {
    expect(() => readVrptw(TEXT.replace('1         1         10', '1         1'))).toThrow(/seven numbers/);
    expect(() => readVrptw(TEXT.replace('  2         20', ''))).toThrow(/number of vehicles/);
  });

  it('is compared with the column of its own convention', () => {
    const csv = 'instance,file,trunc1dec_distance\nR101,r101.txt,1637.7\n';
    expect(readBestKnown(csv).get('R101')).toBe(1637.7);
    expect(() => readBestKnown('instance,distance\nR101,1')).toThrow(/trunc1dec/);
  });
});

describe('the half-day of the benchmark', () => {
  it('can be served whole by its four carriers', () => {
    const problem = roundsTown(40, 1);
    const solved = solveRounds(problem, { iterations: 1_500 }, 1);
    expect(problem.carriers).toHaveLength(4);
    expect(solved.ok && verifyRounds(problem, solved.value).ok).toBe(true);
    expect(solved.ok && solved.value.dueLeftOut).toBe(0);
  });
});
