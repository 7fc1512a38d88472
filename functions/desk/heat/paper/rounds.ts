import { listRounds } from '../../../../shared/heat/board/read-board.ts';
import type { CallRound } from '../../../../shared/heat/calls/round.ts';
import { addDays, civilOf, dayOf } from '../../../../shared/time/civil.ts';
import { frenchDay, frenchTime } from '../../../../shared/time/french.ts';
import type { Instant } from '../../../../shared/time/instant.ts';
import type { DeskContext } from '../../env.ts';

export const PAPER = '/canicule/papier';

/** Lists that paper is about: yesterday's, whose results may still be keyed, today's, and tomorrow's from the evening. */
export const paperRounds = async (c: DeskContext): Promise<readonly CallRound[]> => {
  const today = dayOf(c.var.now);
  const days = await Promise.all(
    [addDays(today, -1), today, addDays(today, 1)].map((day) => listRounds(c.var.world, day)),
  );
  return days.flat().filter(({ state }) => state !== 'called-off');
};

/** The list named in the address or the form; else the latest of today, else the nearest there is. */
export const chosenRound = (
  rounds: readonly CallRound[],
  asked: string | undefined,
  now: Instant,
): CallRound | undefined => {
  const today = dayOf(now);
  return (
    rounds.find(({ id }) => id === asked) ??
    rounds.filter((round) => round.day === today && round.opensAt <= now).at(-1) ??
    rounds.find((round) => round.day >= today) ??
    rounds.at(-1)
  );
};

export const roundWords = (round: CallRound): string =>
  `${round.label}, ${frenchDay(round.day)}${round.turn === 2 ? ', second tour' : ''}`;

export const hourOf = (at: Instant): string => frenchTime(civilOf(at).time);
export const plural = (n: number, one: string, many = `${one}s`): string => `${n} ${n > 1 ? many : one}`;
