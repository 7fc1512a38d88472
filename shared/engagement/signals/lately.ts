import * as z from 'zod';
import { seniorIdSchema, type VolunteerId, volunteerIdSchema } from '../../ids/ids.ts';
import type { Mission } from '../../missions/mission.ts';
import { defineKind, type Key, type Kind } from '../../table/kind.ts';
import { addDays, type CivilDay, civilDaySchema } from '../../time/civil.ts';
import { townIdSchema } from '../../town/settings.ts';
import type { Volunteer } from '../../volunteers/volunteer.ts';

/** Visits of so many days say who goes to whom (domain.md §8). */
export const MET_DAYS = 90;
/** Whole weeks that a rhythm is read from, one more for whoever looks before the next night. */
export const VISIT_WEEKS = 27;
const MOST_MET = 1_000;
const MOST_VISITS = 2_000;

/** Somebody a volunteer went to, or called, and the first day of it within the days looked at. */
export const metSchema = z.object({
  seniorId: seniorIdSchema,
  kind: z.enum(['visit', 'call']),
  on: civilDaySchema,
});
/**
 * What one volunteer, there or resting, did lately: derived whole from their missions each night, for the town's pages; never
 * decided on. Not written when they did nothing.
 */
export const latelySchema = z.object({
  volunteerId: volunteerIdSchema,
  town: townIdSchema,
  met: z.array(metSchema).max(MOST_MET),
  /** The day of each visit or call made, oldest first; the stops of one round of a campaign are one. */
  visits: z.array(civilDaySchema).max(MOST_VISITS),
});
export type Lately = z.infer<typeof latelySchema>;
/** One meeting, with whose it was. */
export type Met = z.infer<typeof metSchema> & { readonly volunteerId: VolunteerId };

const latelyKey = (id: VolunteerId): Key => ({ pk: `${id}#lately`, sk: 'LATELY' });
export const latelyList = (town: string): string => `${town}#lately`;

/**
 * | question                                        | key or index                  | consistent |
 * |-------------------------------------------------|-------------------------------|------------|
 * | what did everybody in this town do lately?      | `list`: town + `#lately`      | no         |
 */
export const latelyKind: Kind<Lately> = defineKind({
  name: 'lately',
  v: 1,
  schema: latelySchema,
  key: ({ volunteerId }) => latelyKey(volunteerId),
  places: ({ town, volunteerId }) => ({ list: { partition: latelyList(town), sort: volunteerId } }),
});

/** Whom somebody met first when, among these missions done: the earliest day of each person and kind. */
export const metIn = (done: readonly Mission[], from: CivilDay): readonly z.infer<typeof metSchema>[] => {
  const first = new Map<string, z.infer<typeof metSchema>>();
  for (const { seniorId, act, day } of done) {
    if (day < from) continue;
    const kind = act === 'call' ? 'call' : 'visit';
    const known = first.get(`${seniorId} ${kind}`);
    if (!known || day < known.on) first.set(`${seniorId} ${kind}`, { seniorId, kind, on: day });
  }
  return [...first.values()];
};

/** `missions`: theirs since `VISIT_WEEKS`, whatever became of them. `inRounds`: programmes whose rounds are one visit each. */
export const latelyOf = (
  { id, town }: Pick<Volunteer, 'id' | 'town'>,
  missions: readonly Mission[],
  inRounds: ReadonlySet<string>,
  today: CivilDay,
): Lately | undefined => {
  const done = missions.filter(({ state }) => state === 'done');
  const rounds = new Set<string>();
  const visits = done
    .flatMap(({ day, programme, round }) => {
      if (!inRounds.has(programme) || !round?.id) return [day];
      if (rounds.has(round.id)) return [];
      rounds.add(round.id);
      return [day];
    })
    .sort();
  const met = metIn(done, addDays(today, -MET_DAYS)).slice(0, MOST_MET);
  return visits.length === 0
    ? undefined
    : { volunteerId: id, town, met: [...met], visits: visits.slice(-MOST_VISITS) };
};
