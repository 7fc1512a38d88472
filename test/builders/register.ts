import { registerEntryIdSchema } from '../../shared/ids/ids.ts';
import {
  type RegisterEntry,
  type RegisteredPerson,
  registerEntrySchema,
  registeredPersonSchema,
} from '../../shared/register/entry.ts';
import { TUESDAY_NOON } from './chain.ts';

export const entryId = (letter: string) => registerEntryIdSchema.parse(`reg_${letter.repeat(26)}`);
export const ODILE = entryId('R');

export const aRegistered = (more: Partial<RegisteredPerson> = {}): RegisteredPerson =>
  registeredPersonSchema.parse({
    civility: 'madame',
    firstName: 'Odile',
    lastName: 'Perrin',
    birthDay: '1941-03-07',
    capacity: 'AGE_65',
    address: { line: '4 rue Battant', city: 'Besançon', precision: 'unknown' },
    phones: [{ phone: '+33353010042', label: '' }],
    homeHelp: '',
    contacts: [],
    languages: ['fr'],
    callNotes: '',
    ...more,
  });

/** On the register at her own request. */
export const anEntry = (more: Partial<RegisterEntry> = {}): RegisterEntry =>
  registerEntrySchema.parse({
    id: ODILE,
    town: 'besancon',
    purpose: 'ALERT_PLAN',
    state: 'confirmed',
    person: aRegistered(),
    request: { by: 'self', channel: 'phone', at: TUESDAY_NOON, notice: '2026-1' },
    confirmed: { at: TUESDAY_NOON, how: 'declaration' },
    reconfirmOn: '2027-11-24',
    away: [],
    createdAt: TUESDAY_NOON,
    ...more,
  });
