import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { openTable, systemClock, systemIds } from '../../functions/compose.ts';
import { pidOf } from '../../functions/local/processes.ts';
import {
  createTableIfMissing,
  type Engine,
  LOCAL_AWS,
  startEngine,
  tableInput,
} from '../../functions/local/table/engine.ts';
import packageFile from '../../package.json' with { type: 'json' };
import { create } from '../../shared/table/write.ts';
import { townKind } from '../../shared/town/settings.ts';
import { aTown } from '../builders/chain.ts';
import { runWorker, workerEnvironment } from './import-process.ts';
import { townFile } from './town-file.ts';

const ENTRY = 'functions/local/command.ts';
const SECONDS_A_TICK = 0.01;

/** What the engine, a process of its own, took so far; nothing where the system does not say (Linux does). */
const engineOf = ({ mark }: Engine): { readonly megabytes?: number; readonly processorSeconds?: number } => {
  const folder = `/proc/${pidOf(mark ?? '')}`;
  if (!existsSync(folder)) return {};
  const peak = /VmHWM:\s+(\d+)/.exec(readFileSync(`${folder}/status`, 'utf8'))?.[1];
  const [user, system] =
    readFileSync(`${folder}/stat`, 'utf8').split(') ')[1]?.split(' ').slice(11, 13) ?? [];
  return {
    megabytes: Math.round(Number(peak) / 1024),
    processorSeconds: Math.round((Number(user) + Number(system)) * SECONDS_A_TICK),
  };
};

/**
 * R15: a file of `rows` (10,000 unless given) through the dry run, then through the import, over the real engine. Each is a
 * process started as `npm run -s prevenance` starts it, whose peak resident memory is counted whole: Node, the
 * program, the file. The engine is another process, counted apart. One line of JSON each.
 */
export const run = async (args: readonly string[]): Promise<void> => {
  const rows = Number(args[0] ?? 10_000);
  const folder = mkdtempSync(join(tmpdir(), 'prevenance-import-'));
  const file = join(folder, 'bench.csv');
  writeFileSync(file, townFile(rows));
  const engine = await startEngine({ memory: true });
  try {
    const name = 'prevenance';
    Object.assign(process.env, LOCAL_AWS, { AWS_ENDPOINT_URL_DYNAMODB: engine.endpoint });
    // Without a stream, as the command does: the engine's writes slow down with the records its stream keeps.
    const { StreamSpecification: _, ...table } = tableInput(name);
    await createTableIfMissing(engine.endpoint, table);
    await openTable(name, systemIds(systemClock)).commit([create(townKind, aTown())]);
    const flags = packageFile.scripts.prevenance
      .split(' ')
      .slice(1)
      .filter((word) => word !== ENTRY);
    const command = [...flags, join(import.meta.dirname, 'import-worker.ts')];
    const environment = workerEnvironment({ endpoint: engine.endpoint, name }, file, systemClock.now());
    for (const step of ['dry-run', 'import'] as const) {
      const DRY_RUN = step === 'dry-run' ? '1' : '';
      const { said } = await runWorker(command, { ...environment, DRY_RUN });
      const measured: unknown = JSON.parse(said);
      console.log(
        JSON.stringify({
          bench: 'import',
          step,
          ...Object(measured),
          engine: engineOf(engine),
          processor: cpus()[0]?.model.trim(),
          cores: cpus().length,
        }),
      );
    }
  } finally {
    await engine.stop();
    rmSync(folder, { recursive: true, force: true });
  }
};
