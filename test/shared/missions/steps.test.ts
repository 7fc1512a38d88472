import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Mission } from '../../../shared/missions/mission.ts';
import { dueStep, pendingSteps, stepRules, withNextLook } from '../../../shared/missions/steps.ts';
import { mayDisturb } from '../../../shared/time/calendar.ts';
import { addDays, civilDay, civilOf, civilTime, instantOf } from '../../../shared/time/civil.ts';
import { type Instant, instant, minus, plus } from '../../../shared/time/instant.ts';
import { aMission, aTown, PAUL, TUESDAY_NOON } from '../../builders/chain.ts';

const rules = stepRules(aTown());
const heldOn = (day: string, time: string, since: Instant, more: Partial<Mission> = {}): Mission =>
  aMission({
    state: 'filled',
    day: civilDay(day),
    time: civilTime(time),
    startsAt: instantOf(civilDay(day), civilTime(time)),
    holder: { volunteerId: PAUL, since, via: 'link', devices: [] },
    createdAt: since,
    ...more,
  });
const timeOf = (mission: Mission, name: string, twoHours = true) =>
  pendingSteps(mission, rules, twoHours).find((step) => step.name === name)?.at;

describe('what is owed to a mission, and when', () => {
  it('asks the eve at 17:00, on the town’s clock, winter and summer', () => {
    expect(timeOf(heldOn('2026-11-25', '14:30', instant('2026-11-20T10:00:00Z')), 'remind-day-before')).toBe(
      '2026-11-24T16:00:00.000Z',
    );
    expect(timeOf(heldOn('2026-07-08', '14:30', instant('2026-07-01T10:00:00Z')), 'remind-day-before')).toBe(
      '2026-07-07T15:00:00.000Z',
    );
  });

  it('keeps wall time on both nights when the clocks change', () => {
    for (const day of ['2027-03-29', '2027-11-02']) {
      const at = timeOf(heldOn(day, '10:00', instant('2027-03-01T10:00:00Z')), 'remind-day-before');
      expect(at && civilOf(at).time).toBe('17:00');
    }
    // 31 October 2027 is a 25-hour Sunday and 1 November a holiday: the reminder leaves on Saturday.
    expect(timeOf(heldOn('2027-11-02', '10:00', instant('2027-10-01T10:00:00Z')), 'remind-day-before')).toBe(
      '2027-10-30T15:00:00.000Z',
    );
  });

  it('brings Monday’s reminder forward to Saturday: nobody is texted on a Sunday', () => {
    expect(timeOf(heldOn('2026-11-30', '10:00', instant('2026-11-20T10:00:00Z')), 'remind-day-before')).toBe(
      '2026-11-28T16:00:00.000Z',
    );
  });

  it('does not ask again whoever said yes after the reminder’s hour', () => {
    expect(
      timeOf(heldOn('2026-11-25', '14:30', instant('2026-11-24T18:00:00Z')), 'remind-day-before'),
    ).toBeUndefined();
  });

  it('reminds two hours before only where wished', () => {
    const mission = heldOn('2026-11-25', '14:30', TUESDAY_NOON);
    expect(timeOf(mission, 'remind-two-hours')).toBe('2026-11-25T11:30:00.000Z');
    expect(timeOf(mission, 'remind-two-hours', false)).toBeUndefined();
  });

  it('asks gently about a missing exit, then tells a person', () => {
    const inside = heldOn('2026-11-25', '14:30', TUESDAY_NOON, {
      presence: { inAt: instant('2026-11-25T13:30:00Z') },
    });
    expect(timeOf(inside, 'ask-exit')).toBe('2026-11-25T15:15:00.000Z');
    const asked = { ...inside, steps: { exitAskedAt: instant('2026-11-25T15:15:00Z') } };
    expect(timeOf(asked, 'alert-exit')).toBe('2026-11-25T15:45:00.000Z');
    const out = { ...inside, presence: { ...inside.presence, outAt: instant('2026-11-25T14:20:00Z') } };
    expect(timeOf(out, 'ask-exit')).toBeUndefined();
  });

  it('asks for the report after the walk home, within the hours, nudges once, then asks a person', () => {
    expect(timeOf(heldOn('2026-11-25', '14:30', TUESDAY_NOON), 'ask-report')).toBe(
      '2026-11-25T15:00:00.000Z',
    );
    // A Saturday evening visit is asked about on Monday morning.
    const late = heldOn('2026-11-28', '19:45', TUESDAY_NOON);
    expect(timeOf(late, 'ask-report')).toBe('2026-11-30T07:30:00.000Z');
    const asked = { ...late, steps: { reportAskedAt: instant('2026-11-30T07:30:00Z') } };
    expect(timeOf(asked, 'nudge-report')).toBe('2026-12-01T09:00:00.000Z');
    const nudged = { ...asked, steps: { ...asked.steps, nudgedAt: instant('2026-12-01T09:00:00Z') } };
    expect(timeOf(nudged, 'report-missing-task')).toBe('2026-12-03T07:30:00.000Z');
  });

  it('never reminds outside the hours, whatever the slot', () => {
    const slots = fc.record({
      day: fc.integer({ min: 0, max: 1500 }),
      hour: fc.integer({ min: 6, max: 21 }),
      ahead: fc.integer({ min: 1, max: 20 }),
    });
    fc.assert(
      fc.property(slots, ({ day, hour, ahead }) => {
        const on = addDays(civilDay('2026-01-02'), day);
        const time = civilTime(`${String(hour).padStart(2, '0')}:30`);
        const mission = heldOn(on, time, minus(instantOf(on, time), { days: ahead }));
        for (const step of pendingSteps(mission, rules, false))
          if (step.name === 'remind-day-before' || step.name === 'ask-report')
            expect(mayDisturb(step.at, rules.quiet)).toBe(true);
      }),
      { seed: 20_261_122 },
    );
  });

  it('looks at the earliest step next, and finds it due exactly then', () => {
    fc.assert(
      fc.property(fc.integer({ min: -2000, max: 20_000 }), fc.boolean(), (minutes, twoHours) => {
        const mission = withNextLook(heldOn('2026-11-25', '14:30', TUESDAY_NOON), rules, twoHours);
        const now = plus(TUESDAY_NOON, { minutes });
        const due = dueStep(mission, rules, twoHours, now);
        expect(due !== undefined).toBe(mission.lookAt !== undefined && mission.lookAt <= now);
      }),
      { seed: 20_261_122 },
    );
  });

  it('owes nothing more to a mission that is over, but the release of offers still open', () => {
    for (const state of ['done', 'not-done', 'cancelled', 'unfilled'] as const) {
      expect(withNextLook(aMission({ state }), rules, true).lookAt).toBeUndefined();
      const open = aMission({ state, search: { wave: 1, open: [PAUL] } });
      expect(pendingSteps(open, rules, true).map((step) => step.name)).toEqual(['release-offers']);
    }
  });
});
