import { describe, expect, it } from 'vitest';
import { auditKind, firstBrokenLink } from '../../../../shared/audit/audit.ts';
import { rowsOf } from '../../../../shared/table/kind.ts';
import { readTown } from '../../../../shared/town/change-town.ts';
import { type TestDesk, testDesk } from '../../../support/desk.ts';

const house = {
  name: 'Besançon',
  houseName: 'Maison des Seniors',
  address: '',
  phone: '03 53 01 00 00',
  coordinatorFirstName: 'Claire',
  senderId: 'CCASBesanco',
  colour: '#1b4d5c',
  holidayZone: 'metropole',
  charterVersion: '2026-1',
};
const square = (more: object = {}) =>
  JSON.stringify({
    type: 'Polygon',
    coordinates: [
      [
        [6.0, 47.2],
        [6.1, 47.2],
        [6.1, 47.3],
        [6.0, 47.3],
        [6.0, 47.2],
      ],
    ],
    ...more,
  });
const versionOf = (page: string): string => /name="version" value="(\d+)"/.exec(page)?.[1] ?? '';
const townNow = async (desk: TestDesk) => (await readTown(desk.table, 'besancon'))?.value;

describe('the settings of the town', () => {
  it('are read by everybody, and changed by the coordination alone', async () => {
    const desk = await testDesk();
    const worker = await desk.as('social-worker');
    const page = await (await worker.get('/reglages')).text();
    expect(page).toContain('La coordination peut les changer.');
    expect(page).not.toContain('Modifier');
    expect((await worker.get('/reglages/maison')).status).toBe(403);
    expect((await worker.post('/reglages/maison', { ...house, version: '1' })).status).toBe(403);
  });

  it('change, are confirmed, and leave one trace without values', async () => {
    const desk = await testDesk();
    const claire = await desk.as('coordinator');
    const form = await (await claire.get('/reglages/maison')).text();
    const saved = await claire.post('/reglages/maison', {
      ...house,
      phone: '03.53.01.00.42',
      senderId: 'Besancon',
      version: versionOf(form),
    });
    expect(saved.headers.get('location')).toBe('/reglages?enregistre=maison');
    expect(await (await claire.get('/reglages?enregistre=maison')).text()).toContain(
      'Enregistré : la maison et la ville.',
    );
    expect(await townNow(desk)).toMatchObject({ phone: '+33353010042', senderId: 'Besancon' });
    const audit = rowsOf(
      auditKind,
      (await desk.table.partition('TOWN#besancon', { prefix: 'AUDIT#' })).items,
    );
    const fields = audit.map(({ value }) => String(value.details?.fields).split(' ').sort());
    expect(fields).toEqual([['address', 'dutyPhone', 'phone', 'senderId']]);
    expect(JSON.stringify(audit)).not.toContain('33353010042');
    expect(firstBrokenLink(audit.map(({ value }) => value))).toBeUndefined();
  });

  it('never overwrite what somebody else saved meanwhile: they say so, and keep what was typed', async () => {
    const desk = await testDesk();
    const claire = await desk.as('coordinator');
    const version = versionOf(await (await claire.get('/reglages/maison')).text());
    await claire.post('/reglages/maison', { ...house, houseName: 'Maison des Aînés', version });
    const late = await claire.post('/reglages/maison', { ...house, coordinatorFirstName: 'Nadia', version });
    const page = await late.text();
    expect(late.status).toBe(409);
    expect(page).toContain('Quelqu’un d’autre a changé les réglages pendant ce temps.');
    expect(page).toContain('value="Nadia"');
    expect(page).toContain('Maison des Aînés');
    expect(await townNow(desk)).toMatchObject({
      houseName: 'Maison des Aînés',
      coordinatorFirstName: 'Claire',
    });
    const again = await claire.post('/reglages/maison', {
      ...house,
      coordinatorFirstName: 'Nadia',
      version: versionOf(page),
    });
    expect(again.status).toBe(303);
  });

  it('hold a form that was corrected to what it was opened on', async () => {
    const desk = await testDesk();
    const claire = await desk.as('coordinator');
    const version = versionOf(await (await claire.get('/reglages/maison')).text());
    await claire.post('/reglages/maison', { ...house, houseName: 'Maison des Aînés', version });
    const wrong = await claire.post('/reglages/maison', { ...house, colour: 'red', version });
    expect(wrong.status).toBe(422);
    const corrected = await claire.post('/reglages/maison', {
      ...house,
      version: versionOf(await wrong.text()),
    });
    expect(corrected.status).toBe(409);
    expect(await townNow(desk)).toMatchObject({ houseName: 'Maison des Aînés' });
  });

  it.each([
    [{ senderId: 'CCAS Besançon' }, 'L’expéditeur a 3 à 11 lettres'],
    [{ senderId: '36700' }, 'L’expéditeur a 3 à 11 lettres'],
    [{ senderId: 'RDV' }, 'Les opérateurs bloquent ce mot'],
    [{ colour: '#ffd700' }, 'Cette couleur est trop claire'],
    [{ colour: 'red' }, 'Écrivez la couleur comme #1f5a54.'],
    [{ phone: '12' }, 'Ce numéro ne peut pas sonner'],
    [{ name: '' }, 'Écrivez le nom de la ville.'],
    [{ houseName: 'M'.repeat(61) }, 'Raccourcissez ce texte : 60 caractères au plus.'],
    [{ holidayZone: 'corse' }, 'Choisissez les jours fériés à suivre.'],
  ])('refuse %o with a sentence', async (wrong, sentence) => {
    const desk = await testDesk();
    const claire = await desk.as('coordinator');
    const before = await townNow(desk);
    const answer = await claire.post('/reglages/maison', { ...house, ...wrong, version: '1' });
    expect(answer.status).toBe(422);
    const page = await answer.text();
    expect(page).toContain(sentence);
    expect(page).toContain('Il reste une chose à corriger');
    expect(await townNow(desk)).toEqual(before);
  });

  it('take hours as people type them, and refuse an evening before its morning', async () => {
    const desk = await testDesk();
    const claire = await desk.as('coordinator');
    const page = await (await claire.get('/reglages/rythme')).text();
    const fields = Object.fromEntries(
      [...page.matchAll(/<input[^>]*name="([^"]+)"[^>]*value="([^"]*)"/g)].map((match) => [
        match[1] ?? '',
        match[2] ?? '',
      ]),
    );
    delete fields._csrf;
    const saved = await claire.post('/reglages/rythme', {
      ...fields,
      quietFrom: '9h',
      quietTo: '19 h 30',
      smsPrice: '0,07',
    });
    expect(saved.status).toBe(303);
    expect(await townNow(desk)).toMatchObject({
      quietHours: { from: '09:00', to: '19:30' },
      smsPartMicroEuros: 70_000,
    });
    const reversed = await claire.post('/reglages/rythme', {
      ...fields,
      version: '2',
      quietFrom: '20:00',
      quietTo: '08:00',
    });
    expect(await reversed.text()).toContain('L’heure de fin doit venir après l’heure de début.');
  });

  /** Programmes that the town may take up have their fields too. */
  const UNTAKEN = {
    'duration-HOME_LIBRARY': '30',
    'duration-FAMILY_VISIT': '45',
    'duration-CHRISTMAS_PARCEL': '20',
  };

  it('stop a programme without touching its policy', async () => {
    const desk = await testDesk();
    const claire = await desk.as('coordinator');
    const answer = await claire.post('/reglages/programmes', {
      version: '1',
      'on-FRIENDLY_CALL': 'yes',
      'duration-FRIENDLY_CALL': '25',
      'duration-FRIENDLY_VISIT': '60',
      ...UNTAKEN,
    });
    expect(answer.status).toBe(303);
    const town = await townNow(desk);
    expect(town?.programmes.map(({ code, on, durationMinutes }) => [code, on, durationMinutes])).toEqual([
      ['FRIENDLY_VISIT', false, 60],
      ['FRIENDLY_CALL', true, 25],
    ]);
    expect(town?.programmes[0]?.excludes).toContain('aucun soin');
    expect(town?.programmes.map(({ people }) => people)).toEqual([1, undefined]);
  });

  it('have the missions of a programme made by two people', async () => {
    const desk = await testDesk();
    const claire = await desk.as('coordinator');
    const form = await (await claire.get('/reglages/programmes')).text();
    expect(form).toContain('À deux : chaque mission demande deux bénévoles');
    await claire.post('/reglages/programmes', {
      version: '1',
      'on-FRIENDLY_VISIT': 'yes',
      'people-FRIENDLY_VISIT': 'yes',
      'duration-FRIENDLY_CALL': '25',
      'duration-FRIENDLY_VISIT': '60',
      ...UNTAKEN,
    });
    expect((await townNow(desk))?.programmes.map(({ people }) => people)).toEqual([2, undefined]);
    expect(await (await claire.get('/reglages')).text()).toContain('60\u00a0min, à deux,');
  });

  it('keep emergency numbers with the day somebody checked them', async () => {
    const desk = await testDesk();
    const claire = await desk.as('coordinator');
    const answer = await claire.post('/reglages/urgences', {
      version: '1',
      numbers: '15 Samu\n\n39 77 Maltraitance des aînés\n',
      checkedOn: '20/11/2026',
    });
    expect(answer.status).toBe(303);
    expect(await townNow(desk)).toMatchObject({
      emergencyNumbers: [
        { number: '15', label: 'Samu' },
        { number: '39 77', label: 'Maltraitance des aînés' },
      ],
      emergencyNumbersCheckedOn: '2026-11-20',
    });
    const wrong = await claire.post('/reglages/urgences', {
      version: '2',
      numbers: 'le Samu',
      checkedOn: '2026-11-20',
    });
    expect(wrong.status).toBe(422);
  });
});

describe('the sectors', () => {
  it('are drawn and listed, and one can be added from an outline', async () => {
    const desk = await testDesk();
    const claire = await desk.as('coordinator');
    const added = await claire.post('/reglages/secteurs/nouveau', {
      version: '1',
      name: 'Écuries-Vaîtes',
      outline: square(),
    });
    expect(added.status).toBe(303);
    const page = await (await claire.get('/reglages/secteurs')).text();
    expect(page).toContain('Carte des 2 secteurs');
    expect(page).toContain('Écuries-Vaîtes');
    expect(page).toContain('4 points');
    expect((await townNow(desk))?.sectors[1]).toMatchObject({
      code: 'ecuries-vaites',
      centre: { lat: expect.closeTo(47.25, 3), lon: expect.closeTo(6.05, 3) },
    });
  });

  it.each([
    ['{', 'Ce contour n’est pas un polygone GeoJSON.'],
    [square({ type: 'LineString' }), 'Ce contour n’est pas un polygone GeoJSON.'],
    [
      square({
        coordinates: [
          [
            [47.2, 6.0],
            [47.2, 6.1],
            [47.3, 6.1],
          ],
        ],
      }),
      'Latitude et longitude sont inversées',
    ],
    [
      square({
        coordinates: [
          [
            [6, 47],
            [6.1, 47],
          ],
        ],
      }),
      'Ce contour a moins de trois points.',
    ],
    [
      square({
        coordinates: [
          [
            [-74, 40],
            [-73, 40],
            [-73, 41],
          ],
        ],
      }),
      'Ce contour n’est pas en France.',
    ],
  ])('refuse the outline %s with a sentence, and keep it on the page', async (outline, sentence) => {
    const desk = await testDesk();
    const claire = await desk.as('coordinator');
    const answer = await claire.post('/reglages/secteurs/nouveau', {
      version: '1',
      name: 'Velotte',
      outline,
    });
    const page = await answer.text();
    expect(answer.status).toBe(422);
    expect(page).toContain(sentence);
    expect(page).toContain('value="Velotte"');
  });

  it('are renamed and recentred without losing their code, and the last one stays', async () => {
    const desk = await testDesk();
    const claire = await desk.as('coordinator');
    const saved = await claire.post('/reglages/secteurs/planoise', {
      version: '1',
      name: 'Planoise-Ouest',
      centre: '47.21; 5.95',
    });
    expect(saved.status).toBe(303);
    expect((await townNow(desk))?.sectors).toEqual([
      { code: 'planoise', name: 'Planoise-Ouest', centre: { lat: 47.21, lon: 5.95 } },
    ]);
    expect(await (await claire.get('/reglages/secteurs/planoise/retirer')).text()).toContain(
      'Retirer le secteur Planoise-Ouest ?',
    );
    const removed = await claire.post('/reglages/secteurs/planoise/retirer', { version: '2' });
    expect(await removed.text()).toContain('Une ville garde au moins un secteur.');
  });
});
