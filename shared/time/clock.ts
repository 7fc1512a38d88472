import type { Instant } from './instant.ts';

/** PORT. Read once per request or event, then passed down as `now`. */
export type Clock = { readonly now: () => Instant };
