import * as z from 'zod';

const replySchema = z.object({ SecretString: z.string().min(1).max(4_096) });

const pauseMs = 150;
const tries = 3;

/**
 * Asks the AWS Parameters and Secrets extension, which runs beside the function and keeps what it read. It may still
 * be starting, or be short of breath when many functions start at once: it is asked three times.
 */
const fromExtension = async (arn: string, attempt = 1): Promise<string> => {
  const reply = await fetch(`http://localhost:2773/secretsmanager/get?secretId=${encodeURIComponent(arn)}`, {
    headers: { 'X-Aws-Parameters-Secrets-Token': process.env.AWS_SESSION_TOKEN ?? '' },
    redirect: 'error',
    signal: AbortSignal.timeout(3_000),
  });
  if (reply.ok) return replySchema.parse(await reply.json()).SecretString;
  if (attempt >= tries) throw new Error(`secret not readable: status ${reply.status}`);
  await new Promise((resolve) => setTimeout(resolve, pauseMs * attempt));
  return fromExtension(arn, attempt + 1);
};

type Environment = Record<string, string | undefined>;

/**
 * The environment with its secrets in place: for each `<NAME>_SECRET_ARN`, the secret is read and set as
 * `<NAME>_SECRET`. Where no such variable exists (one machine, tests) the environment comes back as it is.
 *
 * Call it inside the first invocation, never while the module loads: the extension answers only once the
 * function is being invoked.
 */
export const withSecrets = async (
  source: Environment,
  read: (arn: string) => Promise<string> = fromExtension,
): Promise<Environment> => {
  const named = Object.entries(source).flatMap(([name, arn]) =>
    name.endsWith('_SECRET_ARN') && arn ? [{ name: name.slice(0, -'_ARN'.length), arn }] : [],
  );
  const values = await Promise.all(named.map(async ({ name, arn }) => [name, await read(arn)] as const));
  return { ...source, ...Object.fromEntries(values) };
};
