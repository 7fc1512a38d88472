import type { VolunteerId } from '../ids/ids.ts';
import { sortName } from '../seniors/store.ts';
import { defineKind, type Key, type Kind } from '../table/kind.ts';
import { civilTime, instantOf } from '../time/civil.ts';
import { type Volunteer, volunteerSchema } from './volunteer.ts';

export const volunteerKey = (id: VolunteerId): Key => ({ pk: id, sk: 'VOLUNTEER' });
export const volunteerList = (town: string, state: Volunteer['state']): string =>
  `${town}#volunteer#${state}`;

/**
 * | question                                    | key or index                                              | consistent |
 * |---------------------------------------------|-----------------------------------------------------------|------------|
 * | who is he?                                  | pk volunteer id, sk `VOLUNTEER`                           | yes        |
 * | his load of a week (see load.ts)            | pk volunteer id, sk `LOAD#` + ISO week                    | yes        |
 * | who is active, in which sector, by name?    | `list`: town + state, sorted by sector then name          | no         |
 * | whose pause ends?                           | `due` in the agenda lane                                  | no         |
 * | his missions and offers                     | `volunteer` index of missions, offers                     | no         |
 */
export const volunteerKind: Kind<Volunteer> = defineKind({
  name: 'volunteer',
  v: 1,
  schema: volunteerSchema,
  key: (volunteer) => volunteerKey(volunteer.id),
  places: (volunteer) => ({
    list: {
      partition: volunteerList(volunteer.town, volunteer.state),
      sort: `${volunteer.address.sector ?? '~'}#${sortName(volunteer.lastName, volunteer.firstName)}#${volunteer.id}`,
    },
    due:
      volunteer.state === 'paused' && volunteer.pausedUntil
        ? { lane: 'agenda', at: instantOf(volunteer.pausedUntil, civilTime('08:00')) }
        : undefined,
  }),
});
