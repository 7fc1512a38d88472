import { describe, expect, it } from 'vitest';
import { itemIdSchema } from '../../../../shared/ids/ids.ts';
import {
  forget,
  LOAN_ACTORS,
  LOAN_TRANSITIONS,
  type LoanAct,
  type LoanActor,
  type LoanCommand,
  stepLoan,
} from '../../../../shared/library/loans/decide-loan.ts';
import { LOAN_STATES, type Loan, type LoanState } from '../../../../shared/library/loans/loan.ts';
import { defaultLibrarySettings } from '../../../../shared/library/settings.ts';
import { civilDay, dayOf } from '../../../../shared/time/civil.ts';
import { plus } from '../../../../shared/time/instant.ts';
import { TUESDAY_NOON as NOW } from '../../../builders/chain.ts';
import { aLoan, VISIT } from '../../../builders/library.ts';

const settings = defaultLibrarySettings('besancon');
const today = dayOf(NOW);
const ACTS: readonly LoanAct[] = [
  { command: 'pick', missionId: VISIT, deliverOn: civilDay('2026-11-25') },
  { command: 'deliver', on: today, periodDays: 28 },
  { command: 'return' },
  ...(
    [
      'put-back',
      'take-back',
      'keep-aside',
      'drop',
      'fall-due',
      'check-in',
      'not-here',
      'lose',
      'renew',
    ] as const
  ).map((command) => ({ command })),
];
const ACTORS: readonly LoanActor[] = ['librarian', 'coordinator', 'carrier', 'system'];

/** A loan as its state leaves it, late enough to fall due. */
const inState = (state: LoanState): Loan =>
  aLoan({
    state,
    ...(state === 'picked' ? { missionId: VISIT, deliverOn: civilDay('2026-11-25') } : {}),
    ...(state === 'out' || state === 'overdue'
      ? { outOn: civilDay('2026-10-01'), dueOn: civilDay('2026-11-01'), periodDays: 28 }
      : {}),
    ...(state === 'returned' ? { returnedBy: 'carrier' as const, endedAt: NOW } : {}),
    ...(state === 'lost' || state === 'dropped' ? { endedAt: NOW } : {}),
  });

describe('a loan', () => {
  const every = LOAN_STATES.flatMap((state) =>
    ACTS.flatMap((what) => ACTORS.map((by) => [state, what, by] as const)),
  );
  it.each(every.map(([state, what, by]) => [state, what.command, by, what] as const))(
    '%s, %s by %s: as the table says',
    (state, command, by, what) => {
      const done = stepLoan(inState(state), what, by, settings, NOW);
      const to = LOAN_TRANSITIONS[state][command];
      if (!to) expect(done).toEqual({ ok: false, refusal: 'not-allowed-here' });
      else if (!LOAN_ACTORS[command].includes(by))
        expect(done).toEqual({ ok: false, refusal: 'not-your-role' });
      else expect(done.ok && done.value.state).toBe(to);
    },
  );

  it('leaves every state that is not an end, and no command is idle', () => {
    const idle = ACTS.map(({ command }) => command).filter(
      (command: LoanCommand) => !LOAN_STATES.some((state) => LOAN_TRANSITIONS[state][command]),
    );
    expect(idle).toEqual([]);
    for (const state of LOAN_STATES)
      expect(Object.keys(LOAN_TRANSITIONS[state]).length > 0, state).toBe(state !== 'dropped');
  });

  const out = (periodDays: number) => {
    const given = stepLoan(
      inState('picked'),
      { command: 'deliver', on: today, periodDays },
      'carrier',
      settings,
      NOW,
    );
    if (!given.ok) throw new Error(given.refusal);
    return given.value;
  };

  it('lasts the library’s three weeks, and never less than until somebody comes again', () => {
    expect(out(14).dueOn).toBe('2026-12-15');
    expect(out(56).dueOn).toBe('2027-01-19');
  });

  it('falls due the morning after its last day, not before', () => {
    const given = out(14);
    expect(given.lookAt).toBe('2026-12-16T05:00:00.000Z');
    const at = plus(NOW, { days: 21 });
    expect(stepLoan(given, { command: 'fall-due' }, 'system', settings, at)).toMatchObject({
      refusal: 'not-due',
    });
    const after = stepLoan(given, { command: 'fall-due' }, 'system', settings, plus(at, { days: 1 }));
    expect(after.ok && after.value.state).toBe('overdue');
    expect(after.ok && after.value.lookAt).toBeUndefined();
  });

  it('is renewed as often as the town says, from today', () => {
    let loan = out(28);
    for (let i = 0; i < settings.renewalsMost; i += 1) {
      const again = stepLoan(loan, { command: 'renew' }, 'carrier', settings, plus(NOW, { days: 28 }));
      if (!again.ok) throw new Error(again.refusal);
      loan = again.value;
      expect(loan.dueOn).toBe('2027-01-19');
    }
    expect(stepLoan(loan, { command: 'renew' }, 'librarian', settings, NOW)).toMatchObject({
      refusal: 'too-many-renewals',
    });
  });

  it('keeps its copy while it holds it, and gives it back with the shelf', () => {
    const itemId = itemIdSchema.parse(`itm_${'F'.repeat(26)}`);
    const bag = {
      command: 'pick',
      missionId: VISIT,
      deliverOn: today,
      copy: { itemId, grams: 420 },
    } as const;
    const picked = stepLoan(inState('requested'), bag, 'librarian', settings, NOW);
    expect(picked.ok && picked.value).toMatchObject({ itemId, grams: 420, missionId: VISIT });
    if (!picked.ok) return;
    const back = stepLoan(picked.value, { command: 'put-back' }, 'librarian', settings, NOW);
    expect(back.ok && back.value.itemId).toBeUndefined();
    const aside = stepLoan(picked.value, { command: 'keep-aside' }, 'carrier', settings, NOW);
    expect(aside.ok && [aside.value.itemId, aside.value.missionId]).toEqual([itemId, undefined]);
  });

  it('is checked only when a carrier said that it came back', () => {
    const atDesk: Loan = { ...inState('returned'), returnedBy: 'library' };
    for (const command of ['check-in', 'not-here'] as const)
      expect(stepLoan(atDesk, { command }, 'librarian', settings, NOW).ok).toBe(false);
  });

  it('is forgotten once it is over: then nobody can tell whose it was or what it was', () => {
    const returned = stepLoan(
      { ...inState('overdue'), itemId: itemIdSchema.parse(`itm_${'F'.repeat(26)}`) },
      { command: 'return', opinion: 'liked' },
      'carrier',
      settings,
      NOW,
    );
    if (!returned.ok) throw new Error(returned.refusal);
    expect(returned.value.lookAt).toBe(plus(NOW, { days: 30 }));
    const gone = forget(returned.value, plus(NOW, { days: 30 }));
    if (!gone.ok) throw new Error(gone.refusal);
    expect(Object.keys(gone.value)).not.toEqual(
      expect.arrayContaining([expect.stringMatching(/seniorId|work|itemId|missionId|opinion|lookAt/)]),
    );
    expect(stepLoan(gone.value, { command: 'not-here' }, 'librarian', settings, NOW)).toMatchObject({
      refusal: 'forgotten',
    });
    for (const state of ['requested', 'picked', 'out', 'overdue'] as const)
      expect(forget(inState(state), NOW).ok).toBe(false);
  });
});
