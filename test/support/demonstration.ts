import { demonstration } from '../../functions/local/demonstration/seed.ts';
import type { Write } from '../../shared/table/table.ts';
import { TUESDAY_NOON as NOW } from '../builders/chain.ts';
import { APP_SECRET, ISSUER } from './desk.ts';

let made: readonly Write[] | undefined;

/**
 * The demonstration town of Tuesday noon, as it is written for `testDesk`. It is the same on every run of one day (seed.test.ts says
 * so), so it is made once, for as many tables as a worker opens: change a copy.
 */
export const demonstrationWrites = (): readonly Write[] => {
  made ??= demonstration({ townId: 'besancon', appSecret: APP_SECRET, issuer: ISSUER }, NOW);
  return made;
};
