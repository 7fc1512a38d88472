import { describe, expect, it } from 'vitest';
import { acceptBatch } from '../../../shared/heat/batches/answer-batch.ts';
import { outcomeIdSchema } from '../../../shared/heat/calls/outcome.ts';
import { recordToday } from '../../../shared/heat/calls/record-today.ts';
import type { OutcomeCode } from '../../../shared/heat/calls/task.ts';
import { hot } from '../../builders/heat.ts';
import { volunteerNumber } from '../../support/chain.ts';
import { started } from '../../support/hot-round.ts';
import { owedYesterday } from '../../support/yesterday.ts';

describe('spoken to today', () => {
  const morning = async (reason: 'not-reached' | 'distress') => {
    const { town } = await started(8, 1);
    const [batch] = town.batches();
    const [task] = town.calls();
    if (!batch || !task) throw new Error('no batch');
    const yesterday = await owedYesterday(town.table, task, reason);
    const volunteerId = volunteerNumber(0);
    const actor = town.volunteerActor(volunteerId);
    await acceptBatch(town.world, { batchId: batch.id, volunteerId }, { via: 'link', actor }, hot('09:00'));
    const hear = (code: OutcomeCode, by: Parameters<typeof recordToday>[2] = actor) =>
      recordToday(
        town.world,
        {
          taskId: task.id,
          id: outcomeIdSchema.parse(`form-of-today-${code}`),
          code,
          note: '',
          calledAt: hot('09:10'),
          via: by.kind === 'staff' ? 'desk' : 'link',
          batchId: batch.id,
        },
        by,
        hot('09:10'),
      );
    return { yesterday, hear };
  };

  it('by a volunteer, she is owed no door of yesterday', async () => {
    const { yesterday, hear } = await morning('not-reached');
    await hear('no-answer');
    expect(await yesterday()).toMatchObject({ state: 'escalated', attempts: 0 });
    await hear('well');
    expect(await yesterday()).toMatchObject({ state: 'reached', reached: { by: volunteerNumber(0) } });
    await hear('well');
    expect(await yesterday()).toMatchObject({ attempts: 1 });
  });

  it('by a volunteer, a distress of yesterday stays an agent’s to end, who reads what the volunteer heard', async () => {
    const { yesterday, hear } = await morning('distress');
    await hear('well');
    expect(await yesterday()).toMatchObject({ state: 'escalated', conflicts: ['form-of-today-well'] });
  });
});
