import ical from 'ical-generator';
import { frenchPhone } from '../../../shared/phone/phone.ts';
import { plus } from '../../../shared/time/instant.ts';
import type { View } from '../../links/mission/read.ts';
import { programmeOf, sectorName } from '../../links/mission/words.ts';

/** One event without a name or a street: a calendar is often shared. */
export const missionCalendar = (view: View): string => {
  const { town } = view.facts;
  const mission = view.facts.mission.value;
  const calendar = ical({ prodId: { company: 'prevenance', product: 'mission', language: 'FR' } });
  calendar.createEvent({
    id: `${mission.id}@prevenance`,
    start: new Date(mission.startsAt),
    end: new Date(plus(mission.startsAt, { minutes: mission.durationMinutes })),
    stamp: new Date(mission.holder?.since ?? mission.createdAt),
    summary: `${programmeOf(town, mission)?.label ?? 'Mission'}${mission.twinId ? ' à deux' : ''}, ${sectorName(town, mission)}`,
    description: `Détails et imprévu : le lien de votre SMS, ou ${frenchPhone(town.phone)}.`,
  });
  return calendar.toString();
};
