import { summerCallerKind } from '../../../../shared/heat/batches/summer-caller.ts';
import { plus } from '../../../../shared/time/instant.ts';
import type { Volunteer } from '../../../../shared/volunteers/volunteer.ts';
import type { Making } from '../making.ts';

/** Half of the active volunteers call on hot days; most of them past their ordinary week, as such days are rare. */
const CALLERS = 14;
const BEYOND_CAPS = 0.7;

/** Volunteers who said yes to the calls of hot days, themselves, a week after they began. */
export const askForSummer = (
  { dice, history, town, dawn }: Making,
  volunteers: readonly Volunteer[],
): void => {
  const callers = volunteers
    .filter(({ state, channel }) => state === 'active' && channel === 'sms')
    .map((one) => ({ one, at: plus(one.activeSince ?? one.appliedAt, { days: 7 }) }))
    .filter(({ at }) => at < dawn)
    .slice(0, CALLERS);
  for (const { one, at } of callers)
    history.note(summerCallerKind, {
      volunteerId: one.id,
      town: town.id,
      isIn: true,
      beyondCaps: dice.chance(BEYOND_CAPS),
      at,
      by: { kind: 'volunteer', id: one.id },
    });
};
