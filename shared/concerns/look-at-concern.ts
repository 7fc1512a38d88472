import { change, SYSTEM } from '../audit/audit.ts';
import { type Decision, decideAndCommit, type Surroundings } from '../decide/decide.ts';
import type { ConcernId } from '../ids/ids.ts';
import { intentWrite } from '../messages/intent-write.ts';
import { ok, type Result, refused } from '../result/result.ts';
import { create } from '../table/write.ts';
import { taskKind } from '../tasks/task.ts';
import { type Instant, plus } from '../time/instant.ts';
import { townKey, townKind } from '../town/settings.ts';
import { concernKey, concernKind } from './concern.ts';

/**
 * A concern past its deadline that nobody acted on: once, an urgent task for the whole team and a word to the duty
 * phone. It stays open; nothing but a person closes it.
 */
export const lookAtConcern = async (world: Surroundings, id: ConcernId, now: Instant): Promise<void> => {
  await decideAndCommit(world.table, async (): Promise<Result<Decision<undefined>, 'nothing-due'>> => {
    const stored = await world.table.get(concernKind, concernKey(id));
    const town = stored ? await world.table.get(townKind, townKey(stored.value.town)) : undefined;
    if (!stored || !town) return refused('nothing-due');
    const concern = stored.value;
    const waits = concern.state === 'raised' || concern.state === 'acknowledged';
    if (!waits || concern.overdueAt || concern.dueAt > now) return refused('nothing-due');
    const next = { ...concern, overdueAt: now };
    const alert = town.value.dutyPhone
      ? [
          intentWrite(
            { appSecret: world.config.appSecret, ids: world.ids },
            town.value,
            {
              message: { kind: 'coordinator-alert', reason: 'concern-raised', count: 1 },
              recipient: 'duty',
              subject: concern.id,
              round: 'overdue',
              dueAt: now,
              notAfter: plus(now, { hours: 24 }),
            },
            now,
          ),
        ]
      : [];
    return ok({
      value: undefined,
      writes: [
        ...change(concernKind, stored, next, {
          action: 'concern-overdue',
          actor: SYSTEM,
          at: now,
          from: concern.state,
          to: concern.state,
        }),
        create(taskKind, {
          id: world.ids.next('tsk'),
          town: concern.town,
          kind: 'concern',
          state: 'open',
          subjectId: concern.id,
          seniorId: concern.seniorId,
          sentence: 'Une inquiétude attend encore une réponse : le délai est passé.',
          urgent: true,
          createdAt: now,
          dueAt: now,
        }),
        ...alert,
      ],
    });
  });
};
