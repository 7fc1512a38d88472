import { createHash, createHmac, timingSafeEqual } from 'node:crypto';

/** Hex SHA-256 of UTF-8 text, or of bytes. A computation, not a contact with the world. */
export const sha256 = (content: string | Uint8Array): string =>
  createHash('sha256').update(content).digest('hex');

/** Base64url HMAC-SHA-256. */
export const hmac = (key: string, text: string): string =>
  createHmac('sha256', key).update(text, 'utf8').digest('base64url');

/** Equality whose time does not tell how much was right. */
export const sameSecret = (a: string, b: string): boolean => {
  const left = Buffer.from(sha256(a));
  const right = Buffer.from(sha256(b));
  return timingSafeEqual(left, right);
};

/** JSON with sorted keys and no undefined: the text an audit hash is taken of. */
export const canonical = (value: unknown): string => {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (value !== null && typeof value === 'object') {
    const entries = Object.entries(value)
      .filter(([, v]) => v !== undefined)
      .sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))
      .map(([k, v]) => `${JSON.stringify(k)}:${canonical(v)}`);
    return `{${entries.join(',')}}`;
  }
  return JSON.stringify(value) ?? 'null';
};

const CROCKFORD = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
/** The 26 letters of an id made of what it stands for: asked again, the same record (F1). */
export const lettersOf = (text: string): string => {
  const digest = Buffer.from(sha256(text), 'hex');
  return Array.from({ length: 26 }, (_, i) => CROCKFORD.charAt((digest[i] ?? 0) % 32)).join('');
};
