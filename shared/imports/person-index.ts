import { type Identity, identityText, isSame, LIKELY_FROM, type Likeness, likeness } from './likeness.ts';

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
export const BUCKET_CAP = 60;

/** Two rows of one name that say nothing else: the file itself cannot tell them apart. */
const NAME_ALONE: Likeness = { score: LIKELY_FROM, reasons: ['same-name'] };

type Held = { readonly who: Identity; readonly known: Known };

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

/**
 * Finds who resembles whom without comparing everybody: only people who share a name, a birth day, a phone, or
 * an address with the start of a name are compared, at most 60 a bucket, so that work grows with the rows.
 */
export class PersonIndex {
  readonly #buckets = new Map<string, Held[]>();
  readonly #texts = new Map<string, Known>();

  add(who: Identity, known: Known): void {
    const held: Held = { who, known };
    const text = identityText(who);
    if (!this.#texts.has(text)) this.#texts.set(text, known);
    for (const bucket of bucketsOf(who)) {
      const members = this.#buckets.get(bucket);
      if (members === undefined) this.#buckets.set(bucket, [held]);
      else if (members.length < BUCKET_CAP) members.push(held);
    }
  }

  /** The best match of somebody, or undefined when nobody is alike enough. */
  find(who: Identity): Match | undefined {
    let best: Match | undefined;
    const seen = new Set<Held>();
    for (const bucket of bucketsOf(who)) {
      for (const held of this.#buckets.get(bucket) ?? []) {
        if (seen.has(held)) continue;
        seen.add(held);
        const found = likeness(who, held.who);
        if (found.score >= LIKELY_FROM && (best === undefined || found.score > best.likeness.score)) {
          const certainty = isSame(found.reasons) ? 'same' : 'likely';
          best = { known: held.known, certainty, likeness: found };
        }
      }
    }

    const same = this.#texts.get(identityText(who));
    if (same === undefined || best?.certainty === 'same') return best;
    return { known: same, certainty: 'same', likeness: best?.likeness ?? NAME_ALONE };
  }
}
