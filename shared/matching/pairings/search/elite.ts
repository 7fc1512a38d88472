import { PAIRING_PARAMS } from '../params.ts';
import type { State } from './state.ts';

type Member = { readonly at: Int32Array; price: number };

/** The good choices that paths run between, each unlike the others. */
export type Elite = {
  readonly members: () => readonly Member[];
  /** The state's choice joins in place of the worst, or of one much like it: alike members would leave paths nowhere to go. */
  readonly keep: () => void;
  /** At most so many from now on; more than `eliteClose` are also held apart. */
  readonly limit: (most: number) => void;
  /** More choices made afresh are wanted before paths. */
  readonly wanting: () => boolean;
};

/**
 * Members are priced at today's penalties. When nothing has joined for long, another elite begins afresh; when that one has
 * come to rest too, its better half and the better half of the first are one elite again.
 */
export const createElite = (jobs: number, { at, priceOf }: State): Elite => {
  let alike = 0;
  let members: Member[] = [];
  let past: Member[] = [];
  let largest: number = PAIRING_PARAMS.eliteFar;
  let fresh = 0;
  let still = 0;

  const best = (most: number): Member[] => members.toSorted((a, b) => a.price - b.price).slice(0, most);

  const apartFrom = (other: Int32Array): number => {
    let apart = 0;
    for (let job = 0; job < jobs; job += 1) if (other[job] !== at[job]) apart += 1;
    return apart;
  };

  const renew = (): void => {
    const half = best(Math.ceil(largest / 2));
    const met = past.length > 0;
    members = met ? [...past, ...half] : [];
    past = met ? [] : half;
    fresh = met ? 2 * largest : 0;
    still = 0;
  };

  const keep = (): void => {
    const price = priceOf(at);
    still += 1;
    let worst: Member | undefined;
    for (const member of members) {
      member.price = priceOf(member.at);
      if (!worst || member.price > worst.price) worst = member;
    }
    const full = members.length >= largest;
    if (full && worst && price >= worst.price) return;
    let closest: Member | undefined;
    let apart = jobs + 1;
    for (const member of members) {
      const by = apartFrom(member.at);
      if (by >= apart) continue;
      apart = by;
      closest = member;
    }
    if (apart === 0) return;
    const out = apart <= alike ? closest : worst;
    if (apart > alike && !full) members.push({ at: at.slice(), price });
    else if (out && price < out.price) {
      out.at.set(at);
      out.price = price;
    } else return;
    still = 0;
  };

  return {
    members: () => members,
    keep,
    limit: (most) => {
      largest = most;
      alike = most > PAIRING_PARAMS.eliteClose ? Math.floor(jobs * PAIRING_PARAMS.alike) : 0;
      if (members.length > most) members = best(most);
    },
    wanting: () => {
      if (still > PAIRING_PARAMS.elitePatience * largest && fresh >= largest) renew();
      if (members.length >= largest || fresh >= 2 * largest) return false;
      fresh += 1;
      return true;
    },
  };
};
