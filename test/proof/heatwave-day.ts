import * as z from 'zod';

/** What a worker tells of one day. */
export const playedDaySchema = z.object({
  day: z.number(),
  people: z.number(),
  faults: z.array(z.string()),
  worstQueue: z.number(),
  worstQueueAt: z.string(),
  owed: z.number(),
  reached: z.number(),
  escalated: z.number(),
  texts: z.number(),
  steps: z.number(),
  /** Of this process' CPU. */
  millis: z.number(),
});
export type PlayedDay = z.infer<typeof playedDaySchema>;
