import { tick } from '../../functions/agenda/handler.ts';
import { compose, type World } from '../../functions/compose.ts';
import { readConfig } from '../../functions/config.ts';
import { outboxHandler } from '../../functions/outbox/handler.ts';
import { acceptBatch, declineBatch } from '../../shared/heat/batches/answer-batch.ts';
import { type CallBatch, callBatchKind } from '../../shared/heat/batches/batch.ts';
import { summerCallerKind } from '../../shared/heat/batches/summer-caller.ts';
import { COUNTED, countsOf, noCounts, plusCounts, readCounts } from '../../shared/heat/board/counters.ts';
import { nextForAgent, readBoard } from '../../shared/heat/board/read-board.ts';
import { outcomeIdSchema } from '../../shared/heat/calls/outcome.ts';
import { recordOutcome } from '../../shared/heat/calls/record-outcome.ts';
import { registerChangeWrites } from '../../shared/heat/calls/register-change.ts';
import { type CallRound, callRoundKind, isRunning } from '../../shared/heat/calls/round.ts';
import {
  type CallTask,
  callTaskIdSchema,
  callTaskKind,
  isOwed,
  type OutcomeCode,
} from '../../shared/heat/calls/task.ts';
import { activate } from '../../shared/heat/campaign/activate.ts';
import type { LEVELS } from '../../shared/heat/level.ts';
import { intentKind } from '../../shared/messages/store.ts';
import { RATE } from '../../shared/outbox/rate.ts';
import { isOwedCall, type RegisterEntry } from '../../shared/register/entry.ts';
import { entryKey, entryKind } from '../../shared/register/store.ts';
import type { Kind } from '../../shared/table/kind.ts';
import type { Table } from '../../shared/table/table.ts';
import { create, put, replace } from '../../shared/table/write.ts';
import { addDays, type CivilDay, civilDay, civilTime, instantOf } from '../../shared/time/civil.ts';
import { type Instant, plus } from '../../shared/time/instant.ts';
import { townKind } from '../../shared/town/settings.ts';
import { volunteerKind } from '../../shared/volunteers/store.ts';
import { aTown } from '../builders/chain.ts';
import { aSummerCaller, NADIA, OMAR } from '../builders/heat.ts';
import { volunteerNumber } from '../support/chain.ts';
import { aCaller, aPerson, entryNumber } from '../support/hot-day.ts';
import { countingIds } from '../support/situations.ts';

/** One hot day, whole: what the town is, and how badly everything goes. */
export type HotDayPlan = {
  readonly seed: number;
  readonly people: number;
  readonly volunteers: number;
  readonly agents: number;
  /** Of volunteers who never answer, hundredths. */
  readonly silentPercent: number;
  /** Of ticks that never come, hundredths; each step loses its tick or comes twice. */
  readonly lostPercent: number;
  /** Of commits after or before which the process dies, thousandths. */
  readonly killedPermille: number;
  readonly level: (typeof LEVELS)[number];
  /** Minutes after 17:00 of the day before at which people activate: up to the next afternoon. */
  readonly activatedAfter: number;
  readonly stepMinutes: number;
};

export type HotDayOutcome = {
  readonly faults: readonly string[];
  readonly worstQueue: number;
  readonly worstQueueAt: string;
  readonly owed: number;
  readonly reached: number;
  readonly texts: number;
  readonly steps: number;
};

/** The same dice on every run of a seed. */
export const diceOf = (seed: number) => {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
  return {
    next,
    below: (n: number): number => Math.floor(next() * n),
    chance: (percent: number): boolean => next() * 100 < percent,
  };
};
type Dice = ReturnType<typeof diceOf>;

class Killed extends Error {
  override readonly name = 'Killed';
}

/** A table whose process dies before or after a commit: what was committed stays, who asked never hears of it. */
const dying = (table: Table, dice: Dice, permille: () => number): Table => ({
  ...table,
  commit: async (writes) => {
    if (dice.chance(permille() / 20)) throw new Killed('before');
    const done = await table.commit(writes);
    if (dice.chance(permille() / 20)) throw new Killed('after');
    return done;
  },
});

/** Everything of one kind, for the checks alone. */
export type ReadAll = <T>(kind: Kind<T>) => Promise<readonly T[]>;

const DAY = civilDay('2026-07-08');
const at = (time: string, day: CivilDay = DAY): Instant => instantOf(day, civilTime(time));
const EVE = at('17:00', addDays(DAY, -1));
const END = at('18:30');

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

/**
 * Plays one day through the real use cases, the real agenda tick and the real outbox, and holds at every step: law 5 from
 * rows and from counters, a holder and a deadline for everything owed, no text about anybody who has left; in human hands
 * by noon, nobody open at six. Whatever dies or comes twice in between.
 */
export const playHotDay = async (
  plan: HotDayPlan,
  store: Table,
  readAll: ReadAll,
): Promise<HotDayOutcome> => {
  const dice = diceOf(plan.seed);
  const faults: string[] = [];
  let now: Instant = EVE;
  let killing = 0;
  let texts = 0;
  const table = dying(store, dice, () => killing);
  const world: World = compose(
    readConfig({
      DESK_ORIGIN: 'http://localhost:3000',
      LINKS_ORIGIN: 'http://localhost:3001',
      OIDC_ISSUER: 'http://localhost:3003',
      OIDC_CLIENT_ID: 'desk',
      APP_SECRET: 's'.repeat(43),
    }),
    { table, clock: { now: () => now }, ids: countingIds(), log: () => undefined },
  );
  const surviving = async <T>(act: () => Promise<T>): Promise<T | undefined> => {
    try {
      return await act();
    } catch (error) {
      if (error instanceof Killed) return undefined;
      if (error instanceof Error && error.name === 'TooMuchContention') return undefined;
      throw error;
    }
  };

  // The town.
  await store.commit([
    put(townKind, aTown({ caps: { weeklyDefault: 2, offersPerWeek: 5, restDays: 0 } }), 'absent'),
  ]);
  const newPerson = (n: number): RegisterEntry => {
    const { volunteerCalls, ...entry } = aPerson(n);
    return dice.chance(80) && volunteerCalls ? { ...entry, volunteerCalls } : entry;
  };
  for (let n = 0; n < plan.people; n += 50)
    await store.commit(
      Array.from({ length: Math.min(50, plan.people - n) }, (_, i) => create(entryKind, newPerson(n + i))),
    );
  const silent = new Set<string>();
  for (let n = 0; n < plan.volunteers; n += 1) {
    await store.commit([
      put(volunteerKind, aCaller(n), 'absent'),
      put(summerCallerKind, aSummerCaller({ volunteerId: volunteerNumber(n) }), 'absent'),
    ]);
    if (dice.chance(plan.silentPercent)) silent.add(volunteerNumber(n));
  }
  let people = plan.people;

  // What leaves, and about whom.
  const outbox = outboxHandler(world, {
    publish: async ({ text }) => {
      texts += 1;
      if (/Perrin|Odile|Battant/.test(text)) faults.push(`law 8: a name in « ${text} »`);
      return { outcome: 'accepted' as const, providerMessageId: `p-${texts}` };
    },
    rate: { ...RATE, perSecond: 100_000 },
    wait: () => Promise.resolve(),
  });
  const deliver = async (): Promise<void> => {
    for (const lane of ['outbox#urgent', 'outbox'] as const) {
      const due = await store.due(lane, now, 300);
      for (const { key, at: dueAt } of due) {
        const message = await store.get(intentKind, key);
        const before = texts;
        await surviving(() =>
          outbox({
            Records: [
              {
                dynamodb: {
                  SequenceNumber: '1',
                  Keys: { pk: { S: key.pk }, sk: { S: key.sk } },
                  NewImage: { kind: { S: 'message' }, dueAt: { S: dueAt } },
                },
              },
            ],
          }),
        );
        if (texts > before && message) await heldToLaw4(message.value.subject);
      }
    }
  };
  const heldToLaw4 = async (subject: string): Promise<void> => {
    const tasks = await readAll(callTaskKind);
    const call = callTaskIdSchema.safeParse(subject).data;
    if (call && tasks.find((task) => task.id === call)?.state === 'stopped')
      faults.push(`law 4: a text about ${subject}, who has left`);
    const batch = (await readAll(callBatchKind)).find((one) => one.id === subject);
    if (!batch) return;
    const its = tasks.filter(
      (task) => task.roundId === batch.roundId && batch.people.includes(task.personId),
    );
    if (its.every((task) => task.state === 'stopped'))
      faults.push(`law 4: a text about ${subject}, whom all left`);
    if (its.every((task) => !task.volunteersMay))
      faults.push(`law 6: a text about ${subject}, who refuse volunteers`);
  };

  // What people do.
  let forms = 0;
  const newForm = () => {
    forms += 1;
    return outcomeIdSchema.parse(`form-${plan.seed}-${forms}`);
  };
  const call = async (task: CallTask, by: { kind: 'staff' | 'volunteer'; id: string }, batch?: CallBatch) => {
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
  const volunteersAct = async (batches: readonly CallBatch[]): Promise<void> => {
    for (const batch of batches) {
      if (batch.state === 'offered')
        for (const one of batch.asked) {
          if (one.state !== 'asked' || silent.has(one.volunteerId) || !dice.chance(20)) continue;
          const subject = { batchId: batch.id, volunteerId: one.volunteerId };
          const actor = { kind: 'volunteer' as const, id: one.volunteerId };
          if (dice.chance(25)) await surviving(() => declineBatch(world, subject, actor, now));
          else
            for (let twice = 0; twice < (dice.chance(20) ? 2 : 1); twice += 1)
              await surviving(() => acceptBatch(world, subject, { via: 'link', actor }, now));
        }
      const holder = batch.holder?.volunteerId;
      if (!holder || now < at('08:30') || silent.has(holder)) continue;
      // Some fall silent with their list half done; some type an outcome after they gave it back.
      if (dice.chance(3)) silent.add(holder);
      const tasks = (await readAll(callTaskKind)).filter(
        (task) => task.roundId === batch.roundId && batch.people.includes(task.personId),
      );
      const mine = tasks.filter((task) => isOwed(task) && task.notBefore <= now);
      const task = mine[dice.below(Math.max(1, mine.length))];
      if (task && dice.chance(batch.state === 'accepted' ? 90 : 5))
        await call(task, { kind: 'volunteer', id: holder }, batch);
    }
  };
  const queues: { size: number; at: Instant }[] = [];
  const agentsAct = async (rounds: readonly CallRound[]): Promise<void> => {
    if (now < at('08:30')) return;
    for (const round of rounds) {
      const board = await readBoard({ table: store }, round.id, now);
      if (!board) continue;
      if (!board.balance.holds) faults.push(`law 5: counters and rows differ at ${now}`);
      const waiting = nextForAgent(board, NADIA);
      queues.push({ size: waiting.length, at: now });
      const calls = Math.max(1, Math.floor((plan.agents * plan.stepMinutes) / 5));
      for (const task of waiting.slice(0, calls)) await call(task, { kind: 'staff', id: NADIA });
    }
  };
  const changeEntry = async (edit: (entry: RegisterEntry) => RegisterEntry, n: number): Promise<void> => {
    const stored = await store.get(entryKind, entryKey(entryNumber(n)));
    if (stored?.value.state !== 'confirmed') return;
    const next = edit(stored.value);
    await surviving(async () =>
      table.commit([replace(entryKind, stored, next), ...(await registerChangeWrites(world, [next], now))]),
    );
  };
  const registerMoves = async (): Promise<void> => {
    const n = dice.below(people);
    const dice6 = dice.below(6);
    if (dice6 === 0)
      await changeEntry(
        (entry) => ({ ...entry, state: 'removed', removed: { at: now, reason: 'request' } }),
        n,
      );
    if (dice6 === 1)
      await changeEntry(
        (entry) => ({ ...entry, state: 'removed', removed: { at: now, reason: 'death' } }),
        n,
      );
    if (dice6 === 2)
      await changeEntry(
        (entry) => ({ ...entry, state: 'opposed', opposed: { at: now, by: 'self', how: 'phone' } }),
        n,
      );
    if (dice6 === 3)
      await changeEntry(
        (entry) => ({ ...entry, away: entry.away.length > 0 ? [] : [{ from: DAY, to: DAY }] }),
        n,
      );
    if (dice6 === 4) await changeEntry(({ volunteerCalls: _, ...entry }) => entry, n);
    if (dice6 === 5) {
      const entry = newPerson(people);
      people += 1;
      await surviving(async () =>
        table.commit([create(entryKind, entry), ...(await registerChangeWrites(world, [entry], now))]),
      );
    }
  };

  // What must hold between any two steps.
  const check = async (): Promise<void> => {
    const [entries, tasks, rounds] = await Promise.all([
      readAll(entryKind),
      readAll(callTaskKind),
      readAll(callRoundKind),
    ]);
    for (const round of rounds.filter(isRunning)) {
      const its = tasks.filter((task) => task.roundId === round.id);
      const stands = new Set<string>(
        its.filter((task) => task.state !== 'stopped').map((task) => task.personId),
      );
      const owed = entries.filter((entry) => isOwedCall(entry, round.day));
      if (round.state === 'open') {
        const missing = owed.filter((entry) => !stands.has(entry.id)).length;
        if (missing > 0) faults.push(`law 5: ${missing} people forgotten at ${now}`);
      }
      const extra = stands.size - owed.filter((entry) => stands.has(entry.id)).length;
      if (extra > 0) faults.push(`law 5: ${extra} obligations about people who left, at ${now}`);
      const nobodys = its.filter((task) => isOwed(task) && task.deadline === undefined).length;
      if (nobodys > 0) faults.push(`law 5: ${nobodys} owed without a deadline at ${now}`);
      const rows = its.reduce((sum, task) => plusCounts(sum, countsOf(task)), noCounts);
      const counted = await readCounts(store, round.id, round.shards);
      for (const name of COUNTED)
        if (rows[name] !== counted[name])
          faults.push(`law 5: ${name} ${rows[name]} in rows, ${counted[name]} counted, at ${now}`);
    }
  };
  const ticks = async (times: number): Promise<void> => {
    for (let i = 0; i < times; i += 1) await surviving(() => tick(world));
  };
  const todays = async (): Promise<readonly CallRound[]> =>
    (await readAll(callRoundKind)).filter((round) => isRunning(round) && round.day === DAY);

  // The day.
  const activateAt = plus(EVE, { minutes: plan.activatedAfter });
  let isActive = false;
  let steps = 0;
  const noon = at('12:00');
  const six = at('18:00');
  let checkedNoon = false;
  let checkedSix = false;
  for (now = EVE; now <= END; now = plus(now, { minutes: plan.stepMinutes })) {
    // Nothing happens at night that the morning does not show.
    if (now > at('21:00', addDays(DAY, -1)) && now < at('07:30')) continue;
    steps += 1;
    killing = plan.killedPermille;
    if (!isActive && now >= activateAt) {
      const wish = {
        level: plan.level,
        startsOn: DAY,
        expectedEnd: addDays(DAY, 2),
        duty: [NADIA, OMAR],
      } as const;
      const today = now >= at('00:00') ? { ...wish, startsOn: DAY } : wish;
      const done = await surviving(() => activate(world, today, NADIA, now));
      if (dice.chance(50)) await surviving(() => activate(world, today, OMAR, now));
      isActive = done?.ok ?? false;
    }
    if (!dice.chance(plan.lostPercent)) await ticks(dice.chance(30) ? 2 : 1);
    await deliver();
    if (isActive) {
      await volunteersAct(await readAll(callBatchKind));
      await agentsAct(await todays());
    }
    // Whoever comes onto the register at six has an hour of her own, past the question asked at six.
    if (dice.chance(30) && (now < six || checkedSix)) await registerMoves();
    if (now >= noon && !checkedNoon && isActive) {
      // The scheduler comes back: at most two ticks, and the desk has everything.
      killing = 0;
      await ticks(2);
      checkedNoon = true;
      const mine = new Set(
        (await todays())
          .filter((round) => round.turn === 1 && round.handOverAt <= now)
          .map((round) => round.id),
      );
      const out = (await readAll(callTaskKind)).filter(
        (task) =>
          mine.has(task.roundId) && task.state === 'open' && (task.holder.by === 'volunteer' || task.batchId),
      );
      if (out.length > 0) faults.push(`${out.length} people not in the desk's hands at noon`);
    }
    if (now >= six && !checkedSix && isActive) {
      killing = 0;
      await ticks(2);
      checkedSix = true;
      const due = new Set(
        (await todays()).filter((round) => round.escalateAt <= now).map((round) => round.id),
      );
      const open = (await readAll(callTaskKind)).filter(
        (task) => due.has(task.roundId) && task.state === 'open',
      );
      if (open.length > 0) faults.push(`${open.length} people neither reached nor handed to anybody at six`);
    }
    await check();
    if (faults.length > 3) break;
  }
  const tasks = (await readAll(callTaskKind)).filter((task) => task.day === DAY);
  const worst = queues.reduce((most, one) => (one.size > most.size ? one : most), { size: 0, at: EVE });
  return {
    faults,
    worstQueue: worst.size,
    worstQueueAt: worst.at,
    owed: tasks.filter((task) => task.state !== 'stopped').length,
    reached: tasks.filter((task) => task.state === 'reached').length,
    texts,
    steps,
  };
};
