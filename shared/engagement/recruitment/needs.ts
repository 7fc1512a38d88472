import * as z from 'zod';
import { sectorCodeSchema } from '../../geo/sector.ts';
import type { SeniorId } from '../../ids/ids.ts';
import { defineKind, type Key, type Kind } from '../../table/kind.ts';
import {
  addDays,
  type CivilDay,
  type CivilTime,
  civilDaySchema,
  civilTime,
  instantOf,
  weekday,
} from '../../time/civil.ts';
import { instantSchema } from '../../time/instant.ts';
import { townIdSchema } from '../../town/settings.ts';
import { EVENINGS } from '../../volunteers/volunteer.ts';

/** When somebody waits for company: working people and families read the second and the third. */
export const MOMENTS = ['weekday', 'evening', 'weekend'] as const;
export type Moment = (typeof MOMENTS)[number];

/** Told as « at least »: never a number from one to four, never one that could be subtracted from another. */
export const FLOORS = [5, 10, 20, 50, 100] as const;
const floorSchema = z.literal(FLOORS);
export type Floor = z.infer<typeof floorSchema>;

/**
 * What the town says in public of who waits, as of one morning. Only floors are kept: the record itself holds no count of
 * few people, and nothing of a person.
 */
export const needsSchema = z.object({
  town: townIdSchema,
  /** Shown to the public since somebody of the house said so. */
  isPublic: z.boolean(),
  on: civilDaySchema.optional(),
  sectors: z.array(z.object({ sector: sectorCodeSchema, floor: floorSchema })).max(80),
  moments: z.array(z.object({ moment: z.enum(MOMENTS), floor: floorSchema })).max(MOMENTS.length),
  programmes: z.array(z.object({ programme: z.string().max(40), floor: floorSchema })).max(60),
  nextAt: instantSchema.optional(),
});
export type Needs = z.infer<typeof needsSchema>;

export const needsKey = (town: string): Key => ({ pk: `NEEDS#${town}`, sk: 'RECRUITMENT-NEEDS' });

/**
 * | question                                 | key or index                                    | consistent |
 * |------------------------------------------|-------------------------------------------------|------------|
 * | what does the town say of who waits?     | pk `NEEDS#` + town, sk `RECRUITMENT-NEEDS`      | yes        |
 * | when is it counted again?                | `due` in the agenda lane while it is public     | no         |
 */
export const needsKind: Kind<Needs> = defineKind({
  name: 'recruitment-needs',
  v: 1,
  schema: needsSchema,
  key: ({ town }) => needsKey(town),
  places: ({ isPublic, nextAt }) => ({
    due: isPublic && nextAt ? { lane: 'agenda', at: nextAt } : undefined,
  }),
});

/** Somebody without a visitor of her own, in one programme. */
export type Waiting = {
  readonly seniorId: SeniorId;
  readonly sector: string | undefined;
  readonly programme: string;
  readonly weekday: number;
  readonly time: CivilTime;
};

export const momentOf = ({ weekday: day, time }: Pick<Waiting, 'weekday' | 'time'>): Moment =>
  day > 5 ? 'weekend' : time >= EVENINGS[0] ? 'evening' : 'weekday';

/** The highest floor that so many people reach; undefined under five. */
export const floorOf = (people: number): Floor | undefined => FLOORS.findLast((floor) => people >= floor);

const floorsBy = <K extends string>(
  waiting: readonly Waiting[],
  of: (one: Waiting) => K | undefined,
): readonly (readonly [K, Floor])[] => {
  const people = new Map<K, Set<SeniorId>>();
  for (const one of waiting) {
    const key = of(one);
    if (key !== undefined) people.set(key, (people.get(key) ?? new Set()).add(one.seniorId));
  }
  return [...people].flatMap(([key, { size }]) => {
    const floor = floorOf(size);
    return floor === undefined ? [] : [[key, floor] as const];
  });
};

const MORNING = civilTime('06:00');

/** Counted again on Monday mornings: from one week to the next a floor moves, a person does not show. */
const nextMonday = (today: CivilDay) => instantOf(addDays(today, 8 - weekday(today)), MORNING);

/**
 * What is told of who waits, people counted once in each list however many services they wait for. No total is told:
 * lists of floors cannot be subtracted from one another.
 */
export const needsOf = (town: string, waiting: readonly Waiting[], today: CivilDay): Needs => ({
  town,
  isPublic: true,
  on: today,
  sectors: floorsBy(waiting, ({ sector }) => sector)
    .map(([sector, floor]) => ({ sector, floor }))
    .sort((a, b) => (a.sector < b.sector ? -1 : 1)),
  moments: floorsBy(waiting, momentOf)
    .map(([moment, floor]) => ({ moment, floor }))
    .sort((a, b) => MOMENTS.indexOf(a.moment) - MOMENTS.indexOf(b.moment)),
  programmes: floorsBy(waiting, ({ programme }) => programme)
    .map(([programme, floor]) => ({ programme, floor }))
    .sort((a, b) => (a.programme < b.programme ? -1 : 1)),
  nextAt: nextMonday(today),
});

/** Told no more: nothing of it is kept. */
export const withheld = (town: string): Needs => ({
  town,
  isPublic: false,
  sectors: [],
  moments: [],
  programmes: [],
});

/** Older than this it says nothing of today (days): the agenda has been away. */
const STALE_DAYS = 15;

/** What may be shown today; undefined when the house tells nothing, or nothing recent. */
export const shownNeeds = (needs: Needs | undefined, today: CivilDay): Needs | undefined =>
  needs?.isPublic && needs.on && addDays(needs.on, STALE_DAYS) >= today ? needs : undefined;
