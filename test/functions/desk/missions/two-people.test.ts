import { expect, it } from 'vitest';
import { linksHost } from '../../../../functions/local/hosts/links-host.ts';
import { linkKind } from '../../../../shared/links/link.ts';
import { mintLink } from '../../../../shared/links/mint-link.ts';
import { missionDayList, missionKind } from '../../../../shared/missions/store.ts';
import { searchVolunteer } from '../../../../shared/offers/search/search.ts';
import { rowsOf } from '../../../../shared/table/kind.ts';
import { create, put } from '../../../../shared/table/write.ts';
import { civilDay } from '../../../../shared/time/civil.ts';
import { FIRST_PROGRAMMES } from '../../../../shared/town/programme.ts';
import { volunteerKind } from '../../../../shared/volunteers/store.ts';
import { aTown, JEANNE, TUESDAY_NOON as NOW } from '../../../builders/chain.ts';
import { openBrowser } from '../../../support/browser-jar.ts';
import { aReadyVolunteer, missionNow, offersNow, volunteerNumber } from '../../../support/chain.ts';
import { busyDesk, read } from '../day/town.ts';

const TWO_BY_TWO = aTown({ programmes: FIRST_PROGRAMMES.map((one) => ({ ...one, people: 2 as const })) });

/** Claire adds a visit by two on Thursday; four volunteers are free then. */
const addedVisit = async () => {
  const desk = await busyDesk({ town: TWO_BY_TWO });
  await desk.table.commit(
    [4, 5, 6, 7].map((n) =>
      put(volunteerKind, aReadyVolunteer(n, { lastName: `Nom${n}`, availability: ['thu-am'] }), 'absent'),
    ),
  );
  const claire = await desk.as('coordinator');
  expect(await read(claire, `/missions/nouvelle?personne=${JEANNE}`)).toContain(
    '60\u00a0min, à deux bénévoles',
  );
  await claire.post('/missions', {
    personne: JEANNE,
    programme: 'FRIENDLY_VISIT',
    day: '26/11/2026',
    time: '11:00',
    durationMinutes: '60',
  });
  const page = await desk.table.index('list', {
    partition: missionDayList('besancon', civilDay('2026-11-26')),
  });
  const seats = rowsOf(missionKind, page.items).map(({ value }) => value);
  const [one, two] = seats;
  if (!one || !two) throw new Error('not two seats');
  const open = async (n: number, id: typeof one.id) => {
    const { token, link } = mintLink(desk.world.ids, {
      town: 'besancon',
      volunteerId: volunteerNumber(n),
      now: NOW,
      purpose: 'mission',
      mission: await missionNow(desk.table, id),
      consent: 'FRIENDLY_VISIT',
    });
    await desk.table.commit([create(linkKind, link)]);
    const phone = openBrowser(linksHost(desk.world), desk.world.config.linksOrigin);
    await phone.go(`/m/${token}`);
    return phone;
  };
  return { desk, claire, seats: [one, two] as const, open };
};
const DAY = '/missions?jour=2026-11-26';

it('the desk shows a visit by two as one line, and who is lacking', async () => {
  const { desk, claire, seats } = await addedVisit();
  const before = await read(claire, DAY);
  expect(before).toContain('à pourvoir, à deux');
  expect(before.match(/Visite de convivialité, à deux/g)).toHaveLength(1);
  const [one, two] = seats;
  const path = `/missions/${one.id}`;
  await claire.post(`${path}/oui`, { volunteerId: volunteerNumber(4) });
  const list = await read(claire, DAY);
  expect(list).toContain('il manque une personne');
  expect(list).toContain('Prénom4 Nom4');
  expect(list).toContain(`href="/missions/${two.id}"`);
  expect(await read(claire, '/')).toContain('Il manque une personne');
  const page = await read(claire, `/missions/${two.id}`);
  expect(page).toContain('À deux : l’autre personne');
  expect(page).toContain('Laisser Prénom4 Nom4 y aller seul·e');
  expect(page).toContain('Y va déjà.');
  const off = await read(claire, `${path}/annuler`);
  expect(off).toContain('C’est une mission à deux : elle est annulée pour les deux personnes.');
  expect(await read(claire, `/missions/${two.id}/annuler`)).toContain('Prénom4 Nom4 le saura par SMS');
  expect(await read(claire, `/missions/${two.id}/seul`)).toContain('demandez d’abord son accord');
  const done = await claire.post(`/missions/${two.id}/seul`, {});
  expect(done.headers.get('location')).toBe(`/missions/${two.id}?dit=seul`);
  expect(await read(claire, DAY)).not.toContain('il manque une personne');
  expect((await missionNow(desk.table, two.id)).state).toBe('cancelled');
  // There is no second person to do without any more.
  expect((await claire.post(`${path}/seul`, {})).status).toBe(409);
});

it('the link says « à deux » before a yes, the other one’s first name after both, and follows the free seat', async () => {
  const { desk, seats, open } = await addedVisit();
  await searchVolunteer(desk.world, seats[0].id, NOW);
  const asked = (await offersNow(desk.table, seats[0].id)).map(({ volunteerId }) => volunteerId);
  const [a, b] = [4, 5, 6, 7].filter((n) => asked.includes(volunteerNumber(n)));
  if (!a || !b) throw new Error('fewer than two were asked');
  const [first, second] = [await open(a, seats[0].id), await open(b, seats[0].id)];
  expect(first.text).toContain('Deux bénévoles y vont ensemble. Nous cherchons aussi la deuxième personne.');
  await first.submit('/m/accepter');
  expect(first.text).toContain('Il manque encore une personne, nous la cherchons.');
  await second.go('/m');
  expect(second.text).toContain('une autre personne a déjà dit oui');
  expect(second.text).not.toContain(`Prénom${a}`);
  await second.submit('/m/accepter');
  expect(second.text).toContain('C’est noté');
  expect(second.text).toContain(`Vous y allez avec Prénom${a}.`);
  expect(second.text).toContain('Jeanne Martin');
  await first.go('/m');
  expect(first.text).toContain(`Vous y allez avec Prénom${b}.`);
  // On another device, the address waits for a code, and the name too.
  const elsewhere = await open(b, seats[0].id);
  expect(elsewhere.text).toContain('Une autre personne y va avec vous.');
  expect(elsewhere.text).not.toContain(`Prénom${a}`);
  await second.go('/m/rendre');
  expect(second.text).toContain('L’autre personne est prévenue par SMS');
  await second.submit('/m/rendre');
  expect(second.text).toContain('La mission est rendue');
  await first.go('/m');
  expect(first.text).toContain('Il manque encore une personne');
});

it('a no to a visit by two counts for the visit, and may still become a yes', async () => {
  const { desk, seats, open } = await addedVisit();
  await searchVolunteer(desk.world, seats[0].id, NOW);
  const asked = (await offersNow(desk.table, seats[0].id)).map(({ volunteerId }) => volunteerId);
  const [a, b] = [4, 5, 6, 7].filter((n) => asked.includes(volunteerNumber(n)));
  if (!a || !b) throw new Error('fewer than two were asked');
  const [first, second] = [await open(a, seats[0].id), await open(b, seats[0].id)];
  await first.submit('/m/accepter');
  await second.go('/m/refuser');
  await second.submit('/m/refuser', { reason: 'busy' });
  expect(second.text).toContain('C’est noté, merci');
  await searchVolunteer(desk.world, seats[1].id, NOW);
  const later = (await offersNow(desk.table, seats[1].id)).map(({ volunteerId }) => volunteerId);
  expect(later).not.toContain(volunteerNumber(b));
  await second.go('/m');
  await second.submit('/m/accepter');
  expect(second.text).toContain(`Vous y allez avec Prénom${a}.`);
});
