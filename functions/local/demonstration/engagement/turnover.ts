import { addDays, type CivilDay, civilDay, dayOf, daysBetween } from '../../../../shared/time/civil.ts';
import type { Instant } from '../../../../shared/time/instant.ts';
import { movementKind, movementOf } from '../../../../shared/volunteers/movements/movement.ts';
import { monthOf, servedKind } from '../../../../shared/volunteers/movements/served.ts';
import type { Volunteer, VolunteerState } from '../../../../shared/volunteers/volunteer.ts';
import { daysAgo, type Making } from '../making.ts';
import type { Crowd } from '../missions/lives.ts';

/** The states a volunteer went through, as their file dates them. */
const pathOf = (
  one: Volunteer,
  today: CivilDay,
): readonly (readonly [VolunteerState, Instant | undefined])[] => [
  ['candidate', one.appliedAt],
  ['interviewed', one.interviewedAt],
  ['active', one.activeSince],
  ['paused', one.pausedAt],
  ['leaving', one.left && daysAgo({ today }, daysBetween(one.left.on, today), '17:05')],
];

/** The binômes of the demonstration were made on this day. */
const PAIRED_DAYS_AGO = 6;

const comings = (making: Making, one: Volunteer): void => {
  const { history, today } = making;
  let seq = 0;
  let before: Volunteer | undefined;
  const move = (after: Volunteer, at: Instant): void => {
    seq += 1;
    const movement = movementOf(before, after, seq, at);
    if (movement) history.note(movementKind, movement);
    before = after;
  };
  const { partnerId, left, ...alone } = one;
  for (const [state, at] of pathOf(one, today))
    if (at) move({ ...alone, state, ...(state === 'leaving' && left ? { left } : {}) }, at);
  if (partnerId) move({ ...one, partnerId }, daysAgo({ today }, PAIRED_DAYS_AGO, '10:30'));
};

/** Most months of a stay hold a mission; the town remembers the visits themselves for twelve weeks only. */
const SERVES = 0.94;
const MONTHS_BEFORE = 18;

const daysServed = (making: Making, one: Volunteer, visits: ReadonlySet<CivilDay>): readonly CivilDay[] => {
  const { dice, today } = making;
  if (!one.activeSince) return [];
  const first = addDays(dayOf(one.activeSince), dice.between(5, 24));
  const remembered = addDays(today, -84);
  const last = [one.left?.on, one.pausedAt && dayOf(one.pausedAt), remembered].reduce<CivilDay>(
    (a, b) => (b !== undefined && b < a ? b : a),
    remembered,
  );
  const earlier = Array.from({ length: MONTHS_BEFORE }, (_, i) =>
    civilDay(`${addDays(remembered, -30 * i).slice(0, 7)}-${String(dice.between(3, 26)).padStart(2, '0')}`),
  ).filter((day) => first <= day && day < last && dice.chance(SERVES));
  return [...(first < last ? [first] : []), ...earlier, ...visits].sort();
};

/** Who came, rested, left, and in which months they served: what turnover is counted from. */
export const recordTurnover = (making: Making, volunteers: readonly Volunteer[], crowd: Crowd): void => {
  const none: ReadonlySet<CivilDay> = new Set();
  for (const one of volunteers) {
    comings(making, one);
    const seen = new Set<string>();
    for (const on of daysServed(making, one, crowd.served.get(one.id) ?? none)) {
      const month = monthOf(on);
      if (seen.has(month)) continue;
      seen.add(month);
      making.history.note(servedKind, { volunteerId: one.id, town: one.town, month, on });
    }
  }
};
