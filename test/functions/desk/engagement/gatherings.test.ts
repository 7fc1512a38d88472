import { describe, expect, it } from 'vitest';
import { intentKind } from '../../../../shared/messages/store.ts';
import { rowsOf } from '../../../../shared/table/kind.ts';
import { replace } from '../../../../shared/table/write.ts';
import { plus } from '../../../../shared/time/instant.ts';
import { gatheringKey, gatheringKind } from '../../../../shared/volunteers/gatherings/gathering.ts';
import { TUESDAY_NOON as NOW, PAUL } from '../../../builders/chain.ts';
import { memoryTable } from '../../../doubles/memory-table.ts';
import { aReadyVolunteer, volunteerNumber } from '../../../support/chain.ts';
import { testDesk } from '../../../support/desk.ts';
import { openLinksTown } from '../../../support/links.ts';

const LIST = '/engagement/rendez-vous';
const plain = (html: string) =>
  html
    .replaceAll(/<style[\s\S]*?<\/style>/g, '')
    .replaceAll(/<[^>]+>/g, ' ')
    .replaceAll(/[\s\u00a0\u202f]+/g, ' ');
const TYPED = {
  type: 'training',
  title: 'Écouter sans conseiller',
  day: '2026-12-03',
  from: '14:00',
  to: '17:00',
  place: 'Salle Battant',
  details: 'Un goûter suit.',
  seats: '1',
  fulfils: 'yes',
  audience: 'all',
};

const seenIn = (html: string) => /name="seen" value="([^"]*)"/.exec(html)?.[1] ?? '';

const town = async () => {
  const table = memoryTable();
  const paul = aReadyVolunteer(1, { id: PAUL, firstName: 'Paul', lastName: 'Renard', requirements: [] });
  const ines = aReadyVolunteer(2, { firstName: 'Inès', lastName: 'Blanc' });
  const links = await openLinksTown([paul, ines], { over: table });
  const desk = await testDesk({ table, town: 'none', sessionClock: { now: () => NOW } });
  const coordinator = await desk.as('coordinator');
  const read = async (path: string) => plain(await (await coordinator.get(path)).text());
  const one = () => {
    const [found] = rowsOf(gatheringKind, table.dump());
    if (!found) throw new Error('no gathering');
    return found.value;
  };
  const moveTo = (now: typeof NOW) => {
    desk.moveTo(now);
    links.moveTo(now);
  };
  return { table, links, desk, coordinator, read, one, moveTo };
};

describe('a training, from the form to the file', () => {
  it('says what is missing in the form, and keeps what was typed', async () => {
    const { coordinator } = await town();
    const refused = await coordinator.post(LIST, { ...TYPED, title: '', day: '2026-11-23' });
    expect(refused.status).toBe(422);
    const page = await refused.text();
    expect(page).toContain('Donnez-lui un nom');
    expect(page).toContain('Salle Battant');
    const past = await coordinator.post(LIST, { ...TYPED, day: '2026-11-23' });
    expect([past.status, plain(await past.text()).includes('Ce moment est passé')]).toEqual([422, true]);
  });

  it('is invited with the count and the cost shown before, answered in one tap, ticked, and in the file', async () => {
    const { coordinator, read, one, links, table, moveTo } = await town();
    expect(await read(LIST)).toContain('Rien n’est prévu.');
    const form = await (await coordinator.get(`${LIST}/nouveau`)).text();
    const id = /name="id" value="([^"]+)"/.exec(form)?.[1] ?? '';
    for (const _ of [1, 2]) {
      const made = await coordinator.post(LIST, { ...TYPED, id });
      expect(made.headers.get('location')).toBe(`${LIST}/${id}?dit=prepare`);
    }
    expect(rowsOf(gatheringKind, table.dump()).length).toBe(1);
    const path = `${LIST}/${one().id}`;
    expect(await read(path)).toContain('pas encore proposé');
    const asked = await read(`${path}/inviter`);
    expect(asked).toContain('2 SMS partent, dans les heures permises : environ 0,13 €');
    expect(rowsOf(intentKind, table.dump()).length).toBe(0);
    await coordinator.post(`${path}/inviter`);
    const texts = () => rowsOf(intentKind, table.dump()).map(({ value }) => value.message.kind);
    expect(texts()).toEqual(['gathering-invitation', 'gathering-invitation']);

    const paul = links.browser();
    await paul.go(`/g/${await links.spaceLink(PAUL)}`);
    expect(paul.path).toBe('/espace/rendez-vous');
    expect(paul.text).toContain('Il reste une place.');
    await paul.submit(`/espace/rendez-vous/${one().id}`, { answer: 'yes' });
    expect(paul.text).toContain('C’est noté : vous venez.');
    await paul.go('/espace/calendrier');
    await paul.submit('/espace/calendrier', { calendar: 'open' });
    const feed = /\/c\/[0-9A-Za-z]{22}\.ics/.exec(paul.page)?.[0] ?? '';
    const text = await (await links.app.request(`http://localhost:3001${feed}`)).text();
    expect(text).toContain('SUMMARY:Écouter sans conseiller');
    expect(text).toContain('LOCATION:Salle Battant');
    await paul.go('/espace/rendez-vous');
    const ines = links.browser();
    await ines.go(`/g/${await links.spaceLink(volunteerNumber(2))}`);
    expect(ines.text).toContain('C’est complet.');
    await ines.submit(`/espace/rendez-vous/${one().id}`, { answer: 'yes' });
    expect(ines.text).toContain('Vous êtes la première personne sur la liste d’attente.');
    expect(await read(path)).toContain('1 sur 1, 1 en attente');

    await paul.submit(`/espace/rendez-vous/${one().id}`, { answer: 'no' });
    expect(texts()).toContain('gathering-seat');
    const nobody = await coordinator.post(`${path}/reponse`, { volunteer: '', answer: 'yes' });
    expect(nobody.headers.get('location')).toBe(`${path}?dit=choisir`);
    const stranger = await coordinator.post(`${path}/reponse`, {
      volunteer: volunteerNumber(77),
      answer: 'yes',
    });
    expect(stranger.headers.get('location')).toBe(`${path}?dit=pas-invite`);
    await coordinator.post(`${path}/reponse`, { volunteer: PAUL, answer: 'yes' });
    await coordinator.post(`${path}/reponse`, { volunteer: volunteerNumber(2), answer: 'no' });
    expect(await read(`${path}/feuille`)).toContain('Paul Renard');

    moveTo(plus(one().endsAt, { hours: 1 }));
    expect(await read(LIST)).toContain('présences à noter');
    const seen = seenIn(await (await coordinator.get(path)).text());
    await coordinator.post(`${path}/presences`, { came: [PAUL], seen });
    expect((await links.volunteer(PAUL)).requirements.map(({ kind, on }) => [kind, on])).toEqual([
      ['training', '2026-12-03'],
    ]);
    expect(await read(LIST)).toContain('une personne venue');
    expect(await read(`${path}?q=blanc`)).toContain('Inès Blanc');
    const came = await coordinator.post(`${path}/venu`, { volunteer: volunteerNumber(2) });
    expect(came.headers.get('location')).toBe(`${path}?dit=venu`);
    expect((await links.volunteer(volunteerNumber(2))).requirements.length).toBeGreaterThan(0);
    expect(await read(`${path}?q=blanc`)).toContain('notée');
    expect(await read(LIST)).toContain('2 personnes venues');
    const stale = await coordinator.post(`${path}/presences`, { came: [], seen });
    const again = await stale.text();
    expect([stale.status, plain(again).includes('relisez, puis notez de nouveau')]).toEqual([409, true]);
    expect(again.match(/name="came"[^>]*checked/g)?.length).toBe(2);
    await ines.go(`/g/${await links.spaceLink(volunteerNumber(2))}`);
    await ines.go('/espace/donnees.json');
    expect(JSON.parse(ines.page).rendezVous).toEqual([
      { le: '2026-12-03', quoi: 'Écouter sans conseiller', reponse: 'a dit non', venu: 'oui' },
    ]);
    const late = await coordinator.post(`${path}/annuler`);
    expect(late.headers.get('location')).toBe(`${path}?dit=passe`);
  });

  it('called off: said on the volunteer’s page, and by text', async () => {
    const { coordinator, one, links, table } = await town();
    await coordinator.post(LIST, TYPED);
    const path = `${LIST}/${one().id}`;
    await coordinator.post(`${path}/inviter`);
    const paul = links.browser();
    await paul.go(`/g/${await links.spaceLink(PAUL)}`);
    await paul.submit(`/espace/rendez-vous/${one().id}`, { answer: 'yes' });
    await coordinator.post(`${path}/annuler`);
    await paul.go('/espace/rendez-vous');
    expect(paul.text).toContain('Annulé.');
    const texts = rowsOf(intentKind, table.dump()).map(({ value }) => value.message.kind);
    expect(texts.filter((kind) => kind === 'gathering-cancelled').length).toBe(1);
  });

  it('moved to another hour: whoever has not answered may be invited anew, and no reminder is promised too late', async () => {
    const { coordinator, one, links, table, read, moveTo } = await town();
    await coordinator.post(LIST, TYPED);
    const path = `${LIST}/${one().id}`;
    await coordinator.post(`${path}/inviter`);
    const paul = links.browser();
    await paul.go(`/g/${await links.spaceLink(PAUL)}`);
    await paul.submit(`/espace/rendez-vous/${one().id}`, { answer: 'yes', seen: 'another-hour' });
    expect(paul.text).toContain('Relisez, puis dites si vous venez.');
    await paul.submit(`/espace/rendez-vous/${one().id}`, { answer: 'yes', seen: seenIn(paul.page) });
    expect(paul.text).toContain('Un rappel arrive');
    const seen = seenIn(await (await coordinator.get(`${path}/modifier`)).text());
    await coordinator.post(`${path}/modifier`, { ...TYPED, seen, from: '15:00', seats: '2' });
    expect(await read(path)).toContain('Inviter encore 1 personne');
    for (const _ of [1, 2]) await coordinator.post(`${path}/inviter`);
    const invitations = rowsOf(intentKind, table.dump())
      .map(({ value }) => value)
      .filter(({ message }) => message.kind === 'gathering-invitation');
    expect(invitations.map(({ recipient }) => recipient).sort()).toEqual(
      [PAUL, volunteerNumber(2), volunteerNumber(2)].sort(),
    );
    moveTo(plus(one().startsAt, { hours: -20 }));
    const ines = links.browser();
    await ines.go(`/g/${await links.spaceLink(volunteerNumber(2))}`);
    await ines.submit(`/espace/rendez-vous/${one().id}`, { answer: 'yes' });
    expect(ines.text).toContain('C’est noté : vous venez.');
    expect(ines.text).not.toContain('Un rappel arrive');
  });

  it('shows how far the invitations are while they go out, and a way to stop them', async () => {
    const { coordinator, one, read, table } = await town();
    await coordinator.post(LIST, TYPED);
    const path = `${LIST}/${one().id}`;
    const stored = await table.get(gatheringKind, gatheringKey(one().id));
    if (!stored) throw new Error('no gathering');
    await table.commit([replace(gatheringKind, stored, { ...one(), state: 'open', invitingSince: NOW })]);
    const page = await read(path);
    expect(page).toContain('Invitations confiées à l’envoi : 0 sur 2');
    expect(page).not.toContain('Inviter encore');
    const stopped = await coordinator.post(`${path}/arreter`);
    expect(stopped.headers.get('location')).toBe(`${path}?dit=arrete`);
    expect(await read(path)).toContain('Inviter encore 2 personnes');
    expect(rowsOf(intentKind, table.dump())).toEqual([]);
  });

  it('modified by two people at once: the second sees what is kept beside what they typed, and decides', async () => {
    const { coordinator, one } = await town();
    await coordinator.post(LIST, TYPED);
    const path = `${LIST}/${one().id}/modifier`;
    const seen = seenIn(await (await coordinator.get(path)).text());
    await coordinator.post(path, { ...TYPED, seen, place: 'Salle Proudhon' });
    const mistyped = await (await coordinator.post(path, { ...TYPED, seen, title: '' })).text();
    expect(seenIn(mistyped)).toBe(seen);
    const late = await coordinator.post(path, { ...TYPED, seen, seats: '9' });
    expect(late.status).toBe(409);
    const page = await late.text();
    expect(plain(page)).toContain('a été modifié pendant ce temps');
    expect(plain(page)).toContain('Enregistré actuellement Nom Écouter sans conseiller');
    expect(page).toContain('Salle Proudhon');
    expect([page.includes('value="9"'), one().seats]).toEqual([true, 1]);
    const sure = await coordinator.post(path, { ...TYPED, seen: seenIn(page), seats: '9' });
    expect([sure.status, one().seats, one().place]).toEqual([303, 9, 'Salle Battant']);
  });

  it('is the coordination’s alone', async () => {
    const { desk } = await town();
    for (const role of ['social-worker', 'reviewer', 'librarian'] as const)
      expect((await (await desk.as(role)).get(LIST)).status).toBe(403);
  });
});
