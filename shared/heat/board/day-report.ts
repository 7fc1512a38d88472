import { minutesBetween } from '../../time/instant.ts';
import type { CallTask, OutcomeCode } from '../calls/task.ts';
import type { Board } from './read-board.ts';

/** Under so many people a figure could tell of somebody: it is not shown (law 10). */
export const FEWEST_SHOWN = 5;

export type DayReport = {
  readonly day: string;
  readonly turn: number;
  readonly level: string;
  readonly owed: number;
  readonly reached: number;
  readonly reachedBy: { readonly volunteers: number; readonly agents: number };
  readonly attempts: number;
  readonly outcomes: Readonly<Partial<Record<OutcomeCode, number>>>;
  /** People to whose door somebody said they went. */
  readonly visits: number;
  /** People whom somebody said they passed on: a step of the ladder that nobody took is none. */
  readonly passedOn: { readonly police: number; readonly rescue: number };
  readonly distress: number;
  readonly stopped: number;
  readonly unsettled: number;
  readonly conflicts: number;
  /** Minutes from the opening of the calls to being reached: half of them, and nine in ten, had been by then. */
  readonly minutesToReach: { readonly half: number; readonly nineInTen: number } | undefined;
  /** Nobody reached them today: first tomorrow, and a letter or a visit to arrange. */
  readonly hardToReach: readonly CallTask[];
};

const at = (sorted: readonly number[], part: number): number =>
  Math.round(sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? 0);

/** The end of a day, from its rows: what was done, how fast, who is still to be reached. Ids only, no name. */
export const dayReport = (board: Board): DayReport => {
  const { round, counts } = board;
  const all = [...board.owed, ...board.settled];
  const reached = all.filter((task) => task.state === 'reached');
  const minutes = reached
    .map((task) => Math.max(0, minutesBetween(round.opensAt, task.reached?.at ?? round.opensAt)))
    .sort((a, b) => a - b);
  const outcomes: Partial<Record<OutcomeCode, number>> = {};
  for (const task of all) {
    const code = task.reached?.outcome ?? task.lastOutcome;
    if (code) outcomes[code] = (outcomes[code] ?? 0) + 1;
  }
  const by = (prefix: string) => reached.filter((task) => task.reached?.by.startsWith(prefix)).length;
  const did = (act: 'door' | 'police' | 'rescue') => all.filter(({ acts }) => acts?.includes(act)).length;
  return {
    day: round.day,
    turn: round.turn,
    level: round.level ?? '',
    owed: board.balance.owed,
    reached: counts.reached,
    reachedBy: { volunteers: by('vol_'), agents: by('stf_') },
    attempts: counts.attempts,
    outcomes,
    visits: did('door'),
    passedOn: { police: did('police'), rescue: did('rescue') },
    distress: all.filter((task) => task.escalated?.reason === 'distress').length,
    stopped: counts.stopped,
    unsettled: counts.unsettled,
    conflicts: all.filter((task) => task.conflicts.length > 0).length,
    minutesToReach:
      minutes.length >= FEWEST_SHOWN ? { half: at(minutes, 0.5), nineInTen: at(minutes, 0.9) } : undefined,
    hardToReach: all.filter((task) => task.state === 'open' || task.state === 'escalated'),
  };
};

/** A figure for the council and the prefect: few people are « moins de 5 », never a number. */
export const shown = (count: number): string =>
  count > 0 && count < FEWEST_SHOWN ? `moins de ${FEWEST_SHOWN}` : String(count);
