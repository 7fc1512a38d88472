import { describe, expect, it } from 'vitest';
import { solveFile } from './assignment.bench.ts';

const objectiveOf = (text: string): unknown => {
  const line = solveFile(Buffer.from(text), 'small.txt');
  return line.ok ? line.value.objective : line.refusal;
};

describe('OR-Library assignment files', () => {
  it.each<[string, string, number]>([
    ['a dense file', ' 2\n 1 5\n 3 9\n', 8],
    ['rows wrapped anywhere', '3\n1 9 9 9\n1 9 9 9\n1\n', 3],
    ['tabs, carriage returns and no last line end', '2\r\n1\t5\r\n3\t9', 8],
    ['a mark at the beginning, an end-of-file byte of old', '\ufeff2\n1 5\n3 9\n\u001a', 8],
    ['costs below zero', '2\n-1 5\n3 -9\n', -10],
    ['a sparse file', '2 \n 1 1 5 \n 1 2 7 \n 2 1 1 \n', 8],
    ['a sparse file in any order', '3\n2 2 4\n1 1 5\n3 3 1\n1 3 1\n', 10],
    ['as many triples as a dense file has costs', '3\n1 1 5\n2 2 6\n3 3 7\n', 18],
    ['a dense file whose numbers could be triples but for their order', '3\n2 2 2\n1 1 1\n3 3 3\n', 6],
    ['one row', '1\n7\n', 7],
    ['no row', '0\n', 0],
  ])('reads %s', (_, text, objective) => {
    expect(objectiveOf(text)).toBe(objective);
  });

  it.each<[string, string, string]>([
    ['an empty file', '', 'holds no number'],
    ['a word', '2\n1 five\n3 9\n', 'line 2: "five" is not a whole number that fits'],
    ['decimals', '2\n1 5.5\n3 9\n', 'line 2: "5.5" is not a whole number that fits'],
    ['a lone sign', '1\n-\n', 'line 2: "-" is not a whole number that fits'],
    ['a number past the exact ones', '1\n9007199254740993\n', 'is not a whole number that fits'],
    ['costs whose sums could round', '2\n 3000000000000000 1\n1 1\n', 'costs too large'],
    ['a file cut short', '3\n1 2 3\n4 5\n', 'neither 3 × 3 costs nor triples'],
    ['a pair out of the table', '2\n1 3 5\n', 'pair 1: row 1, column 3 are not both between 1 and 2'],
    ['a number of rows below zero', '-4\n', 'begins with -4'],
    [
      'rows that share too few columns',
      '3\n1 1 5\n2 1 5\n3 3 5\n3 2 5\n1 1 6\n',
      'no complete assignment exists: 2 rows',
    ],
  ])('says what is wrong with %s', (_, text, sentence) => {
    expect(objectiveOf(text)).toContain(sentence);
  });
});
