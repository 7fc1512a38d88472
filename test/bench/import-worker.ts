import { readFileSync } from 'node:fs';
import { compose, openTable, systemIds } from '../../functions/compose.ts';
import { readConfig } from '../../functions/config.ts';
import { runImport } from '../../functions/local/commands/import.ts';
import { hidingStaged } from '../../shared/imports/staged.ts';
import { instant } from '../../shared/time/instant.ts';

/**
 * A process of its own that imports the seniors of IMPORT_FILE as the command does, at the instant NOW: to be measured
 * alone, or killed. Says `+` for each write that the table took, then one line of JSON: how many people, milliseconds of
 * wall clock and of processor, and its peak resident memory with and without what the process held before the file.
 */
const { IMPORT_FILE = '', NOW = '', DRY_RUN } = process.env;
const clock = { now: () => instant(NOW) };
const config = readConfig(process.env);
const opened = openTable(config.tableName, systemIds(clock));
const table = {
  ...opened,
  commit: async (writes: Parameters<typeof opened.commit>[0]) => {
    const done = await opened.commit(writes);
    process.stdout.write('+');
    return done;
  },
};
const world = compose(config, { clock, table: hidingStaged(table), log: () => {} });
const megabytes = (kilobytes: number) => Math.round(kilobytes / 1024);
const peak = () => megabytes(process.resourceUsage().maxRSS);

const before = { megabytes: peak(), cpu: process.cpuUsage() };
const started = performance.now();
const given = {
  kind: 'seniors',
  bytes: readFileSync(IMPORT_FILE),
  fileName: 'bench.csv',
  choices: {},
} as const;
const done = await runImport(world, given, { isDryRun: DRY_RUN === '1' });
if (!done.ok) throw new Error(done.sentence);
const { user, system } = process.cpuUsage(before.cpu);
const { rows, accepted, rejected, duplicates, created } = done.report;
console.log(
  `\n${JSON.stringify({
    rows,
    accepted,
    rejected,
    duplicates,
    created,
    milliseconds: Math.round(performance.now() - started),
    processorMilliseconds: Math.round((user + system) / 1000),
    megabytesAtStart: before.megabytes,
    peakMegabytes: peak(),
  })}`,
);
