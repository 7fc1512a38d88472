import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { staffIdSchema } from '../../../../shared/ids/ids.ts';
import { intentKind } from '../../../../shared/messages/store.ts';
import { readPhone } from '../../../../shared/phone/read-phone.ts';
import { type Task, taskKind } from '../../../../shared/tasks/task.ts';
import {
  addWorkingDays,
  isHoliday,
  isWorkingDay,
  workingDaysBetween,
} from '../../../../shared/time/calendar.ts';
import {
  addDays,
  civilDay,
  civilOf,
  civilTime,
  dayOf,
  instantOf,
  weekday,
} from '../../../../shared/time/civil.ts';
import { fromMillis, type Instant, minus, plus } from '../../../../shared/time/instant.ts';
import { answered, seenOf } from '../../../../shared/volunteers/joining/answer.ts';
import { answerApplicant } from '../../../../shared/volunteers/joining/answer-applicant.ts';
import { applyAsVolunteer } from '../../../../shared/volunteers/joining/apply-as-volunteer.ts';
import { dueAfter, joiningOf, waitFor } from '../../../../shared/volunteers/joining/clock.ts';
import { recordRequirementOf } from '../../../../shared/volunteers/joining/join.ts';
import { registerVolunteer } from '../../../../shared/volunteers/joining/register-volunteer.ts';
import { lookAtVolunteer } from '../../../../shared/volunteers/look-at-volunteer.ts';
import { nextLook } from '../../../../shared/volunteers/next-look.ts';
import { leaveVolunteer, welcomeBack } from '../../../../shared/volunteers/rest/leave-volunteer.ts';
import { volunteerKind } from '../../../../shared/volunteers/store.ts';
import type { Volunteer } from '../../../../shared/volunteers/volunteer.ts';
import { aTown, aVolunteer, TUESDAY_NOON as NOW } from '../../../builders/chain.ts';
import { townOf } from '../../../builders/volunteers.ts';

const town = aTown();
const at = (day: string, time = '10:00'): Instant => instantOf(civilDay(day), civilTime(time));
const CLAIRE = staffIdSchema.parse(`stf_${'A'.repeat(26)}`);

const APPLICATION = {
  firstName: 'Inès',
  lastName: 'Diallo',
  phone: readPhone('06 39 98 10 10') ?? ('' as never),
  availability: [],
  languages: ['fr'],
  travel: 'walk',
  rangeMetres: 2_000,
  programmes: ['FRIENDLY_VISIT'],
  weeklyCap: 1,
  motivation: '',
  source: 'affiche-battant',
} as const;

describe('the clock of an application', () => {
  it('runs five working days: Sundays, Saturdays and holidays are not counted', () => {
    const due = (applied: string, time?: string) =>
      civilOf(dueAfter('answer', at(applied, time), undefined, town));
    expect(due('2026-11-23')).toEqual({ day: '2026-11-30', time: '18:00' });
    expect(due('2026-11-21', '23:40')).toEqual({ day: '2026-11-27', time: '18:00' });
    // Christmas, a Friday, and New Year’s Day.
    expect(due('2026-12-22')).toEqual({ day: '2026-12-30', time: '18:00' });
    expect(due('2026-12-28')).toEqual({ day: '2027-01-05', time: '18:00' });
    // Alsace and Moselle rest on 26 December too: here a Saturday; on Good Friday they do.
    const alsace = aTown({ holidayZone: 'alsace-moselle' });
    expect(civilOf(dueAfter('answer', at('2026-03-27'), undefined, alsace)).day).toBe('2026-04-07');
    expect(due('2026-03-27').day).toBe('2026-04-03');
  });

  it('for any instant and any delay: lands on a working day, exactly as many as promised, whatever the clocks do', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: Date.UTC(2024, 0, 1), max: Date.UTC(2031, 0, 1) }),
        fc.integer({ min: 1, max: 20 }),
        fc.constantFrom('metropole' as const, 'alsace-moselle' as const),
        (millis, days, zone) => {
          const applied = fromMillis(millis);
          const deadlines = { ...town.deadlines, applicantDays: days };
          const due = dueAfter('answer', applied, undefined, { holidayZone: zone, deadlines });
          const { day, time } = civilOf(due);
          expect(time).toBe('18:00');
          expect(isWorkingDay(day, zone)).toBe(true);
          // Counted by hand, day by day, from the calendar alone.
          let counted = 0;
          for (let one = addDays(dayOf(applied), 1); one <= day; one = addDays(one, 1))
            if (weekday(one) < 6 && !isHoliday(one, zone)) counted += 1;
          expect(counted).toBe(days);
          expect(workingDaysBetween(dayOf(applied), day, zone)).toBe(days);
          expect(addWorkingDays(dayOf(applied), days - 1, zone) < day).toBe(true);
          expect(due > applied).toBe(true);
        },
      ),
      { seed: 8_001, numRuns: 400 },
    );
  });

  it('gives a date agreed on until the evening of the next working day, and a file four weeks', () => {
    const friday = at('2026-11-27', '17:00');
    expect(civilOf(dueAfter('interview', NOW, friday, town)).day).toBe('2026-11-30');
    expect(civilOf(dueAfter('file', NOW, undefined, town)).day).toBe('2026-12-22');
  });

  it('reads whoever applied before it existed as waiting since their application', () => {
    const old = aVolunteer({ state: 'candidate', appliedAt: at('2026-11-02') });
    expect(joiningOf(old, town)).toMatchObject({ step: 'answer', since: at('2026-11-02') });
    expect(nextLook(old)).toBeUndefined();
    const met = aVolunteer({ state: 'interviewed', interviewedAt: at('2026-11-09') });
    expect(joiningOf(met, town)).toMatchObject({ step: 'file', since: at('2026-11-09') });
    for (const state of ['active', 'paused', 'leaving', 'left'] as const)
      expect(joiningOf(aVolunteer({ state, joining: waitFor('answer', {}, town, NOW) }), town)).toBe(
        undefined,
      );
  });
});

describe('what a coordinator does with an application', () => {
  const candidate = (more: Partial<Volunteer> = {}): Volunteer =>
    aVolunteer({ state: 'candidate', joining: waitFor('answer', {}, town, NOW), ...more });
  const seen = (volunteer: Volunteer) => seenOf(volunteer.joining ?? waitFor('answer', {}, town, NOW));
  const made = (result: ReturnType<typeof answered>): Volunteer => {
    if (!result.ok) throw new Error(result.refusal.reason);
    return result.value;
  };

  it('a call that nobody answers is counted, and does not stop the clock', () => {
    const one = candidate();
    const later = plus(NOW, { hours: 3 });
    const tried = made(answered(one, { kind: 'no-answer', seen: seen(one) }, town, later));
    expect(tried.joining).toMatchObject({ step: 'answer', tries: [later], dueBy: one.joining?.dueBy });
    expect(tried.joining?.answeredAt).toBeUndefined();
  });

  it('a second tap on the same page changes nothing, whichever act it was', () => {
    const one = candidate();
    for (const kind of ['no-answer', 'spoke'] as const) {
      const once = made(answered(one, { kind, seen: seen(one) }, town, NOW));
      expect(once).not.toBe(one);
      expect(made(answered(once, { kind, seen: seen(one) }, town, plus(NOW, { minutes: 1 })))).toBe(once);
    }
    const on = at('2026-12-02', '14:00');
    const fixed = made(answered(one, { kind: 'interview-fixed', at: on }, town, NOW));
    expect(made(answered(fixed, { kind: 'interview-fixed', at: on }, town, NOW))).toBe(fixed);
  });

  it('two dates chosen at once: the second is refused, so that one date alone is sent', () => {
    const one = candidate();
    const first = { kind: 'interview-fixed', at: at('2026-12-02', '14:00'), seen: seen(one) } as const;
    const fixed = made(answered(one, first, town, NOW));
    const second = { ...first, at: at('2026-12-03', '10:00') };
    const late = plus(NOW, { minutes: 1 });
    expect(answered(fixed, second, town, late)).toEqual({
      ok: false,
      refusal: { reason: 'changed-meanwhile' },
    });
    expect(answered(fixed, { ...second, seen: seen(fixed) }, town, late).ok).toBe(true);
    expect(made(answered(fixed, first, town, late))).toBe(fixed);
  });

  it('a date is fixed, moved, or put off; the first word keeps its day', () => {
    const fixed = made(
      answered(candidate(), { kind: 'interview-fixed', at: at('2026-12-02', '14:00') }, town, NOW),
    );
    expect(fixed.joining).toMatchObject({ step: 'interview', answeredAt: NOW });
    const later = plus(NOW, { days: 2 });
    const moved = made(
      answered(fixed, { kind: 'interview-fixed', at: at('2026-12-03', '09:00') }, town, later),
    );
    expect(moved.joining).toMatchObject({ interviewAt: at('2026-12-03', '09:00'), answeredAt: NOW });
    const putOff = made(answered(moved, { kind: 'spoke', seen: seen(moved) }, town, later));
    expect(putOff.joining).toMatchObject({ step: 'appointment', since: later, answeredAt: NOW });
    expect(putOff.joining?.interviewAt).toBeUndefined();
  });

  it('refuses a date past, one beyond two months, and whoever was met already', () => {
    const fix = (volunteer: Volunteer, when: Instant) =>
      answered(volunteer, { kind: 'interview-fixed', at: when }, town, NOW);
    expect(fix(candidate(), minus(NOW, { minutes: 1 }))).toMatchObject({
      refusal: { reason: 'interview-past' },
    });
    expect(fix(candidate(), plus(NOW, { days: 61 }))).toMatchObject({
      refusal: { reason: 'interview-too-far' },
    });
    expect(fix(candidate({ state: 'interviewed' }), plus(NOW, { days: 1 }))).toMatchObject({
      refusal: { reason: 'already-met' },
    });
    for (const state of ['active', 'left'] as const)
      expect(fix(candidate({ state }), plus(NOW, { days: 1 }))).toMatchObject({
        refusal: { reason: 'not-waiting' },
      });
  });
});

describe('from the form to an answer, over the table', () => {
  const openTasks = (tasks: readonly Task[]) => tasks.filter(({ state }) => state === 'open');
  const opened = async (applied: Instant = NOW) => {
    const stage = await townOf([]);
    await applyAsVolunteer(stage.world, APPLICATION, applied);
    const [candidate] = stage.all(volunteerKind);
    if (!candidate?.joining) throw new Error('no candidate');
    const { id } = candidate;
    return {
      ...stage,
      id,
      now: () => stage.volunteer(id),
      act: async (kind: 'spoke' | 'no-answer', when: Instant) => {
        const { joining } = await stage.volunteer(id);
        const shown = joining ? seenOf(joining) : '';
        return answerApplicant(stage.world, id, { kind, seen: shown }, CLAIRE, when);
      },
      words: () =>
        stage
          .all(intentKind)
          .map(({ message, dueAt }): [string, Instant] => [message.kind, dueAt])
          .sort(([, a], [, b]) => (a < b ? -1 : 1)),
    };
  };

  it('the first call that fails is told by SMS, once and never at night; the next ones are not', async () => {
    const town = await opened();
    const evening = at('2026-11-24', '21:15');
    await town.act('no-answer', evening);
    await town.act('no-answer', plus(evening, { minutes: 5 }));
    await town.act('no-answer', plus(evening, { hours: 20 }));
    expect(town.words()).toEqual([
      ['application-received', NOW],
      ['application-called', at('2026-11-25', '08:30')],
    ]);
    expect((await town.now()).joining?.tries).toHaveLength(3);
  });

  it('speaking settles the task, in the same write', async () => {
    const town = await opened();
    expect(openTasks(town.all(taskKind))).toHaveLength(1);
    await town.act('spoke', plus(NOW, { days: 1 }));
    expect(openTasks(town.all(taskKind))).toEqual([]);
    expect(town.all(taskKind)[0]).toMatchObject({ state: 'done', outcome: 'Appelé.' });
  });

  it('two colleagues who act at once on the same page make one act', async () => {
    const town = await opened();
    const { joining } = await town.now();
    const shown = joining ? seenOf(joining) : '';
    await Promise.all(
      [1, 2, 3].map(() =>
        answerApplicant(town.world, town.id, { kind: 'no-answer', seen: shown }, CLAIRE, NOW),
      ),
    );
    expect((await town.now()).joining?.tries).toHaveLength(1);
    expect(town.words()).toHaveLength(2);
  });

  it('too long without an answer: the task becomes urgent, once, and no second one is made', async () => {
    const town = await opened();
    const due = (await town.now()).joining?.dueBy ?? NOW;
    await lookAtVolunteer(town.world, town.id, minus(due, { minutes: 1 }));
    expect(town.all(taskKind)[0]?.urgent).toBe(false);
    for (const days of [0, 1, 9]) await lookAtVolunteer(town.world, town.id, plus(due, { days }));
    expect(town.all(taskKind)).toHaveLength(1);
    expect(town.all(taskKind)[0]).toMatchObject({ urgent: true, state: 'open' });
    expect(nextLook(await town.now())).toBeUndefined();
  });

  it('each later wait that lasts too long makes one task of its own, and the act that ends it settles it', async () => {
    const town = await opened();
    await town.act('spoke', NOW);
    const due = (await town.now()).joining?.dueBy ?? NOW;
    expect(nextLook(await town.now())).toBe(due);
    for (const hours of [0, 1]) await lookAtVolunteer(town.world, town.id, plus(due, { hours }));
    expect(openTasks(town.all(taskKind)).map(({ sentence }) => sentence)).toEqual([
      'Candidature bénévole : appelée, mais sans date d’entretien depuis. La fixer, ou dire non gentiment.',
    ]);
    const on = plus(due, { days: 3 });
    await answerApplicant(town.world, town.id, { kind: 'interview-fixed', at: on }, CLAIRE, due);
    expect(openTasks(town.all(taskKind))).toEqual([]);
    expect(town.words().at(-1)?.[0]).toBe('interview-fixed');
    // The interview was held, and written down the same afternoon: nothing is late.
    await recordRequirementOf(town.world, town.id, { kind: 'interview', on: dayOf(on) }, CLAIRE, on);
    expect(await town.now()).toMatchObject({ state: 'interviewed', joining: { step: 'file' } });
    await lookAtVolunteer(town.world, town.id, plus(on, { days: 5 }));
    expect(openTasks(town.all(taskKind))).toEqual([]);
  });

  it('declined: closed kindly, nothing more is due, its task is settled', async () => {
    const town = await opened();
    const left = await leaveVolunteer(
      town.world,
      town.id,
      'not-accepted',
      { kind: 'staff', id: CLAIRE },
      NOW,
    );
    expect(left.ok).toBe(true);
    expect(openTasks(town.all(taskKind))).toEqual([]);
    expect(town.all(intentKind).map(({ message }) => message)).toContainEqual({
      kind: 'leave-confirmed',
      candidate: true,
    });
    expect(nextLook(await town.now())).toBeUndefined();
    expect(await town.act('spoke', NOW)).toMatchObject({ refusal: { reason: 'not-waiting' } });
    const back = await welcomeBack(
      town.world,
      town.id,
      { kind: 'staff', id: CLAIRE },
      plus(NOW, { days: 40 }),
    );
    expect(back).toMatchObject({ ok: true, value: { state: 'candidate', joining: { step: 'appointment' } } });
  });

  it('somebody written down at the desk was spoken with already: a date is what they wait for', async () => {
    const stage = await townOf([]);
    await registerVolunteer(
      stage.world,
      { ...APPLICATION, evenSo: false },
      { kind: 'staff', id: CLAIRE },
      NOW,
    );
    expect(stage.all(volunteerKind)[0]?.joining).toMatchObject({ step: 'appointment', answeredAt: NOW });
  });
});
