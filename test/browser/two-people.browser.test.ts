import { serve } from '@hono/node-server';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { compose } from '../../functions/compose.ts';
import { readConfig } from '../../functions/config.ts';
import { linksHost } from '../../functions/local/hosts/links-host.ts';
import type { MissionId } from '../../shared/ids/ids.ts';
import { linkKind } from '../../shared/links/link.ts';
import { mintLink } from '../../shared/links/mint-link.ts';
import { missionDayList, missionKind } from '../../shared/missions/store.ts';
import { searchVolunteer } from '../../shared/offers/search/search.ts';
import { rowsOf } from '../../shared/table/kind.ts';
import { create, put } from '../../shared/table/write.ts';
import { civilDay } from '../../shared/time/civil.ts';
import { FIRST_PROGRAMMES } from '../../shared/town/programme.ts';
import { volunteerKind } from '../../shared/volunteers/store.ts';
import { aTown, JEANNE, TUESDAY_NOON as NOW } from '../builders/chain.ts';
import { memoryTable } from '../doubles/memory-table.ts';
import { busyDesk } from '../functions/desk/day/town.ts';
import { aReadyVolunteer, missionNow, offersNow, volunteerNumber } from '../support/chain.ts';
import { freePorts } from '../support/ports.ts';
import { lookAt, stopServing, useBrowser } from './support/browser.ts';

const PORT = await freePorts(2);
const LINKS = `http://localhost:${PORT}`;
const DESK = `http://localhost:${PORT + 1}`;
const { open } = useBrowser();
const servers: ReturnType<typeof serve>[] = [];
const TWO_BY_TWO = aTown({ programmes: FIRST_PROGRAMMES.map((one) => ({ ...one, people: 2 as const })) });
const THURSDAY = '2026-11-26';

/** A town that visits two by two; four volunteers are free on Thursday morning. */
const town = async () => {
  const desk = await busyDesk({ table: memoryTable(), town: TWO_BY_TWO, origin: DESK });
  await desk.table.commit(
    [4, 5, 6, 7].map((n) =>
      put(volunteerKind, aReadyVolunteer(n, { lastName: `Nom${n}`, availability: ['thu-am'] }), 'absent'),
    ),
  );
  const world = compose(
    readConfig({
      DESK_ORIGIN: DESK,
      LINKS_ORIGIN: LINKS,
      OIDC_ISSUER: 'http://localhost:3003',
      OIDC_CLIENT_ID: 'desk',
      APP_SECRET: 's'.repeat(43),
    }),
    { table: desk.table, clock: { now: () => NOW }, log: () => undefined },
  );
  const linkOf = async (n: number, id: MissionId): Promise<string> => {
    const { token, link } = mintLink(world.ids, {
      town: 'besancon',
      volunteerId: volunteerNumber(n),
      now: NOW,
      purpose: 'mission',
      mission: await missionNow(desk.table, id),
      consent: 'FRIENDLY_VISIT',
    });
    await desk.table.commit([create(linkKind, link)]);
    return `${LINKS}/m/${token}`;
  };
  return { desk, world, links: linksHost(world), linkOf };
};

let made: Awaited<ReturnType<typeof town>>;
beforeAll(async () => {
  made = await town();
  servers.push(serve({ fetch: (request) => made.links.fetch(request), port: PORT }));
  servers.push(serve({ fetch: made.desk.app.fetch, port: PORT + 1 }));
});
afterAll(async () => {
  await Promise.all(servers.map(stopServing));
});

describe('a mission for two', () => {
  it('is added once, answered by two from their telephones, and one of them gives it back', async () => {
    const { desk, world, linkOf } = made;
    const coordinator = await open({ on: 'desk' });
    const cookie = (await desk.as('coordinator')).cookies.get('desk') ?? '';
    await coordinator.context().addCookies([{ name: 'desk', value: cookie, url: DESK }]);
    await coordinator.goto(`${DESK}/missions/nouvelle?personne=${JEANNE}`);
    expect(await coordinator.textContent('main')).toContain('à deux bénévoles');
    await coordinator.getByLabel('Visite de convivialité').check();
    await coordinator.getByLabel('Jour').fill(THURSDAY);
    await coordinator.getByLabel('Heure').fill('11:00');
    await lookAt(coordinator, 'two-1-add', ['desk', 'phone']);
    await coordinator.getByRole('button', { name: 'Ajouter la mission' }).click();
    await coordinator.getByRole('heading', { name: 'À deux : l’autre personne' }).waitFor();

    const day = await desk.table.index('list', {
      partition: missionDayList('besancon', civilDay(THURSDAY)),
    });
    const [seat, other] = rowsOf(missionKind, day.items).map(({ value }) => value);
    if (!seat || !other) throw new Error('not two seats');
    await searchVolunteer(world, seat.id, NOW);
    const asked = (await offersNow(desk.table, seat.id)).map(({ volunteerId }) => volunteerId);
    const [a, b] = [4, 5, 6, 7].filter((n) => asked.includes(volunteerNumber(n)));
    if (!a || !b) throw new Error('fewer than two were asked');

    const [first, second] = [await open({ on: 'phone' }), await open({ on: 'phone' })];
    await first.goto(await linkOf(a, seat.id));
    expect(await first.textContent('main')).toContain('Deux bénévoles y vont ensemble');
    await lookAt(first, 'two-2-offer', ['phone', 'desk']);
    await first.getByRole('button', { name: 'Oui, j’y vais' }).click();
    await first.getByText('Il manque encore une personne').waitFor();
    await lookAt(first, 'two-3-alone-so-far', ['phone']);
    await second.goto(await linkOf(b, seat.id));
    await second.getByRole('button', { name: 'Oui, j’y vais' }).click();
    await second.getByText(`Vous y allez avec Prénom${a}.`).waitFor();
    await lookAt(second, 'two-4-together', ['phone', 'desk']);

    // One cannot come after all: the other is told, and the desk sees which seat is empty and what may be done.
    await second.getByRole('link', { name: 'Je ne peux plus y aller' }).click();
    expect(await second.textContent('main')).toContain('L’autre personne est prévenue par SMS');
    await second.getByRole('button', { name: 'Oui, je rends cette mission' }).click();
    await second.getByRole('heading', { name: 'La mission est rendue' }).waitFor();
    await first.goto(`${LINKS}/m`);
    expect(await first.textContent('main')).toContain('Il manque encore une personne');

    await coordinator.goto(`${DESK}/missions?jour=${THURSDAY}`);
    expect(await coordinator.textContent('main')).toContain('il manque une personne');
    await lookAt(coordinator, 'two-5-day', ['desk', 'phone']);
    await coordinator.goto(`${DESK}/missions/${other.id}`);
    await lookAt(coordinator, 'two-6-seat', ['desk', 'phone']);
    await coordinator.getByRole('link', { name: `Laisser Prénom${a} Nom${a} y aller seul·e` }).click();
    await coordinator.getByRole('button', { name: 'Son accord est donné : ne plus chercher' }).click();
    await coordinator.getByText('une seule personne y va cette fois').first().waitFor();
    await first.goto(`${LINKS}/m`);
    expect(await first.textContent('main')).toContain('Cette fois vous y allez seul·e');
  });
});
