import { createCipheriv, createDecipheriv, createHash } from 'node:crypto';

const keyOf = (secret: string): Buffer => createHash('sha256').update(`prevenance-seal|${secret}`).digest();

/**
 * AES-256-GCM: readable only with the secret, and only in the place it was sealed for (`place` is authenticated:
 * a seal copied to another record does not open). `iv` is 12 bytes never used twice with one secret.
 */
export const seal = (secret: string, place: string, text: string, iv: Uint8Array): string => {
  const cipher = createCipheriv('aes-256-gcm', keyOf(secret), iv);
  cipher.setAAD(Buffer.from(place));
  const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
  return Buffer.concat([iv, cipher.getAuthTag(), body]).toString('base64url');
};

/** The sealed text, or undefined when the secret, the place or a single bit is not the right one. */
export const unseal = (secret: string, place: string, sealed: string): string | undefined => {
  const bytes = Buffer.from(sealed, 'base64url');
  try {
    const decipher = createDecipheriv('aes-256-gcm', keyOf(secret), bytes.subarray(0, 12));
    decipher.setAAD(Buffer.from(place));
    decipher.setAuthTag(bytes.subarray(12, 28));
    return Buffer.concat([decipher.update(bytes.subarray(28)), decipher.final()]).toString('utf8');
  } catch {
    return undefined;
  }
};
