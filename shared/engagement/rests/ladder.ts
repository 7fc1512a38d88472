import type { Load } from '../../offers/load.ts';
import { addDays, type CivilDay, dayOf } from '../../time/civil.ts';
import { canText, type Volunteer } from '../../volunteers/volunteer.ts';
import type { Ask } from './rests.ts';

/** An open-ended pause is asked about after two months, and is a person's business after six (domain.md §8; days). */
export const RETURN_ASKED_DAYS = 60;
export const RETURN_CALLED_DAYS = 180;
const MOST_RETURN_ASKS = 2;
/** « Do you stay? » after three months of silence, and once more at six (issue 6; days). */
export const QUIET_DAYS = 91;
const TWICE_QUIET_DAYS = 182;
/** What the second question is given before somebody telephones (days). */
const CALL_AFTER_DAYS = 14;

/** What was heard of a volunteer, and what was offered to them. */
export type Signs = {
  /** Day of the latest sign of life, or of the entry, return or change that the silence is counted from. */
  readonly heardOn: CivilDay;
  /** Days on which something was offered that stood until it was passed over, or still stands. */
  readonly offered: readonly CivilDay[];
};

export type Owed = Pick<Ask, 'about' | 'via' | 'last'>;

/**
 * What a pause without end is owed today: the question after 60 days, once more 60 days after « pas encore » or a silence,
 * and a person's call at 180. Nobody is made to leave: what 180 days mean is for that person to say.
 */
export const returnOwed = (volunteer: Volunteer, asks: readonly Ask[], today: CivilDay): Owed | undefined => {
  const { state, pausedAt, pausedUntil, winding } = volunteer;
  if (state !== 'paused' || pausedUntil || !pausedAt || winding) return undefined;
  const since = dayOf(pausedAt);
  const here = asks.filter(({ about, on }) => about === 'return' && on >= since);
  if (here.some(({ last }) => last)) return undefined;
  if (today >= addDays(since, RETURN_CALLED_DAYS)) return { about: 'return', via: 'person', last: true };
  const before = here.at(-1);
  // One person was asked to call: that stands until they did.
  if (here.length >= MOST_RETURN_ASKS || (before?.via === 'person' && !before.answer)) return undefined;
  const from = before ? (before.answeredOn ?? before.on) : since;
  if (today < addDays(from, RETURN_ASKED_DAYS)) return undefined;
  return { about: 'return', via: canText(volunteer) ? 'sms' : 'person' };
};

/** Not the day to ask: a declared absence, or « pas cette semaine ». */
const isAway = ({ exceptions, restUntil }: Volunteer, today: CivilDay): boolean =>
  (restUntil !== undefined && restUntil >= today) ||
  exceptions.some(({ kind, half, from, to }) => kind === 'away' && !half && from <= today && today <= to);

/**
 * The silence ladder of an active volunteer: asked after 91 days without a sign of life, asked again at 182, called by a
 * person 14 days later. A declined offer is a sign of life. Nobody is asked to whom nothing was offered since: that
 * silence is the service's. Whoever is not texted is called from the first rung. Never an exit.
 */
export const stayOwed = (
  volunteer: Volunteer,
  asks: readonly Ask[],
  { heardOn, offered }: Signs,
  today: CivilDay,
): Owed | undefined => {
  if (volunteer.state !== 'active' || volunteer.winding || isAway(volunteer, today)) return undefined;
  const [first, second, third] = asks.filter(({ about, on }) => about === 'stay' && on > heardOn);
  const wasOffered = (after: CivilDay): boolean => offered.some((day) => day > after);
  const texted = canText(volunteer);
  if (!first) {
    if (today < addDays(heardOn, QUIET_DAYS) || !wasOffered(heardOn)) return undefined;
    return { about: 'stay', via: texted ? 'sms' : 'person' };
  }
  if (!second) {
    const isTime = today >= addDays(heardOn, TWICE_QUIET_DAYS) && today >= addDays(first.on, QUIET_DAYS);
    if (!isTime || !wasOffered(first.on)) return undefined;
    return texted ? { about: 'stay', via: 'sms' } : { about: 'stay', via: 'person', last: true };
  }
  if (third || second.last || today < addDays(second.on, CALL_AFTER_DAYS)) return undefined;
  return { about: 'stay', via: 'person', last: true };
};

/** Whether somebody may owe a silence at all, by what their record and load tell: spares the reading of everybody. */
export const mayBeQuiet = (
  { state, activeSince }: Volunteer,
  load: Load | undefined,
  asks: readonly Ask[],
  today: CivilDay,
): boolean => {
  const lately = addDays(today, -QUIET_DAYS);
  if (state !== 'active' || (activeSince && dayOf(activeSince) > lately)) return false;
  if ((load?.lastServed ?? '') > lately || isExpected(load, today)) return false;
  return !asks.some(({ on }) => on > addDays(today, -CALL_AFTER_DAYS));
};

/** They hold something to come: nobody asks whether they stay. */
export const isExpected = (load: Load | undefined, today: CivilDay): boolean =>
  [...(load?.entries ?? []), ...(load?.calls ?? [])].some(
    ({ day, state }) => state === 'held' && day >= today,
  );
