import { describe, expect, it } from 'vitest';
import { callScheduleKind, scheduleKey } from '../../../shared/friendly/schedule.ts';
import { acceptBatch } from '../../../shared/heat/batches/answer-batch.ts';
import { withdrawConsent } from '../../../shared/situations/record-consent.ts';
import { addDays } from '../../../shared/time/civil.ts';
import type { Volunteer } from '../../../shared/volunteers/volunteer.ts';
import { volunteerNumber } from '../../support/chain.ts';
import { type TestBrowser, testDesk } from '../../support/desk.ts';
import {
  aFriend,
  CALM_DAY,
  calm,
  type Member,
  memberNumber,
  openFriendlyTown,
} from '../../support/friendly-day.ts';
import { CLAIRE } from '../../support/situations.ts';

const openDesk = async (members: readonly Member[], schedule = {}, volunteers: readonly Volunteer[] = []) => {
  const town = await openFriendlyTown(members, volunteers, schedule);
  const desk = await testDesk({
    table: town.table,
    town: 'none',
    now: calm('09:30'),
    sessionClock: { now: () => calm('09:30') },
  });
  const claire = await desk.as('coordinator');
  return { town, desk, claire };
};
const text = async (browser: TestBrowser, path: string) => (await browser.get(path)).text();
const settings = {
  programme: 'FRIENDLY_CALL',
  isOn: 'yes',
  from: '9 h 30',
  handOverAt: '14:00',
  to: '18:00',
  batchSize: '6',
  responsible: CLAIRE,
  callingNumber: '03 53 01 00 00',
  script: 'Bonjour, je prends de vos nouvelles.',
};

describe('friendly calls at the desk', () => {
  it('leads a town without lists to the choice of days, and saves it once', async () => {
    const { town, desk } = await openDesk([]);
    const stored = await town.table.get(callScheduleKind, scheduleKey('besancon', 'FRIENDLY_CALL'));
    const claire = await desk.as('coordinator');
    const version = String(stored?.version ?? 0);
    const wrong = await claire.post('/appels/reglages', {
      ...settings,
      version,
      weekdays: ['2'],
      to: '13:00',
    });
    expect(wrong.status).toBe(422);
    expect(await wrong.text()).toContain('Mettez les heures dans l’ordre');
    const none = await claire.post('/appels/reglages', { ...settings, version });
    expect(await none.text()).toContain('Cochez au moins un jour.');
    const saved = await claire.post('/appels/reglages', { ...settings, version, weekdays: ['2', '5'] });
    expect(saved.headers.get('location')).toBe('/appels?programme=FRIENDLY_CALL&dit=regle');
    expect(await text(claire, '/appels')).toMatch(/le mardi et le vendredi, de 9\sh\s30 à 18\sh/);
    const late = await claire.post('/appels/reglages', { ...settings, version, weekdays: ['1'] });
    expect(await late.text()).toContain('Quelqu’un vient de changer ces réglages');
  });

  it('shows the list of the day, the next call with its number and words, and what came of it', async () => {
    const { town, claire } = await openDesk([{}, {}]);
    await town.tick(calm('07:00'));
    const page = await text(claire, '/appels');
    expect(page).toMatch(/sur la liste<\/dt><dd>2</);
    expect(page).toContain('Jeanne Perrin0');
    const to =
      (await claire.post('/appels/suivante', { programme: 'FRIENDLY_CALL' })).headers.get('location') ?? '';
    const call = await text(claire, to);
    expect(call).toContain('href="tel:+336399810');
    expect(call).toContain('Comment s’est passée sa journée');
    expect(call).not.toContain('Volets fermés');
    expect(call).not.toContain('Mot du jour');
    const id = /name="id" value="([^"]+)"/.exec(call)?.[1] ?? '';
    const noted = await claire.post(`${to}/resultat`, { id, code: 'well' });
    expect(noted.headers.get('location')).toBe(`${to}?dit=note`);
    const police = await claire.post(`${to}/resultat`, { id: `${id}x`, code: 'passed-to-police' });
    expect(await police.text()).toContain('personne n’est envoyé à la porte');
    expect(await text(claire, '/appels')).toMatch(/jointes<\/dt><dd>1</);
    const story = await text(
      claire,
      `/personnes/${town.calls().find(({ state }) => state === 'reached')?.personId}`,
    );
    expect(story).toContain('Appels de convivialité');
    expect(story).toContain('Va bien');
  });

  it('adds somebody who agreed, on her days, and says why when it cannot', async () => {
    const { town, claire } = await openDesk([
      { service: { state: 'closed' } },
      { service: { state: 'closed' }, agrees: false },
    ]);
    await town.tick(calm('07:00'));
    const found = await text(claire, '/appels/personnes?q=perrin');
    expect(found).toContain('Choisir ses jours');
    const add = { programme: 'FRIENDLY_CALL', weekdays: ['2', '4'], cadence: 'weekly' };
    const done = await claire.post('/appels/personnes/jours', { ...add, personne: memberNumber(0) });
    expect(done.headers.get('location')).toContain('dit=suivie');
    const page = await text(claire, '/appels/personnes');
    expect(page).toContain('le mardi et le jeudi');
    expect(town.calls()).toHaveLength(1);
    const refused = await claire.post('/appels/personnes/jours', { ...add, personne: memberNumber(1) });
    expect(refused.status).toBe(422);
    expect(await refused.text()).toContain('Elle n’a pas donné son accord pour cela');
  });

  it('says on each sheet of a long list whose it is', async () => {
    const seventeen = await openDesk(Array.from({ length: 17 }, () => ({})));
    await seventeen.town.tick(calm('07:00'));
    const page = await text(seventeen.claire, '/appels/papier');
    expect(page).toMatch(/<thead><tr class="sheet-title"><td colspan="5">Appels de convivialité, \w+ \d+/);
  });

  it('prints those still to be called, and keys results back in any order, once each', async () => {
    const { town, claire } = await openDesk([{}, {}, {}]);
    await town.tick(calm('07:00'));
    await withdrawConsent(
      town.world,
      memberNumber(2),
      'FRIENDLY_CALL',
      'phone',
      { kind: 'staff', id: CLAIRE },
      calm('09:00'),
    );
    const page = await text(claire, '/appels/papier');
    expect(page).toContain('Perrin0');
    expect(page).not.toContain('Perrin2');
    const form = /name="form" value="([^"]+)"/.exec(page)?.[1] ?? '';
    const [first, second] = town.calls();
    const typed = {
      programme: 'FRIENDLY_CALL',
      form,
      [`r-${second?.id}`]: 'well',
      [`r-${first?.id}`]: 'no-answer',
    };
    for (let twice = 0; twice < 2; twice += 1)
      expect((await claire.post('/appels/papier', typed)).status).toBe(303);
    expect(town.calls().map(({ attempts }) => attempts)).toEqual([1, 1, 0]);
  });

  it('tells two people of one name apart by where they live, on the list and among those followed', async () => {
    const address = (line: string) => ({ line, precision: 'street' as const });
    const { town, claire } = await openDesk([
      { senior: { lastName: 'Jeannin', address: address('4 rue Battant') } },
      { senior: { lastName: 'Jeannin', address: address('9 rue Jeanneney') } },
      { senior: { lastName: 'Colin', address: address('1 rue Unique') } },
    ]);
    await town.tick(calm('07:00'));
    for (const path of ['/appels', '/appels/personnes']) {
      const page = await text(claire, path);
      expect(page).toContain('4 rue Battant');
      expect(page).toContain('9 rue Jeanneney');
      expect(page).not.toContain('1 rue Unique');
    }
  });

  it('notes what she says herself while a volunteer has her on a list, and names nobody to warn when there is nobody', async () => {
    const { town, claire } = await openDesk([{ senior: { emergencyContacts: [] } }], {}, [aFriend(1)]);
    await town.tick(calm('07:00'));
    await town.tick(calm('08:30'));
    const [batch] = town.batches();
    const volunteerId = volunteerNumber(1);
    const manner = {
      via: 'link',
      device: 'd'.repeat(64),
      actor: { kind: 'volunteer', id: volunteerId },
    } as const;
    const accepted = await acceptBatch(
      town.world,
      { batchId: batch?.id ?? ('' as never), volunteerId },
      manner,
      calm('09:00'),
    );
    expect(accepted.ok).toBe(true);
    const path = `/appels/appel/${town.calls()[0]?.id}`;
    const page = await text(claire, path);
    expect(page).toContain('Un bénévole l’appelle');
    expect(page).not.toContain('À prévenir');
    const id = /name="id" value="([^"]+)"/.exec(page)?.[1] ?? '';
    const noted = await claire.post(`${path}/resultat`, {
      id,
      code: 'known-elsewhere',
      note: 'chez sa fille',
    });
    expect(noted.status).toBe(303);
    expect(await text(claire, path)).toContain('chez sa fille');
  });

  it('counts the last weeks, list by list, and says when the next one is', async () => {
    const { town, desk, claire } = await openDesk([{}]);
    await town.tick(calm('07:00'));
    const [call] = town.calls();
    if (call) await town.say(call, 'well', calm('10:00'));
    await town.tick(calm('18:01'));
    const saturday = calm('10:00', addDays(CALM_DAY, 4));
    desk.moveTo(saturday);
    const page = await text(claire, '/appels');
    expect(page).toMatch(/Prochaine liste\s: lundi 30 novembre/);
    expect(page).toContain('1 liste, 1 appel passé');
    expect(await text(claire, `/appels?jour=${CALM_DAY}`)).toContain('Va bien');
  });

  it('is closed to those who flag, and its settings to whoever only calls', async () => {
    const { desk } = await openDesk([{}]);
    const sofia = await desk.as('social-worker');
    expect((await sofia.get('/appels')).status).toBe(403);
    const officer = await desk.as('duty-officer');
    expect((await officer.get('/appels')).status).toBe(200);
    expect((await officer.get('/appels/reglages')).status).toBe(403);
  });
});
