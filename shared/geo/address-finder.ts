import type { Result } from '../result/result.ts';
import type { Point } from './point.ts';

/** What the point of a candidate stands for. A municipality's point is its town hall, never a home. */
export type AddressKind = 'housenumber' | 'street' | 'locality' | 'municipality';

export type AddressCandidate = {
  readonly label: string;
  readonly kind: AddressKind;
  /** 0 to 1, as the finder gives it: how well the words match, not how sure the place is. */
  readonly score: number;
  readonly point: Point;
  /** How far the home may be from the point, metres: stated by the finder, honest rather than flattering. */
  readonly precisionMetres: number;
  readonly street?: string;
  readonly postcode: string;
  readonly city: string;
  /** INSEE code of the commune. */
  readonly cityCode: string;
};

export type FindOptions = {
  readonly postcode?: string;
  readonly cityCode?: string;
  /** How many candidates at most, 1 to 10. */
  readonly limit?: number;
};

export type AddressFinderRefusal = {
  readonly reason: 'query-unusable' | 'too-many-requests' | 'unreachable' | 'answer-unreadable';
};

/**
 * PORT. Finds what an address as typed may mean, best first. The address of a person goes no further than the
 * finder's own provider and into no log. An empty list is an answer: nothing is known under that name.
 */
export type AddressFinder = {
  readonly find: (
    query: string,
    options?: FindOptions,
  ) => Promise<Result<readonly AddressCandidate[], AddressFinderRefusal>>;
};

/** Bounds of a query, characters: those of the public geocoder, held for every finder. */
export const queryBounds = { min: 3, max: 200 } as const;

export type AddressParams = {
  readonly automaticScore: number;
  readonly humanScore: number;
  readonly gap: number;
  readonly precisionMetres: number;
};

/**
 * When a found address may be used without asking.
 * - `automaticScore` 0.8 and `humanScore` 0.5: domain.md §12. Real answers hold a wrong street at 0.572, status ok.
 * - `gap` 0.1: the lead the first must have on the second. In the Marseille sample « 7 traverse du Moulin »
 *   answers another lane at 0.821 with the next at 0.749, and true addresses lead by 0.15 or more.
 * - `precisionMetres` 200: the grid on which homes are blurred; a vaguer point would lie about the walk (design).
 */
const defaultAddressParams: AddressParams = {
  automaticScore: 0.8,
  humanScore: 0.5,
  gap: 0.1,
  precisionMetres: 200,
};

type AskReason =
  | 'score-low'
  | 'several-close'
  | 'no-housenumber'
  | 'town-centre'
  | 'other-commune'
  | 'place-vague';

export type AddressVerdict =
  | { readonly kind: 'automatic'; readonly candidate: AddressCandidate }
  | {
      readonly kind: 'ask-a-human';
      readonly candidates: readonly AddressCandidate[];
      readonly why: AskReason;
    }
  | { readonly kind: 'unknown' };

/**
 * Decides what to do with found addresses (domain.md §12). Automatic: a house number in one of the town's communes,
 * score 0.8 or more, clearly ahead of the second, precise enough. Ask a human, with the first reason that
 * stands: 0.5 to 0.8, or anything short of the rest. Unknown: nothing at 0.5 or more; the person keeps the address
 * as typed and has no point. `cityCodes` are the INSEE codes that the town serves.
 */
export const verdict = (
  candidates: readonly AddressCandidate[],
  cityCodes: readonly string[],
  params: AddressParams = defaultAddressParams,
): AddressVerdict => {
  const plausible = candidates
    .filter((candidate) => candidate.score >= params.humanScore)
    .sort((a, b) => b.score - a.score);
  const best = plausible[0];
  if (best === undefined) return { kind: 'unknown' };
  const why = doubtAbout(best, candidates, cityCodes, params);
  return why === undefined
    ? { kind: 'automatic', candidate: best }
    : { kind: 'ask-a-human', candidates: plausible, why };
};

const doubtAbout = (
  best: AddressCandidate,
  all: readonly AddressCandidate[],
  cityCodes: readonly string[],
  params: AddressParams,
): AskReason | undefined => {
  if (best.kind === 'municipality') return 'town-centre';
  if (!cityCodes.includes(best.cityCode)) return 'other-commune';
  if (best.kind !== 'housenumber') return 'no-housenumber';
  if (best.score < params.automaticScore) return 'score-low';
  const rival = all.filter((candidate) => candidate.label !== best.label).map((candidate) => candidate.score);
  if (best.score - Math.max(0, ...rival) < params.gap) return 'several-close';
  return best.precisionMetres > params.precisionMetres ? 'place-vague' : undefined;
};
