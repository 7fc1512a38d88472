/**
 * What a newer version of the product wrote in a record and this one does not know (R16: two versions serve at once during a
 * deployment, and the older one alone after a rollback). It rides on the value under a symbol, so that `{ ...value, state }` carries
 * it on, no code of this version sees it, and the next write of the record puts it back.
 */
const NEWER = Symbol('newer');

type Newer = { readonly v: number; readonly fields: Readonly<Record<string, unknown>> };
type Plain = Record<string, unknown> & { [NEWER]?: Newer };

/** Names and values; bytes and lists are not. */
const isPlain = (value: unknown): value is Plain =>
  typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype;

/** The value as this version parsed it, with what the row holds besides, at any depth. `v` is the version that wrote the row. */
export const withNewer = <T>(parsed: T, raw: unknown, v: number): T => {
  if (Array.isArray(parsed) && Array.isArray(raw) && parsed.length === raw.length)
    return parsed.map((one, i) => withNewer(one, raw[i], v)) as T;
  if (!isPlain(parsed) || !isPlain(raw)) return parsed;
  const known = Object.entries(parsed).map(([name, value]) => [name, withNewer(value, raw[name], v)]);
  const fields = Object.fromEntries(Object.entries(raw).filter(([name]) => !Object.hasOwn(parsed, name)));
  return { ...Object.fromEntries(known), [NEWER]: { v, fields } } as T;
};

const putBack = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(putBack);
  if (!isPlain(value)) return value;
  const known = Object.entries(value).map(([name, inside]) => [name, putBack(inside)]);
  return { ...value[NEWER]?.fields, ...Object.fromEntries(known) };
};

/** What is stored of a value: all of it, and at least the version that it was read at. */
export const keptOf = (value: unknown, v: number): { readonly v: number; readonly data: unknown } => {
  const newer = isPlain(value) ? value[NEWER] : undefined;
  return newer ? { v: Math.max(v, newer.v), data: putBack(value) } : { v, data: value };
};
