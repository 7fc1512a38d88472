import type { ProblemArrays } from '../../shared/matching/assignment/problem.ts';
import { ok, type Result, refused } from '../../shared/result/result.ts';

/** What is wrong with a file, as a sentence to print. */
type Parsed<T> = Result<T, string>;

const MINUS = 45;
const ZERO = 48;
const isBlank = (byte: number): boolean => byte <= 32;

/** The bytes as whole numbers, however they are wrapped into lines (a million pairs are 15 MB: no strings on the way). */
const wholeNumbers = (bytes: Uint8Array): Parsed<Float64Array> => {
  let numbers = new Float64Array(Math.max(16, bytes.length >> 2));
  let count = 0;
  let line = 1;
  let at = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0;
  while (at < bytes.length) {
    const first = bytes[at] ?? 0;
    if (isBlank(first)) {
      if (first === 10) line += 1;
      at += 1;
      continue;
    }
    const from = at;
    let value = 0;
    if (first === MINUS) at += 1;
    const digits = at;
    for (; at < bytes.length; at += 1) {
      const digit = (bytes[at] ?? 0) - ZERO;
      if (digit < 0 || digit > 9) break;
      value = value * 10 + digit;
    }
    if (at < bytes.length && !isBlank(bytes[at] ?? 0))
      while (at < bytes.length && !isBlank(bytes[at] ?? 0)) at += 1;
    else if (at > digits && value <= Number.MAX_SAFE_INTEGER) {
      if (count === numbers.length) {
        const wider = new Float64Array(count * 2);
        wider.set(numbers);
        numbers = wider;
      }
      numbers[count] = first === MINUS ? -value : value;
      count += 1;
      continue;
    }
    const text = new TextDecoder().decode(bytes.subarray(from, Math.min(at, from + 40)));
    return refused(`line ${line}: "${text}" is not a whole number that fits`);
  }
  return ok(numbers.subarray(0, count));
};

/** Pairs row by row, column by column: what a sparse file looks like, and a dense one of the same length does not. */
const readsAsTriples = (numbers: Float64Array, n: number): boolean => {
  let last = 0;
  for (let at = 1; at + 2 < numbers.length; at += 3) {
    const i = numbers[at] ?? 0;
    const j = numbers[at + 1] ?? 0;
    if (i < 1 || i > n || j < 1 || j > n || i * (n + 1) + j <= last) return false;
    last = i * (n + 1) + j;
  }
  return (numbers.length - 1) % 3 === 0;
};

const everyRow = (n: number, rowStart: Int32Array, edgeVolunteer: Int32Array, edgeCost: Float64Array) => ({
  rowStart,
  edgeVolunteer,
  edgeCost,
  capacity: new Int32Array(n).fill(1),
  penalty: new Float64Array(n).fill(Infinity),
});

const dense = (numbers: Float64Array, n: number): ProblemArrays =>
  everyRow(
    n,
    Int32Array.from({ length: n + 1 }, (_, i) => i * n),
    Int32Array.from({ length: n * n }, (_, e) => e % n),
    numbers.subarray(1),
  );

const sparse = (numbers: Float64Array, n: number): Parsed<ProblemArrays> => {
  const pairs = (numbers.length - 1) / 3;
  const rowStart = new Int32Array(n + 1);
  for (let k = 0; k < pairs; k += 1) {
    const i = numbers[1 + 3 * k] ?? 0;
    const j = numbers[2 + 3 * k] ?? 0;
    if (!(i >= 1 && i <= n && j >= 1 && j <= n))
      return refused(`pair ${k + 1}: row ${i}, column ${j} are not both between 1 and ${n}`);
    rowStart[i] = (rowStart[i] ?? 0) + 1;
  }
  for (let i = 0; i < n; i += 1) rowStart[i + 1] = (rowStart[i + 1] ?? 0) + (rowStart[i] ?? 0);
  const next = rowStart.slice();
  const edgeVolunteer = new Int32Array(pairs);
  const edgeCost = new Float64Array(pairs);
  for (let k = 0; k < pairs; k += 1) {
    const i = (numbers[1 + 3 * k] ?? 1) - 1;
    const e = next[i] ?? 0;
    next[i] = e + 1;
    edgeVolunteer[e] = (numbers[2 + 3 * k] ?? 1) - 1;
    edgeCost[e] = numbers[3 + 3 * k] ?? 0;
  }
  return ok(everyRow(n, rowStart, edgeVolunteer, edgeCost));
};

/**
 * Beasley's OR-Library assignment files: n, then either the n × n costs row by row (assign100 …), or triples row, column,
 * cost of the pairs that exist (assignp800 …). Each row must have one column, each column takes one row, at least cost.
 * Which of the two it is follows from how many numbers there are; where both fit, from whether they read as ordered pairs.
 */
export const assignmentFile = (bytes: Uint8Array): Parsed<ProblemArrays> => {
  const read = wholeNumbers(bytes);
  if (!read.ok) return read;
  const numbers = read.value;
  const n = numbers[0] ?? -1;
  if (numbers.length === 0) return refused('holds no number');
  if (n < 0 || n > 2 ** 24) return refused(`begins with ${n}, which is no number of rows`);
  const rest = numbers.length - 1;
  if (rest === n * n && !readsAsTriples(numbers, n)) return ok(dense(numbers, n));
  if (rest % 3 === 0) return sparse(numbers, n);
  return refused(`has ${rest} numbers after ${n}: neither ${n} × ${n} costs nor triples row, column, cost`);
};
