import { describe, expect, it } from 'vitest';
import { compose, type World } from '../../../functions/compose.ts';
import { readConfig } from '../../../functions/config.ts';
import { linksHost } from '../../../functions/local/hosts/links-host.ts';
import { csrfToken } from '../../../functions/web/guard/csrf.ts';
import { SYSTEM } from '../../../shared/audit/audit.ts';
import { concernKind, openConcernList } from '../../../shared/concerns/concern.ts';
import type { LinkToken, VolunteerId } from '../../../shared/ids/ids.ts';
import { linkKind } from '../../../shared/links/link.ts';
import { mintLink } from '../../../shared/links/mint-link.ts';
import { intentKind } from '../../../shared/messages/store.ts';
import { moveMission } from '../../../shared/missions/move-mission.ts';
import { missionKey, missionKind } from '../../../shared/missions/store.ts';
import { searchVolunteer } from '../../../shared/offers/search/search.ts';
import { seniorKind } from '../../../shared/seniors/store.ts';
import { rowsOf } from '../../../shared/table/kind.ts';
import type { Table } from '../../../shared/table/table.ts';
import { create, put, replace } from '../../../shared/table/write.ts';
import { civilDay, civilTime } from '../../../shared/time/civil.ts';
import { type Instant, instant, minus, plus } from '../../../shared/time/instant.ts';
import { townKind } from '../../../shared/town/settings.ts';
import { reportKey, reportKind } from '../../../shared/visits/report.ts';
import { aSenior, aTown, TUESDAY_NOON, VISIT, VISIT_STARTS } from '../../builders/chain.ts';
import { memoryTable } from '../../doubles/memory-table.ts';
import { openBrowser } from '../../support/browser-jar.ts';
import { aReadyVolunteer, missionNow, openChain, volunteerNumber } from '../../support/chain.ts';

const ORIGIN = 'http://localhost:3001';

const openTown = async () => {
  const table = memoryTable();
  const lines: Parameters<World['log']>[0][] = [];
  let now: Instant = TUESDAY_NOON;
  const world: World = compose(
    readConfig({
      DESK_ORIGIN: 'http://localhost:3000',
      LINKS_ORIGIN: ORIGIN,
      OIDC_ISSUER: 'http://localhost:3003',
      OIDC_CLIENT_ID: 'desk',
      APP_SECRET: 's'.repeat(43),
    }),
    { table, clock: { now: () => now }, log: (line) => lines.push(line) },
  );
  await openChain(table, [aReadyVolunteer(0), aReadyVolunteer(1)]);
  await table.commit([
    put(
      seniorKind,
      aSenior({
        practicalNotes: 'Sonner deux fois.',
        address: { line: '12 rue de Dole', precision: 'housenumber', sector: 'planoise', doorCode: '12A34' },
      }),
      'any',
    ),
  ]);
  await searchVolunteer(world, VISIT, now);
  const app = linksHost(world);
  return {
    table,
    world,
    app,
    lines,
    browser: () => openBrowser(app, ORIGIN),
    at: (later: Instant) => {
      now = later;
    },
  };
};

/** A link as the SMS carries it. */
const linkFor = async (
  table: Table,
  world: World,
  volunteerId: VolunteerId,
  purpose: 'mission' | 'report' = 'mission',
) => {
  const { token, link } = mintLink(world.ids, {
    town: 'besancon',
    volunteerId,
    now: world.clock.now(),
    purpose,
    mission: await missionNow(table),
    consent: 'FRIENDLY_VISIT',
  });
  await table.commit([create(linkKind, link)]);
  return token;
};
const open = async (town: Awaited<ReturnType<typeof openTown>>, token: LinkToken) => {
  const browser = town.browser();
  await browser.go(`/m/${token}`);
  return browser;
};

describe('a volunteer with an SMS link', () => {
  it('sees kind, day, sector and why, and nothing of the person', async () => {
    const town = await openTown();
    const browser = await open(town, await linkFor(town.table, town.world, volunteerNumber(0)));
    expect(browser.status).toBe(200);
    expect(browser.path).toBe('/m');
    expect(browser.text).toContain('Mercredi 25 novembre');
    expect(browser.text).toContain('Planoise');
    expect(browser.text).toContain('Pourquoi vous ?');
    for (const secret of ['Jeanne', 'Martin', 'Dole', '12A34', 'Sonner'])
      expect(browser.page).not.toContain(secret);
  });

  it('accepts in two taps and then reads name and address on this phone, without the door code the week before', async () => {
    const town = await openTown();
    const browser = await open(town, await linkFor(town.table, town.world, volunteerNumber(0)));
    await browser.submit('/m/accepter');
    expect(browser.status).toBe(200);
    expect(browser.text).toContain('la mission est à vous');
    expect(browser.text).toContain('Jeanne Martin');
    expect(browser.text).toContain('12 rue de Dole');
    expect(browser.text).toContain('Sonner deux fois.');
    expect(browser.text).not.toContain('12A34');
    town.at(instant('2026-11-24T14:00:00Z'));
    await browser.go('/m');
    await browser.submit('/m/voir');
    expect(browser.text).toContain('12A34');
  });

  it('tells the second volunteer kindly that somebody goes already', async () => {
    const town = await openTown();
    const first = await open(town, await linkFor(town.table, town.world, volunteerNumber(0)));
    const second = await open(town, await linkFor(town.table, town.world, volunteerNumber(1)));
    await first.submit('/m/accepter');
    await second.submit('/m/accepter');
    expect(second.status).toBe(200);
    expect(second.text).toContain('Quelqu’un y va déjà');
    expect(second.page).not.toContain('Jeanne');
  });

  it('asks another device for a code sent by SMS before it shows the address', async () => {
    const town = await openTown();
    const token = await linkFor(town.table, town.world, volunteerNumber(0));
    const phone = await open(town, token);
    await phone.submit('/m/accepter');
    const tablet = await open(town, token);
    expect(tablet.page).not.toContain('Dole');
    expect(tablet.text).toContain('il faut un code');
    await tablet.submit('/m/code');
    expect(tablet.path).toBe('/m/code');
    await tablet.submit('/m/code/verifier', { code: '000000' });
    // One chance in a million that zeros are right; the sentence says which it was.
    expect(tablet.status === 422 || tablet.text.includes('Dole')).toBe(true);
    for (let i = 0; i < 5; i += 1) await tablet.submit('/m/code/verifier', { code: '000001' });
    expect(tablet.text).toContain('Trop d’essais');
    const noted = town.lines.filter(({ event }) => event === 'code-tried').map(({ outcome }) => outcome);
    expect(noted.slice(-2)).toEqual(['locked', 'locked']);
    expect(JSON.stringify(town.lines)).not.toMatch(/00000[01]/);
  });

  it('is sent three codes in a quarter of an hour, then told to wait or to call', async () => {
    const town = await openTown();
    const token = await linkFor(town.table, town.world, volunteerNumber(0));
    const phone = await open(town, token);
    await phone.submit('/m/accepter');
    const tablet = await open(town, token);
    const texts = () =>
      rowsOf(intentKind, town.table.dump()).filter(({ value }) => value.message.kind === 'device-code')
        .length;
    for (let i = 0; i < 5; i += 1) await tablet.submit('/m/code');
    expect(texts()).toBe(3);
    expect(tablet.status).toBe(422);
    expect(tablet.text).toContain('attendez un quart d’heure, ou appelez');
    // The last of the three still opens: nobody who only asked is told that they tried.
    expect(tablet.text).toContain('tapez celui du dernier SMS reçu');
    expect(tablet.text).not.toContain('Trop d’essais');
    town.at(plus(TUESDAY_NOON, { minutes: 16 }));
    await tablet.submit('/m/code');
    expect(texts()).toBe(4);
  });

  it('declines with a reason, and may still change their mind', async () => {
    const town = await openTown();
    const browser = await open(town, await linkFor(town.table, town.world, volunteerNumber(0)));
    await browser.go('/m/refuser');
    await browser.submit('/m/refuser', {});
    expect(browser.status).toBe(422);
    expect(browser.text).toContain('Choisissez une raison.');
    await browser.submit('/m/refuser', { reason: 'busy' });
    expect(browser.text).toContain('C’est noté, merci');
    await browser.submit('/m/accepter');
    expect(browser.text).toContain('la mission est à vous');
  });

  it('hands back in two taps, and finds it open again', async () => {
    const town = await openTown();
    const browser = await open(town, await linkFor(town.table, town.world, volunteerNumber(0)));
    await browser.submit('/m/accepter');
    await browser.go('/m/rendre');
    await browser.submit('/m/rendre');
    expect(browser.text).toContain('La mission est rendue');
    expect((await missionNow(town.table)).state).toBe('planned');
    expect(browser.page).not.toContain('Dole');
  });

  it('arrives, leaves, reports in three taps and is thanked', async () => {
    const town = await openTown();
    const browser = await open(town, await linkFor(town.table, town.world, volunteerNumber(0)));
    await browser.submit('/m/accepter');
    town.at(VISIT_STARTS);
    await browser.go('/m');
    await browser.submit('/m/arrivee');
    town.at(plus(VISIT_STARTS, { minutes: 50 }));
    await browser.go('/m');
    await browser.submit('/m/sortie');
    await browser.go('/m/compte-rendu');
    await browser.submit('/m/compte-rendu', {});
    expect(browser.status).toBe(422);
    expect(browser.page).toContain('<details>');
    // What is to be corrected is never folded away.
    await browser.submit('/m/compte-rendu', { outcome: 'done', minutes: '1h' });
    expect(browser.text).toContain('Écrivez un nombre de minutes');
    expect(browser.page).toContain('<details open');
    await browser.submit('/m/compte-rendu', { outcome: 'done', her: 'well', me: 'glad' });
    expect(browser.text).toContain('Merci !');
    const mission = await missionNow(town.table);
    expect(mission).toMatchObject({ state: 'done', outcome: 'done' });
    expect(mission.presence?.outAt).toBe(plus(VISIT_STARTS, { minutes: 50 }));
  });

  it('loses no word of a report: a wish without its kind, a mission called off meanwhile, a tab that waited too long', async () => {
    const town = await openTown();
    const token = await linkFor(town.table, town.world, volunteerNumber(0), 'report');
    const browser = await open(town, await linkFor(town.table, town.world, volunteerNumber(0)));
    await browser.submit('/m/accepter');
    town.at(plus(VISIT_STARTS, { hours: 1 }));
    await browser.go(`/m/${token}`);
    await browser.go('/m/compte-rendu');
    const said = { outcome: 'done', words: 'Nous avons ri. Beaucoup.', wishWords: 'des mots croisés' };

    const waited = browser.jar.get('m') ?? '';
    browser.jar.delete('m');
    await browser.submit('/m/compte-rendu', said);
    expect(browser.status).toBe(403);
    expect(browser.text).toContain('Rouvrez le lien de votre SMS');
    expect(browser.text).toContain('Nous avons ri. Beaucoup.');
    // The SMS is touched again, in another tab; this one sends what it kept.
    browser.jar.set('m', waited);
    await browser.submit('/m/compte-rendu');
    expect(browser.text).toContain('Votre compte rendu est enregistré.');
    expect((await town.table.get(reportKind, reportKey(VISIT)))?.value).toMatchObject({
      words: 'Nous avons ri. Beaucoup.',
      wish: { kind: 'other', words: 'des mots croisés' },
    });
  });

  it('keeps what was written on the page when the mission changed hands meanwhile', async () => {
    const town = await openTown();
    const browser = await open(town, await linkFor(town.table, town.world, volunteerNumber(0)));
    await browser.submit('/m/accepter');
    town.at(VISIT_STARTS);
    for (const [path, fields] of [
      ['/m/compte-rendu', { outcome: 'done', words: 'Elle chantait.' }],
      ['/m/inquietude', { words: 'Le frigo est vide.' }],
    ] as const) {
      await browser.go('/m');
      await browser.go(path);
      const mission = await missionNow(town.table);
      const stored = await town.table.get(missionKind, missionKey(VISIT));
      const { holder: _, ...free } = mission;
      if (stored) await town.table.commit([replace(missionKind, stored, { ...free, state: 'planned' })]);
      await browser.submit(path, fields);
      expect([path, browser.status]).toEqual([path, 409]);
      expect(browser.text).toContain(fields.words);
      expect(browser.text).toContain('n’a pas pu être pris ici');
      const now = await town.table.get(missionKind, missionKey(VISIT));
      if (now) await town.table.commit([replace(missionKind, now, mission)]);
    }
  });

  it('is asked the morning after how it went, not to arrive: no address, no code, no way to give back', async () => {
    const town = await openTown();
    const first = await open(town, await linkFor(town.table, town.world, volunteerNumber(0)));
    await first.submit('/m/accepter');
    town.at(plus(VISIT_STARTS, { hours: 20 }));
    const browser = await open(town, await linkFor(town.table, town.world, volunteerNumber(0), 'report'));
    expect(browser.text).toContain('Comment ça s’est passé ?');
    expect(browser.page).toContain('href="/m/compte-rendu"');
    for (const gone of ['C’est aujourd’hui', 'J’y suis', 'M’envoyer un code', 'plus y aller', 'mon agenda'])
      expect(browser.text).not.toContain(gone);
  });

  it('is never told that something is noted when it was refused', async () => {
    const town = await openTown();
    const browser = await open(town, await linkFor(town.table, town.world, volunteerNumber(0)));
    await browser.submit('/m/accepter');
    town.at(VISIT_STARTS);
    await browser.go('/m');
    expect(browser.text).toContain('J’y suis');
    // The page stayed open; meanwhile the visit was moved by a week.
    const moved = await moveMission(
      town.world,
      VISIT,
      { day: civilDay('2026-12-02'), time: civilTime('14:30') },
      SYSTEM,
      VISIT_STARTS,
    );
    expect(moved.ok).toBe(true);
    await browser.submit('/m/arrivee');
    expect(browser.text).not.toContain('Arrivée notée');
    expect(browser.text).toContain('Mercredi 2 décembre');
    // The text about the new hour asks « oui ou non »: both are on the page.
    expect(browser.text).toContain('L’horaire a changé');
    expect(browser.text).toContain('Je ne peux plus y aller');
    await browser.submit('/m/confirmer');
    expect(browser.text).toContain('Vous avez confirmé.');
    expect((await missionNow(town.table)).state).toBe('confirmed');
  });

  it('answers no offer by the link of a report: it opens the report alone', async () => {
    const town = await openTown();
    const token = await linkFor(town.table, town.world, volunteerNumber(0), 'report');
    const browser = await open(town, token);
    expect(browser.status).toBe(410);
    expect(browser.text).toContain('Ce lien n’est plus valable');
    const before = JSON.stringify(town.table.dump());
    for (const [path, fields] of [
      ['/m/refuser', { reason: 'busy' }],
      ['/m/accepter', {}],
    ] as const) {
      await browser.post(path, { ...fields, _csrf: csrfToken('s'.repeat(43), token) });
      expect(browser.status).toBe(410);
    }
    expect(JSON.stringify(town.table.dump())).toBe(before);
  });

  it('is asked « oui ou non » also about an hour that is near: as the text about it says', async () => {
    const town = await openTown();
    const browser = await open(town, await linkFor(town.table, town.world, volunteerNumber(0)));
    await browser.submit('/m/accepter');
    town.at(minus(VISIT_STARTS, { hours: 1 }));
    await browser.go('/m');
    expect(browser.text).toContain('J’y suis');
    expect(browser.text).not.toContain('L’horaire a changé');
    const to = { day: civilDay('2026-11-25'), time: civilTime('16:00') };
    const moved = await moveMission(town.world, VISIT, to, SYSTEM, minus(VISIT_STARTS, { hours: 1 }));
    expect(moved.ok).toBe(true);
    await browser.go('/m');
    expect(browser.text).toContain('C’est aujourd’hui');
    expect(browser.text).toContain('L’horaire a changé : est-ce bon pour vous');
    await browser.submit('/m/confirmer');
    expect((await missionNow(town.table)).state).toBe('confirmed');
    expect(browser.text).not.toContain('L’horaire a changé');
  });

  it('raises a concern that reaches the referent with a deadline, and is told what happens next', async () => {
    const town = await openTown();
    const browser = await open(town, await linkFor(town.table, town.world, volunteerNumber(0)));
    await browser.submit('/m/accepter');
    town.at(VISIT_STARTS);
    await browser.go('/m/inquietude');
    expect(browser.text).toContain('Samu');
    const words = 'Le frigo est vide.';
    await browser.submit('/m/inquietude', { words });
    // On second thoughts it cannot wait: the same words ring now, once however often they are sent.
    for (const _ of ['sent', 'sent again']) {
      await browser.go('/m/inquietude');
      await browser.submit('/m/inquietude', { words, urgent: 'yes' });
      expect(browser.text).toContain('La personne d’astreinte est alertée tout de suite');
    }
    const open_ = rowsOf(
      concernKind,
      (await town.table.index('list', { partition: openConcernList('besancon') })).items,
    );
    expect(open_.map(({ value }) => [value.words, value.urgent, value.dueAt])).toEqual([
      [words, true, plus(VISIT_STARTS, { hours: 4 })],
      [words, false, plus(VISIT_STARTS, { hours: 24 })],
    ]);
  });

  it('shows that each concern was taken, the second as the first, before the report and after it', async () => {
    const town = await openTown();
    const browser = await open(town, await linkFor(town.table, town.world, volunteerNumber(0)));
    await browser.submit('/m/accepter');
    town.at(VISIT_STARTS);
    await browser.go('/m');
    expect(browser.text).not.toContain('Transmis');
    await browser.go('/m/inquietude');
    await browser.submit('/m/inquietude', { words: 'Le frigo est vide.' });
    await browser.go('/m');
    expect(browser.text).toContain('Transmis à la personne référente');
    await browser.go('/m/compte-rendu');
    await browser.submit('/m/compte-rendu', { outcome: 'done' });
    town.at(plus(VISIT_STARTS, { minutes: 20 }));
    await browser.go('/m/inquietude');
    await browser.submit('/m/inquietude', { words: 'Elle ne sort plus.', urgent: 'yes' });
    await browser.go('/m');
    expect(browser.text.match(/Votre inquiétude, mercredi/g)).toHaveLength(2);
    expect(browser.text).toContain('l’astreinte est alertée');
    // A town without a duty telephone alerts nobody there, and does not say so.
    const { dutyPhone: _, ...noDuty } = aTown();
    await town.table.commit([put(townKind, noDuty, 'any')]);
    await browser.go('/m');
    expect(browser.text).not.toContain('astreinte');
    await browser.go('/m/inquietude');
    expect(browser.text).not.toContain('astreinte');
    await browser.go('/m/transmis?urgent');
    expect(browser.text).not.toContain('astreinte');
    expect(browser.text).toContain('dans les 4 heures');
    await browser.go('/m');
    // Words may name her: they are not shown again on whatever device bears the link.
    expect(browser.text).not.toContain('frigo');
    const { concerns } = await missionNow(town.table);
    expect(concerns?.map(({ by, urgent }) => [by, urgent])).toEqual([
      [volunteerNumber(0), false],
      [volunteerNumber(0), true],
    ]);
  });

  it('meets a page that helps when the link is over, and the same page as nobody when it never was', async () => {
    const town = await openTown();
    const token = await linkFor(town.table, town.world, volunteerNumber(0));
    town.at(plus(VISIT_STARTS, { hours: 4 }));
    const late = await open(town, token);
    expect(late.status).toBe(410);
    expect(late.text).toContain('Ce lien n’est plus valable');
    expect(late.text).toContain('03 53 01 00 00');
    const [, main = ''] = late.page.split('<main');
    expect([...main.matchAll(/href="(\/[^"]+)"/g)].map(([, href]) => href)).toEqual(['/lien-perdu']);
    await late.go('/lien-perdu');
    expect(late.status).toBe(200);
    const nobody = await open(town, 'A'.repeat(22) as LinkToken);
    const unknown = town.browser();
    await unknown.go('/m');
    expect(nobody.status).toBe(404);
    expect(unknown.status).toBe(404);
  });
});

describe('robots and scanners', () => {
  it('change nothing with GET, HEAD and OPTIONS on any page of the link', async () => {
    const town = await openTown();
    const token = await linkFor(town.table, town.world, volunteerNumber(0));
    const before = JSON.stringify(town.table.dump());
    const paths = [
      `/m/${token}`,
      '/m',
      '/m/refuser',
      '/m/accepter',
      '/m/rendre',
      '/m/pause',
      '/m/stop',
      '/m/voir',
      '/m/code',
      '/m/compte-rendu',
      '/m/agenda.ics',
    ];
    for (const path of paths)
      for (const method of ['GET', 'HEAD', 'OPTIONS']) {
        const response = await town.app.request(`${ORIGIN}${path}`, {
          method,
          headers: { cookie: `m=${token}` },
        });
        expect(response.status).toBeLessThan(500);
        const body = await response.text();
        for (const secret of ['Jeanne', 'Martin', 'Dole']) expect(body).not.toContain(secret);
      }
    expect(JSON.stringify(town.table.dump())).toBe(before);
  });

  it('are refused when they POST without the page’s own token', async () => {
    const town = await openTown();
    const browser = await open(town, await linkFor(town.table, town.world, volunteerNumber(0)));
    await browser.post('/m/accepter', { _csrf: 'x' });
    expect(browser.status).toBe(403);
    expect((await missionNow(town.table)).state).toBe('offered');
  });
});
