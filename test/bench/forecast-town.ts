import { drawsFrom } from '../../shared/engagement/forecast/draws.ts';
import type { Declared } from '../../shared/engagement/forecast/outlook.ts';
import type { Rest, Spell } from '../../shared/engagement/turnover/spells.ts';
import { type VolunteerId, volunteerIdSchema } from '../../shared/ids/ids.ts';
import { isHoliday } from '../../shared/time/calendar.ts';
import { addDays, type CivilDay, civilDay, HALF_DAYS } from '../../shared/time/civil.ts';

/** What is assumed of an invented town, all of it printed above the results. Weeks unless said. */
export const ASSUMED_TOWN = {
  weeks: 156,
  people: 60,
  /** Visits a week of one person: gamma, mean and shape; what they declare as their most. */
  rhythm: 1.1,
  rhythmShape: 3,
  caps: [1, 4],
  /** Each own rhythm wanders: spread of its logarithm a week, drawn back by this share. */
  wander: 0.06,
  back: 0.05,
  /** Chance of leaving in a week, up to 13 weeks, up to a year, later; times more in June and July. */
  leaving: [0.016, 0.009, 0.004],
  leavingInSummer: 1.6,
  /** Arrivals a week; times as many in September and October, in July and August. */
  arrivals: 0.42,
  autumn: 2.4,
  summer: 0.4,
  /** First weeks at half the rhythm. */
  settling: 4,
  /** Chance that a pause begins, its length, and the share whose end is told. */
  pause: 0.006,
  pauseWeeks: [4, 16],
  pausesTold: 0.7,
  /** Leave: weeks in July and August, other weeks in the year, share told, and how long before. */
  summerLeave: [1, 4],
  otherLeave: 2,
  leaveTold: 0.6,
  leaveToldBefore: [2, 8],
  /** The whole town together, spread of a week's logarithm; the two weeks around Christmas and New Year. */
  shock: 0.06,
  christmas: 0.6,
} as const;

type Away = { readonly from: CivilDay; readonly to: CivilDay; readonly toldOn: CivilDay | undefined };

type Person = {
  readonly id: VolunteerId;
  readonly activeOn: CivilDay;
  readonly seenFrom: CivilDay;
  readonly leftOn: CivilDay | undefined;
  readonly pauses: readonly { readonly from: CivilDay; readonly to: CivilDay; readonly told: boolean }[];
  readonly leaves: readonly Away[];
  readonly cap: number;
  readonly visits: readonly CivilDay[];
};

export type InventedTown = {
  readonly start: CivilDay;
  readonly weeks: number;
  readonly people: readonly Person[];
  /** Visits of all, week by week. */
  readonly totals: readonly number[];
};

const START = civilDay('2023-01-02');
const monthIn = (day: CivilDay): number => Number(day.slice(5, 7));
const LETTERS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const personId = (n: number): VolunteerId =>
  volunteerIdSchema.parse(
    `vol_${[20, 15, 10, 5, 0]
      .map((shift) => LETTERS.charAt((n >> shift) & 31))
      .join('')
      .padStart(26, '0')}`,
  );

/** Weekdays of visits: seldom at the end of the week. */
const WEEKDAYS = [22, 22, 20, 20, 12, 3, 1];

const drawWeekday = (at: number): number => {
  let left = at * WEEKDAYS.reduce((a, b) => a + b, 0);
  return WEEKDAYS.findIndex((share) => {
    left -= share;
    return left < 0;
  });
};

/** A town of three years drawn from a seed: who comes, rests, leaves, and each visit done. Its need is never what limits it. */
export const inventTown = (seed: number, weeks: number = ASSUMED_TOWN.weeks): InventedTown => {
  const assumed = { ...ASSUMED_TOWN, weeks };
  const draws = drawsFrom(seed * 7919 + 13);
  const between = (from: number, to: number): number => from + Math.floor(draws.uniform() * (to - from + 1));
  const mondays = Array.from({ length: assumed.weeks }, (_, w) => addDays(START, 7 * w));
  const shocks = mondays.map((monday) => {
    const isChristmas = /-12-(2[0-9]|3[01])$|-01-01$/.test(addDays(monday, 3));
    return Math.exp(assumed.shock * draws.normal()) * (isChristmas ? assumed.christmas : 1);
  });
  const totals = mondays.map(() => 0);
  const people: Person[] = [];

  const leavesOf = (): readonly Away[] => {
    const away = (from: CivilDay, weeks: number): Away => ({
      from,
      to: addDays(from, 7 * weeks - 1),
      toldOn:
        draws.uniform() < assumed.leaveTold
          ? addDays(from, -7 * between(assumed.leaveToldBefore[0], assumed.leaveToldBefore[1]))
          : undefined,
    });
    return Array.from({ length: Math.ceil(assumed.weeks / 52) }, (_, year) => [
      away(
        addDays(civilDay(`${2023 + year}-07-03`), 7 * between(0, 5)),
        between(assumed.summerLeave[0], assumed.summerLeave[1]),
      ),
      ...Array.from({ length: assumed.otherLeave }, () =>
        away(addDays(civilDay(`${2023 + year}-01-02`), 7 * between(0, 50)), 1),
      ),
    ]).flat();
  };

  const live = (nth: number, first: number, tenure: number): void => {
    const rate = (assumed.rhythm * draws.gamma(assumed.rhythmShape)) / assumed.rhythmShape;
    const cap = between(assumed.caps[0], assumed.caps[1]);
    const leaves = leavesOf();
    const pauses: Person['pauses'][number][] = [];
    const visits: CivilDay[] = [];
    const activeOn = addDays(START, 7 * first - tenure);
    const seenFrom = tenure > 0 ? START : activeOn;
    let own = 0;
    let leftOn: CivilDay | undefined;
    for (let w = first; w < assumed.weeks && leftOn === undefined; w += 1) {
      const monday = mondays[w] ?? START;
      const since = (w - first) * 7 + tenure;
      const month = monthIn(monday);
      const hazard =
        (assumed.leaving[since < 91 ? 0 : since < 365 ? 1 : 2] ?? 0) *
        (month === 6 || month === 7 ? assumed.leavingInSummer : 1);
      own = own * (1 - assumed.back) + assumed.wander * draws.normal();
      const last = pauses.at(-1);
      const isResting = last !== undefined && monday < last.to;
      if (!isResting && draws.uniform() < assumed.pause)
        pauses.push({
          from: monday,
          to: addDays(monday, 7 * between(assumed.pauseWeeks[0], assumed.pauseWeeks[1])),
          told: draws.uniform() < assumed.pausesTold,
        });
      const resting = pauses.some(({ from, to }) => from <= monday && monday < to);
      const settling = since < 7 * assumed.settling ? 0.5 : 1;
      const wanted = resting ? 0 : draws.poisson(rate * Math.exp(own) * settling * (shocks[w] ?? 1));
      for (let v = 0; v < Math.min(cap, wanted); v += 1) {
        const day = addDays(monday, drawWeekday(draws.uniform()));
        if (isHoliday(day, 'metropole') || leaves.some(({ from, to }) => from <= day && day <= to)) continue;
        visits.push(day);
        totals[w] = (totals[w] ?? 0) + 1;
      }
      if (draws.uniform() < hazard) leftOn = addDays(monday, between(0, 6));
    }
    people.push({ id: personId(nth), activeOn, seenFrom, leftOn, pauses, leaves, cap, visits });
  };

  for (let n = 0; n < assumed.people; n += 1) live(n, 0, between(1, 1_200));
  mondays.forEach((monday, w) => {
    const month = monthIn(monday);
    const season =
      month === 9 || month === 10 ? assumed.autumn : month === 7 || month === 8 ? assumed.summer : 1;
    const arriving = w === 0 ? 0 : draws.poisson(assumed.arrivals * season);
    for (let n = 0; n < arriving; n += 1) live(people.length, w, 0);
  });
  // Whoever leaves in a week may have a visit after that day: it was done by nobody.
  return {
    start: START,
    weeks: assumed.weeks,
    totals: totals.map((_, w) => {
      const [from, to] = [mondays[w] ?? START, addDays(mondays[w] ?? START, 6)];
      return people.reduce(
        (sum, one) =>
          sum +
          one.visits.filter(
            (day) => from <= day && day <= to && (one.leftOn === undefined || day < one.leftOn),
          ).length,
        0,
      );
    }),
    people,
  };
};

/** What the town could know on the morning of a day: nothing told later, nobody who came later. */
export const knownOn = (town: InventedTown, today: CivilDay) => {
  const there = town.people.filter(({ activeOn, seenFrom }) => activeOn < today && seenFrom < today);
  const spells = there.map((one): Spell => {
    const rests = one.pauses
      .filter(({ from }) => from < today)
      .map(({ from, to }): Rest => (to < today ? { from, to } : { from }));
    return {
      volunteerId: one.id,
      nth: 1,
      activeOn: one.activeOn,
      seenFrom: one.seenFrom,
      wasActive: true,
      rests,
      ...(one.leftOn !== undefined && one.leftOn < today ? { leftOn: one.leftOn } : {}),
      band: 'unknown',
      programmes: [],
    };
  });
  const people = there
    .filter(({ leftOn }) => leftOn === undefined || leftOn >= today)
    .map((one): Declared => {
      const pause = one.pauses.find(({ from, to }) => from < today && today <= to);
      return {
        id: one.id,
        state: pause ? 'paused' : 'active',
        ...(pause?.told ? { pausedUntil: addDays(pause.to, -1) } : {}),
        availability: [...HALF_DAYS.slice(0, 10)],
        exceptions: one.leaves
          .filter(({ toldOn, to }) => toldOn !== undefined && toldOn <= today && to >= today)
          .map(({ from, to }) => ({ from, to, kind: 'away' as const })),
        weeklyCap: one.cap,
        restDays: 0,
      };
    });
  const visits = new Map<VolunteerId, readonly CivilDay[]>(
    there.map((one) => [
      one.id,
      one.visits.filter((day) => day < today && (one.leftOn === undefined || day < one.leftOn)),
    ]),
  );
  return { today, zone: 'metropole' as const, spells, people, visits, answers: new Map() };
};
