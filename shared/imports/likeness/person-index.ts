import { Buckets } from './buckets.ts';
import {
  haveNamesInCommon,
  type Identity,
  identityText,
  isSame,
  LIKELY_FROM,
  type Likeness,
  likeness,
} from './likeness.ts';

/** Whom a row resembles: an earlier row of the file, or somebody already in our records. */
export type Known =
  | { readonly of: 'row'; readonly row: number; readonly line: number }
  | { readonly of: 'record'; readonly id: string };
export type Match = {
  readonly known: Known;
  readonly certainty: 'same' | 'likely';
  readonly likeness: Likeness;
};

/** Beyond this many in one bucket (a residence's switchboard, a birth day made up by a form) none more is compared. */
const BUCKET_CAP = 60;

const bucketsOf = (who: Identity): readonly string[] => {
  const names = [who.family, who.given].sort().join(' ');
  return [
    `n:${names}`,
    ...(who.birthName ? [`n:${[who.birthName, who.given].sort().join(' ')}`] : []),
    ...(who.birth.length === 10 ? [`b:${who.birth}`] : []),
    ...who.phones.map((phone) => `p:${phone}`),
    ...(who.address ? [`a:${who.address}|${who.family.slice(0, 2)}`] : []),
  ];
};

const SEPARATOR = '\n';

/**
 * An identity kept small: 100,000 of them stand in memory at once. Joined, and not put in a template: V8 would keep the
 * parts beside the whole.
 */
class Held {
  readonly family: string;
  readonly given: string;
  readonly birthName: string;
  readonly #rest: string;

  constructor(who: Identity, givenNames: Map<string, string>) {
    this.family = who.family;
    this.given = givenNames.get(who.given) ?? who.given;
    givenNames.set(this.given, this.given);
    this.birthName = who.birthName;
    this.#rest = [who.birth, who.address, ...who.phones].join(SEPARATOR);
  }

  get who(): Identity {
    const [birth = '', address = '', ...phones] = this.#rest.split(SEPARATOR);
    return { family: this.family, given: this.given, birthName: this.birthName, birth, phones, address };
  }
}

/** People told apart, as many as a town has, in the order they came. */
export class HeldPeople {
  readonly #people: Held[] = [];
  readonly #givenNames = new Map<string, string>();

  get count(): number {
    return this.#people.length;
  }
  add(who: Identity): void {
    this.#people.push(new Held(who, this.#givenNames));
  }
  at(place: number): Held | undefined {
    return this.#people[place];
  }
}

/**
 * Finds who resembles whom without comparing everybody: only people who share a name, a birth day, a phone, or
 * an address with the start of a name are compared, at most 60 a bucket, so that work grows with the rows.
 */
export class PersonIndex {
  readonly #people = new HeldPeople();
  readonly #known: Known[] = [];
  readonly #buckets = new Buckets(BUCKET_CAP);

  add(who: Identity, known: Known): void {
    for (const bucket of bucketsOf(who)) this.#buckets.add(bucket, this.#known.length);
    this.#people.add(who);
    this.#known.push(known);
  }

  /** The first who is the same, else the most alike, else undefined: nobody is alike enough. */
  find(who: Identity): Match | undefined {
    const seen = new Set<number>();
    let best: Match | undefined;
    const look = (place: number): boolean => {
      const held = this.#people.at(place);
      const known = this.#known[place];
      if (!held || !known || seen.has(place)) return false;
      seen.add(place);
      const found = matchOf(who, held, known);
      if (found && (found.certainty === 'same' || !best || found.likeness.score > best.likeness.score))
        best = found;
      return found?.certainty === 'same';
    };
    bucketsOf(who).some((bucket) => this.#buckets.some(bucket, look));
    return best;
  }
}

const matchOf = (who: Identity, held: Held, known: Known): Match | undefined => {
  if (!haveNamesInCommon(who, held)) return undefined;
  const other = held.who;
  const like = likeness(who, other);
  if (like.score <= 0) return undefined;
  // Two rows of one name with nothing to tell them apart, not even where they live.
  if (isSame(like.reasons) || identityText(other) === identityText(who))
    return { known, certainty: 'same', likeness: like };
  return like.score >= LIKELY_FROM ? { known, certainty: 'likely', likeness: like } : undefined;
};
