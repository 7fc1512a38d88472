import { expect, it } from 'vitest';
import { missionIdSchema } from '../../../shared/ids/ids.ts';
import { ulid } from '../../../shared/ids/ulid.ts';

it('writes the instant of the specification’s example as it does', () => {
  expect(ulid(1_469_918_176_385, () => 0).slice(0, 10)).toBe('01ARYZ6S41');
  expect(ulid(1_469_918_176_385, () => 0)).toBe('01ARYZ6S410000000000000000');
});

it('holds any roll, the last one first, and sorts like its time', () => {
  let n = 0;
  const rolled = ulid(0, () => n++ / 32);
  expect(rolled).toBe('0000000000FEDCBA9876543210');
  expect(ulid(0, () => 1 - Number.EPSILON).slice(10)).toBe('Z'.repeat(16));
  const inTime = [1, 31, 32, 1_000_000, 1_700_000_000_000].map((at) => ulid(at, () => 0.5));
  expect(inTime.toSorted()).toEqual(inTime);
  expect(missionIdSchema.safeParse(`mis_${ulid(1_700_000_000_000, Math.random)}`).success).toBe(true);
});
