/** An address as typed, taken apart: what a French envelope holds, in comparable words. */
export type ReadAddress = {
  readonly housenumber?: number;
  /** `bis`, `ter`, `quater` or a letter. */
  readonly repetition?: string;
  /** `rue`, `avenue`… when one was typed. */
  readonly way?: string;
  /** The words that carry the name: no article, no way type, abbreviations spelled out. */
  readonly words: readonly string[];
  readonly postcode?: string;
};

const ways = new Set(
  `allee avenue boulevard chaussee chemin clos cite cour cours descente escalier esplanade faubourg grande-rue hameau
  impasse lotissement mail montee passage place placette pont promenade quai ronde route rue ruelle sente
  sentier square traverse venelle voie`.split(/\s+/),
);

const abbreviations: Readonly<Record<string, string>> = {
  all: 'allee',
  av: 'avenue',
  ave: 'avenue',
  aven: 'avenue',
  bd: 'boulevard',
  bld: 'boulevard',
  blvd: 'boulevard',
  boul: 'boulevard',
  bvd: 'boulevard',
  ch: 'chemin',
  che: 'chemin',
  chem: 'chemin',
  crs: 'cours',
  esp: 'esplanade',
  fbg: 'faubourg',
  fg: 'faubourg',
  imp: 'impasse',
  lot: 'lotissement',
  pass: 'passage',
  pl: 'place',
  prom: 'promenade',
  qu: 'quai',
  r: 'rue',
  rte: 'route',
  sq: 'square',
  sent: 'sentier',
  cap: 'capitaine',
  cdt: 'commandant',
  cne: 'capitaine',
  col: 'colonel',
  doct: 'docteur',
  dr: 'docteur',
  gal: 'general',
  gen: 'general',
  gnl: 'general',
  gl: 'general',
  lt: 'lieutenant',
  mal: 'marechal',
  mar: 'marechal',
  mgr: 'monseigneur',
  pdt: 'president',
  pres: 'president',
  pr: 'professeur',
  prof: 'professeur',
  st: 'saint',
  ste: 'sainte',
  sts: 'saints',
  gd: 'grand',
  gde: 'grande',
};

const articles = new Set([
  'de',
  'du',
  'des',
  'd',
  'la',
  'le',
  'les',
  'l',
  'a',
  'au',
  'aux',
  'et',
  'en',
  'sur',
  'sous',
]);

/** Lower case, no accent, no punctuation, one space: two spellings of one name become equal. */
export const plain = (text: string): string =>
  text
    .toLowerCase()
    .replaceAll('œ', 'oe')
    .replaceAll('æ', 'ae')
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/(\d+)(?:ieme|eme|er|ere|e)\b/g, '$1e')
    .replace(/[^a-z0-9]+/g, ' ')
    .trim();

/**
 * Takes a typed French address apart. What stands before the way type (« TEMIS, 7 avenue… ») is dropped, as are CEDEX,
 * boxes (BP, CS, TSA), the postcode and the city's own name when given. « 7-9 », « 6B », « 11, bis » read as 7, 6 B
 * and 11 bis. In « Grande Rue » the name stands before the way type. Never fails: rubbish gives no words.
 */
export const readAddress = (typed: string, city = ''): ReadAddress => {
  const unboxed = typed
    .slice(0, 300)
    .replace(/\b(bp|cs|tsa)\s*\d+/gi, ' ')
    .replace(/\bcedex(\s+\d{1,2}\b)?/gi, ' ');
  const postcode = /\b\d{5}\b/.exec(unboxed)?.[0];
  const cityWords = plain(city);
  let text = ` ${plain(unboxed)} `.replace(/ \d{5}(?= )/g, ' ').replace(/ +/g, ' ');
  if (cityWords !== '')
    text = text.replace(new RegExp(` ${cityWords} $`), ' ').replace(new RegExp(`^ ${cityWords} `), ' ');
  const tokens = text
    .replace(/ (\d{1,4})([a-z]) (?=[a-z])/g, ' $1 $2 ')
    .replace(/ (\d{1,4})(bis|ter|quater) /g, ' $1 $2 ')
    .trim()
    .split(/\s+/)
    .filter((token) => token !== '');
  const spelled = tokens.map((token, at) => spellOut(token, at, tokens));
  const wayAt = spelled.findIndex((token) => ways.has(token));
  const before = wayAt === -1 ? leadingNumber(spelled) : spelled.slice(0, wayAt);
  const after = wayAt === -1 ? spelled.slice(before.length) : spelled.slice(wayAt + 1);
  const words = after.filter((token) => !articles.has(token));
  return {
    ...numberIn(words.length === 0 ? before.filter((token) => /^\d/.test(token)) : before),
    ...(wayAt === -1 ? {} : { way: spelled[wayAt] }),
    words: words.length === 0 ? before.filter((token) => !/^\d/.test(token)) : words,
    ...(postcode === undefined ? {} : { postcode }),
  };
};

/** `r` and `ch` are way types only where a way type may stand: at the start or after a number. */
const spellOut = (token: string, at: number, tokens: readonly string[]): string => {
  if (
    token.length === 1 &&
    at > 0 &&
    !/^\d/.test(tokens[at - 1] ?? '') &&
    !isRepetition(tokens[at - 1] ?? '')
  )
    return token;
  if (token.length === 1 && token !== 'r') return token;
  return abbreviations[token] ?? token;
};

const isRepetition = (token: string): boolean => /^(bis|ter|quater|[a-z])$/.test(token);

const leadingNumber = (tokens: readonly string[]): readonly string[] => {
  if (!/^\d{1,4}$/.test(tokens[0] ?? '')) return [];
  const stop = tokens.findIndex((token) => !/^\d{1,4}$/.test(token) && !isRepetition(token));
  return tokens.slice(0, stop === -1 ? tokens.length : stop);
};

/** The number nearest the way type; of a range « 7-9 » the first, since the door is there. */
const numberIn = (tokens: readonly string[]): { housenumber?: number; repetition?: string } => {
  let end = tokens.length;
  while (end > 0 && (isRepetition(tokens[end - 1] ?? '') || /^\d{1,4}$/.test(tokens[end - 1] ?? '')))
    end -= 1;
  const run = tokens.slice(end);
  const first = run.findIndex((token) => /^\d{1,4}$/.test(token));
  const digits = run[first];
  if (first === -1 || digits === undefined) return {};
  const repetition = run[first + 1];
  return {
    housenumber: Number(digits),
    ...(repetition !== undefined && isRepetition(repetition) ? { repetition } : {}),
  };
};

/** A word's trigrams, edges counted. */
export type Trigrams = ReadonlySet<string>;

export const trigrams = (word: string): Trigrams => {
  const padded = `  ${word} `;
  const grams = new Set<string>();
  for (let at = 0; at + 3 <= padded.length; at += 1) grams.add(padded.slice(at, at + 3));
  return grams;
};

/** Likeness of two words, 0 to 1: shared trigrams (Dice), so that a slip of one key stays near. */
export const wordLikeness = (a: Trigrams, b: Trigrams): number => {
  let shared = 0;
  for (const gram of a) if (b.has(gram)) shared += 1;
  return (2 * shared) / (a.size + b.size);
};
