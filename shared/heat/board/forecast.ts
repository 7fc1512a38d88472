import { type Instant, minutesBetween } from '../../time/instant.ts';
import type { Board } from './read-board.ts';

/** Minutes of one call with its note (domain.md §9: 5 min, 250 people once is about 21 h). */
const MINUTES_A_CALL = 5;
/** Of those called once, how many are called again: Toulon, 16 % unanswered at noon (domain.md §9). */
const NO_ANSWER_PERCENT = 16;

export type Forecast = {
  readonly toCall: number;
  readonly volunteersConfirmed: number;
  /** In the hands of volunteers who said yes. */
  readonly covered: number;
  /** What the desk must call itself, second calls included. */
  readonly deskCalls: number;
  readonly deskMinutes: number;
  /** What so many agents cannot call before the desk has everything. */
  readonly uncovered: number;
  /** Agents that would be needed to finish in time; absent when the time is over. */
  readonly agentsNeeded: number | undefined;
};

/**
 * « 180 à appeler, 9 bénévoles confirmés, 31 appels non couverts à midi »: what is left to call until `by`, how much of it
 * volunteers hold, and what `agents` people at the desk can do in the minutes that remain.
 */
export const forecast = (board: Board, agents: number, by: Instant): Forecast => {
  const calls = board.owed.filter((task) => task.state === 'open');
  const held = calls.filter((task) => task.holder.by === 'volunteer').length;
  const desk = calls.length - held;
  const deskCalls = desk + Math.ceil((calls.length * NO_ANSWER_PERCENT) / 100);
  const from = board.now > board.round.opensAt ? board.now : board.round.opensAt;
  const minutes = Math.max(0, minutesBetween(from, by));
  const possible = Math.floor((agents * minutes) / MINUTES_A_CALL);
  return {
    toCall: calls.length,
    volunteersConfirmed: new Set(
      board.batches.flatMap((batch) =>
        batch.state === 'accepted' && batch.holder ? [batch.holder.volunteerId] : [],
      ),
    ).size,
    covered: held,
    deskCalls,
    deskMinutes: deskCalls * MINUTES_A_CALL,
    uncovered: Math.max(0, deskCalls - possible),
    agentsNeeded: minutes > 0 ? Math.ceil((deskCalls * MINUTES_A_CALL) / minutes) : undefined,
  };
};
