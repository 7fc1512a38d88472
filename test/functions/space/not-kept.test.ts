import { describe, expect, it } from 'vitest';
import { compose, type World } from '../../../functions/compose.ts';
import { readConfig } from '../../../functions/config.ts';
import { linksHost } from '../../../functions/local/hosts/links-host.ts';
import type { LinkToken } from '../../../shared/ids/ids.ts';
import { linkKind } from '../../../shared/links/link.ts';
import { mintLink } from '../../../shared/links/mint-link.ts';
import { searchVolunteer } from '../../../shared/offers/search/search.ts';
import { seniorKind } from '../../../shared/seniors/store.ts';
import { create, put } from '../../../shared/table/write.ts';
import { type Instant, plus } from '../../../shared/time/instant.ts';
import { reportKey, reportKind } from '../../../shared/visits/report.ts';
import { aSenior, TUESDAY_NOON, VISIT, VISIT_STARTS } from '../../builders/chain.ts';
import { memoryTable } from '../../doubles/memory-table.ts';
import { openBrowser } from '../../support/browser-jar.ts';
import { openCallsMorning } from '../../support/calls.ts';
import { aReadyVolunteer, missionNow, openChain, volunteerNumber } from '../../support/chain.ts';

const ORIGIN = 'http://localhost:3001';

/** A visit that its volunteer has accepted, and telephones that open its links. */
const accepted = async () => {
  const table = memoryTable();
  let now: Instant = TUESDAY_NOON;
  const world: World = compose(
    readConfig({
      DESK_ORIGIN: 'http://localhost:3000',
      LINKS_ORIGIN: ORIGIN,
      OIDC_ISSUER: 'http://localhost:3003',
      OIDC_CLIENT_ID: 'desk',
      APP_SECRET: 's'.repeat(43),
    }),
    { table, clock: { now: () => now }, log: () => undefined },
  );
  await openChain(table, [aReadyVolunteer(0)]);
  await table.commit([put(seniorKind, aSenior({ firstName: 'Paulette', lastName: 'Gruyer' }), 'any')]);
  await searchVolunteer(world, VISIT, now);
  const link = async (purpose: 'mission' | 'report'): Promise<LinkToken> => {
    const made = mintLink(world.ids, {
      town: 'besancon',
      volunteerId: volunteerNumber(0),
      now,
      purpose,
      mission: await missionNow(table),
      consent: 'FRIENDLY_VISIT',
    });
    await table.commit([create(linkKind, made.link)]);
    return made.token;
  };
  const phone = openBrowser(linksHost(world), ORIGIN);
  await phone.go(`/m/${await link('mission')}`);
  await phone.submit('/m/accepter');
  return {
    phone,
    link,
    at: (later: Instant) => {
      now = later;
    },
    report: async () => (await table.get(reportKind, reportKey(VISIT)))?.value,
    /** Every row as it is kept: a word that is nowhere in it was kept nowhere. */
    kept: () => JSON.stringify(table.dump()),
  };
};
const TOLD = {
  outcome: 'done',
  her: 'low',
  words: 'Elle parle de sa sœur.\nElle chante encore.',
  wishWords: 'des mots croisés',
  thanks: 'Merci pour les gâteaux',
};

describe('what was written over a link that has ended', () => {
  it('is given back answer by answer with the number to call; nothing of her is shown, nothing is kept', async () => {
    const { phone, at, report, kept } = await accepted();
    at(VISIT_STARTS);
    await phone.go('/m/compte-rendu');
    at(plus(VISIT_STARTS, { days: 8 }));
    await phone.submit('/m/compte-rendu', TOLD);
    expect(phone.status).toBe(410);
    for (const words of [
      'Ce n’est pas enregistré',
      'Ce lien ne s’ouvre plus',
      'n’est que sur cette page',
      '03 53 01 00 00',
      'Oui, c’est fait',
      'Pas le moral',
      'Elle parle de sa sœur.',
      'Elle chante encore.',
      'des mots croisés',
      'Merci pour les gâteaux',
    ])
      expect(phone.text).toContain(words);
    for (const hers of ['Paulette', 'Gruyer', 'rue de Dole']) expect(phone.page).not.toContain(hers);
    expect(await report()).toBeUndefined();
    expect(kept()).not.toContain('Elle chante encore.');
  });

  it('goes to the same visit by the newer link that asks how it went', async () => {
    const { phone, at, link, report } = await accepted();
    at(VISIT_STARTS);
    await phone.go('/m/compte-rendu');
    at(plus(VISIT_STARTS, { hours: 20 }));
    const newer = await link('report');
    await phone.submit('/m/compte-rendu', TOLD);
    expect(phone.text).toContain('Un SMS plus récent');
    phone.jar.set('m', newer);
    await phone.submit('/m/compte-rendu');
    expect(phone.text).toContain('Encore une touche');
    await phone.submit('/m/compte-rendu');
    expect(phone.text).toContain('Votre compte rendu est enregistré.');
    expect(await report()).toMatchObject({ words: TOLD.words, her: 'low', thanks: TOLD.thanks });
  });

  it('says of a worry whom to call first, and that nobody has received it', async () => {
    const { phone, at } = await accepted();
    at(VISIT_STARTS);
    await phone.go('/m/inquietude');
    at(plus(VISIT_STARTS, { days: 1 }));
    await phone.submit('/m/inquietude', { words: 'Le frigo est vide.', urgent: 'yes' });
    expect(phone.status).toBe(410);
    for (const words of ['Appelez d’abord les secours', 'Personne n’a reçu', 'Le frigo est vide.', 'urgent'])
      expect(phone.text).toContain(words);
  });

  it('is given back also when the link itself is known no more', async () => {
    const { phone, at, link } = await accepted();
    at(VISIT_STARTS);
    await phone.go('/m/compte-rendu');
    const csrf = /name="_csrf" value="([^"]+)"/.exec(phone.page)?.[1] ?? '';
    const before = phone.jar.get('m') ?? '';
    expect(csrf && before && (await link('report'))).toBeTruthy();
    // Thirty days after its end a link's record is gone: the same answer as for one that never was.
    const gone = 'A'.repeat(22);
    phone.jar.set('m', gone);
    await phone.submit('/m/compte-rendu', TOLD);
    await phone.submit('/m/compte-rendu');
    expect(phone.status).toBe(404);
    expect(phone.text).toContain('03 53 01 00 00');
    expect(phone.text).toContain('Elle chante encore.');
  });

  it('never lets a pause or a stop be taken for done', async () => {
    const { phone, at } = await accepted();
    for (const [path, fields] of [
      ['/m/pause', { length: '28' }],
      ['/m/stop', {}],
    ] as const) {
      at(VISIT_STARTS);
      await phone.go(path);
      at(plus(VISIT_STARTS, { days: 1 }));
      await phone.submit(path, fields);
      expect([path, phone.status]).toEqual([path, 410]);
      expect(phone.text).toContain('Ce n’est pas enregistré');
    }
  });
});

describe('what was written of one visit while the link of another is open', () => {
  it.each([
    ['/m/compte-rendu', { outcome: 'done', words: 'Nous avons ri.' }],
    ['/m/inquietude', { words: 'Nous avons ri.' }],
  ])('is never told of that other one (%s)', async (path, fields) => {
    const { phone, at, report, kept } = await accepted();
    at(VISIT_STARTS);
    await phone.go(path);
    expect(phone.page).toContain(`name="mission" value="${VISIT}"`);
    await phone.submit(path, { ...fields, mission: `mis_${'Z'.repeat(26)}` });
    expect(phone.status).toBe(409);
    expect(phone.text).toContain('le lien d’une autre visite');
    expect(phone.text).toContain('Nous avons ri.');
    expect(await report()).toBeUndefined();
    expect(kept()).not.toContain('Nous avons ri.');
  });

  it('and a pause is never asked for by whoever shares the telephone', async () => {
    const { phone, at, link } = await accepted();
    at(VISIT_STARTS);
    await phone.go('/m/pause');
    phone.jar.set('m', await link('report'));
    await phone.submit('/m/pause', { length: '28' });
    expect(phone.status).toBe(403);
    expect(phone.text).not.toContain('Encore une touche');
  });
});

describe('an outcome of a call', () => {
  const calling = async () => {
    const morning = await openCallsMorning({ people: 2 });
    const phone = morning.browser();
    await phone.go(`/a/${morning.token}`);
    await phone.submit('/a/accepter');
    return { morning, phone };
  };

  it('sent in the night is given back with its note, and rescue first where it was a distress', async () => {
    const { morning, phone } = await calling();
    morning.at('21:00');
    await phone.submit('/a/appel', { code: 'distress', note: 'Elle est tombée dans la cuisine.' });
    expect(phone.status).toBe(410);
    for (const words of ['en détresse', 'Elle est tombée dans la cuisine.', 'Appelez d’abord les secours'])
      expect(phone.text).toContain(words);
  });

  it('that cannot be read says so, and keeps its note', async () => {
    const { phone } = await calling();
    await phone.submit('/a/appel', { note: 'Rappeler sa fille.' });
    expect(phone.status).toBe(422);
    expect(phone.text).toContain('Touchez le résultat de l’appel.');
    expect(phone.text).toContain('Rappeler sa fille.');
  });
});
