import { parseArgs } from 'node:util';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { openTable, systemClock, systemIds } from '../../functions/compose.ts';
import {
  createTableIfMissing,
  LOCAL_AWS,
  startEngine,
  tableInput,
} from '../../functions/local/table/engine.ts';
import type { Table } from '../../shared/table/table.ts';
import { openCrowd, sayYesByPhone } from '../support/crowd.ts';

/**
 * P4: the links host under a steady load, at 60 % of what this machine does at its fastest, while its memory, its work for each
 * click and its hottest record are looked at. A click is a volunteer's whole « je viens » (six requests); each comes back again and
 * again, twenty for each visit. `npm run proof -- soak --minutes 30`; the engine is another process, its memory is not counted.
 */
const { values } = parseArgs({
  options: {
    minutes: { type: 'string', default: '30' },
    people: { type: 'string', default: '2000' },
    calibrate: { type: 'string', default: '20' },
  },
});
const MINUTES = Number(values.minutes);
const ORIGIN = 'http://localhost:3001';
const SAMPLE_SECONDS = 10;
/** What one partition of DynamoDB serves in a second. */
const PARTITION = { reads: 3_000, writes: 1_000 };
/** 5,000 volunteers who say yes within one minute (P3). */
const CROWD_A_SECOND = 5_000 / 60;

setFlagsFromString('--expose-gc');
const collect: () => void = runInNewContext('gc');
const out = (line: object): void => void process.stdout.write(`${JSON.stringify(line)}\n`);
const rounded = (n: number, digits = 2): number => Math.round(n * 10 ** digits) / 10 ** digits;

/** Least squares, in units of y for each unit of x. */
const slopeOf = (points: readonly (readonly [number, number])[]): number => {
  const mean = (at: 0 | 1): number => points.reduce((sum, point) => sum + point[at], 0) / points.length;
  const [x, y] = [mean(0), mean(1)];
  const over = points.reduce((sum, [a, b]) => sum + (a - x) * (b - y), 0);
  return over / points.reduce((sum, [a]) => sum + (a - x) ** 2, 0);
};
const medianOf = (numbers: readonly number[]): number =>
  [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? 0;
const quantileOf = (numbers: readonly number[], part: number): number =>
  [...numbers].sort((a, b) => a - b)[Math.floor(part * numbers.length)] ?? 0;

/** The same table, counting what is asked of each partition. */
const counting = (table: Table, reads: Map<string, number>, writes: Map<string, number>): Table => {
  const count = (to: Map<string, number>, pk: string): void => void to.set(pk, (to.get(pk) ?? 0) + 1);
  return {
    ...table,
    get: (kind, key) => {
      count(reads, key.pk);
      return table.get(kind, key);
    },
    getRows: (keys) => {
      for (const { pk } of keys) count(reads, pk);
      return table.getRows(keys);
    },
    partition: (pk, request) => {
      count(reads, pk);
      return table.partition(pk, request);
    },
    commit: (all) => {
      for (const { key } of all) count(writes, key.pk);
      return table.commit(all);
    },
  };
};

type Sample = {
  readonly minute: number;
  readonly heap: number;
  readonly rss: number;
  readonly cpuMs: number;
  readonly p99: number;
};

const soak = async (table: Table): Promise<boolean> => {
  const [reads, writes] = [new Map<string, number>(), new Map<string, number>()];
  const { app, tokens } = await openCrowd(table, Number(values.people), {
    origin: ORIGIN,
    through: counting(table, reads, writes),
  });
  const statuses: Record<string, number> = {};
  let clicks = 0;
  const click = async (): Promise<number> => {
    const token = tokens[clicks++ % tokens.length];
    if (!token) throw new Error('nobody was sent a link');
    const from = performance.now();
    for (const { status } of await sayYesByPhone(app, ORIGIN, token))
      statuses[status] = (statuses[status] ?? 0) + 1;
    return performance.now() - from;
  };

  let done = 0;
  const fastest = performance.now() + Number(values.calibrate) * 1_000;
  await Promise.all(
    Array.from({ length: 16 }, async () => {
      for (; performance.now() < fastest; done += 1) await click();
    }),
  );
  const rate = Math.max(1, (0.6 * done) / Number(values.calibrate));
  reads.clear();
  writes.clear();
  const [clicksBefore, started] = [clicks, performance.now()];
  out({
    proof: 'soak',
    fastest: rounded(done / Number(values.calibrate)),
    rate: rounded(rate),
    minutes: MINUTES,
  });

  const samples: Sample[] = [];
  let took: number[] = [];
  let processor = process.cpuUsage();
  const sample = (): void => {
    const { user, system } = process.cpuUsage(processor);
    const cpuMs = (user + system) / 1_000 / Math.max(1, took.length);
    const p99 = quantileOf(took, 0.99);
    collect();
    const { heapUsed, rss } = process.memoryUsage();
    const minute = (performance.now() - started) / 60_000;
    samples.push({ minute, heap: heapUsed / 2 ** 20, rss: rss / 2 ** 20, cpuMs, p99 });
    took = [];
    processor = process.cpuUsage();
  };
  const underWay = new Set<Promise<void>>();
  let next = started;
  let nextSample = started + SAMPLE_SECONDS * 1_000;
  while (performance.now() < started + MINUTES * 60_000) {
    const one: Promise<void> = click().then((millis) => {
      took.push(millis);
      underWay.delete(one);
    });
    underWay.add(one);
    next += 1_000 / rate;
    // Behind its own rate, on a machine that others use, it waits for an answer instead of heaping up questions.
    if (underWay.size > 64) await Promise.race(underWay);
    await new Promise((resolve) => setTimeout(resolve, Math.max(0, next - performance.now())));
    if (performance.now() >= nextSample) {
      sample();
      nextSample += SAMPLE_SECONDS * 1_000;
    }
  }
  await Promise.all(underWay);

  const warm = samples.slice(Math.floor(samples.length / 5));
  const third = Math.ceil(warm.length / 3);
  const drift = (of: (one: Sample) => number): number =>
    rounded(100 * (medianOf(warm.slice(-third).map(of)) / medianOf(warm.slice(0, third).map(of)) - 1), 1);
  const soaked = clicks - clicksBefore;
  const hottest = (of: ReadonlyMap<string, number>, most: number) => {
    const [key, count] = [...of].sort(([, a], [, b]) => b - a)[0] ?? ['', 0];
    const share = (100 * CROWD_A_SECOND * (count / soaked)) / most;
    return {
      key: key.replace(/[0-9A-Z]{26}|[0-9a-f]{64}/, '…'),
      eachClick: rounded(count / soaked),
      percentOfLimitInP3: rounded(share, 1),
    };
  };
  const found = {
    clicks: soaked,
    statuses,
    heapMegabytesAMinute: rounded(slopeOf(warm.map(({ minute, heap }) => [minute, heap]))),
    rssMegabytesAMinute: rounded(slopeOf(warm.map(({ minute, rss }) => [minute, rss]))),
    heapMegabytes: [rounded(warm[0]?.heap ?? 0, 0), rounded(warm.at(-1)?.heap ?? 0, 0)],
    rssMegabytes: [rounded(warm[0]?.rss ?? 0, 0), rounded(warm.at(-1)?.rss ?? 0, 0)],
    processorMsAClick: rounded(medianOf(warm.map(({ cpuMs }) => cpuMs)), 1),
    processorDriftPercent: drift(({ cpuMs }) => cpuMs),
    p99Ms: rounded(medianOf(warm.map(({ p99 }) => p99)), 0),
    p99DriftPercent: drift(({ p99 }) => p99),
    hottestRead: hottest(reads, PARTITION.reads),
    hottestWrite: hottest(writes, PARTITION.writes),
  };
  out(found);
  const broken = Object.keys(statuses).filter((status) => Number(status) >= 400);
  // What a loaded machine does to p99 is printed; what this process keeps and works is held.
  return (
    broken.length === 0 &&
    found.heapMegabytesAMinute < 1 &&
    found.rssMegabytesAMinute < 1 &&
    found.processorDriftPercent < 20 &&
    Math.max(found.hottestRead.percentOfLimitInP3, found.hottestWrite.percentOfLimitInP3) <= 25
  );
};

const engine = await startEngine({ memory: true });
try {
  Object.assign(process.env, LOCAL_AWS, { AWS_ENDPOINT_URL_DYNAMODB: engine.endpoint });
  const { StreamSpecification: _, ...definition } = tableInput('soak');
  await createTableIfMissing(engine.endpoint, definition);
  process.exitCode = (await soak(openTable('soak', systemIds(systemClock)))) ? 0 : 1;
} finally {
  await engine.stop();
}
