import { beforeEach, describe, expect, it } from 'vitest';
import { openReplay } from '../../../../functions/local/replay/replay.ts';
import { telephoneApp } from '../../../../functions/local/telephone/app.tsx';
import { openPhones, type Phones } from '../../../../functions/local/telephone/phones.ts';
import { openDeliveries } from '../../../../functions/local/telephone/receipts.ts';
import { openTimeWalk } from '../../../../functions/local/time/advance.ts';
import { openClock, type TownClock } from '../../../../functions/local/time/clock.ts';
import { phoneSchema } from '../../../../shared/phone/phone.ts';
import { instant, toMillis } from '../../../../shared/time/instant.ts';

const jeanne = phoneSchema.parse('+33639980001');
const karim = phoneSchema.parse('+33639980002');
const offer =
  'Bonjour, une visite vous est proposée : http://localhost:3001/m/5vbKh2Jq8. Merci & à demain <3';

let clock: TownClock;
let phones: Phones;
let app: ReturnType<typeof telephoneApp>;
let settle: () => Promise<void>;

beforeEach(async () => {
  const start = toMillis(instant('2026-11-21T13:05:00Z'));
  let count = 0;
  clock = openClock({ system: () => start });
  phones = await openPhones({ clock, newId: () => `sms-${++count}` });
  settle = async () => {};
  const walk = openTimeWalk({ clock, nextDue: async () => undefined, settle: () => settle() });
  app = telephoneApp({
    phones,
    clock,
    walk,
    ownerOf: async (number) => (number === karim ? 'Karim Haddad' : undefined),
  });
});

const text = (to: string, body: string) =>
  phones.receive({ to, body, senderId: 'CCASBesanco', smsType: 'Transactional' });
const page = async (path: string) => {
  const response = await app.request(path);
  return { status: response.status, html: (await response.text()).replaceAll('\u00a0', ' ') };
};
const post = (path: string, form: Record<string, string>, headers: Record<string, string> = {}) =>
  app.request(path, { method: 'POST', body: new URLSearchParams(form), headers });

describe('the telephone of the town', () => {
  it('says what to do while no SMS has left', async () => {
    const { status, html } = await page('/');
    expect(status).toBe(200);
    expect(html).toContain('Aucun SMS pour l’instant');
    expect(html).toContain('samedi 21 novembre 2026, 14 h 05');
  });

  it('lists each phone with its last message, the latest first', async () => {
    await text(jeanne, 'Premier');
    await text(karim, 'Deuxième');
    await text(jeanne, 'Troisième');
    const { html } = await page('/');
    const list = html.slice(html.indexOf('<nav'), html.indexOf('</nav>'));
    expect(list.indexOf('06 39 98 00 01')).toBeLessThan(list.indexOf('Karim Haddad'));
    expect(list).toContain('Troisième');
    expect(list).not.toContain('Premier');
  });

  it('shows a conversation as a phone does: day, sender, text, touchable link, hour, size', async () => {
    await text(jeanne, offer);
    const { html } = await page('/phones/0639980001');
    expect(html).toContain('aujourd’hui');
    expect(html).toContain('CCASBesanco');
    expect(html).toContain('<a href="http://localhost:3001/m/5vbKh2Jq8" target="_blank" rel="noreferrer">');
    expect(html).toContain('Merci &amp; à demain &lt;3');
    expect(html).toContain('14 h 05');
    expect(html).toContain('en route · 1 partie, GSM-7');
  });

  it('never makes anything but an address touchable', async () => {
    await text(jeanne, '<b>javascript:alert(1)</b> https://example.org/"onclick=x');
    const { html } = await page('/phones/0639980001');
    expect(html).not.toContain('<b>');
    expect(html.match(/target="_blank"/g)).toHaveLength(1);
    expect(html).toContain('href="https://example.org/"');
  });

  it('shows each text as it was sent, space for space, in a page that has the spaces of French', async () => {
    await text(jeanne, 'Disponible ? 2 h : oui « ou » non ! http://localhost:3001/m/5vbKh2Jq8');
    for (const path of ['/', '/phones/0639980001']) {
      const html = await (await app.request(path)).text();
      expect(html.match(/Disponible \? 2 h : oui « ou » non ! /g)?.length).toBe(2);
      expect(html).toContain('Démonstration\u00a0: ces numéros');
    }
  });

  it('says kindly that a phone has received nothing', async () => {
    expect((await page('/phones/0639989999')).status).toBe(404);
    expect((await page('/phones/112')).html).toContain('Voir tous les téléphones');
  });

  it('lets no other site act on it, and no script but its own run', async () => {
    const answer = await app.request('/');
    expect(answer.headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(answer.headers.get('content-security-policy')).not.toContain('unsafe');
    const foreign = { 'sec-fetch-site': 'cross-site' };
    expect((await post('/clock', { advance: 'PT1H' }, foreign)).status).toBe(403);
    expect((await post('/phones/0639980001/state', { state: 'silent' }, foreign)).status).toBe(403);
    expect(clock.offsetMillis()).toBe(0);
  });

  it('tells its script when there is something new', async () => {
    const pulse = async () => (await app.request('/pulse.json')).json();
    const before = await pulse();
    await text(jeanne, 'Bonjour');
    expect(await pulse()).not.toEqual(before);
  });
});

describe('the messages as JSON', () => {
  it('are listed oldest first, of all phones or of one', async () => {
    await text(jeanne, 'À bientôt');
    await text(karim, 'Bonjour');
    expect(await (await app.request('/messages.json')).json()).toEqual([
      expect.objectContaining({
        id: 'sms-1',
        to: jeanne,
        body: 'À bientôt',
        at: '2026-11-21T13:05:00.000Z',
        parts: 1,
        encoding: 'UCS-2',
        status: 'accepted',
      }),
      expect.objectContaining({ id: 'sms-2', to: karim, encoding: 'GSM-7' }),
    ]);
    for (const written of ['%2B33639980002', '+33639980002', '0639980002'])
      expect(await (await app.request(`/messages.json?to=${written}`)).json()).toHaveLength(1);
    expect((await app.request('/messages.json?to=karim')).status).toBe(400);
  });
});

describe('a phone that fails', () => {
  const deliver = () => openDeliveries({ phones, handler: undefined }).deliver();

  it('receives normally until its owner decides otherwise', async () => {
    await text(jeanne, 'Un');
    await deliver();
    expect((await page('/phones/0639980001')).html).toContain('remis ·');
  });

  it.each([
    ['silent', 'le téléphone ne répond pas', 'Ce téléphone répond de nouveau'],
    ['opted-out', 'le propriétaire refuse les SMS', 'accepte de nouveau'],
  ])('when %s, says so on the message, and offers the way back', async (state, why, back) => {
    await text(jeanne, 'Un');
    const answer = await post('/phones/0639980001/state', { state });
    expect(answer.status).toBe(303);
    expect(answer.headers.get('location')).toBe('/phones/0639980001');
    await deliver();
    const { html } = await page('/phones/0639980001');
    expect(html).toContain(`non remis : ${why}`);
    expect(html).toContain(back);
  });

  it('refuses a state that does not exist', async () => {
    await text(jeanne, 'Un');
    expect((await post('/phones/0639980001/state', { state: 'lost' })).status).toBe(400);
    expect(phones.stateOf(jeanne)).toBe('reachable');
  });
});

describe('the clock of the town, on the telephone', () => {
  it('moves by a button, and comes back to the page it was on', async () => {
    const answer = await post('/clock', { advance: 'PT24H', back: '/phones/0639980001' });
    expect(answer.status).toBe(303);
    expect(answer.headers.get('location')).toBe('/phones/0639980001');
    const { html } = await page('/');
    expect(html).toContain('dimanche 22 novembre 2026, 14 h 05');
    expect(html).toContain('La ville a 1 jour d’avance sur cette machine.');
  });

  it('moves to tomorrow nine o’clock', async () => {
    await post('/clock', { until: 'tomorrow-09:00' });
    expect(clock.now()).toBe(instant('2026-11-22T08:00:00Z'));
  });

  it('comes back to no address but its own', async () => {
    const answer = await post('/clock', { advance: 'PT1H', back: '//elsewhere.example' });
    expect(answer.headers.get('location')).toBe('/');
  });

  it('says in a sentence what it does not understand, as a page and as JSON', async () => {
    const answer = await post('/clock', { advance: 'demain' });
    const { html } = await page(answer.headers.get('location') ?? '');
    expect(html).toContain('role="alert"');
    expect(html).toContain('Cette durée n’est pas comprise');
    const json = await app.request('/clock', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{"advance":"-PT1H"}',
    });
    expect(json.status).toBe(400);
    expect(await json.json()).toEqual({ problem: expect.stringContaining('vers l’avant') });
  });

  it('says that it stopped on the way when a background job failed, and can go on', async () => {
    settle = () => Promise.reject(new Error('the table was away'));
    const answer = await post('/clock', { advance: 'PT1H' });
    expect((await page(answer.headers.get('location') ?? '')).html).toContain(
      'Le temps s’est arrêté en chemin',
    );
    const json = await app.request('/clock', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{"advance":"PT1H"}',
    });
    expect(json.status).toBe(500);
    settle = async () => {};
    expect((await post('/clock', { advance: 'PT1H' })).headers.get('location')).toBe('/');
  });

  it('shows how far it is while it moves', async () => {
    let release: () => void = () => {};
    settle = () =>
      new Promise((resolve) => {
        release = resolve;
      });
    const moving = app.request('/clock', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{"advance":"PT1H"}',
    });
    await expect.poll(async () => (await page('/')).html).toContain('Le temps avance jusqu’au');
    expect((await page('/')).html).toContain('50 %');
    settle = async () => {};
    release();
    expect((await moving).status).toBe(200);
    expect((await page('/')).html).not.toContain('Le temps avance jusqu’au');
  });
});

describe('the heat wave of August 2023, on the telephone', () => {
  const words = async () => (await page('/')).html.replace(/<[^>]+>/g, '').replace(/\s+/g, ' ');

  it('is offered where the demonstration is, and nowhere else', async () => {
    expect((await page('/')).html).not.toContain('Rejouer août 2023');
    expect((await post('/wave', { wave: 'start' })).status).toBe(400);
  });

  it('says which day of the wave it is, goes on with the clock, and stops', async () => {
    const replay = openReplay({ clock });
    const started = { ...replay, start: async () => replay.start(), desk: 'http://localhost:3000' };
    const walk = openTimeWalk({ clock, nextDue: async () => undefined, settle: async () => {} });
    app = telephoneApp({ phones, clock, walk, wave: started });
    expect((await page('/')).html).toContain('Rejouer août 2023');
    const answer = await post('/wave', { wave: 'start', back: '//elsewhere.example' });
    expect([answer.status, answer.headers.get('location')]).toEqual([303, '/']);
    expect(await words()).toContain(
      'jour 1 sur 10 : nous sommes le mercredi 16 août 2023, vigilance verte (annoncée pour le lendemain : jaune)',
    );
    await post('/clock', { advance: 'PT24H' });
    expect(await words()).toContain(
      'jour 2 sur 10 : nous sommes le jeudi 17 août 2023, vigilance jaune (annoncée pour le lendemain : orange)',
    );
    expect((await page('/')).html).toContain('href="http://localhost:3000/canicule/vigilance"');
    await post('/clock', { advance: 'P9D' });
    expect(await words()).toContain('La vague d’août 2023 est passée');
    await post('/wave', { wave: 'start' });
    expect(await words()).toContain('jour 1 sur 10');
    await post('/wave', { wave: 'stop' });
    expect(await words()).toContain('se rejoue jour après jour');
  });

  it('is not begun by another site', async () => {
    const replay = openReplay({ clock });
    const walk = openTimeWalk({ clock, nextDue: async () => undefined, settle: async () => {} });
    app = telephoneApp({
      phones,
      clock,
      walk,
      wave: { ...replay, start: async () => replay.start(), desk: '' },
    });
    expect((await post('/wave', { wave: 'start' }, { 'sec-fetch-site': 'cross-site' })).status).toBe(403);
    expect(replay.standing()).toBe('off');
  });
});
