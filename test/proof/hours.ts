import { spawnSync } from 'node:child_process';

/**
 * The tests that begin at the machine's own hour, at those hours at which a day, a year or an offset from UTC ends under
 * them. A test that counts on the afternoon fails one night, on somebody else's machine. Years ahead: the browser keeps the
 * machine's clock, and takes no cookie of the past.
 */
const HOURS: Readonly<Record<string, string>> = {
  'the last half hour of a day in Paris': '2031-11-23T22:35:00Z',
  'midnight in Paris, a minute after the beginning': '2031-11-24T22:59:00Z',
  'midnight in London, a minute after the beginning': '2031-08-14T23:59:00Z',
  'the end of a year': '2031-12-31T22:59:00Z',
  'the hour that spring leaves out': '2031-03-30T00:59:00Z',
  'the hour that autumn plays twice': '2031-10-26T00:30:00Z',
  'a day that comes once in four years': '2032-02-29T09:00:00Z',
  'a Sunday that is a holiday': '2032-08-15T04:30:00Z',
};
const FILES = [
  'test/browser',
  'test/functions/local',
  'test/functions/desk/first-run',
  'test/functions/desk/session',
];

const failed = Object.entries(HOURS).filter(([name, at]) => {
  process.stdout.write(`\n-- ${name}: ${at}\n`);
  const { status } = spawnSync('npx', ['vitest', 'run', ...FILES, '--reporter=dot'], {
    stdio: 'inherit',
    env: { ...process.env, MACHINE_AT: at },
  });
  return status !== 0;
});
for (const [name, at] of failed) process.stdout.write(`does not hold at ${name}: ${at}\n`);
process.exitCode = failed.length;
