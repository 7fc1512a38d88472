import * as z from 'zod';

/** What the town offers its volunteers together: a training, an outing, a meeting (coffee, thanks, debrief). */
export const GATHERING_TYPES = ['training', 'outing', 'meeting'] as const;
export const gatheringTypeSchema = z.enum(GATHERING_TYPES);
export type GatheringType = z.infer<typeof gatheringTypeSchema>;
