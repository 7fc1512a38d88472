import {
  ASSUMED,
  DAY,
  inactiveFor,
  reactionOf,
  type SimMission,
  type SimTown,
  type SimVolunteer,
} from './waves-town.ts';

/** What a policy may know of somebody: what the town recorded, never how they feel. */
export type Person = {
  readonly who: SimVolunteer;
  readonly textsAt: number[];
  /** Missions held, by week. */
  readonly held: { readonly startsAt: number; readonly half: number; readonly week: number }[];
};
export type Open = { readonly volunteer: number; readonly askedAt: number };
export type Searching = {
  readonly mission: SimMission;
  readonly now: number;
  /** May be asked: free, under their own cap, not asked before for this one. */
  readonly people: readonly Person[];
  /** Asked in the last wave, without an answer so far. */
  readonly open: readonly Open[];
};
/** Whom to text, and when to look again; the search ends without a time. */
export type Step = {
  readonly ask: readonly number[];
  readonly again: number | undefined;
  /** Looks again as soon as one of these has answered what they were asked before. */
  readonly waitsFor?: readonly number[];
};
export type Policy = {
  readonly name: string;
  /** A new memory for each town. */
  readonly open: () => {
    readonly step: (searching: Searching) => Step;
    readonly heard?: (
      mission: SimMission,
      volunteer: number,
      what: 'yes' | 'no' | 'silent',
      askedAt: number,
      now: number,
    ) => void;
    /** Somebody goes: the others who were asked have no question left. */
    readonly filled?: (mission: SimMission) => void;
    /** Is a question of theirs still open? */
    readonly isAsking?: (volunteer: number) => boolean;
    /** Looks again at once when nobody is waited for any more. */
    readonly isQuick?: boolean;
  };
};

export type Outcome = {
  readonly missions: number;
  readonly filled: number;
  readonly minutesToFill: readonly number[];
  readonly texts: number;
  readonly gini: number;
  /** Said yes, too late. */
  readonly disappointed: number;
};

type Event = { readonly at: number; readonly order: number; readonly run: (now: number) => void };

/** Events in order of time, first come first served: a heap. */
export const openAgenda = () => {
  const heap: Event[] = [];
  let order = 0;
  const isBefore = (a: Event | undefined, b: Event | undefined): boolean =>
    a !== undefined && b !== undefined && (a.at < b.at || (a.at === b.at && a.order < b.order));
  const swap = (i: number, j: number): void => {
    const [a, b] = [heap[i], heap[j]];
    if (a && b) [heap[i], heap[j]] = [b, a];
  };
  return {
    add: (at: number, run: Event['run']): void => {
      heap.push({ at, order: order++, run });
      for (let i = heap.length - 1; i > 0 && isBefore(heap[i], heap[(i - 1) >> 1]); i = (i - 1) >> 1)
        swap(i, (i - 1) >> 1);
    },
    next: (): Event | undefined => {
      const first = heap[0];
      const last = heap.pop();
      if (first === undefined || last === undefined || heap.length === 0) return first;
      heap[0] = last;
      for (let i = 0; ; ) {
        const least = [2 * i + 1, 2 * i + 2].reduce((a, b) => (isBefore(heap[b], heap[a]) ? b : a), i);
        if (least === i) return first;
        swap(i, least);
        i = least;
      }
    },
  };
};

export const gini = (values: readonly number[]): number => {
  const sorted = [...values].sort((a, b) => a - b);
  const total = sorted.reduce((sum, value) => sum + value, 0);
  if (total === 0) return 0;
  const weighted = sorted.reduce((sum, value, i) => sum + (2 * (i + 1) - sorted.length - 1) * value, 0);
  return weighted / (sorted.length * total);
};

const weekOf = (at: number): number => Math.floor(at / DAY / 5);

/** One policy in one town, from the first question to the last visit. */
export const simulate = (town: SimTown, policy: Policy): Outcome => {
  const agenda = openAgenda();
  const mind = policy.open();
  const people: Person[] = town.volunteers.map((who) => ({ who, textsAt: [], held: [] }));
  const inactiveUntil = people.map(() => 0);
  const letDownAt = people.map(() => Number.NEGATIVE_INFINITY);
  const minutesToFill: number[] = [];
  let [texts, disappointed] = [0, 0];
  /** Searches that wait for somebody's answer, as they came. */
  const waiting = new Map<
    SimMission,
    { readonly for: readonly number[]; readonly go: (now: number) => void }
  >();
  const wake = (now: number): void => {
    for (const [mission, one] of [...waiting])
      if (waiting.get(mission) === one && one.for.some((n) => mind.isAsking?.(n) === false)) {
        waiting.delete(mission);
        one.go(now);
      }
  };

  const mayGo = (person: Person, mission: SimMission): boolean => {
    const week = weekOf(mission.startsAt);
    return (
      person.who.free.has(mission.half) &&
      person.held.filter((one) => one.week === week).length < ASSUMED.weeklyCap &&
      person.held.every((one) => Math.abs(one.startsAt - mission.startsAt) >= 120)
    );
  };

  for (const mission of town.missions) {
    const asked = new Set<number>();
    let open: Open[] = [];
    let isFilled = false;
    let waitsUntil = Number.POSITIVE_INFINITY;
    const text = (n: number, now: number): void => {
      const person = people[n];
      if (!person) return;
      const lately = person.textsAt.filter((at) => at > now - 7 * DAY).length;
      const mood = {
        isInactive: now < (inactiveUntil[n] ?? 0),
        textsLately: lately,
        wasLetDown: now - (letDownAt[n] ?? 0) < 14 * DAY,
      };
      const reaction = reactionOf(town, mission, person.who, mood);
      person.textsAt.push(now);
      texts += 1;
      asked.add(n);
      if (reaction.what !== 'yes')
        inactiveUntil[n] = Math.max(inactiveUntil[n] ?? 0, now + inactiveFor(town, mission, person.who));
      if (reaction.what !== 'silent')
        agenda.add(now + reaction.after, (at) => hear(n, person, reaction.what === 'yes', now, at));
    };
    const hear = (n: number, person: Person, isYes: boolean, askedAt: number, now: number): void => {
      if (now >= mission.startsAt) return;
      open = open.filter(({ volunteer }) => volunteer !== n);
      const takes = isYes && !isFilled && mayGo(person, mission);
      mind.heard?.(mission, n, isYes ? 'yes' : 'no', askedAt, now);
      if (isYes && isFilled) {
        disappointed += 1;
        letDownAt[n] = now;
      }
      if (takes) {
        isFilled = true;
        person.held.push({ startsAt: mission.startsAt, half: mission.half, week: weekOf(mission.startsAt) });
        minutesToFill.push(now - mission.asksAt);
        mind.filled?.(mission);
      } else if (!isFilled && mind.isQuick && open.length === 0 && now < waitsUntil) look(now);
      wake(now);
    };
    const look = (now: number): void => {
      if (isFilled || now >= mission.startsAt) return;
      const free = people.filter((one) => !asked.has(one.who.n) && mayGo(one, mission));
      const step = mind.step({ mission, now, people: free, open });
      for (const { volunteer, askedAt } of open) mind.heard?.(mission, volunteer, 'silent', askedAt, now);
      open = step.ask.map((volunteer) => ({ volunteer, askedAt: now }));
      for (const n of step.ask) text(n, now);
      const until = step.again ?? Number.POSITIVE_INFINITY;
      waitsUntil = until;
      waiting.delete(mission);
      if (step.waitsFor?.length) waiting.set(mission, { for: step.waitsFor, go: look });
      if (until < mission.startsAt) agenda.add(until, (at) => waitsUntil === until && look(at));
    };
    agenda.add(mission.asksAt, look);
  }
  for (let event = agenda.next(); event; event = agenda.next()) event.run(event.at);
  return {
    missions: town.missions.length,
    filled: minutesToFill.length,
    minutesToFill,
    texts,
    gini: gini(people.map(({ textsAt }) => textsAt.length)),
    disappointed,
  };
};
