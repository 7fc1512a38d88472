import { serve } from '@hono/node-server';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ensureSignalsLook, lookAtSignals } from '../../shared/engagement/signals/look-at-signals.ts';
import { concernIdSchema, missionIdSchema } from '../../shared/ids/ids.ts';
import { missionKind } from '../../shared/missions/store.ts';
import { emptyLoad } from '../../shared/offers/load.ts';
import { searchVolunteer } from '../../shared/offers/search/search.ts';
import { loadKind } from '../../shared/offers/store.ts';
import { create } from '../../shared/table/write.ts';
import { addDays, civilDay, civilTime, dayOf, instantOf } from '../../shared/time/civil.ts';
import { reportKind, reportSchema } from '../../shared/visits/report.ts';
import { aMission, aTown, TUESDAY_NOON as NOW, VISIT } from '../builders/chain.ts';
import { memoryTable } from '../doubles/memory-table.ts';
import { fillPlanTown, PLAN_TOWN } from '../functions/desk/plan/town.ts';
import { surroundings, volunteerNumber } from '../support/chain.ts';
import { testDesk } from '../support/desk.ts';
import { openLinksTown } from '../support/links.ts';
import { freePorts } from '../support/ports.ts';
import { expectNoSidewaysScroll, lookAt, useBrowser } from './support/browser.ts';

const PORT = await freePorts(2);
const LINKS = `http://localhost:${PORT}`;
const DESK = `http://localhost:${PORT + 1}`;
const { open } = useBrowser();
const servers: ReturnType<typeof serve>[] = [];

const CAMILLE = volunteerNumber(0);
const LEA = volunteerNumber(1);
const TODAY = dayOf(NOW);
const THURSDAY = civilDay('2026-11-26');
const ago = (days: number) => addDays(TODAY, -days);
const at = (days: number) => instantOf(ago(days), civilTime('10:00'));
const missionOf = (days: number) => missionIdSchema.parse(`mis_${String(days).padStart(26, '0')}`);

/** Eight visits in four weeks for two a week declared; one weighed on her, after one she told of a concern. */
const DAYS = [2, 4, 9, 11, 16, 18, 23, 25];
const FULL =
  '8 missions en quatre semaines (du 27 octobre 2026 au 23 novembre 2026), soit 8 h, pour 8 au plus déclarées (2 par semaine).';
const WORRY = 'Inquiétude signalée après une visite, le 13 novembre 2026.';

const town = async () => {
  const table = memoryTable();
  const links = await openLinksTown([], { origin: LINKS, over: table, town: aTown(PLAN_TOWN) });
  const desk = await testDesk({ table, town: 'none', origin: DESK });
  await fillPlanTown(table, 6, 2);
  const friday = aMission({
    id: VISIT,
    state: 'planned',
    seniorId: `sen_${'0'.repeat(26)}`,
    day: '2026-11-27',
    time: '10:00',
    startsAt: instantOf(civilDay('2026-11-27'), civilTime('10:00')),
    area: PLAN_TOWN.sectors?.[0]?.centre,
  } as never);
  const entry = { minutes: 60, state: 'done' as const };
  const thursday = {
    missionId: missionOf(900),
    day: THURSDAY,
    startsAt: instantOf(THURSDAY, civilTime('10:00')),
  };
  await table.commit([
    create(missionKind, friday),
    create(loadKind, {
      ...emptyLoad(CAMILLE),
      entries: [
        ...DAYS.map((days) => ({ missionId: missionOf(days), day: ago(days), startsAt: at(days), ...entry })),
        { ...thursday, minutes: 60, state: 'held' },
      ],
      lastServed: ago(2),
    }),
    ...DAYS.map((days) =>
      create(
        reportKind,
        reportSchema.parse({
          missionId: missionOf(days),
          seniorId: `sen_${'0'.repeat(26)}`,
          volunteerId: CAMILLE,
          town: 'besancon',
          at: at(days),
          outcome: 'done',
          me: days === 2 ? 'heavy' : 'tired',
          ...(days === 11 ? { concernId: concernIdSchema.parse(`con_${'7'.repeat(26)}`) } : {}),
          words: '',
          thanks: '',
        }),
      ),
    ),
  ]);
  const world = surroundings(table, () => NOW);
  await ensureSignalsLook(world, NOW);
  await lookAtSignals(world, 'besancon', NOW);
  return { table, links, desk, world };
};

let made: Awaited<ReturnType<typeof town>>;
beforeAll(async () => {
  made = await town();
  servers.push(serve({ fetch: (request) => made.links.app.fetch(request), port: PORT }));
  servers.push(serve({ fetch: made.desk.app.fetch, port: PORT + 1 }));
});
afterAll(async () => {
  await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))));
});

const text = async (page: Page): Promise<string> =>
  ((await page.textContent('main')) ?? '').replaceAll(/[\s\u00a0\u202f]+/g, ' ');

describe('a volunteer whose month was full and hard', () => {
  it('is noticed, called, agrees to a lighter month in her own words, and the next weeks keep to it', async () => {
    const { links, desk, world } = made;
    const coordinator = await open({ on: 'desk' });
    const cookie = (await desk.as('coordinator')).cookies.get('desk') ?? '';
    await coordinator.context().addCookies([{ name: 'desk', value: cookie, url: DESK }]);
    const camille = await open({ on: 'phone' });

    // The desk: a fact, its numbers, one step.
    await coordinator.goto(`${DESK}/engagement/attentions`);
    await coordinator
      .getByRole('heading', { name: 'Proposer un rythme allégé : Camille Durand-0' })
      .waitFor();
    expect(await text(coordinator)).toContain(FULL);
    await coordinator.getByText('À savoir aussi').click();
    expect(await text(coordinator)).toContain(WORRY);
    await lookAt(coordinator, 'tired-1-attentions', ['desk', 'phone']);

    // Her own space: the same sentences; one is not right, and she says so.
    await camille.goto(`${LINKS}/e/${await links.spaceLink(CAMILLE)}`);
    await camille.getByRole('link', { name: 'Alléger mon rythme' }).click();
    expect(await text(camille)).toContain(FULL);
    await lookAt(camille, 'tired-2-my-rhythm', ['phone', 'desk']);
    await camille.getByLabel(WORRY).check();
    await camille.getByLabel('Ce qu’il en est').fill('C’était réglé le soir même.');
    await camille.getByRole('button', { name: 'Celle-ci n’est pas juste' }).click();
    await camille.getByText('la coordination lit ce que vous en dites').waitFor();

    // The desk reads her words, calls, and writes down what they agreed.
    await coordinator.reload();
    expect(await text(coordinator)).toContain('« C’était réglé le soir même. »');
    expect(await text(coordinator)).not.toContain('À savoir aussi');
    await coordinator.getByRole('link', { name: /^Répondre/ }).click();
    await coordinator.getByLabel('Rythme convenu').selectOption({ label: '1 par semaine au plus' });
    await coordinator
      .getByLabel('Ce qui a été dit ou fait')
      .fill('Appelée mardi : une par semaine jusqu’à Noël.');
    await lookAt(coordinator, 'tired-3-answer', ['desk', 'phone']);
    await coordinator.getByRole('button', { name: 'C’est fait' }).click();
    await coordinator.getByText('le rythme allégé vaut dès maintenant').waitFor();
    await lookAt(coordinator, 'tired-4-agreed', ['desk']);

    // She sees it, and may undo it.
    await camille.goto(`${LINKS}/espace/mon-rythme`);
    expect(await text(camille)).toContain('1 mission par semaine au plus, jusqu’au 22 décembre 2026');
    await lookAt(camille, 'tired-5-lighter', ['phone']);

    // What she said of herself after visits stands within her screen.
    await camille.goto(`${LINKS}/espace/comment-allez-vous`);
    expect(await text(camille)).toContain('Après vos visites, ce que vous avez dit de vous');
    await expectNoSidewaysScroll(camille);

    // The next offer passes her by, with the reason.
    const searched = await searchVolunteer(world, VISIT, NOW);
    expect(searched).toEqual({ ok: true, value: { did: 'wave', asked: [LEA] } });
    await coordinator.goto(`${DESK}/missions/${VISIT}`);
    const WHY = 'Semaine allégée jusqu’au 22 décembre 2026 : a déjà 1 mission cette semaine-là (1 au plus).';
    expect(await text(coordinator)).toContain(WHY);
    await lookAt(coordinator, 'tired-6-mission', ['desk']);

    // And the week's plan gives her one visit, where she had declared two.
    await coordinator.goto(`${DESK}/semaine`);
    await coordinator.getByRole('button', { name: 'Proposer la semaine', exact: true }).click();
    await coordinator.getByRole('link', { name: 'Par bénévole', exact: true }).click();
    expect(await text(coordinator)).toMatch(/Camille Durand-0, 1 mission(?!s)/);
    expect(await text(coordinator)).toContain('Léa Durand-1, 2 missions');
    await lookAt(coordinator, 'tired-7-week', ['desk']);
  });
});
