import { describe, expect, it } from 'vitest';
import { discreet, type ReportFigures, totals } from '../../../../shared/heat/board/campaign-report.ts';
import { callRoundKind } from '../../../../shared/heat/calls/round.ts';
import { callTaskKind } from '../../../../shared/heat/calls/task.ts';
import { rowsOf } from '../../../../shared/table/kind.ts';
import { taskKind } from '../../../../shared/tasks/task.ts';
import { memoryTable } from '../../../doubles/memory-table.ts';
import { hotDesk } from './town.ts';

const figures = (more: Partial<ReportFigures> = {}): ReportFigures => ({
  owed: 180,
  reached: 168,
  byVolunteers: 100,
  byAgents: 68,
  notReached: 12,
  attempts: 300,
  visits: 9,
  passedOn: 0,
  distress: 6,
  ...more,
});

describe('the report for the council and the prefect', () => {
  it('shows figures as they are when none could tell of somebody', () => {
    expect(discreet(figures())).toMatchObject({ reached: '168', notReached: '12', passedOn: '0' });
  });

  it('hides one to four people, and rounds whatever would give them away by subtraction', () => {
    const cells = discreet(figures({ reached: 178, byAgents: 78, notReached: 2, distress: 1 }));
    expect(cells).toMatchObject({
      owed: '180',
      reached: 'environ 180',
      byVolunteers: 'environ 100',
      byAgents: 'environ 80',
      notReached: 'moins de 5',
      distress: 'moins de 5',
    });
  });

  it('has no exact total over a column in which a day is hidden', () => {
    const all = totals([figures({ distress: 1 }), figures({ distress: 6 })]);
    expect(all).toMatchObject({ distress: 'environ 5', attempts: '600' });
  });
});

const opened = async () => {
  const table = memoryTable();
  const day = await hotDesk(6, { table });
  await day.coordinator.post('/canicule/ouvrir', day.opening);
  const all = () => rowsOf(callTaskKind, table.dump()).map(({ value }) => value);
  const liste = rowsOf(callRoundKind, table.dump())[0]?.value.id ?? '';
  const tasks = () =>
    rowsOf(taskKind, table.dump())
      .map(({ value }) => value)
      .filter(({ kind }) => kind === 'call-campaign');
  return { ...day, all, liste, tasks };
};

describe('the report of a day', () => {
  it('counts the day and makes one task a person for those nobody reached, however often it is asked', async () => {
    const { coordinator, all, liste, tasks } = await opened();
    const page = await (await coordinator.get('/canicule/bilan')).text();
    expect(page).toContain('Pas jointes, ou jointes autrement : 6');
    expect(page).not.toContain('Perrin');
    const people = all()
      .slice(0, 2)
      .map(({ personId }) => personId);
    const form = { liste, people, how: 'letter' };
    const made = await coordinator.post('/canicule/bilan/suites', form);
    expect(made.headers.get('location')).toContain('taches=2');
    await coordinator.post('/canicule/bilan/suites', form);
    expect(tasks().map(({ sentence }) => sentence)).toEqual([
      'Personne ne l’a jointe le mardi 7 juillet : lui écrire.',
      'Personne ne l’a jointe le mardi 7 juillet : lui écrire.',
    ]);
    expect((await coordinator.post('/canicule/bilan/suites', { liste, how: 'call' })).status).toBe(422);
  });

  it('gives the campaign as a page to print and as a file, without a name or a code', async () => {
    const { coordinator, all } = await opened();
    for (const path of ['/canicule/bilan/campagne', '/canicule/bilan/campagne.csv']) {
      const answer = await coordinator.get(path);
      expect(answer.status).toBe(200);
      const text = await answer.text();
      expect(text).toContain('mardi 7 juillet');
      expect(text).not.toContain('Perrin');
      expect(text).not.toContain(all()[0]?.personId.slice(-6) ?? '');
    }
  });
});
