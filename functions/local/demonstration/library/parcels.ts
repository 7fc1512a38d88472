import { consentKind } from '../../../../shared/consents/consent.ts';
import { newMission } from '../../../../shared/missions/new-mission.ts';
import { stepRules, withNextLook } from '../../../../shared/missions/steps.ts';
import { missionKind } from '../../../../shared/missions/store.ts';
import { deliveryCampaignId, deliveryCampaignKind } from '../../../../shared/rounds/campaign/campaign.ts';
import { HALVES } from '../../../../shared/rounds/half-day/draft.ts';
import { isHoliday } from '../../../../shared/time/calendar.ts';
import { addDays, type CivilDay, weekday, yearOf } from '../../../../shared/time/civil.ts';
import { CHRISTMAS_PARCEL } from '../../../../shared/town/programme.ts';
import { openDice, seededIds } from '../dice.ts';
import { daysAgo, type Making } from '../making.ts';
import type { Known } from '../seniors/seniors.ts';

/** Said yes to a parcel; on the first half-day so many of them are to be brought one. */
const AGREED = 72;
const FIRST_DOORS = 12;

/** A working day of the week after next: time to find carriers. */
const firstDay = ({ today, town }: Making): CivilDay => {
  let day = addDays(today, 8);
  while (weekday(day) > 5 || isHoliday(day, town.holidayZone)) day = addDays(day, 1);
  return day;
};

/**
 * Parcels as the demonstration finds them: the list made from the consents, a first half-day planned and in no round yet, so
 * that a coordinator has something to compute. Own dice: what the rest of the town is made of falls as before.
 */
export const packParcels = (making: Making, known: readonly Known[]): void => {
  const { history, staff, town, today, dawn } = making;
  const programme = town.programmes.find(({ code }) => code === CHRISTMAS_PARCEL.code);
  if (!programme) return;
  const ids = seededIds(openDice(`parcels ${town.id} ${today}`), dawn);
  const day = firstDay(making);
  const rules = stepRules(town);
  const by = { kind: 'staff', id: staff.coordinator } as const;
  const agreed = known
    .filter(({ senior }) => senior.state === 'active' && senior.address.point !== undefined)
    .slice(0, AGREED);
  const at = daysAgo(making, 3, '11:00');
  for (const [n, { senior }] of agreed.entries()) {
    history.note(consentKind, {
      seniorId: senior.id,
      purpose: programme.consent,
      state: 'given',
      at,
      by,
      how: n % 3 === 0 ? 'spoken' : 'phone',
    });
    const isAway = senior.absences.some(({ from, to }) => from <= day && day <= to);
    if (n >= FIRST_DOORS || isAway) continue;
    const mission = newMission({
      id: ids.at('mis', at),
      senior,
      programme,
      day,
      time: HALVES.pm.from,
      durationMinutes: programme.durationMinutes,
      urgent: false,
      now: at,
    });
    history.change(missionKind, withNextLook(mission, rules, false), {
      action: 'mission-added',
      actor: by,
      at,
      to: 'planned',
    });
  }
  const subject = { town: town.id, programme: programme.code, year: Number(yearOf(addDays(today, -60))) };
  history.note(deliveryCampaignKind, {
    id: deliveryCampaignId(subject),
    ...subject,
    halfDays: [{ day, half: 'pm' as const }],
  });
};
