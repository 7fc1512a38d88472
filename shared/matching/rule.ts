import type { Mission } from '../missions/mission.ts';
import type { Load } from '../offers/load.ts';
import type { Offer } from '../offers/offer.ts';
import type { Senior } from '../seniors/senior.ts';
import type { Instant } from '../time/instant.ts';
import type { Programme } from '../town/programme.ts';
import type { Town } from '../town/settings.ts';
import type { Volunteer } from '../volunteers/volunteer.ts';

/** One volunteer as the rules see them. */
export type Candidate = {
  readonly volunteer: Volunteer;
  readonly load: Load;
  /** The offer already made to them for this mission, whatever came of it. */
  readonly offer: Offer | undefined;
};

/** One mission looking for somebody, with what decides about it. */
export type Need = {
  readonly mission: Mission;
  readonly programme: Programme;
  readonly town: Town;
  /** Her file, for whom she must never meet; nothing else of it bears on the rules. */
  readonly senior?: Pick<Senior, 'id' | 'exclusions' | 'mergedFrom'> | undefined;
};

export type RuleName =
  | 'not-active'
  | 'introduction'
  | 'programme'
  | 'already-asked'
  | 'requirements'
  | 'excluded'
  | 'language'
  | 'not-free'
  | 'weekly-cap'
  | 'rest-days'
  | 'heavy-twice'
  | 'after-hard'
  | 'same-time'
  | 'too-far'
  | 'needs'
  | 'by-car'
  | 'offers-lately';

export type Rule = {
  readonly name: RuleName;
  /** The sentence that says why not, or undefined when the rule lets them through. */
  readonly whyNot: (candidate: Candidate, need: Need, now: Instant) => string | undefined;
};
