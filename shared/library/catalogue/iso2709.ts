import { ok, type Result, refused } from '../../result/result.ts';

/** One field of a record: its tag, and for data fields its subfields in order. */
export type MarcField = {
  readonly tag: string;
  readonly value: string;
  readonly subfields: readonly { readonly code: string; readonly value: string }[];
};
export type MarcRecord = { readonly leader: string; readonly fields: readonly MarcField[] };

export type MarcRefusal =
  | { readonly reason: 'not-marc' | 'too-many-records' }
  /** Letters of another coding than UTF-8 (ISO 5426, MARC-8): they cannot be told without a table of their own. */
  | { readonly reason: 'not-utf-8' | 'broken-record'; readonly record: number };

const FIELD_END = 0x1e;
const RECORD_END = 0x1d;
const SUBFIELD = '\u001f';
const LEADER = 24;
const ENTRY = 12;
export const MOST_RECORDS = 5_000;

const digits = (text: string): number => (/^\d+$/.test(text) ? Number(text) : -1);

const ascii = (bytes: Uint8Array): string => String.fromCharCode(...bytes);

const utf8 = new TextDecoder('utf-8', { fatal: true });
const textOf = (bytes: Uint8Array): string | undefined => {
  try {
    return utf8.decode(bytes).normalize('NFC');
  } catch {
    return undefined;
  }
};

const fieldOf = (tag: string, value: string): MarcField => {
  if (tag < '010') return { tag, value, subfields: [] };
  const [, ...parts] = value.split(SUBFIELD);
  return {
    tag,
    value,
    subfields: parts.map((part) => ({ code: part.charAt(0), value: part.slice(1).trim() })),
  };
};

/** One record's bytes, its terminator included. Undefined: its directory and its data do not agree. */
const recordOf = (bytes: Uint8Array): MarcRecord | 'not-utf-8' | undefined => {
  const leader = ascii(bytes.subarray(0, LEADER));
  const base = digits(leader.slice(12, 17));
  // « 450 »: four digits of length, five of start, nothing of the house's own, as UNIMARC has it.
  if (leader.slice(20, 23) !== '450' || base <= LEADER || base >= bytes.length) return undefined;
  const directory = bytes.subarray(LEADER, base - 1);
  if (directory.length % ENTRY !== 0 || bytes[base - 1] !== FIELD_END) return undefined;
  const fields: MarcField[] = [];
  for (let at = 0; at < directory.length; at += ENTRY) {
    const entry = ascii(directory.subarray(at, at + ENTRY));
    const [tag, length, start] = [entry.slice(0, 3), digits(entry.slice(3, 7)), digits(entry.slice(7, 12))];
    const end = base + start + length - 1;
    if (!/^[0-9A-Z]{3}$/i.test(tag) || length < 1 || start < 0 || bytes[end] !== FIELD_END) return undefined;
    const value = textOf(bytes.subarray(base + start, end));
    if (value === undefined) return 'not-utf-8';
    fields.push(fieldOf(tag, value));
  }
  return { leader, fields };
};

/** A file that begins as an exchange file does: five digits of length, then a base address where one belongs. */
export const looksLikeMarc = (bytes: Uint8Array): boolean =>
  /^\d{5}.{7}\d{5}.{3}450/s.test(ascii(bytes.subarray(0, LEADER)));

/**
 * Reads an ISO 2709 file, strictly: each record has the length its leader says, ends with its terminator, and its directory
 * leads to whole fields. Refuses the file at the first record that does not hold, with its number, and one whose
 * letters are not UTF-8: libraries' old codings look like text and are not. At most 5,000 records.
 */
export const readIso2709 = (bytes: Uint8Array): Result<readonly MarcRecord[], MarcRefusal> => {
  if (!looksLikeMarc(bytes)) return refused({ reason: 'not-marc' });
  const records: MarcRecord[] = [];
  let at = 0;
  while (at < bytes.length) {
    // Some systems put an end of line between two records.
    if (bytes[at] === 0x0a || bytes[at] === 0x0d) {
      at += 1;
      continue;
    }
    const number = records.length + 1;
    if (number > MOST_RECORDS) return refused({ reason: 'too-many-records' });
    const length = digits(ascii(bytes.subarray(at, at + 5)));
    if (length <= LEADER || bytes[at + length - 1] !== RECORD_END)
      return refused({ reason: 'broken-record', record: number });
    const read = recordOf(bytes.subarray(at, at + length));
    if (read === undefined) return refused({ reason: 'broken-record', record: number });
    if (read === 'not-utf-8') return refused({ reason: 'not-utf-8', record: number });
    records.push(read);
    at += length;
  }
  return ok(records);
};
