import { tick } from '../../functions/agenda/handler.ts';
import { compose, type World } from '../../functions/compose.ts';
import { readConfig } from '../../functions/config.ts';
import { outboxHandler } from '../../functions/outbox/handler.ts';
import { summerCallerKind } from '../../shared/heat/batches/summer-caller.ts';
import { type CallRound, isRunning } from '../../shared/heat/calls/round.ts';
import { activate } from '../../shared/heat/campaign/activate.ts';
import { intentKind } from '../../shared/messages/store.ts';
import { RATE } from '../../shared/outbox/rate.ts';
import { entryKind } from '../../shared/register/store.ts';
import type { Table } from '../../shared/table/table.ts';
import { create, put } from '../../shared/table/write.ts';
import { addDays, type CivilDay, civilDay, civilTime, instantOf } from '../../shared/time/civil.ts';
import { type Instant, plus } from '../../shared/time/instant.ts';
import { townKind } from '../../shared/town/settings.ts';
import { volunteerKind } from '../../shared/volunteers/store.ts';
import { aTown } from '../builders/chain.ts';
import { aSummerCaller, NADIA, OMAR } from '../builders/heat.ts';
import { volunteerNumber } from '../support/chain.ts';
import { aCaller } from '../support/hot-day.ts';
import { countingIds } from '../support/situations.ts';
import { hotDayActs, newPerson } from './hot-day-acts.ts';
import { type Everything, hotDayChecks } from './hot-day-checks.ts';
import { type Dice, diceOf, type HotDayPlan } from './hot-day-plan.ts';

export type HotDayOutcome = {
  readonly faults: readonly string[];
  readonly worstQueue: number;
  readonly worstQueueAt: string;
  readonly owed: number;
  readonly reached: number;
  readonly escalated: number;
  readonly texts: number;
  readonly steps: number;
};

class Killed extends Error {
  override readonly name = 'Killed';
}

type Mishaps = {
  /** Of commits before or after which the process dies, thousandths. */
  readonly killed: () => number;
  /** What somebody else does in between: the register moves while a list is being made or a text is on its way. */
  readonly meanwhile: () => Promise<void>;
};

/** Of commits just before which the register moves, hundredths. */
const MEANWHILE_PERCENT = 0.7;

/** A table whose process dies before or after a commit: what was committed stays, who asked never hears of it. */
const dying = (table: Table, dice: Dice, { killed, meanwhile }: Mishaps): Table => ({
  ...table,
  commit: async (writes) => {
    if (dice.chance(MEANWHILE_PERCENT)) await meanwhile();
    if (dice.chance(killed() / 20)) throw new Killed('before');
    const done = await table.commit(writes);
    if (dice.chance(killed() / 20)) throw new Killed('after');
    return done;
  },
});

/** What stops one act and nobody else's: the process died, or others were always first. */
const EXPECTED: ReadonlySet<string> = new Set(['Killed', 'TooMuchContention']);

const DAY = civilDay('2026-07-08');
const at = (time: string, day: CivilDay = DAY): Instant => instantOf(day, civilTime(time));
const EVE = at('17:00', addDays(DAY, -1));
const END = at('18:30');

const foundTown = async (plan: HotDayPlan, store: Table, dice: Dice): Promise<Set<string>> => {
  await store.commit([
    put(townKind, aTown({ caps: { weeklyDefault: 2, offersPerWeek: 5, restDays: 0 } }), 'absent'),
  ]);
  for (let n = 0; n < plan.people; n += 50)
    await store.commit(
      Array.from({ length: Math.min(50, plan.people - n) }, (_, i) =>
        create(entryKind, newPerson(n + i, dice)),
      ),
    );
  const silent = new Set<string>();
  for (let n = 0; n < plan.volunteers; n += 1) {
    await store.commit([
      put(volunteerKind, aCaller(n), 'absent'),
      put(summerCallerKind, aSummerCaller({ volunteerId: volunteerNumber(n) }), 'absent'),
    ]);
    if (dice.chance(plan.silentPercent)) silent.add(volunteerNumber(n));
  }
  return silent;
};

export type Playing = {
  readonly store: Table;
  readonly everything: Everything;
  /** Another way to the same table, on which requests and answers get lost, that the town works through. */
  readonly shaken?: {
    readonly table: Table;
    readonly calm: (isCalm: boolean) => void;
    /** Errors of that way, by name, that stop one act and nobody else's. */
    readonly isExpected: (errorName: string) => boolean;
  };
};

/**
 * Plays one day through the real use cases, the real agenda tick and the real outbox, and holds at every step: law 5 from
 * rows and from counters, a holder and a deadline for everything owed, no text about anybody who has left; in human hands
 * by noon, nobody open at six. Whatever dies or comes twice in between.
 */
export const playHotDay = async (plan: HotDayPlan, playing: Playing): Promise<HotDayOutcome> => {
  const { store, everything, shaken } = playing;
  const dice = diceOf(plan.seed);
  const faults: string[] = [];
  const note = (fault: string): void => void faults.push(fault);
  const isExpected = (name: string): boolean => EXPECTED.has(name) || shaken?.isExpected(name) === true;
  let now: Instant = EVE;
  let killing = 0;
  let texts = 0;
  let isRestless = false;
  const table = dying(shaken?.table ?? store, dice, {
    killed: () => killing,
    meanwhile: async () => {
      if (!isRestless) return;
      isRestless = false;
      await acts.registerMoves(now, 1);
      isRestless = true;
    },
  });
  const calm = (isCalm: boolean): void => {
    killing = isCalm ? 0 : plan.killedPermille;
    // Whoever comes onto the register at six has an hour of her own, past the question asked at six.
    isRestless = !isCalm && (now < six || kept === appointments.length);
    shaken?.calm(isCalm);
  };
  const world: World = compose(
    readConfig({
      DESK_ORIGIN: 'http://localhost:3000',
      LINKS_ORIGIN: 'http://localhost:3001',
      OIDC_ISSUER: 'http://localhost:3003',
      OIDC_CLIENT_ID: 'desk',
      APP_SECRET: 's'.repeat(43),
    }),
    {
      table,
      clock: { now: () => now },
      ids: countingIds(),
      // A look that throws is caught by the tick and alarmed on: here it is a fault, unless its process died.
      log: (line) => {
        if (line.event === 'agenda-failed' && !isExpected(String(line.error)))
          note(`${line.error} while looking at ${line.kind} at ${now}`);
      },
    },
  );
  const surviving = async <T>(act: () => Promise<T>): Promise<T | undefined> => {
    try {
      return await act();
    } catch (error) {
      if (error instanceof Error && isExpected(error.name)) return undefined;
      throw error;
    }
  };

  const silent = await foundTown(plan, store, dice);
  const checks = hotDayChecks(store, everything);
  const acts = hotDayActs({ plan, dice, day: DAY, store, world, surviving, silent, note });

  let subject = '';
  const outbox = outboxHandler(world, {
    // At the moment it leaves: what was recorded before is known, what comes after is too late for anybody.
    publish: async ({ text }) => {
      texts += 1;
      if (/Perrin|Odile|Battant/.test(text)) note(`law 8: a name in « ${text} »`);
      faults.push(...(await checks.laws4And6(subject)));
      return { outcome: 'accepted' as const, providerMessageId: `p-${texts}` };
    },
    rate: { ...RATE, perSecond: 100_000 },
    wait: () => Promise.resolve(),
  });
  const deliver = async (): Promise<void> => {
    for (const lane of ['outbox#urgent', 'outbox'] as const)
      for (const { key, at: dueAt } of await store.due(lane, now, 300)) {
        subject = (await store.get(intentKind, key))?.value.subject ?? '';
        const dynamodb = {
          SequenceNumber: '1',
          Keys: { pk: { S: key.pk }, sk: { S: key.sk } },
          NewImage: { kind: { S: 'message' }, dueAt: { S: dueAt } },
        };
        await surviving(() => outbox({ Records: [{ dynamodb }] }));
        // The stream gives an event twice.
        if (dice.chance(10)) await surviving(() => outbox({ Records: [{ dynamodb }] }));
      }
  };
  const ticks = async (times: number): Promise<void> => {
    const once = () => surviving(() => tick(world));
    if (times > 1 && dice.chance(50)) await Promise.all(Array.from({ length: times }, once));
    else for (let i = 0; i < times; i += 1) await once();
  };
  const todays = async (): Promise<readonly CallRound[]> =>
    (await everything.rounds()).filter((round) => isRunning(round) && round.day === DAY);

  const activateAt = plus(EVE, { minutes: plan.activatedAfter });
  const calls = at('08:30');
  const six = at('18:00');
  const appointments = [
    { at: at('12:00'), check: checks.inHumanHands },
    { at: six, check: checks.closedOrEscalated },
  ];
  let isActive = false;
  let [steps, kept] = [0, 0];
  let worst = { size: 0, at: EVE };
  for (now = EVE; now <= END; now = plus(now, { minutes: plan.stepMinutes })) {
    // Nothing happens at night that the morning does not show.
    if (now > at('21:00', addDays(DAY, -1)) && now < at('07:30')) continue;
    steps += 1;
    calm(false);
    if (!isActive && now >= activateAt) {
      const wish = {
        level: plan.level,
        startsOn: DAY,
        expectedEnd: addDays(DAY, 2),
        duty: [NADIA, OMAR],
      } as const;
      const done = await surviving(() => activate(world, wish, NADIA, now));
      if (dice.chance(50)) await surviving(() => activate(world, wish, OMAR, now));
      isActive = done?.ok ?? false;
    }
    if (!dice.chance(plan.lostPercent)) await ticks(dice.chance(30) ? 2 : 1);
    // Between the question that is written and the text that leaves, people leave the register too.
    if (dice.chance(15) && isRestless) await acts.registerMoves(now);
    await deliver();
    if (isActive) {
      await acts.volunteersAct(await everything.batches(), now, now >= calls);
      if (now >= calls) {
        const size = await acts.agentsAct(await todays(), now);
        if (size > worst.size) worst = { size, at: now };
      }
    }
    const isDue = (n: number): boolean => isActive && now >= (appointments[n]?.at ?? plus(END, { days: 1 }));
    if (dice.chance(30) && isRestless) await acts.registerMoves(now);
    for (; isDue(kept); kept += 1) {
      // The scheduler comes back: at most two ticks, and the law of this hour holds.
      calm(true);
      await ticks(2);
      faults.push(...((await appointments[kept]?.check(await todays(), now)) ?? []));
    }
    faults.push(...(await checks.law5(now)));
    if (faults.length > 3) break;
  }
  const tasks = (await everything.tasks()).filter((task) => task.day === DAY);
  const many = (state: string): number => tasks.filter((task) => task.state === state).length;
  return {
    faults,
    worstQueue: worst.size,
    worstQueueAt: worst.at,
    owed: tasks.length - many('stopped'),
    reached: many('reached'),
    escalated: many('escalated'),
    texts,
    steps,
  };
};
