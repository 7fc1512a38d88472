import { describe, expect, it } from 'vitest';
import { missionIdSchema } from '../../../shared/ids/ids.ts';
import { emptyLoad, type Load, openSince, without } from '../../../shared/offers/load.ts';
import { civilDay } from '../../../shared/time/civil.ts';
import { type Instant, minus } from '../../../shared/time/instant.ts';
import { TUESDAY_NOON as NOW, PAUL, VISIT, VISIT_STARTS } from '../../builders/chain.ts';

const OTHER = missionIdSchema.parse(`mis_${'E'.repeat(26)}`);
const [NINE, ELEVEN] = [minus(NOW, { hours: 3 }), minus(NOW, { hours: 1 })];
const asked = (missionId: Load['entries'][number]['missionId'], askedAt?: Instant) => ({
  missionId,
  day: civilDay('2026-11-25'),
  startsAt: VISIT_STARTS,
  minutes: 60,
  state: 'offered' as const,
  ...(askedAt ? { askedAt } : {}),
});
const load = (more: Partial<Load>): Load => ({ ...emptyLoad(PAUL), offersSentAt: [NINE, ELEVEN], ...more });

describe('since when a volunteer has a question to answer', () => {
  it('is not at all when all are answered, whatever was sent', () => {
    expect(openSince(load({}))).toBeUndefined();
    expect(openSince(load({ entries: [{ ...asked(VISIT, NINE), state: 'held' }] }))).toBeUndefined();
  });

  it('counts from the questions still open, not from one answered since', () => {
    expect(openSince(load({ entries: [asked(VISIT, NINE)] }))).toBe(NINE);
    const both = load({ entries: [asked(VISIT, NINE), asked(OTHER, ELEVEN)] });
    expect(openSince(both)).toBe(ELEVEN);
    expect(openSince(without(both, OTHER))).toBe(NINE);
  });

  it('counts an open batch of calls: on a hot day nobody is texted about a visit on top of it', () => {
    const batch = { batchId: 'bat_1', day: civilDay('2026-11-24') };
    expect(openSince(load({ calls: [{ ...batch, state: 'offered', askedAt: ELEVEN }] }))).toBe(ELEVEN);
    expect(openSince(load({ calls: [{ ...batch, state: 'held', askedAt: ELEVEN }] }))).toBeUndefined();
    expect(openSince(load({ calls: [{ ...batch, state: 'done' }] }))).toBeUndefined();
  });

  it('counts from the last text where the question is older than what is kept of it', () => {
    expect(openSince(load({ entries: [asked(VISIT)] }))).toBe(ELEVEN);
    expect(openSince(load({ entries: [asked(VISIT)], offersSentAt: [] }))).toBeUndefined();
  });
});
