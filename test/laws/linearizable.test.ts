import { describe, expect, it } from 'vitest';
import type { Table } from '../../shared/table/table.ts';
import { virtualTime } from '../bench/virtual-time.ts';
import { memoryTable } from '../doubles/memory-table.ts';
import { useEngine } from '../support/engine.ts';
import { tableOn } from '../support/tables.ts';
import { believing, far, losing, readingLate, writingAfter } from './linearizable/between.ts';
import { isLinearizable, type Recorded } from './linearizable/checker.ts';
import { recordHistory } from './linearizable/mission-history.ts';
import { MISSION, type MissionAct } from './linearizable/mission-model.ts';
import { checkingNoVersion } from './mutants.ts';

const SEED = Number(process.env.SEED ?? 1);
const HISTORIES = Number(process.env.HISTORIES ?? 150);
const ON_ENGINE = Number(process.env.ENGINE_HISTORIES ?? 5);
const OF_MUTANTS = 40;
/** Every way of saying no that the model knows: a law under which one of them is never heard has not tried it. */
const REFUSALS = [
  'already-filled',
  'already-yours',
  'not-yours',
  'cancelled',
  'too-early',
  'too-late',
  'over',
  'unchanged',
];

const engine = useEngine();
type Wrap = Parameters<typeof recordHistory>[2];

/** The seeds whose answers no order of their acts gives, and what their histories were made of. */
const play = async (histories: number, tableOf: () => Promise<Table>, wrap: Wrap) => {
  const refused: number[] = [];
  const said = new Set<string>();
  const counts = { histories, acts: 0, unknown: 0, together: 0 };
  for (let seed = SEED; seed < SEED + histories; seed += 1) {
    const history = await recordHistory(await tableOf(), seed, wrap);
    counts.acts += history.length;
    for (const one of history) {
      said.add(one.said);
      if (one.answered === Number.POSITIVE_INFINITY) counts.unknown += 1;
      if (history.some((other) => other !== one && other.asked < one.asked && one.asked < other.answered))
        counts.together += 1;
    }
    if (!isLinearizable(MISSION, history)) refused.push(seed);
  }
  return { refused, counts, said };
};

const onDouble = async (): Promise<Table> => memoryTable();

describe('R4: one mission is linearizable under every act', () => {
  it(`over the double, others in between every two requests: ${HISTORIES} histories of 40 acts`, async () => {
    const { refused, counts, said } = await play(HISTORIES, onDouble, far);
    console.info(JSON.stringify({ seed: SEED, ...counts, refused: refused.length }));
    expect(refused).toEqual([]);
    expect(counts.together).toBeGreaterThan(counts.acts / 2);
    expect(counts.unknown).toBeGreaterThan(0);
    for (const refusal of REFUSALS) expect(said, refusal).toContain(refusal);
  });

  it(`over the engine: ${ON_ENGINE} histories of 40 acts`, async () => {
    const onEngine = async (): Promise<Table> => tableOn(await engine.freshTable({ stream: false }));
    const { refused, counts } = await play(ON_ENGINE, onEngine, losing);
    console.info(JSON.stringify({ seed: SEED, ...counts, refused: refused.length }));
    expect(refused).toEqual([]);
    expect(counts.together).toBeGreaterThan(counts.acts / 2);
  });

  it.each<[string, Wrap]>([
    ['a table that checks no version', (table, draw) => far(checkingNoVersion(table), draw)],
    ['a mission read late', (table, draw) => far(readingLate(table, draw), draw)],
    ['a lost race taken for a yes', (table, draw) => far(believing(table), draw)],
    ['an answer given before it is written', (table, draw) => far(writingAfter(table, draw), draw)],
  ])('catches %s, in three histories of ten at least', async (_, wrap) => {
    const { refused } = await play(OF_MUTANTS, onDouble, wrap);
    console.info(`${refused.length} of ${OF_MUTANTS}`);
    expect(refused.length).toBeGreaterThanOrEqual(OF_MUTANTS * 0.3);
  });
});

describe('the checker itself', () => {
  const at = (asked: number, answered: number, act: MissionAct, said: string): Recorded<MissionAct> => ({
    asked,
    answered,
    act,
    said,
  });
  const yes = (who: number) => ({ what: 'accept', who }) as const;

  it('takes two who say yes at once in either order, and no other', () => {
    expect(
      isLinearizable(MISSION, [at(1, 3, yes(0), 'already-filled'), at(2, 4, yes(1), 'filled 1 at 0')]),
    ).toBe(true);
    expect(
      isLinearizable(MISSION, [at(1, 2, yes(0), 'already-filled'), at(3, 4, yes(1), 'filled 1 at 0')]),
    ).toBe(false);
    expect(
      isLinearizable(MISSION, [at(1, 3, yes(0), 'filled 0 at 0'), at(2, 4, yes(1), 'filled 1 at 0')]),
    ).toBe(false);
  });

  it('lets what nobody heard of have happened late, or never', () => {
    const lost = at(1, Number.POSITIVE_INFINITY, yes(0), 'any answer');
    const look = { what: 'read' } as const;
    expect(
      isLinearizable(MISSION, [lost, at(2, 3, look, 'open - at 0'), at(4, 5, look, 'filled 0 at 0')]),
    ).toBe(true);
    expect(
      isLinearizable(MISSION, [lost, at(2, 3, look, 'filled 0 at 0'), at(4, 5, look, 'open - at 0')]),
    ).toBe(false);
  });

  it('judges a long history of one after the other without trying its orders', () => {
    const { below } = virtualTime(7);
    let state = MISSION.first;
    const history = Array.from({ length: 1_000 }, (_, n) => {
      const act = below(2) === 0 ? yes(below(4)) : ({ what: 'hand-back', who: below(4) } as const);
      const next = MISSION.act(state, act);
      state = next.state;
      return at(2 * n, 2 * n + 1, act, next.says);
    });
    expect(isLinearizable(MISSION, history)).toBe(true);
  });
});
