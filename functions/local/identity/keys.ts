import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { exportJWK, generateKeyPair } from 'jose';
import * as z from 'zod';
import { readJson, writeWhole } from '../files.ts';

export const SESSION_COOKIE = 'identity_session';

const keysSchema = z.object({
  cookieKey: z.string().min(32),
  jwks: z.object({ keys: z.array(z.record(z.string(), z.unknown())).min(1) }),
});
export type IdentityKeys = z.infer<typeof keysSchema>;

/** The provider's signing key, made once and kept: sessions of the desk survive a restart of the town. */
export const openKeys = async (folder: string | undefined): Promise<IdentityKeys> => {
  const file = folder && join(folder, 'identity.json');
  const kept = file ? readJson(file, keysSchema) : undefined;
  if (kept) return kept;
  const { privateKey } = await generateKeyPair('ES256', { extractable: true });
  const jwk = {
    ...(await exportJWK(privateKey)),
    alg: 'ES256',
    use: 'sig',
    kid: randomBytes(8).toString('hex'),
  };
  const keys: IdentityKeys = { cookieKey: randomBytes(32).toString('base64url'), jwks: { keys: [jwk] } };
  if (file) writeWhole(file, `${JSON.stringify(keys)}\n`);
  return keys;
};
