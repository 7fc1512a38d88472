import { callRoundKind, roundIdOf } from '../../shared/heat/calls/round.ts';
import { type CallTask, callTaskIdOf, callTaskKey, callTaskKind } from '../../shared/heat/calls/task.ts';
import { currentKey, currentKind } from '../../shared/heat/campaign/campaign.ts';
import type { Table } from '../../shared/table/table.ts';
import { put, replace } from '../../shared/table/write.ts';
import { addDays } from '../../shared/time/civil.ts';
import { aCall, aRound, HOT_DAY, hot, NADIA } from '../builders/heat.ts';

const DAY = addDays(HOT_DAY, -1);
const ID = roundIdOf('besancon', { kind: 'heat' }, DAY, 1);

/** The list of the day before, of which the same person is still owed something that nobody settled. */
export const owedYesterday = async (
  table: Table,
  { personId }: Pick<CallTask, 'personId'>,
  reason: 'not-reached' | 'distress' = 'not-reached',
): Promise<() => Promise<CallTask>> => {
  const current = await table.get(currentKind, currentKey('besancon'));
  if (!current) throw new Error('no campaign');
  const id = callTaskIdOf(ID, personId);
  const at = hot('18:00', DAY);
  const before = aCall({
    id,
    roundId: ID,
    day: DAY,
    personId,
    state: 'escalated',
    rung: reason === 'distress' ? 'rescue' : 'door',
    holder: { by: 'staff', staffId: NADIA },
    deadline: hot('20:00', DAY),
    escalated: { at, reason },
  });
  await table.commit([
    put(callRoundKind, aRound({ id: ID, day: DAY }), 'absent'),
    put(callTaskKind, before, 'absent'),
    replace(currentKind, current, { ...current.value, rounds: [ID, ...current.value.rounds] }),
  ]);
  return async () => {
    const now = await table.get(callTaskKind, callTaskKey(id));
    if (!now) throw new Error('gone');
    return now.value;
  };
};
