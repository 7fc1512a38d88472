import { callBatchKind } from '../../shared/heat/batches/batch.ts';
import { summerCallerKind } from '../../shared/heat/batches/summer-caller.ts';
import { callMemoryKind } from '../../shared/heat/calls/memory.ts';
import { callRoundKind } from '../../shared/heat/calls/round.ts';
import { callTaskKind } from '../../shared/heat/calls/task.ts';
import { campaignKind, currentKind } from '../../shared/heat/campaign/campaign.ts';
import { intentKind } from '../../shared/messages/store.ts';
import { loadKind } from '../../shared/offers/store.ts';
import { entryKind } from '../../shared/register/store.ts';
import type { Kind } from '../../shared/table/kind.ts';
import { townKind } from '../../shared/town/settings.ts';
import { volunteerKind } from '../../shared/volunteers/store.ts';
import { memoryTable } from '../doubles/memory-table.ts';
import { parsedOnce } from '../support/parse-once.ts';
import type { HotDayPlan } from './hot-day-plan.ts';
import { type HotDayOutcome, playHotDay } from './hot-days.ts';

parsedOnce([
  callTaskKind,
  callRoundKind,
  callBatchKind,
  callMemoryKind,
  campaignKind,
  currentKind,
  entryKind,
  intentKind,
  loadKind,
  summerCallerKind,
  townKind,
  volunteerKind,
]);

/** One hot day over the double of the table. */
export const hotDayInMemory = (plan: HotDayPlan): Promise<HotDayOutcome> => {
  const store = memoryTable();
  const all = async <T>(kind: Kind<T>): Promise<readonly T[]> =>
    store.ofKind(kind.name).map((item) => item.data as T);
  const everything = {
    rounds: () => all(callRoundKind),
    tasks: () => all(callTaskKind),
    batches: () => all(callBatchKind),
    entries: () => all(entryKind),
  };
  return playHotDay(plan, { store, everything });
};
