import * as z from 'zod';
import { hotDayInMemory } from '../laws/hot-day-in-memory.ts';
import { PROOF_SIZES, planOf } from '../laws/hot-day-plan.ts';
import type { PlayedDay } from './heatwave-day.ts';

const askedSchema = z.object({ day: z.number().int() });
const nothing = { worstQueue: 0, worstQueueAt: '', owed: 0, reached: 0, escalated: 0, texts: 0, steps: 0 };

const play = async (day: number): Promise<PlayedDay> => {
  const plan = planOf(day, PROOF_SIZES);
  const before = process.cpuUsage();
  const outcome = await hotDayInMemory(plan).catch((error: unknown) => ({
    ...nothing,
    // A day that breaks off is one of which nothing is known.
    faults: [`broke off: ${error instanceof Error ? error.stack : String(error)}`],
  }));
  const { user, system } = process.cpuUsage(before);
  return {
    ...outcome,
    faults: [...outcome.faults],
    day,
    people: plan.people,
    millis: (user + system) / 1000,
  };
};

/** A process of `heatwave.ts`: plays the day it is given, tells what it was, until nobody is there to tell. */
process.on('message', (message) => {
  void play(askedSchema.parse(message).day).then((day) => process.send?.(day));
});
