import { describe, expect, it } from 'vitest';
import { boardForCodes, lineCode, taskOfCode } from '../../../shared/heat/board/call-sheet.ts';
import { counterKey } from '../../../shared/heat/board/counters.ts';
import { dayReport, shown } from '../../../shared/heat/board/day-report.ts';
import { forecast } from '../../../shared/heat/board/forecast.ts';
import { listHandovers, writeHandover } from '../../../shared/heat/board/handover.ts';
import { makePaper } from '../../../shared/heat/board/make-paper.ts';
import { paperLines, readPaper } from '../../../shared/heat/board/paper.ts';
import { nextForAgent } from '../../../shared/heat/board/read-board.ts';
import { assignCall } from '../../../shared/heat/calls/move-on.ts';
import { recordOutcome } from '../../../shared/heat/calls/record-outcome.ts';
import { lookAtRound } from '../../../shared/heat/calls/rounds/look-at-round.ts';
import { listOutcomes, settleConflict } from '../../../shared/heat/calls/settle-conflict.ts';
import { callTaskKey, callTaskKind } from '../../../shared/heat/calls/task.ts';
import {
  askToClose,
  whatIsStillOpen,
  withdrawClosing,
} from '../../../shared/heat/campaign/close-campaign.ts';
import { changeHeatSettings, readSettingsVersion } from '../../../shared/heat/change-settings.ts';
import { add, replace } from '../../../shared/table/write.ts';
import { civilTime } from '../../../shared/time/civil.ts';
import { hot, NADIA, OMAR } from '../../builders/heat.ts';
import { agent, form, started } from '../../support/hot-list.ts';

describe('the live board', () => {
  it('shows a sum that balances, from counters and from rows', async () => {
    const { board, town } = await started(12, 0);
    const [task] = town.calls();
    if (!task) throw new Error('no call');
    await recordOutcome(
      town.world,
      { taskId: task.id, id: form(1), code: 'well', note: '', calledAt: hot('09:00'), via: 'desk' },
      agent,
      hot('09:00'),
    );
    const { balance, counts } = await board('09:01');
    expect(balance).toMatchObject({ registered: 12, owed: 12, rows: 12, holds: true });
    expect(counts).toMatchObject({ open: 11, reached: 1, escalated: 0 });
  });

  it('takes no call for later than the moment it was noted', async () => {
    const { town } = await started(3, 0);
    const [task] = town.calls();
    if (!task) throw new Error('no call');
    const said = { taskId: task.id, id: form(1), code: 'well', note: '', via: 'paper' } as const;
    await recordOutcome(town.world, { ...said, calledAt: hot('17:00') }, agent, hot('09:00'));
    expect((await town.table.get(callTaskKind, callTaskKey(task.id)))?.value.lastAttemptAt).toBe(
      hot('09:00'),
    );
  });

  it('is red when a row was changed behind the counters', async () => {
    const { board, town } = await started(3, 0);
    const [task] = town.calls();
    if (!task) throw new Error('no call');
    const stored = await town.table.get(callTaskKind, callTaskKey(task.id));
    if (stored)
      await town.table.commit([
        replace(callTaskKind, stored, { ...stored.value, state: 'reached' as const }),
      ]);
    expect((await board('09:00')).balance.holds).toBe(false);
  });

  it('gives whoever is on duty a distress before any door', async () => {
    const { town, board } = await started(4, 0);
    const order = nextForAgent(await board('09:00'), NADIA);
    const [first, , , last] = order;
    if (!first || !last) throw new Error('no call');
    const say = (taskId: typeof first.id, id: number, code: 'door-closed' | 'distress') =>
      recordOutcome(
        town.world,
        { taskId, id: form(id), code, note: '', calledAt: hot('09:00'), via: 'desk' },
        agent,
        hot('09:00'),
      );
    await say(first.id, 1, 'door-closed');
    // By every other fact she comes first.
    const stored = await town.table.get(callTaskKind, callTaskKey(first.id));
    if (stored) await town.table.commit([replace(callTaskKind, stored, { ...stored.value, priority: '' })]);
    await say(last.id, 2, 'distress');
    expect(nextForAgent(await board('09:01'), NADIA)[0]?.id).toBe(last.id);
  });

  it('says when nothing has looked for three minutes', async () => {
    const { board } = await started(1, 0);
    expect((await board('08:33')).isSilent).toBe(false);
    expect((await board('08:34')).isSilent).toBe(true);
  });

  it('gives an agent what is theirs first, and nobody whom a volunteer holds or a colleague calls', async () => {
    const { board, town } = await started(10, 1);
    const free = town.calls().filter((task) => task.batchId === undefined);
    expect(
      nextForAgent(await board('09:00'), NADIA)
        .map((task) => task.id)
        .sort(),
    ).toEqual(free.map((task) => task.id).sort());
    const [, last] = free;
    if (!last) throw new Error('two are free');
    await assignCall(town.world, last.id, OMAR, agent, hot('09:00'));
    expect(nextForAgent(await board('09:01'), OMAR)[0]?.id).toBe(last.id);
    expect(nextForAgent(await board('09:01'), NADIA).map((task) => task.id)).not.toContain(last.id);
  });

  it('forecasts what will not be called by noon', async () => {
    const { board } = await started(60, 0);
    expect(forecast(await board('08:30'), 1, hot('12:00'))).toMatchObject({
      toCall: 60,
      covered: 0,
      deskCalls: 70,
      uncovered: 28,
      agentsNeeded: 2,
    });
    expect(forecast(await board('12:30'), 1, hot('12:00')).agentsNeeded).toBeUndefined();
  });
});

describe('paper', () => {
  it('is there as soon as the list is, with everybody still owed a call, and finds a line by its code', async () => {
    const { board, town, round } = await started(4, 0);
    const head = await readPaper(town.world, round.id);
    expect(head).toMatchObject({
      madeAt: hot('08:30'),
      lines: 4,
      sectors: [{ sector: 'planoise', lines: 4 }],
    });
    const [line] = head ? (await paperLines(town.world, head, 'planoise')).lines : [];
    expect(line?.person.lastName).toBe('Perrin00000');
    const now = await board('09:00');
    expect(line && taskOfCode(now, line.code.toLowerCase())?.personId).toBe(line?.task.personId);
    expect(taskOfCode(now, 'nobody')).toBeUndefined();
  });

  it('is made again before it is two hours old, and is not made again sooner', async () => {
    const { town, round } = await started(2, 0);
    const madeAt = async () => (await readPaper(town.world, round.id))?.madeAt;
    await lookAtRound(town.world, round.id, hot('10:19'));
    expect(await madeAt()).toBe(hot('08:30'));
    await lookAtRound(town.world, round.id, hot('10:20'));
    expect(await madeAt()).toBe(hot('10:20'));
  });

  it('of a large list is in sheets of forty, each under a key of its own, none of which may be lost unnoticed', async () => {
    const { town, round } = await started(95, 0);
    const head = await readPaper(town.world, round.id);
    if (!head) throw new Error('no paper');
    const sheets = town.table.dump().filter(({ kind }) => kind === 'call-paper-sheet');
    expect(sheets).toHaveLength(3);
    expect(new Set(sheets.map(({ key }) => key.pk)).size).toBe(3);
    const whole = await paperLines(town.world, head);
    expect(new Set(whole.lines.map(({ task }) => task.personId)).size).toBe(95);
    expect(whole.missing).toBe(0);
    const [lost] = sheets;
    if (lost)
      await town.table.commit([{ op: 'delete', label: 'lost', key: lost.key, expected: lost.version }]);
    const rest = await paperLines(town.world, head);
    expect(rest.missing).toBe(95 - rest.lines.length);
    expect(rest.missing).toBeGreaterThan(0);
  });

  it('of a very large list still finds the line of somebody who was reached meanwhile', async () => {
    const { town, round, board } = await started(3, 0);
    const [task] = town.calls();
    if (!task) throw new Error('no call');
    const reached = { taskId: task.id, id: form(1), code: 'well', note: '', calledAt: hot('09:00') } as const;
    await recordOutcome(town.world, { ...reached, via: 'desk' }, agent, hot('09:00'));
    await town.table.commit([add(counterKey(round.id, 0), { open: 5_000 }, 'as if there were more')]);
    expect(taskOfCode(await board('09:01'), lineCode(task))).toBeUndefined();
    const found = await boardForCodes(town.world, round.id, ['', lineCode(task)], hot('09:01'));
    expect(found && taskOfCode(found, lineCode(task))?.id).toBe(task.id);
  });

  it('made by two at once is one of the two, whole', async () => {
    const { town, round } = await started(50, 0);
    const now = hot('09:10');
    await Promise.all([makePaper(town.world, round, now), makePaper(town.world, round, now)]);
    const head = await readPaper(town.world, round.id);
    expect(head && (await paperLines(town.world, head))).toMatchObject({ missing: 0 });
    expect(head?.lines).toBe(50);
  });

  it('leaves out whoever was reached, and names whose hands the others are in', async () => {
    const { town, round } = await started(3, 0);
    const [first, second] = town.calls();
    if (!first || !second) throw new Error('no calls');
    await recordOutcome(
      town.world,
      { taskId: first.id, id: form(1), code: 'well', note: '', calledAt: hot('09:00'), via: 'desk' },
      agent,
      hot('09:00'),
    );
    await assignCall(town.world, second.id, NADIA, agent, hot('09:05'));
    const head = await makePaper(town.world, round, hot('09:10'));
    expect(head.lines).toBe(2);
    expect(head.callers.map(({ by, lines }) => [by, lines])).toEqual([
      ['desk', 1],
      ['staff', 1],
    ]);
    expect((await paperLines(town.world, head)).lines.map(({ task }) => task.personId)).not.toContain(
      first.personId,
    );
  });
});

describe('the end of a shift and of a day', () => {
  it('keeps each note once, with the counts of its moment', async () => {
    const { town, round } = await started(3, 0);
    const note = {
      id: form(1),
      roundId: round.id,
      from: NADIA,
      to: OMAR,
      words: ' Rappeler la rue Battant. ',
    };
    await writeHandover(town.world, note, hot('13:00'));
    await writeHandover(town.world, note, hot('13:01'));
    expect(await listHandovers(town.world, round.id)).toMatchObject([
      { words: 'Rappeler la rue Battant.', open: 3, reached: 0 },
    ]);
    expect(await writeHandover(town.world, { ...note, words: ' ' }, hot('13:02'))).toEqual({
      ok: false,
      refusal: 'say-something',
    });
  });

  it('reports what was done, and who is to be called first tomorrow', async () => {
    const { town, board } = await started(7, 0);
    const tasks = town.calls();
    for (const [i, task] of tasks.entries())
      await recordOutcome(
        town.world,
        {
          taskId: task.id,
          id: form(i),
          code: i < 6 ? 'well' : 'no-answer',
          note: '',
          calledAt: hot('09:30'),
          via: 'desk',
        },
        agent,
        hot('09:30'),
      );
    const report = dayReport(await board('18:00'));
    expect(report).toMatchObject({
      owed: 7,
      reached: 6,
      reachedBy: { agents: 6, volunteers: 0 },
      attempts: 7,
      minutesToReach: { half: 60, nineInTen: 60 },
    });
    expect(report.hardToReach.map((task) => task.id)).toEqual([tasks[6]?.id]);
    expect([shown(0), shown(3), shown(12)]).toEqual(['0', 'moins de 5', '12']);
  });

  it('lets a person choose between two words, keeping both', async () => {
    const { town } = await started(1, 0);
    const [task] = town.calls();
    if (!task) throw new Error('no call');
    const omar = { kind: 'staff', id: OMAR } as const;
    const say = (n: number, code: 'well' | 'refused', by: typeof agent | typeof omar) =>
      recordOutcome(
        town.world,
        { taskId: task.id, id: form(n), code, note: '', calledAt: hot('09:00'), via: 'paper' },
        by,
        hot('10:00'),
      );
    await say(1, 'well', agent);
    await say(2, 'refused', omar);
    expect((await settleConflict(town.world, task.id, form(2), agent, hot('11:00'))).ok).toBe(true);
    expect(town.calls()[0]).toMatchObject({ conflicts: [], reached: { outcome: 'refused' } });
    expect(await listOutcomes(town.world, task.id)).toHaveLength(2);
    expect(await settleConflict(town.world, task.id, form(2), agent, hot('11:01'))).toEqual({
      ok: false,
      refusal: 'no-conflict',
    });
  });

  it('a closing asked for may be taken back, and says what is still open', async () => {
    const { town, campaign } = await started(2, 0);
    await askToClose(town.world, campaign.id, NADIA, hot('15:00'));
    expect(await whatIsStillOpen(town.world, 'besancon', hot('15:00'))).toMatchObject({
      open: 2,
      unsettled: 0,
    });
    const back = await withdrawClosing(town.world, campaign.id, OMAR, hot('15:05'));
    expect(back.ok && back.value.closing).toBeUndefined();
  });
});

describe('the settings of the calls', () => {
  it('are saved once, held to what was seen, and refuse hours in the wrong order', async () => {
    const { town } = await started(0, 0);
    const { settings, version } = await readSettingsVersion(town.world);
    const renamed = { ...settings, label: 'Appels fraîcheur' };
    expect((await changeHeatSettings(town.world, renamed, version, agent, hot('09:00'))).ok).toBe(true);
    expect(await changeHeatSettings(town.world, renamed, version, agent, hot('09:01'))).toEqual({
      ok: false,
      refusal: { reason: 'changed-meanwhile' },
    });
    const reversed = { ...settings, handOverAt: civilTime('19:00') };
    expect(await changeHeatSettings(town.world, reversed, 1, agent, hot('09:02'))).toEqual({
      ok: false,
      refusal: { reason: 'out-of-order' },
    });
  });
});
