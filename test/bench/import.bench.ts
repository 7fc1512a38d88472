import { compose } from '../../functions/compose.ts';
import { runImport } from '../../functions/local/commands/import.ts';
import {
  createTableIfMissing,
  LOCAL_AWS,
  startEngine,
  tableInput,
} from '../../functions/local/table/engine.ts';
import { create } from '../../shared/table/write.ts';
import { townKind } from '../../shared/town/settings.ts';
import { aTown } from '../builders/chain.ts';
import { townFile } from './town-file.ts';

const megabytes = (bytes: number) => Math.round(bytes / 1024 / 1024);

/**
 * R15: a file of `rows` (10,000 unless given) through the dry run and the commit, over the real engine. Prints one
 * JSON line: milliseconds of each, people created, peak resident memory of this process.
 */
export const run = async (args: readonly string[]): Promise<void> => {
  const rows = Number(args[0] ?? 10_000);
  const engine = await startEngine({ memory: true });
  try {
    Object.assign(process.env, LOCAL_AWS, { AWS_ENDPOINT_URL_DYNAMODB: engine.endpoint });
    // Without a stream, as the command does: the engine's writes slow down with the records its stream keeps.
    const { StreamSpecification: _, ...table } = tableInput('prevenance');
    await createTableIfMissing(engine.endpoint, table);
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
      { log: () => {} },
    );
    await world.table.commit([create(townKind, aTown())]);
    const given = { kind: 'seniors', bytes: townFile(rows), fileName: 'bench.csv', choices: {} } as const;
    const started = performance.now();
    const dry = await runImport(world, given, { isDryRun: true });
    const between = performance.now();
    const done = await runImport(world, given, { isDryRun: false });
    const ended = performance.now();
    if (!dry.ok || !done.ok) throw new Error('the bench file was refused');
    const { accepted, rejected, duplicates } = done.report;
    console.log(
      JSON.stringify({
        bench: 'import',
        rows,
        accepted,
        rejected,
        duplicates,
        created: done.report.created,
        dryRunMs: Math.round(between - started),
        importMs: Math.round(ended - between),
        peakMegabytes: megabytes(process.resourceUsage().maxRSS * 1024),
      }),
    );
  } finally {
    await engine.stop();
  }
};
