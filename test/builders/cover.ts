import type { CoverTown, Followed } from '../../shared/engagement/cover/followed.ts';
import type { Met } from '../../shared/engagement/signals/lately.ts';
import { serviceIdSchema } from '../../shared/ids/ids.ts';
import { emptyLoad } from '../../shared/offers/load.ts';
import { type Service, serviceSchema } from '../../shared/services/service.ts';
import { addDays, type CivilDay, civilTime, dayOf, HALF_DAYS, instantOf } from '../../shared/time/civil.ts';
import { FIRST_PROGRAMMES } from '../../shared/town/programme.ts';
import type { Exception, Volunteer } from '../../shared/volunteers/volunteer.ts';
import { inOrder } from '../support/chain.ts';
import { aSenior, aTown, aVolunteer, TUESDAY_NOON as NOW } from './chain.ts';
import { CENTRE, metresAway, seniorNumber, volunteerAt } from './weeks.ts';

export const TODAY = dayOf(NOW);
export const TOWN = aTown();
const [VISIT, CALL] = FIRST_PROGRAMMES;
if (!VISIT || !CALL) throw new Error('two programmes');

export const volunteer = (n: number, more: Partial<Volunteer> = {}): Volunteer => ({
  ...aVolunteer(),
  id: volunteerAt(n),
  firstName: `Prénom${n}`,
  requirements: inOrder,
  availability: [...HALF_DAYS],
  address: { ...aVolunteer().address, point: metresAway(300 * n, 0) },
  ...more,
});
export type Tie = Partial<Service['pairings'][number]> & { readonly by: number };
export const service = (n: number, ties: readonly Tie[], more: Partial<Service> = {}): Service =>
  serviceSchema.parse({
    id: serviceIdSchema.parse(`ser_${String(n).padStart(26, '0')}`),
    town: 'besancon',
    seniorId: seniorNumber(n),
    programme: 'FRIENDLY_VISIT',
    state: 'open',
    cadence: 'weekly',
    weekday: 3,
    time: '14:30',
    durationMinutes: 60,
    wishes: '',
    startsOn: addDays(TODAY, -200),
    createdAt: instantOf(addDays(TODAY, -200), civilTime('10:00')),
    pairings: ties.map(({ by, ...tie }, i) => ({
      volunteerId: volunteerAt(by),
      state: 'active',
      role: i === 0 ? 'primary' : 'backup',
      since: instantOf(addDays(TODAY, -150), civilTime('10:00')),
      ...tie,
    })),
    ...more,
  });
export const follow = (one: Service, more: Partial<Followed> = {}): Followed => ({
  service: one,
  senior: { ...aSenior(), id: one.seniorId, address: { ...aSenior().address, point: CENTRE } },
  programme: one.programme === 'FRIENDLY_CALL' ? CALL : VISIT,
  consented: true,
  known: new Set(),
  ...more,
});
export const town = (
  volunteers: readonly Volunteer[],
  services: readonly Service[],
  more: Partial<CoverTown> = {},
): CoverTown => ({
  town: TOWN,
  now: NOW,
  followed: services.map((one) => follow(one)),
  volunteers: volunteers.map((one) => ({
    volunteer: one,
    load: emptyLoad(one.id),
    services: services.filter(({ pairings }) =>
      pairings.some(({ volunteerId, state }) => volunteerId === one.id && state !== 'ended'),
    ),
  })),
  done: [],
  planned: [],
  ...more,
});
export const went = (by: number, to: number, days: number): Met => ({
  volunteerId: volunteerAt(by),
  seniorId: seniorNumber(to),
  kind: 'visit',
  on: addDays(TODAY, -days),
});
export const away = (from: CivilDay, to: CivilDay): Exception => ({ from, to, kind: 'away' });
