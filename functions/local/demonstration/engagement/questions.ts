import { type Ask, noRests, restsKind, withAsk } from '../../../../shared/engagement/rests/rests.ts';
import { plus } from '../../../../shared/time/instant.ts';
import type { Volunteer } from '../../../../shared/volunteers/volunteer.ts';
import type { Making } from '../making.ts';
import type { Crowd } from '../missions/lives.ts';

const LONG_HERE_DAYS = -120;

/**
 * Two questions that wait for their answer: of somebody long here who carries nothing, « vous restez ? », and of somebody who
 * rests without an end, « une date de retour ? ». Their own space, whose link the desk sends or /lien-perdu, shows every page
 * of a silence and of a return.
 */
export const askQuietOnes = (
  { dawn, history, today }: Making,
  volunteers: readonly Volunteer[],
  crowd: Crowd,
): void => {
  const ask = (one: Volunteer | undefined, about: Ask['about']): void => {
    if (one) history.note(restsKind, withAsk(noRests(one), { about, on: today, via: 'sms' }));
  };
  const since = plus(dawn, { days: LONG_HERE_DAYS });
  const isQuiet = ({ id, state, activeSince }: Volunteer) =>
    state === 'active' &&
    activeSince !== undefined &&
    activeSince < since &&
    (crowd.loads.get(id)?.entries.length ?? 0) === 0;
  ask(volunteers.find(isQuiet), 'stay');
  ask(
    volunteers.find(({ state, pausedUntil }) => state === 'paused' && pausedUntil === undefined),
    'return',
  );
};
