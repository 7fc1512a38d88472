import { spawn } from 'node:child_process';
import { LOCAL_AWS } from '../../functions/local/table/engine.ts';

/** What a worker needs to be told, besides where the engine is. */
export const workerEnvironment = (
  table: { readonly endpoint: string; readonly name: string },
  file: string,
  now: string,
): Record<string, string> => ({
  ...LOCAL_AWS,
  NODE_NO_WARNINGS: '1',
  PREVENANCE_TABLE: table.name,
  DESK_ORIGIN: 'http://localhost:1',
  LINKS_ORIGIN: 'http://localhost:2',
  OIDC_ISSUER: 'http://localhost:3',
  OIDC_CLIENT_ID: 'bench',
  APP_SECRET: 's'.repeat(43),
  AWS_ENDPOINT_URL_DYNAMODB: table.endpoint,
  IMPORT_FILE: file,
  NOW: now,
});

/** Runs a worker (`import-worker.ts`) to its end, or kills it with -9 once the table took that many of its writes. */
export const runWorker = (
  command: readonly string[],
  environment: Record<string, string>,
  killAfterWrites = Number.POSITIVE_INFINITY,
): Promise<{ readonly isKilled: boolean; readonly said: string }> =>
  new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [...command], {
      env: { ...process.env, ...environment },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    let said = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      said += text;
      if (said.split('+').length > killAfterWrites) child.kill('SIGKILL');
    });
    child.once('error', reject);
    child.once('close', (code, signal) => {
      if (signal === 'SIGKILL') resolve({ isKilled: true, said });
      else if (code === 0) resolve({ isKilled: false, said: said.slice(said.lastIndexOf('\n{') + 1) });
      else reject(new Error(`the worker ended with ${code}`));
    });
  });
