import { describe, expect, it } from 'vitest';
import { dutyTold } from '../../../shared/heat/calls/duty-told.ts';
import { callOutcomeSchema } from '../../../shared/heat/calls/outcome.ts';
import { aTown, PAUL } from '../../builders/chain.ts';
import { aCall, aRound, hot } from '../../builders/heat.ts';
import { openHotTown } from '../../support/hot-day.ts';
import { countingTable } from '../../support/night.ts';

describe('who knows of a distress', () => {
  it('is said from the attempts that the page already holds, and reads none of them again', async () => {
    const task = aCall();
    const said = callOutcomeSchema.parse({
      id: 'she-is-in-danger',
      taskId: task.id,
      code: 'distress',
      note: '',
      calledAt: hot('09:00'),
      recordedAt: hot('09:00'),
      by: { kind: 'volunteer', id: PAUL },
      via: 'link',
      rung: 'call-1',
      applied: true,
      late: false,
      conflict: false,
    });
    const { table, asked } = countingTable((await openHotTown([])).table);
    const about = { task, round: aRound(), town: aTown({ dutyPhone: undefined }), outcomes: [said] };
    expect(await dutyTold({ table }, about, hot('09:01'))).toEqual({ saidAt: hot('09:00'), is: 'nobody' });
    expect(asked()).toBe(1);
  });
});
