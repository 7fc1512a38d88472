import * as z from 'zod';
import { volunteerIdSchema } from '../../ids/ids.ts';
import { defineKind, type Kind } from '../../table/kind.ts';
import { type CivilDay, civilDaySchema } from '../../time/civil.ts';
import { townIdSchema } from '../../town/settings.ts';

/** `2026-11`. */
export const monthSchema = z
  .string()
  .regex(/^\d{4}-(0[1-9]|1[0-2])$/)
  .brand<'Month'>();
export type Month = z.infer<typeof monthSchema>;
export const monthOf = (day: CivilDay): Month => monthSchema.parse(day.slice(0, 7));

/** Somebody did at least one mission in this month: written with the report of the first, once a month. */
export const servedSchema = z.object({
  volunteerId: volunteerIdSchema,
  town: townIdSchema,
  month: monthSchema,
  /** Day of the mission that was reported first. */
  on: civilDaySchema,
});
export type Served = z.infer<typeof servedSchema>;

/** Whether this mission is the first that is reported of its month, as far as the latest one tells. */
export const isFirstOfMonth = (latest: CivilDay | undefined, day: CivilDay): boolean =>
  latest === undefined || monthOf(latest) !== monthOf(day);

export const servedList = (town: string): string => `${town}#served`;

/**
 * | question                               | key or index                           | consistent |
 * |----------------------------------------|----------------------------------------|------------|
 * | who did a mission in these months?     | `list`: town, sorted by month          | no         |
 * | in which months did this volunteer?    | pk volunteer id, sk `SERVED#` + month  | yes        |
 */
export const servedKind: Kind<Served> = defineKind({
  name: 'volunteer-served',
  v: 1,
  schema: servedSchema,
  key: (one) => ({ pk: one.volunteerId, sk: `SERVED#${one.month}` }),
  places: (one) => ({
    list: { partition: servedList(one.town), sort: `${one.month}#${one.volunteerId}` },
  }),
});
