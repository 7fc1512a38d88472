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

export type Decoded = {
  readonly text: string;
  readonly encoding: Encoding;
  readonly evidence: EncodingEvidence;
  /** Lines of the file that hold accents, for a person to say whether they read well. */
  readonly sample: readonly string[];
  /** « Ã© » for « é »: the file was damaged before it came to us; another encoding will not mend it. */
  readonly looksDamaged: boolean;
};

export type DecodeRefusal = {
  readonly reason: 'file-empty' | 'file-too-big' | 'file-is-spreadsheet' | 'file-is-pdf' | 'file-is-binary';
};

const SAMPLE_LINES = 8;
const SAMPLE_LINE_CHARACTERS = 160;

// Bytes 0x80–0x9F of windows-1252 (WHATWG encoding index). Written out because TextDecoder reads them as
// control characters in several Node releases (nodejs/node#56542).
const WINDOWS_1252_HIGH = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ';

const startsWith = (bytes: Uint8Array, ...mark: readonly number[]): boolean =>
  mark.every((byte, at) => bytes[at] === byte);

const decodeWindows1252 = (bytes: Uint8Array): string => {
  const parts: string[] = [];
  for (let from = 0; from < bytes.length; from += 8192) {
    let part = '';
    for (const byte of bytes.subarray(from, from + 8192)) {
      part +=
        byte >= 0x80 && byte <= 0x9f ? WINDOWS_1252_HIGH.charAt(byte - 0x80) : String.fromCharCode(byte);
    }
    parts.push(part);
  }
  return parts.join('');
};

const decodeAs = (bytes: Uint8Array, encoding: Encoding): string =>
  encoding === 'windows-1252' ? decodeWindows1252(bytes) : new TextDecoder(encoding).decode(bytes);

const strictUtf8 = (bytes: Uint8Array): string | undefined => {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
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

const sampleOf = (text: string): readonly string[] => {
  const found: string[] = [];
  for (const line of text.slice(0, 2_000_000).split(/\r\n|\r|\n/)) {
    if (/[^\p{ASCII}]/u.test(line)) found.push(line.slice(0, SAMPLE_LINE_CHARACTERS));
    if (found.length === SAMPLE_LINES) break;
  }
  return found;
};

const decoded = (text: string, encoding: Encoding, evidence: EncodingEvidence): Decoded => {
  const withoutMark = text.startsWith('\ufeff') ? text.slice(1) : text;
  return {
    text: withoutMark,
    encoding,
    evidence,
    sample: sampleOf(withoutMark),
    looksDamaged: /Ã[\u0080-\u00bf©¨ª®´»§]|â€[™œ“\u009d]/u.test(withoutMark.slice(0, 500_000)),
  };
};

const detect = (bytes: Uint8Array): Result<Decoded, DecodeRefusal> => {
  if (startsWith(bytes, 0xff, 0xfe))
    return ok(decoded(decodeAs(bytes, 'utf-16le'), 'utf-16le', 'byte-order-mark'));
  if (startsWith(bytes, 0xfe, 0xff))
    return ok(decoded(decodeAs(bytes, 'utf-16be'), 'utf-16be', 'byte-order-mark'));
  const zeros = zeroBytePlaces(bytes);
  if (zeros === 'many') return refused({ reason: 'file-is-binary' });
  if (zeros !== 'none') return ok(decoded(decodeAs(bytes, zeros), zeros, 'zero-bytes'));
  const utf8 = strictUtf8(bytes);
  if (utf8 === undefined) return ok(decoded(decodeWindows1252(bytes), 'windows-1252', 'not-utf-8'));
  if (startsWith(bytes, 0xef, 0xbb, 0xbf)) return ok(decoded(utf8, 'utf-8', 'byte-order-mark'));
  const ascii = utf8.length === bytes.length;
  return ok(decoded(utf8, 'utf-8', ascii ? 'plain-ascii' : 'valid-utf-8'));
};

/**
 * Bytes of a file to text. In order: a byte order mark; zero bytes in every second place (UTF-16); strict
 * UTF-8; otherwise windows-1252, which never fails, so a person must confirm it on the sample
 * (reliability.md F29). `chosen` is that person's answer. Refuses what is not a text file, and says what it is.
 */
export const decode = (bytes: Uint8Array, chosen?: Encoding): Result<Decoded, DecodeRefusal> => {
  if (bytes.length > MAX_FILE_BYTES) return refused({ reason: 'file-too-big' });
  if (startsWith(bytes, 0x50, 0x4b, 0x03, 0x04) || startsWith(bytes, 0xd0, 0xcf, 0x11, 0xe0)) {
    return refused({ reason: 'file-is-spreadsheet' });
  }
  if (startsWith(bytes, 0x25, 0x50, 0x44, 0x46)) return refused({ reason: 'file-is-pdf' });
  const found = chosen ? ok(decoded(decodeAs(bytes, chosen), chosen, 'chosen')) : detect(bytes);
  if (!found.ok) return found;
  if (found.value.text.trim() === '') return refused({ reason: 'file-empty' });
  if (hasManyControls(found.value.text)) return refused({ reason: 'file-is-binary' });
  return found;
};
