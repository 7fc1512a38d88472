import { describe, expect, it } from 'vitest';
import { consentKind } from '../../../shared/consents/consent.ts';
import { missionIdSchema } from '../../../shared/ids/ids.ts';
import { emptyLoad, withEntry } from '../../../shared/offers/load.ts';
import { loadKind } from '../../../shared/offers/store.ts';
import { put } from '../../../shared/table/write.ts';
import { civilDay } from '../../../shared/time/civil.ts';
import { aConsent, VISIT_STARTS } from '../../builders/chain.ts';
import { missionNow, offersNow, volunteerNumber } from '../../support/chain.ts';
import { openVisit } from '../../support/visit-link.ts';

type Visit = Awaited<ReturnType<typeof openVisit>>;
const ANNE = volunteerNumber(0);
const YES = 'action="/m/accepter"';

const paused = async (length = '7') => {
  const visit = await openVisit();
  await visit.browser.go('/m/pause');
  await visit.browser.submit('/m/pause', { length });
  await visit.browser.go('/m');
  return visit;
};

describe('an offer opened during a pause', () => {
  it.each([
    ['7', 'Vous êtes en pause jusqu’au 30 novembre 2026 inclus.'],
    ['open', 'Vous êtes en pause, sans date de fin.'],
  ])('says so before any tap, and offers no yes (%s)', async (length, sentence) => {
    const { browser } = await paused(length);
    expect(browser.page).toContain(sentence);
    expect(browser.page).not.toContain(YES);
    expect(browser.page).toContain('J’arrête ma pause');
    expect(browser.page).toContain('Non, je reste en pause');
  });

  it('ends the pause in one tap, then a yes is a yes', async () => {
    const { browser, table } = await paused();
    await browser.submit('/m/reprendre');
    expect(browser.page).toContain('Votre pause est terminée.');
    expect(browser.page).toContain(YES);
    await browser.submit('/m/accepter');
    expect(browser.page).toContain('la mission est à vous');
    expect((await missionNow(table)).holder?.volunteerId).toBe(ANNE);
  });

  it('ends the pause once by a double tap', async () => {
    const { browser } = await paused();
    const [, csrf = ''] = /name="_csrf" value="([^"]*)"/.exec(browser.page) ?? [];
    await browser.submit('/m/reprendre');
    await browser.post('/m/reprendre', { _csrf: csrf });
    expect(browser.status).toBe(200);
    expect(browser.page).toContain(YES);
  });

  it('takes a no as ever, and the pause stays', async () => {
    const { browser, table } = await paused();
    await browser.submit('/m/refuser');
    expect(browser.page).toContain('C’est noté, merci');
    expect(browser.page).toContain('Pour dire oui, arrêtez d’abord votre pause');
    expect(browser.page).not.toContain(YES);
    expect((await offersNow(table)).map(({ state }) => state)).toEqual(['declined']);
  });

  it('a mission that the pause gave back is not offered anew before the pause ends', async () => {
    const { browser } = await openVisit();
    await browser.submit('/m/accepter');
    await browser.go('/m/pause');
    await browser.submit('/m/pause', { length: '7' });
    await browser.go('/m');
    expect(browser.page).toContain('La mission est rendue');
    expect(browser.page).not.toContain(YES);
    expect(browser.page).not.toContain('vous pouvez encore la reprendre');
    await browser.submit('/m/reprendre');
    expect(browser.page).toContain('vous pouvez encore la reprendre');
    expect(browser.page).toContain(YES);
  });

  it('the page of the pause says until when it is, and how to end it', async () => {
    const { browser } = await paused();
    await browser.go('/m/pause');
    expect(browser.page).toContain('Vous êtes en pause jusqu’au 30 novembre 2026 inclus.');
    expect(browser.page).toContain('J’arrête ma pause');
  });
});

const busyThen = ({ table }: Visit) =>
  table.commit([
    put(
      loadKind,
      withEntry(emptyLoad(ANNE), {
        missionId: missionIdSchema.parse(`mis_${'D'.repeat(26)}`),
        day: civilDay('2026-11-25'),
        startsAt: VISIT_STARTS,
        minutes: 60,
        state: 'held',
      }),
      'any',
    ),
  ]);
const noConsent = ({ table }: Visit) =>
  table.commit([put(consentKind, aConsent({ state: 'withdrawn' }), 'any')]);

describe.each([
  ['somebody who holds another visit at that hour', busyThen, 'Vous avez déjà une mission à cette heure'],
  ['a visit that she no longer agrees to', noConsent, 'Cette mission n’a plus lieu'],
] as const)('an offer to %s', (_, happens, sentence) => {
  it('says so before any tap', async () => {
    const visit = await openVisit();
    await happens(visit);
    await visit.browser.go('/m');
    expect(visit.browser.page).toContain(sentence);
    expect(visit.browser.page).not.toContain(YES);
  });

  it('says the same to a tap in a tab that was open', async () => {
    const visit = await openVisit();
    await happens(visit);
    await visit.browser.submit('/m/accepter');
    expect(visit.browser.status).toBe(409);
    expect(visit.browser.page).toContain(sentence);
    expect((await missionNow(visit.table)).holder).toBeUndefined();
  });
});
