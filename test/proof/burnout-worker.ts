import * as z from 'zod';
import { SLOPES, TOWN, timesSlopes } from './burnout/assumed.ts';
import { GUARDED, POLICIES, UNGUARDED } from './burnout/policies.ts';
import { drawYear } from './burnout/town.ts';
import { playYear } from './burnout/year.ts';

/** Slopes of the hazard that the comparison is played under again, with the guard and without. */
export const VARIANTS = [
  { name: 'slopes halved', slopes: timesSlopes(SLOPES, 0.5) },
  { name: 'slopes doubled', slopes: timesSlopes(SLOPES, 2) },
  { name: 'a word protects nobody', slopes: { ...SLOPES, word: 0 } },
  { name: 'no slope: nothing that is done makes anybody stay', slopes: timesSlopes(SLOPES, 0) },
] as const;

const askedSchema = z.object({ seed: z.number().int(), variant: z.number().int().optional() });
export type Asked = z.infer<typeof askedSchema>;

const year = z.object({
  missions: z.number(),
  served: z.number(),
  servedLate: z.number(),
  missionsLate: z.number(),
  waits: z.array(z.number()),
  texts: z.number(),
  gini: z.number(),
  exits: z.number(),
  hoursLost: z.number(),
  words: z.number(),
});
/** One town: a year of each policy, in their order; under a variant, without the guard and with it. */
export const playedSchema = z.object({
  seed: z.number(),
  variant: z.number().optional(),
  years: z.array(year),
  /** Of this process' CPU. */
  millis: z.number(),
});
export type Played = z.infer<typeof playedSchema>;

const play = ({ seed, variant }: Asked): Played => {
  const before = process.cpuUsage();
  const slopes = variant === undefined ? SLOPES : (VARIANTS[variant]?.slopes ?? SLOPES);
  const town = drawYear(seed, { ...TOWN, slopes });
  const policies = variant === undefined ? POLICIES : [UNGUARDED, GUARDED];
  const years = policies.map((policy) => {
    const played = playYear(town, policy);
    return { ...played, waits: [...played.waits] };
  });
  return { seed, variant, years, millis: process.cpuUsage(before).user / 1000 };
};

// Stopped by hand, the parent tells; a worker only goes.
process.on('SIGINT', () => process.exit(130));
/** A process of `burnout.ts`: plays the town it is given, tells what it was, until nobody is there to tell. */
process.on('message', (message) => {
  process.send?.(play(askedSchema.parse(message)));
});
