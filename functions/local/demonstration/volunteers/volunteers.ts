import { type Actor, PUBLIC } from '../../../../shared/audit/audit.ts';
import { taskKind } from '../../../../shared/tasks/task.ts';
import { addDays, dayOf } from '../../../../shared/time/civil.ts';
import { plus } from '../../../../shared/time/instant.ts';
import { waitFor } from '../../../../shared/volunteers/joining/clock.ts';
import { usualValidity } from '../../../../shared/volunteers/joining/requirement.ts';
import { phoneFinds } from '../../../../shared/volunteers/phone-lookup.ts';
import { leave, pause, wound } from '../../../../shared/volunteers/rest/rest.ts';
import { volunteerKind } from '../../../../shared/volunteers/store.ts';
import type { Volunteer } from '../../../../shared/volunteers/volunteer.ts';
import { daysAgo, type Making, officeTime, type PhoneBook } from '../making.ts';
import { APPLIED_DAYS_AGO, FORMER, PATHS, type Path, STEPS, sinceApplication } from './paths.ts';
import { person } from './person.ts';

const RECENT_REASONS = ['moved', 'no-time', 'other-commitment'] as const;
const REASONS = [...RECENT_REASONS, 'no-time', 'tired', 'tired', 'not-as-expected', 'not-said'] as const;

/** Couples and friends who go together: two of the same neighbourhood where there are some. */
const makePairs = (making: Making, people: readonly Volunteer[]): readonly Volunteer[] => {
  const { history, staff, today } = making;
  const active = people.filter(({ state, channel }) => state === 'active' && channel === 'sms');
  const paired = new Map<string, Volunteer>();
  for (const one of active) {
    if (paired.size >= 4) break;
    const other = active.find(
      (candidate) =>
        candidate.id !== one.id &&
        candidate.address.sector === one.address.sector &&
        !paired.has(candidate.id) &&
        !paired.has(one.id),
    );
    if (!other) continue;
    paired.set(one.id, { ...one, partnerId: other.id }).set(other.id, { ...other, partnerId: one.id });
  }
  const at = daysAgo({ today }, 6, '10:30');
  for (const one of paired.values())
    history.change(volunteerKind, one, {
      action: 'binome-made',
      actor: { kind: 'staff', id: staff.coordinator },
      at,
    });
  return people.map((one) => paired.get(one.id) ?? one);
};

/** The volunteers as their lives made them. Their missions come later. */
export const recruit = (making: Making, phones: PhoneBook): readonly Volunteer[] =>
  makePairs(making, arriving(making, phones, PATHS));

/** Those who left before the twelve weeks that the town remembers visit by visit. */
export const recruitFormer = (making: Making, phones: PhoneBook): readonly Volunteer[] =>
  arriving(making, phones, FORMER);

const arriving = (making: Making, phones: PhoneBook, paths: readonly Path[]): readonly Volunteer[] => {
  const { dice, history, staff, town, today } = making;
  const desk: Actor = { kind: 'staff', id: staff.coordinator };
  const change = (
    next: Volunteer,
    action: string,
    actor: Actor,
    days: number,
    from?: Volunteer['state'],
    details?: Record<string, string>,
  ) =>
    history.change(volunteerKind, next, {
      action,
      actor,
      at: daysAgo(making, days, officeTime(dice)),
      ...(from ? { from } : {}),
      to: next.state,
      ...(details ? { details } : {}),
    });

  let applicants = 0;
  return dice.shuffled(paths).map((path) => {
    const drawn = sinceApplication(making, path);
    const days = path === 'candidate' ? (APPLIED_DAYS_AGO[applicants++] ?? drawn) : drawn;
    let one = person(making, phones, path, days);
    const taskId = making.ids.at('tsk', one.appliedAt);
    const answeredAt = plus(one.appliedAt, { days: 1 + (days % 7) });
    const waits = waitFor('answer', {}, town, one.appliedAt);
    if (path === 'candidate') one = { ...one, joining: { ...waits, taskId } };
    history.change(volunteerKind, one, {
      action: 'volunteer-applied',
      actor: PUBLIC,
      at: one.appliedAt,
      to: 'candidate',
    });
    history.add(phoneFinds(making.appSecret, one.phone, one.id, undefined));
    history.note(taskKind, {
      id: taskId,
      town: town.id,
      kind: 'application',
      state: path === 'candidate' ? 'open' : 'done',
      subjectId: one.id,
      volunteerId: one.id,
      sentence:
        one.channel === 'sms'
          ? 'Candidature bénévole : appeler pour convenir d’un entretien.'
          : 'Candidature bénévole, téléphone fixe : appeler pour convenir d’un entretien.',
      urgent: false,
      createdAt: one.appliedAt,
      dueAt: waits.dueBy,
      ...(path === 'candidate'
        ? {}
        : {
            doneAt: answeredAt,
            doneBy: staff.coordinator,
            outcome: 'Rendez-vous pris.',
          }),
    });
    if (path === 'candidate') return one;

    for (const step of path === 'interviewed' ? STEPS.slice(0, 2) : STEPS) {
      const { kind } = step;
      const after = Math.min(step.after, days - 1);
      const on = addDays(dayOf(one.appliedAt), after);
      const validUntil = usualValidity(kind, on);
      const from = one.state;
      const requirement = {
        kind,
        on,
        by: staff.coordinator,
        ...(validUntil ? { validUntil } : {}),
        ...(kind === 'charter' ? { version: town.charterVersion } : {}),
      };
      const interviewed = kind === 'interview';
      one = {
        ...one,
        requirements: [...one.requirements, requirement],
        ...(interviewed
          ? {
              state: 'interviewed' as const,
              interviewedAt: daysAgo(making, days - after, '11:00'),
              joining: waitFor('file', { answeredAt }, town, daysAgo(making, days - after, '11:00')),
            }
          : {}),
      };
      change(one, 'requirement-recorded', desk, days - after, from, { kind, on });
    }
    if (path === 'interviewed') return one;

    const activeDays = days - 25;
    one = { ...one, state: 'active', activeSince: daysAgo(making, activeDays, '14:00') };
    change(one, 'volunteer-activated', desk, activeDays, 'interviewed');

    if (path === 'paused' || path === 'paused-open') {
      const since = dice.between(4, 15);
      const at = daysAgo(making, since, '18:20');
      const until = path === 'paused' ? addDays(today, dice.between(9, 40)) : undefined;
      const paused = pause(one, until, 'volunteer', at);
      if (!paused.ok) throw new Error(`a pause was refused: ${paused.refusal.reason}`);
      one = wound(paused.value);
      history.change(volunteerKind, one, {
        action: 'volunteer-paused',
        actor: { kind: 'volunteer', id: one.id },
        at,
        from: 'active',
        to: 'paused',
      });
    }
    if (path === 'left' || path === 'former') {
      const since = path === 'left' ? dice.between(15, 80) : dice.between(90, activeDays - 20);
      const at = daysAgo(making, since, '17:05');
      const leaving = leave(one, dice.pick(path === 'left' ? RECENT_REASONS : REASONS), 'volunteer', at);
      if (!leaving.ok) throw new Error(`a departure was refused: ${leaving.refusal.reason}`);
      history.change(volunteerKind, leaving.value, {
        action: 'volunteer-leaves',
        actor: { kind: 'volunteer', id: one.id },
        at,
        from: 'active',
        to: leaving.value.state,
      });
      one = wound(leaving.value);
      history.change(volunteerKind, one, {
        action: 'volunteer-wound-down',
        actor: { kind: 'system', id: '' },
        at: plus(at, { minutes: 6 }),
        from: 'leaving',
        to: 'left',
      });
    }
    return one;
  });
};
