import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Arranged, needOf } from '../../../shared/engagement/forecast/need.ts';
import {
  adviceOf,
  advisedRecruits,
  halfDaysOf,
  profileOfRecruits,
  type Recruits,
  recruited,
} from '../../../shared/engagement/forecast/recruit.ts';
import { shortageIn } from '../../../shared/engagement/forecast/shortage.ts';
import {
  adviceFromList,
  servedFromList,
  type Waiting,
  waitingList,
} from '../../../shared/engagement/forecast/waiting-list.ts';
import { serviceIdSchema } from '../../../shared/ids/ids.ts';
import { weekProblem } from '../../../shared/matching/week/build.ts';
import { changed } from '../../../shared/matching/week/changes/change.ts';
import { planWeek } from '../../../shared/matching/week/plan-week.ts';
import { type Service, serviceSchema } from '../../../shared/services/service.ts';
import { addDays, civilDay, civilTime, HALF_DAYS } from '../../../shared/time/civil.ts';
import { CHRISTMAS_PARCEL, FIRST_PROGRAMMES, HOME_LIBRARY } from '../../../shared/town/programme.ts';
import { aMission, aSenior, aTown, TUESDAY_NOON } from '../../builders/chain.ts';
import {
  aWeek,
  aWeekMission,
  aWeekVolunteer,
  CENTRE,
  MONDAY,
  metresAway,
  missionNumber,
  randomWeek,
  seniorNumber,
  volunteerAt,
} from '../../builders/weeks.ts';

const SEED = 20261124;
const FAR = metresAway(9_000, 9_000);
const TOWN = aTown({
  sectors: [
    { code: 'planoise', name: 'Planoise', centre: CENTRE },
    { code: 'palente', name: 'Palente', centre: FAR },
  ],
  programmes: [...FIRST_PROGRAMMES, HOME_LIBRARY, CHRISTMAS_PARCEL],
});
const recruits = (more: Partial<Recruits> = {}): Recruits => ({
  count: 3,
  sector: 'planoise',
  free: [],
  travel: 'walk',
  language: undefined,
  ...more,
});

describe('newcomers in a week that is planned', () => {
  it('give what a plan made from nothing gives, never serve fewer, and never more than were missing', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 100_000 }),
        fc.integer({ min: 1, max: 4 }),
        fc.subarray([...HALF_DAYS]),
        fc.constantFrom('walk' as const, 'car' as const),
        (seed, count, free, travel) => {
          const problem = weekProblem({
            ...randomWeek(seed, { volunteers: 8, missions: 18, halfSide: 2_500 }),
            town: { ...TOWN, caps: { ...TOWN.caps, restDays: 0 } },
          });
          const plan = planWeek(problem);
          const asked = recruits({ count, free, travel });
          const found = recruited(problem, plan, asked);
          const like = profileOfRecruits(problem.town, asked);
          const cold = planWeek(weekProblem(changed(problem.input, { kind: 'newcomers', count, like })));
          expect(found.after.plan.cost).toBe(cold.cost);
          expect(found.exact).toBe(cold.totals.found - plan.totals.found);
          expect(found.exact).toBeGreaterThanOrEqual(0);
          expect(found.exact).toBeLessThanOrEqual(found.missing);
          expect(found.estimated).toBeGreaterThanOrEqual(0);
          expect(found.estimated).toBeLessThanOrEqual(found.missing);
        },
      ),
      { seed: SEED, numRuns: 24 },
    );
  });

  /** Four people of Planoise on Tuesday, two of Palente on Friday, nobody to go. */
  const lacking = () =>
    weekProblem(
      aWeek({
        town: TOWN,
        missions: [
          ...[0, 1, 2, 3].map((n) =>
            aWeekMission(n, { weekday: 1, time: civilTime(n % 2 ? '09:30' : '14:30'), sector: 'planoise' }),
          ),
          ...[4, 5].map((n) =>
            aWeekMission(n, { weekday: 4, sector: 'palente', area: FAR, languages: ['pt'] }),
          ),
        ],
        volunteers: [aWeekVolunteer(1, { availability: [] })],
      }),
    );

  it('are counted at the plan’s prices as they are when it is planned again, where visits do not hang together', () => {
    const problem = lacking();
    const plan = planWeek(problem);
    const tuesday = halfDaysOf(2);
    // Rest asks for a day between two visits: one each on a Tuesday.
    expect(recruited(problem, plan, recruits({ free: tuesday }))).toMatchObject({
      estimated: 3,
      exact: 3,
      people: 3,
      missing: 6,
    });
    expect(recruited(problem, plan, recruits({ count: 6, free: tuesday })).people).toBe(4);
    expect(recruited(problem, plan, recruits({ free: halfDaysOf(3) })).exact).toBe(0);
    expect(recruited(problem, plan, recruits({ sector: 'palente' })).exact).toBe(0);
    expect(recruited(problem, plan, recruits({ sector: 'palente', language: 'pt' })).exact).toBe(2);
    expect(recruited(problem, plan, recruits({ language: 'pt', travel: 'car' })).exact).toBe(5);
  });

  it('are advised where they would serve most, with the language it takes, and nowhere when nobody waits', () => {
    const problem = lacking();
    const plan = planWeek(problem);
    expect(adviceOf(problem, plan)).toEqual([
      { sector: 'planoise', weekday: 2, language: undefined, gained: 3 },
      { sector: 'palente', weekday: 5, language: 'pt', gained: 2 },
    ]);
    for (const advice of adviceOf(problem, plan))
      expect(recruited(problem, plan, advisedRecruits(advice)).exact).toBe(advice.gained);
    const served = weekProblem(aWeek({ town: TOWN, missions: [aWeekMission(1, { sector: 'planoise' })] }));
    expect(adviceOf(served, planWeek(served))).toEqual([]);
  });

  it('count somebody who is served as served, though another visit of hers still finds nobody', () => {
    const hers = { seniorId: seniorNumber(1), sector: 'planoise' };
    const problem = weekProblem(
      aWeek({
        town: TOWN,
        missions: [
          aWeekMission(1, { ...hers, weekday: 1 }),
          aWeekMission(2, { ...hers, weekday: 4, languages: ['pt'] }),
        ],
        volunteers: [aWeekVolunteer(1, { availability: [] })],
      }),
    );
    expect(recruited(problem, planWeek(problem), recruits())).toMatchObject({
      missing: 2,
      exact: 1,
      people: 1,
    });
  });

  it('count one lack once, though it makes two visits dear', () => {
    // Volunteer 1 could do either of two visits at the same hour; one of them lacks somebody: both are dear.
    const problem = weekProblem(
      aWeek({
        town: TOWN,
        missions: [aWeekMission(1, { sector: 'planoise' }), aWeekMission(2, { sector: 'planoise' })],
        volunteers: [aWeekVolunteer(1)],
      }),
    );
    const found = recruited(problem, planWeek(problem), recruits());
    expect(found).toMatchObject({ missing: 1, exact: 1, estimated: 1 });
  });
});

const aService = (n: number, more: Partial<Service> = {}): Service =>
  serviceSchema.parse({
    id: serviceIdSchema.parse(`ser_${String(n).padStart(26, '0')}`),
    town: 'besancon',
    seniorId: seniorNumber(n),
    programme: 'FRIENDLY_VISIT',
    state: 'open',
    cadence: 'weekly',
    weekday: 2,
    time: '14:30',
    durationMinutes: 60,
    wishes: '',
    startsOn: '2026-09-01',
    pairings: [],
    createdAt: TUESDAY_NOON,
    ...more,
  });
const arranged = (service: Service, more: Partial<Arranged> = {}): Arranged => ({
  service,
  senior: aSenior({ id: service.seniorId }),
  consented: true,
  ...more,
});
const WEEKS = [0, 7, 14, 21, 28].map((days) => addDays(MONDAY, days));
const counted = (list: readonly Arranged[], missions: Parameters<typeof needOf>[1] = []) =>
  needOf(list, missions, TOWN, WEEKS);

describe('what will be asked', () => {
  it('is the days of the services that run, her absences, dated pauses and public holidays left out', () => {
    const weekly = aService(1, { weekday: 5 });
    // The fourth Friday is Christmas, the fifth New Year’s Day.
    expect(counted([arranged(weekly)]).weeks.map(({ services }) => services)).toEqual([1, 1, 1, 0, 0]);
    const away = aSenior({ id: weekly.seniorId, absences: [{ from: MONDAY, to: addDays(MONDAY, 6) }] });
    expect(counted([arranged(weekly, { senior: away })]).weeks[0]?.services).toBe(0);
    const fortnightly = aService(2, { cadence: 'fortnightly', startsOn: MONDAY });
    expect(counted([arranged(fortnightly)]).weeks.map(({ services }) => services)).toEqual([1, 0, 1, 0, 1]);
    const paused = aService(3, { state: 'paused', pausedUntil: addDays(MONDAY, 8) });
    expect(counted([arranged(paused)]).weeks.map(({ services }) => services)).toEqual([0, 0, 1, 1, 1]);
  });
  it('counts two for a visit by two, nothing without consent, by list, or by professionals', () => {
    const byTwo = { ...TOWN, programmes: TOWN.programmes.map((one) => ({ ...one, people: 2 as const })) };
    expect(needOf([arranged(aService(1))], [], byTwo, WEEKS).weeks[0]?.services).toBe(2);
    const unasked = [
      arranged(aService(1), { consented: false }),
      arranged(aService(2, { byList: { weekdays: [] } })),
      arranged(aService(3, { programme: 'MEAL_DELIVERY' })),
      arranged(aService(4), { senior: aSenior({ state: 'closed' }) }),
    ];
    expect(counted(unasked).running).toBe(0);
  });
  it('tells apart what has not begun, and what nobody knows the return of', () => {
    const need = counted([
      arranged(aService(1, { state: 'proposed' }), { consented: false }),
      arranged(aService(2, { state: 'paused' })),
    ]);
    expect(need).toMatchObject({ running: 0, proposed: { services: 1, perWeek: 1 }, pausedOpen: 1 });
    expect(need.weeks.every(({ services }) => services === 0)).toBe(true);
  });
  it('counts a round of a campaign as one, and doors that wait by what a round takes', () => {
    const door = (n: number, round?: string) =>
      aMission({
        id: missionNumber(n),
        programme: 'CHRISTMAS_PARCEL',
        act: 'parcel',
        state: 'planned',
        day: addDays(MONDAY, 3),
        round: round ? { id: `rou_${round.repeat(26)}` as never } : {},
      });
    const waiting = Array.from({ length: 12 }, (_, n) => door(n));
    expect(counted([], waiting).weeks.map(({ campaigns }) => campaigns)).toEqual([2, 0, 0, 0, 0]);
    expect(counted([], [door(1, 'A'), door(2, 'A'), door(3, 'B'), door(4)]).weeks[0]?.campaigns).toBe(3);
  });
});

describe('the week from which it is not enough', () => {
  const week = (need: number, expected = 20, high = 26, asked: number | undefined = 30) => ({
    need,
    expected,
    low: 14,
    high,
    asked,
  });
  it('is the first beyond the rhythm, four weeks taken together', () => {
    expect(shortageIn([18, 19, 18, 19, 18].map((need) => week(need)))).toBeUndefined();
    // Every other week heavy, the others light: no shortage.
    expect(shortageIn([22, 16, 22, 16, 22, 16].map((need) => week(need)))).toBeUndefined();
    expect(shortageIn([18, 19, 22, 23, 22, 23].map((need) => week(need)))).toEqual({
      at: 2,
      isSure: false,
      isBeyondAsking: false,
    });
  });
  it('says when even the top of the interval is not enough, and when more asking would not do', () => {
    expect(shortageIn(Array.from({ length: 5 }, () => week(28)))).toMatchObject({
      at: 0,
      isSure: true,
      isBeyondAsking: false,
    });
    expect(shortageIn(Array.from({ length: 5 }, () => week(35)))).toMatchObject({ isBeyondAsking: true });
    const unknown = { ...week(35), asked: undefined };
    expect(shortageIn([unknown, unknown])?.isBeyondAsking).toBeUndefined();
  });
});

describe('the waiting list, where no plan is stored', () => {
  const list = waitingList(
    [
      arranged(aService(1, { createdAt: '2026-11-01T08:00:00.000Z' as never })),
      arranged(aService(2, { weekday: 4, state: 'proposed' }), { consented: false }),
      arranged(aService(3, { programme: 'FRIENDLY_CALL', time: '09:00' as never })),
      arranged(aService(4), { senior: aSenior({ id: seniorNumber(4), languages: ['pt'] }) }),
      // Somebody goes there already; books go in rounds; no consent any more.
      arranged(
        aService(5, {
          pairings: [{ volunteerId: volunteerAt(1), state: 'active', role: 'primary', since: TUESDAY_NOON }],
        }),
      ),
      arranged(aService(6, { programme: 'HOME_LIBRARY' })),
      arranged(aService(7), { consented: false }),
    ],
    TOWN,
    civilDay('2026-11-30'),
  );
  it('holds those whom nobody visits, longest waiting first', () => {
    expect(list.map(({ seniorId }) => seniorId)).toEqual([1, 2, 3, 4].map(seniorNumber));
    expect(list.map(({ half }) => half)).toEqual(['tue-pm', 'thu-pm', 'tue-am', 'tue-pm']);
  });
  it('serves by sector, half-day and language, one a half-day and no more than the usual week', () => {
    const served = (more: Partial<Recruits>, cap = 2) => servedFromList(list, recruits(more), cap).services;
    expect(served({ count: 1 }, 9)).toBe(3);
    expect(served({ count: 1 })).toBe(2);
    expect(served({ count: 2, language: 'pt' })).toBe(4);
    expect(served({ free: ['thu-pm'] })).toBe(1);
    // By telephone from anywhere.
    expect(served({ sector: 'palente' })).toBe(1);
  });
  it('never serves fewer with more newcomers', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.record({
            half: fc.constantFrom(...HALF_DAYS),
            sector: fc.constantFrom('planoise', 'palente'),
            isByPhone: fc.boolean(),
          }),
          { maxLength: 25 },
        ),
        fc.integer({ min: 1, max: 6 }),
        fc.subarray([...HALF_DAYS]),
        (drawn, count, free) => {
          const waiting = drawn.map(
            (one, n): Waiting => ({
              ...one,
              seniorId: seniorNumber(n),
              weekday: 1,
              languages: [],
              since: '',
            }),
          );
          const few = servedFromList(waiting, recruits({ count, free }), 2);
          const more = servedFromList(waiting, recruits({ count: count + 1, free }), 2);
          expect(more.services).toBeGreaterThanOrEqual(few.services);
          expect(more.services).toBeLessThanOrEqual(2 * (count + 1));
        },
      ),
      { seed: SEED, numRuns: 60 },
    );
  });
  it('advises the sectors and days with most of them, each once', () => {
    expect(adviceFromList(list, 2)).toEqual([
      { sector: 'planoise', weekday: 2, language: 'pt', gained: 3 },
      { sector: 'planoise', weekday: 4, language: undefined, gained: 1 },
    ]);
  });
});
