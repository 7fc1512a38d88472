import type { VolunteerId } from '../ids/ids.ts';
import { sortName } from '../seniors/store.ts';
import { defineKind, type Key, type Kind, type Places } from '../table/kind.ts';
import { nextLook } from './next-look.ts';
import { type Volunteer, volunteerSchema } from './volunteer.ts';

export const volunteerKey = (id: VolunteerId): Key => ({ pk: id, sk: 'VOLUNTEER' });
export const volunteerList = (town: string, state: Volunteer['state']): string =>
  `${town}#volunteer#${state}`;

const dueOf = (volunteer: Volunteer): Places['due'] => {
  const at = nextLook(volunteer);
  return at ? { lane: 'agenda', at } : undefined;
};

/**
 * | question                                    | key or index                                              | consistent |
 * |---------------------------------------------|-----------------------------------------------------------|------------|
 * | who is he?                                  | pk volunteer id, sk `VOLUNTEER`                           | yes        |
 * | his load of a week (see load.ts)            | pk volunteer id, sk `LOAD#` + ISO week                    | yes        |
 * | who is active, in which sector, by name?    | `list`: town + state, sorted by sector then name          | no         |
 * | whose pause ends, what is left to undo?     | `due` in the agenda lane (next-look.ts)                   | no         |
 * | his missions and offers                     | `volunteer` index of missions, offers                     | no         |
 */
export const volunteerKind: Kind<Volunteer> = defineKind({
  name: 'volunteer',
  v: 2,
  schema: volunteerSchema,
  key: (volunteer) => volunteerKey(volunteer.id),
  places: (volunteer) => ({
    list: {
      partition: volunteerList(volunteer.town, volunteer.state),
      sort: `${volunteer.address.sector ?? '~'}#${sortName(volunteer.lastName, volunteer.firstName)}#${volunteer.id}`,
    },
    due: dueOf(volunteer),
  }),
});
