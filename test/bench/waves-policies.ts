import { type Around, aroundOf, estimate, replyMinutes } from '../../shared/matching/estimate.ts';
import { type MatchingParams, STANDARD_PARAMS } from '../../shared/matching/params.ts';
import { offerPrice, weekLoadPoints } from '../../shared/matching/score.ts';
import { type Askable, asksUntil, nextWave, restsUntil } from '../../shared/matching/waves.ts';
import { MOST_WAITED_FOR } from '../../shared/missions/mission.ts';
import { emptyLoad, type Load } from '../../shared/offers/load.ts';
import { type About, remember } from '../../shared/offers/memory/memory.ts';
import { HALF_DAYS } from '../../shared/time/civil.ts';
import { fromMillis, type Instant, toMillis } from '../../shared/time/instant.ts';
import { volunteerNumber } from '../support/chain.ts';
import type { Person, Policy, Searching } from './waves-sim.ts';
import { DAY, die, type SimMission } from './waves-town.ts';

const metresTo = ({ who }: Person, mission: SimMission): number =>
  Math.hypot(who.x - mission.x, who.y - mission.y) * 1000;
const lately = ({ textsAt }: Person, now: number): number =>
  textsAt.filter((at) => at > now - 7 * DAY).length;
const numbers = (people: readonly Person[]): number[] => people.map(({ who }) => who.n);
const TWO_HOURS = 120;

const stateless = (
  name: string,
  step: (searching: Searching) => readonly number[],
  every: number | undefined,
): Policy => ({
  name,
  open: () => ({
    step: (searching) => ({
      ask: step(searching),
      again: every === undefined ? undefined : searching.now + every,
    }),
  }),
});

/** Everybody who may go, as soon as the mission is known. */
export const EVERYONE = stateless('everyone at once', ({ people }) => numbers(people), undefined);
/** The nearest, then the next nearest two hours later, and so on. */
export const NEAREST = stateless(
  'nearest first, one by one',
  ({ people, mission }) =>
    numbers([...people].sort((a, b) => metresTo(a, mission) - metresTo(b, mission)).slice(0, 1)),
  TWO_HOURS,
);
/** Three drawn by lot every two hours. */
export const RANDOM = stateless(
  'random 3, every 2 h',
  ({ people, mission }) =>
    numbers([...people].sort((a, b) => die(7, mission.n, a.who.n) - die(7, mission.n, b.who.n)).slice(0, 3)),
  TWO_HOURS,
);
/** Three every two hours, fewest texts of the last seven days first, then the nearest. */
export const TOP_THREE = stateless(
  'top 3 every 2 h, fairness',
  ({ people, mission, now }) =>
    numbers(
      [...people]
        .sort((a, b) => lately(a, now) - lately(b, now) || metresTo(a, mission) - metresTo(b, mission))
        .slice(0, 3),
    ),
  TWO_HOURS,
);

const START = Date.UTC(2026, 0, 5, 8, 30);
/** The instant of a waking minute, on a plain calendar without Sundays or summer time. */
const instantAt = (minute: number): Instant =>
  fromMillis(START + Math.floor(minute / DAY) * 86_400_000 + Math.round((minute % DAY) * 60_000));
const minuteOf = (at: Instant): number => {
  const millis = toMillis(at) - START;
  const day = Math.floor(millis / 86_400_000);
  return day * DAY + Math.min(DAY, (millis - day * 86_400_000) / 60_000);
};
const after = (from: Instant, minutes: number): Instant => instantAt(minuteOf(from) + minutes);

const PROGRAMME = 'FRIENDLY_VISIT';
const aboutMission = (mission: SimMission): About => ({
  programme: PROGRAMME,
  half: HALF_DAYS[mission.half] ?? 'mon-am',
});
const WALK_METRES_A_MINUTE = 75;
/** Offers in seven days, as a town starts. */
const OFFERS_A_WEEK = 5;

/** The product: its own memory of answers, estimate and waves; costs of travel, load and offers as its score counts them. */
export const ours = (params: MatchingParams = STANDARD_PARAMS, name = 'ours'): Policy => ({
  name,
  open: () => {
    const loads = new Map<number, Load>();
    /** Sent and not heard of: when, by volunteer and mission. */
    const waiting = new Map<number, Map<number, number>>();
    const lastOpen = (n: number): Instant | undefined => {
      const sent = [...(waiting.get(n)?.values() ?? [])];
      return sent.length > 0 ? instantAt(Math.max(...sent)) : undefined;
    };
    const loadOf = (n: number): Load => loads.get(n) ?? emptyLoad(volunteerNumber(n));
    const costOf = (person: Person, mission: SimMission, now: number): number =>
      Math.ceil(metresTo(person, mission) / WALK_METRES_A_MINUTE) * params.match.travelMinute +
      offerPrice(lately(person, now), params.match) +
      weekLoadPoints(
        person.held.filter(({ startsAt }) => Math.abs(startsAt - mission.startsAt) < 3 * DAY).length,
        params.match,
      ) +
      person.held.length * params.match.recentLoad;
    const askableOf = (person: Person, about: About, around: Around, now: Instant): Askable => {
      const load = loadOf(person.who.n);
      return {
        id: String(person.who.n),
        chance: estimate(load, 'none', { about, around, place: 'home' }, params.estimate, now),
        isUsual: false,
        restsUntil: restsUntil(load.memory?.silence, params.waves),
        asksUntil: asksUntil(lastOpen(person.who.n), params.waves, after),
      };
    };
    return {
      isQuick: true,
      step: ({ mission, now, people }) => {
        const at = instantAt(now);
        const about = aboutMission(mission);
        const may = people.filter((one) => lately(one, now) < OFFERS_A_WEEK);
        const around = aroundOf(
          may.map(({ who }) => loadOf(who.n)),
          about,
          at,
        );
        const ranked = may
          .map((person) => ({ person, cost: costOf(person, mission, now) }))
          .sort((a, b) => a.cost - b.cost || a.person.who.n - b.person.who.n)
          .map(({ person }) => askableOf(person, about, around, at));
        const wave = nextWave(
          {
            ranked,
            chosen: [],
            startsAt: instantAt(mission.startsAt),
            urgent: false,
            replyMinutes: replyMinutes(around.replies, params.waves),
            after,
          },
          params.waves,
          at,
        );
        // As the chain does: when the waves end, it looks again the next morning.
        if (!wave) return { ask: [], again: (Math.floor(now / DAY) + 1) * DAY + 30 };
        for (const { id } of wave.asked)
          waiting.set(Number(id), (waiting.get(Number(id)) ?? new Map()).set(mission.n, now));
        return {
          ask: wave.asked.map(({ id }) => Number(id)),
          again: Math.max(now + 1, minuteOf(wave.nextAt)),
          waitsFor: (wave.waitsFor ?? []).slice(0, MOST_WAITED_FOR).map(({ id }) => Number(id)),
        };
      },
      filled: (mission) => {
        for (const questions of waiting.values()) questions.delete(mission.n);
      },
      isAsking: (n) => (waiting.get(n)?.size ?? 0) > 0,
      heard: (mission, n, what, askedAt, now) => {
        waiting.get(n)?.delete(mission.n);
        const before = loadOf(n);
        const silentSince = before.memory?.silence?.since;
        const heard = {
          what,
          about: aboutMission(mission),
          late: what !== 'silent' && silentSince !== undefined && askedAt < minuteOf(silentSince),
          ...(what === 'silent' ? {} : { delay: now - askedAt }),
        };
        loads.set(n, remember(before, heard, instantAt(now)));
      },
    };
  },
});
