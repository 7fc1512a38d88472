import { describe, expect, it } from 'vitest';
import { isConsentGiven } from '../../../shared/consents/consent.ts';
import { decideConsent, mergedConsent } from '../../../shared/consents/decide-consent.ts';
import { plus } from '../../../shared/time/instant.ts';
import { aConsent, JEANNE, TUESDAY_NOON as NOW } from '../../builders/chain.ts';
import { CLAIRE } from '../../support/situations.ts';

const BY = { kind: 'staff', id: CLAIRE } as const;
const later = plus(NOW, { days: 1 });
const spoken = { purpose: 'FRIENDLY_VISIT', how: 'spoken' } as const;
const decide = (before: Parameters<typeof decideConsent>[0], answer: Parameters<typeof decideConsent>[1]) =>
  decideConsent(before, answer, JEANNE, BY, later);

describe('what she answered', () => {
  it('is kept with its date, who asked and how', () => {
    const done = decide(undefined, { ...spoken, state: 'given' });
    expect(done).toEqual({
      ok: true,
      value: { ...spoken, state: 'given', seniorId: JEANNE, at: later, by: BY },
    });
  });

  it('a no or a withdrawal is never softened into « asked »', () => {
    for (const state of ['refused', 'withdrawn', 'given'] as const) {
      const before = aConsent({ state });
      expect(decide(before, { ...spoken, state: 'asked' })).toEqual({ ok: true, value: before });
    }
  });

  it.each([
    ['to take back what was never given', 'nothing-to-withdraw', { ...spoken, state: 'withdrawn' }],
    ['an end that is already past', 'ends-in-the-past', { ...spoken, state: 'given', endsAt: NOW }],
    [
      'the alert register, which rests on the law',
      'register-is-apart',
      { ...spoken, purpose: 'ALERT_REGISTER', state: 'given' },
    ],
  ] as const)('refuses %s', (_, reason, answer) => {
    expect(decide(undefined, answer)).toEqual({ ok: false, refusal: { reason } });
  });

  it('counts until its end, and not at it', () => {
    const until = aConsent({ endsAt: later });
    expect([isConsentGiven(until, NOW), isConsentGiven(until, later)]).toEqual([true, false]);
    expect(isConsentGiven(undefined, NOW)).toBe(false);
  });
});

describe('two files that were one person', () => {
  const yes = aConsent();
  const no = aConsent({ state: 'refused' });
  it('the latest answer is hers, whichever file it was in', () => {
    const after = aConsent({ at: later });
    expect([mergedConsent(no, after), mergedConsent(after, no)]).toEqual([after, after]);
  });
  it('at the same instant the no wins', () => {
    expect([mergedConsent(yes, no), mergedConsent(no, yes)]).toEqual([no, no]);
  });
  it('a question that waits never covers an answer', () => {
    const asked = aConsent({ state: 'asked', at: later });
    expect([mergedConsent(asked, no), mergedConsent(no, asked)]).toEqual([no, no]);
  });
  it('one answer alone is kept', () => {
    expect([mergedConsent(undefined, no), mergedConsent(no, undefined)]).toEqual([no, no]);
  });
});
