import type { HalfDay } from '../../time/civil.ts';

export const IMPORT_KINDS = ['register', 'volunteers', 'seniors'] as const;
export type ImportKind = (typeof IMPORT_KINDS)[number];

/** What a column of a town's file may mean. */
const NAMED_FIELDS = [
  'number',
  'civility',
  'fullName',
  'usageName',
  'birthName',
  'givenName',
  'familyName',
  'birthDate',
  'capacity',
  'houseNumber',
  'complement',
  'postcodeTown',
  'postcode',
  'town',
  'sector',
  'street',
  'contactPhone',
  'contactName',
  'phone',
  'email',
  'livesAlone',
  'homeHelp',
  'requestDate',
  'requester',
  'absences',
  'consent',
  'languages',
  'availability',
  'travelMode',
  'weeklyCap',
  'since',
  'charter',
  'interview',
  'criminalRecord',
  'training',
  'notes',
] as const;
export type NamedField = (typeof NAMED_FIELDS)[number];
/** A half-day is a column of crosses, « lundi matin ». */
export type Field = NamedField | HalfDay;
