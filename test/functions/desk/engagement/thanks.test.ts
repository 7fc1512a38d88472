import { describe, expect, it } from 'vitest';
import { auditKind, firstBrokenLink } from '../../../../shared/audit/audit.ts';
import { givenAwayBy } from '../../../../shared/engagement/recognition/thanks/words.ts';
import { intentKind } from '../../../../shared/messages/store.ts';
import type { Senior } from '../../../../shared/seniors/senior.ts';
import { seniorKey, seniorKind } from '../../../../shared/seniors/store.ts';
import { rowsOf } from '../../../../shared/table/kind.ts';
import { put, replace } from '../../../../shared/table/write.ts';
import { taskKind } from '../../../../shared/tasks/task.ts';
import { plus } from '../../../../shared/time/instant.ts';
import { reportKind, reportSchema } from '../../../../shared/visits/report.ts';
import { thankYouKind } from '../../../../shared/volunteers/thanks/thank-you.ts';
import type { Volunteer } from '../../../../shared/volunteers/volunteer.ts';
import { aSenior, JEANNE, TUESDAY_NOON as NOW, PAUL, VISIT } from '../../../builders/chain.ts';
import { memoryTable } from '../../../doubles/memory-table.ts';
import { aReadyVolunteer, volunteerNumber } from '../../../support/chain.ts';
import { staffIdOf, testDesk } from '../../../support/desk.ts';
import { openLinksTown } from '../../../support/links.ts';

const plain = (html: string) =>
  html
    .replaceAll(/<style[\s\S]*?<\/style>/g, '')
    .replaceAll(/<[^>]+>/g, ' ')
    .replaceAll(/[\s\u00a0\u202f]+/g, ' ');
const MINE = `/personnes/${JEANNE}/mots`;
const WORDS = 'Dites-lui que le mercredi est mon meilleur jour.';
const BEFORE = plus(NOW, { days: -200 });

/** Paul came last week; Inès never did; Marcel came, and takes no texts. */
const town = async (senior: Partial<Senior> = {}) => {
  const table = memoryTable();
  const person = (n: number, more: Partial<Volunteer>) => aReadyVolunteer(n, more);
  const people = [
    person(1, { id: PAUL, firstName: 'Paul', lastName: 'Renard', lastThanksAt: BEFORE }),
    person(2, { firstName: 'Inès', lastName: 'Blanc' }),
    person(3, { firstName: 'Marcel', lastName: 'Roy', channel: 'voice' }),
  ];
  const links = await openLinksTown(people, { over: table });
  const desk = await testDesk({ table, town: 'none' });
  const report = (n: number, volunteerId: string) =>
    reportSchema.parse({
      missionId: VISIT.replace(/C$/, String(n)),
      ...{ seniorId: JEANNE, volunteerId, town: 'besancon', at: plus(NOW, { days: -7 }) },
      ...{ outcome: 'done', words: '', thanks: n === 1 ? 'Merci pour les madeleines.' : '' },
    });
  await table.commit([
    put(seniorKind, aSenior(senior), 'absent'),
    put(reportKind, report(1, PAUL), 'absent'),
    put(reportKind, report(3, volunteerNumber(3)), 'absent'),
  ]);
  const coordinator = await desk.as('coordinator');
  const typed = async (more: Record<string, string | readonly string[]> = {}) => {
    const page = await (await coordinator.get(`${MINE}/nouveau`)).text();
    const id = /name="id" value="([^"]+)"/.exec(page)?.[1] ?? '';
    return { id, words: WORDS, to: PAUL, how: 'phone', named: 'yes', agreed: 'yes', act: 'carry', ...more };
  };
  const all = () => rowsOf(thankYouKind, table.dump()).map(({ value }) => value);
  const close = async () => {
    const stored = await table.get(seniorKind, seniorKey(JEANNE));
    if (stored)
      await table.commit([replace(seniorKind, stored, { ...stored.value, state: 'closed' as const })]);
  };
  const paul = async () => {
    const browser = links.browser();
    await browser.go(`/w/${await links.spaceLink(PAUL)}`);
    return browser;
  };
  return { table, links, desk, coordinator, typed, all, close, paul };
};

describe('words carried from a senior to a volunteer', () => {
  it('are shown beforehand as they will be read, carried once by a text that says nothing, opened, kept', async () => {
    const { coordinator, typed, all, paul, table, links } = await town();
    const form = await typed();
    const preview = plain(await (await coordinator.post(`${MINE}/apercu`, form)).text());
    expect(preview).toContain(`${WORDS} Jeanne, une personne que vous accompagnez, le 24 novembre 2026`);
    expect(all()).toEqual([]);
    for (const _ of [1, 2])
      expect((await coordinator.post(MINE, form)).headers.get('location')).toBe(`${MINE}?dit=remis`);
    expect(all().length).toBe(1);
    const [message, ...more] = rowsOf(intentKind, table.dump()).map(({ value }) => value);
    expect([message?.message, more.length]).toEqual([{ kind: 'thanks-received' }, 0]);
    expect((await links.volunteer(PAUL)).lastThanksAt).toBe(NOW);

    const browser = await paul();
    expect(browser.path).toBe('/espace/mots');
    expect(browser.text).toContain('Un mot pour vous');
    expect(browser.text).not.toContain('mercredi');
    const id = all()[0]?.id ?? '';
    await browser.submit(`/espace/mots/${id}/lire`);
    expect(browser.text).toContain(WORDS);
    expect(browser.text).not.toContain('Martin');
    await browser.submit(`/espace/mots/${id}/garder`);
    expect(browser.text).toContain('C’est gardé');
    expect(plain(await (await coordinator.get(MINE)).text())).toContain('lus');

    await browser.go(`/espace/mots/${id}/supprimer`);
    await browser.submit(`/espace/mots/${id}/supprimer`);
    expect(browser.text).toContain('Ces mots sont supprimés');
    expect(all().map(({ state, words }) => [state, words])).toEqual([['deleted', '']]);
    const chain = rowsOf(auditKind, table.dump())
      .map(({ value }) => value)
      .filter(({ pk }) => pk.startsWith('tha_'));
    expect(chain.map(({ action }) => action)).toEqual([
      'thanks-carried',
      'thanks-read',
      'thanks-kept',
      'thanks-deleted',
    ]);
    expect(firstBrokenLink(chain)).toBeUndefined();
    expect(JSON.stringify(chain)).not.toContain('mercredi');
  });

  it('without her yes to her first name, say « une personne que vous accompagnez », and cannot hold it', async () => {
    const { coordinator, typed, all } = await town();
    await coordinator.post(MINE, await typed({ named: 'no' }));
    expect(all()[0]?.from).toBeUndefined();
    const refused = await coordinator.post(
      MINE,
      await typed({ named: 'no', words: 'Jeanne vous embrasse.' }),
    );
    expect([refused.status, plain(await refused.text()).includes('Retirez « Jeanne »')]).toEqual([422, true]);
  });

  it.each([
    [{ words: 'Mme Martin vous remercie.' }, 'Retirez « Martin »'],
    [{ words: 'Revenez rue de Dole quand vous voulez.' }, 'Retirez « Dole »'],
    [{ words: 'Appelez-moi au 06 39 98 12 34.' }, 'Retirez le numéro'],
    [{ words: 'Malgré mon cancer, quel plaisir.' }, 'parle de santé'],
    [{ agreed: '' }, 'Sans son accord'],
    [{ named: '' }, 'Demandez-lui si son prénom'],
    [{ to: volunteerNumber(2) }, 'ne vient plus chez elle'],
  ])('are refused with a sentence, what was typed kept: %j', async (wrong, sentence) => {
    const { coordinator, typed, all } = await town();
    for (const path of [MINE, `${MINE}/apercu`]) {
      const answer = await coordinator.post(path, await typed(wrong));
      expect(answer.status).toBe(422);
      const page = plain(await answer.text());
      expect(page).toContain(sentence);
      if (!('words' in wrong)) expect(page).toContain(WORDS);
    }
    expect(all()).toEqual([]);
  });

  it('say nothing that gives her away, however it is written', () => {
    const senior = aSenior({ firstName: 'Jeanne', lastName: 'Le Goff', birthName: 'Kieffer' });
    const what = (words: string) => givenAwayBy(words, senior, true).map((one) => one.what);
    expect(what('madame le GOFF')).toEqual(['name']);
    expect(what('née Kieffer')).toEqual(['name']);
    expect(what('au +33 6 39.98.12.34')).toEqual(['number']);
    expect(what('Jeanne vous dit merci, à mercredi, 16 h 30.')).toEqual([]);
  });

  it('are taken back before they are read, and the file says what it said before; not afterwards', async () => {
    const { coordinator, typed, all, paul, links } = await town();
    await coordinator.post(MINE, await typed());
    const path = `/engagement/merci/mots/${all()[0]?.id}.${PAUL}`;
    await coordinator.post(`${path}/reprendre`);
    expect(all().map(({ state, words }) => [state, words])).toEqual([['withdrawn', '']]);
    expect((await links.volunteer(PAUL)).lastThanksAt).toBe(BEFORE);
    expect((await paul()).text).toContain('Aucun mot pour le moment.');

    await coordinator.post(MINE, await typed());
    const again = all().find(({ state }) => state === 'carried');
    const browser = await paul();
    await browser.submit(`/espace/mots/${again?.id}/lire`);
    const late = await coordinator.post(`/engagement/merci/mots/${again?.id}.${PAUL}/reprendre`);
    expect(late.headers.get('location')).toContain('dit=trop');
  });

  it('are a task with the words to read for who takes no texts, settled once they are read out', async () => {
    const { coordinator, typed, all, table } = await town();
    await coordinator.post(MINE, await typed({ to: [PAUL, volunteerNumber(3)] }));
    expect(rowsOf(intentKind, table.dump()).length).toBe(1);
    const task = () => rowsOf(taskKind, table.dump()).map(({ value }) => value)[0];
    expect(task()?.sentence).not.toContain('mercredi');
    expect(await (await coordinator.get('/taches')).text()).toContain(
      `/engagement/merci/mots/${all()[0]?.id}.`,
    );
    const path = `/engagement/merci/mots/${all()[0]?.id}.${volunteerNumber(3)}`;
    expect(plain(await (await coordinator.get(path)).text())).toContain(WORDS);
    await coordinator.post(`${path}/lu`);
    expect([task()?.state, task()?.outcome]).toEqual(['done', 'Lu de vive voix.']);
  });

  it('of somebody whose file closed meanwhile are neither shown nor opened; a closed file dictates none', async () => {
    const { coordinator, typed, all, close, paul } = await town();
    const form = await typed();
    await coordinator.post(MINE, await typed());
    await close();
    const browser = await paul();
    expect(browser.text).toContain('Aucun mot pour le moment.');
    await browser.go('/espace/mots');
    const id = all()[0]?.id ?? '';
    const answer = await coordinator.post(MINE, form);
    expect([answer.status, all().length]).toEqual([422, 1]);
    await browser.submit(`/espace/mots/${id}/lire`);
    expect(all()[0]?.state).toBe('carried');
  });

  it('begin with what a visitor reported she said', async () => {
    const { coordinator } = await town();
    const list = await (await coordinator.get(MINE)).text();
    const link = /href="([^"]+visite=[^"]+)"/.exec(list)?.[1] ?? '';
    expect(await (await coordinator.get(link)).text()).toContain('Merci pour les madeleines.');
  });

  it('are noted by the coordination and by her referent, by nobody else', async () => {
    const { desk } = await town({ referentId: staffIdOf('social-worker') });
    expect((await (await desk.as('social-worker')).get(MINE)).status).toBe(200);
    expect((await (await desk.as('librarian')).get(MINE)).status).toBe(403);
    const other = await town();
    expect((await (await other.desk.as('social-worker')).get(MINE)).status).toBe(404);
  });

  it('are nobody else’s to open: another volunteer’s link finds nothing', async () => {
    const { coordinator, typed, all, links } = await town();
    await coordinator.post(MINE, await typed());
    const ines = links.browser();
    await ines.go(`/w/${await links.spaceLink(volunteerNumber(2))}`);
    await ines.go('/espace/pause');
    const csrf = /type="hidden" name="([^"]+)" value="([^"]+)"/.exec(ines.page);
    expect(csrf).not.toBeNull();
    await ines.post(`/espace/mots/${all()[0]?.id}/lire`, csrf ? { [csrf[1] ?? '']: csrf[2] ?? '' } : {});
    expect([ines.path, all()[0]?.state]).toEqual(['/espace/mots?fait=repris', 'carried']);
  });
});
