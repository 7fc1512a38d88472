import { defineConfig } from 'vitest/config';

/**
 * Test files leave nothing behind them: a store, a town, a browser of their own, closed when they end. They share one module
 * graph a worker: what a file imports costs more than what many of them test. What is tested of a process itself, its
 * environment, its folder, its end, has a process of its own.
 */
const APART = [
  'test/functions/local/**/*.test.ts',
  'test/bench/{bundles,costs,import-kill,outbox-kill}.test.ts',
];

export default defineConfig({
  oxc: { jsx: { runtime: 'automatic', importSource: 'hono/jsx' } },
  test: {
    setupFiles: ['test/support/machine-hour.ts', 'test/support/same-chance.ts'],
    env: { NODE_NO_WARNINGS: '1', TZ: 'UTC' },
    // They end what hangs, and say nothing of how long a thing may take: a machine ten times slower is right too.
    testTimeout: 600_000,
    hookTimeout: 600_000,
    expect: { poll: { timeout: 60_000 } },
    pool: 'forks',
    maxWorkers: 2,
    projects: [
      {
        extends: true,
        test: {
          name: 'together',
          include: ['test/**/*.test.ts', 'test/**/*.test.tsx'],
          exclude: APART,
          isolate: false,
        },
      },
      {
        extends: true,
        test: {
          name: 'apart',
          include: APART,
        },
      },
    ],
  },
});
