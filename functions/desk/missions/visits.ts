import type { VolunteerId } from '../../../shared/ids/ids.ts';
import { isHeld, isOpen, type Mission } from '../../../shared/missions/mission.ts';
import type { Visit } from '../../../shared/missions/twins.ts';
import type { Tone } from '../../web/components.tsx';
import { stateWords } from './words.ts';

/**
 * The seats that count: one that was given up because the other person goes alone does not, nor one kept for somebody who is
 * to be introduced until they said yes: the visit does not wait for them.
 */
const seatsOf = ({ mission, twin }: Visit): readonly Mission[] => {
  const seats = [mission, ...(twin ? [twin] : [])];
  const counted = seats.filter(
    ({ cancelled, introduces, state }) =>
      cancelled?.reason !== 'one-is-enough' && !(introduces && isOpen(state)),
  );
  return counted.length > 0 ? counted : seats;
};

/** The seat a line of a list leads to: the one somebody is sought for, else the first. */
export const leadingSeat = (visit: Visit): Mission => {
  const seats = seatsOf(visit);
  return seats.find(({ state }) => isOpen(state)) ?? seats[0] ?? visit.mission;
};

/** Whoever goes, or went. */
export const goingTo = (visit: Visit): readonly VolunteerId[] =>
  seatsOf(visit).flatMap(({ holder }) => holder?.volunteerId ?? []);

/** Of a visit by two, one person is found and one is lacking. */
export const lacksOne = (visit: Visit): boolean => {
  const seats = seatsOf(visit);
  return (
    seats.length === 2 &&
    seats.some(({ state }) => isHeld(state)) &&
    seats.some(({ state }) => isOpen(state) || state === 'unfilled')
  );
};

/** The state of a visit in the words of somebody who has to do something about it; of a visit by two, of both. */
export const visitWords = (visit: Visit): { readonly words: string; readonly tone: Tone } => {
  const seats = seatsOf(visit);
  const [one, other] = seats;
  if (!one || !other) return stateWords(leadingSeat(visit));
  const open = seats.find(({ state }) => isOpen(state));
  if (lacksOne(visit))
    return { words: 'il manque une personne', tone: open && !open.search?.endedAt ? 'warn' : 'alert' };
  const reported = seats.filter(({ state }) => state === 'done' || state === 'not-done');
  if (reported.length === 1 && seats.some(({ state }) => isHeld(state)))
    return { words: 'un compte rendu sur deux', tone: 'info' };
  const telling =
    open ?? seats.find(({ state }) => state === 'done') ?? seats.find(({ state }) => state === 'filled');
  const said = stateWords(telling ?? one);
  return open ? { ...said, words: `${said.words}, à deux` } : said;
};
