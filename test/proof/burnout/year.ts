import { gini, openAgenda } from '../../bench/waves-sim.ts';
import { DAY, die, inactiveFor, reactionOf, USUAL } from '../../bench/waves-town.ts';
import { ASSUMED, REACTION } from './assumed.ts';
import { FIRST_WEEK, type YearMission, type YearTown, type YearVolunteer } from './town.ts';

export type Person = {
  readonly who: YearVolunteer;
  readonly textsAt: number[];
  readonly held: YearMission[];
  /** Days of hard visits and of concerns. */
  readonly hardOn: number[];
  /** Days of words with the coordinator. */
  readonly wordsOn: number[];
  goneOn: number | undefined;
  pausedUntil: number;
};
export type Search = {
  readonly mission: YearMission;
  readonly now: number;
  /** Able to go: there, free, near enough, at no other visit, not asked before for this one. */
  readonly people: readonly Person[];
};
export type Step = { readonly ask: readonly number[]; readonly again: number | undefined };
export type Care =
  | { readonly n: number; readonly what: 'word' }
  | { readonly n: number; readonly what: 'pause'; readonly days: number };

/** A policy at work in one town: whom it texts, what it remembers, what its coordinator does on Mondays. */
export type Mind = {
  readonly step: (search: Search) => Step;
  /** Looks again at once when nobody is waited for any more. */
  readonly isQuick?: boolean;
  readonly texted?: (mission: YearMission, n: number, now: number) => void;
  readonly heard?: (mission: YearMission, n: number, what: Heard, askedAt: number, now: number) => void;
  readonly closed?: (mission: YearMission, n: number) => void;
  readonly taken?: (mission: YearMission, n: number, now: number) => void;
  readonly released?: (mission: YearMission, n: number) => void;
  readonly visited?: (mission: YearMission, n: number) => void;
  readonly monday?: (
    week: number,
    people: readonly Person[],
    strainOf: (one: Person) => number,
  ) => readonly Care[];
};
export type Heard = 'yes' | 'no' | 'silent';
export type Policy = { readonly name: string; readonly open: (town: YearTown) => Mind };

export type Year = {
  readonly missions: number;
  readonly served: number;
  /** Of the last quarter of the year: what the first three leave of the network. */
  readonly servedLate: number;
  readonly missionsLate: number;
  /** Calendar hours from the question to a yes. */
  readonly waits: readonly number[];
  readonly texts: number;
  readonly gini: number;
  readonly exits: number;
  readonly hoursLost: number;
  readonly words: number;
};

const isThere = ({ who, goneOn }: Person, day: number): boolean =>
  who.from * 7 <= day && (goneOn === undefined || day < goneOn);
const hoursAt = (minute: number): number =>
  Math.floor(minute / DAY) * 24 + (minute - Math.floor(minute / DAY) * DAY) / 60;

/** What wears this week, as a logarithm: the same reading of the year whatever the policy. */
export const strainOf = (one: Person, day: number, { slopes }: YearTown['setting']): number => {
  const carried = one.held.filter((mission) => mission.day < day && mission.day >= day - 28).length;
  const hard = one.hardOn.filter((on) => on >= day - 30).length;
  const asked = one.textsAt.filter((at) => at >= (day - 28) * DAY).length / 4;
  return (
    slopes.load * Math.max(0, carried / (4 * one.who.weeklyCap) - 0.5) +
    slopes.hard * Math.min(3, hard) +
    slopes.asked * Math.max(0, asked - 2)
  );
};

/** One policy through one year: questions, answers, visits, and each Monday who leaves and what the coordinator does. */
export const playYear = (town: YearTown, policy: Policy): Year => {
  const { seed, setting } = town;
  const agenda = openAgenda();
  const mind = policy.open(town);
  const people: Person[] = town.volunteers.map((who) => ({
    who,
    textsAt: [],
    held: [],
    hardOn: [],
    wordsOn: [],
    goneOn: undefined,
    pausedUntil: 0,
  }));
  const inactiveUntil = people.map(() => 0);
  const letDownAt = people.map(() => Number.NEGATIVE_INFINITY);
  const mood = { seed, weariness: USUAL, volunteers: [], missions: [] };
  const lastDay = (FIRST_WEEK + setting.weeks) * 7;
  const lateFrom = lastDay - Math.round(setting.weeks / 4) * 7;
  const served = new Map<YearMission, number>();
  const holderOf = new Map<YearMission, number>();
  const again = new Map<YearMission, (now: number) => void>();
  const waits: number[] = [];
  let [texts, hoursLost, words] = [0, 0, 0];

  const near = ({ who }: Person, mission: YearMission): boolean =>
    Math.hypot(who.x - mission.x, who.y - mission.y) <= ASSUMED.rangeKilometres;
  const canGo = (one: Person, mission: YearMission, now: number): boolean =>
    isThere(one, Math.floor(now / DAY)) &&
    one.pausedUntil <= mission.day &&
    one.who.free.has(mission.half) &&
    near(one, mission) &&
    one.held.every((other) => Math.abs(other.startsAt - mission.startsAt) >= 120);
  const beyondCap = ({ held, who }: Person, mission: YearMission): number => {
    const week = Math.floor(mission.day / 7);
    return Math.max(0, held.filter(({ day }) => Math.floor(day / 7) === week).length + 1 - who.weeklyCap);
  };

  const search = (mission: YearMission): void => {
    const asked = new Set<number>();
    let open = new Map<number, number>();
    let waitsUntil = Number.POSITIVE_INFINITY;
    const text = (one: Person, now: number): void => {
      const { n } = one.who;
      const reaction = reactionOf(
        mood,
        mission,
        { ...one.who, inclination: one.who.inclination * ASSUMED.overCap ** beyondCap(one, mission) },
        {
          isInactive: now < (inactiveUntil[n] ?? 0),
          textsLately: one.textsAt.filter((at) => at > now - 7 * DAY).length,
          wasLetDown: now - (letDownAt[n] ?? 0) < 14 * DAY,
        },
      );
      one.textsAt.push(now);
      texts += 1;
      asked.add(n);
      open.set(n, now);
      mind.texted?.(mission, n, now);
      if (reaction.what !== 'yes')
        inactiveUntil[n] = Math.max(inactiveUntil[n] ?? 0, now + inactiveFor(mood, mission, one.who));
      if (reaction.what !== 'silent')
        agenda.add(now + reaction.after, (at) => hear(one, reaction.what === 'yes', now, at));
    };
    const hear = (one: Person, isYes: boolean, askedAt: number, now: number): void => {
      const { n } = one.who;
      if (now >= mission.startsAt || !isThere(one, Math.floor(now / DAY))) return;
      const isFilled = holderOf.has(mission);
      open.delete(n);
      mind.heard?.(mission, n, isYes ? 'yes' : 'no', askedAt, now);
      if (isYes && isFilled) letDownAt[n] = now;
      if (isYes && !isFilled && canGo(one, mission, now)) {
        holderOf.set(mission, n);
        one.held.push(mission);
        waits.push(hoursAt(now) - hoursAt(mission.asksAt));
        for (const other of open.keys()) mind.closed?.(mission, other);
        open = new Map();
        mind.taken?.(mission, n, now);
      } else if (!isFilled && mind.isQuick && open.size === 0 && now < waitsUntil) look(now);
    };
    const look = (now: number): void => {
      if (holderOf.has(mission) || now >= mission.startsAt) return;
      for (const [n, askedAt] of open) mind.heard?.(mission, n, 'silent', askedAt, now);
      open = new Map();
      const free = people.filter((one) => !asked.has(one.who.n) && canGo(one, mission, now));
      const step = mind.step({ mission, now, people: free });
      for (const n of step.ask) {
        const one = people[n];
        if (one) text(one, now);
      }
      const until = step.again ?? Number.POSITIVE_INFINITY;
      waitsUntil = until;
      if (until < mission.startsAt) agenda.add(until, (at) => waitsUntil === until && look(at));
    };
    again.set(mission, look);
    agenda.add(mission.asksAt, look);
    agenda.add(mission.startsAt + 60, () => visit(mission));
  };

  const visit = (mission: YearMission): void => {
    const n = holderOf.get(mission);
    const one = n === undefined ? undefined : people[n];
    if (!one) return;
    served.set(mission, one.who.n);
    if (mission.isHard) one.hardOn.push(mission.day);
    if (mission.isWorrying) one.hardOn.push(mission.day);
    mind.visited?.(mission, one.who.n);
  };

  /** What they held from this day on is looked for again at once. */
  const release = (one: Person, now: number, until: number): void => {
    const day = Math.floor(now / DAY);
    for (const mission of one.held.filter((held) => held.day >= day && held.day < until)) {
      one.held.splice(one.held.indexOf(mission), 1);
      holderOf.delete(mission);
      mind.released?.(mission, one.who.n);
      again.get(mission)?.(now);
    }
  };

  const monday = (week: number): void => {
    const [day, now] = [week * 7, week * 7 * DAY];
    for (const one of people.filter((person) => isThere(person, day))) {
      const hasWord = one.wordsOn.some((on) => on >= day - REACTION.wordDays);
      const risk =
        ASSUMED.weeklyExit * Math.exp(strainOf(one, day, setting) - (hasWord ? setting.slopes.word : 0));
      // The same die for the same person and week: two policies part only where what wears does.
      if (die(seed, one.who.n, week, 61) >= Math.min(ASSUMED.mostExit, risk)) continue;
      one.goneOn = day;
      hoursLost += ((lastDay - day) / 7) * one.who.weeklyCap * ASSUMED.hours;
      release(one, now, Number.POSITIVE_INFINITY);
    }
    const there = people.filter((person) => isThere(person, day));
    for (const care of mind.monday?.(week, there, (one) => strainOf(one, day, setting)) ?? []) {
      const one = people[care.n];
      if (!one) continue;
      words += 1;
      one.wordsOn.push(day);
      if (care.what !== 'pause') continue;
      one.pausedUntil = day + care.days;
      release(one, now, one.pausedUntil);
    }
  };

  for (let week = FIRST_WEEK; week < FIRST_WEEK + setting.weeks; week += 1)
    agenda.add(week * 7 * DAY, () => monday(week));
  for (const mission of town.missions) search(mission);
  for (let event = agenda.next(); event; event = agenda.next()) event.run(event.at);

  const isLate = ({ day }: YearMission): boolean => day >= lateFrom;
  return {
    missions: town.missions.length,
    served: served.size,
    servedLate: [...served.keys()].filter(isLate).length,
    missionsLate: town.missions.filter(isLate).length,
    waits,
    texts,
    gini: gini(
      people.map(({ held, who, goneOn }) => {
        const weeks = ((goneOn ?? lastDay) - Math.max(who.from, FIRST_WEEK) * 7) / 7;
        return held.filter(({ day }) => day < lastDay).length / Math.max(1, weeks);
      }),
    ),
    exits: people.filter(({ goneOn }) => goneOn !== undefined).length,
    hoursLost,
    words,
  };
};
