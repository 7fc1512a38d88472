import * as z from 'zod';
import { mondayOf } from '../../../shared/matching/week/build.ts';
import type { Mission } from '../../../shared/missions/mission.ts';
import type { CivilDay } from '../../../shared/time/civil.ts';
import { weekPath } from './words.ts';

/**
 * Where in the week one stands, as addresses and forms carry it: the way of seeing it, and the group read there. Whoever changes
 * a mission comes back to it, and goes on with the next.
 */
export const whereForm = z.object({
  vue: z.enum(['jour', 'benevole', 'secteur']).optional().catch(undefined),
  groupe: z.string().min(1).max(60).optional().catch(undefined),
});
export type Where = Readonly<Partial<Record<'vue' | 'groupe', string>>>;

export const whereIn = ({ vue, groupe }: z.output<typeof whereForm>): Where => ({
  ...(vue ? { vue } : {}),
  ...(groupe ? { groupe } : {}),
});

/** By day nothing need be said: the mission has one. A part of a day too long for one page is said. */
export const whereOf = (vue: string, groupe: string): Where =>
  vue === 'jour' && !groupe.includes('.') ? {} : { vue, groupe };

export const missionPath = (id: string, where: Where): string => {
  const query = new URLSearchParams(where).toString();
  return `/semaine/missions/${id}${query && `?${query}`}`;
};

/** The same for an act that has no more to do with one mission. */
export const wherePath = (monday: CivilDay, where: Where, more: Readonly<Record<string, string>> = {}) =>
  weekPath(monday, { ...more, ...where });

/** The week where one was, at the mission's line: a large week shows one group at a time, by day that of the mission. */
export const linePath = (
  { id, day }: Pick<Mission, 'id' | 'day'>,
  where: Where,
  more: Readonly<Record<string, string>> = {},
): string => `${wherePath(mondayOf(day), { groupe: day, ...where }, more)}#${id}`;
