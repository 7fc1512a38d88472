import type { Lane } from '../messages/kinds.ts';
import { ledgerKeys } from '../messages/store.ts';
import type { Table } from '../table/table.ts';
import type { CivilDay } from '../time/civil.ts';
import type { Town } from '../town/settings.ts';

/** What a town's SMS cost in a civil month, from the ledger that each send writes in its own transaction. */
export type SmsCost = {
  readonly messages: number;
  /** Billed parts. */
  readonly parts: number;
  readonly microEuros: number;
};

export const monthlySmsCost = async (
  table: Pick<Table, 'counters'>,
  town: string,
  day: CivilDay,
): Promise<SmsCost> => {
  const shards = await Promise.all(ledgerKeys(town, day).map((key) => table.counters(key)));
  const sum = (name: string) => shards.reduce((total, counters) => total + (counters[name] ?? 0), 0);
  return { messages: sum('messages'), parts: sum('parts'), microEuros: sum('microEuros') };
};

/** Share of the month's budget already spent, thousandths; a town without a budget has no limit. */
export const budgetSpent = (cost: SmsCost, town: Pick<Town, 'monthlySmsBudgetMicroEuros'>): number =>
  town.monthlySmsBudgetMicroEuros === 0
    ? 0
    : Math.floor((cost.microEuros * 1_000) / town.monthlySmsBudgetMicroEuros);

/** At 95 % of the budget, what can wait stops, so that the message that matters is not the one SNS refuses (F6). */
const STOP_AT = 950;

/** Alerts and what is owed never stop by our doing. */
export const isStoppedByBudget = (lane: Lane, spent: number): boolean =>
  spent >= STOP_AT && (lane === 'offer' || lane === 'courtesy');
