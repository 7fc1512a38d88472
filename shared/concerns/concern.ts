import * as z from 'zod';
import { actorSchema } from '../audit/audit.ts';
import {
  type ConcernId,
  concernIdSchema,
  missionIdSchema,
  seniorIdSchema,
  staffIdSchema,
} from '../ids/ids.ts';
import { defineKind, type Key, type Kind } from '../table/kind.ts';
import { instantSchema } from '../time/instant.ts';
import { townIdSchema } from '../town/settings.ts';

export const concernStateSchema = z.enum(['raised', 'acknowledged', 'acted-on', 'closed']);
export type ConcernState = z.infer<typeof concernStateSchema>;

/** « Quelque chose m’inquiète »: raised by a visitor, owed an answer by the referent before a deadline. */
export const concernSchema = z.object({
  id: concernIdSchema,
  town: townIdSchema,
  state: concernStateSchema,
  seniorId: seniorIdSchema,
  missionId: missionIdSchema.optional(),
  raisedBy: actorSchema,
  raisedAt: instantSchema,
  words: z.string().max(1000),
  urgent: z.boolean(),
  referentId: staffIdSchema.optional(),
  dueAt: instantSchema,
  overdueAt: instantSchema.optional(),
  action: z.string().max(500).optional(),
  closedAt: instantSchema.optional(),
});
export type Concern = z.infer<typeof concernSchema>;

export const concernKey = (id: ConcernId): Key => ({ pk: id, sk: 'CONCERN' });
export const openConcernList = (town: string): string => `${town}#concern#open`;

/**
 * | question                                 | key or index                                      | consistent |
 * |------------------------------------------|---------------------------------------------------|------------|
 * | this concern                             | pk concern id, sk `CONCERN`                       | yes        |
 * | which concerns wait, by deadline?        | `list`: town + `#concern#open`                    | no         |
 * | concerns about a senior                  | `senior` index                                    | no         |
 * | whose deadline passed?                   | `due` in the agenda lane                          | no         |
 */
export const concernKind: Kind<Concern> = defineKind({
  name: 'concern',
  v: 1,
  schema: concernSchema,
  key: (concern) => concernKey(concern.id),
  places: (concern) => ({
    list:
      concern.state === 'closed'
        ? {
            partition: `${concern.town}#concern#${concern.raisedAt.slice(0, 7)}`,
            sort: `${concern.raisedAt}#${concern.id}`,
          }
        : { partition: openConcernList(concern.town), sort: `${concern.dueAt}#${concern.id}` },
    senior: { id: concern.seniorId, sort: `concern#${concern.raisedAt}` },
    due:
      (concern.state === 'raised' || concern.state === 'acknowledged') && !concern.overdueAt
        ? { lane: 'agenda', at: concern.dueAt }
        : undefined,
  }),
});
