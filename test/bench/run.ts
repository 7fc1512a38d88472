import { readdirSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import * as z from 'zod';

const folder = new URL('.', import.meta.url);
const SUFFIX = '.bench.ts';
const names = readdirSync(folder)
  .filter((file) => file.endsWith(SUFFIX))
  .map((file) => file.slice(0, -SUFFIX.length))
  .sort();

const benchSchema = z.object({
  run: z.function({ input: [z.array(z.string())], output: z.promise(z.void()) }),
});

const [name, ...args] = process.argv.slice(2);
if (name === undefined || !names.includes(name)) {
  console.error(`npm run bench -- ${names.join(' | ')} [args]`);
  process.exitCode = name === undefined ? 0 : 1;
} else {
  try {
    const { run } = benchSchema.parse(
      await import(pathToFileURL(new URL(`${name}${SUFFIX}`, folder).pathname).href),
    );
    await run(args);
  } catch (error) {
    console.error(error);
    process.exitCode = 1;
  }
}
