import { describe, expect, it } from 'vitest';
import { auditKind } from '../../../../shared/audit/audit.ts';
import { missionIdSchema } from '../../../../shared/ids/ids.ts';
import { paramsOf, SHOWN_PARAMS, shownOf } from '../../../../shared/matching/params.ts';
import { missionKey, missionKind } from '../../../../shared/missions/store.ts';
import { loadKey, loadKind } from '../../../../shared/offers/store.ts';
import { rowsOf } from '../../../../shared/table/kind.ts';
import { replace } from '../../../../shared/table/write.ts';
import { civilDay } from '../../../../shared/time/civil.ts';
import { readTown } from '../../../../shared/town/change-town.ts';
import { JEANNE } from '../../../builders/chain.ts';
import { missionNumber } from '../../../builders/weeks.ts';
import { volunteerNumber } from '../../../support/chain.ts';
import type { TestDesk } from '../../../support/desk.ts';
import { pastWeekDesk } from './town.ts';

const standard = (more: Readonly<Record<string, number | string>> = {}): Record<string, string> =>
  Object.fromEntries(Object.entries({ ...shownOf({}), ...more }).map(([key, value]) => [key, String(value)]));
const effectPath = (more: Readonly<Record<string, number | string>>) =>
  `/appariement/effet?${new URLSearchParams(standard(more))}`;
const versionIn = (page: string): string => /name="version" value="(\d+)"/.exec(page)?.[1] ?? '';
const townNow = async (desk: TestDesk) => (await readTown(desk.table, 'besancon'))?.value;
/** No asked price for recent offers: the one next door goes everywhere again. */
const UNFAIR = { 'match.recentOffer': 0, 'waves.mostPerWave': 2 };

describe('the numbers of the matching', () => {
  it('leads a bare address of the preview back to the numbers', async () => {
    const coordinator = await (await pastWeekDesk()).as('coordinator');
    const answer = await coordinator.get('/appariement/effet');
    expect(answer.status).toBe(303);
    expect(answer.headers.get('location')).toBe('/appariement');
  });

  it('say of an address cut short that nothing was changed, with what it brings and what is in force', async () => {
    const coordinator = await (await pastWeekDesk()).as('coordinator');
    for (const query of ['a=b', 'match.recentOffer=7']) {
      const answer = await coordinator.get(`/appariement/effet?${query}`);
      expect(answer.status).toBe(422);
      const page = await answer.text();
      expect(page).toContain('Ce lien n’est pas entier : rien n’a été changé.');
      expect(page).not.toContain('aria-invalid');
      if (query !== 'a=b') expect(page).toMatch(/name="match\.recentOffer"[^>]*value="7"/);
    }
  });

  it('show each its meaning, range and standard value, and are the coordination’s to change', async () => {
    const desk = await pastWeekDesk();
    const page = await (await (await desk.as('coordinator')).get('/appariement')).text();
    for (const { words } of SHOWN_PARAMS) expect(page).toContain(words.label);
    expect(page).toContain('De 1 à 12\u00a0personnes. Valeur d’origine : 4 (réglée par simulation).');
    const reviewer = await desk.as('reviewer');
    const read = await (await reviewer.get('/appariement')).text();
    expect(read).toContain('La coordination peut les changer.');
    expect(read).not.toContain('<form method="get"');
    expect((await reviewer.get(effectPath(UNFAIR))).status).toBe(403);
    expect((await reviewer.post('/appariement', { ...standard(UNFAIR), version: '1' })).status).toBe(403);
    const worker = await desk.as('social-worker');
    expect((await worker.get('/appariement')).status).toBe(403);
    expect((await worker.get('/appariement/reponses')).status).toBe(403);
  });

  it('show their effect on last week before anything is saved, then are saved with one trace', async () => {
    const desk = await pastWeekDesk();
    const claire = await desk.as('coordinator');
    const shown = await claire.get(effectPath(UNFAIR));
    expect(shown.status).toBe(200);
    const effect = await shown.text();
    expect(effect).toContain('lundi 16 novembre au dimanche 22 novembre');
    expect(effect).toMatch(/le plan aurait choisi autrement/);
    expect(effect).toContain('Choix déjà sollicités dans les sept derniers jours');
    expect(await townNow(desk)).not.toHaveProperty('matching');

    const saved = await claire.post('/appariement', { ...standard(UNFAIR), version: versionIn(effect) });
    expect(saved.headers.get('location')).toBe('/appariement?dit=enregistre');
    const town = await townNow(desk);
    expect(town?.matching).toEqual(UNFAIR);
    expect(paramsOf(town ?? {}).match.recentOffer).toBe(0);
    const rows = await desk.table.partition('TOWN#besancon');
    const events = rowsOf(auditKind, rows.items).map(({ value }) => value);
    expect(events.at(-1)).toMatchObject({
      action: 'town.matching',
      details: { 'match.recentOffer': '12 > 0', 'waves.mostPerWave': '4 > 2' },
    });
  });

  it('say first which of them the town chose', async () => {
    const desk = await pastWeekDesk();
    const claire = await desk.as('coordinator');
    expect(await (await claire.get('/appariement')).text()).toContain(
      'Tous ont aujourd’hui leur valeur d’origine.',
    );
    const version = versionIn(await (await claire.get(effectPath(UNFAIR))).text());
    await claire.post('/appariement', { ...standard(UNFAIR), version });
    expect(await (await claire.get('/appariement')).text()).toContain(
      '<a href="#f-waves.mostPerWave">Au plus, dans une vague</a> (2\u00a0personnes)',
    );
  });

  it('show what resting after a visit found heavy changed', async () => {
    const desk = await pastWeekDesk();
    const id = volunteerNumber(0);
    const stored = await desk.table.get(loadKind, loadKey(id));
    if (!stored) throw new Error('no load');
    const heavy = [{ missionId: missionNumber(900), seniorId: JEANNE, day: civilDay('2026-11-15') }];
    await desk.table.commit([replace(loadKind, stored, { ...stored.value, offersSentAt: [], heavy })]);
    const claire = await desk.as('coordinator');
    const differs = async (more: Readonly<Record<string, number>>) =>
      /Pour (\d+) missions sur 6, le plan aurait choisi autrement/.exec(
        await (await claire.get(effectPath(more))).text(),
      )?.[1];
    // Monday to Wednesday they rested; next door, they would have gone.
    expect(await differs({ 'week.restAfterHardDays': 0 })).toBe('3');
  });

  it('show what resting after whoever weighs on people changed', async () => {
    const desk = await pastWeekDesk();
    const id = volunteerNumber(0);
    const stored = await desk.table.get(loadKind, loadKey(id));
    if (!stored) throw new Error('no load');
    // Twice, so long ago that nobody rests from it any more.
    const heavy = ['2026-10-19', '2026-10-26'].map((day, n) => ({
      missionId: missionNumber(900 + n),
      seniorId: JEANNE,
      day: civilDay(day),
    }));
    await desk.table.commit([replace(loadKind, stored, { ...stored.value, offersSentAt: [], heavy })]);
    const claire = await desk.as('coordinator');
    const page = await (await claire.get(effectPath({ 'week.restAfterHardDays': 0 }))).text();
    expect(page).toMatch(/Pour \d missions sur 6, le plan aurait choisi autrement/);
  });

  it('never let sparing somebody outweigh a person whom nobody visits', async () => {
    const claire = await (await pastWeekDesk()).as('coordinator');
    const answer = await claire.get(effectPath({ 'week.unserved': 300, 'week.beyondAdvice': 600 }));
    expect(answer.status).toBe(422);
    expect(await answer.text()).toContain(
      'Une mission de plus que ce qui est conseillé : écrivez au plus 300\u00a0minutes, ce que dit « Une mission que personne ne fait ».',
    );
  });

  it('come back to the standard by group, once its effect was seen', async () => {
    const desk = await pastWeekDesk();
    const claire = await desk.as('coordinator');
    await claire.post('/appariement', { ...standard(UNFAIR), version: '1' });
    const page = await (await claire.get('/appariement?origine=vagues')).text();
    expect(page).toContain('les valeurs d’origine sont écrites');
    expect(page).toMatch(/name="waves.mostPerWave"[^>]*value="4"/);
    expect(page).toMatch(/name="match.recentOffer"[^>]*value="0"/);
    expect((await townNow(desk))?.matching).toEqual(UNFAIR);
  });

  it('say what to do about a number out of range, and keep what was typed', async () => {
    const desk = await pastWeekDesk();
    const claire = await desk.as('coordinator');
    const answer = await claire.get(effectPath({ 'waves.mostPerWave': 40, 'match.weekLoad': 'six' }));
    expect(answer.status).toBe(422);
    const page = await answer.text();
    expect(page).toContain('Au plus, dans une vague : écrivez un nombre entier, de 1 à 12\u00a0personnes.');
    expect(page).toContain('href="#f-waves.mostPerWave"');
    expect(page).toMatch(/name="match.weekLoad"[^>]*value="six"/);
  });

  it('say which of two numbers contradicts the other', async () => {
    const desk = await pastWeekDesk();
    const claire = await desk.as('coordinator');
    const contrary = { 'waves.shortestMinutes': 120, 'waves.longestHours': 1 };
    const answer = await claire.get(effectPath(contrary));
    expect(answer.status).toBe(422);
    expect(await answer.text()).toContain(
      'Une vague dure au moins : écrivez au plus 60\u00a0minutes, ce que dit « Une vague dure au plus ».',
    );
    const saved = await claire.post('/appariement', { ...standard(contrary), version: '1' });
    expect(saved.status).toBe(422);
    expect((await townNow(desk))?.matching).toBeUndefined();
  });

  it('are tried on the missions that they decide: stops of a round are not among them', async () => {
    const desk = await pastWeekDesk();
    const id = missionIdSchema.parse(`mis_${'0'.repeat(26)}`);
    const stored = await desk.table.get(missionKind, missionKey(id));
    if (!stored) throw new Error('no such mission');
    await desk.table.commit([replace(missionKind, stored, { ...stored.value, round: {} })]);
    const page = await (await (await desk.as('coordinator')).get(effectPath(UNFAIR))).text();
    expect(page).toContain('missions sur 5, le plan aurait choisi autrement');
  });

  it('are saved once by a form pressed twice, and nobody is told otherwise', async () => {
    const desk = await pastWeekDesk();
    const claire = await desk.as('coordinator');
    const press = () => claire.post('/appariement', { ...standard(UNFAIR), version: '1' });
    expect([(await press()).status, (await press()).status]).toEqual([303, 303]);
    expect((await townNow(desk))?.matching).toEqual(UNFAIR);
  });

  it('say that nothing differs', async () => {
    const desk = await pastWeekDesk();
    const page = await (await (await desk.as('coordinator')).get(effectPath({}))).text();
    expect(page).toContain('Rien n’est différent');
  });

  it('are not saved over what somebody else saved meanwhile: the effect is shown again', async () => {
    const desk = await pastWeekDesk();
    const claire = await desk.as('coordinator');
    await claire.post('/appariement', { ...standard({ 'waves.mostPerWave': 3 }), version: '1' });
    const late = await claire.post('/appariement', { ...standard(UNFAIR), version: '1' });
    expect(late.status).toBe(409);
    const page = await late.text();
    expect(page).toContain('Rien n’est enregistré');
    expect(versionIn(page)).toBe('2');
    expect((await townNow(desk))?.matching).toEqual({ 'waves.mostPerWave': 3 });
    const again = await claire.post('/appariement', { ...standard(UNFAIR), version: versionIn(page) });
    expect(again.status).toBe(303);
    expect((await townNow(desk))?.matching).toEqual(UNFAIR);
  });

  it('changed in two windows at once keep what each changed, and undo nothing of the other', async () => {
    const desk = await pastWeekDesk();
    const [claire, sonia] = [await desk.as('coordinator'), await desk.as('coordinator')];
    const opened = await (await sonia.get('/appariement')).text();
    const depuis = /name="depuis" value="([^"]*)"/.exec(opened)?.[1] ?? '';
    const first = await (await claire.get(effectPath({ 'match.firstMeeting': 20 }))).text();
    const also = await (await sonia.get(effectPath({ 'week.disruption': 0, depuis }))).text();
    const hidden = (page: string) =>
      Object.fromEntries(
        [...page.matchAll(/type="hidden" name="([^"_]+)" value="([^"]*)"/g)].map(([, name, value]) => [
          name,
          value,
        ]),
      );
    await claire.post('/appariement', hidden(first));
    // Seen before the other was saved: refused, and shown again without undoing it.
    const late = await sonia.post('/appariement', hidden(also));
    expect(late.status).toBe(409);
    const again = await late.text();
    expect(again).toContain('Changer un plan déjà annoncé');
    expect(again).not.toContain('Coût d’une première rencontre');
    expect((await sonia.post('/appariement', hidden(again))).status).toBe(303);
    expect((await townNow(desk))?.matching).toEqual({ 'match.firstMeeting': 20, 'week.disruption': 0 });
    // The page itself was open since before both: the preview too leaves them as they are, and says so.
    const third = await (await sonia.get(effectPath({ 'waves.mostPerWave': 2, depuis }))).text();
    expect(third).not.toContain('Coût d’une première rencontre');
    expect(third).toContain('Quelqu’un a changé d’autres réglages');
    await sonia.post('/appariement', hidden(third));
    expect((await townNow(desk))?.matching).toEqual({
      'match.firstMeeting': 20,
      'week.disruption': 0,
      'waves.mostPerWave': 2,
    });
  });

  it('keep what was typed elsewhere when a group goes back to its standard', async () => {
    const desk = await pastWeekDesk();
    const claire = await desk.as('coordinator');
    const page = await (await claire.get('/appariement')).text();
    expect(page).toMatch(/formaction="\/appariement#semaine" name="origine" value="semaine"/);
    const typed = standard({ 'match.firstMeeting': 20, 'waves.mostPerWave': 2 });
    const back = await (
      await claire.get(`/appariement?${new URLSearchParams({ ...typed, origine: 'vagues' })}`)
    ).text();
    expect(back).toMatch(/name="match.firstMeeting"[^>]*value="20"|value="20"[^>]*name="match.firstMeeting"/);
  });

  it('can be changed by a town that has no last week yet', async () => {
    const desk = await pastWeekDesk();
    desk.moveTo('2027-03-02T11:00:00.000Z' as never);
    const page = await (await (await desk.as('coordinator')).get(effectPath(UNFAIR))).text();
    expect(page).toContain('Aucune mission la semaine dernière.');
    expect(page).toContain('Enregistrer ces réglages');
  });
});

describe('what volunteers answer', () => {
  it('is counted by activity and half-day, without a rate or a delay under ten answers, and names nobody', async () => {
    const desk = await pastWeekDesk();
    const page = await (await (await desk.as('reviewer')).get('/appariement/reponses')).text();
    const rows = [...page.matchAll(/<tr[^>]*>(.*?)<\/tr>/gs)].map(([, row = '']) =>
      row.replace(/<[^>]+>/g, '|'),
    );
    const wednesday = rows.find((row) => row.includes('Mercredi après-midi')) ?? '';
    expect(wednesday).toMatch(/\|20\|.*\|9\|.*\|5\|.*\|4\|.*\|2\|/);
    expect(wednesday).toContain('50\u00a0% (9 sur 18)');
    expect(wednesday).toContain('environ 40\u00a0min');
    const monday = rows.find((row) => row.includes('Lundi matin')) ?? '';
    expect(monday.match(/trop peu pour le dire/g)).toHaveLength(2);
    expect(page).not.toContain('Renard');
    expect(page).not.toContain(volunteerNumber(0));
  });

  it('says so when nothing was answered yet', async () => {
    const desk = await pastWeekDesk({ town: {} });
    desk.moveTo('2027-11-02T11:00:00.000Z' as never);
    const page = await (await (await desk.as('coordinator')).get('/appariement/reponses')).text();
    expect(page).toContain('Aucune proposition n’a encore reçu de réponse.');
    expect(page).toContain('depuis le 1er juillet 2027');
  });
});
