import { defineConfig } from 'vitest/config';

/**
 * Most files leave nothing behind them: they read modules and a store of their own. They share one module graph a worker,
 * which halves what the suite spends on imports. The files below start a whole town, a browser or a process of their own, or
 * set the process's environment: each has a graph to itself.
 */
const APART = [
  'test/browser/**',
  'test/laws/**',
  'test/bench/**',
  'test/functions/local/**',
  'test/**/*.browser.test.ts',
];

export default defineConfig({
  oxc: { jsx: { runtime: 'automatic', importSource: 'hono/jsx' } },
  test: {
    env: { NODE_NO_WARNINGS: '1', TZ: 'UTC' },
    testTimeout: 60_000,
    hookTimeout: 60_000,
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
          include: APART.map((files) => (files.endsWith('**') ? `${files}/*.test.ts` : files)),
        },
      },
    ],
  },
});
