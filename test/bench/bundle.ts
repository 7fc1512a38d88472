import { readdirSync } from 'node:fs';
import { build, type Metafile } from 'esbuild';
import { BUNDLE } from '../../infra/bundling.ts';

const root = new URL('../../', import.meta.url);

/** Every folder of functions/ that is a Lambda: it has an index.ts. */
export const lambdaNames = (): string[] =>
  readdirSync(new URL('functions/', root), { recursive: true, encoding: 'utf8' })
    .flatMap((file) => /^([a-z-]+)\/index\.ts$/.exec(file)?.[1] ?? [])
    .sort();

export type Bundle = { readonly bytes: number; readonly inputs: Metafile['outputs'][string]['inputs'] };

/** Makes a function into one file as infra/ does, and says what it holds. `source` = an entry given as text. */
export const bundle = async (
  entry: string | { readonly source: string },
  outfile: string,
): Promise<Bundle> => {
  const { banner, mainFields, external, ...options } = BUNDLE;
  const { metafile } = await build({
    ...options,
    ...(typeof entry === 'string'
      ? { entryPoints: [entry] }
      : { stdin: { contents: entry.source, resolveDir: root.pathname, loader: 'ts' as const } }),
    absWorkingDir: root.pathname,
    mainFields: [...mainFields],
    external: [...external],
    banner: { js: banner },
    bundle: true,
    metafile: true,
    logLevel: 'silent',
    outfile,
  });
  const [output] = Object.values(metafile.outputs);
  if (!output) throw new Error(`nothing came out of ${outfile}`);
  return { bytes: output.bytes, inputs: output.inputs };
};
