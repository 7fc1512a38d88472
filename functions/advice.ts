import { sparedOf } from '../shared/engagement/signals/spared.ts';
import type { World } from './compose.ts';

/** The world of a function that plans weeks: with whom to spare. */
export const withAdvice = (world: World): World => ({ ...world, advice: world.advice ?? sparedOf });
