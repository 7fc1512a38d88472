import { spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';

/**
 * The heavier proofs: the same properties as `npm test`, many times over. Each prints its seed; `SEED=…` replays. What
 * was counted goes to `proof/<date>.json` with the versions and the commit it was counted on.
 */
const PROOFS = [
  {
    name: 'random towns (laws 1, 4, 8, 9, 12)',
    file: 'test/laws/random-town.test.ts',
    environment: { TOWNS: '400' },
  },
  { name: 'races (law 1)', file: 'test/laws/one-winner.test.ts', environment: { RACES: '1000' } },
  {
    name: 'linearizable: histories of one mission under every act (law 1, R4)',
    file: 'test/laws/linearizable.test.ts',
    environment: { HISTORIES: '20000', ENGINE_HISTORIES: '300' },
  },
  {
    name: 'lost answers: races over the engine through the fault proxy (laws 1, 12)',
    file: 'test/laws/lost-answers.test.ts',
    environment: { LOST_RACES: '200' },
  },
  {
    name: 'mixed versions: each act by this one or the next, and a rollback (R16)',
    file: 'test/laws/mixed-versions.test.ts',
    environment: { MIXED: '200' },
  },
  {
    name: 'every page and link on the engine (law 2)',
    file: 'test/laws/safe-methods.test.ts',
    environment: { EVERY_PAGE: '1' },
  },
  {
    name: 'canaries: personal data typed in every field, by every role, in no log (S5)',
    file: 'test/laws/canaries.test.ts',
    environment: { CANARIES: '1' },
  },
  {
    name: 'pages: every journey of the browser, with axe at every width',
    file: 'test/browser',
    environment: { EVERY_WIDTH: '1' },
  },
  {
    name: 'hours: what begins at the machine’s own hour, at those that break days',
    file: 'test/proof/hours.ts',
    environment: {},
  },
  {
    name: 'tokens: 10,000,000 of this machine’s own chance (S4)',
    file: 'test/proof/tokens.ts',
    environment: {},
  },
  {
    name: 'outbox in virtual time (law 3)',
    file: 'test/bench/outbox-sim.test.ts',
    environment: { SEEDS: '50000' },
  },
  {
    name: 'exhaustive: every state of the outbox within bounds (law 3, R7)',
    file: 'test/laws/outbox-exhaustive.test.ts',
    environment: { EXHAUSTIVE: '1' },
  },
  {
    name: 'outbox killed for real (law 3)',
    file: 'test/bench/outbox-kill.test.ts',
    environment: { KILLS: '300' },
  },
  {
    name: 'imports killed for real (R15)',
    file: 'test/bench/import-kill.test.ts',
    environment: { KILLS: '50' },
  },
  {
    name: 'restores: put back as it was, sends nothing twice (R17)',
    file: 'test/bench/restore.test.ts',
    environment: { RESTORES: '100' },
  },
  {
    name: 'heatwave: 10,000 hot days of 50 to 5,000 people (laws 4, 5, 6, 8, 12)',
    file: 'test/proof/heatwave.ts',
    environment: {},
  },
  {
    name: 'heatwave: hot days over the engine, through the fault proxy',
    file: 'test/laws/heat-day-engine.test.ts',
    environment: { ENGINE_DAYS: '20' },
  },
  {
    name: 'soak: the pages of a link under a steady load, half an hour (P4)',
    file: 'test/proof/soak.ts',
    environment: {},
  },
  {
    name: 'burnout: 200 simulated years of a town under each policy of offers',
    file: 'test/proof/burnout.ts',
    environment: {},
  },
  {
    name: 'wave of August 2023, from the telephone to a volunteer who says yes',
    file: 'test/browser/wave.browser.test.ts',
    environment: { WAVE: '1' },
  },
] as const;

/**
 * `npm run proof -- heatwave`: only those whose name begins so; `TOWNS=500` and the like override a count. What follows
 * goes to those that are no test file: `npm run proof -- heatwave --from 4000 --days 1000`, `npm run proof -- burnout --seeds 20`.
 */
const [only = '', ...words] = process.argv.slice(2);

const said = (command: string, ...words: string[]): string =>
  spawnSync(command, words, { encoding: 'utf8' }).stdout.trim();

const results = PROOFS.filter(({ name }) => name.startsWith(only)).map(({ name, file, environment }) => {
  process.stdout.write(`\n== ${name} ${JSON.stringify(environment)}\n`);
  const started = performance.now();
  const command =
    !file.endsWith('.ts') || file.endsWith('.test.ts')
      ? (['npx', 'vitest', 'run', file, '--testTimeout=3600000'] as const)
      : ([process.execPath, '--import', 'tsx', file, ...words] as const);
  const run = spawnSync(command[0], command.slice(1), {
    stdio: 'inherit',
    env: { ...environment, ...process.env },
  });
  const seconds = Math.round((performance.now() - started) / 1000);
  return { name, file, environment, held: run.status === 0, seconds };
});

const report = {
  commit: said('git', 'rev-parse', 'HEAD'),
  node: process.version,
  cores: cpus().length,
  seed: process.env.SEED ?? 'the committed ones',
  results,
};
const day = said('date', '+%Y-%m-%d');
mkdirSync('proof', { recursive: true });
writeFileSync(`proof/${day}.json`, `${JSON.stringify(report, null, 2)}\n`);
process.stdout.write(`\nproof/${day}.json\n`);
process.exitCode = results.every(({ held }) => held) ? 0 : 1;
