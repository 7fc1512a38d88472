import { ok, type Result, refused } from '../../result/result.ts';

/** Town files weigh kilobytes; beyond this somebody picked the wrong file (ASVS 5.2.1). */
export const MAX_FILE_BYTES = 20 * 1024 * 1024;

export const ENCODINGS = ['utf-8', 'utf-16le', 'utf-16be', 'windows-1252', 'macintosh'] as const;
export type Encoding = (typeof ENCODINGS)[number];

/** Which of the file's marks told the encoding, or that nothing did. */
type EncodingEvidence =
  | 'byte-order-mark'
  | 'plain-ascii'
  | 'valid-utf-8'
  | 'zero-bytes'
  | 'not-utf-8'
  | 'chosen';

type Evidenced = {
  readonly encoding: Encoding;
  readonly evidence: EncodingEvidence;
  /** Lines of the file that hold accents, for a person to say whether they read well. */
  readonly sample: readonly string[];
  /** « Ã© » for « é »: the file was damaged before it came to us; another encoding will not mend it. */
  readonly looksDamaged: boolean;
};
/** A file's text as UTF-8, without its mark: the file's own bytes where they are UTF-8 already. */
export type Recoded = Evidenced & { readonly utf8: Uint8Array };
export type Decoded = Evidenced & { readonly text: string };

export type DecodeRefusal = {
  readonly reason: 'file-empty' | 'file-too-big' | 'file-is-spreadsheet' | 'file-is-pdf' | 'file-is-binary';
};

/** Accents and damage are looked for in so much of a text. */
const HEAD_CHARACTERS = 2_000_000;
const SAMPLE_LINES = 8;
const SAMPLE_LINE_CHARACTERS = 160;

// Bytes 0x80–0x9F of windows-1252 (WHATWG encoding index). Written out because TextDecoder reads them as
// control characters in several Node releases (nodejs/node#56542).
const WINDOWS_1252_HIGH = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ';

const startsWith = (bytes: Uint8Array, ...mark: readonly number[]): boolean =>
  mark.every((byte, at) => bytes[at] === byte);

const windows1252 = (bytes: Uint8Array): string => {
  let text = '';
  for (const byte of bytes) {
    text += byte >= 0x80 && byte <= 0x9f ? WINDOWS_1252_HIGH.charAt(byte - 0x80) : String.fromCharCode(byte);
  }
  return text;
};

const PIECE_BYTES = 32 * 1024;

/** The text piece by piece: a file of 20 MB held whole as a JavaScript string would take 40 more. */
function* piecesOf(bytes: Uint8Array, encoding: Encoding, fatal = false): Generator<string> {
  const decoder = encoding === 'windows-1252' ? undefined : new TextDecoder(encoding, { fatal });
  for (let from = 0; from < bytes.length; from += PIECE_BYTES) {
    const piece = bytes.subarray(from, from + PIECE_BYTES);
    const stream = from + PIECE_BYTES < bytes.length;
    yield decoder ? decoder.decode(piece, { stream }) : windows1252(piece);
  }
}

/** What is looked for in a text, taken from its pieces as they pass. */
class Passing {
  head = '';
  characters = 0;
  isBlank = true;
  add(piece: string): string {
    const text = this.characters === 0 && piece.startsWith('\ufeff') ? piece.slice(1) : piece;
    this.characters += piece.length;
    this.isBlank &&= text.trim() === '';
    if (this.head.length < HEAD_CHARACTERS) this.head += text;
    return text;
  }
}

type Read = { readonly utf8: Uint8Array; readonly passed: Passing };

/** UTF-8 bytes as they are, without their mark; undefined when they are not UTF-8. */
const readStrictly = (bytes: Uint8Array): Read | undefined => {
  const passed = new Passing();
  try {
    for (const piece of piecesOf(bytes, 'utf-8', true)) passed.add(piece);
  } catch {
    return undefined;
  }
  return { utf8: startsWith(bytes, 0xef, 0xbb, 0xbf) ? bytes.subarray(3) : bytes, passed };
};

const readAs = (bytes: Uint8Array, encoding: Encoding): Read => {
  const strict = encoding === 'utf-8' ? readStrictly(bytes) : undefined;
  if (strict) return strict;
  const passed = new Passing();
  const encoder = new TextEncoder();
  const parts: Uint8Array[] = [];
  for (const piece of piecesOf(bytes, encoding)) parts.push(encoder.encode(passed.add(piece)));
  const utf8 = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    utf8.set(part, at);
    at += part.length;
  }
  return { utf8, passed };
};

/** UTF-16 without its mark: Latin text has a zero byte in every second place, always the same one. */
const zeroBytePlaces = (bytes: Uint8Array): 'utf-16le' | 'utf-16be' | 'many' | 'none' => {
  const looked = bytes.subarray(0, 4096);
  let even = 0;
  let odd = 0;
  looked.forEach((byte, at) => {
    if (byte !== 0) return;
    if (at % 2 === 0) even += 1;
    else odd += 1;
  });
  if (even + odd === 0) return 'none';
  const half = looked.length / 2;
  if (odd > half * 0.6 && even < half * 0.1) return 'utf-16le';
  if (even > half * 0.6 && odd < half * 0.1) return 'utf-16be';
  return 'many';
};

const hasManyControls = (text: string): boolean => {
  const looked = text.slice(0, 8192);
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
  const controls = looked.match(/[\u0000-\u0008\u000e-\u001a\u001c-\u001f]/g)?.length ?? 0;
  return controls > looked.length * 0.02;
};

// A slice keeps the whole text it was cut from in memory; a copy does not.
const copied = (text: string): string => new TextDecoder().decode(new TextEncoder().encode(text));

const sampleOf = (text: string): readonly string[] => {
  const found: string[] = [];
  for (const [line] of text.matchAll(/[^\r\n]+/g)) {
    if (/[^\p{ASCII}]/u.test(line)) found.push(copied(line.slice(0, SAMPLE_LINE_CHARACTERS)));
    if (found.length === SAMPLE_LINES) break;
  }
  return found;
};

const recoded = (
  { utf8, passed }: Read,
  encoding: Encoding,
  evidence: EncodingEvidence,
): Result<Recoded, DecodeRefusal> => {
  if (passed.isBlank) return refused({ reason: 'file-empty' });
  if (hasManyControls(passed.head)) return refused({ reason: 'file-is-binary' });
  const looksDamaged = /Ã[\u0080-\u00bf©¨ª®´»§]|â€[™œ“\u009d]/u.test(passed.head.slice(0, 500_000));
  return ok({ utf8, encoding, evidence, sample: sampleOf(passed.head), looksDamaged });
};

const detect = (bytes: Uint8Array): Result<Recoded, DecodeRefusal> => {
  if (startsWith(bytes, 0xff, 0xfe)) return recoded(readAs(bytes, 'utf-16le'), 'utf-16le', 'byte-order-mark');
  if (startsWith(bytes, 0xfe, 0xff)) return recoded(readAs(bytes, 'utf-16be'), 'utf-16be', 'byte-order-mark');
  const zeros = zeroBytePlaces(bytes);
  if (zeros === 'many') return refused({ reason: 'file-is-binary' });
  if (zeros !== 'none') return recoded(readAs(bytes, zeros), zeros, 'zero-bytes');
  const strict = readStrictly(bytes);
  if (strict === undefined) return recoded(readAs(bytes, 'windows-1252'), 'windows-1252', 'not-utf-8');
  if (startsWith(bytes, 0xef, 0xbb, 0xbf)) return recoded(strict, 'utf-8', 'byte-order-mark');
  const ascii = strict.passed.characters === bytes.length;
  return recoded(strict, 'utf-8', ascii ? 'plain-ascii' : 'valid-utf-8');
};

/**
 * Bytes of a file to text, kept as UTF-8. In order: a byte order mark; zero bytes in every second place (UTF-16); strict
 * UTF-8; otherwise windows-1252, which never fails, so a person must confirm it on the sample
 * (reliability.md F29). `chosen` is that person's answer. Refuses what is not a text file, and says what it is.
 */
export const recode = (bytes: Uint8Array, chosen?: Encoding): Result<Recoded, DecodeRefusal> => {
  if (bytes.length > MAX_FILE_BYTES) return refused({ reason: 'file-too-big' });
  if (startsWith(bytes, 0x50, 0x4b, 0x03, 0x04) || startsWith(bytes, 0xd0, 0xcf, 0x11, 0xe0)) {
    return refused({ reason: 'file-is-spreadsheet' });
  }
  if (startsWith(bytes, 0x25, 0x50, 0x44, 0x46)) return refused({ reason: 'file-is-pdf' });
  return chosen ? recoded(readAs(bytes, chosen), chosen, 'chosen') : detect(bytes);
};

/** The same as one text, for files that fit many times in memory. */
export const decode = (bytes: Uint8Array, chosen?: Encoding): Result<Decoded, DecodeRefusal> => {
  const read = recode(bytes, chosen);
  if (!read.ok) return read;
  const { utf8, ...rest } = read.value;
  return ok({ ...rest, text: new TextDecoder('utf-8', { ignoreBOM: true }).decode(utf8) });
};
