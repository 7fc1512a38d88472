import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  AUDIT_PREFIX,
  type AuditEvent,
  auditKind,
  change,
  firstBrokenLink,
  SYSTEM,
} from '../../../shared/audit/audit.ts';
import { missionKey, missionKind } from '../../../shared/missions/store.ts';
import { rowsOf } from '../../../shared/table/kind.ts';
import { aMission, TUESDAY_NOON, VISIT } from '../../builders/chain.ts';
import { memoryTable } from '../../doubles/memory-table.ts';

const chainOf = async (length: number): Promise<readonly AuditEvent[]> => {
  const table = memoryTable();
  for (let i = 0; i < length; i += 1) {
    const stored = await table.get(missionKind, missionKey(VISIT));
    const happening = { action: `step-${i}`, actor: SYSTEM, at: TUESDAY_NOON, details: { i } };
    await table.commit(change(missionKind, stored, aMission(), happening));
  }
  return rowsOf(auditKind, (await table.partition(VISIT, { prefix: AUDIT_PREFIX })).items).map(
    (stored) => stored.value,
  );
};

describe('the trace of a record', () => {
  it('holds, event after event', async () => {
    expect(firstBrokenLink(await chainOf(12))).toBeUndefined();
    expect(firstBrokenLink([])).toBeUndefined();
  });

  it('shows an event altered, removed, repeated or moved', async () => {
    const events = await chainOf(12);
    fc.assert(
      fc.property(fc.nat(10), fc.constantFrom('alter', 'remove', 'repeat', 'swap'), (n, how) => {
        const copy = [...events];
        const event = copy[n];
        const after = copy[n + 1];
        if (!event || !after) return;
        if (how === 'alter') copy[n] = { ...event, action: `${event.action}!` };
        if (how === 'remove') copy.splice(n, 1);
        if (how === 'repeat') copy.splice(n, 0, event);
        if (how === 'swap') copy.splice(n, 2, after, event);
        expect(firstBrokenLink(copy)).toBeDefined();
      }),
      { seed: 20_261_122 },
    );
  });

  it('refuses a change of what somebody else has changed, and leaves no event of it', async () => {
    const table = memoryTable();
    const happening = { action: 'first', actor: SYSTEM, at: TUESDAY_NOON };
    await table.commit(change(missionKind, undefined, aMission(), happening));
    const read = await table.get(missionKind, missionKey(VISIT));
    await table.commit(change(missionKind, read, aMission(), { ...happening, action: 'second' }));
    const late = await table.commit(
      change(missionKind, read, aMission({ urgent: true }), { ...happening, action: 'late' }),
    );
    expect(late.ok).toBe(false);
    const events = await table.partition(VISIT, { prefix: AUDIT_PREFIX });
    expect(rowsOf(auditKind, events.items).map(({ value }) => value.action)).toEqual(['first', 'second']);
  });
});
