import { describe, expect, it } from 'vitest';
import { taskIdSchema } from '../../../../shared/ids/ids.ts';
import { type Reader, readerKind } from '../../../../shared/register/readers/reader.ts';
import { seniorKind } from '../../../../shared/seniors/store.ts';
import { put } from '../../../../shared/table/write.ts';
import { type Task, taskKind } from '../../../../shared/tasks/task.ts';
import { dayOf } from '../../../../shared/time/civil.ts';
import { minus, plus } from '../../../../shared/time/instant.ts';
import { aSenior, TUESDAY_NOON } from '../../../builders/chain.ts';
import { aCall } from '../../../builders/heat.ts';
import { aTask, concernId, ODETTE, taskId } from '../../../builders/situations.ts';
import { staffIdOf, testDesk } from '../../../support/desk.ts';
import { busyDesk, quietDesk, read, VISIT_PATH } from './town.ts';

describe('the first screen of the coordinator', () => {
  it('is the day: what has nobody yet, with the one next act', async () => {
    const desk = await busyDesk();
    const page = await read(await desk.as('coordinator'), '/');
    expect(page).toContain('La journée');
    expect(page).toContain('Visite de convivialité pour Mme Jeanne Martin');
    expect(page).toContain('demain à 14\u00a0h\u00a030, Planoise');
    expect(page).toContain(`href="${VISIT_PATH}">Trouver quelqu’un`);
  });

  it('counts in the headings what waits', async () => {
    const desk = await busyDesk();
    const page = await read(await desk.as('coordinator'), '/journee');
    expect(page).toContain('Inquiétudes <span class="count">1</span>');
    expect(page).toContain('2 choses demandent quelqu’un aujourd’hui.');
    expect(page).toContain('Prendre des nouvelles.');
  });

  it('does not say twice what has its own row: a concern is not a task besides', async () => {
    const desk = await busyDesk();
    const task = aTask({
      id: taskId('Z'),
      kind: 'concern',
      subjectId: concernId('C'),
      sentence: 'En double.',
    });
    await desk.table.commit([put(taskKind, task, 'absent')]);
    const page = await read(await desk.as('coordinator'), '/journee');
    expect(page).not.toContain('En double.');
    expect(page).toContain('Autres tâches <span class="count">1</span>');
  });

  it('leads a town in its first days to the next step', async () => {
    const desk = await testDesk();
    const page = await read(await desk.as('coordinator'), '/journee');
    expect(page).toContain('Pour commencer');
    expect(page).toContain('<a class="button second" href="/benevoles/nouveau">');
    expect(page).not.toContain('Tout est couvert');
  });

  it('no longer does once it has begun', async () => {
    const desk = await busyDesk();
    expect(await read(await desk.as('coordinator'), '/journee')).not.toContain('Pour commencer');
  });

  it('says calmly that nothing waits', async () => {
    const desk = await quietDesk();
    const page = await read(await desk.as('coordinator'), '/journee');
    expect(page).toContain('Tout est couvert, personne n’attend plus que promis.');
    expect(page).toContain('Chaque visite des deux jours à venir a quelqu’un.');
    expect(page).toContain('Pour les huit jours à venir, aucune proposition n’attend de réponse.');
  });

  it('never says so while an urgent call, or one due by tonight, is still to be made', async () => {
    const desk = await quietDesk();
    const later = aTask({ id: taskId('Y'), urgent: false, dueAt: plus(TUESDAY_NOON, { days: 3 }) });
    await desk.table.commit([put(taskKind, later, 'absent')]);
    const claire = await desk.as('coordinator');
    expect(await read(claire, '/journee')).toContain('Tout est couvert');
    const urgent = aTask({ id: taskId('X'), urgent: true, dueAt: plus(TUESDAY_NOON, { days: 3 }) });
    const tonight = aTask({ id: taskId('W'), urgent: false, dueAt: plus(TUESDAY_NOON, { hours: 5 }) });
    await desk.table.commit([put(taskKind, urgent, 'absent')]);
    expect(await read(claire, '/journee')).toContain('Une chose demande quelqu’un aujourd’hui.');
    await desk.table.commit([put(taskKind, tonight, 'absent')]);
    expect(await read(claire, '/journee')).toContain('2 choses demandent quelqu’un aujourd’hui.');
  });

  it('shows somebody in immediate danger at once, before any delay has passed', async () => {
    const desk = await testDesk();
    const flag = {
      form: 'a-form-of-the-day',
      name: 'Mme Odette Perrin',
      reasons: ['alone'],
      consent: 'agrees',
    };
    const sofia = await desk.as('social-worker');
    await sofia.post('/signalements', { ...flag, urgency: 'P2' });
    const coordinator = await desk.as('coordinator');
    expect(await read(coordinator, '/journee')).not.toContain('Mme Odette Perrin');
    await sofia.post('/signalements', { ...flag, form: 'another-form', urgency: 'P0', called: 'yes' });
    const page = await read(coordinator, '/journee');
    expect(page).toContain('Mme Odette Perrin <span class="badge alert">Danger immédiat</span>');
    expect(page).toContain('Vérifiez que les secours sont prévenus.');
    expect(page.indexOf('Mme Odette Perrin')).toBeLessThan(page.indexOf('Pas encore couvert'));
  });

  it('shows a distress of the calls before anything else, and leads to her call, under however many late tasks', async () => {
    const desk = await busyDesk();
    const dueAt = minus(TUESDAY_NOON, { days: 2 });
    const late = Array.from({ length: 120 }, (_, n) =>
      put(
        taskKind,
        aTask({ id: taskIdSchema.parse(`tsk_${String(n).padStart(26, '0')}`), urgent: true, dueAt }),
        'absent',
      ),
    );
    for (let n = 0; n < late.length; n += 40) await desk.table.commit(late.slice(n, n + 40));
    const { seniorId: _s, volunteerId: _v, ...task } = aTask({ id: taskId('D'), urgent: true });
    const call = aCall().id;
    const distress: Task = {
      ...task,
      kind: 'call-distress',
      subjectId: call,
      sentence: 'Une personne appelée est peut-être en danger.',
      createdAt: minus(TUESDAY_NOON, { minutes: 3 }),
      dueAt: plus(TUESDAY_NOON, { minutes: 2 }),
    };
    await desk.table.commit([put(taskKind, distress, 'absent')]);
    const officer = await desk.as('duty-officer');
    const page = await read(officer, '/journee');
    expect(page.indexOf('peut-être en danger.')).toBeGreaterThan(0);
    expect(page.indexOf('peut-être en danger.')).toBeLessThan(page.indexOf('Pas encore couvert'));
    expect(page.split('peut-être en danger.')).toHaveLength(2);
    const first = page.slice(
      page.indexOf('Personnes peut-être en danger'),
      page.indexOf('Pas encore couvert'),
    );
    expect(first.match(/Urgent/g)).toBeNull();
    // Nobody is named for the register: her call would be a page that does not exist.
    expect(page).not.toContain('/canicule/appels/');
    expect(page).toContain(`href="/taches/${distress.id}"`);
    expect(await read(officer, `/taches/${distress.id}`)).toContain('agents nommés pour le registre');
    const tasks = await read(officer, '/taches');
    expect(tasks).not.toContain('Ouvrir l’appel');
    const named: Reader = {
      town: 'besancon',
      staffId: staffIdOf('duty-officer'),
      from: dayOf(TUESDAY_NOON),
      to: dayOf(TUESDAY_NOON),
      act: 'arrêté 2026-12',
      namedBy: staffIdOf('coordinator'),
      at: TUESDAY_NOON,
    };
    await desk.table.commit([put(readerKind, named, 'absent')]);
    for (const path of ['/journee', '/taches', `/taches/${distress.id}`])
      expect(await read(officer, path), path).toContain(`href="/canicule/appels/${call}"`);
    expect(tasks.indexOf('peut-être en danger.')).toBeGreaterThan(0);
    expect(tasks.indexOf('peut-être en danger.')).toBeLessThan(tasks.indexOf('Prendre des nouvelles.'));
  });

  it('leads from a distress of a friendly call to that call and that list, not to those of the register', async () => {
    const desk = await busyDesk();
    const { volunteerId: _v, ...task } = aTask({ id: taskId('D'), urgent: true });
    const friendly = `cal_besancon.cadence-friendly-call.2026-11-24.1.${aSenior().id}`;
    const distress: Task = { ...task, kind: 'call-distress', subjectId: friendly, seniorId: aSenior().id };
    await desk.table.commit([put(taskKind, distress, 'absent')]);
    const claire = await desk.as('coordinator');
    const section = async () =>
      (await read(claire, '/journee')).split('En danger')[1]?.split('</section>')[0];
    expect(await section()).toContain(`href="/appels/appel/${friendly}"`);
    expect(await section()).toContain('href="/appels">Appels de convivialité');
    expect(await section()).not.toContain('/canicule');
    expect(await read(claire, '/taches')).toMatch(
      new RegExp(`href="/appels/appel/${friendly}">\\s*Ouvrir l’appel`),
    );
    const { seniorId: _s, ...ofRegister } = { ...distress, id: taskId('E'), subjectId: aCall().id };
    await desk.table.commit([put(taskKind, ofRegister, 'absent')]);
    for (const href of ['/canicule', '/appels']) expect(await section()).toContain(`href="${href}">`);
  });

  it('shows who waits to be asked, and since when', async () => {
    const desk = await testDesk();
    const waiting = aSenior({ id: ODETTE, state: 'waiting', firstName: 'Odette', lastName: 'Perrin' });
    await desk.table.commit([put(seniorKind, waiting, 'absent')]);
    const page = await read(await desk.as('coordinator'), '/journee');
    expect(page).toContain('Odette Perrin');
    expect(page).toContain(`href="/personnes/${ODETTE}">Demander son accord`);
  });

  it('is the duty officer’s first screen too, without what they may not do', async () => {
    const desk = await busyDesk();
    const page = await read(await desk.as('duty-officer'), '/');
    expect(page).toContain('Trouver quelqu’un');
    expect(page).not.toContain('Candidatures');
  });

  it('is closed to those who see figures, and to the network', async () => {
    const desk = await busyDesk();
    for (const role of ['reviewer', 'data-protection-officer', 'social-worker'] as const)
      expect((await (await desk.as(role)).get('/journee')).status).toBe(403);
  });
});
