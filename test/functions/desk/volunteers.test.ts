import { beforeEach, describe, expect, it } from 'vitest';
import { linkKind } from '../../../shared/links/link.ts';
import { mintLink } from '../../../shared/links/mint-link.ts';
import { intentKind } from '../../../shared/messages/store.ts';
import { missionKind } from '../../../shared/missions/store.ts';
import { phoneSchema } from '../../../shared/phone/phone.ts';
import { seniorKind } from '../../../shared/seniors/store.ts';
import { type Kind, rowsOf } from '../../../shared/table/kind.ts';
import { create, put } from '../../../shared/table/write.ts';
import { taskKind } from '../../../shared/tasks/task.ts';
import { plus } from '../../../shared/time/instant.ts';
import { newVolunteerWrites } from '../../../shared/volunteers/enrol.ts';
import { lookUpPhone } from '../../../shared/volunteers/phone-lookup.ts';
import { openSpace, sendLostLink } from '../../../shared/volunteers/space/space-link.ts';
import { volunteerKey, volunteerKind } from '../../../shared/volunteers/store.ts';
import type { Volunteer } from '../../../shared/volunteers/volunteer.ts';
import { aMission, aSenior, aVolunteer, TUESDAY_NOON as NOW, PAUL } from '../../builders/chain.ts';
import { everyRequirement } from '../../builders/volunteers.ts';
import { memoryTable } from '../../doubles/memory-table.ts';
import { type TestBrowser, testDesk } from '../../support/desk.ts';

const textOf = async (response: Response): Promise<string> =>
  (await response.text())
    .replace(/<head[\s\S]*?<\/head>/g, '')
    .replace(/<[^>]+>/g, ' ')
    .replace(/&#39;/g, '’')
    .replace(/\s+/g, ' ');

const openDesk = async (...volunteers: Volunteer[]) => {
  const table = memoryTable();
  const desk = await testDesk({ table });
  for (const one of volunteers)
    await table.commit(
      newVolunteerWrites(desk.world.config.appSecret, one, {
        action: 'volunteer-applied',
        actor: { kind: 'public', id: '' },
        at: one.appliedAt,
      }),
    );
  const claire = await desk.as('coordinator');
  return {
    desk,
    table,
    claire,
    all: <T>(kind: Kind<T>): T[] => rowsOf(kind, table.dump()).map(({ value }) => value),
    paul: async () => {
      const stored = await table.get(volunteerKind, volunteerKey(PAUL));
      if (!stored) throw new Error('no Paul');
      return stored.value;
    },
    page: async (browser: TestBrowser = claire) => textOf(await browser.get(`/benevoles/${PAUL}`)),
  };
};
type Stage = Awaited<ReturnType<typeof openDesk>>;
const at = (path = '') => `/benevoles/${PAUL}${path}`;

describe('the list', () => {
  const marie = aVolunteer({
    id: `vol_${'D'.repeat(26)}` as Volunteer['id'],
    firstName: 'Marie',
    lastName: 'Évrard',
    phone: phoneSchema.parse('+33639980077'),
    state: 'candidate',
    appliedAt: '2026-11-12T09:00:00.000Z' as Volunteer['appliedAt'],
  });

  it('shows one state at a time, with days waiting and a number to tap', async () => {
    const { claire } = await openDesk(aVolunteer(), marie);
    const active = await textOf(await claire.get('/benevoles'));
    expect(active).toContain('Renard Paul');
    expect(active).not.toContain('Évrard');
    const response = await claire.get('/benevoles?etat=candidate');
    const html = await response.text();
    expect(html).toContain('attend un premier appel, candidature depuis 12 jours');
    expect(html).toContain('href="tel:+33639980077"');
  });

  it('finds by name without accents, by first name, by the end of a number, in any state', async () => {
    const { claire } = await openDesk(aVolunteer(), marie);
    for (const query of ['evrard', 'Marie', '80 077', 'ÉVRARD marie'])
      expect(await textOf(await claire.get(`/benevoles?q=${encodeURIComponent(query)}`))).toContain(
        'Évrard Marie',
      );
    expect(await textOf(await claire.get('/benevoles?q=zzz'))).toContain('Personne ne correspond');
  });

  it('is for coordinators: others learn nothing', async () => {
    const { desk } = await openDesk(aVolunteer());
    for (const role of ['social-worker', 'librarian', 'duty-officer', 'reviewer'] as const) {
      const browser = await desk.as(role);
      expect((await browser.get('/benevoles')).status).toBe(403);
      expect([403, 404]).toContain((await browser.get(at())).status);
      expect([403, 404]).toContain((await browser.post(at('/depart'), { reason: 'moved' })).status);
    }
  });

  it('lets the data protection officer read and take the file, and change nothing', async () => {
    const { desk, page } = await openDesk(aVolunteer());
    const officer = await desk.as('data-protection-officer');
    expect(await page(officer)).not.toContain('Modifier la fiche');
    expect((await officer.get(at('/donnees.json'))).status).toBe(200);
    expect((await officer.post(at('/sans-sms'))).status).toBe(403);
  });
});

describe('from the first call to the first mission', () => {
  let stage: Stage;
  beforeEach(async () => {
    stage = await openDesk(aVolunteer({ state: 'candidate', requirements: [] }));
  });

  it('notes the interview, the pieces, then opens the door', async () => {
    const { claire, paul, page } = stage;
    expect(await page()).toContain('À faire : appeler, puis noter l’entretien');
    await claire.post(at('/piece'), { kind: 'interview', on: '2026-11-20' });
    expect((await paul()).state).toBe('interviewed');
    expect(await page()).toContain('charte signée : à faire');

    await claire.post(at('/activer'));
    expect((await paul()).state).toBe('interviewed');

    for (const kind of ['charter', 'criminal-record', 'training'])
      await claire.post(at('/piece'), { kind, on: '2026-11-20' });
    expect(await page()).toContain('Le dossier est en ordre');
    const opened = await claire.post(at('/activer'));
    expect(opened.headers.get('location')).toBe(at('?dit=actif'));
    expect((await paul()).state).toBe('active');
    expect(await page()).toContain(
      'Dossier : extrait de casier judiciaire vu le 20 novembre 2026, valable jusqu’au 19 novembre 2029',
    );
    expect(await page()).toContain('par Claire Vuillemin');
    expect(stage.all(intentKind).map(({ message }) => message.kind)).toEqual(['welcome']);
  });

  it('keeps a date of tomorrow out, and what was typed in', async () => {
    const answer = await stage.claire.post(at('/piece'), { kind: 'training', on: '2026-12-01' });
    expect(answer.status).toBe(409);
    const html = await answer.text();
    expect(html).toContain('Cette date n’est pas encore venue.');
    expect(html).toContain('value="2026-12-01"');
  });
});

describe('what is said by telephone', () => {
  it('a pause, its end, a departure with its reason, a return', async () => {
    const { claire, paul, page } = await openDesk(aVolunteer({ requirements: everyRequirement() }));
    await claire.post(at('/pause'), { until: '2026-12-10' });
    expect([(await paul()).state, (await paul()).pausedUntil]).toEqual(['paused', '2026-12-10']);
    expect(await page()).toContain('En pause jusqu’au 10 décembre 2026 inclus');
    await claire.post(at('/reprendre'));
    expect((await paul()).state).toBe('active');
    expect((await claire.post(at('/depart'), {})).status).toBe(422);
    await claire.post(at('/depart'), { reason: 'moved' });
    expect(await page()).toContain('Parti le 24 novembre 2026 : déménagement');
    await claire.post(at('/revenir'));
    expect((await paul()).state).toBe('candidate');
  });

  it('no SMS, SMS again, the link', async () => {
    const stage = await openDesk(aVolunteer());
    await stage.claire.post(at('/sans-sms'));
    expect(await stage.page()).toContain('Ne souhaite plus recevoir de SMS depuis le 24 novembre 2026');
    await stage.claire.post(at('/avec-sms'));
    await stage.claire.post(at('/lien'));
    expect(stage.all(intentKind).map(({ message }) => message.kind)).toEqual(['my-space-link']);
    expect(await stage.page()).toContain('lien vers « Mon espace »');
  });

  it('a lost telephone: what it holds opens no more, a link sent since opens, and nothing else changes', async () => {
    const { desk, claire, paul, page, table } = await openDesk(aVolunteer());
    const { world } = desk;
    const openedBy = async () => {
      const { token, link } = mintLink(world.ids, {
        town: 'besancon',
        volunteerId: PAUL,
        now: world.clock.now(),
        purpose: 'my-space',
      });
      await table.commit([create(linkKind, link)]);
      return async () => (await openSpace(world, token, world.clock.now())).ok;
    };
    const theOld = await openedBy();
    expect(await theOld()).toBe(true);
    expect(await textOf(await claire.get(at('/telephone-perdu')))).toContain(
      'Ses missions restent les siennes',
    );
    desk.moveTo(plus(NOW, { minutes: 1 }));
    const answer = await claire.post(at('/telephone-perdu'));
    expect(answer.headers.get('location')).toBe(at('?dit=telephone-perdu'));
    expect(await theOld()).toBe(false);
    expect((await paul()).state).toBe('active');
    expect(await page()).toContain('Téléphone perdu ou volé : les liens d’avant ne s’ouvrent plus');
    expect(await (await openedBy())()).toBe(true);
  });

  it('a lost telephone: nothing is texted to its number until a person says it is safe, by the same number or a new one', async () => {
    const { desk, claire, paul, page, all } = await openDesk(aVolunteer());
    const { world } = desk;
    const links = () => all(intentKind).filter(({ message }) => message.kind === 'my-space-link').length;
    await claire.post(at('/telephone-perdu'));
    await sendLostLink(world, (await paul()).phone, world.clock.now());
    await claire.post(at('/lien'));
    expect(links()).toBe(0);
    const file = await page();
    expect(file).toContain('Téléphone perdu ou volé, noté le 24 novembre 2026');
    expect(file).toContain('de vive voix, téléphone perdu');
    expect(file).not.toContain('Envoyer le lien « Mon espace »');
    expect(await textOf(await claire.get('/benevoles'))).toContain('téléphone perdu');

    const reopened = await claire.post(at('/numero-sur'));
    expect(reopened.headers.get('location')).toBe(at('?dit=numero-sur'));
    expect((await paul()).phoneLostAt).toBeUndefined();
    expect(await page()).toContain('Numéro de nouveau sûr : les SMS reprennent');
    await sendLostLink(world, (await paul()).phone, world.clock.now());
    expect(links()).toBe(1);

    await claire.post(at('/telephone-perdu'));
    await claire.post(at('/modifier'), {
      ...{ firstName: 'Paul', lastName: 'Renard', phone: '06 39 98 55 55', channel: 'sms', line: '' },
      ...{ travel: 'walk', rangeMetres: '2000', weeklyCap: '2', restDays: '1', languages: 'fr' },
      subjects: 'music',
    });
    expect((await paul()).subjects).toEqual(['music']);
    expect(await page()).toContain('la musique');
    expect((await paul()).phone).toBe('+33639985555');
    expect((await paul()).phoneLostAt).toBeUndefined();
    await claire.post(at('/lien'));
    expect(links()).toBe(2);
  });

  it('a lost telephone that two people share: closed for both, the other is to be reached otherwise, and both come back', async () => {
    const marie = aVolunteer({
      id: `vol_${'D'.repeat(26)}` as Volunteer['id'],
      firstName: 'Marie',
      lastName: 'Évrard',
    });
    const { desk, claire, all } = await openDesk(aVolunteer());
    const { world } = desk;
    const { appSecret } = world.config;
    await world.table.commit(
      newVolunteerWrites(
        appSecret,
        marie,
        { action: 'volunteer-registered', actor: { kind: 'public', id: '' }, at: NOW },
        await lookUpPhone(world.table, appSecret, marie.phone),
      ),
    );
    expect(await textOf(await claire.get(at('/telephone-perdu')))).toContain('Marie Évrard');
    await claire.post(at('/telephone-perdu'));
    // Pressed twice, and asked for by whoever found it: no link leaves, and one task for her alone.
    await claire.post(at('/telephone-perdu'));
    await sendLostLink(world, marie.phone, world.clock.now());
    expect(all(intentKind)).toEqual([]);
    const hers = () => all(volunteerKind).find(({ id }) => id === marie.id);
    expect(hers()?.phoneLostAt).toBeDefined();
    expect(hers()?.linksVoidBefore).toBeDefined();
    const tasks = () => all(taskKind).map(({ kind, subjectId, state }) => [kind, subjectId, state]);
    expect(tasks()).toEqual([['human-call', marie.id, 'open']]);
    await claire.post(at('/numero-sur'));
    expect(hers()?.phoneLostAt).toBeUndefined();
    expect(tasks()).toEqual([['human-call', marie.id, 'done']]);
    await sendLostLink(world, marie.phone, world.clock.now());
    expect(all(intentKind).map(({ recipient }) => recipient)).toEqual(
      expect.arrayContaining([marie.id, aVolunteer().id]),
    );
  });

  it('a corrected file, a new number becoming a landline', async () => {
    const { claire, paul } = await openDesk(aVolunteer());
    const answer = await claire.post(at('/modifier'), {
      firstName: 'Paul',
      lastName: 'Renard',
      phone: '03 53 01 12 12',
      channel: 'sms',
      line: '3 rue Battant',
      sector: 'planoise',
      travel: 'bike',
      rangeMetres: '5000',
      weeklyCap: '2',
      restDays: '1',
      programmes: ['FRIENDLY_VISIT', 'FRIENDLY_CALL'],
      availability: ['mon-am', 'wed-pm'],
      languages: ['fr'],
    });
    expect(answer.status).toBe(303);
    expect(await paul()).toMatchObject({
      phone: '+33353011212',
      channel: 'voice',
      travel: 'bike',
      availability: ['mon-am', 'wed-pm'],
      address: { line: '3 rue Battant', precision: 'street' },
    });
  });

  it('a person not to meet again, from those visited', async () => {
    const stage = await openDesk(aVolunteer());
    const holder = { volunteerId: PAUL, since: NOW, via: 'link' as const, devices: [] };
    await stage.table.commit([
      put(seniorKind, aSenior(), 'absent'),
      put(missionKind, aMission({ state: 'filled', holder }), 'absent'),
    ]);
    const page = await textOf(await stage.claire.get(at('/associer')));
    expect(page).toContain('Jeanne Martin');
    await stage.claire.post(at('/associer'), { senior: aSenior().id, wish: 'apart' });
    expect(await stage.page()).toContain('À ne pas associer');
  });
});

describe('somebody who calls to apply', () => {
  const typed = { firstName: 'Inès', lastName: 'Diallo', phone: '06 39 98 00 01', languages: ['fr'] };
  it('is noted as a candidate', async () => {
    const stage = await openDesk();
    const answer = await stage.claire.post('/benevoles/nouveau', { ...typed, programmes: ['FRIENDLY_CALL'] });
    expect(answer.status).toBe(303);
    expect(stage.all(volunteerKind).map(({ state, firstName }) => [state, firstName])).toEqual([
      ['candidate', 'Inès'],
    ]);
  });
  it('with a number we know, leads to the file, unless two share it', async () => {
    const stage = await openDesk(aVolunteer());
    const answer = await stage.claire.post('/benevoles/nouveau', typed);
    expect(answer.status).toBe(409);
    expect(await answer.text()).toContain(`href="${at()}"`);
    await stage.claire.post('/benevoles/nouveau', { ...typed, evenSo: 'yes' });
    expect(stage.all(volunteerKind)).toHaveLength(2);
  });
});
