import * as z from 'zod';
import {
  concernIdSchema,
  type MissionId,
  missionIdSchema,
  seniorIdSchema,
  volunteerIdSchema,
} from '../ids/ids.ts';
import { defineKind, type Key, type Kind } from '../table/kind.ts';
import { instantSchema } from '../time/instant.ts';
import { townIdSchema } from '../town/settings.ts';

/** Done, or why not. */
export const outcomeSchema = z.enum(['done', 'not-home', 'refused', 'put-off', 'prevented', 'other']);
export type Outcome = z.infer<typeof outcomeSchema>;

/** How is she, in a visitor's eyes; never health, never a score. */
export const herMoodSchema = z.enum(['well', 'as-usual', 'low']);
/** How are you: one tap, voluntary, seen as a band by the coordinator (domain.md §4). */
export const myMoodSchema = z.enum(['glad', 'fine', 'tired', 'heavy']);

export const wishSchema = z.object({
  kind: z.enum(['book', 'visit', 'outing', 'other']),
  words: z.string().max(300),
});

export const HANDED_TO = ['herself', 'relative', 'neighbour', 'caretaker'] as const;

/** Three taps; everything else is optional. */
export const reportSchema = z.object({
  missionId: missionIdSchema,
  seniorId: seniorIdSchema,
  volunteerId: volunteerIdSchema,
  town: townIdSchema,
  at: instantSchema,
  outcome: outcomeSchema,
  her: herMoodSchema.optional(),
  me: myMoodSchema.optional(),
  words: z.string().max(1000),
  minutes: z.number().int().min(0).max(600).optional(),
  kilometres: z.number().min(0).max(500).optional(),
  /** A word of thanks from her, to carry to the volunteer or to others. */
  thanks: z.string().max(300),
  wish: wishSchema.optional(),
  /** Of a parcel: into whose hands. The proof is a word, never a picture. */
  handedTo: z.enum(HANDED_TO).optional(),
  concernId: concernIdSchema.optional(),
});
export type Report = z.infer<typeof reportSchema>;

export const reportKey = (missionId: MissionId): Key => ({ pk: missionId, sk: 'REPORT' });

/**
 * | question                         | key or index                                | consistent |
 * |----------------------------------|---------------------------------------------|------------|
 * | how did this visit go?           | pk mission id, sk `REPORT`                  | yes        |
 * | reports about a senior, by date  | `senior` index, sort `report#` + instant    | no         |
 * | reports of a volunteer, by date  | `volunteer` index, sort `report#` + instant | no         |
 */
export const reportKind: Kind<Report> = defineKind({
  name: 'report',
  v: 1,
  schema: reportSchema,
  key: (report) => reportKey(report.missionId),
  places: (report) => ({
    senior: { id: report.seniorId, sort: `report#${report.at}` },
    volunteer: { id: report.volunteerId, sort: `report#${report.at}` },
  }),
});
