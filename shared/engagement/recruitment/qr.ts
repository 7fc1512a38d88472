/**
 * A QR code of a short address: ISO/IEC 18004, bytes, correction level M, versions 1 to 6. Rows from the top; true is dark;
 * the quiet margin is the drawing's. Undefined beyond 106 bytes.
 */
export const qrOf = (text: string): readonly (readonly boolean[])[] | undefined => {
  const bytes = new TextEncoder().encode(text);
  const version = VERSIONS.findIndex(({ data }) => bytes.length + 2 <= data) + 1;
  const { data = 0, blocks = 1, correction = 0 } = VERSIONS[version - 1] ?? {};
  if (data === 0) return undefined;
  const padded = paddedTo(data, [0x40 | (bytes.length >> 4), ...shifted(bytes)]);
  const parts = Array.from({ length: blocks }, (_, i) =>
    padded.slice((i * data) / blocks, ((i + 1) * data) / blocks),
  );
  const words = [...woven(parts), ...woven(parts.map((part) => correctionOf(part, correction)))];
  return leastPenalty(Array.from(MASKS, (_, mask) => drawn(version, words, mask)));
};

/** Codewords of data, blocks they are split into, codewords of correction for each block: level M. */
const VERSIONS = [
  { data: 16, blocks: 1, correction: 10 },
  { data: 28, blocks: 1, correction: 16 },
  { data: 44, blocks: 1, correction: 26 },
  { data: 64, blocks: 2, correction: 18 },
  { data: 86, blocks: 2, correction: 24 },
  { data: 108, blocks: 4, correction: 16 },
] as const;

/** Mode and length take twelve bits: each byte is cut in two halves. The last half ends with the terminator. */
const shifted = (bytes: Uint8Array): number[] =>
  [bytes.length & 15, ...bytes].map((byte, i) => ((byte & 15) << 4) | ((bytes[i] ?? 0) >> 4));
const paddedTo = (length: number, words: readonly number[]): number[] =>
  Array.from({ length }, (_, i) => words[i] ?? ((i - words.length) % 2 === 0 ? 0xec : 0x11));
const woven = (parts: readonly (readonly number[])[]): number[] =>
  (parts[0] ?? []).flatMap((_, i) => parts.map((part) => part[i] ?? 0));

/** Product in the field of 256 elements, x⁸ + x⁴ + x³ + x² + 1. */
const times = (a: number, b: number): number => {
  let product = 0;
  for (let bit = 7; bit >= 0; bit -= 1) {
    product = (product << 1) ^ (product >> 7 ? 0x11d : 0);
    if ((b >> bit) & 1) product ^= a;
  }
  return product;
};

/** The Reed–Solomon codewords of a block: what is left of it after division by (x − 2⁰)…(x − 2ⁿ⁻¹). */
export const correctionOf = (block: readonly number[], count: number): number[] => {
  let divisor = [1];
  for (let i = 0, root = 1; i < count; i += 1, root = times(root, 2))
    divisor = [...divisor, 0].map((term, at) => term ^ (at > 0 ? times(divisor[at - 1] ?? 0, root) : 0));
  let rest = Array<number>(count).fill(0);
  for (const word of block) {
    const factor = word ^ (rest[0] ?? 0);
    rest = [...rest.slice(1), 0].map((term, at) => term ^ times(divisor[at + 1] ?? 0, factor));
  }
  return rest;
};

const MASKS: readonly ((x: number, y: number) => number)[] = [
  (x, y) => (x + y) % 2,
  (_, y) => y % 2,
  (x) => x % 3,
  (x, y) => (x + y) % 3,
  (x, y) => (Math.floor(x / 3) + Math.floor(y / 2)) % 2,
  (x, y) => ((x * y) % 2) + ((x * y) % 3),
  (x, y) => (((x * y) % 2) + ((x * y) % 3)) % 2,
  (x, y) => (((x + y) % 2) + ((x * y) % 3)) % 2,
];

/** Fifteen bits that say level M and the mask: BCH (15, 5), then XOR 101010000010010. */
export const formatOf = (mask: number): number => {
  let rest = mask;
  for (let i = 0; i < 10; i += 1) rest = (rest << 1) ^ ((rest >> 9) * 0x537);
  return ((mask << 10) | rest) ^ 0x5412;
};

const drawn = (version: number, words: readonly number[], mask: number): boolean[][] => {
  const size = 17 + 4 * version;
  const cells: (boolean | undefined)[][] = Array.from({ length: size }, () => Array(size).fill(undefined));
  const set = (x: number, y: number, dark: boolean): void => {
    const row = cells[y];
    if (row && x >= 0 && x < size) row[x] = dark;
  };
  /** Rings around a centre: dark where `isDark` says so of their distance. */
  const rings = (cx: number, cy: number, reach: number, isDark: (ring: number) => boolean): void => {
    for (let dy = -reach; dy <= reach; dy += 1)
      for (let dx = -reach; dx <= reach; dx += 1)
        set(cx + dx, cy + dy, isDark(Math.max(Math.abs(dx), Math.abs(dy))));
  };
  for (let i = 0; i < size; i += 1)
    for (const [x, y] of [
      [6, i],
      [i, 6],
    ] as const)
      set(x, y, i % 2 === 0);
  for (const [x, y] of [
    [3, 3],
    [size - 4, 3],
    [3, size - 4],
  ] as const)
    rings(x, y, 4, (ring) => ring !== 2 && ring !== 4);
  if (version > 1) rings(size - 7, size - 7, 2, (ring) => ring !== 1);
  const format = formatOf(mask);
  for (let i = 0; i < 15; i += 1) {
    const dark = ((format >> i) & 1) === 1;
    set(8, i < 6 ? i : i < 8 ? i + 1 : size - 15 + i, dark);
    set(i < 8 ? size - 1 - i : i < 9 ? 7 : 14 - i, 8, dark);
  }
  set(8, size - 8, true);
  let bit = 0;
  for (let right = size - 1; right > 0; right -= right === 8 ? 3 : 2)
    for (let step = 0; step < size; step += 1)
      for (const x of [right, right - 1]) {
        const y = ((right + (right < 6 ? 1 : 0)) & 2) === 0 ? size - 1 - step : step;
        if (cells[y]?.[x] !== undefined) continue;
        const dark = (((words[bit >> 3] ?? 0) >> (7 - (bit & 7))) & 1) === 1;
        set(x, y, dark !== (MASKS[mask]?.(x, y) === 0));
        bit += 1;
      }
  return cells.map((row) => row.map((dark) => dark === true));
};

/** How hard a drawing is to read: long runs, blocks, false corners, too dark or too light (ISO/IEC 18004, 7.8.3). */
const penaltyOf = (cells: readonly (readonly boolean[])[]): number => {
  const rows = cells.map((row) => row.map(Number));
  const columns = rows.map((_, x) => rows.map((row) => row[x] ?? 0));
  const lines = [...rows, ...columns].map((line) => line.join(''));
  const all = lines.join(' ');
  const runs = all.match(/0{5,}|1{5,}/g) ?? [];
  const corners = [...all.matchAll(/(?=10111010000|00001011101)/g)];
  const isBlock = (x: number, y: number): boolean =>
    [rows[y]?.[x + 1], rows[y + 1]?.[x], rows[y + 1]?.[x + 1]].every((other) => other === rows[y]?.[x]);
  const blocks = rows.reduce((sum, row, y) => sum + row.filter((_, x) => isBlock(x, y)).length, 0);
  const dark = rows.flat().filter((cell) => cell === 1).length / rows.length ** 2;
  const balance = Math.floor(Math.abs(dark - 0.5) * 20) * 10;
  return runs.reduce((sum, run) => sum + run.length - 2, 0) + corners.length * 40 + blocks * 3 + balance;
};
const leastPenalty = (drawings: readonly boolean[][][]): boolean[][] | undefined =>
  drawings
    .map((cells) => ({ cells, penalty: penaltyOf(cells) }))
    .reduce((best, one) => (one.penalty < best.penalty ? one : best)).cells;
