import { describe, expect, it } from 'vitest';
import { intentKind } from '../../../shared/messages/store.ts';
import { volunteerKind } from '../../../shared/volunteers/store.ts';
import { openLinksTown } from '../../support/links.ts';

const FORM = {
  firstName: 'Inès',
  lastName: 'Diallo',
  phone: '06 39 98 10 10',
  programmes: 'FRIENDLY_VISIT',
  availability: 'wed-pm',
  weeklyCap: '1',
  travel: 'walk',
  rangeMetres: '2000',
  languages: 'fr',
};

describe('devenir bénévole', () => {
  it('from the form to the candidate, and a page that says what comes next', async () => {
    const town = await openLinksTown([]);
    const browser = town.browser();
    await browser.go('/devenir-benevole');
    await browser.submit('/devenir-benevole', FORM);
    expect(browser.path).toBe('/devenir-benevole/merci');
    expect(browser.text).toContain('Merci, c’est bien arrivé');
    expect(town.all(volunteerKind).map((v) => [v.firstName, v.state, v.availability])).toEqual([
      ['Inès', 'candidate', ['wed-pm']],
    ]);
  });

  it('says each thing to correct, and keeps what was typed', async () => {
    const town = await openLinksTown([]);
    const browser = town.browser();
    await browser.go('/devenir-benevole');
    const { programmes: _, ...rest } = FORM;
    await browser.submit('/devenir-benevole', { ...rest, phone: '12' });
    expect(browser.status).toBe(422);
    expect(browser.text).toContain('Ce numéro ne peut pas sonner');
    expect(browser.text).toContain('Choisissez ce que vous aimeriez faire.');
    expect(browser.page).toContain('value="Diallo"');
    expect(town.all(volunteerKind)).toEqual([]);
  });

  it('answers a robot as anybody, and writes nothing', async () => {
    const town = await openLinksTown([]);
    const browser = town.browser();
    await browser.go('/devenir-benevole');
    const before = JSON.stringify(town.table.dump());
    await browser.submit('/devenir-benevole', { ...FORM, website: 'https://spam.example' });
    expect(browser.text).toContain('Merci, c’est bien arrivé');
    expect(JSON.stringify(town.table.dump())).toBe(before);
  });

  it('answers a number it knows exactly as a new one', async () => {
    const town = await openLinksTown();
    const ask = async (phone: string) => {
      const browser = town.browser();
      await browser.go('/devenir-benevole');
      await browser.submit('/devenir-benevole', { ...FORM, phone });
      return [browser.path, browser.status, browser.page];
    };
    expect(await ask('06 39 98 00 01')).toEqual(await ask('06 39 98 10 10'));
    expect(town.all(volunteerKind)).toHaveLength(2);
  });

  it('refuses a form sent from elsewhere', async () => {
    const town = await openLinksTown([]);
    const browser = town.browser();
    await browser.post('/devenir-benevole', FORM);
    expect(browser.status).toBe(403);
    expect(town.all(volunteerKind)).toEqual([]);
  });
});

describe('lien perdu', () => {
  it('gives the same page for any number, and one SMS to the one who has it', async () => {
    const town = await openLinksTown();
    const ask = async (phone: string) => {
      const browser = town.browser();
      await browser.go('/lien-perdu');
      await browser.submit('/lien-perdu', { phone });
      return [browser.path, browser.status, browser.page];
    };
    expect(await ask('0639980001')).toEqual(await ask('06 39 98 99 99'));
    expect(town.all(intentKind).map(({ message }) => message.kind)).toEqual(['my-space-link']);
  });
});
