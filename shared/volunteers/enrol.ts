import type { Happening } from '../audit/audit.ts';
import type { Stored } from '../table/kind.ts';
import type { Write } from '../table/table.ts';
import { volunteerChange } from './movements/record.ts';
import { type PhoneLookup, phoneFinds } from './phone-lookup.ts';
import type { Volunteer } from './volunteer.ts';

/**
 * The writes that make a volunteer exist, whoever brings them (application, desk, import, demonstration): the record,
 * its first audit event and movement, and the number by which they can ask for their link again. `found`: what was read of that
 * number; undefined when nothing was, or in a first filling where every number is new.
 */
export const newVolunteerWrites = (
  appSecret: string,
  volunteer: Volunteer,
  happening: Happening,
  found?: Stored<PhoneLookup>,
): readonly Write[] => [
  ...volunteerChange(undefined, volunteer, happening),
  ...phoneFinds(appSecret, volunteer.phone, volunteer.id, found),
];
