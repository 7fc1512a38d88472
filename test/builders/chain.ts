import type { Consent } from '../../shared/consents/consent.ts';
import { consentSchema } from '../../shared/consents/consent.ts';
import { missionIdSchema, seniorIdSchema, volunteerIdSchema } from '../../shared/ids/ids.ts';
import { type Mission, missionSchema } from '../../shared/missions/mission.ts';
import { type Offer, offerSchema } from '../../shared/offers/offer.ts';
import { type Senior, seniorSchema } from '../../shared/seniors/senior.ts';
import { instant } from '../../shared/time/instant.ts';
import { FIRST_PROGRAMMES } from '../../shared/town/programme.ts';
import { DEFAULT_EMERGENCY_NUMBERS, type Town, townSchema } from '../../shared/town/settings.ts';
import { type Volunteer, volunteerSchema } from '../../shared/volunteers/volunteer.ts';

/** Records of one small town, valid by default, for tests of what happens between them. Tuesday to Wednesday. */
const id = (letter: string) => letter.repeat(26);
export const JEANNE = seniorIdSchema.parse(`sen_${id('A')}`);
export const PAUL = volunteerIdSchema.parse(`vol_${id('B')}`);
export const VISIT = missionIdSchema.parse(`mis_${id('C')}`);
export const TUESDAY_NOON = instant('2026-11-24T11:00:00.000Z');
export const VISIT_STARTS = instant('2026-11-25T13:30:00.000Z');

export const aTown = (more: Partial<Town> = {}): Town =>
  townSchema.parse({
    id: 'besancon',
    name: 'Besançon',
    communeCode: '25056',
    houseName: 'Maison des Seniors',
    address: '1 rue de l’Exemple',
    phone: '+33353010000',
    coordinatorFirstName: 'Claire',
    dutyPhone: '+33639980099',
    senderId: 'CCASBesanco',
    colour: '#1b4d5c',
    holidayZone: 'metropole',
    quietHours: { from: '08:30', to: '20:30' },
    sectors: [{ code: 'planoise', name: 'Planoise', centre: { lat: 47.22, lon: 5.96 } }],
    programmes: FIRST_PROGRAMMES,
    caps: { weeklyDefault: 2, offersPerWeek: 5, restDays: 1 },
    deadlines: {
      p1Hours: 24,
      p2Hours: 192,
      p3Hours: 720,
      tellPersonDays: 8,
      concernHours: 24,
      exitMinutes: 45,
      uncoveredHours: 24,
    },
    charterVersion: '2026-1',
    planWeeks: 3,
    smsPartMicroEuros: 65_000,
    monthlySmsBudgetMicroEuros: 500_000_000,
    emergencyNumbers: DEFAULT_EMERGENCY_NUMBERS,
    emergencyNumbersCheckedOn: '2026-11-01',
    ...more,
  });

export const aVolunteer = (more: Partial<Volunteer> = {}): Volunteer =>
  volunteerSchema.parse({
    id: PAUL,
    town: 'besancon',
    state: 'active',
    firstName: 'Paul',
    lastName: 'Renard',
    phone: '+33639980001',
    channel: 'sms',
    address: { line: '3 rue Battant', precision: 'street', sector: 'planoise' },
    travel: 'walk',
    rangeMetres: 3_000,
    languages: ['fr'],
    availability: ['wed-pm'],
    exceptions: [],
    weeklyCap: 2,
    restDays: 1,
    programmes: ['FRIENDLY_VISIT'],
    avoids: [],
    exclusions: [],
    remindTwoHoursBefore: true,
    requirements: [],
    motivation: '',
    source: '',
    appliedAt: TUESDAY_NOON,
    ...more,
  });

export const aSenior = (more: Partial<Senior> = {}): Senior =>
  seniorSchema.parse({
    id: JEANNE,
    town: 'besancon',
    state: 'active',
    firstName: 'Jeanne',
    lastName: 'Martin',
    address: { line: '12 rue de Dole', precision: 'housenumber', sector: 'planoise' },
    phones: [],
    preferredChannel: 'phone',
    practicalNotes: '',
    needs: [],
    languages: ['fr'],
    wishes: '',
    gives: '',
    emergencyContacts: [],
    absences: [],
    origin: 'desk',
    createdAt: TUESDAY_NOON,
    ...more,
  });

export const aConsent = (more: Partial<Consent> = {}): Consent =>
  consentSchema.parse({
    seniorId: JEANNE,
    purpose: 'FRIENDLY_VISIT',
    state: 'given',
    at: TUESDAY_NOON,
    by: { kind: 'system', id: '' },
    how: 'spoken',
    ...more,
  });

export const aMission = (more: Partial<Mission> = {}): Mission =>
  missionSchema.parse({
    id: VISIT,
    town: 'besancon',
    seniorId: JEANNE,
    programme: 'FRIENDLY_VISIT',
    act: 'visit',
    state: 'offered',
    sector: 'planoise',
    day: '2026-11-25',
    time: '14:30',
    startsAt: VISIT_STARTS,
    durationMinutes: 60,
    urgent: false,
    needs: [],
    languages: [],
    steps: {},
    createdAt: TUESDAY_NOON,
    ...more,
  });

export const anOffer = (more: Partial<Offer> = {}): Offer =>
  offerSchema.parse({
    missionId: VISIT,
    volunteerId: PAUL,
    town: 'besancon',
    state: 'sent',
    wave: 1,
    via: 'sms',
    day: '2026-11-25',
    startsAt: VISIT_STARTS,
    sentAt: TUESDAY_NOON,
    why: 'proche de chez vous',
    estimate: 400,
    ...more,
  });
