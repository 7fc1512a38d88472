import * as z from 'zod';
import { actorSchema } from '../../audit/audit.ts';
import { type VolunteerId, volunteerIdSchema } from '../../ids/ids.ts';
import { defineKind, type Key, type Kind } from '../../table/kind.ts';
import { instantSchema } from '../../time/instant.ts';
import type { Programme } from '../../town/programme.ts';
import { townIdSchema } from '../../town/settings.ts';

/**
 * A volunteer who said yes to calls on hot days, once, for themselves. `beyondCaps`: also past their weekly cap and rest
 * on such days, an explicit wish of its own; pauses and quiet hours hold whatever was ticked (law 9).
 */
export const summerCallerSchema = z.object({
  volunteerId: volunteerIdSchema,
  town: townIdSchema,
  isIn: z.boolean(),
  beyondCaps: z.boolean(),
  at: instantSchema,
  by: actorSchema,
});
export type SummerCaller = z.infer<typeof summerCallerSchema>;

export const summerCallerKey = (id: VolunteerId): Key => ({ pk: id, sk: 'SUMMER-CALLER' });
export const summerCallers = (town: string): string => `${town}#summer-callers`;

/**
 * | question                              | key or index                          | consistent |
 * |---------------------------------------|---------------------------------------|------------|
 * | does he call on hot days?             | pk volunteer, `SUMMER-CALLER`         | yes        |
 * | who calls on hot days in this town?   | `list`: town + `#summer-callers`      | no         |
 */
export const summerCallerKind: Kind<SummerCaller> = defineKind({
  name: 'summer-caller',
  v: 1,
  schema: summerCallerSchema,
  key: (caller) => summerCallerKey(caller.volunteerId),
  places: (caller) => ({
    list: caller.isIn ? { partition: summerCallers(caller.town), sort: caller.volunteerId } : undefined,
  }),
});

/** What a caller must have in order; no visit is made, so the extract of criminal record is not asked. */
export const HEATWAVE_CALL: Pick<Programme, 'requirements'> & { readonly code: 'HEATWAVE_CALL' } = {
  code: 'HEATWAVE_CALL',
  requirements: ['charter', 'interview'],
};
