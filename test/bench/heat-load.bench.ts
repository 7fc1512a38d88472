import { compose, openTable, systemClock, systemIds } from '../../functions/compose.ts';
import { createTableIfMissing, LOCAL_AWS, startEngine, tableInput } from '../../functions/local/engine.ts';
import { summerCallerKind } from '../../shared/heat/batches/summer-caller.ts';
import { owedIn, readCounts } from '../../shared/heat/board/counters.ts';
import { listRounds, readBoard } from '../../shared/heat/board/read-board.ts';
import { lookAtRound } from '../../shared/heat/calls/look-at-round.ts';
import { activate } from '../../shared/heat/campaign/activate.ts';
import { entryKind } from '../../shared/register/store.ts';
import type { Table, Write } from '../../shared/table/table.ts';
import { create } from '../../shared/table/write.ts';
import { type Instant, plus } from '../../shared/time/instant.ts';
import { townKind } from '../../shared/town/settings.ts';
import { volunteerKind } from '../../shared/volunteers/store.ts';
import { aTown } from '../builders/chain.ts';
import { aSummerCaller, HOT_DAY, hot, NADIA } from '../builders/heat.ts';
import { volunteerNumber } from '../support/chain.ts';
import { aCaller, aPerson } from '../support/hot-day.ts';

/** DynamoDB's own limit of one partition key (AWS guide); a quarter of it is the target (reliability.md F19). */
const UNITS_A_KEY = 1_000;
const ON_TARGET = UNITS_A_KEY / 4;
const SECTORS = Array.from({ length: 20 }, (_, i) => ({
  code: `secteur-${i}`,
  name: `Secteur ${i}`,
  centre: { lat: 47.2 + i / 100, lon: 6 },
}));

const kilobytes = (write: Extract<Write, { op: 'put' }>): number =>
  Math.max(1, Math.ceil((JSON.stringify(write.data).length + 300) / 1024));

/**
 * Which keys a transaction writes to, and for how many units: twice its size where it is, once in each index it is found
 * in, twice there when what it is sorted by may have moved.
 */
const unitsOf = (write: Write): readonly (readonly [string, number])[] => {
  if (write.op !== 'put') return [[`table ${write.key.pk}`, 2]];
  const size = kilobytes(write);
  const moved = typeof write.expected === 'number' ? 2 : 1;
  return [
    [`table ${write.key.pk}`, 2 * size],
    ...(['listPartition', 'seniorId', 'volunteerId', 'duePartition'] as const).flatMap((name) => {
      const at = write.attributes[name];
      return at === undefined
        ? []
        : [[`${name} ${at}`, (name === 'duePartition' ? 1 : size) * moved] as const];
    }),
  ];
};

const heatMap = () => {
  const bySecond = new Map<number, Map<string, number>>();
  const totals = new Map<string, number>();
  return {
    note: (writes: readonly Write[]): void => {
      const second = Math.floor(performance.now() / 1000);
      const now = bySecond.get(second) ?? new Map<string, number>();
      for (const [key, units] of writes.flatMap(unitsOf)) {
        now.set(key, (now.get(key) ?? 0) + units);
        totals.set(key, (totals.get(key) ?? 0) + units);
      }
      bySecond.set(second, now);
    },
    peaks: (): readonly { key: string; peak: number; total: number }[] => {
      const peak = new Map<string, number>();
      for (const second of bySecond.values())
        for (const [key, units] of second) peak.set(key, Math.max(peak.get(key) ?? 0, units));
      return [...peak]
        .map(([key, most]) => ({ key, peak: most, total: totals.get(key) ?? 0 }))
        .sort((a, b) => b.peak - a.peak);
    },
  };
};

/**
 * Issue 4, item 12: `people` obligations (20,000) created and offered in one territory to `volunteers` (2,000) over the
 * real engine. Prints requests, capacity units, the hottest keys by the second, minutes and peak memory of this process.
 */
export const run = async (args: readonly string[]): Promise<void> => {
  const people = Number(args[0] ?? 20_000);
  const volunteers = Number(args[1] ?? Math.round(people / 10));
  const engine = await startEngine({ memory: true });
  try {
    Object.assign(process.env, LOCAL_AWS, { AWS_ENDPOINT_URL_DYNAMODB: engine.endpoint });
    const { StreamSpecification: _, ...input } = tableInput('prevenance');
    await createTableIfMissing(engine.endpoint, input);
    const cost = { requests: 0, reads: 0, writes: 0 };
    const map = heatMap();
    const real = openTable('prevenance', systemIds(systemClock), ({ read, write }) => {
      cost.requests += 1;
      cost.reads += read;
      cost.writes += write;
    });
    const watched: Table = {
      ...real,
      commit: async (writes) => {
        map.note(writes);
        return real.commit(writes);
      },
    };
    let now: Instant = hot('08:30');
    const world = compose(
      {
        tableName: 'prevenance',
        townId: 'besancon',
        deskOrigin: 'http://localhost:1',
        linksOrigin: 'http://localhost:2',
        oidc: { issuer: 'http://localhost:3', clientId: 'bench', clientSecret: undefined },
        appSecret: 's'.repeat(43),
        smsNumbers: 'fiction',
        addressFinder: 'offline',
      },
      { table: watched, clock: { now: () => now }, log: () => {} },
    );
    const caps = { weeklyDefault: 2, offersPerWeek: 5, restDays: 0 };
    await real.commit([create(townKind, aTown({ sectors: SECTORS, caps }))]);
    const sectorOf = (n: number) => SECTORS[n % SECTORS.length]?.code ?? 'secteur-0';
    const inSector = (n: number) => {
      const entry = aPerson(n);
      return entry.person
        ? { ...entry, person: { ...entry.person, address: { ...entry.person.address, sector: sectorOf(n) } } }
        : entry;
    };
    for (let n = 0; n < people; n += 50)
      await real.commit(
        Array.from({ length: Math.min(50, people - n) }, (_, i) => create(entryKind, inSector(n + i))),
      );
    for (let n = 0; n < volunteers; n += 20)
      await real.commit(
        Array.from({ length: Math.min(20, volunteers - n) }, (_, i) => {
          const caller = aCaller(n + i);
          return [
            create(volunteerKind, { ...caller, address: { ...caller.address, sector: sectorOf(n + i) } }),
            create(summerCallerKind, aSummerCaller({ volunteerId: volunteerNumber(n + i) })),
          ];
        }).flat(),
      );
    const before = { ...cost };
    const memoryBefore = process.memoryUsage().rss;
    const started = performance.now();
    await activate(
      world,
      { level: 'orange', startsOn: HOT_DAY, expectedEnd: HOT_DAY, duty: [NADIA] },
      NADIA,
      now,
    );
    const [round] = await listRounds(world, HOT_DAY);
    if (!round) throw new Error('no list');
    let looks = 1;
    for (let state = 'filling', asked = 0; state === 'filling' || asked === 0; looks += 1) {
      now = plus(now, { minutes: 1 });
      await lookAtRound(world, round.id, now);
      const fresh = (await listRounds(world, HOT_DAY))[0];
      state = fresh?.state ?? 'open';
      asked = fresh?.asking.wave ?? 1;
      if (looks > 200) throw new Error('the list is never whole');
    }
    const seconds = (performance.now() - started) / 1000;
    const counts = await readCounts(real, round.id, round.shards);
    const board = await readBoard(world, round.id, now);
    const peaks = map.peaks();
    const hottest = peaks[0]?.peak ?? 0;
    for (const { key, peak, total } of peaks.slice(0, 20))
      console.log(
        `${String(peak).padStart(6)} units in its hottest second, ${String(total).padStart(8)} in all  ${key}`,
      );
    console.log(
      JSON.stringify({
        bench: 'heat-load',
        people,
        volunteers,
        obligations: owedIn(counts),
        batches: board?.batches.length,
        offered: board?.batches.reduce((sum, batch) => sum + batch.people.length, 0),
        looks,
        seconds: Math.round(seconds),
        requests: cost.requests - before.requests,
        readUnits: Math.round(cost.reads - before.reads),
        writeUnits: Math.round(cost.writes - before.writes),
        hottestUnitsASecond: hottest,
        target: ON_TARGET,
        onTarget: hottest <= ON_TARGET,
        memoryMegabytes: Math.round((process.resourceUsage().maxRSS * 1024) / 1024 / 1024),
        grownMegabytes: Math.round((process.memoryUsage().rss - memoryBefore) / 1024 / 1024),
      }),
    );
    if (owedIn(counts) !== people) process.exitCode = 1;
  } finally {
    await engine.stop();
  }
};
