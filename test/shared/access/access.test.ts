import { readFileSync, writeFileSync } from 'node:fs';
import { fc, test } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import { isAllowed, type Permission, RELATIONS } from '../../../shared/access/permission.ts';
import { ACTIONS, can, mightEver, PERMISSIONS } from '../../../shared/access/table.ts';
import { ROLES } from '../../../shared/staff/staff.ts';
import { matrix } from './matrix.ts';

const coordinator = { role: 'coordinator', town: 'besancon', active: true } as const;
const worker = { role: 'social-worker', town: 'besancon', active: true } as const;
const row: Permission = {
  what: 'Lire',
  who: { coordinator: 'any', 'social-worker': ['flagger', 'referent'] },
};

describe('who may do what', () => {
  it('lets a coordinator act on everything of the town, and on nothing of another', () => {
    expect(isAllowed(row, coordinator, { town: 'besancon' })).toBe(true);
    expect(isAllowed(row, coordinator, { town: 'dole', relations: RELATIONS })).toBe(false);
  });
  it('lets a social worker act where he flagged or is the referent, and nowhere else', () => {
    expect(isAllowed(row, worker, { town: 'besancon', relations: ['flagger'] })).toBe(true);
    expect(isAllowed(row, worker, { town: 'besancon', relations: ['named', 'referent'] })).toBe(true);
    expect(isAllowed(row, worker, { town: 'besancon', relations: ['named'] })).toBe(false);
    expect(isAllowed(row, worker, { town: 'besancon' })).toBe(false);
    expect(isAllowed(row, worker, undefined)).toBe(false);
  });
  it('refuses a role without a row, an account that was closed, and a visitor', () => {
    expect(isAllowed(row, { ...coordinator, role: 'reviewer' }, { town: 'besancon' })).toBe(false);
    expect(isAllowed(row, { ...coordinator, active: false }, { town: 'besancon' })).toBe(false);
    expect(isAllowed(row, undefined, { town: 'besancon' })).toBe(false);
  });

  test.prop(
    [
      fc.constantFrom(...ACTIONS),
      fc.constantFrom(...ROLES),
      fc.subarray([...RELATIONS]),
      fc.constantFrom('besancon', 'dole'),
      fc.boolean(),
    ],
    { seed: 4150, numRuns: 3_000 },
  )(
    'never lets anybody into another town, nor a closed account anywhere',
    (action, role, relations, town, active) => {
      const subject = { role, town: 'besancon', active };
      const isOpenToAll = PERMISSIONS[action].who.visitor === 'any';
      if (!isOpenToAll && (town !== 'besancon' || !active))
        expect(can(subject, action, { town, relations })).toBe(false);
      if (can(subject, action, { town, relations })) expect(mightEver(subject, action)).toBe(true);
    },
  );

  it('is what docs/permissions.md says', () => {
    const file = new URL('../../../docs/permissions.md', import.meta.url);
    if (process.env.PRINT) writeFileSync(file, matrix(PERMISSIONS));
    expect(readFileSync(file, 'utf8')).toBe(matrix(PERMISSIONS));
  });
});
