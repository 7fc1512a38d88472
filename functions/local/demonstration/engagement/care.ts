import { closedQuarter } from '../../../../shared/engagement/check-ins/groups.ts';
import { attentionKind, noAttention, withDecision } from '../../../../shared/engagement/steps/attention.ts';
import { addDays, dayOf, daysBetween } from '../../../../shared/time/civil.ts';
import { frenchDate } from '../../../../shared/time/french.ts';
import { type CheckIn, checkInsKind } from '../../../../shared/volunteers/check-ins/check-in.ts';
import { volunteerKind } from '../../../../shared/volunteers/store.ts';
import type { Volunteer } from '../../../../shared/volunteers/volunteer.ts';
import { daysAgo, type Making } from '../making.ts';
import { HELD_DAYS_AGO } from './reviews.ts';

const answer = (making: Making, days: number, said: Omit<CheckIn, 'on' | 'version'>): CheckIn => ({
  on: addDays(making.today, -days),
  version: '2026-1',
  ...said,
});

const checkIn = (making: Making, who: Volunteer | undefined, answers: CheckIn[], days: number): void => {
  if (!who) return;
  const value = { volunteerId: who.id, town: who.town, answers };
  const actor = { kind: 'volunteer' as const, id: who.id };
  making.history.change(checkInsKind, value, {
    action: 'check-in-answered',
    actor,
    at: daysAgo(making, days, '19:10'),
  });
};

/** All went well for those who answered in the quarter that the last review told of: too long ago to speak of today. */
const answerLastQuarter = (making: Making, volunteers: readonly Volunteer[]): void => {
  const { today } = making;
  const { from } = closedQuarter(addDays(today, -HELD_DAYS_AGO));
  const days = daysBetween(from, today) - 10;
  for (const who of volunteers)
    if (who.activeSince !== undefined && dayOf(who.activeSince) < addDays(today, -days))
      checkIn(making, who, [answer(making, days, { burnout: 1, horizon: 'longer', supported: 'yes' })], days);
};

const THANKED_DAYS_AGO = 30;

/** Three who answered this quarter's questions, and somebody thanked a month ago, of which something followed. The volunteers, as they are then. */
export const lookAfter = (making: Making, volunteers: readonly Volunteer[]): readonly Volunteer[] => {
  const { history, staff, today } = making;
  const there = volunteers.filter(({ state, activeSince, partnerId }) => {
    const isLongHere = activeSince !== undefined && dayOf(activeSince) < addDays(today, -120);
    return state === 'active' && isLongHere && partnerId === undefined;
  });
  const [glad, worn, unsure, thanked] = [there[1], there[3], there[5], there[6]];
  checkIn(making, glad, [answer(making, 12, { burnout: 1, horizon: 'longer', supported: 'yes' })], 12);
  checkIn(
    making,
    worn,
    [
      answer(making, 102, { burnout: 2, horizon: 'a-year', supported: 'rather' }),
      answer(making, 6, { burnout: 3, horizon: 'some-months', supported: 'rather-not' }),
    ],
    6,
  );
  checkIn(making, unsure, [answer(making, 20, { horizon: 'unsure' })], 20);
  answerLastQuarter(making, there.slice(7));
  if (!thanked?.activeSince) return volunteers;
  const at = daysAgo(making, THANKED_DAYS_AGO, '10:40');
  const actor = { kind: 'staff' as const, id: staff.coordinator };
  const entry = dayOf(thanked.activeSince);
  const weeks = Math.floor(daysBetween(entry, dayOf(at)) / 7);
  const decision = {
    at,
    by: staff.coordinator,
    step: 'thanks' as const,
    verdict: 'done' as const,
    kinds: ['no-thanks' as const],
    sentence: `Aucun remerciement noté depuis l’entrée, le ${frenchDate(entry)} (${weeks} semaines).`,
    note: 'Carte signée par l’équipe, remise au café des bénévoles.',
  };
  const after = { ...thanked, lastThanksAt: at };
  history.change(volunteerKind, after, { action: 'volunteer-thanked', actor, at });
  history.change(attentionKind, withDecision(noAttention(thanked.id, thanked.town), decision), {
    action: 'attention-answered',
    actor,
    at,
    details: { step: 'thanks', verdict: 'done' },
  });
  return volunteers.map((one) => (one.id === after.id ? after : one));
};
