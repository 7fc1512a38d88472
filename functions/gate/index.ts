import { createHash, timingSafeEqual } from 'node:crypto';
import * as z from 'zod';
import { withSecrets } from '../secrets.ts';
import { EDGE_HEADER } from './header.ts';

const requestSchema = z.object({ headers: z.record(z.string(), z.string()) });
const configSchema = z.object({ EDGE_SECRET: z.string().min(43) });

const digest = (text: string): Buffer => createHash('sha256').update(text).digest();

/** Does this request come through the town's CloudFront, the only one that knows the secret? */
export const comesFromTheEdge = (headers: Record<string, string>, secret: string): boolean =>
  timingSafeEqual(digest(headers[EDGE_HEADER] ?? ''), digest(secret));

/**
 * API Gateway's authorizer on every route. Without it anyone could skip the firewall and the rate limit, and lie
 * about the visitor's address, by calling the API under its own name.
 */
export const handler = async (event: unknown): Promise<{ isAuthorized: boolean }> => {
  const { headers } = requestSchema.parse(event);
  const { EDGE_SECRET } = configSchema.parse(await withSecrets(process.env));
  return { isAuthorized: comesFromTheEdge(headers, EDGE_SECRET) };
};
