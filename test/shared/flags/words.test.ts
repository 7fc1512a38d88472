import { expect, it } from 'vitest';
import { feedbackTo } from '../../../shared/flags/words.ts';
import { instant } from '../../../shared/time/instant.ts';
import { aFlag } from '../../builders/flags.ts';

it.each(['received', 'acknowledged'] as const)(
  'promises no contact to somebody who wants none (%s)',
  (state) => {
    const now = instant('2026-12-01T09:00:00Z');
    const told = (consent: 'agrees' | 'refuses') =>
      feedbackTo(aFlag({ state, consent, dueAt: instant('2026-12-03T09:00:00Z') }), now);
    expect(told('agrees')).toMatch(/[Pp]remier contact/);
    expect(told('refuses')).not.toMatch(/contact est prévu|contact prévu/);
    expect(told('refuses')).toContain('La personne ne veut pas être contactée : nous en tenons compte.');
  },
);
