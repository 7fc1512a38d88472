import {
  type Gathering,
  gatheringSchema,
  type Registration,
  registrationSchema,
} from '../../shared/volunteers/gatherings/gathering.ts';
import { type ThankYou, thankYouSchema } from '../../shared/volunteers/thanks/thank-you.ts';
import { JEANNE, PAUL, TUESDAY_NOON } from './chain.ts';

/** A training on Thursday of the week after, with ten seats, that whoever is active may come to. */
export const aGathering = (more: Partial<Gathering> = {}): Gathering =>
  gatheringSchema.parse({
    id: `gat_${'G'.repeat(26)}`,
    town: 'besancon',
    type: 'training',
    state: 'open',
    title: 'Écouter sans conseiller',
    day: '2026-12-03',
    from: '14:00',
    to: '17:00',
    startsAt: '2026-12-03T13:00:00.000Z',
    endsAt: '2026-12-03T16:00:00.000Z',
    place: 'Salle Battant, 48 rue Battant',
    details: '',
    seats: 10,
    audience: { of: 'all' },
    registrations: [],
    createdAt: TUESDAY_NOON,
    ...more,
  });

export const aRegistration = (more: Partial<Registration> = {}): Registration =>
  registrationSchema.parse({ volunteerId: PAUL, state: 'registered', at: TUESDAY_NOON, ...more });

export const aThankYou = (more: Partial<ThankYou> = {}): ThankYou =>
  thankYouSchema.parse({
    id: `tha_${'T'.repeat(26)}`,
    volunteerId: PAUL,
    town: 'besancon',
    seniorId: JEANNE,
    state: 'carried',
    words: 'Dites-lui que le mercredi est mon meilleur jour.',
    how: 'phone',
    from: 'Jeanne',
    takenBy: `stf_${'S'.repeat(26)}`,
    takenAt: TUESDAY_NOON,
    ...more,
  });
