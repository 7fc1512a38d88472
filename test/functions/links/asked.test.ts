import { describe, expect, it } from 'vitest';
import type { Mission } from '../../../shared/missions/mission.ts';
import { missionKey, missionKind } from '../../../shared/missions/store.ts';
import type { Table } from '../../../shared/table/table.ts';
import { replace } from '../../../shared/table/write.ts';
import { civilTime, dayOf } from '../../../shared/time/civil.ts';
import { instant, minus, plus } from '../../../shared/time/instant.ts';
import { VISIT, VISIT_STARTS } from '../../builders/chain.ts';
import { openVisit } from '../../support/visit-link.ts';

const changed = async (table: Table, change: Partial<Mission>): Promise<void> => {
  const stored = await table.get(missionKind, missionKey(VISIT));
  if (!stored) throw new Error('no mission');
  await table.commit([replace(missionKind, stored, { ...stored.value, ...change })]);
};
const countOf = (page: string, what: string): number => page.split(what).length - 1;

describe('what a text asks, its page lets answer', () => {
  it('« je confirme ou je ne peux plus »: both are buttons, and the no stands there once', async () => {
    const { table, browser, moveTo } = await openVisit();
    await browser.submit('/m/accepter');
    expect(browser.text).toContain('La veille, un SMS vous demandera de confirmer.');
    const eve = minus(VISIT_STARTS, { hours: 21 });
    await changed(table, { steps: { dayBeforeAt: eve } });
    moveTo(eve);
    await browser.go('/m');
    expect(browser.text).toContain('Je confirme que j’y vais');
    expect(browser.page).toContain('<a class="button second" href="/m/rendre">Je ne peux plus y aller</a>');
    expect(countOf(browser.page, 'href="/m/rendre"')).toBe(1);
    await browser.submit('/m/confirmer');
    expect(countOf(browser.page, 'href="/m/rendre"')).toBe(1);
    expect(browser.page).not.toContain('class="button second" href="/m/rendre"');
  });

  it('a yes given on the very day is not asked again: no text comes, and none is announced', async () => {
    const { browser } = await openVisit(minus(VISIT_STARTS, { hours: 5 }));
    await browser.submit('/m/accepter');
    expect(browser.text).toContain('la mission est à vous');
    expect(browser.text).not.toContain('Je confirme');
    expect(browser.text).not.toContain('La veille, un SMS');
    expect(browser.text).toContain('Un imprévu d’ici là');
  });

  it('a yes given after the hour of the reminder announces no text: none will come', async () => {
    const { table, browser } = await openVisit(instant('2026-11-24T16:30:00.000Z'));
    await changed(table, { time: civilTime('19:00'), startsAt: instant('2026-11-25T18:00:00.000Z') });
    await browser.submit('/m/accepter');
    expect(browser.text).toContain('la mission est à vous');
    expect(browser.text).not.toContain('un SMS vous demandera');
  });

  it('names the day of the text where nobody is texted on the eve', async () => {
    const { table, browser } = await openVisit();
    const monday = plus(VISIT_STARTS, { days: 5 });
    await changed(table, { day: dayOf(monday), startsAt: monday });
    await browser.submit('/m/accepter');
    expect(browser.text).toContain('Le samedi 28 novembre, un SMS vous demandera de confirmer.');
  });

  it('a no pressed in an old tab, after the yes of another: it asks whether to give back, and never passes for one', async () => {
    const { table, browser } = await openVisit();
    await browser.go('/m/refuser');
    const csrf = /name="_csrf" value="([^"]+)"/.exec(browser.page)?.[1] ?? '';
    await browser.go('/m');
    await browser.submit('/m/accepter');
    await browser.post('/m/refuser', { _csrf: csrf, reason: 'busy' });
    expect(browser.path).toBe('/m/rendre');
    expect(browser.text).toContain('Oui, je rends cette mission');
    expect((await table.get(missionKind, missionKey(VISIT)))?.value.state).toBe('filled');
    await browser.go('/m/refuser');
    expect(browser.path).toBe('/m/rendre');
  });

  it('a mission given back on the very day is not thanked for having been in time', async () => {
    const { browser, moveTo } = await openVisit();
    await browser.submit('/m/accepter');
    moveTo(minus(VISIT_STARTS, { hours: 1 }));
    await browser.go('/m/rendre');
    await browser.submit('/m/rendre');
    expect(browser.text).toContain('Merci de l’avoir dit.');
    expect(browser.text).not.toContain('à temps');
  });

  it('whoever found the door shut reads who asks after her now', async () => {
    const { browser, moveTo } = await openVisit();
    await browser.submit('/m/accepter');
    moveTo(plus(VISIT_STARTS, { minutes: 20 }));
    await browser.go('/m/compte-rendu');
    await browser.submit('/m/compte-rendu', { outcome: 'not-home' });
    expect(browser.text).toContain(
      'est enregistrée. Personne n’a répondu. La coordination le sait, et prend de ses nouvelles si personne n’en a eu depuis.',
    );
  });

  it('an address typed by hand, without the rest of the link, leads to a new one', async () => {
    const { browser } = await openVisit();
    await browser.go('/');
    expect(browser.status).toBe(404);
    expect(browser.page).toContain('href="/lien-perdu"');
  });
});
