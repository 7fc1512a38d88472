import { describe, expect, it } from 'vitest';
import { callRoundKind } from '../../../../shared/heat/calls/round.ts';
import { lookAtRound } from '../../../../shared/heat/calls/rounds/look-at-round.ts';
import { callTaskKind } from '../../../../shared/heat/calls/task.ts';
import { changeEntry } from '../../../../shared/register/change-entry.ts';
import type { RegisterEntry } from '../../../../shared/register/entry.ts';
import { rowsOf } from '../../../../shared/table/kind.ts';
import { replace } from '../../../../shared/table/write.ts';
import { taskKind } from '../../../../shared/tasks/task.ts';
import { plus } from '../../../../shared/time/instant.ts';
import { townKey, townKind } from '../../../../shared/town/settings.ts';
import { hot } from '../../../builders/heat.ts';
import { memoryTable } from '../../../doubles/memory-table.ts';
import { asRead } from '../../../support/as-read.ts';
import { staffIdOf, type TestBrowser } from '../../../support/desk.ts';
import { entryNumber } from '../../../support/hot-day.ts';
import { callNext, hotDesk } from './town.ts';

const text = async (browser: TestBrowser, path: string) => (await browser.get(path)).text();
const opened = async (people = 3, options: { isCoordinatorNamed?: boolean } = {}) => {
  const table = memoryTable();
  const day = await hotDesk(people, { table, ...options });
  const answer = await day.coordinator.post('/canicule/ouvrir', day.opening);
  expect(answer.headers.get('location')).toBe('/canicule?dit=ouvert');
  const calls = () => rowsOf(callTaskKind, table.dump()).map(({ value }) => value);
  return { ...day, table, calls };
};
describe('a hot day at the desk', () => {
  it('says calmly that nothing is open, and how to open', async () => {
    const { coordinator } = await hotDesk(0);
    const page = await text(coordinator, '/canicule');
    expect(page).toContain('Aucun appel en cours.');
    expect(page).toContain('href="/canicule/ouvrir"');
  });

  it('opens by a human act, twice without harm, and shows a sum that balances', async () => {
    const { coordinator, opening, calls } = await opened(3);
    const again = await coordinator.post('/canicule/ouvrir', opening);
    expect(again.headers.get('location')).toBe('/canicule?dit=deja');
    expect(calls()).toHaveLength(3);
    const board = await coordinator.get('/canicule');
    expect(board.headers.get('refresh')).toBe('60');
    const page = await board.text();
    expect(page).toMatch(/à appeler<\/dt><dd>3</);
    expect(page).toMatch(/à joindre<\/dt><dd>3</);
    expect(page).toContain('Le compte est juste');
    expect(page).toContain('3 personnes à appeler');
    expect(page).not.toContain('Perrin');
  });

  it('balances while people leave between two checks of the register, and is red where one is missing', async () => {
    const { desk, coordinator, table } = await opened(3);
    const left = (entry: RegisterEntry) => ({
      ok: true as const,
      value: { ...entry, state: 'opposed' as const },
    });
    const by = { kind: 'staff', id: staffIdOf('duty-officer') } as const;
    await changeEntry(desk.world, entryNumber(1), 'register-opposed', left, by, hot('08:41'));
    const page = await text(coordinator, '/canicule');
    expect(page).toMatch(/à appeler<\/dt><dd>2</);
    expect(page).toContain('Le compte est juste');
    expect(page).toContain('1 personne sortie de la liste');

    const [round] = rowsOf(callRoundKind, table.dump());
    if (!round?.value.registered) throw new Error('no list');
    const registered = { ...round.value.registered, count: 4 };
    await table.commit([replace(callRoundKind, round, { ...round.value, registered })]);
    expect(await text(coordinator, '/canicule')).toContain('4 au registre, 3 dans la liste');
    await lookAtRound(desk.world, round.value.id, hot('08:42'));
    expect(await text(coordinator, '/canicule')).toMatch(/Le compte est juste, vérifié.* à 8\sh\s42/);
  });

  it('refuses what cannot be, keeping what was typed', async () => {
    const { coordinator, opening } = await hotDesk(1);
    const wrong = await coordinator.post('/canicule/ouvrir', { ...opening, expectedEnd: '2026-07-01' });
    expect(wrong.status).toBe(422);
    expect(await wrong.text()).toContain('La fin prévue vient avant le premier jour.');
    const nobody = await coordinator.post('/canicule/ouvrir', { ...opening, duty: '' });
    expect(await nobody.text()).toContain('au moins une personne d’astreinte');
  });

  it('shows names to the agents the mayor named, once the reading is written down, and to nobody else', async () => {
    const { officer, coordinator, calls } = await opened(1);
    const path = `/canicule/appels/${calls()[0]?.id}`;
    expect((await coordinator.get(path)).status).toBe(404);
    expect((await coordinator.get('/canicule/appeler')).status).toBe(404);
    expect(await text(officer, path)).not.toContain('Perrin');
    await officer.post(`${path}/prendre`, {});
    const page = await text(officer, path);
    expect(page).toContain('Mme Perrin00000');
    expect(page).toContain('href="tel:+33');
  });

  it('takes each call to its end, and hands a silence on to the next step', async () => {
    const { officer, calls } = await opened(3);
    expect(await callNext(officer, 'well')).toContain('dit=note');
    expect(await callNext(officer, 'no-answer')).toContain('dit=note');
    expect(await callNext(officer, 'distress')).toContain('dit=detresse');
    expect(
      calls()
        .map(({ state }) => state)
        .sort(),
    ).toEqual(['escalated', 'open', 'reached']);
    const page = await text(officer, '/canicule');
    expect(page).toContain('deuxième appel');
    expect(page).toMatch(/confiées à quelqu’un<\/dt><dd>1</);
  });

  it('alerts the duty of a distress, and puts it in somebody’s hands', async () => {
    const { officer, table } = await opened(1);
    const where = await callNext(officer, 'distress');
    expect(await text(officer, where)).toContain('15, 18 ou 112');
    expect(rowsOf(taskKind, table.dump()).map(({ value }) => value.kind)).toContain('call-distress');
  });

  it('warns before any distress that nobody’s telephone would ring, and says so after one', async () => {
    const { officer, table } = await opened(1);
    expect(await text(officer, '/canicule')).not.toContain('Aucun portable d’astreinte');
    const town = await table.get(townKind, townKey('besancon'));
    if (!town) throw new Error('no town');
    const { dutyPhone: _, ...without } = town.value;
    await table.commit([replace(townKind, town, without)]);
    expect(await text(officer, '/canicule')).toContain('Aucun portable d’astreinte n’est connu');
    const where = await callNext(officer, 'distress');
    const told = await text(officer, where);
    expect(told).toContain('personne d’astreinte n’est prévenu par téléphone');
    expect(told).toContain('Appelez vous-même la personne d’astreinte.');
  });

  it('ends a distress by telephone too, where she answers whoever calls her back', async () => {
    const { officer, calls } = await opened(1);
    const where = await callNext(officer, 'distress');
    expect(await text(officer, where)).toMatch(/value="well"[^>]*>Va bien</);
    expect(await callNext(officer, 'well')).toContain('dit=note');
    expect(calls()).toMatchObject([{ state: 'reached', escalated: { settled: { outcome: 'well' } } }]);
  });

  it('shows the next day who of the day before is still owed something, and their list', async () => {
    const { desk, officer, coordinator, opening, calls } = await opened(1);
    await coordinator.post('/canicule/conduite', { ...opening, expectedEnd: '2026-07-09' });
    await callNext(officer, 'distress');
    const [first] = calls();
    if (!first) throw new Error('no call');
    desk.moveTo(plus(hot('09:00'), { hours: 24 }));
    const next = await desk.as('duty-officer');
    const page = await text(next, '/canicule');
    expect(page).toContain('1 personne encore à joindre ou à régler');
    const list = `/canicule?liste=${first.roundId}`;
    expect(page).toContain(`href="${list}"`);
    expect(await text(next, list)).toContain('secours : 15, 18 ou 112');
  });

  it('says at a door’s passed hour that nothing was done, what may come next, and takes a silence in', async () => {
    const { desk, at, calls } = await opened(1);
    const [call] = calls();
    if (!call) throw new Error('no list');
    for (const time of ['11:00', '18:00', '20:00', '22:00'])
      await lookAtRound(desk.world, call.roundId, hot(time));
    at('22:01');
    const officer = await desk.as('duty-officer');
    const to = `/canicule/appels/${call.id}`;
    await officer.post(`${to}/prendre`, {});
    const page = asRead(await text(officer, to));
    expect(page).toMatch(/Maintenant\s: aller à la porte, à deux/);
    expect(page).toContain('rien n’est noté : c’est encore à faire');
    expect(page).toContain('l’étape suivante est la police municipale');
    for (const code of ['no-answer', 'door-closed', 'passed-to-police', 'passed-to-rescue'])
      expect(page).toContain(`value="${code}"`);
    await officer.post(`${to}/resultat`, { id: 'the-door-is-shut-1', code: 'door-closed' });
    const shut = asRead(await text(officer, to));
    expect(shut).toMatch(/Maintenant\s: appeler la police municipale/);
    expect(shut).toContain('ce logiciel ne l’a pas fait');
    await officer.post(`${to}/resultat`, { id: 'the-police-know-1', code: 'passed-to-police' });
    expect(asRead(await text(officer, to))).toContain('prendre des nouvelles auprès de la police municipale');
  });

  it('gives a call to nobody who could not open it: agents the mayor named, and they alone', async () => {
    const { officer, calls } = await opened(1);
    const to = `/canicule/appels/${calls()[0]?.id}`;
    const page = await text(officer, to);
    expect(page).toContain(`<option value="${staffIdOf('duty-officer')}">`);
    expect(page).not.toContain(`<option value="${staffIdOf('coordinator')}">`);
    const refused = await officer.post(`${to}/confier`, { to: staffIdOf('coordinator') });
    expect(refused.status).toBe(422);
    expect(await refused.text()).toContain('n’est pas nommée pour le registre');
    expect(calls()[0]?.holder).toEqual({ by: 'desk' });
  });

  it('says when the calls begin, and calls nobody before', async () => {
    const { officer, coordinator, opening } = await hotDesk(1);
    await coordinator.post('/canicule/ouvrir', { ...opening, from: '10:00' });
    const page = asRead(await text(officer, '/canicule'));
    expect(page).toMatch(/Les appels commencent à 10\sh/);
    expect(page).not.toContain('Appeler la personne suivante');
  });

  it('leaves whoever stays on the telephone to others, once an agent sees to a door', async () => {
    const { desk, at, calls } = await opened(2);
    for (const time of ['11:00', '18:00'])
      await lookAtRound(desk.world, calls()[0]?.roundId ?? ('' as never), hot(time));
    at('18:05');
    const officer = await desk.as('duty-officer');
    const next = async () => (await officer.get('/canicule/appeler')).headers.get('location') ?? '';
    const first = await next();
    await officer.post(`${first}/prendre`, {});
    expect(await text(officer, first)).toContain('vous vous en occupez');
    const second = await next();
    expect(second).not.toBe(first);
    // After twenty minutes nobody is on it any more; her name is still open to this agent, who says so again.
    at('18:27');
    const later = await desk.as('duty-officer');
    expect(await text(later, first)).toContain('Je m’en occupe');
  });

  it('closes by two people, once nobody is left', async () => {
    const { officer, coordinator, table } = await opened(1);
    await coordinator.post('/canicule/clore/demander', {});
    expect((await coordinator.post('/canicule/clore/confirmer', {})).status).toBe(409);
    const tooSoon = await officer.post('/canicule/clore/confirmer', {});
    expect(tooSoon.status).toBe(409);
    expect(await tooSoon.text()).toContain('Il reste des personnes à joindre');
    await callNext(officer, 'well');
    expect((await officer.post('/canicule/clore/confirmer', {})).headers.get('location')).toBe(
      '/canicule?dit=clos',
    );
    expect(rowsOf(callRoundKind, table.dump()).map(({ value }) => value.state)).toEqual(['closed']);
    expect(await text(officer, '/canicule')).not.toContain('Clore');
  });

  it('says in red that the machine is silent, and shows the wall five large numbers without a name', async () => {
    const { desk, officer, at } = await opened(2);
    at('08:50');
    expect(await text(officer, '/canicule')).toContain('Le suivi ne tourne plus');
    const wall = await text(officer, '/canicule/mur');
    expect(wall).toContain('à joindre');
    expect(wall).not.toContain('en retard');
    expect(wall).not.toContain('Perrin');
    at('12:30');
    expect(await text(await desk.as('duty-officer'), '/canicule/mur')).toContain('2 personnes en retard');
  });

  it('says after 18:00 who is still to be settled, and forecasts no call for a noon that is past', async () => {
    const { desk, at, calls } = await opened(3);
    const roundId = calls()[0]?.roundId;
    if (!roundId) throw new Error('no list');
    at('12:30');
    await lookAtRound(desk.world, roundId, hot('12:30'));
    const noon = asRead(await text(await desk.as('duty-officer'), '/canicule'));
    expect(noon).toContain('3 personnes en retard');
    expect(noon).toMatch(/avant 18\sh/);
    // The machine has set their next hour since: they are late all the same.
    const relay = await text(await desk.as('duty-officer'), '/canicule/releve');
    expect(relay).toMatch(/data-title="En retard" class="number">3</);
    at('18:01');
    await lookAtRound(desk.world, roundId, hot('18:01'));
    const officer = await desk.as('duty-officer');
    const board = asRead(await text(officer, '/canicule'));
    expect(board).toContain('3 confiées encore à régler');
    expect(board).toContain('3 personnes confiées à suivre une par une');
    expect(board).not.toMatch(/avant 12\sh/);
    expect(await text(officer, '/canicule/mur')).toContain('3 confiées encore à régler');
    // Nobody rang her: a call before two people walk to her door.
    const her = await text(officer, `/canicule/appels/${calls()[0]?.id}`);
    expect(her).toContain('appelez-la d’abord');
  });

  it('does not say that nobody is left to call where a colleague is on the line', async () => {
    const { officer, coordinator, at } = await opened(1, { isCoordinatorNamed: true });
    at('08:45');
    const to = (await officer.get('/canicule/appeler')).headers.get('location') ?? '';
    await officer.post(`${to}/prendre`, {});
    const other = await coordinator.get('/canicule/appeler');
    expect(other.headers.get('location')).toBe('/canicule?dit=personne');
    expect(await text(coordinator, '/canicule?dit=personne')).toContain('Personne pour vous maintenant');
  });

  it('changes the level while it runs, and is read, not touched, by the reviewer', async () => {
    const { desk, coordinator, opening } = await opened(1);
    const { startsOn: _, ...conduct } = opening;
    const red = await coordinator.post('/canicule/conduite', { ...conduct, level: 'red' });
    expect(red.headers.get('location')).toBe('/canicule?dit=change');
    const reviewer = await desk.as('reviewer');
    expect(await text(reviewer, '/canicule')).toContain('vigilance rouge');
    expect((await reviewer.get('/canicule/clore')).status).toBe(403);
    expect((await (await desk.as('social-worker')).get('/canicule')).status).toBe(403);
  });
});
