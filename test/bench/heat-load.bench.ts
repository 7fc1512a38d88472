import { compose, openTable, systemClock, systemIds } from '../../functions/compose.ts';
import {
  createTableIfMissing,
  LOCAL_AWS,
  startEngine,
  tableInput,
} from '../../functions/local/table/engine.ts';
import { batchesOf, isLive } from '../../shared/heat/batches/batch.ts';
import { summerCallerKind } from '../../shared/heat/batches/summer-caller.ts';
import { owedIn, readCounts } from '../../shared/heat/board/counters.ts';
import { listRounds, readRound } from '../../shared/heat/board/read-board.ts';
import type { CallRound } from '../../shared/heat/calls/round.ts';
import { lookAtRound } from '../../shared/heat/calls/rounds/look-at-round.ts';
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
 * Which keys a commit writes to, and for how many units: its size where it is, twice that in a transaction of several,
 * once in each index it is found in, twice there when what it is sorted by may have moved.
 */
const unitsOf = (write: Write, isAlone: boolean): readonly (readonly [string, number])[] => {
  if (write.op !== 'put') return [[`table ${write.key.pk}`, 2]];
  const size = kilobytes(write);
  const moved = typeof write.expected === 'number' ? 2 : 1;
  return [
    [`table ${write.key.pk}`, isAlone ? size : 2 * size],
    ...(['listPartition', 'seniorId', 'volunteerId', 'duePartition'] as const).flatMap((name) => {
      const at = write.attributes[name];
      return at === undefined
        ? []
        : [[`${name} ${at}`, (name === 'duePartition' ? 1 : size) * moved] as const];
    }),
  ];
};

type Heat = { readonly key: string; readonly second: number; readonly look: number; readonly total: number };

/** Units by key: in their hottest second on this machine, in their hottest look of the agenda, and in all. */
const heatMap = () => {
  const heat = new Map<
    string,
    { second: number; at: number; now: number; look: number; of: number; total: number }
  >();
  return {
    nextLook: (): void => {
      for (const one of heat.values()) one.of = 0;
    },
    note: (writes: readonly Write[]): void => {
      const second = Math.floor(performance.now() / 1000);
      for (const [key, units] of writes.flatMap((write) => unitsOf(write, writes.length === 1))) {
        const found = heat.get(key) ?? { second: 0, at: second, now: 0, look: 0, of: 0, total: 0 };
        found.now = (found.at === second ? found.now : 0) + units;
        found.at = second;
        found.of += units;
        found.total += units;
        found.second = Math.max(found.second, found.now);
        found.look = Math.max(found.look, found.of);
        heat.set(key, found);
      }
    },
    clear: (): void => heat.clear(),
    hottest: (): readonly Heat[] =>
      [...heat]
        .map(([key, { second, look: inLook, total }]) => ({ key, second, look: inLook, total }))
        .sort((x, y) => y.second - x.second),
  };
};

/** A Lambda of the agenda has as much; the bench itself, its meter and its heat map are in the figure. */
const MOST_MEGABYTES = 512;

/**
 * Issue 4, item 12: `people` obligations (20,000) created and offered in one territory to `volunteers` (2,000) over the
 * real engine; then nobody answers, and every silence and every first deadline ends at its hour. Prints requests,
 * capacity units, the hottest keys by the second and by the look, minutes and peak memory of this process, of each half.
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
    let looks = 0;
    const look = async (at: Instant): Promise<CallRound> => {
      map.nextLook();
      looks += 1;
      if (looks > 400) throw new Error('it never ends');
      now = at;
      const [round] = await listRounds(world, HOT_DAY);
      if (!round) throw new Error('no list');
      await lookAtRound(world, round.id, now);
      return (await readRound(world, round.id)) ?? round;
    };
    const measured = async (part: string, act: () => Promise<CallRound>): Promise<boolean> => {
      const before = { ...cost, looks };
      map.clear();
      const started = performance.now();
      const round = await act();
      const seconds = (performance.now() - started) / 1000;
      const hottest = map.hottest();
      console.log(`\n${part}`);
      console.log('units in the hottest second, in the hottest look, in all, by key');
      for (const { key, second, look: inLook, total } of hottest.slice(0, 15))
        console.log(`${[second, inLook, total].map((units) => String(units).padStart(8)).join('')}  ${key}`);
      const counts = await readCounts(real, round.id, round.shards);
      const batches = [
        ...(await batchesOf(real, round.id, 'live')),
        ...(await batchesOf(real, round.id, 'past')),
      ];
      const most = hottest[0]?.second ?? 0;
      const megabytes = Math.round(process.resourceUsage().maxRSS / 1024);
      console.log(
        JSON.stringify({
          bench: 'heat-load',
          part,
          people,
          volunteers,
          obligations: owedIn(counts),
          batches: batches.length,
          live: batches.filter(({ value }) => isLive(value)).length,
          offered: batches.reduce((sum, { value }) => sum + value.people.length, 0),
          looks: looks - before.looks,
          seconds: Math.round(seconds),
          requests: cost.requests - before.requests,
          readUnits: Math.round(cost.reads - before.reads),
          writeUnits: Math.round(cost.writes - before.writes),
          hottestUnitsASecond: most,
          target: ON_TARGET,
          peakMegabytes: megabytes,
          mostMegabytes: MOST_MEGABYTES,
        }),
      );
      return owedIn(counts) === people && most <= ON_TARGET && megabytes <= MOST_MEGABYTES;
    };
    const isMade = await measured('made and offered', async () => {
      await activate(
        world,
        { level: 'orange', startsOn: HOT_DAY, expectedEnd: HOT_DAY, duty: [NADIA] },
        NADIA,
        now,
      );
      for (;;) {
        const round = await look(plus(now, { minutes: 1 }));
        if (round.state !== 'filling' && round.asking.wave > 0) return round;
      }
    });
    const isHandedBack = await measured('nobody answers, every first deadline passes', async () => {
      let round = await look(hot('10:00'));
      for (now = hot('11:00'); now <= hot('12:00'); now = plus(now, { minutes: 1 })) round = await look(now);
      return round;
    });
    if (!isMade || !isHandedBack) process.exitCode = 1;
  } finally {
    await engine.stop();
  }
};
