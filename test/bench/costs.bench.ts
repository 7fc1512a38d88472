import { writeFileSync } from 'node:fs';
import { startEngine } from '../../functions/local/table/engine.ts';
import { costsDocument, measureCosts } from './costs.ts';

/** Prints the table of `docs/costs.md` and one JSON line for each act; `--write` keeps it. */
export const run = async (args: readonly string[]): Promise<void> => {
  const engine = await startEngine({ memory: true });
  try {
    const rows = await measureCosts(engine.endpoint);
    console.table(rows);
    for (const row of rows) console.log(JSON.stringify({ bench: 'costs', ...row }));
    if (args.includes('--write'))
      writeFileSync(new URL('../../docs/costs.md', import.meta.url), costsDocument(rows));
  } finally {
    await engine.stop();
  }
};
