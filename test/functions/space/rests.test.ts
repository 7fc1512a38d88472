import { describe, expect, it } from 'vitest';
import { askVolunteer } from '../../../shared/engagement/rests/ask.ts';
import { restsKey, restsKind } from '../../../shared/engagement/rests/rests.ts';
import { intentKind } from '../../../shared/messages/store.ts';
import { emptyLoad } from '../../../shared/offers/load.ts';
import { loadKind, offerKind } from '../../../shared/offers/store.ts';
import { put } from '../../../shared/table/write.ts';
import { taskKind } from '../../../shared/tasks/task.ts';
import { addDays, dayOf } from '../../../shared/time/civil.ts';
import { plus } from '../../../shared/time/instant.ts';
import { lookAtVolunteer } from '../../../shared/volunteers/look-at-volunteer.ts';
import { anOffer, aVolunteer, TUESDAY_NOON as NOW, PAUL } from '../../builders/chain.ts';
import { openLinksTown } from '../../support/links.ts';

/** Known to the town since NOW, asked a hundred days later. */
const LATER = plus(NOW, { days: 100 });
const ago = (days: number) => plus(LATER, { days: -days });
const TODAY = dayOf(LATER);

/** Paul, asked this morning whether he stays, or for a date of return, opens the link of his SMS. */
const asked = async (more: Parameters<typeof aVolunteer>[0] = {}) => {
  const town = await openLinksTown([aVolunteer({ activeSince: ago(200), appliedAt: ago(230), ...more })]);
  await town.table.commit([put(offerKind, anOffer({ state: 'expired', sentAt: ago(40) }), 'absent')]);
  town.moveTo(LATER);
  await askVolunteer(town.world, PAUL, LATER);
  const browser = town.browser();
  await browser.go(`/e/${await town.spaceLink(PAUL)}`);
  const answers = async () =>
    ((await town.table.get(restsKind, restsKey(PAUL)))?.value.asks ?? []).map(({ answer }) => answer);
  return { town, browser, answers };
};
const paused = { state: 'paused', pausedAt: ago(61) } as const;

describe('« Vous restez avec nous ? »', () => {
  it('stands first, with three answers, until one is given', async () => {
    const { town, browser, answers } = await asked();
    expect(town.all(intentKind).map(({ message }) => message.kind)).toEqual(['stay-question']);
    expect(browser.text).toContain('Vous restez avec nous');
    await browser.submit('/espace/reponse', { answer: 'stay' });
    expect(browser.text).toContain('vous restez parmi nous');
    expect(browser.text).not.toContain('Vous restez avec nous');
    expect(await answers()).toEqual(['stay']);
    expect((await town.volunteer(PAUL)).state).toBe('active');
  });

  it('a pause, or a goodbye with its reason, is an answer too', async () => {
    const rests = await asked();
    await rests.browser.go('/espace/pause');
    await rests.browser.submit('/espace/pause', { pause: '4' });
    expect([await rests.answers(), (await rests.town.volunteer(PAUL)).state]).toEqual([['pause'], 'paused']);
    const leaves = await asked();
    await leaves.browser.go('/espace/partir');
    await leaves.browser.submit('/espace/partir', { reason: 'family' });
    expect(await leaves.answers()).toEqual(['leave']);
    expect((await leaves.town.volunteer(PAUL)).left).toMatchObject({ reason: 'family' });
    expect(leaves.town.all(taskKind).map(({ kind }) => kind)).toEqual(['exit-talk']);
  });

  it('is no longer asked once they were heard of: a mission done since is an answer', async () => {
    const { town, browser } = await asked();
    const later = plus(LATER, { days: 10 });
    const served = { ...emptyLoad(PAUL), lastServed: addDays(dayOf(later), -2) };
    await town.table.commit([put(loadKind, served, 'any')]);
    town.moveTo(later);
    await browser.go(`/e/${await town.spaceLink(PAUL)}`);
    expect(browser.text).not.toContain('Vous restez avec nous');
    expect(browser.text).toContain('Faire une pause');
  });

  it('is not asked of whoever was asked nothing', async () => {
    const town = await openLinksTown();
    const browser = town.browser();
    await browser.go(`/e/${await town.spaceLink(PAUL)}`);
    expect(browser.text).not.toContain('Vous restez');
    await browser.post('/espace/reponse', { answer: 'stay' });
    expect(await town.table.get(restsKind, restsKey(PAUL))).toBeUndefined();
  });
});

describe('a date of return', () => {
  it('« pas encore » is heard, a date is a date', async () => {
    const later = await asked(paused);
    expect(later.browser.text).toContain('Une date de retour en tête');
    await later.browser.submit('/espace/reponse', { answer: 'not-yet' });
    expect(later.browser.text).toContain('Prenez votre temps');
    expect(await later.answers()).toEqual(['not-yet']);
    const dated = await asked(paused);
    await dated.browser.go('/espace/pause');
    await dated.browser.submit('/espace/pause', { pause: '4' });
    expect(await dated.answers()).toEqual(['date']);
    expect((await dated.town.volunteer(PAUL)).pausedUntil).toBe(addDays(TODAY, 27));
  });

  it('coming back may be gentle, and somebody says welcome', async () => {
    const { town, browser, answers } = await asked(paused);
    await browser.submit('/espace/reprendre');
    expect(browser.text).toContain('Heureux de vous retrouver');
    await browser.submit('/espace/reprise', { rhythm: 'one' });
    expect((await town.volunteer(PAUL)).eased).toMatchObject({ cap: 1, until: addDays(TODAY, 28) });
    expect(await answers()).toEqual(['stay']);
    expect(town.all(taskKind).map(({ kind }) => kind)).toEqual(['welcome-back']);
  });

  it('the usual rhythm once chosen, the page that says so does not ask again', async () => {
    const { browser } = await asked(paused);
    await browser.submit('/espace/reprendre');
    await browser.submit('/espace/reprise', { rhythm: 'usual' });
    expect(browser.text).toContain('Les propositions peuvent reprendre.');
    expect(browser.text).not.toContain('Besoin d’un début en douceur');
    await browser.go('/espace');
    expect(browser.text).toContain('Besoin d’un début en douceur');
  });

  it('nobody who was never away is welcomed back', async () => {
    const town = await openLinksTown([aVolunteer()]);
    const browser = town.browser();
    await browser.go(`/e/${await town.spaceLink(PAUL)}`);
    await browser.go('/espace/reprise');
    expect(browser.path).toBe('/espace/mon-rythme');
    expect(browser.text).not.toContain('Heureux de vous retrouver');
  });

  it('a pause that ends by itself says so, and leads to a gentle return for two weeks', async () => {
    const town = await openLinksTown([aVolunteer({ ...paused, pausedUntil: addDays(TODAY, -1) })]);
    town.moveTo(LATER);
    await lookAtVolunteer(town.world, PAUL, LATER);
    expect(town.all(intentKind).map(({ message }) => message.kind)).toEqual(['pause-over']);
    const browser = town.browser();
    await browser.go(`/e/${await town.spaceLink(PAUL)}`);
    expect(browser.text).toContain('Vous revoilà');
    town.moveTo(plus(LATER, { days: 15 }));
    await browser.go('/espace');
    expect(browser.text).not.toContain('Vous revoilà');
  });
});
