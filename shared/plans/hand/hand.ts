import type { MissionId, VolunteerId } from '../../ids/ids.ts';
import type { Pair } from '../../matching/week/problem.ts';
import { ok, type Result, refused } from '../../result/result.ts';
import { MOST_PAIRS, type Plan } from '../week-plan.ts';

/**
 * What a coordinator does by hand to one mission of a plan. `choose`: this one goes there, and stays, in the place of
 * `insteadOf` where a mission for two has both its people kept already. `never`: anybody but this one. `nobody`: nobody
 * goes. `unlock`, `readmit` and `seek` each take back one of these words and no other.
 */
export type Hand = { readonly missionId: MissionId } & (
  | { readonly kind: 'choose'; readonly volunteerId: VolunteerId; readonly insteadOf?: VolunteerId }
  | { readonly kind: 'never' | 'unlock' | 'readmit'; readonly volunteerId: VolunteerId }
  | { readonly kind: 'nobody' | 'seek' }
);

/** All that the coordinator said of a week. */
export type Word = Pick<Plan, 'locks' | 'forbidden' | 'aside'>;

const isHands =
  ({ missionId, volunteerId }: Pair) =>
  (pair: Pair): boolean =>
    pair.missionId === missionId && pair.volunteerId === volunteerId;
const without = (pairs: Word['locks'], pair: Pair): Word['locks'] => {
  const isIt = isHands(pair);
  return pairs.filter((one) => !isIt(one));
};

/**
 * The locks that stay beside one that comes: of a mission for one nobody's; of a mission for two, the one whom the newcomer
 * does not replace. A lock that a rule refuses takes nobody's place, and goes first.
 */
const besides = (
  locks: Word['locks'],
  { missionId, volunteerId, insteadOf }: Extract<Hand, { kind: 'choose' }>,
  { people, held }: Seats,
): Word['locks'] => {
  const others = without(locks, { missionId, volunteerId });
  const here = others.filter((pair) => pair.missionId === missionId && pair.volunteerId !== insteadOf);
  const firm = here.filter((pair) => held.includes(pair.volunteerId));
  const stay = here.length < people ? here : firm.length < people ? firm : [];
  return others.filter((pair) => pair.missionId !== missionId || stay.includes(pair));
};

/** How many people a mission takes, and whose locks hold in it. */
export type Seats = { readonly people: number; readonly held: readonly VolunteerId[] };

export type WordRefusal = { readonly reason: 'which' | 'too-many'; readonly sentence: string };

const WHICH = 'Deux personnes sont déjà gardées pour cette mission : dites qui remplacer.';
const TOO_MANY = `Une semaine garde au plus ${MOST_PAIRS.toLocaleString('fr-FR')} choix faits à la main : oubliez-en d’abord.`;

const said = (word: Word, hand: Hand, seats: Seats): Word => {
  const { locks, forbidden, aside } = word;
  const asideOthers = aside.filter((id) => id !== hand.missionId);
  switch (hand.kind) {
    case 'choose': {
      const { missionId, volunteerId } = hand;
      return {
        locks: [...besides(locks, hand, seats), { missionId, volunteerId }],
        forbidden: without(forbidden, hand),
        aside: asideOthers,
      };
    }
    case 'never': {
      const { missionId, volunteerId } = hand;
      return {
        locks: without(locks, hand),
        forbidden: [...without(forbidden, hand), { missionId, volunteerId }],
        aside,
      };
    }
    case 'nobody':
      return {
        locks: locks.filter(({ missionId }) => missionId !== hand.missionId),
        forbidden,
        aside: [...asideOthers, hand.missionId],
      };
    case 'unlock':
      return { locks: without(locks, hand), forbidden, aside };
    case 'readmit':
      return { locks, forbidden: without(forbidden, hand), aside };
    case 'seek':
      return { locks, forbidden, aside: asideOthers };
  }
};

/**
 * The coordinator's word once one thing is added to it: what it says of other missions, and of others for this mission,
 * stays. Refused where both people of a mission for two are kept and it is not said whose place is taken, and beyond
 * what a plan holds.
 */
export const wordAfter = (word: Word, hand: Hand, seats: Seats): Result<Word, WordRefusal> => {
  const isWhoUnsaid =
    hand.kind === 'choose' &&
    seats.people > 1 &&
    seats.held.length >= seats.people &&
    !seats.held.some((id) => id === hand.insteadOf || id === hand.volunteerId);
  if (isWhoUnsaid) return refused({ reason: 'which', sentence: WHICH });
  const next = said(word, hand, seats);
  const isTooMany = [next.locks, next.forbidden, next.aside].some(({ length }) => length > MOST_PAIRS);
  return isTooMany ? refused({ reason: 'too-many', sentence: TOO_MANY }) : ok(next);
};

/** The word says so already: a form sent twice, or a colleague who chose the same. */
export const isSaid = ({ locks, forbidden, aside }: Word, hand: Hand): boolean => {
  switch (hand.kind) {
    case 'choose':
      return locks.some(isHands(hand));
    case 'never':
      return forbidden.some(isHands(hand));
    case 'nobody':
      return aside.includes(hand.missionId);
    case 'unlock':
      return !locks.some(isHands(hand));
    case 'readmit':
      return !forbidden.some(isHands(hand));
    case 'seek':
      return !aside.includes(hand.missionId);
  }
};
