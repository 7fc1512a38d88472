import { type ChildProcess, fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { PROOF_SIZES, sizeOf } from '../laws/hot-day-plan.ts';
import { type PlayedDay, playedDaySchema } from './heatwave-day.ts';

/**
 * Issue 4, item 11: hot days from `--from`, `--days` of them, over so many worker processes. A day's number is its seed:
 * a run is cut in pieces, a fault is played again with `--from N --days 1`.
 */
const { values } = parseArgs({
  options: {
    from: { type: 'string', default: '0' },
    days: { type: 'string', default: '10000' },
    workers: { type: 'string', default: '2' },
  },
});
const from = Number(values.from);
const until = from + Number(values.days);
const PROGRESS_MILLIS = 30_000;

const started = performance.now();
const done = new Map<number, PlayedDay>();
const underWay = new Set<number>();
let next = from;
let isStopping = false;
let broken = 0;

const out = (line: string): void => void process.stdout.write(`${line}\n`);
const all = (of: (day: PlayedDay) => number, days: Iterable<PlayedDay> = done.values()): number =>
  [...days].reduce((sum, day) => sum + of(day), 0);
const faulty = (): readonly PlayedDay[] => [...done.values()].filter(({ faults }) => faults.length > 0);
const worstOf = (days: readonly PlayedDay[]): PlayedDay | undefined =>
  days.reduce<PlayedDay | undefined>(
    (most, day) => (most === undefined || day.worstQueue > most.worstQueue ? day : most),
    undefined,
  );
const rate = (): string => (done.size / Math.max(1, (performance.now() - started) / 1000)).toFixed(1);

const progress = (): void =>
  out(
    `${new Date().toISOString()} ${done.size} of ${until - from} days, ${all(({ owed }) => owed)} obligations, ` +
      `${faulty().length} days with faults, ${rate()} days/s`,
  );

const summary = (): void => {
  const days = [...done.values()];
  const firstUndone = Array.from({ length: until - from }, (_, i) => from + i).find((day) => !done.has(day));
  out('\npeople        days   obligations  reached  handed up    texts  worst queue (day, hour in UTC)');
  for (const size of PROOF_SIZES) {
    const its = days.filter(({ people }) => sizeOf(PROOF_SIZES, people) === size);
    const worst = worstOf(its);
    const cells = [its.length, all(({ owed }) => owed, its), all(({ reached }) => reached, its)];
    out(
      `${`${size.from}–${size.to}`.padEnd(11)} ${cells.map((n, i) => String(n).padStart([7, 12, 9][i] ?? 9)).join('')}` +
        `${String(all(({ escalated }) => escalated, its)).padStart(11)}${String(all(({ texts }) => texts, its)).padStart(9)}  ` +
        (worst ? `${worst.worstQueue} of ${worst.owed} (day ${worst.day}, ${worst.worstQueueAt})` : '–'),
    );
  }
  const worst = worstOf(days);
  out(
    `\n${days.length} days from ${from}, ${all(({ steps }) => steps, days)} steps each held to law 5, ` +
      `${all(({ owed }) => owed, days)} obligations, ${all(({ reached }) => reached, days)} reached, ` +
      `${all(({ escalated }) => escalated, days)} handed to somebody, ${all(({ texts }) => texts, days)} texts; ` +
      `worst coordinator queue ${worst?.worstQueue ?? 0}`,
  );
  const bad = faulty();
  out(bad.length === 0 ? '0 forgotten, 0 texts about somebody who left' : `${bad.length} days with faults:`);
  for (const { day, faults } of bad.slice(0, 20)) out(`  day ${day}: ${faults.join(' · ')}`);
  const minutes = (performance.now() - started) / 60_000;
  out(
    `${minutes.toFixed(1)} minutes, ${rate()} days/s, ${Math.round(all(({ millis }) => millis, days) / 1000)} s of CPU`,
  );
  if (firstUndone !== undefined)
    out(`not finished: go on with --from ${firstUndone} --days ${until - firstUndone}`);
  process.exitCode = bad.length === 0 && broken === 0 && firstUndone === undefined ? 0 : 1;
};

const give = (worker: ChildProcess): void => {
  if (isStopping || next >= until) {
    worker.disconnect();
    return;
  }
  underWay.add(next);
  worker.send({ day: next });
  next += 1;
};

const work = (): Promise<void> =>
  new Promise((resolve) => {
    const worker = fork(fileURLToPath(new URL('./heatwave-worker.ts', import.meta.url)));
    worker.on('message', (message) => {
      const day = playedDaySchema.parse(message);
      underWay.delete(day.day);
      done.set(day.day, day);
      if (day.faults.length > 0) out(`day ${day.day}: ${day.faults.join(' · ')}`);
      give(worker);
    });
    worker.on('exit', (code) => {
      if (code !== 0) broken += 1;
      resolve();
    });
    give(worker);
  });

const stop = (): void => {
  isStopping = true;
};
process.on('SIGINT', stop);
process.on('SIGTERM', stop);
out(
  `hot days ${from} to ${until - 1}; of a thousand towns: ` +
    PROOF_SIZES.map((size) => `${size.permille} of ${size.from}–${size.to} people`).join(', '),
);
const timer = setInterval(progress, PROGRESS_MILLIS);
await Promise.all(Array.from({ length: Number(values.workers) }, work));
clearInterval(timer);
summary();
