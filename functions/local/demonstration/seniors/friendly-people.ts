import type { Actor } from '../../../../shared/audit/audit.ts';
import { consentKind } from '../../../../shared/consents/consent.ts';
import { type CallMemory, noMemory } from '../../../../shared/heat/calls/memory.ts';
import type { VolunteerId } from '../../../../shared/ids/ids.ts';
import type { Senior } from '../../../../shared/seniors/senior.ts';
import type { Service } from '../../../../shared/services/service.ts';
import { serviceKind } from '../../../../shared/services/store.ts';
import { tieWrites } from '../../../../shared/services/ties.ts';
import { addDays, civilTime, instantOf } from '../../../../shared/time/civil.ts';
import { type Instant, plus } from '../../../../shared/time/instant.ts';
import type { Volunteer } from '../../../../shared/volunteers/volunteer.ts';
import { daysAgo, type Making, officeTime } from '../making.ts';
import type { Known } from './seniors.ts';

/** A small programme: some called each working day, others on two days a week or one. */
const FOLLOWED = 16;
const DAYS: readonly (readonly number[])[] = [[], [], [1, 4], [2, 5], [3]];
export const BEGAN = 40;
export const PROGRAMME = 'FRIENDLY_CALL';

export type Followed = {
  readonly senior: Senior;
  readonly service: Service;
  memory: CallMemory;
  reachedAt?: Instant;
};

const follow = (making: Making, senior: Senior, usual: VolunteerId | undefined, n: number): Followed => {
  const { history, ids, staff, town, today, dice } = making;
  const at = daysAgo(making, BEGAN, officeTime(dice));
  const by: Actor = { kind: 'staff', id: staff.coordinator };
  const how = 'phone' as const;
  history.note(consentKind, { seniorId: senior.id, purpose: PROGRAMME, state: 'given', at, by, how });
  const weekdays = [...(DAYS[n % DAYS.length] ?? [])];
  const service: Service = {
    id: ids.at('ser', at),
    town: town.id,
    seniorId: senior.id,
    programme: PROGRAMME,
    state: 'open',
    cadence: weekdays.length === 0 ? 'daily' : 'weekly',
    weekday: weekdays[0] ?? 1,
    time: civilTime('09:30'),
    durationMinutes: 20,
    wishes: '',
    startsOn: addDays(today, 1 - BEGAN),
    byList: { weekdays },
    pairings: usual ? [{ volunteerId: usual, state: 'active', role: 'primary', since: at }] : [],
    planAt: instantOf(today, civilTime('06:00')),
    createdAt: at,
  };
  history.change(serviceKind, service, {
    action: 'service-opened',
    actor: by,
    at: plus(at, { minutes: 5 }),
    to: 'open',
    details: { senior: senior.id, programme: PROGRAMME, cadence: service.cadence },
  });
  history.add(tieWrites(undefined, service));
  return { senior, service, memory: noMemory(senior.id) };
};

/** Who said yes to friendly calls: the last of those visited, one in three called by nobody in particular. */
export const followedOf = (
  making: Making,
  known: readonly Known[],
  volunteers: readonly Volunteer[],
): readonly Followed[] => {
  const callers = volunteers.filter(
    ({ state, programmes, channel }) =>
      state === 'active' && channel === 'sms' && programmes.includes(PROGRAMME),
  );
  return known
    .filter(
      ({ place, wants, senior }) =>
        place === 'served' && wants === 'FRIENDLY_VISIT' && senior.phones.length > 0,
    )
    .slice(-FOLLOWED)
    .map(({ senior }, n) =>
      follow(making, senior, n % 3 === 0 ? undefined : callers[n % Math.max(1, callers.length)]?.id, n),
    );
};
