import type { Mission } from '../../missions/mission.ts';
import type { Senior } from '../../seniors/senior.ts';
import { slotsOf } from '../../services/plan-service.ts';
import type { Service } from '../../services/service.ts';
import { addDays, type CivilDay } from '../../time/civil.ts';
import { isOpenToVolunteers, PERIOD_DAYS, type Programme, peopleFor } from '../../town/programme.ts';
import type { Town } from '../../town/settings.ts';
import { FORECAST_PARAMS } from './params.ts';

/** A service with what decides whether its days are planned. */
export type Arranged = {
  readonly service: Service;
  readonly senior: Senior | undefined;
  /** Her consent to this programme is given today. */
  readonly consented: boolean;
};

export type WeekNeed = {
  /** Visits, calls and books brought, by the services that run; one for two people counts twice. */
  readonly services: number;
  /** Carriers' half-days of the delivery campaigns: rounds made, or as many as the doors that wait would take. */
  readonly campaigns: number;
};

export type Need = {
  readonly weeks: readonly WeekNeed[];
  /** Services counted. */
  readonly running: number;
  /** Visits a week that services not begun yet would add, and how many services. */
  readonly proposed: { readonly services: number; readonly perWeek: number };
  /** Paused without a date: nobody knows when they come back, so they are not counted. */
  readonly pausedOpen: number;
};

const ofVolunteers = (programme: Programme | undefined): programme is Programme =>
  programme !== undefined && isOpenToVolunteers(programme);

const perWeekOf = ({ cadence }: Pick<Service, 'cadence'>, programme: Programme): number =>
  (7 / PERIOD_DAYS[cadence]) * peopleFor(programme);

/** Half-days that so many doors take one carrier each. */
const outings = (doors: number): number => Math.ceil(doors / FORECAST_PARAMS.doorsARound);

const campaignNeed = (missions: readonly Mission[], monday: CivilDay): number => {
  const week = missions.filter(({ day }) => monday <= day && day <= addDays(monday, 6));
  const rounds = new Set(week.flatMap(({ round }) => round?.id ?? []));
  const waiting = new Map<string, number>();
  for (const { round, day, time } of week)
    if (!round?.id) {
      const half = `${day} ${time < '13:00' ? 'am' : 'pm'}`;
      waiting.set(half, (waiting.get(half) ?? 0) + 1);
    }
  return rounds.size + [...waiting.values()].reduce((sum, doors) => sum + outings(doors), 0);
};

/**
 * What is asked of volunteers in each coming week as things stand: the days of the services that run (public holidays, her
 * absences and dated pauses left out), and the campaigns whose half-days are set. No new request is imagined. Calls made from a list, what
 * professionals do, and missions added by hand are not in it: a rhythm does not hold the first two either.
 */
export const needOf = (
  arranged: readonly Arranged[],
  campaignMissions: readonly Mission[],
  town: Pick<Town, 'programmes' | 'holidayZone'>,
  weeks: readonly CivilDay[],
): Need => {
  const programmeOf = new Map(town.programmes.map((programme) => [programme.code, programme]));
  const counted = weeks.map(() => 0);
  let [running, pausedOpen] = [0, 0];
  const proposed = { services: 0, perWeek: 0 };
  const [first, last] = [weeks[0], weeks.at(-1)];
  for (const { service, senior, consented } of arranged) {
    const programme = programmeOf.get(service.programme);
    if (!ofVolunteers(programme) || service.byList || !senior || senior.state !== 'active') continue;
    if (service.state === 'proposed') {
      proposed.services += 1;
      proposed.perWeek += perWeekOf(service, programme);
      continue;
    }
    if (!consented || service.state === 'closed') continue;
    if (service.state === 'paused' && !service.pausedUntil) {
      pausedOpen += 1;
      continue;
    }
    running += 1;
    if (!first || !last) continue;
    const days = slotsOf(service, senior, town, first, addDays(last, 6)).filter(({ skipped }) => !skipped);
    weeks.forEach((monday, w) => {
      const mine = days.filter(({ day }) => monday <= day && day <= addDays(monday, 6)).length;
      counted[w] = (counted[w] ?? 0) + (programme.inRounds ? outings(mine) : mine * peopleFor(programme));
    });
  }
  return {
    weeks: weeks.map((monday, w) => ({
      services: counted[w] ?? 0,
      campaigns: campaignNeed(campaignMissions, monday),
    })),
    running,
    proposed,
    pausedOpen,
  };
};
