import type { TravelMode } from '../../geo/travel.ts';
import { isMobile } from '../../phone/phone.ts';
import { ok, type Result, refused } from '../../result/result.ts';
import { type CivilDay, HALF_DAYS, type HalfDay, yearOf } from '../../time/civil.ts';
import type { RequirementKind } from '../../town/programme.ts';
import type { Volunteer } from '../../volunteers/volunteer.ts';
import { answerIn, type Cells, dayIn } from './cells.ts';
import type { NamedField } from './fields.ts';
import {
  addressIn,
  birthRange,
  emailIn,
  languagesIn,
  NAME_MAX,
  namesIn,
  pastRange,
  phonesIn,
  type Reading,
  remarksIn,
} from './person-row.ts';
import type { Rejection } from './senior-row.ts';
import { readHalfDays } from './values/half-days.ts';
import { readTravel } from './values/words.ts';

/** What a row says of a volunteer; caps and rules of the town are added at the write. */
type VolunteerDraft = Pick<
  Volunteer,
  | 'firstName'
  | 'lastName'
  | 'birthYear'
  | 'phone'
  | 'email'
  | 'channel'
  | 'address'
  | 'languages'
  | 'motivation'
> & {
  readonly availability: HalfDay[];
  readonly travel: TravelMode;
  readonly weeklyCap: number | undefined;
};
export type VolunteerRow = {
  readonly is: 'volunteer';
  readonly person: VolunteerDraft;
  readonly since: CivilDay | undefined;
  readonly requirements: readonly { readonly kind: RequirementKind; readonly on: CivilDay }[];
};

const availabilityIn = (cells: Cells): HalfDay[] => {
  const free = new Set<HalfDay>(HALF_DAYS.filter((halfDay) => answerIn(cells, halfDay) === true));
  for (const cell of cells.all('availability')) {
    const read = readHalfDays(cell.text);
    if (read.unread.length > 0) cells.note('availability-unread', cell);
    for (const halfDay of read.halfDays) free.add(halfDay);
  }
  return HALF_DAYS.filter((halfDay) => free.has(halfDay));
};

const travelIn = (cells: Cells): TravelMode => {
  const cell = cells.one('travelMode');
  if (cell.text === '') return 'walk';
  const mode = readTravel(cell.text);
  if (mode === undefined) cells.note('travel-unread', cell);
  return mode ?? 'walk';
};

const weeklyCapIn = (cells: Cells): number | undefined => {
  const cell = cells.one('weeklyCap');
  if (cell.text === '') return undefined;
  const found = /^(\d{1,2})( |$)/.exec(cell.text)?.[1];
  const cap = found === undefined ? 0 : Number(found);
  if (cap >= 1 && cap <= 14) return cap;
  cells.note('number-unread', cell);
  return undefined;
};

const REQUIREMENT_FIELDS: readonly (readonly [RequirementKind, NamedField])[] = [
  ['charter', 'charter'],
  ['interview', 'interview'],
  ['criminal-record', 'criminalRecord'],
  ['training', 'training'],
];

/** Only a date counts: a « oui » without a day says nothing about how long it is valid. */
const requirementsIn = (cells: Cells, today: CivilDay): VolunteerRow['requirements'] =>
  REQUIREMENT_FIELDS.flatMap(([kind, field]) => {
    const on = dayIn(cells, field, pastRange(today));
    return on ? [{ kind, on }] : [];
  });

/**
 * A row as a volunteer. Refuses a row without a family name, a first name or a phone that rings; a landline is
 * taken, and called by a person. Everything else unreadable is left empty and noted.
 */
export const readVolunteer = (cells: Cells, reading: Reading): Result<VolunteerRow, Rejection> => {
  const names = namesIn(cells);
  const nameColumn = cells.one('familyName').column || cells.one('fullName').column;
  if (names.lastName === '') return refused({ code: 'name-missing', column: nameColumn });
  if (names.firstName === '') {
    return refused({ code: 'first-name-missing', column: cells.one('givenName').column || nameColumn });
  }
  if (names.lastName.length > NAME_MAX || names.firstName.length > NAME_MAX) {
    return refused({ code: 'text-too-long', column: nameColumn });
  }
  const phones = phonesIn(cells, 5);
  const best = phones.find(({ phone }) => isMobile(phone)) ?? phones[0];
  if (best === undefined) return refused({ code: 'phone-missing', column: cells.one('phone').column });
  const channel = isMobile(best.phone) ? 'sms' : 'voice';
  if (channel === 'voice') cells.note('no-sms-number', cells.one('phone'));
  const born = dayIn(cells, 'birthDate', birthRange(reading.today, 16));
  const email = emailIn(cells);
  return ok({
    is: 'volunteer',
    person: {
      firstName: names.firstName,
      lastName: names.lastName,
      ...(born ? { birthYear: Number(yearOf(born)) } : {}),
      phone: best.phone,
      ...(email ? { email } : {}),
      channel,
      address: addressIn(cells, reading),
      languages: languagesIn(cells, 8),
      motivation: remarksIn(cells, [], 1000),
      availability: availabilityIn(cells),
      travel: travelIn(cells),
      weeklyCap: weeklyCapIn(cells),
    },
    since: dayIn(cells, 'since', pastRange(reading.today)),
    requirements: requirementsIn(cells, reading.today),
  });
};
