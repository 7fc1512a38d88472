import { expect, it } from 'vitest';
import { openTicker } from '../../../../functions/local/time/ticker.ts';

it('never runs two rounds at once, and runs each round that was asked for', async () => {
  let running = 0;
  let rounds = 0;
  const ticker = openTicker({
    everyMs: 60_000,
    report: () => {},
    work: async () => {
      running += 1;
      expect(running).toBe(1);
      await new Promise((resolve) => setImmediate(resolve));
      rounds += 1;
      running -= 1;
    },
  });
  await Promise.all([ticker.run(), ticker.run(), ticker.run()]);
  expect(rounds).toBe(3);
});

it('reports a round that failed, and comes again', async () => {
  const reports: unknown[] = [];
  let rounds = 0;
  const ticker = openTicker({
    everyMs: 1,
    report: (error) => reports.push(error),
    work: async () => {
      rounds += 1;
      if (rounds === 1) throw new Error('once');
    },
  });
  ticker.start();
  await expect.poll(() => rounds).toBeGreaterThan(2);
  await ticker.stop();
  expect(reports).toEqual([new Error('once')]);
});

it('waits for the round under way when it stops, and starts no other', async () => {
  let finish: () => void = () => {};
  let rounds = 0;
  const ticker = openTicker({
    everyMs: 1,
    report: () => {},
    work: () => {
      rounds += 1;
      return new Promise((resolve) => {
        finish = resolve;
      });
    },
  });
  ticker.start();
  await expect.poll(() => rounds).toBe(1);
  let stopped = false;
  const stopping = ticker.stop().then(() => {
    stopped = true;
  });
  await new Promise((resolve) => setImmediate(resolve));
  expect(stopped).toBe(false);
  finish();
  await stopping;
  expect(rounds).toBe(1);
});
