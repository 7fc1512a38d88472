import { readAs } from '../../table/kind.ts';
import type { Table, Write } from '../../table/table.ts';
import { replace } from '../../table/write.ts';
import { addDays, dayOf, daysBetween, instantOf } from '../../time/civil.ts';
import type { Instant } from '../../time/instant.ts';
import type { HeatSettings } from '../settings.ts';
import { priorityOf } from './members/priority.ts';
import { CADENCE_DAYS_BEFORE, HOT_DAYS_BEFORE } from './memory.ts';
import { type CallRound, roundIdOf } from './round.ts';
import { type CallTask, callTaskIdOf, callTaskKey, callTaskKind, isOwed } from './task.ts';

/** Days after this list's whose list may be there by now: tomorrow's is made in the evening, before today's has ended. */
const daysAhead = (round: CallRound, settings: HeatSettings, now: Instant): number => {
  const today = dayOf(now);
  const isHot = round.source.kind === 'heat';
  const isEvening = isHot && now >= instantOf(today, settings.prepareAt);
  const most = isHot ? HOT_DAYS_BEFORE : CADENCE_DAYS_BEFORE;
  return Math.max(0, Math.min(most, daysBetween(round.day, today) + (isEvening ? 1 : 0)));
};

/**
 * She was reached after the list that follows this one was made: there she is no more somebody whom the list before did
 * not reach, and her place in its order is the others'. Part of the transaction that says she was reached; nothing to read
 * while no later list can exist.
 */
export const nextListWrites = async (
  table: Pick<Table, 'getRows'>,
  round: CallRound,
  { personId }: Pick<CallTask, 'personId'>,
  settings: HeatSettings,
  now: Instant,
): Promise<readonly Write[]> => {
  const days = Array.from({ length: daysAhead(round, settings, now) }, (_, n) => addDays(round.day, n + 1));
  if (days.length === 0) return [];
  const rows = await table.getRows(
    days.map((day) => callTaskKey(callTaskIdOf(roundIdOf(round.town, round.source, day, 1), personId))),
  );
  // The nearest alone: what a later one says of the list before it, it says of that one.
  const row = rows.find((one) => one !== undefined);
  const next = row && readAs(callTaskKind, row);
  if (!next || !isOwed(next.value) || !next.value.facts.notReachedYesterday) return [];
  const facts = { ...next.value.facts, notReachedYesterday: false };
  return [replace(callTaskKind, next, { ...next.value, facts, priority: priorityOf(facts) }, 'next-list')];
};
