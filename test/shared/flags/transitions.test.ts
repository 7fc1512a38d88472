import { describe, expect, it } from 'vitest';
import { advance, type FlagStep, tellPerson } from '../../../shared/flags/advance-flag.ts';
import { flagStateSchema, isOpenFlag, nextFlagLook } from '../../../shared/flags/flag.ts';
import { FLAG_COMMANDS, FLAG_TRANSITIONS, mayDo, nextFlagState } from '../../../shared/flags/transitions.ts';
import { civilDay } from '../../../shared/time/civil.ts';
import { instant, plus } from '../../../shared/time/instant.ts';
import { JEANNE } from '../../builders/chain.ts';
import { aFlag } from '../../builders/flags.ts';
import { CLAIRE, SOFIA } from '../../support/situations.ts';

const NOW = instant('2026-11-24T11:00:00.000Z');
const claire = { id: CLAIRE, role: 'coordinator' } as const;
const sofia = { id: SOFIA, role: 'social-worker' } as const;
const STEPS: Readonly<Record<(typeof FLAG_COMMANDS)[number], FlagStep>> = {
  acknowledge: { do: 'acknowledge', handlerId: CLAIRE },
  try: { do: 'try' },
  contact: { do: 'contact' },
  'take-up': { do: 'take-up', seniorId: JEANNE },
  know: { do: 'know', seniorId: JEANNE },
  decline: { do: 'decline' },
  redirect: { do: 'redirect', words: 'Assistante sociale de secteur' },
  'give-up': { do: 'give-up' },
  close: { do: 'close', words: 'Signalement en double' },
  reopen: { do: 'reopen' },
  withdraw: { do: 'withdraw' },
};

describe('every state by every command', () => {
  for (const state of flagStateSchema.options)
    for (const command of FLAG_COMMANDS) {
      const to = nextFlagState(state, command);
      it(`${state} + ${command} → ${to ?? 'refused'}`, () => {
        const by = command === 'withdraw' ? sofia : claire;
        const result = advance(aFlag({ state }), STEPS[command], by, NOW);
        if (to === undefined) expect(result).toEqual({ ok: false, refusal: { reason: 'not-from-here' } });
        else expect(result.ok && result.value.state).toBe(to);
      });
    }

  it('leaves no open state without a way out, and none that cannot be reached', () => {
    const reached = new Set(Object.values(FLAG_TRANSITIONS).flatMap((row) => Object.values(row)));
    for (const state of flagStateSchema.options) {
      if (isOpenFlag(state)) expect(Object.keys(FLAG_TRANSITIONS[state]).length).toBeGreaterThan(2);
      if (state !== 'received') expect(reached).toContain(state);
    }
  });
});

describe('who may', () => {
  it('lets the flagger take back a flag that nobody has opened, and nothing else', () => {
    const allowed = FLAG_COMMANDS.filter((command) =>
      mayDo(command, { role: 'social-worker', isFlagger: true }),
    );
    expect(allowed).toEqual(['withdraw']);
  });
  it('refuses every command to a librarian, and to a social worker who did not flag', () => {
    for (const role of ['librarian', 'reviewer', 'social-worker', 'data-protection-officer'] as const)
      for (const command of FLAG_COMMANDS) expect(mayDo(command, { role, isFlagger: false })).toBe(false);
  });
  it('lets a coordinator who flagged somebody herself take that flag back too', () => {
    expect(mayDo('withdraw', { role: 'coordinator', isFlagger: true })).toBe(true);
  });
});

describe('what a step leaves behind', () => {
  it('a conversation tells the person that someone spoke of her', () => {
    const result = advance(aFlag(), STEPS.contact, claire, NOW);
    expect(result.ok && result.value).toMatchObject({
      toldPersonAt: NOW,
      toldBy: 'spoken',
      handlerId: CLAIRE,
    });
  });
  it('an unanswered call is dated, and counts as somebody taking charge', () => {
    const result = advance(aFlag(), STEPS.try, claire, NOW);
    expect(result.ok && result.value).toMatchObject({
      state: 'acknowledged',
      attempts: [{ at: NOW, by: CLAIRE }],
    });
  });
  it('a recontact is kept only for a day to come', () => {
    const today = advance(aFlag(), { do: 'decline', recontactOn: civilDay('2026-11-24') }, claire, NOW);
    expect(today).toEqual({ ok: false, refusal: { reason: 'day-not-ahead' } });
    const spring = advance(aFlag(), { do: 'decline', recontactOn: civilDay('2027-03-01') }, claire, NOW);
    expect(spring.ok && nextFlagLook(spring.value)).toBe('2027-03-01T08:00:00.000Z');
  });
  it('a redirection without a word on where to is refused', () => {
    expect(advance(aFlag(), { do: 'redirect', words: '  ' }, claire, NOW)).toEqual({
      ok: false,
      refusal: { reason: 'words-missing' },
    });
  });
  it('reopening forgets the end and looks again at the deadlines', () => {
    const settled = aFlag({ state: 'unreachable', closedAt: NOW, overdueAt: NOW });
    const result = advance(settled, STEPS.reopen, claire, NOW);
    expect(result.ok && result.value.closedAt).toBeUndefined();
  });
});

describe('telling the person', () => {
  it('never writes a letter for a sensitive flag', () => {
    const flag = aFlag({ sensitive: { safeChannel: 'au travail, 03 53 01 00 12' } });
    expect(tellPerson(flag, 'letter', NOW)).toEqual({
      ok: false,
      refusal: { reason: 'sensitive-no-letter' },
    });
    expect(tellPerson(flag, 'safe-channel', NOW).ok).toBe(true);
  });
  it('is looked at on the eighth day, even when somebody took charge', () => {
    const flag = aFlag({ state: 'unreachable' });
    expect(nextFlagLook(flag)).toBe(plus(flag.receivedAt, { days: 8 }));
  });
});
