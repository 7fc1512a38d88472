import { describe, expect, it } from 'vitest';
import { currentKind } from '../../../shared/heat/campaign/campaign.ts';
import { staffIdSchema } from '../../../shared/ids/ids.ts';
import { setRule } from '../../../shared/register/rules.ts';
import { entryKind } from '../../../shared/register/store.ts';
import { put } from '../../../shared/table/write.ts';
import { taskKind } from '../../../shared/tasks/task.ts';
import { civilDay } from '../../../shared/time/civil.ts';
import { plus } from '../../../shared/time/instant.ts';
import { LIMITS } from '../../../shared/volunteers/limits.ts';
import { TUESDAY_NOON } from '../../builders/chain.ts';
import { CAMPAIGN } from '../../builders/heat.ts';
import { openLinksTown } from '../../support/links.ts';

const FORM = {
  by: 'self',
  firstName: 'Odile',
  lastName: 'Perrin',
  birthDay: '07/03/1941',
  capacity: 'AGE_65',
  line: '4 rue Battant',
  phone: '03 53 01 00 42',
};
const FOR_ANOTHER = { ...FORM, by: 'third-party', askerName: 'Anne Perrin', askerQuality: 'fille' };

const asking = async (fields: Record<string, string>) => {
  const town = await openLinksTown([]);
  const browser = town.browser();
  await browser.go('/inscription-registre');
  await browser.submit('/inscription-registre', fields);
  return { town, browser };
};

describe('a request for the alert register, online', () => {
  it('from the form to an entry that waits to be read, with the notice it was shown', async () => {
    const { town, browser } = await asking({ ...FORM, calls: 'given' });
    expect(browser.path).toBe('/inscription-registre/merci');
    expect(browser.text).toContain('Votre demande est bien arrivée');
    expect(town.all(entryKind)).toMatchObject([
      {
        state: 'requested',
        purpose: 'ALERT_PLAN',
        request: { by: 'self', channel: 'online', notice: '2026-1' },
        volunteerCalls: { state: 'given', how: 'form' },
      },
    ]);
    expect(town.all(taskKind)).toMatchObject([{ kind: 'register', state: 'open' }]);
  });

  it('offers the town’s own category, and names who may receive the data, once the town opened them', async () => {
    const town = await openLinksTown([]);
    const browser = town.browser();
    await browser.go('/inscription-registre');
    expect(browser.text).toContain('Personne d’autre.');
    expect(browser.page).not.toContain('LOCAL_OTHER');
    const by = staffIdSchema.parse(`stf_${'N'.repeat(26)}`);
    const basis = { text: 'Délibération n° 2026-41', on: civilDay('2026-01-02') };
    for (const rule of ['local-other', 'onward'] as const)
      await setRule(town.world, rule, basis, by, TUESDAY_NOON);
    await browser.go('/inscription-registre');
    expect(browser.text).toContain('au CCAS, à un service de santé ou à un service autorisé');
    await browser.submit('/inscription-registre', { ...FORM, capacity: 'LOCAL_OTHER' });
    expect(town.all(entryKind)).toMatchObject([
      { person: { capacity: 'LOCAL_OTHER' }, request: { notice: '2026-1+2026-01-02' } },
    ]);
    await browser.go('/inscription-registre/formulaire');
    expect(browser.text).toContain('une autre situation, que la commune accepte aussi');
  });

  it('is to be read within two hours while calls are open, else within a day', async () => {
    const { town, browser } = await asking(FORM);
    const current = { town: 'besancon', campaignId: CAMPAIGN, rounds: [] };
    await town.table.commit([put(currentKind, current, 'absent')]);
    await browser.go('/inscription-registre');
    await browser.submit('/inscription-registre', { ...FORM, lastName: 'Zimmer' });
    const due = new Map(town.all(taskKind).map(({ urgent, dueAt }) => [urgent, dueAt]));
    expect(due.get(false)).toBe(plus(TUESDAY_NOON, { hours: 24 }));
    expect(due.get(true)).toBe(plus(TUESDAY_NOON, { hours: 2 }));
  });

  it('for somebody else says who asks; what that person would answer about volunteers is not taken', async () => {
    const { town } = await asking({ ...FOR_ANOTHER, calls: 'given' });
    const [entry] = town.all(entryKind);
    expect(entry?.request).toMatchObject({
      by: 'third-party',
      asker: { name: 'Anne Perrin', quality: 'fille' },
      proof: 'formulaire en ligne',
    });
    expect(entry?.volunteerCalls).toBeUndefined();
  });

  it('says each thing to correct, and keeps what was typed', async () => {
    const { town, browser } = await asking({ ...FOR_ANOTHER, askerQuality: '', phone: '12' });
    expect(browser.status).toBe(422);
    expect(browser.text).toContain('Ce numéro ne peut pas sonner');
    expect(browser.page).toContain('value="Anne Perrin"');
    expect(town.all(entryKind)).toEqual([]);
    const late = await asking({ ...FOR_ANOTHER, askerQuality: '' });
    expect(late.browser.text).toContain('Écrivez votre nom, et qui vous êtes pour cette personne.');
  });

  it('is answered alike whoever it names, and a robot is too', async () => {
    const first = await asking(FORM);
    const before = first.town.all(entryKind).length;
    const again = first.town.browser();
    await again.go('/inscription-registre');
    await again.submit('/inscription-registre', FORM);
    expect([again.path, again.page]).toEqual([first.browser.path, first.browser.page]);
    const robot = first.town.browser();
    await robot.go('/inscription-registre');
    await robot.submit('/inscription-registre', { ...FORM, website: 'https://spam.example' });
    expect([robot.path, robot.page]).toEqual([first.browser.path, first.browser.page]);
    expect(first.town.all(entryKind)).toHaveLength(before + 1);
  });

  it('stops where no town ever went in a day, and gives the telephone', async () => {
    const town = await openLinksTown([]);
    const browser = town.browser();
    for (let n = 0; n <= LIMITS['register-requests-in-town']; n += 1) {
      await browser.go('/inscription-registre');
      await browser.submit('/inscription-registre', FORM);
    }
    expect(browser.status).toBe(503);
    expect(browser.text).toContain('une demande par téléphone vaut autant');
    expect(town.all(entryKind)).toHaveLength(LIMITS['register-requests-in-town']);
  });

  it('refuses a form sent from elsewhere', async () => {
    const town = await openLinksTown([]);
    const browser = town.browser();
    await browser.post('/inscription-registre', FORM);
    expect(browser.status).toBe(403);
    expect(town.all(entryKind)).toEqual([]);
  });

  it('has a paper twin with the same questions', async () => {
    const town = await openLinksTown([]);
    const browser = town.browser();
    await browser.go('/inscription-registre/formulaire');
    for (const words of ['Date de naissance', 'Personne à prévenir', 'Elle pourra dire non', 'facultatif'])
      expect(browser.text).toContain(words);
  });
});
