import { describe, expect, it } from 'vitest';
import { callMemoryKind } from '../../../../shared/heat/calls/memory.ts';
import { lookAtRound } from '../../../../shared/heat/calls/rounds/look-at-round.ts';
import { type CallTask, callTaskKey, callTaskKind } from '../../../../shared/heat/calls/task.ts';
import { campaignKind } from '../../../../shared/heat/campaign/campaign.ts';
import { lookAtCampaign } from '../../../../shared/heat/campaign/look-at-campaign.ts';
import { readerKind } from '../../../../shared/register/readers/reader.ts';
import { rowsOf } from '../../../../shared/table/kind.ts';
import { replace } from '../../../../shared/table/write.ts';
import { civilDay } from '../../../../shared/time/civil.ts';
import { plus } from '../../../../shared/time/instant.ts';
import { hot } from '../../../builders/heat.ts';
import { memoryTable } from '../../../doubles/memory-table.ts';
import { asRead } from '../../../support/as-read.ts';
import { callNext, hotDesk } from './town.ts';

/** The second morning of a heat of which the first left one distress that nobody settled. */
const secondDay = async () => {
  const table = memoryTable();
  const { desk, officer, coordinator, opening } = await hotDesk(1, { table });
  await coordinator.post('/canicule/ouvrir', { ...opening, expectedEnd: '2026-07-09' });
  await callNext(officer, 'distress');
  const tomorrow = plus(hot('09:00'), { hours: 24 });
  desk.moveTo(tomorrow);
  const [campaign] = rowsOf(campaignKind, table.dump());
  if (!campaign) throw new Error('no campaign');
  await lookAtCampaign(desk.world, campaign.value.id, tomorrow);
  for (const named of rowsOf(readerKind, table.dump()))
    await table.commit([replace(readerKind, named, { ...named.value, to: civilDay('2026-07-09') })]);
  const calls = () =>
    rowsOf(callTaskKind, table.dump())
      .map(({ value }) => value)
      .sort((a, b) => (a.day < b.day ? -1 : 1));
  return { table, calls, agent: await desk.as('duty-officer') };
};

describe('what yesterday still owes', () => {
  it('is said on the next day’s call, and settled with it by one word of hers', async () => {
    const { agent, calls, table } = await secondDay();
    const to = (await agent.get('/canicule/appeler')).headers.get('location') ?? '';
    expect(to).toContain('2026-07-08');
    const page = asRead(await (await agent.get(to)).text());
    expect(page).toContain('premier appel');
    expect(page).toMatch(/Mardi 7 juillet 2026\s: détresse, pas encore\sréglé/);
    await callNext(agent, 'well');
    expect(calls().map(({ state }) => state)).toEqual(['reached', 'reached']);
    expect(await (await agent.get(to)).text()).not.toContain('pas encore');
    // Reached today: settling yesterday does not make tomorrow's list believe the contrary.
    expect(rowsOf(callMemoryKind, table.dump())[0]?.value).toMatchObject({
      owedOn: '2026-07-08',
      reachedOn: '2026-07-08',
    });
  });

  it('hears nothing of a silence, said from an old tab after a colleague had her on the line', async () => {
    const { agent, calls } = await secondDay();
    const to = (await agent.get('/canicule/appeler')).headers.get('location') ?? '';
    await callNext(agent, 'needs-something');
    const [before] = calls();
    await agent.post(`${to}/resultat`, { id: 'an-old-tab-of-this-call-1', code: 'no-answer' });
    expect(calls()[1]).toMatchObject({ state: 'reached', attempts: 2 });
    expect(calls()[0]).toEqual(before);
    expect(before?.attempts).toBe(1);
  });

  it('is not said to be with the police where a version before wrote so by the clock alone', async () => {
    const { agent, calls, table } = await secondDay();
    const [yesterday] = rowsOf(callTaskKind, table.dump()).filter(({ value }) => value.day === '2026-07-07');
    if (!yesterday?.value.escalated) throw new Error('no call');
    const write = async (acts: Pick<CallTask, 'acts'>) => {
      const stored = await table.get(callTaskKind, callTaskKey(yesterday.value.id));
      const escalated = { at: hot('18:00'), reason: 'police' as const };
      if (stored)
        await table.commit([
          replace(callTaskKind, stored, { ...stored.value, rung: 'police', escalated, ...acts }),
        ]);
      const pages = [`/canicule/appels/${yesterday.value.id}`, `/canicule/appels/${calls()[1]?.id}`];
      return Promise.all(pages.map(async (path) => asRead(await (await agent.get(path)).text())));
    };
    for (const page of await write({})) expect(page).not.toContain('la police municipale est prévenue');
    const [own, todays] = await write({ acts: ['police'] });
    expect(own).toMatch(/Confiée\s: la police municipale est prévenue/);
    expect(todays).toContain('la police municipale est prévenue');
  });

  it('is what the desk works at in the night, before today’s calls begin, and no longer from then on', async () => {
    const table = memoryTable();
    const { desk, officer, coordinator, opening } = await hotDesk(2, { table });
    await coordinator.post('/canicule/ouvrir', { ...opening, expectedEnd: '2026-07-09' });
    const [campaign] = rowsOf(campaignKind, table.dump());
    const [first] = rowsOf(callTaskKind, table.dump());
    if (!campaign || !first) throw new Error('no campaign');
    await callNext(officer, 'well');
    await lookAtCampaign(desk.world, campaign.value.id, hot('17:00'));
    await lookAtRound(desk.world, first.value.roundId, hot('18:00'));
    for (const named of rowsOf(readerKind, table.dump()))
      await table.commit([replace(readerKind, named, { ...named.value, to: civilDay('2026-07-09') })]);
    const at = async (hours: number) => {
      desk.moveTo(plus(hot('18:00'), { hours }));
      const agent = await desk.as('duty-officer');
      const next = (await agent.get('/canicule/appeler')).headers.get('location') ?? '';
      return { next, page: asRead(await (await agent.get('/canicule')).text()) };
    };
    const night = await at(8);
    expect(night.next).toContain('/canicule/appels/cal_besancon.heat.2026-07-07');
    expect(night.page).toContain('aller à la porte, à deux');
    // From there, today's list is a link away.
    expect(night.page).toContain(
      'href="/canicule?liste=rnd_besancon.heat.2026-07-08.1">Voir la liste du jour',
    );
    const morning = await at(15);
    expect(morning.next).toContain('2026-07-08');
    expect(morning.page).toContain('href="/canicule?liste=rnd_besancon.heat.2026-07-07.1">Voir cette liste');
  });
});
