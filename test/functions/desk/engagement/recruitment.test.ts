import { describe, expect, it } from 'vitest';
import { makeSource } from '../../../../shared/engagement/recruitment/change-source.ts';
import { restsKey, restsKind } from '../../../../shared/engagement/rests/rests.ts';
import { staffIdSchema, volunteerIdSchema } from '../../../../shared/ids/ids.ts';
import { intentKind } from '../../../../shared/messages/store.ts';
import { phoneSchema } from '../../../../shared/phone/phone.ts';
import { rowsOf } from '../../../../shared/table/kind.ts';
import { create } from '../../../../shared/table/write.ts';
import { civilDay, civilTime, instantOf } from '../../../../shared/time/civil.ts';
import { minus } from '../../../../shared/time/instant.ts';
import { FIRST_PROGRAMMES } from '../../../../shared/town/programme.ts';
import { waitFor } from '../../../../shared/volunteers/joining/clock.ts';
import { volunteerKind } from '../../../../shared/volunteers/store.ts';
import { aTown, aVolunteer, TUESDAY_NOON as NOW } from '../../../builders/chain.ts';
import { memoryTable } from '../../../doubles/memory-table.ts';
import { testDesk } from '../../../support/desk.ts';
import { openLinksTown } from '../../../support/links.ts';

const CLAIRE = staffIdSchema.parse(`stf_${'A'.repeat(26)}`);
const INES = volunteerIdSchema.parse(`vol_${'1'.repeat(26)}`);
const OMAR = volunteerIdSchema.parse(`vol_${'2'.repeat(26)}`);

/** Inès applied yesterday; Omar three weeks ago, and nobody called. */
const town = async () => {
  const table = memoryTable();
  const desk = await testDesk({ table, town: { programmes: [...FIRST_PROGRAMMES] } });
  const candidate = (id: typeof INES, firstName: string, days: number, phone: string) => {
    const appliedAt = minus(NOW, { days });
    return create(
      volunteerKind,
      aVolunteer({
        id,
        firstName,
        lastName: 'Essai',
        state: 'candidate',
        phone: phoneSchema.parse(phone),
        appliedAt,
        joining: waitFor('answer', {}, aTown(), appliedAt),
      }),
    );
  };
  await table.commit([
    candidate(INES, 'Inès', 1, '+33639980201'),
    candidate(OMAR, 'Omar', 21, '+33639980202'),
  ]);
  const all = () => rowsOf(volunteerKind, table.dump()).map(({ value }) => value);
  return {
    table,
    desk,
    one: (id: typeof INES) => all().find((volunteer) => volunteer.id === id),
    words: () => rowsOf(intentKind, table.dump()).map(({ value }) => value.message.kind),
    claire: await desk.as('coordinator'),
  };
};
const LIST = '/engagement/recruter';
const seenIn = (page: string, id: string): string =>
  new RegExp(`candidats/${id}/parle[\\s\\S]*?name="seen" value="([^"]*)"`).exec(page)?.[1] ?? '';

describe('the list of those who wait for an answer', () => {
  it('is overdue first, with days waited, a deadline and one tap for each thing a call may give', async () => {
    const { claire } = await town();
    const page = (await (await claire.get(LIST)).text()).replaceAll('\u00a0', ' ');
    expect(page.indexOf('Omar Essai')).toBeLessThan(page.indexOf('Inès Essai'));
    expect(page).toContain('2 personnes attendent, dont 1 en retard');
    expect(page).toContain('Attend un premier appel depuis 21 jours');
    expect(page).toContain('Attend un premier appel depuis hier');
    for (const word of ['On s’est parlé', 'Pas de réponse', 'Entretien le…', 'Dire non'])
      expect(page.split(word)).toHaveLength(3);
  });

  it('a tap notes it, sends once, and the same page tapped again changes nothing', async () => {
    const { claire, one, words } = await town();
    const page = await (await claire.get(LIST)).text();
    const seen = seenIn(page, OMAR);
    for (let i = 0; i < 3; i += 1) {
      const answer = await claire.post(`${LIST}/candidats/${OMAR}/sans-reponse`, { seen });
      expect(answer.status).toBe(303);
    }
    expect(one(OMAR)?.joining?.tries).toHaveLength(1);
    expect(words()).toEqual(['application-called']);
    await claire.post(`${LIST}/candidats/${OMAR}/parle`, { seen });
    expect(one(OMAR)?.joining?.step).toBe('answer');
    const now = await (await claire.get(LIST)).text();
    expect(now).toContain('Appelé une fois sans réponse');
    await claire.post(`${LIST}/candidats/${OMAR}/parle`, { seen: seenIn(now, OMAR) });
    expect(one(OMAR)?.joining?.step).toBe('appointment');
  });

  it('a date is fixed, refused with a sentence when it is past, and kept as it was typed', async () => {
    const { claire, one } = await town();
    const path = `${LIST}/candidats/${INES}/entretien`;
    const wrong = await claire.post(path, { day: '2026-11-20', time: '14:30' });
    expect(wrong.status).toBe(422);
    const page = await wrong.text();
    expect(page).toContain('Ce moment est passé');
    expect(page).toContain('value="14:30"');
    expect((await claire.post(path, { day: '27/11/2026', time: '14h30' })).headers.get('location')).toBe(
      `${LIST}?dit=entretien`,
    );
    expect(one(INES)?.joining?.interviewAt).toBe(instantOf(civilDay('2026-11-27'), civilTime('14:30')));
    expect(await (await claire.get(LIST)).text()).toContain('Entretien vendredi 27 novembre à 14');
  });

  it('a kind no gives the words first, needs a reason, closes once', async () => {
    const { claire, one, words } = await town();
    const path = `${LIST}/candidats/${INES}/decliner`;
    expect(await (await claire.get(path)).text()).toContain('De vive voix d’abord');
    expect((await claire.post(path, {})).status).toBe(422);
    for (let i = 0; i < 2; i += 1)
      expect((await claire.post(path, { reason: 'not-accepted' })).status).toBe(303);
    expect(one(INES)?.left?.reason).toBe('not-accepted');
    expect(words()).toEqual(['leave-confirmed']);
    expect((await claire.get(path)).headers.get('location')).toBe(`${LIST}?dit=passe`);
  });

  it('a no to somebody who had served settles what was still asked of them', async () => {
    const { table, claire } = await town();
    const asks = [{ about: 'stay' as const, on: civilDay('2026-03-02'), via: 'person' as const }];
    await table.commit([create(restsKind, { volunteerId: INES, town: 'besancon', asks })]);
    await claire.post(`${LIST}/candidats/${INES}/decliner`, { reason: 'no-news' });
    expect((await table.get(restsKind, restsKey(INES)))?.value.asks).toMatchObject([{ answer: 'leave' }]);
  });

  it('is for the coordinator alone', async () => {
    const { desk } = await town();
    for (const role of ['reviewer', 'social-worker', 'librarian', 'duty-officer'] as const)
      for (const path of [LIST, `${LIST}/campagnes`])
        expect([role, (await (await desk.as(role)).get(path)).status]).toEqual([role, 403]);
  });
});

describe('campaigns', () => {
  it('are made, printed with their code, and closed', async () => {
    const { claire } = await town();
    const path = `${LIST}/campagnes`;
    const made = await claire.post(path, {
      name: 'Affiche Battant',
      code: '',
      words: 'À Battant, on vous attend.',
    });
    expect(made.headers.get('location')).toBe(`${path}/affiche-battant`);
    const poster = await (await claire.get(`${path}/affiche-battant`)).text();
    expect(poster).toContain('v.example/benevoles/affiche-battant');
    expect(poster).toContain('aria-label="Code à scanner');
    expect(poster).toContain('À Battant, on vous attend.');
    const taken = await claire.post(path, { name: 'Autre', code: 'affiche-battant', words: '' });
    expect(taken.status).toBe(409);
    expect(await taken.text()).toContain('Cette adresse sert déjà');
    const asked = await (await claire.get(`${path}/affiche-battant/clore`)).text();
    expect(asked).toContain('Elle ne se rouvre pas');
    for (let i = 0; i < 2; i += 1) await claire.post(`${path}/affiche-battant/clore`);
    const closed = await claire.get(`${path}/affiche-battant/clore`);
    expect(closed.headers.get('location')).toBe(`${path}/affiche-battant`);
    expect(await (await claire.get(path)).text()).toMatch(/Affiche Battant<\/a>.*close/s);
    expect((await claire.get(`${path}/jamais-vue`)).status).toBe(404);
  });
});

describe('the public page', () => {
  const FORM = {
    firstName: 'Lou',
    lastName: 'Petit',
    phone: '06 39 98 20 20',
    programmes: 'FRIENDLY_CALL',
    weeklyCap: '1',
    travel: 'walk',
    rangeMetres: '2000',
    languages: 'fr',
  };
  const opened = async (more: Parameters<typeof aTown>[0] = {}) => {
    const links = await openLinksTown([], { town: aTown(more) });
    const source = async (code: string) =>
      makeSource(links.world, { name: 'Affiche Battant', code, words: '' }, CLAIRE, NOW);
    return { ...links, source };
  };

  it('shows the programmes that are open and only the ways that the town has, and writes nothing', async () => {
    const links = await opened();
    const before = JSON.stringify(links.table.dump());
    const browser = links.browser();
    await browser.go('/benevoles');
    expect(browser.status).toBe(200);
    expect(browser.text).toContain('Visite de convivialité');
    expect(browser.text).toContain('Je travaille : le soir, le week-end');
    expect(browser.text).toContain('De chez moi, au téléphone');
    expect(browser.text).toContain('dans les 5 jours ouvrés');
    for (const absent of ['En famille', 'Des livres', 'Une fois, pour voir', 'Où l’on vous attend'])
      expect(browser.text).not.toContain(absent);
    expect(browser.jar.size).toBe(0);
    expect(JSON.stringify(links.table.dump())).toBe(before);
  });

  it('an application keeps the campaign it came by, whatever is typed elsewhere', async () => {
    const links = await opened();
    await links.source('affiche-battant');
    const browser = links.browser();
    await browser.go('/benevoles/affiche-battant');
    expect(browser.page).toContain('/devenir-benevole?source=affiche-battant');
    await browser.go('/devenir-benevole?source=affiche-battant&programme=FRIENDLY_CALL');
    expect(browser.page).toMatch(/value="FRIENDLY_CALL" checked/);
    await browser.submit('/devenir-benevole', { ...FORM, source: 'proche' });
    expect(browser.path).toBe('/devenir-benevole/merci');
    expect(links.all(volunteerKind).map(({ source }) => source)).toEqual(['affiche-battant']);
  });

  it('a campaign closed while somebody writes is still theirs; afterwards its address counts nobody', async () => {
    const { endSource } = await import('../../../../shared/engagement/recruitment/change-source.ts');
    const links = await opened();
    await links.source('affiche-battant');
    const writing = links.browser();
    await writing.go('/devenir-benevole?source=affiche-battant');
    await endSource(links.world, 'affiche-battant', CLAIRE, NOW);
    await writing.submit('/devenir-benevole', FORM);
    const later = links.browser();
    await later.go('/benevoles/affiche-battant');
    expect(later.status).toBe(200);
    expect(later.page).not.toContain('source=affiche-battant');
    await later.go('/devenir-benevole?source=affiche-battant');
    await later.submit('/devenir-benevole', { ...FORM, phone: '06 39 98 20 21', source: 'proche' });
    expect(
      links
        .all(volunteerKind)
        .map(({ source }) => source)
        .sort(),
    ).toEqual(['affiche-battant', 'proche']);
  });

  it('somebody who works is asked from when, and that is kept', async () => {
    const links = await opened();
    const browser = links.browser();
    await browser.go('/devenir-benevole?moment=soir');
    expect(browser.page).toMatch(/<option value="18:00" selected/);
    await browser.submit('/devenir-benevole', { ...FORM, availability: 'wed-pm', weekdaysFrom: '18:30' });
    expect(links.all(volunteerKind)[0]).toMatchObject({ weekdaysFrom: '18:30', availability: ['wed-pm'] });
  });

  it.each([
    '/benevoles/jamais-vue',
    '/benevoles/%3Cscript%3Ealert(1)%3C%2Fscript%3E',
    `/benevoles/${'a'.repeat(3_000)}`,
    '/benevoles/..%2F..%2Fetc',
  ])('an address of no campaign leads to the page: %s', async (path) => {
    const browser = (await opened()).browser();
    await browser.go(path);
    expect([browser.path, browser.status]).toEqual(['/benevoles', 200]);
  });

  it.each([
    '?source=%3Cscript%3E&programme=%3Cb%3E&moment=constructor',
    `?source=${'x'.repeat(2_000)}&moment=__proto__&programme=NONE`,
    '?moment=soir&moment=week-end&programme=FRIENDLY_VISIT&programme=FRIENDLY_CALL',
  ])('hostile words in the address of the form are looked at by nobody: %s', async (query) => {
    const browser = (await opened()).browser();
    await browser.go(`/devenir-benevole${query}`);
    expect(browser.status).toBe(200);
    expect(browser.page).not.toMatch(/<script>|<b>|NONE|xxxx/);
  });

  it('a made-up campaign in the form is nobody’s, and a huge one is refused', async () => {
    const links = await opened();
    const browser = links.browser();
    await browser.go('/devenir-benevole');
    await browser.submit('/devenir-benevole', { ...FORM, campaign: 'jamais-vue', source: 'proche' });
    expect(links.all(volunteerKind).map(({ source }) => source)).toEqual(['proche']);
    await browser.go('/devenir-benevole');
    await browser.submit('/devenir-benevole', {
      ...FORM,
      phone: '06 39 98 20 22',
      campaign: 'x'.repeat(500),
    });
    expect(browser.status).toBe(422);
    expect(links.all(volunteerKind)).toHaveLength(1);
  });
});
