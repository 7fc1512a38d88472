import { describe, expect, it } from 'vitest';
import { gapWords } from '../../../../functions/desk/services/pairing-words.ts';
import { serviceKey, serviceKind } from '../../../../shared/services/store.ts';
import { put, replace } from '../../../../shared/table/write.ts';
import { volunteerKind } from '../../../../shared/volunteers/store.ts';
import { JEANNE } from '../../../builders/chain.ts';
import { serviceId } from '../../../builders/situations.ts';
import { aReadyVolunteer, volunteerNumber } from '../../../support/chain.ts';
import { testDesk } from '../../../support/desk.ts';
import { busyDesk, quietDesk, read } from '../day/town.ts';

const PAGE = '/services/binomes';
const SERVICE = `/services/${serviceId('S')}`;
const opened = async () => {
  const desk = await busyDesk();
  return { desk, claire: await desk.as('coordinator') };
};
const buttons = (page: string): number => page.split(`action="${SERVICE}/associer"`).length - 1;

describe('the pairs proposed to the coordinator', () => {
  it('name the person, the two volunteers and why, with a button for the usual visitor first', async () => {
    const { claire } = await opened();
    const page = await read(claire, PAGE);
    expect(page).toContain('Martin');
    expect(page).toMatch(/Première personne :[^,]*Prénom[12] Nom[12]/);
    expect(page).toMatch(/Seconde personne :[^,]*Prénom[12] Nom[12]/);
    expect(page).toContain('par semaine sur 3\u00a0h libres.');
    expect(page).toContain('À associer après la première personne.');
    expect(buttons(page)).toBe(1);
    expect(page).toContain('C’est prouvé : avec ces règles, aucune autre répartition ne ferait mieux.');
  });

  it('are confirmed one at a time: first the usual visitor, then the second, then nothing is left', async () => {
    const { desk, claire } = await opened();
    for (const role of ['primary', 'backup'] as const) {
      const page = await read(claire, PAGE);
      const volunteerId = page.match(/name="volunteerId" value="(\w+)"/)?.[1] ?? '';
      const done = await claire.post(`${SERVICE}/associer`, { volunteerId, retour: 'binomes' });
      expect(done.headers.get('location')).toBe(`${PAGE}?dit=associe`);
      const stored = await desk.table.get(serviceKind, serviceKey(serviceId('S')));
      expect(stored?.value.pairings.at(-1)).toMatchObject({ volunteerId, role, state: 'proposed' });
    }
    const page = await read(claire, `${PAGE}?dit=associe`);
    expect(page).toContain('Pensez à les présenter l’un à l’autre.');
    expect(page).toContain('Chaque personne a ses deux bénévoles.');
  });

  it('change nothing by being read', async () => {
    const { desk, claire } = await opened();
    const before = await desk.table.get(serviceKind, serviceKey(serviceId('S')));
    await read(claire, PAGE);
    expect(await desk.table.get(serviceKind, serviceKey(serviceId('S')))).toEqual(before);
  });

  it('refuse, on the service’s own page, a volunteer tied meanwhile', async () => {
    const { claire } = await opened();
    const form = { volunteerId: volunteerNumber(1), retour: 'binomes' };
    await claire.post(`${SERVICE}/associer`, form);
    const twice = await claire.post(`${SERVICE}/associer`, form);
    expect(twice.status).toBe(409);
    expect(await twice.text()).toContain('Ce bénévole lui est déjà associé.');
  });

  it('lead nowhere else than to the page or the service, whatever a form says', async () => {
    const { claire } = await opened();
    const done = await claire.post(`${SERVICE}/associer`, {
      volunteerId: volunteerNumber(1),
      retour: 'https://ailleurs.example',
    });
    expect(done.headers.get('location')).toBe(`${SERVICE}?dit=associe`);
  });

  it('say why nobody suits, and where to recruit', async () => {
    const { desk, claire } = await opened();
    const stored = await desk.table.get(serviceKind, serviceKey(serviceId('S')));
    if (!stored) throw new Error('no service');
    await desk.table.commit([replace(serviceKind, stored, { ...stored.value, weekday: 7 })]);
    const page = await read(claire, PAGE);
    expect(page).toContain('Aucun binôme possible');
    expect(page).toContain('Première personne et seconde personne : à trouver');
    expect(page).toContain('ne sont pas libres à ce moment de la semaine');
    expect(page).toContain('href="/semaine/renforts"');
    expect(buttons(page)).toBe(0);
  });

  it('wait for volunteers, and for people, in as many words', async () => {
    const empty = await (await testDesk()).as('coordinator');
    expect(await read(empty, PAGE)).toContain('Aucun accompagnement n’est arrangé.');
    const quiet = await quietDesk();
    const stored = await quiet.table.get(volunteerKind, {
      pk: volunteerNumber(1),
      sk: 'VOLUNTEER',
    });
    if (!stored) throw new Error('no volunteer');
    await quiet.table.commit([replace(volunteerKind, stored, { ...stored.value, state: 'paused' as const })]);
    const page = await read(await quiet.as('coordinator'), PAGE);
    expect(page).toContain('Aucun bénévole n’est en activité.');
    await quiet.table.commit([put(volunteerKind, aReadyVolunteer(2), 'absent')]);
    expect(await read(await quiet.as('coordinator'), PAGE)).toContain('La personne n’a pas donné son accord');
  });

  it('start from the beginning when the address makes no sense, and say when the list is over', async () => {
    const { claire } = await opened();
    expect(await read(claire, `${PAGE}?apres=deux`)).toContain('Première personne :');
    expect(await read(claire, `${PAGE}?apres=50`)).toContain('La liste est finie.');
  });

  it('are for whoever arranges, and one step from the day', async () => {
    const { desk, claire } = await opened();
    expect(await read(claire, '/journee')).toContain(`href="${PAGE}"`);
    expect(await read(claire, '/personnes')).toContain(`href="${PAGE}"`);
    const sofia = await desk.as('social-worker');
    expect((await sofia.get(PAGE)).status).toBe(403);
    expect(await read(sofia, '/personnes')).not.toContain(`href="${PAGE}"`);
  });
});

describe('how good the proposal is known to be', () => {
  it.each([
    [{ isBest: true, points: 400, bound: 400 }, 'C’est prouvé'],
    [{ isBest: false, points: 440, bound: 400 }, 'à moins de 11\u00a0minutes de trajet du mieux possible'],
    [{ isBest: false, points: 3_400, bound: 900 }, 'pourrait pourvoir jusqu’à 2\u00a0places de plus'],
    [{ isBest: false, points: Number.POSITIVE_INFINITY, bound: 0 }, 'n’a pas eu le temps d’aboutir'],
  ])('%o is said « %s »', (proposal, words) => {
    const left = [1, 2, 3].map(() => ({
      serviceId: serviceId('S'),
      seniorId: JEANNE,
      why: '',
      role: 'backup' as const,
    }));
    expect(gapWords({ ...proposal, left }, false)).toContain(words);
  });
});
