import { describe, expect, it } from 'vitest';
import { consentKind } from '../../../../shared/consents/consent.ts';
import type { AddressCandidate } from '../../../../shared/geo/address-finder.ts';
import { missionKind } from '../../../../shared/missions/store.ts';
import { ok } from '../../../../shared/result/result.ts';
import { seniorKey, seniorKind } from '../../../../shared/seniors/store.ts';
import { serviceKind } from '../../../../shared/services/store.ts';
import { create, put } from '../../../../shared/table/write.ts';
import { civilDay } from '../../../../shared/time/civil.ts';
import { instant, instantSchema } from '../../../../shared/time/instant.ts';
import { volunteerKind } from '../../../../shared/volunteers/store.ts';
import { aConsent, aMission, aVolunteer, JEANNE, PAUL, TUESDAY_NOON } from '../../../builders/chain.ts';
import { aService, ODETTE } from '../../../builders/situations.ts';
import { memoryTable } from '../../../doubles/memory-table.ts';
import { staffIdOf, testDesk } from '../../../support/desk.ts';
import { JEANNE_PAGE, read, withSenior } from './file.ts';

it('shows the whole story of a person on one page', async () => {
  const desk = await testDesk();
  await withSenior(desk, { practicalNotes: 'Sonner deux fois', wishes: 'jouer aux cartes' });
  await desk.table.commit([
    create(consentKind, aConsent()),
    create(serviceKind, aService()),
    create(volunteerKind, aVolunteer()),
    create(
      missionKind,
      aMission({
        state: 'filled',
        holder: { volunteerId: PAUL, since: TUESDAY_NOON, via: 'link', devices: [] },
      }),
    ),
  ]);
  const page = await read(await desk.as('coordinator'), JEANNE_PAGE);
  for (const words of [
    'Jeanne Martin',
    'Sonner deux fois',
    'jouer aux cartes',
    'Visites de convivialité',
    'Paul Renard',
    'pourvue',
    'chaque semaine, mercredi',
    'La plateforme a ouvert le dossier.',
  ])
    expect(page).toContain(words);
});

describe('writing a file', () => {
  const identity = { lastName: 'Martin', firstName: 'Jeanne', preferredChannel: 'phone', languages: ['fr'] };

  it('keeps a telephone, and says which one cannot ring', async () => {
    const desk = await testDesk();
    await withSenior(desk);
    const claire = await desk.as('coordinator');
    const wrong = await claire.post(`${JEANNE_PAGE}/identite`, { ...identity, version: '1', phone1: '12' });
    expect(wrong.status).toBe(422);
    expect(await wrong.text()).toContain('Ce numéro ne peut pas sonner');
    await claire.post(`${JEANNE_PAGE}/identite`, { ...identity, version: '1', phone1: '0353010021' });
    expect(await read(claire, JEANNE_PAGE)).toContain('03 53 01 00 21');
  });

  it('overwrites nobody: a form filled from an older version is shown again', async () => {
    const desk = await testDesk();
    await withSenior(desk);
    const claire = await desk.as('coordinator');
    await claire.post(`${JEANNE_PAGE}/notes`, { version: '1', practicalNotes: 'Sonner deux fois' });
    const late = await claire.post(`${JEANNE_PAGE}/notes`, { version: '1', practicalNotes: 'Parler fort' });
    expect(late.status).toBe(422);
    const page = await late.text();
    expect(page).toContain('Quelqu’un a modifié ce dossier');
    expect(page).toContain('Parler fort');
    expect(await read(claire, JEANNE_PAGE)).toContain('Sonner deux fois');
  });

  it('points at a word of health in the notes, and keeps them', async () => {
    const desk = await testDesk();
    await withSenior(desk);
    const claire = await desk.as('coordinator');
    await claire.post(`${JEANNE_PAGE}/notes`, { version: '1', practicalNotes: 'Diabétique' });
    expect(await read(claire, JEANNE_PAGE)).toContain('« Diabétique » parle de santé');
  });

  it('says that an absence is noted, and what it calls off', async () => {
    const desk = await testDesk();
    await withSenior(desk);
    const claire = await desk.as('coordinator');
    const note = async (version: string, from1: string, to1: string) => {
      const answer = await claire.post(`${JEANNE_PAGE}/absences`, { version, from1, to1 });
      expect(answer.status).toBe(303);
      return read(claire, answer.headers.get('location') ?? '');
    };
    const quiet = await note('1', '2026-12-20', '2026-12-27');
    expect(quiet).toContain('C’est noté : les absences sont enregistrées.');
    expect(quiet).not.toContain('annulé');
    await desk.table.commit([
      put(
        missionKind,
        aMission({ day: civilDay('2026-12-22'), startsAt: instant('2026-12-22T13:30:00Z') }),
        'absent',
      ),
    ]);
    expect(await note('2', '2026-12-20', '2026-12-28')).toContain(
      'C’est noté. Ce qui était prévu pendant ses absences est annulé, et qui devait y aller en est averti.',
    );
    // She comes back on the 21st: what was called off stays so, and the page says it.
    const short = await note('3', '2026-12-20', '2026-12-20');
    expect(short).toContain('Les visites des jours retirés ne reviennent pas seules');
    expect(short).not.toContain('est annulé');
    expect(await note('4', '2026-12-20', '2026-12-20')).not.toContain('ne reviennent pas seules');
  });

  it.each([
    ['notes', { practicalNotes: 'Sonner deux fois.' }, 'les indications pour bien venir sont enregistrées'],
    ['contacts', {}, 'les personnes à prévenir sont enregistrées'],
  ])('says that %s is noted', async (part, form, said) => {
    const desk = await testDesk();
    await withSenior(desk);
    const claire = await desk.as('coordinator');
    const answer = await claire.post(`${JEANNE_PAGE}/${part}`, { version: '1', ...form });
    expect(await read(claire, answer.headers.get('location') ?? '')).toContain(`C’est noté : ${said}.`);
  });

  it('keeps what she likes, of the list alone', async () => {
    const desk = await testDesk();
    await withSenior(desk);
    const claire = await desk.as('coordinator');
    expect(await read(claire, `${JEANNE_PAGE}/notes`)).toContain('Ce qu’elle aime');
    const words = await claire.post(`${JEANNE_PAGE}/notes`, { version: '1', subjects: 'prier' });
    expect(words.status).toBe(422);
    await claire.post(`${JEANNE_PAGE}/notes`, { version: '1', subjects: 'garden' });
    const stored = await desk.table.get(seniorKind, seniorKey(JEANNE));
    expect(stored?.value.subjects).toEqual(['garden']);
    expect(await read(claire, JEANNE_PAGE)).toContain('le jardin');
  });

  it('refuses an absence that ends before it starts', async () => {
    const desk = await testDesk();
    await withSenior(desk);
    const claire = await desk.as('coordinator');
    const answer = await claire.post(`${JEANNE_PAGE}/absences`, {
      version: '1',
      from1: '2026-12-10',
      to1: '2026-12-01',
    });
    expect(await answer.text()).toContain('Le retour vient après le départ');
  });
});

describe('the last contact', () => {
  // In Besançon 23:30 UTC on 31 December is half past midnight, the year after.
  it.each([
    ['2026-12-03T10:00:00.000Z', '2026-12-31T23:30:00.000Z', 'jeudi 3 décembre 2026 à 11\u00a0h'],
    ['2026-12-31T23:30:00.000Z', '2027-01-05T10:00:00.000Z', 'vendredi 1er janvier à 0\u00a0h\u00a030'],
    ['2026-12-03T10:00:00.000Z', '2026-12-31T22:30:00.000Z', 'jeudi 3 décembre à 11\u00a0h'],
  ])('says its year where the town’s own calendar shows another: %s seen at %s', async (at, now, words) => {
    const desk = await testDesk({ now: instantSchema.parse(now) });
    await withSenior(desk, { lastContactAt: instantSchema.parse(at) });
    const page = await read(await desk.as('coordinator'), JEANNE_PAGE);
    expect(/Dernier contact<\/dt><dd><time[^>]*>([^<]*)</.exec(page)?.[1]).toBe(words);
  });
});

describe('an address', () => {
  const place: AddressCandidate = {
    label: '12 Rue de Dole, 25000 Besançon',
    kind: 'housenumber',
    score: 0.7,
    point: { lat: 47.22, lon: 5.96 },
    precisionMetres: 40,
    postcode: '25000',
    city: 'Besançon',
    cityCode: '25056',
  };
  it('is proposed by the finder and kept only once a person has chosen', async () => {
    const desk = await testDesk({ addresses: { find: async () => ok([place]) } });
    await withSenior(desk, { address: { line: '12 rue de dôle', precision: 'unknown' } });
    const claire = await desk.as('coordinator');
    const path = `${JEANNE_PAGE}/adresse`;
    expect(await read(claire, path)).toContain('Le nom de la rue ne correspond pas tout à fait.');
    await claire.post(path, { version: '1', line: '12 rue de dôle' });
    const before = await desk.table.get(seniorKind, seniorKey(JEANNE));
    expect(before?.value.address.point).toBeUndefined();
    await claire.post(path, { version: '1', line: '12 rue de dôle', place: place.label });
    const after = await desk.table.get(seniorKind, seniorKey(JEANNE));
    expect(after?.value.address).toMatchObject({
      precision: 'housenumber',
      sector: 'planoise',
      point: place.point,
    });
  });
  it('stays as typed when nothing is known, with a sector chosen by hand', async () => {
    const desk = await testDesk();
    await withSenior(desk, { address: { line: 'lieu-dit Le Bout', precision: 'unknown' } });
    const claire = await desk.as('coordinator');
    await claire.post(`${JEANNE_PAGE}/adresse`, {
      version: '1',
      line: 'lieu-dit Le Bout',
      place: 'typed',
      sector: 'planoise',
    });
    const kept = await desk.table.get(seniorKind, seniorKey(JEANNE));
    expect(kept?.value.address).toEqual({
      line: 'lieu-dit Le Bout',
      precision: 'sector',
      point: { lat: 47.22, lon: 5.96 },
      sector: 'planoise',
    });
  });
});

describe('consents', () => {
  it('are given and taken back one by one, and print as a letter', async () => {
    const desk = await testDesk();
    await withSenior(desk);
    const claire = await desk.as('coordinator');
    const path = `${JEANNE_PAGE}/accords`;
    await claire.post(path, { purpose: 'FRIENDLY_VISIT', state: 'given', how: 'phone' });
    expect(await read(claire, `${path}/lettre`)).toContain('Visites de convivialité : d’accord');
    await claire.post(path, { purpose: 'FRIENDLY_VISIT', state: 'withdrawn', how: 'phone' });
    expect(await read(claire, path)).toContain('Retiré');
    expect(await read(claire, JEANNE_PAGE)).toContain('a retiré son accord : Visites de convivialité.');
  });
});

it('isolation is asked, never forced: « n’a pas souhaité répondre » gives no total', async () => {
  const desk = await testDesk();
  await withSenior(desk);
  const claire = await desk.as('coordinator');
  const path = `${JEANNE_PAGE}/liens`;
  const answers = { instrument: 'four-circles', family: 'never', friends: 'never', neighbours: 'rarely' };
  await claire.post(path, { ...answers, associations: 'not-wished' });
  expect(await read(claire, path)).toContain('3\u00a0réponses sur 4. Pas de total.');
});

describe('closing', () => {
  it('asks first, in words, then stops everything and says so', async () => {
    const desk = await testDesk();
    await withSenior(desk, { civility: 'monsieur', birthDay: civilDay('1938-03-07') });
    await desk.table.commit([
      create(serviceKind, aService()),
      create(missionKind, aMission({ state: 'planned' })),
    ]);
    const claire = await desk.as('coordinator');
    const asked = await read(claire, `${JEANNE_PAGE}/cloture?raison=died`);
    expect(asked).toContain('De qui il s’agit : né le 7 mars 1938, ');
    expect(asked).toContain('12 rue de Dole');
    expect(asked).toContain('Le dossier peut se rouvrir');
    expect(asked).toContain('l’appeler de vive voix');
    await claire.post(`${JEANNE_PAGE}/cloture`, { reason: 'died' });
    const page = await read(claire, JEANNE_PAGE);
    expect(page).toContain('Dossier clos : décès');
    expect(page).toContain('annulée');
    expect(page).toContain('Appeler le bénévole');
  });
});

describe('two files of one person', () => {
  it('are proposed with reasons, compared, merged, and both histories read on', async () => {
    const desk = await testDesk();
    await withSenior(desk);
    await withSenior(desk, { id: ODETTE, firstName: 'Jeanne', lastName: 'Martin' });
    const claire = await desk.as('coordinator');
    expect(await read(claire, `${JEANNE_PAGE}/doublons`)).toContain('même nom, même adresse');
    expect(await read(claire, `${JEANNE_PAGE}/fusion?avec=${ODETTE}`)).toContain('Garder celui-ci');
    const merged = await claire.post(`${JEANNE_PAGE}/fusion`, { otherId: ODETTE });
    expect(merged.headers.get('location')).toBe(JEANNE_PAGE);
    const page = await read(claire, JEANNE_PAGE);
    expect(page.match(/a ouvert le dossier/g)).toHaveLength(2);
  });
});

it('a new file is refused its double until a person has looked', async () => {
  const desk = await testDesk();
  await withSenior(desk);
  const claire = await desk.as('coordinator');
  const known = { firstName: 'Jeanne', lastName: 'Martin', line: '12 rue de Dole' };
  const answer = await claire.post('/personnes', known);
  expect(await answer.text()).toContain('Elle a peut-être déjà un dossier');
  const opened = await claire.post('/personnes', { ...known, apart: 'yes' });
  expect(opened.headers.get('location')).toMatch(/\/adresse$/);
});

it('somebody imported is welcomed: a referent, her answers, then active', async () => {
  const desk = await testDesk();
  await withSenior(desk, { state: 'waiting', referentId: undefined });
  const claire = await desk.as('coordinator');
  expect(await read(claire, JEANNE_PAGE)).toContain('On ne lui a encore rien demandé');
  const nothing = await claire.post(`${JEANNE_PAGE}/accueil`, {
    referentId: staffIdOf('coordinator'),
    how: 'phone',
  });
  expect(await nothing.text()).toContain('Notez au moins une réponse');
  await claire.post(`${JEANNE_PAGE}/accueil`, {
    referentId: staffIdOf('coordinator'),
    how: 'phone',
    consent_FRIENDLY_CALL: 'given',
  });
  expect(await read(claire, JEANNE_PAGE)).toContain('Accompagnement en cours');
});

it('writes nothing while pages are only read', async () => {
  const table = memoryTable();
  const desk = await testDesk({ table });
  await withSenior(desk);
  const claire = await desk.as('coordinator');
  const before = JSON.stringify(table.dump());
  for (const part of [
    '',
    '/identite',
    '/notes',
    '/contacts',
    '/absences',
    '/adresse',
    '/accords',
    '/accords/lettre',
    '/liens',
    '/referent',
    '/exclusions',
    '/doublons',
    '/cloture',
    '/cloture?raison=moved',
    '/accueil',
  ]) {
    const answer = await claire.get(`${JEANNE_PAGE}${part}`);
    expect([part, answer.status]).toEqual([part, 200]);
  }
  await claire.get('/personnes');
  await claire.get('/personnes/nouvelle');
  expect(JSON.stringify(table.dump())).toBe(before);
});
