import type { World } from '../../functions/compose.ts';
import { acceptBatch, declineBatch } from '../../shared/heat/batches/answer-batch.ts';
import type { CallBatch } from '../../shared/heat/batches/batch.ts';
import { nextForAgent, readBoard } from '../../shared/heat/board/read-board.ts';
import { registerChangeWrites } from '../../shared/heat/calls/members/register-change.ts';
import { outcomeIdSchema } from '../../shared/heat/calls/outcome.ts';
import { recordOutcome } from '../../shared/heat/calls/record-outcome.ts';
import type { CallRound } from '../../shared/heat/calls/round.ts';
import { type CallTask, isOwed, type OutcomeCode } from '../../shared/heat/calls/task.ts';
import type { RegisterEntry } from '../../shared/register/entry.ts';
import { entryKey, entryKind } from '../../shared/register/store.ts';
import type { Table } from '../../shared/table/table.ts';
import { create, replace } from '../../shared/table/write.ts';
import type { CivilDay } from '../../shared/time/civil.ts';
import type { Instant } from '../../shared/time/instant.ts';
import { NADIA } from '../builders/heat.ts';
import { aPerson, entryNumber } from '../support/hot-day.ts';
import { tasksOfBatch } from './hot-day-checks.ts';
import type { Dice, HotDayPlan } from './hot-day-plan.ts';

const OUTCOMES: readonly (readonly [OutcomeCode, number])[] = [
  ['well', 70],
  ['needs-something', 6],
  ['refused', 3],
  ['distress', 2],
  ['no-answer', 14],
  ['busy', 3],
  ['wrong-number', 2],
];
const outcomeOf = (dice: Dice): OutcomeCode => {
  let left = dice.next() * 100;
  for (const [code, weight] of OUTCOMES) {
    left -= weight;
    if (left < 0) return code;
  }
  return 'no-answer';
};

/** Somebody on the register; one in five does not let volunteers call. */
export const newPerson = (n: number, dice: Dice): RegisterEntry => {
  const { volunteerCalls, ...entry } = aPerson(n);
  return dice.chance(80) && volunteerCalls ? { ...entry, volunteerCalls } : entry;
};

type Acting = {
  readonly plan: HotDayPlan;
  readonly dice: Dice;
  readonly day: CivilDay;
  /** The table as it is, and the world whose process may die at any commit. */
  readonly store: Table;
  readonly world: World;
  readonly surviving: <T>(act: () => Promise<T>) => Promise<T | undefined>;
  readonly silent: Set<string>;
  readonly note: (fault: string) => void;
};

/** What volunteers, agents and the register do at each step. */
export const hotDayActs = ({ plan, dice, day, store, world, surviving, silent, note }: Acting) => {
  let forms = 0;
  const newForm = () => {
    forms += 1;
    return outcomeIdSchema.parse(`form-${plan.seed}-${forms}`);
  };
  const call = async (
    task: CallTask,
    by: { kind: 'staff' | 'volunteer'; id: string },
    now: Instant,
    batch?: CallBatch,
  ): Promise<void> => {
    const form = {
      taskId: task.id,
      id: newForm(),
      code:
        task.state === 'escalated' && by.kind === 'staff'
          ? dice.chance(85)
            ? 'visited-well'
            : 'door-closed'
          : outcomeOf(dice),
      note: '',
      calledAt: now,
      via: by.kind === 'staff' ? ('desk' as const) : ('link' as const),
      ...(batch ? { batchId: batch.id } : {}),
    } as const;
    await surviving(() => recordOutcome(world, form, by, now));
    // A bad connection: the form is sent again, after a crash or for nothing.
    if (dice.chance(20)) await surviving(() => recordOutcome(world, form, by, now));
  };

  const answer = async (batch: CallBatch, now: Instant): Promise<void> => {
    for (const one of batch.asked) {
      if (one.state !== 'asked' || silent.has(one.volunteerId) || !dice.chance(20)) continue;
      const subject = { batchId: batch.id, volunteerId: one.volunteerId };
      const actor = { kind: 'volunteer' as const, id: one.volunteerId };
      if (dice.chance(25)) await surviving(() => declineBatch(world, subject, actor, now));
      else
        for (let twice = 0; twice < (dice.chance(20) ? 2 : 1); twice += 1)
          await surviving(() => acceptBatch(world, subject, { via: 'link', actor }, now));
    }
  };
  const volunteersAct = async (
    batches: readonly CallBatch[],
    now: Instant,
    isCalling: boolean,
  ): Promise<void> => {
    for (const batch of batches) {
      if (batch.state === 'offered') await answer(batch, now);
      const holder = batch.holder?.volunteerId;
      if (!holder || !isCalling || silent.has(holder)) continue;
      // Some fall silent with their list half done; some type an outcome after they gave it back.
      if (dice.chance(3)) silent.add(holder);
      if (!dice.chance(batch.state === 'accepted' ? 90 : 5)) continue;
      const mine = (await tasksOfBatch(store, batch)).filter((task) => isOwed(task) && task.notBefore <= now);
      const calls = batch.state === 'accepted' ? 1 + dice.below(3) : 1;
      for (let n = 0; n < calls && mine.length > 0; n += 1) {
        const [task] = mine.splice(dice.below(mine.length), 1);
        if (task) await call(task, { kind: 'volunteer', id: holder }, now, batch);
      }
    }
  };

  /** Agents take what waits, in the order the desk shows; returns how many waited. */
  const agentsAct = async (rounds: readonly CallRound[], now: Instant): Promise<number> => {
    let most = 0;
    for (const round of rounds) {
      const board = await readBoard({ table: store }, round.id, now);
      if (!board) continue;
      if (!board.balance.holds) note(`law 5: counters and rows differ at ${now}`);
      const waiting = nextForAgent(board, NADIA);
      most = Math.max(most, waiting.length);
      const calls = Math.max(1, Math.floor((plan.agents * plan.stepMinutes) / 5));
      for (const task of waiting.slice(0, calls)) await call(task, { kind: 'staff', id: NADIA }, now);
    }
    return most;
  };

  const changeEntry = async (
    n: number,
    now: Instant,
    edit: (entry: RegisterEntry) => RegisterEntry,
  ): Promise<void> => {
    const stored = await store.get(entryKind, entryKey(entryNumber(n)));
    if (stored?.value.state !== 'confirmed') return;
    const next = edit(stored.value);
    await surviving(async () =>
      world.table.commit([
        replace(entryKind, stored, next),
        ...(await registerChangeWrites(world, [next], now)),
      ]),
    );
  };
  let people = plan.people;
  const removed = (reason: 'request' | 'death', at: Instant) => (entry: RegisterEntry) => ({
    ...entry,
    state: 'removed' as const,
    removed: { at, reason },
  });
  const MOVES: readonly ((n: number, now: Instant) => Promise<unknown>)[] = [
    (n, now) => changeEntry(n, now, removed('request', now)),
    (n, now) => changeEntry(n, now, removed('death', now)),
    (n, now) =>
      changeEntry(n, now, (entry) => ({
        ...entry,
        state: 'opposed',
        opposed: { at: now, by: 'self', how: 'phone' },
      })),
    (n, now) =>
      changeEntry(n, now, (entry) => ({
        ...entry,
        away: entry.away.length > 0 ? [] : [{ from: day, to: day }],
      })),
    (n, now) => changeEntry(n, now, ({ volunteerCalls: _, ...entry }) => entry),
    (_, now) => {
      const entry = newPerson(people, dice);
      people += 1;
      return surviving(async () =>
        world.table.commit([create(entryKind, entry), ...(await registerChangeWrites(world, [entry], now))]),
      );
    },
  ];
  /** Somebody leaves, dies, objects, goes away or comes back, takes back her yes to volunteers, or comes. */
  const registerMoves = async (now: Instant, times = 1 + Math.floor(plan.people / 300)): Promise<void> => {
    for (let n = 0; n < times; n += 1) await MOVES[dice.below(MOVES.length)]?.(dice.below(people), now);
  };
  return { volunteersAct, agentsAct, registerMoves };
};
