import { describe, expect, it } from 'vitest';
import { concernKind, openConcernList } from '../../../shared/concerns/concern.ts';
import { restsKey, restsKind } from '../../../shared/engagement/rests/rests.ts';
import { rowsOf } from '../../../shared/table/kind.ts';
import { put } from '../../../shared/table/write.ts';
import { addDays, dayOf } from '../../../shared/time/civil.ts';
import { plus } from '../../../shared/time/instant.ts';
import { reportKey, reportKind } from '../../../shared/visits/report.ts';
import { volunteerKey, volunteerKind } from '../../../shared/volunteers/store.ts';
import { TUESDAY_NOON, VISIT, VISIT_STARTS } from '../../builders/chain.ts';
import { missionNow, volunteerNumber } from '../../support/chain.ts';
import { openVisit } from '../../support/visit-link.ts';

/** After the visit, the report's page open on the phone that said yes. */
const openReport = async () => {
  const visit = await openVisit();
  await visit.browser.submit('/m/accepter');
  visit.moveTo(plus(VISIT_STARTS, { minutes: 50 }));
  await visit.browser.go('/m/compte-rendu');
  return visit;
};
type Visit = Awaited<ReturnType<typeof openVisit>>;
const reportNow = async ({ table }: Visit) => (await table.get(reportKind, reportKey(VISIT)))?.value;

describe('a worry told from the report’s page', () => {
  it('takes the report along: nothing that was chosen is lost on the way', async () => {
    const visit = await openReport();
    const said = { outcome: 'done', her: 'low', words: 'Elle a maigri.', worried: 'yes' };
    await visit.browser.submit('/m/compte-rendu', said);
    expect(visit.browser.path).toBe('/m/inquietude?dit=recu');
    expect(visit.browser.text).toContain('Votre compte rendu est enregistré.');
    expect(await reportNow(visit)).toMatchObject({ outcome: 'done', her: 'low', words: 'Elle a maigri.' });
    await visit.browser.submit('/m/inquietude', { words: 'Le frigo est vide.' });
    expect(visit.browser.text).toContain('Votre message est transmis');
    const { items } = await visit.table.index('list', { partition: openConcernList('besancon') });
    expect(rowsOf(concernKind, items)).toHaveLength(1);
  });

  it('never waits for a question left open, and the words come with it', async () => {
    const visit = await openReport();
    await visit.browser.submit('/m/compte-rendu', { words: 'Elle a maigri.', worried: 'yes' });
    expect(visit.browser.status).toBe(200);
    expect(visit.browser.text).toContain('Ce que vous avez vu ou entendu');
    expect(visit.browser.text).toContain('Elle a maigri.');
    expect(visit.browser.text).not.toContain('à corriger');
    expect(await reportNow(visit)).toBeUndefined();
  });

  it('says that the report still waits, and brings all of it back once the worry is told', async () => {
    const visit = await openReport();
    const said = { her: 'low', thanks: 'Merci pour le gâteau.', wishWords: 'Un disque', kilometres: '3,5' };
    await visit.browser.submit('/m/compte-rendu', { ...said, worried: 'yes' });
    expect(visit.browser.text).toContain('Votre compte rendu n’est pas encore enregistré.');
    await visit.browser.submit('/m/inquietude', { words: ' ' });
    expect(visit.browser.status).toBe(422);
    await visit.browser.submit('/m/inquietude', { words: 'Le frigo est vide.' });
    expect(visit.browser.text).toContain('Votre message est transmis');
    await visit.browser.submit('/m/compte-rendu');
    expect(visit.browser.page).toContain('Merci pour le gâteau.');
    expect(visit.browser.page).toContain('value="Un disque"');
    await visit.browser.submit('/m/compte-rendu', { ...said, outcome: 'done' });
    expect(await reportNow(visit)).toMatchObject({ outcome: 'done', thanks: 'Merci pour le gâteau.' });
  });

  it('says what the box does under the box, not before it as if it were done', async () => {
    const { browser } = await openReport();
    await browser.go('/m/inquietude');
    const [box, hint] = ['Cela ne peut pas attendre demain', 'id="f-urgent-hint"'].map((what) =>
      browser.page.indexOf(what),
    );
    expect(box).toBeGreaterThan(0);
    expect(hint).toBeGreaterThan(box ?? 0);
  });
});

it('a report that is corrected shows its kilometres as they are written in French', async () => {
  const { browser } = await openReport();
  await browser.submit('/m/compte-rendu', { outcome: 'done', kilometres: '3,5' });
  await browser.go('/m/compte-rendu');
  expect(browser.page).toContain('value="3,5"');
});

it.each([
  ['7', 6],
  ['14', 13],
  ['28', 27],
] as const)('a pause of %s days counts today, as in « Mon espace »', async (length, more) => {
  const visit = await openVisit();
  await visit.browser.go('/m/pause');
  await visit.browser.submit('/m/pause', { length });
  const rested = await visit.table.get(volunteerKind, volunteerKey(volunteerNumber(0)));
  expect(rested?.value.pausedUntil).toBe(addDays(dayOf(TUESDAY_NOON), more));
});

it.each([
  ['/m/pause', { length: '14' }, 'pause'],
  ['/m/stop', { leave: 'yes' }, 'leave'],
] as const)(
  '%s answers « Vous restez avec nous ? » too, where that was asked',
  async (path, form, answer) => {
    const visit = await openVisit();
    const me = volunteerNumber(0);
    const asks = [{ about: 'stay' as const, on: dayOf(TUESDAY_NOON), via: 'sms' as const }];
    await visit.table.commit([put(restsKind, { volunteerId: me, town: 'besancon', asks }, 'absent')]);
    await visit.browser.go(path);
    await visit.browser.submit(path, form);
    expect((await visit.table.get(restsKind, restsKey(me)))?.value.asks).toMatchObject([{ answer }]);
  },
);

describe('whoever wants to stop for good', () => {
  it('leaves in two taps from any mission’s SMS, and the missions go to others', async () => {
    const visit = await openVisit();
    await visit.browser.submit('/m/accepter');
    await visit.browser.go('/m/pause');
    expect(visit.browser.page).toContain('href="/m/stop"');
    await visit.browser.go('/m/stop');
    expect(visit.browser.text).toContain('nous prévenons de vive voix les personnes que vous visitez');
    await visit.browser.submit('/m/stop', { leave: 'yes' });
    expect(visit.browser.text).toContain('Votre départ est noté.');
    const left = await visit.table.get(volunteerKind, volunteerKey(volunteerNumber(0)));
    expect(['leaving', 'left']).toContain(left?.value.state);
    expect((await missionNow(visit.table)).holder).toBeUndefined();
    await visit.browser.go('/m');
    expect(visit.browser.page).not.toContain('Dole');
  });

  it('only stops texts when that is what they asked', async () => {
    const visit = await openVisit();
    await visit.browser.go('/m/stop');
    await visit.browser.submit('/m/stop', {});
    expect(visit.browser.text).toContain('Plus aucun SMS');
    const still = await visit.table.get(volunteerKind, volunteerKey(volunteerNumber(0)));
    expect(still?.value.state).toBe('active');
  });
});
