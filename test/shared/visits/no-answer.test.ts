import { describe, expect, it } from 'vitest';
import { staffIdSchema } from '../../../shared/ids/ids.ts';
import { acceptOffer } from '../../../shared/offers/answer-offer.ts';
import { searchVolunteer } from '../../../shared/offers/search/search.ts';
import { seniorKind } from '../../../shared/seniors/store.ts';
import { rowsOf } from '../../../shared/table/kind.ts';
import { put } from '../../../shared/table/write.ts';
import { openTaskList, taskKind } from '../../../shared/tasks/task.ts';
import { plus } from '../../../shared/time/instant.ts';
import { fileReport } from '../../../shared/visits/hold-visit.ts';
import type { Outcome } from '../../../shared/visits/report.ts';
import { aSenior, TUESDAY_NOON, VISIT, VISIT_STARTS } from '../../builders/chain.ts';
import { memoryTable } from '../../doubles/memory-table.ts';
import { aReadyVolunteer, openChain, subjectOf, volunteerNumber } from '../../support/chain.ts';

const ANNE = volunteerNumber(0);
const BY = { kind: 'volunteer', id: ANNE } as const;
const AFTER = plus(VISIT_STARTS, { minutes: 20 });

const held = async (
  senior: Partial<Parameters<typeof aSenior>[0]> = {},
  act: 'visit' | 'parcel' = 'visit',
) => {
  const table = memoryTable();
  const world = await openChain(table, [aReadyVolunteer(0)], { act });
  await table.commit([put(seniorKind, aSenior(senior), 'any')]);
  await searchVolunteer(world, VISIT, TUESDAY_NOON);
  const yes = { via: 'link', device: undefined, actor: BY } as const;
  const accepted = await acceptOffer(world, subjectOf(ANNE), yes, TUESDAY_NOON);
  expect(accepted.ok).toBe(true);
  return {
    table,
    report: async (outcome: Outcome, at = AFTER) => {
      const filed = await fileReport(world, subjectOf(ANNE), { outcome, words: '', thanks: '' }, BY, at);
      expect(filed.ok).toBe(true);
    },
    tasks: async () =>
      rowsOf(taskKind, (await table.index('list', { partition: openTaskList('besancon') })).items)
        .map(({ value }) => value)
        .filter(({ kind }) => kind === 'no-answer'),
  };
};

describe('a person who was expected to open and did not', () => {
  it('is asked after by her referent within four hours, once however often it is reported', async () => {
    const referentId = staffIdSchema.parse(`stf_${'0'.repeat(26)}`);
    const visit = await held({ referentId });
    await visit.report('not-home');
    await visit.report('not-home', plus(AFTER, { minutes: 5 }));
    expect(await visit.tasks()).toMatchObject([
      {
        subjectId: VISIT,
        assigneeId: referentId,
        volunteerId: ANNE,
        sentence: 'Personne n’a répondu à la porte : prendre de ses nouvelles.',
        dueAt: plus(AFTER, { hours: 4 }),
      },
    ]);
  });

  it('is not when the report is corrected, and is again when it is corrected back', async () => {
    const visit = await held();
    await visit.report('not-home');
    await visit.report('done');
    expect(await visit.tasks()).toEqual([]);
    await visit.report('not-home');
    expect(await visit.tasks()).toHaveLength(1);
  });

  it('is not when it is told late and she was met since', async () => {
    const visit = await held({ lastContactAt: plus(VISIT_STARTS, { hours: 20 }) });
    await visit.report('not-home', plus(VISIT_STARTS, { hours: 30 }));
    expect(await visit.tasks()).toEqual([]);
  });

  it.each(['done', 'refused', 'put-off', 'prevented', 'other'] as const)(
    'is not after « %s »',
    async (outcome) => {
      const visit = await held();
      await visit.report(outcome);
      expect(await visit.tasks()).toEqual([]);
    },
  );

  it('is brought her parcel again, without a task for each shut door', async () => {
    const visit = await held({}, 'parcel');
    await visit.report('not-home');
    expect(await visit.tasks()).toEqual([]);
  });
});
