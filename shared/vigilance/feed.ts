import type { Result } from '../result/result.ts';

/** PORT. The provider's current map as text; what it means is `readBulletin`’s business. */
export type VigilanceFeed = {
  readonly current: () => Promise<Result<string, 'unreachable' | 'refused'>>;
};
