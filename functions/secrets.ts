import * as z from 'zod';

const replySchema = z.object({ SecretString: z.string().min(1).max(4_096) });

/** Asks the AWS Parameters and Secrets extension, which runs beside the function and keeps what it read. */
const fromExtension = async (arn: string): Promise<string> => {
  const reply = await fetch(`http://localhost:2773/secretsmanager/get?secretId=${encodeURIComponent(arn)}`, {
    headers: { 'X-Aws-Parameters-Secrets-Token': process.env.AWS_SESSION_TOKEN ?? '' },
    signal: AbortSignal.timeout(3_000),
  });
  if (!reply.ok) throw new Error(`secret not readable: status ${reply.status}`);
  return replySchema.parse(await reply.json()).SecretString;
};

type Environment = Record<string, string | undefined>;

/**
 * The environment with its secrets in place: for each `<NAME>_SECRET_ARN`, the secret is read and set as
 * `<NAME>_SECRET`. Where no such variable exists (one machine, tests) the environment comes back as it is.
 *
 * Call it inside the first invocation, never while the module loads: the extension answers only once the
 * function is being invoked.
 */
export const withSecrets = async (source: Environment, read = fromExtension): Promise<Environment> => {
  const named = Object.entries(source).flatMap(([name, arn]) =>
    name.endsWith('_SECRET_ARN') && arn ? [{ name: name.slice(0, -'_ARN'.length), arn }] : [],
  );
  const values = await Promise.all(named.map(async ({ name, arn }) => [name, await read(arn)] as const));
  return { ...source, ...Object.fromEntries(values) };
};
