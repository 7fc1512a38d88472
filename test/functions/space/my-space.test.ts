import { describe, expect, it } from 'vitest';
import { summerCallerKind } from '../../../shared/heat/batches/summer-caller.ts';
import { intentKind } from '../../../shared/messages/store.ts';
import { missionKind } from '../../../shared/missions/store.ts';
import { put } from '../../../shared/table/write.ts';
import { taskKind } from '../../../shared/tasks/task.ts';
import { instant, plus } from '../../../shared/time/instant.ts';
import { volunteerKey, volunteerKind } from '../../../shared/volunteers/store.ts';
import { aMission, aVolunteer, JEANNE, TUESDAY_NOON as NOW, PAUL, VISIT } from '../../builders/chain.ts';
import { openLinksTown } from '../../support/links.ts';

const opened = async (more: Parameters<typeof aVolunteer>[0] = {}) => {
  const town = await openLinksTown([aVolunteer(more)]);
  const browser = town.browser();
  await browser.go(`/e/${await town.spaceLink(PAUL)}`);
  return { town, browser };
};
const withMissions = async () => {
  const stage = await opened();
  const holder = { volunteerId: PAUL, since: NOW, via: 'link' as const, devices: [] };
  const past = plus(NOW, { days: -7 });
  await stage.town.table.commit([
    put(missionKind, aMission({ state: 'filled', holder }), 'absent'),
    put(
      missionKind,
      aMission({
        id: `mis_${'D'.repeat(26)}` as typeof VISIT,
        state: 'done',
        holder,
        startsAt: past,
        day: '2026-11-17' as ReturnType<typeof aMission>['day'],
      }),
      'absent',
    ),
  ]);
  return stage;
};

describe('« Mon espace », opened from an SMS', () => {
  it('greets by first name, and the address no longer holds the secret', async () => {
    const { browser } = await opened();
    expect(browser.path).toBe('/espace');
    expect(browser.text).toContain('Bonjour Paul');
    expect(browser.text).toContain('une demi-journée par semaine');
  });

  it('without a link, or with one that never was, says how to get one, alike', async () => {
    const town = await openLinksTown();
    const stranger = town.browser();
    await stranger.go('/espace');
    const first = [stranger.status, stranger.page];
    await stranger.go(`/e/${'Z'.repeat(22)}`);
    expect([stranger.status, stranger.page]).toEqual(first);
    expect(stranger.text).toContain('Recevoir un nouveau lien par SMS');
  });

  it('changes nothing in the table by looking, at any page', async () => {
    const { town, browser } = await withMissions();
    const before = JSON.stringify(town.table.dump());
    for (const path of [
      '',
      '/pause',
      '/partir',
      '/missions',
      '/sms',
      '/donnees',
      '/donnees.json',
      '/calendrier',
      '/binome',
      '/absences',
      '/disponibilites',
      '/rythme',
      '/deplacements',
      '/types-de-mission',
      '/langues',
      '/gouts',
      '/lieux',
      '/coordonnees',
      '/chaleur',
      '/comment-allez-vous',
      '/comment-allez-vous/effacer',
      '/mon-rythme',
    ]) {
      await browser.go(`/espace${path}`);
      expect([path, browser.status]).toEqual([path, 200]);
      expect(browser.page).not.toMatch(/sen_|Jeanne|Martin|rue de Dole/);
    }
    expect(JSON.stringify(town.table.dump())).toBe(before);
  });

  it('takes no word of the machine’s own for a pause or a language', async () => {
    const { town, browser } = await opened();
    for (const word of ['__proto__', 'constructor', 'toString']) {
      await browser.go('/espace/pause');
      await browser.submit('/espace/pause', { pause: word });
      expect([word, browser.status]).toEqual([word, 422]);
      await browser.go('/espace/langues');
      await browser.submit('/espace/langues', { languages: word });
      expect(browser.status).toBeLessThan(500);
    }
    const stored = await town.table.get(volunteerKind, volunteerKey(PAUL));
    expect(stored?.value.languages).not.toContain('constructor');
  });

  it('refuses a form without this browser’s token, whatever the page', async () => {
    const { town, browser } = await opened();
    for (const path of ['/pause', '/partir', '/reprendre', '/sms', '/calendrier', '/rythme', '/absences']) {
      await browser.post(`/espace${path}`, { pause: 'open', sms: 'out', reason: 'moved' });
      expect([path, browser.status]).toEqual([path, 403]);
    }
    expect((await town.volunteer(PAUL)).state).toBe('active');
  });
});

describe('two taps', () => {
  it('make a pause of two weeks, told on the page and by one SMS', async () => {
    const { town, browser } = await opened();
    await browser.go('/espace/pause');
    await browser.submit('/espace/pause', { pause: '2' });
    expect(browser.text).toContain('vous êtes en pause');
    expect(browser.text).toContain('En pause jusqu’au 7 décembre 2026 inclus');
    expect((await town.volunteer(PAUL)).pausedUntil).toBe('2026-12-07');
    expect(town.all(intentKind).map(({ message }) => message.kind)).toEqual(['pause-confirmed']);
  });

  it('and one more to come back', async () => {
    const { town, browser } = await opened();
    await browser.go('/espace/pause');
    await browser.submit('/espace/pause', { pause: 'open' });
    await browser.submit('/espace/reprendre');
    expect(browser.text).toContain('Heureux de vous retrouver');
    expect((await town.volunteer(PAUL)).state).toBe('active');
  });

  it('explain a date gone by, and keep it in the field', async () => {
    const { browser } = await opened();
    await browser.go('/espace/pause');
    await browser.submit('/espace/pause', { pause: 'date', until: '2026-11-01' });
    expect(browser.status).toBe(422);
    expect(browser.text).toContain('Ce jour est passé');
    expect(browser.page).toContain('value="2026-11-01"');
  });

  it('leave the network: a thank you, then the link opens nothing', async () => {
    const { town, browser } = await opened();
    await browser.go('/espace/partir');
    await browser.submit('/espace/partir');
    expect(browser.text).toContain('Votre départ est noté. Merci pour tout.');
    expect((await town.volunteer(PAUL)).left?.reason).toBe('not-said');
    await browser.go('/espace');
    expect(browser.status).toBe(404);
    const other = town.browser();
    await other.go(`/e/${await town.spaceLink(PAUL)}`);
    expect(other.text).toContain('Votre départ est noté');
  });
});

describe('one screen a question', () => {
  it.each([
    ['disponibilites', { availability: 'mon-am' }, { availability: ['mon-am'] }],
    ['rythme', { weeklyCap: '3', restDays: '2' }, { weeklyCap: 3, restDays: 2, remindTwoHoursBefore: false }],
    ['deplacements', { travel: 'bike', rangeMetres: '5000' }, { travel: 'bike', rangeMetres: 5000 }],
    ['types-de-mission', { programmes: 'FRIENDLY_CALL' }, { programmes: ['FRIENDLY_CALL'] }],
    ['langues', { languages: 'ar' }, { languages: ['ar'] }],
    ['gouts', { subjects: 'garden' }, { subjects: ['garden'] }],
    ['lieux', { avoids: 'stairs' }, { avoids: ['stairs'] }],
    [
      'coordonnees',
      { firstName: 'Paule', lastName: 'Renard', line: '5 rue Neuve', sector: 'planoise' },
      { firstName: 'Paule', address: { line: '5 rue Neuve', precision: 'sector', sector: 'planoise' } },
    ],
  ])('%s: kept', async (path, typed, kept) => {
    const { town, browser } = await opened();
    await browser.go(`/espace/${path}`);
    await browser.submit(`/espace/${path}`, { ...typed });
    expect(browser.text).toContain('C’est noté, merci.');
    expect(await town.volunteer(PAUL)).toMatchObject(kept);
  });

  it('shows again what was typed, with what to do', async () => {
    const { browser } = await opened();
    await browser.go('/espace/coordonnees');
    await browser.submit('/espace/coordonnees', { firstName: '', lastName: 'Loup', email: 'sans-arobase' });
    expect(browser.status).toBe(422);
    expect(browser.text).toContain('Il reste 2 choses à corriger');
    expect(browser.page).toContain('value="Loup"');
    expect(browser.page).toContain('value="sans-arobase"');
  });

  it('notes an absence, then takes it away', async () => {
    const { town, browser } = await opened();
    await browser.go('/espace/absences');
    await browser.submit('/espace/absences', {
      kind: 'away',
      from: '2026-12-24',
      to: '2026-12-31',
      half: 'day',
    });
    expect(browser.text).toContain('du jeudi 24 décembre au jeudi 31 décembre');
    await browser.submit('/espace/absences/retirer');
    expect((await town.volunteer(PAUL)).exceptions).toEqual([]);
  });
});

describe('my missions', () => {
  it('tell kind, day and sector, and open the mission’s own page by a link of its own', async () => {
    const { browser } = await withMissions();
    await browser.go('/espace/missions');
    expect(browser.text).toContain('mercredi 25 novembre à 14 h 30');
    expect(browser.text).toContain('Visite de convivialité, Planoise');
    await browser.submit(`/espace/missions/${VISIT}/ouvrir`);
    expect(browser.path).toMatch(/^\/m/);
  });
  it('say the year of what was done last year, even where all of it was', async () => {
    const { town, browser } = await withMissions();
    await browser.go('/espace/missions');
    expect(browser.text).not.toContain('2026');
    town.moveTo(instant('2027-01-12T09:00:00.000Z'));
    await browser.go(`/e/${await town.spaceLink(PAUL)}`);
    await browser.go('/espace/missions');
    expect(browser.text).toMatch(/mardi 17 novembre 2026/);
  });
  it('let me avoid a person without a name or a reason', async () => {
    const { town, browser } = await withMissions();
    await browser.go('/espace/missions');
    await browser.submit(`/espace/missions/mis_${'D'.repeat(26)}/eviter`);
    expect((await town.volunteer(PAUL)).exclusions).toEqual([JEANNE]);
  });
  it('of somebody else cannot be opened or avoided from here', async () => {
    const { town, browser } = await opened();
    await town.table.commit([put(missionKind, aMission(), 'absent')]);
    await browser.go('/espace/sms');
    const csrf = /name="_csrf" value="([^"]+)"/.exec(browser.page)?.[1] ?? '';
    await browser.post(`/espace/missions/${VISIT}/eviter`, { _csrf: csrf });
    expect(browser.status).toBe(404);
    await browser.go('/espace/sms');
    await browser.post(`/espace/missions/${VISIT}/ouvrir`, { _csrf: csrf });
    expect(browser.path).toBe('/espace/missions');
    expect((await town.volunteer(PAUL)).exclusions).toEqual([]);
  });
});

describe('SMS, data, calendar, company', () => {
  it('no more SMS, by one button, and a call to make; then yes again', async () => {
    const { town, browser } = await opened();
    await browser.go('/espace/sms');
    await browser.submit('/espace/sms', { sms: 'out' });
    expect(browser.text).toContain('Vous ne recevez plus de SMS');
    expect(town.all(taskKind).map(({ kind }) => kind)).toEqual(['human-call']);
    await browser.go('/espace/sms');
    await browser.submit('/espace/sms', { sms: 'in' });
    expect((await town.volunteer(PAUL)).optedOutAt).toBeUndefined();
  });

  it('everything held comes as a file, kept by no cache', async () => {
    const { browser } = await withMissions();
    const response = await browser.go('/espace/donnees.json');
    expect(response.headers.get('content-disposition')).toContain('mes-donnees.json');
    expect(response.headers.get('cache-control')).toBe('no-store');
    const data = JSON.parse(browser.page);
    expect([data.fiche.lastName, data.missions.length]).toEqual(['Renard', 2]);
  });

  it('a private calendar gives days and sectors in UTC, without a name, until it is closed', async () => {
    const { browser } = await withMissions();
    await browser.go('/espace/calendrier');
    await browser.submit('/espace/calendrier', { calendar: 'open' });
    const path = /http:\/\/localhost:3001(\/c\/[0-9A-Za-z]{22}\.ics)/.exec(browser.page)?.[1] ?? '';
    const feed = await browser.go(path);
    expect(feed.headers.get('content-type')).toBe('text/calendar; charset=utf-8');
    expect(browser.page).toContain('SUMMARY:Visite de convivialité (Planoise)');
    expect(browser.page).toContain('DTSTART:20261125T133000Z');
    expect(browser.page).not.toMatch(/Jeanne|Martin|Dole|sen_|vol_|mis_|Paul|Renard/);
    await browser.go('/espace/calendrier');
    await browser.submit('/espace/calendrier', { calendar: 'close' });
    await browser.go(path);
    expect(browser.status).toBe(404);
  });

  it('asking for a binôme is a call to make, once a day', async () => {
    const { town, browser } = await opened();
    for (let i = 0; i < 3; i += 1) {
      await browser.go('/espace/binome');
      await browser.submit('/espace/binome');
    }
    expect(town.all(taskKind)).toHaveLength(1);
  });
});

describe('their own yes to calls on hot days', () => {
  it('is asked for in words, kept, changed, and beyond their caps only if they tick it', async () => {
    const { town, browser } = await opened({ requirements: [] });
    expect(browser.text).toContain('pas encore répondu');
    await browser.go('/espace/chaleur');
    expect(browser.text).toContain('une liste d’environ 8 personnes');
    expect(browser.text).toContain('il manque');
    await browser.submit('/espace/chaleur', {});
    expect(browser.status).toBe(422);
    expect(town.all(summerCallerKind)).toEqual([]);
    await browser.submit('/espace/chaleur', { answer: 'yes' });
    expect(browser.text).toContain('oui, dans la limite de mon rythme');
    const by = { kind: 'volunteer', id: PAUL };
    expect(town.all(summerCallerKind)).toMatchObject([{ isIn: true, beyondCaps: false, by }]);
    await browser.go('/espace/chaleur');
    await browser.submit('/espace/chaleur', { answer: 'beyond' });
    expect(browser.text).toContain('oui, même au-delà de mon rythme');
    await browser.go('/espace/donnees.json');
    expect(browser.page).toContain('"beyondCaps": true');
    await browser.go('/espace/chaleur');
    await browser.submit('/espace/chaleur', { answer: 'no' });
    expect(town.all(summerCallerKind)).toMatchObject([{ isIn: false, beyondCaps: false }]);
  });
});
