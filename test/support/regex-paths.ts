/** One character of a pattern, or the end of the text: what it may be, as a set of `SAMPLE`. */
type Position = { readonly may: bigint };
/** A part of a pattern: whether it may be empty, where it begins and ends, what follows what inside it. */
type Part = {
  readonly isEmpty: boolean;
  readonly first: readonly number[];
  readonly last: readonly number[];
};

/** Characters that tell any two classes of this code apart; the last is the end of the text. */
const SAMPLE = [
  ...Array.from({ length: 95 }, (_, n) => String.fromCharCode(32 + n)),
  ...'\n\r\t\u00a0\u202f\u2009éÉèçœŒßÀ’«»–…€°\u0301\ufeff😀漢',
].filter((one, n, all) => all.indexOf(one) === n);
const END = 1n << BigInt(SAMPLE.length);
const ANY = END - 1n;

/** More copies of a counted part than these tell nothing new of how ways multiply. */
const COPIES = 3;

/**
 * The ways through a pattern, as the positions of its characters and the steps between them (Glushkov 1961), two steps where
 * two ways lead from one to the other. Looking around is taken for nothing: what it looks at is a pattern of its own, in `inner`.
 */
const pathsOf = (source: string, flags: string) => {
  const positions: Position[] = [];
  const steps: [number, number][] = [];
  const inner: string[] = [];
  let at = 0;
  const empty: Part = { isEmpty: true, first: [], last: [] };
  const position = (may: bigint): Part => {
    positions.push({ may });
    const n = positions.length - 1;
    return { isEmpty: false, first: [n], last: [n] };
  };
  const setOf = (one: string): bigint => {
    const alone = new RegExp(`^(?:${one})$`, flags.replace(/[gyd]/g, ''));
    return SAMPLE.reduce((set, letter, n) => (alone.test(letter) ? set | (1n << BigInt(n)) : set), 0n);
  };
  const join = (from: readonly number[], to: readonly number[]): void => {
    for (const a of from) for (const b of to) steps.push([a, b]);
  };
  const then = (a: Part, b: Part): Part => {
    join(a.last, b.first);
    return {
      isEmpty: a.isEmpty && b.isEmpty,
      first: a.isEmpty ? [...a.first, ...b.first] : a.first,
      last: b.isEmpty ? [...a.last, ...b.last] : b.last,
    };
  };
  const again = (part: Part): Part => {
    join(part.last, part.first);
    return { ...part, isEmpty: true };
  };

  const alternatives = (): Part => {
    let all = sequence();
    while (source[at] === '|') {
      at += 1;
      const other = sequence();
      all = {
        isEmpty: all.isEmpty || other.isEmpty,
        first: [...all.first, ...other.first],
        last: [...all.last, ...other.last],
      };
    }
    return all;
  };
  const sequence = (): Part => {
    let all = empty;
    while (at < source.length && source[at] !== '|' && source[at] !== ')') all = then(all, quantified());
    return all;
  };
  /** The part that begins here, so many times; it is read again for each copy, because each has its own positions. */
  const quantified = (): Part => {
    const start = at;
    const once = atom();
    const counted = /^(?:([*+?])|\{(\d+)(?:(,)(\d*))?\})\??/.exec(source.slice(at));
    if (!counted) return once;
    const [whole, sign, low = '', comma, high = ''] = counted;
    const end = at + whole.length;
    const least = sign ? (sign === '+' ? 1 : 0) : Number(low);
    const most = sign
      ? sign === '?'
        ? 1
        : Number.POSITIVE_INFINITY
      : comma
        ? high === ''
          ? Number.POSITIVE_INFINITY
          : Number(high)
        : least;
    const copy = (): Part => {
      at = start;
      return atom();
    };
    const all: Part[] = [];
    const copies = Math.min(most === Number.POSITIVE_INFINITY ? Math.max(least, 1) : most, COPIES);
    for (let n = 0; n < copies; n += 1) all.push(n === 0 ? once : copy());
    at = end;
    // Whatever may be left out is left out with all that comes after it: there is one way to have two of five.
    return all.reduceRight((rest, one, n) => {
      const isLast = n === copies - 1;
      const here = isLast && most === Number.POSITIVE_INFINITY ? again(one) : then(one, rest);
      return n < least
        ? { ...here, isEmpty: isLast ? one.isEmpty : here.isEmpty }
        : { ...here, isEmpty: true };
    }, empty);
  };
  const atom = (): Part => {
    const letter = source[at] ?? '';
    if (letter === '(') return group();
    if (letter === '^') {
      at += 1;
      return empty;
    }
    if (letter === '$') {
      at += 1;
      return position(END);
    }
    if (letter === '[') {
      const found = /^\[(?:[^\]\\]|\\.)*\]/.exec(source.slice(at))?.[0] ?? '[';
      at += found.length;
      return position(setOf(found));
    }
    if (letter === '\\') {
      const found =
        /^\\(?:[pP]\{[^}]*\}|u\{[^}]*\}|u[0-9a-fA-F]{4}|x[0-9a-fA-F]{2}|k<\w+>|.)/s.exec(
          source.slice(at),
        )?.[0] ?? '\\';
      at += found.length;
      if (/^\\[bB]$/.test(found)) return empty;
      if (/^\\(?:[1-9]|k)/.test(found)) throw new Error(`a pattern that repeats what it found: ${source}`);
      return position(setOf(found));
    }
    at += String.fromCodePoint(source.codePointAt(at) ?? 0).length;
    return position(
      letter === '.' && flags.includes('s')
        ? ANY
        : setOf(
            source.slice(at - 1, at).trim() === ''
              ? `[${letter}]`
              : letter === '{' || letter === '}' || letter === ']'
                ? `\\${letter}`
                : letter,
          ),
    );
  };
  const group = (): Part => {
    const head = /^\((?:\?(?:[:=!]|<[=!]|<\w+>))?/.exec(source.slice(at))?.[0] ?? '(';
    at += head.length;
    const begun = at;
    const [before, stepsBefore] = [positions.length, steps.length];
    const part = alternatives();
    const body = source.slice(begun, at);
    at += 1;
    if (!/[=!]$/.test(head)) return part;
    inner.push(body);
    positions.length = before;
    steps.length = stepsBefore;
    return empty;
  };
  const whole = alternatives();
  return { positions, steps, whole, inner };
};

type Paths = { readonly may: readonly bigint[]; readonly out: readonly (readonly number[])[] };

/** Everywhere that can be reached from here, by the steps given. */
const reached = <Place>(
  from: Place,
  next: (place: Place) => readonly Place[],
  name: (place: Place) => number,
): Map<number, Place> => {
  const found = new Map<number, Place>();
  const waiting = [...next(from)];
  for (let one = waiting.pop(); one !== undefined; one = waiting.pop()) {
    if (found.has(name(one))) continue;
    found.set(name(one), one);
    waiting.push(...next(one));
  }
  return found;
};

/** Two different ways from a place to itself that read the same text: each pass doubles the ways, and a text that fails tries them all. */
const doubles = ({ may, out }: Paths, q: number): boolean => {
  const size = may.length;
  const name = ([a, b, hasParted]: readonly [number, number, boolean]) =>
    (a * size + b) * 2 + (hasParted ? 1 : 0);
  const next = ([a, b, hasParted]: readonly [number, number, boolean]) =>
    (out[a] ?? []).flatMap((c, i) =>
      (out[b] ?? []).flatMap((d, j) =>
        ((may[c] ?? 0n) & (may[d] ?? 0n)) === 0n
          ? []
          : [[c, d, hasParted || c !== d || (a === b && i !== j)] as const],
      ),
    );
  return reached([q, q, false] as const, next, name).has(name([q, q, true]));
};

/** A place that may be stayed in while another is gone to and stayed in, on the same text: as many ways as the text has letters. */
const widens = ({ may, out }: Paths, p: number, q: number): boolean => {
  const size = may.length;
  const name = ([a, b, c]: readonly [number, number, number]) => (a * size + b) * size + c;
  const next = ([a, b, c]: readonly [number, number, number]) =>
    (out[a] ?? []).flatMap((x) =>
      (out[b] ?? []).flatMap((y) =>
        ((may[x] ?? 0n) & (may[y] ?? 0n)) === 0n
          ? []
          : (out[c] ?? []).flatMap((z) =>
              ((may[x] ?? 0n) & (may[y] ?? 0n) & (may[z] ?? 0n)) === 0n ? [] : [[x, y, z] as const],
            ),
      ),
    );
  return reached([p, p, q] as const, next, name).has(name([p, q, q]));
};

export type Growth = 'linear' | 'square' | 'exponential';

/**
 * How the time that a backtracking engine takes may grow with the text: by whether two ways through the pattern read the same
 * words (Weber and Seidl 1991; Weideman et al. 2016). It may say too much of a pattern, never too little, but for what
 * looks around. `square` stands for any power. A pattern that may begin anywhere is tried from everywhere.
 */
export const growthOf = (source: string, flags: string): Growth => {
  const { positions, steps, whole, inner } = pathsOf(source, flags);
  const may = positions.map((one) => one.may);
  const out = may.map((_, n) => steps.filter(([from]) => from === n).map(([, to]) => to));
  const paths = { may, out };
  const loops = may
    .map((_, n) => n)
    .filter((n) => reached(n, (place: number) => out[place] ?? [], Number).has(n));
  if (loops.some((q) => doubles(paths, q))) return 'exponential';
  // Where a match may end no later letter is ever taken back for.
  const backs = loops.filter((q) => !whole.last.includes(q));
  const anywhere = may.length;
  const searching =
    flags.includes('y') || (source.startsWith('^') && !flags.includes('m') && !/^\^[^(]*\|/.test(source))
      ? paths
      : { may: [...may, ANY], out: [...out, [anywhere, ...whole.first]] };
  const starts = searching === paths ? loops : [...loops, anywhere];
  if (starts.some((p) => backs.some((q) => p !== q && widens(searching, p, q)))) return 'square';
  const deeper = inner.map((one) => growthOf(`^(?:${one})`, flags));
  return deeper.find((one) => one !== 'linear') ?? 'linear';
};
