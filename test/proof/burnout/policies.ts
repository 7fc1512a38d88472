import type { VolunteerId } from '../../../shared/ids/ids.ts';
import { questionOf, waveFor } from '../../../shared/matching/askable.ts';
import { type MatchingParams, STANDARD_PARAMS } from '../../../shared/matching/params.ts';
import type { Rule, RuleName } from '../../../shared/matching/rule.ts';
import { RULES } from '../../../shared/matching/rules.ts';
import { candidatesFor } from '../../../shared/matching/score.ts';
import type { Mission } from '../../../shared/missions/mission.ts';
import {
  emptyLoad,
  type Load,
  pruned,
  withEntry,
  withHeavy,
  without,
  withServed,
} from '../../../shared/offers/load.ts';
import { aboutOf, remember } from '../../../shared/offers/memory/memory.ts';
import type { Offer } from '../../../shared/offers/offer.ts';
import { dayOf } from '../../../shared/time/civil.ts';
import type { Report } from '../../../shared/visits/report.ts';
import type { Volunteer } from '../../../shared/volunteers/volunteer.ts';
import { DAY, die } from '../../bench/waves-town.ts';
import { anOffer } from '../../builders/chain.ts';
import { REACTION } from './assumed.ts';
import { openGuard } from './guard.ts';
import { instantAt, minuteOf, missionRecord, recordOf, reportOf, TOWN_RECORD, VISITS } from './records.ts';
import type { YearMission, YearTown } from './town.ts';
import type { Care, Heard, Mind, Person, Policy, Search } from './year.ts';

const metres = ({ who }: Person, mission: YearMission): number =>
  Math.hypot(who.x - mission.x, who.y - mission.y);
const TWO_HOURS = 120;

/** Everybody who can go, as soon as the visit is known: a mailing list. */
export const EVERYONE: Policy = {
  name: 'everyone at once',
  open: () => ({ step: ({ people }) => ({ ask: people.map(({ who }) => who.n), again: undefined }) }),
};
/** The nearest, then the next nearest two hours later, and so on: whoever is at hand. */
export const NEAREST: Policy = {
  name: 'nearest first',
  open: () => ({
    step: ({ people, mission, now }: Search) => ({
      ask: people
        .toSorted((a, b) => metres(a, mission) - metres(b, mission) || a.who.n - b.who.n)
        .slice(0, 1)
        .map(({ who }) => who.n),
      again: now + TWO_HOURS,
    }),
  }),
};

/** What the project's records hold of the town, kept by its own functions as the chain keeps them. */
export type Books = {
  readonly town: YearTown;
  readonly volunteers: Volunteer[];
  readonly loads: Map<number, Load>;
  readonly offers: Map<number, Offer[]>;
  readonly reports: Map<number, Report[]>;
};
const listOf = <T>(map: Map<number, T[]>, n: number): T[] => {
  const list = map.get(n) ?? [];
  map.set(n, list);
  return list;
};

/**
 * Rules on what somebody carries. The others (active, wished for, in order, free, near …) hold for whoever the year lets through
 * (`canGo`), in a town where nobody excludes anybody: read once there, not at each question. A test plays years with all of them.
 */
const CARRIED: ReadonlySet<RuleName> = new Set([
  'same-time',
  'weekly-cap',
  'rest-days',
  'heavy-twice',
  'after-hard',
  'offers-lately',
]);
const BOUNDS = RULES.filter(({ name }) => CARRIED.has(name));
/** Bounds and prices that the unguarded policy goes without; what is physically so stays. */
const UNBOUND = BOUNDS.filter(({ name }) => name === 'same-time');
const UNPRICED: MatchingParams = {
  ...STANDARD_PARAMS,
  match: { ...STANDARD_PARAMS.match, weekLoad: 0, recentLoad: 0, recentOffer: 0 },
  waves: { ...STANDARD_PARAMS.waves, restHours: 0 },
};

type Monday = (books: Books, town: YearTown) => NonNullable<Mind['monday']>;

const product = (name: string, rules: readonly Rule[], onMonday?: Monday): Policy => ({
  name,
  open: (town) => {
    const params = rules === UNBOUND ? UNPRICED : STANDARD_PARAMS;
    const books: Books = {
      town,
      volunteers: town.volunteers.map((who) => recordOf(town, who)),
      loads: new Map(),
      offers: new Map(),
      reports: new Map(),
    };
    const records = new Map<YearMission, Mission>();
    const recorded = (mission: YearMission): Mission => {
      const known = records.get(mission) ?? missionRecord(mission);
      records.set(mission, known);
      return known;
    };
    const known = new Map<number, Set<VolunteerId>>();
    const loadOf = (n: number): Load => {
      const id = books.volunteers[n]?.id;
      if (!id) throw new Error(`nobody is number ${n}`);
      return books.loads.get(n) ?? emptyLoad(id);
    };
    const withoutMission = (mission: YearMission, n: number): void =>
      void books.loads.set(n, without(loadOf(n), recorded(mission).id));
    const offerOf = (mission: YearMission, n: number): Offer | undefined =>
      listOf(books.offers, n).findLast(({ missionId }) => missionId === recorded(mission).id);
    const answered = (mission: YearMission, n: number, more: Partial<Offer>): void => {
      const offer = offerOf(mission, n);
      if (!offer) return;
      const all = listOf(books.offers, n);
      all[all.indexOf(offer)] = { ...offer, ...more };
    };
    const entry = (record: Mission, state: 'offered' | 'held' | 'done') => ({
      missionId: record.id,
      day: record.day,
      startsAt: record.startsAt,
      minutes: record.durationMinutes,
      state,
    });

    return {
      isQuick: true,
      step: ({ mission, now, people }: Search) => {
        const at = instantAt(now);
        const record = recorded(mission);
        const need = { mission: record, programme: VISITS, town: TOWN_RECORD };
        const candidates = people.flatMap(({ who }) => {
          const volunteer = books.volunteers[who.n];
          return volunteer ? [{ volunteer, load: loadOf(who.n), offer: undefined }] : [];
        });
        const ties = { pairings: [], known: known.get(mission.senior) ?? new Set<VolunteerId>() };
        const { ranked } = candidatesFor(candidates, need, ties, at, rules, params.match);
        const question = questionOf(
          need,
          candidates.map(({ load }) => load),
          at,
        );
        const wave = waveFor(need, ranked, question, params, at);
        // As the chain does: when the waves end, it looks again the next morning.
        if (!wave) return { ask: [], again: (Math.floor(now / DAY) + 1) * DAY + 30 };
        const ids = new Set<string>(wave.asked.map(({ id }) => id));
        return {
          ask: people.flatMap(({ who }) => (ids.has(books.volunteers[who.n]?.id ?? '') ? [who.n] : [])),
          again: Math.max(now + 1, minuteOf(wave.nextAt)),
        };
      },
      texted: (mission, n, now) => {
        const at = instantAt(now);
        const record = recorded(mission);
        const load = withEntry(pruned(loadOf(n), dayOf(at), at), entry(record, 'offered'));
        books.loads.set(n, { ...load, offersSentAt: [...load.offersSentAt, at].slice(-60) });
        listOf(books.offers, n).push({
          ...OFFER,
          missionId: record.id,
          volunteerId: load.volunteerId,
          day: record.day,
          startsAt: record.startsAt,
          sentAt: at,
        });
      },
      heard: (mission, n, what: Heard, askedAt, now) => {
        const at = instantAt(now);
        const offer = offerOf(mission, n);
        const heard = {
          what,
          about: aboutOf(recorded(mission)),
          late: what !== 'silent' && offer?.state === 'expired',
          ...(what === 'silent' ? {} : { delay: now - askedAt }),
        };
        const isOpen = offer?.state === 'sent';
        const load = remember(loadOf(n), heard, at);
        books.loads.set(n, isOpen ? without(load, recorded(mission).id) : load);
        if (what === 'silent') answered(mission, n, { state: 'expired' });
        else if (isOpen || offer?.state === 'expired')
          answered(mission, n, { state: what === 'yes' ? 'accepted' : 'declined', answeredAt: at });
      },
      closed: (mission, n) => {
        withoutMission(mission, n);
        answered(mission, n, { state: 'closed' });
      },
      taken: (mission, n) => void books.loads.set(n, withEntry(loadOf(n), entry(recorded(mission), 'held'))),
      released: withoutMission,
      visited: (mission, n) => {
        const record = recorded(mission);
        const volunteer = books.volunteers[n];
        if (!volunteer) return;
        const report = reportOf(town, mission, record, volunteer);
        listOf(books.reports, n).push(report);
        const met = known.get(mission.senior) ?? new Set<VolunteerId>();
        known.set(mission.senior, met.add(volunteer.id));
        const done = withServed(withEntry(loadOf(n), entry(record, 'done')), record.day);
        const visit = { missionId: record.id, seniorId: record.seniorId, day: record.day };
        books.loads.set(n, withHeavy(done, visit, report.me === 'heavy'));
      },
      ...(onMonday ? { monday: onMonday(books, town) } : {}),
    };
  },
});
const OFFER = anOffer();

/** About as many words as the guard comes to say in such a town, 3.6 a week, to whoever has waited longest: nobody in particular. */
const wordsByTurn = (week: number): number => (week % 5 < 3 ? 4 : 3);
const byTurn: Monday =
  (_, town) =>
  (week, people): readonly Care[] =>
    people
      .toSorted((a, b) => (a.wordsOn.at(-1) ?? -1) - (b.wordsOn.at(-1) ?? -1) || a.who.n - b.who.n)
      .slice(0, wordsByTurn(week))
      .filter(({ who }) => die(town.seed, who.n, week, 62) < REACTION.done)
      .map(({ who }) => ({ n: who.n, what: 'word' }));

export const UNGUARDED = product('ours without the guard', UNBOUND);
export const BOUNDS_ONLY = product('ours, its bounds alone', BOUNDS);
export const WORDS_BY_TURN = product('ours, bounds and words by turn', BOUNDS, byTurn);
export const GUARDED = product('ours with the guard', BOUNDS, openGuard);
/** The same, every rule asked of everybody: what the test compares. */
export const GUARDED_BY_ALL_RULES = product('ours with the guard', RULES, openGuard);
export const POLICIES: readonly Policy[] = [
  EVERYONE,
  NEAREST,
  UNGUARDED,
  BOUNDS_ONLY,
  WORDS_BY_TURN,
  GUARDED,
];
