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
const BUCKET_CAP = 60;

type Held = { readonly who: Identity; readonly text: string; readonly known: Known };

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
  // Most buckets hold one person: no list is made for it (100,000 rows make half a million buckets).
  readonly #buckets = new Map<string, Held | Held[]>();

  add(who: Identity, known: Known): void {
    const held: Held = { who, text: identityText(who), known };
    for (const bucket of bucketsOf(who)) {
      const members = this.#buckets.get(bucket);
      if (members === undefined) this.#buckets.set(bucket, held);
      else if (!Array.isArray(members)) this.#buckets.set(bucket, [members, held]);
      else if (members.length < BUCKET_CAP) members.push(held);
    }
  }

  /** The first who is the same, else the most alike, else undefined: nobody is alike enough. */
  find(who: Identity): Match | undefined {
    const seen = new Set<Held>();
    const text = identityText(who);
    let best: Match | undefined;
    for (const bucket of bucketsOf(who)) {
      const members = this.#buckets.get(bucket) ?? [];
      for (const held of Array.isArray(members) ? members : [members]) {
        if (seen.has(held)) continue;
        seen.add(held);
        const found = matchOf(who, text, held);
        if (found?.certainty === 'same') return found;
        if (found && (best === undefined || found.likeness.score > best.likeness.score)) best = found;
      }
    }
    return best;
  }
}

const matchOf = (who: Identity, text: string, held: Held): Match | undefined => {
  const like = likeness(who, held.who);
  if (like.score <= 0) return undefined;
  // Two rows of one name with nothing to tell them apart, not even where they live.
  if (isSame(like.reasons) || held.text === text)
    return { known: held.known, certainty: 'same', likeness: like };
  return like.score >= LIKELY_FROM ? { known: held.known, certainty: 'likely', likeness: like } : undefined;
};
