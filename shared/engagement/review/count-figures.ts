import type { SeniorId, VolunteerId } from '../../ids/ids.ts';
import type { Mission } from '../../missions/mission.ts';
import type { OfferState } from '../../offers/offer.ts';
import type { Service } from '../../services/service.ts';
import { addDays, type CivilDay, dayOf, daysBetween } from '../../time/civil.ts';
import type { Instant } from '../../time/instant.ts';
import type { Band } from '../../volunteers/check-ins/check-in.ts';
import type { Served } from '../../volunteers/movements/served.ts';
import { FACT_KINDS, type FactKind } from '../signals/fact.ts';
import type { SignalsLook } from '../signals/noticed.ts';
import { observationOf, type Retention, retentionOf } from '../turnover/cohorts.ts';
import { funnelOf } from '../turnover/funnel.ts';
import { latestMonths, monthRows, periodOf } from '../turnover/months.ts';
import { isEnrolled, type Spell } from '../turnover/spells.ts';
import { coverageCells, mondayOf, WEEKS_AHEAD, WEEKS_BACK, waitingPeople } from './coverage.ts';
import { type Figures, LOAD_CLASSES, type LoadClass, OFFER_ANSWERS, WAIT_CLASSES } from './figures.ts';

/** The share of the active whose load is told as « the busiest »; never fewer than so many people (domain.md §8). */
const BUSIEST_SHARE = 0.1;
const FEWEST_BUSIEST = 3;
/** A curve is kept with this many points at most: enough for a drawing. */
const MOST_POINTS = 300;

const classOfLoad = (missions: number): LoadClass => {
  if (missions === 0) return '0';
  if (missions <= 2) return '1-2';
  if (missions <= 4) return '3-4';
  return missions <= 8 ? '5-8' : '9+';
};

const ANSWER_OF: Readonly<Record<OfferState, (typeof OFFER_ANSWERS)[number]>> = {
  accepted: 'yes',
  'handed-back': 'yes',
  declined: 'no',
  expired: 'silent',
  closed: 'closed',
  sent: 'waiting',
};

const weariness = ({ active, night }: Pick<Read, 'active' | 'night'>): Figures['weariness'] => {
  if (!night) return null;
  const loads = active.map(({ missions }) => missions);
  const most = Math.max(FEWEST_BUSIEST, Math.ceil(active.length * BUSIEST_SHARE));
  const busiest = loads.toSorted((a, b) => b - a).slice(0, most);
  const sum = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0);
  const bands = active.map(({ band }) => band);
  const withFact = (kind: FactKind): number => active.filter(({ kinds }) => kinds.includes(kind)).length;
  return {
    looked: active.length,
    noticedAt: night.at,
    load: LOAD_CLASSES.map((code) => ({
      code,
      people: loads.filter((missions) => classOfLoad(missions) === code).length,
    })),
    missions: sum(loads),
    busiest: { people: busiest.length, missions: sum(busiest) },
    noPause: withFact('no-pause'),
    checkIns: {
      steady: bands.filter((band) => band === 'steady').length,
      toSurround: bands.filter((band) => band === 'to-surround').length,
      unsaid: bands.filter((band) => band === undefined).length,
    },
    facts: FACT_KINDS.map((kind) => ({ kind, people: withFact(kind) })),
    offers: OFFER_ANSWERS.map((code) => ({
      code,
      count: sum(night.offers.filter(({ state }) => ANSWER_OF[state] === code).map(({ count }) => count)),
    })),
  };
};

const waitClass = (days: number): number => {
  if (days < 14) return 0;
  if (days < 28) return 1;
  return days < 92 ? 2 : 3;
};

const waitingRows = (
  waiting: ReadonlyMap<SeniorId, CivilDay>,
  sectorOf: ReadonlyMap<SeniorId, string>,
  today: CivilDay,
): Figures['waiting'] => {
  const rows = new Map<string, number[]>();
  for (const [id, since] of waiting) {
    const sector = sectorOf.get(id) ?? '';
    const counts = rows.get(sector) ?? WAIT_CLASSES.map(() => 0);
    const at = waitClass(daysBetween(since, today));
    rows.set(
      sector,
      counts.map((n, i) => (i === at ? n + 1 : n)),
    );
  }
  return [...rows]
    .sort(([a], [b]) => a.localeCompare(b))
    .map(([sector, counts]) => ({ ...(sector ? { sector } : {}), counts }));
};

const networkOf = (
  spells: readonly Spell[],
  served: readonly Served[],
  from: CivilDay,
  today: CivilDay,
): Figures['network'] => {
  const on = (day: CivilDay): ReadonlySet<VolunteerId> =>
    new Set(spells.filter((one) => isEnrolled(one, day)).map((one) => one.volunteerId));
  const [before, now] = [on(addDays(from, -1)), on(today)];
  const passed = new Set(
    spells
      .filter(
        ({ wasActive, leftOn }) => wasActive && leftOn !== undefined && leftOn >= from && leftOn <= today,
      )
      .map(({ volunteerId }) => volunteerId)
      .filter((id) => !before.has(id) && !now.has(id)),
  );
  const [standing] = monthRows(spells, served, latestMonths(today, 1), today);
  return {
    stayed: [...before].filter((id) => now.has(id)).length,
    gone: [...before].filter((id) => !now.has(id)).length,
    came: [...now].filter((id) => !before.has(id)).length,
    passed: passed.size,
    paused: standing?.paused ?? 0,
    dormant: standing?.dormant ?? null,
    reasons: periodOf(spells, from, today).reasons.map(({ reason, count }) => ({ reason, count })),
  };
};

const thinned = (retention: Retention | undefined): Figures['retention'] => {
  if (!retention) return null;
  const { points } = retention.curve;
  const every = Math.ceil(points.length / MOST_POINTS);
  const kept = points.filter((_, i) => i % every === 0 || i === points.length - 1);
  return {
    ...retention,
    readings: [...retention.readings],
    curve: { ...retention.curve, points: kept },
  };
};

/** One active volunteer, as a review counts them. */
export type Looked = {
  /** Held or done in the four weeks before. */
  readonly missions: number;
  /** What the last nightly look found so of them. */
  readonly kinds: readonly FactKind[];
  readonly band: Band | undefined;
};

/** All that was read for one review. */
export type Read = {
  readonly spells: readonly Spell[];
  readonly served: readonly Served[];
  readonly active: readonly Looked[];
  /** The last nightly look: when, and what became of the offers of four weeks. Undefined: nobody was looked at yet. */
  readonly night: { readonly at: Instant; readonly offers: NonNullable<SignalsLook['offers']> } | undefined;
  /** Active volunteers for whom a next step waits. */
  readonly words: number;
  readonly missions: readonly Mission[];
  readonly unread: readonly CivilDay[];
  readonly services: readonly Service[];
  readonly sectorOf: ReadonlyMap<SeniorId, string>;
};

/** The figures of a review: pure, from what was read; `from`: first day since the review before. */
export const countFigures = (read: Read, from: CivilDay, now: Instant): Figures => {
  const today = dayOf(now);
  const { spells, served, night, missions, unread, services } = read;
  const thisMonday = mondayOf(today);
  const yearAgo = addDays(today, -364);
  const mondays = Array.from({ length: WEEKS_BACK + WEEKS_AHEAD }, (_, i) =>
    addDays(thisMonday, (i - WEEKS_BACK) * 7),
  );
  return {
    countedAt: now,
    from,
    to: today,
    network: networkOf(spells, served, from, today),
    weariness: weariness(read),
    words: night ? read.words : null,
    coverage: {
      past: mondays.slice(0, WEEKS_BACK),
      ahead: mondays.slice(WEEKS_BACK),
      cells: coverageCells(missions),
      unread: [...unread],
    },
    waiting: waitingRows(waitingPeople(services, missions), read.sectorOf, today),
    funnel: funnelOf(spells, served, yearAgo, today).map((row) => ({ ...row })),
    retention: thinned(
      retentionOf(
        'ensemble',
        spells.flatMap((spell) => observationOf(spell, today) ?? []),
      ),
    ),
  };
};
