import { describe, expect, it } from 'vitest';
import { auditKind } from '../../../../shared/audit/audit.ts';
import { attestationKind } from '../../../../shared/engagement/recognition/attestation/attestation.ts';
import { hourEntriesKind } from '../../../../shared/engagement/recognition/hours/entry.ts';
import { intentKind } from '../../../../shared/messages/store.ts';
import { blindIndex } from '../../../../shared/seniors/store.ts';
import { put, replace } from '../../../../shared/table/write.ts';
import { addDays } from '../../../../shared/time/civil.ts';
import { LIMITS, limitKind } from '../../../../shared/volunteers/limits.ts';
import { volunteerKey, volunteerKind } from '../../../../shared/volunteers/store.ts';
import { PAUL } from '../../../builders/chain.ts';
import {
  codeOn,
  hiddenOf,
  issue,
  missionOf,
  pageOf,
  send,
  smsOpened,
  TODAY,
  recognitionTown as town,
} from '../../../support/recognition.ts';

describe('hours, from the chain to a paper that a stranger verifies', () => {
  it('come by themselves, are corrected by the volunteer, and count once the coordinator agrees', async () => {
    const stage = await town();
    const { browser } = stage;
    await browser.go('/espace/heures');
    expect(browser.text).toContain('2\u00a0h'.replace('\u00a0', ' '));
    expect(browser.text).toContain('(prévue)');
    expect(browser.text).toContain('en voiture (estimés)');
    const line = `/espace/heures/ligne/${missionOf(14)}`;
    await browser.go(`${line}?jour=${addDays(TODAY, -14)}`);
    await browser.submit(line, {
      hours: '1',
      minutes: '45',
      kilometres: '12,4',
      mode: 'car',
      words: 'Un long café.',
    });
    expect(browser.text).toContain('à relire par la coordination');
    expect(browser.text).toContain('2 h Visite de convivialité');
    await browser.submit(line, {});
    expect(await pageOf(stage, '/engagement/attestations')).toContain('Paul Renard 2026 1');
    const path = `/engagement/attestations/heures/${PAUL}`;
    const page = await (await stage.claire.get(`${path}?annee=2026`)).text();
    const fields = { lineId: missionOf(14), day: addDays(TODAY, -14), saidAt: hiddenOf(page, 'saidAt') };
    const without = await stage.claire.post(`${path}/repondre`, { ...fields, verdict: 'answer' });
    expect(without.status).toBe(422);
    await stage.claire.post(`${path}/repondre`, { ...fields, verdict: 'accept' });
    const twice = await stage.claire.post(`${path}/repondre`, { ...fields, verdict: 'accept' });
    expect(twice.headers.get('location')).toContain('dit=passe');
    await browser.go('/espace/heures');
    expect(browser.text).toContain('2 h 45');
    expect(stage.all(hourEntriesKind)[0]?.entries).toHaveLength(1);
  });

  it('a line added twice by one form is one line, and counts nowhere until it is agreed', async () => {
    const stage = await town();
    const { browser } = stage;
    await browser.go('/espace/heures/ajouter');
    const key = hiddenOf(browser.page, 'formKey');
    const csrf = hiddenOf(browser.page, '_csrf');
    const fields = {
      _csrf: csrf,
      formKey: key,
      activity: 'training',
      day: '2026-11-02',
      hours: '3',
      mode: 'walk',
    };
    await browser.post('/espace/heures/ajouter', fields);
    await browser.post('/espace/heures/ajouter', fields);
    expect(stage.all(hourEntriesKind)[0]?.entries).toHaveLength(1);
    expect(browser.text).toContain('Sans durée connue : 1');
    await browser.go('/espace/heures/ajouter');
    await browser.submit('/espace/heures/ajouter', {
      activity: 'training',
      day: '2026-12-25',
      hours: '1',
      mode: 'walk',
    });
    expect([browser.status, browser.text]).toEqual([
      422,
      expect.stringContaining('Ce jour n’est pas encore venu'),
    ]);
  });

  it('an attestation is asked for, issued once, printed, and verified without telling more', async () => {
    const stage = await town();
    const { browser } = stage;
    await browser.go('/espace/attestation');
    await browser.submit('/espace/attestation', {
      from: '2026-10-01',
      to: '2026-11-24',
      withKilometres: 'yes',
      tellBySms: 'yes',
    });
    expect(browser.text).toContain('votre demande d’attestation est arrivée');
    expect(await pageOf(stage, '/engagement/attestations')).toContain('avec les kilomètres');
    const sheet = await issue(stage, '&km=yes');
    expect(sheet).toBe('/engagement/attestations/feuille/2026-0001');
    expect(await issue(stage, '&km=yes')).toBe(sheet);
    expect(stage.all(attestationKind)).toHaveLength(1);
    expect(stage.all(intentKind).map(({ message }) => message.kind)).toEqual(['attestation-ready']);
    const phone = await smsOpened(stage, 'attestation-ready');
    expect(phone.path).toBe('/espace/heures#attestations');
    expect(phone.page).toMatch(/<h2 id="attestations">Mes attestations<\/h2>[\s\S]*Attestation 2026-0001/);
    const paper = await (await stage.claire.get(sheet)).text();
    const code = codeOn(paper);
    expect(code).toMatch(/^[2-9A-Z]{4}-[2-9A-Z]{4}-[2-9A-Z]{4}$/);
    expect(paper).toContain('Paul Renard');
    expect(paper).not.toMatch(/Jeanne|Martin|Battant/);
    // This host has another secret than the desk's, as after a change of secret: nothing is printed from a guess.
    await browser.go('/espace/attestations/2026-0001');
    expect(browser.text).toContain('ne peut plus être imprimée');
    expect(JSON.stringify(stage.all(attestationKind))).not.toMatch(/Renard|Paul/);
    const stranger = stage.links.browser();
    const verify = async (number: string, typed: string) => {
      await stranger.go('/verifier');
      await stranger.submit('/verifier', { number, code: typed });
      return stranger.status;
    };
    expect(await verify('2026 1', code.toLowerCase())).toBe(200);
    expect(stranger.text).toContain('P. R.');
    expect(stranger.text).toContain('2 h');
    expect(stranger.text).not.toMatch(/Renard|Visite de convivialité|km/);
    const wrong = `${code.startsWith('A') ? 'B' : 'A'}${code.slice(1)}`;
    expect([await verify('2026-0001', wrong), stranger.text]).toEqual([
      422,
      expect.stringContaining('mal recopié'),
    ]);
    expect(await verify('2026-0002', code)).toBe(422);
    const unknown = stranger.text;
    const other = await issue(stage);
    const otherCode = codeOn(await (await stage.claire.get(other)).text());
    expect(await verify('2026-0001', otherCode)).toBe(422);
    expect(stranger.text.replace(/value="[^"]*"/g, '')).toBe(unknown);
  });

  it('is refused when the hours changed since the page; a correction revokes the old one, and the door says so', async () => {
    const stage = await town();
    const sheet = await issue(stage);
    const code = codeOn(await (await stage.claire.get(sheet)).text());
    const path = `/engagement/attestations/heures/${PAUL}`;
    const changed = await stage.claire.post(`${path}/etablir`, {
      from: '2026-10-01',
      to: '2026-11-24',
      withKilometres: 'no',
      seen: 'x'.repeat(64),
    });
    expect(changed.headers.get('location')).toContain('dit=change');
    const next = await issue(stage, '&km=yes&remplace=2026-0001');
    expect(next).toContain('2026-0002');
    expect(await pageOf(stage, sheet)).toContain('sans valeur');
    const stranger = stage.links.browser();
    await stranger.go('/verifier');
    await stranger.submit('/verifier', { number: '2026-0001', code });
    expect(stranger.text).toContain('Annulée le 24 novembre 2026');
    await stage.claire.post(`${next}/annuler`);
    await stage.claire.post(`${next}/annuler`);
    expect(stage.all(attestationKind).every(({ revoked }) => revoked)).toBe(true);
    expect(stage.all(auditKind).filter(({ action }) => action === 'attestation-revoked')).toHaveLength(3);
  });

  it('after too many tries of one number in a day, nothing is looked up any more', async () => {
    const stage = await town();
    const code = codeOn(await (await stage.claire.get(await issue(stage))).text());
    const stranger = stage.links.browser();
    await stranger.go('/verifier');
    const csrf = hiddenOf(stranger.page, '_csrf');
    const { appSecret } = stage.links.world.config;
    const tried = blindIndex(appSecret, 'limit-attestation-tried', 'besancon|2026-0007');
    const almost = { hash: tried, day: TODAY, count: LIMITS['attestation-tried'] - 1 };
    await stage.table.commit([put(limitKind, almost, 'absent')]);
    await stranger.post('/verifier', { _csrf: csrf, number: '2026-0007', code });
    expect(stranger.status).toBe(422);
    await stranger.post('/verifier', { _csrf: csrf, number: '2026-0007', code });
    expect(stranger.status).toBe(429);
    await stranger.post('/verifier', { _csrf: csrf, number: '2026-0001', code });
    expect(stranger.status).toBe(200);
  });

  it('those of somebody who left are still there to attest, and said by a person', async () => {
    const stage = await town();
    const stored = await stage.table.get(volunteerKind, volunteerKey(PAUL));
    if (!stored) throw new Error('nobody');
    const left = { ...stored.value, state: 'left' as const };
    await stage.table.commit([replace(volunteerKind, stored, left)]);
    expect(await pageOf(stage, '/engagement/attestations')).toContain('Renard Paul (départ)');
    const hours = await pageOf(stage, `/engagement/attestations/heures/${PAUL}`);
    expect(hours).toContain('Ce bénévole est parti');
    expect(await issue(stage)).toContain('2026-0001');
  });

  it('days that are no period are said to be none, and an answer too long is asked for again, never cut', async () => {
    const stage = await town();
    const path = `/engagement/attestations/heures/${PAUL}`;
    expect(await pageOf(stage, `${path}?du=2026-11-24&au=2026-10-01`)).toContain(
      'Cette période ne convient pas',
    );
    expect(await pageOf(stage, `${path}?du=2026-10-01&au=2026-11-24`)).not.toContain('ne convient pas');
    const { browser } = stage;
    const line = `/espace/heures/ligne/${missionOf(14)}`;
    await browser.go(`${line}?jour=${addDays(TODAY, -14)}`);
    await browser.submit(line, { hours: '2', mode: 'car' });
    const page = await (await stage.claire.get(`${path}?annee=2026`)).text();
    const answered = await stage.claire.post(`${path}/repondre`, {
      ...{ lineId: missionOf(14), day: addDays(TODAY, -14), saidAt: hiddenOf(page, 'saidAt') },
      ...{ verdict: 'answer', [`answer-${missionOf(14)}`]: 'é'.repeat(301) },
    });
    expect([answered.status, await answered.text()]).toEqual([
      422,
      expect.stringContaining('300 signes au plus'),
    ]);
    // Refused, a correction stays the correction of the one it was to replace.
    const corrected = await stage.claire.post(`${path}/etablir`, {
      ...{ from: '2026-10-01', to: '2026-11-24', withKilometres: 'no', seen: 'x'.repeat(64) },
      replaces: '2026-0001',
    });
    expect(corrected.headers.get('location')).toContain('remplace=2026-0001');
  });
});

it('a volunteer takes all of it home with their data', async () => {
  const stage = await town();
  await send(stage);
  await issue(stage);
  await stage.browser.go('/espace/donnees.json');
  const data = JSON.parse(stage.browser.page);
  expect([data.heures.length, data.frais.length, data.attestations.recues.length]).toEqual([2, 1, 1]);
  expect(stage.browser.page).not.toMatch(/sen_|stf_/);
});
