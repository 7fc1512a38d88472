import { ok, refused } from '../result/result.ts';
import { type AddressCandidate, type AddressFinder, queryBounds } from './address-finder.ts';
import { distanceMetres, type Point } from './point.ts';
import { type ReadAddress, readAddress, type Trigrams, trigrams, wordLikeness } from './street-name.ts';

/** A street of a town's own list. */
export type Street = {
  readonly name: string;
  readonly centre: Point;
  /** Where its numbers run, when known: a line from the first number to the last. */
  readonly numbers?: {
    readonly from: Point;
    readonly to: Point;
    readonly first: number;
    readonly last: number;
  };
};

export type StreetList = {
  readonly city: string;
  readonly cityCode: string;
  readonly postcode: string;
  /** How far off the list's own points may be, metres: added to every precision. 0 when left out. */
  readonly surveyErrorMetres?: number;
  readonly streets: readonly Street[];
};

/** Below this likeness a street is not worth showing to anybody (design: under the human threshold of 0.5). */
const WORTH_SHOWING = 0.4;
/** A number placed by proportion is wrong by about a seventh of the street, 40 m at least (design, said as such). */
const interpolationErrorMetres = (lengthMetres: number): number =>
  Math.max(40, Math.round(lengthMetres * 0.15));
/** How far from the middle a home of a street of unknown length may be (design). */
const STREET_PRECISION_METRES = 400;
/** A number was asked and only the street is known: the words match, the door does not. */
const NUMBER_UNKNOWN_FACTOR = 0.85;

/**
 * ADAPTER. Finds streets in the town's own list, so that no address leaves the machine. The list is never complete: a
 * street that it lacks must not become a neighbour of the same sound, so each word that finds no partner costs, on
 * either side. A query that names another postcode or commune finds nothing.
 */
export const offlineAddressFinder = (list: StreetList): AddressFinder => {
  const known = list.streets.map((street) => ({ street, name: nameOf(readAddress(street.name)) }));
  const here = (postcode?: string, cityCode?: string): boolean =>
    (postcode === undefined || postcode === list.postcode) &&
    (cityCode === undefined || cityCode === list.cityCode);

  return {
    find: async (query, options = {}) => {
      const text = query.trim();
      if (text.length < queryBounds.min || text.length > queryBounds.max)
        return refused({ reason: 'query-unusable' });
      const asked = readAddress(text, list.city);
      if (!here(options.postcode, options.cityCode) || !here(asked.postcode)) return ok([]);
      const askedName = nameOf(asked);
      const candidates = known
        .map(({ street, name }) => ({ street, likeness: likeness(askedName, name) }))
        .filter((hit) => hit.likeness >= WORTH_SHOWING)
        .map((hit) => candidateFor(hit.street, hit.likeness, asked, list))
        .sort((a, b) => b.score - a.score || (a.label < b.label ? -1 : 1));
      return ok(candidates.slice(0, Math.max(1, Math.min(10, options.limit ?? 5))));
    },
  };
};

/**
 * Half for the words asked that the street has, half for the words of the street that were asked, each word by its
 * best likeness; then a little less for another way type (0.9) or none (0.97).
 */
const likeness = (asked: Name, street: Name): number => {
  const words = (covered(asked, street) + covered(street, asked)) / 2;
  const way = asked.way === street.way ? 1 : asked.way === undefined ? 0.97 : 0.9;
  return words * way;
};

/** Each word weighs by its letters. */
type Name = {
  readonly way: string | undefined;
  readonly words: readonly { readonly letters: number; readonly grams: Trigrams }[];
};

const nameOf = (read: ReadAddress): Name => ({
  way: read.way,
  words: read.words.map((word) => ({ letters: word.length, grams: trigrams(word) })),
});

const covered = (name: Name, by: Name): number => {
  let letters = 0;
  let found = 0;
  for (const word of name.words) {
    let best = 0;
    for (const other of by.words) best = Math.max(best, wordLikeness(word.grams, other.grams));
    letters += word.letters;
    found += word.letters * best;
  }
  return letters === 0 ? 0 : found / letters;
};

const candidateFor = (
  street: Street,
  likenessOfName: number,
  asked: ReadAddress,
  list: StreetList,
): AddressCandidate => {
  const place = { street: street.name, postcode: list.postcode, city: list.city, cityCode: list.cityCode };
  const town = `${list.postcode} ${list.city}`;
  const door = asked.housenumber === undefined ? undefined : placeOnStreet(street, asked.housenumber);
  const surveyError = list.surveyErrorMetres ?? 0;
  if (door !== undefined) {
    const number = `${asked.housenumber}${asked.repetition === undefined ? '' : ` ${asked.repetition}`}`;
    return {
      ...place,
      point: door.point,
      precisionMetres: door.precisionMetres + surveyError,
      kind: 'housenumber',
      label: `${number} ${street.name}, ${town}`,
      score: rounded(likenessOfName * 0.97),
    };
  }
  const factor = asked.housenumber === undefined ? 0.97 : NUMBER_UNKNOWN_FACTOR;
  return {
    ...place,
    kind: 'street',
    label: `${street.name}, ${town}`,
    point: street.centre,
    precisionMetres: STREET_PRECISION_METRES + surveyError,
    score: rounded(likenessOfName * factor),
  };
};

/**
 * Where a number is along a street whose numbering is known, by proportion, with the error it may have. Undefined when
 * the street's numbers are not known or do not go so far.
 */
export const placeOnStreet = (
  street: Street,
  housenumber: number,
): { readonly point: Point; readonly precisionMetres: number } | undefined => {
  const run = street.numbers;
  if (run === undefined || housenumber < run.first || housenumber > run.last) return undefined;
  const share = run.last === run.first ? 0.5 : (housenumber - run.first) / (run.last - run.first);
  const between = (a: number, b: number): number => Math.round((a + (b - a) * share) * 1e6) / 1e6;
  return {
    point: { lat: between(run.from.lat, run.to.lat), lon: between(run.from.lon, run.to.lon) },
    precisionMetres: interpolationErrorMetres(distanceMetres(run.from, run.to)),
  };
};

const rounded = (score: number): number => Math.round(score * 1000) / 1000;
