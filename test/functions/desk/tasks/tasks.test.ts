import { describe, expect, it } from 'vitest';
import { create } from '../../../../shared/table/write.ts';
import { taskKey, taskKind } from '../../../../shared/tasks/task.ts';
import { plus } from '../../../../shared/time/instant.ts';
import { TUESDAY_NOON } from '../../../builders/chain.ts';
import { taskId } from '../../../builders/situations.ts';
import { busyDesk, read } from '../day/town.ts';

const TASK = `/taches/${taskId('T')}`;

describe('a task', () => {
  it('waits with its deadline, and leads to what it is about', async () => {
    const desk = await busyDesk();
    const page = await read(await desk.as('duty-officer'), '/taches');
    expect(page).toContain('Prendre des nouvelles.');
    expect(page).toContain('Ouvrir le dossier');
    expect(page).toContain('dans 24\u00a0h');
  });

  it('stands under whatever is urgent, though that may wait longer', async () => {
    const desk = await busyDesk();
    const stored = await desk.table.get(taskKind, taskKey(taskId('T')));
    if (!stored) throw new Error('no task');
    const later = plus(stored.value.dueAt, { minutes: 60 });
    await desk.table.commit([
      create(taskKind, {
        ...stored.value,
        id: taskId('V'),
        dueAt: later,
        urgent: true,
        sentence: 'Détresse : rappeler.',
      }),
    ]);
    const page = await read(await desk.as('coordinator'), '/taches');
    expect(page.indexOf('Détresse')).toBeGreaterThan(0);
    expect(page.indexOf('Détresse')).toBeLessThan(page.indexOf('Prendre des nouvelles.'));
  });

  it('stands under what ends tonight, and each under its own heading', async () => {
    const desk = await busyDesk();
    const stored = await desk.table.get(taskKind, taskKey(taskId('T')));
    if (!stored) throw new Error('no task');
    const add = (letter: string, more: Partial<typeof stored.value>) =>
      desk.table.commit([create(taskKind, { ...stored.value, id: taskId(letter), ...more })]);
    await add('V', { urgent: true, sentence: 'Appeler sans attendre.' });
    await add('W', { dueAt: plus(TUESDAY_NOON, { hours: 5 }), sentence: 'Répondre à la fille.' });
    const page = await read(await desk.as('coordinator'), '/taches');
    const order = [
      'Urgent <',
      'Appeler sans',
      'À faire d’ici ce soir',
      'Répondre à',
      'Ensuite',
      'Prendre des',
    ];
    const at = order.map((words) => page.indexOf(words));
    expect(at).not.toContain(-1);
    expect(at).toEqual(at.toSorted((a, b) => a - b));
    // The heading says it once: no badge on each of its lines.
    expect(page.match(/Urgent/g)).toHaveLength(1);
  });

  it('is done once, with what came of it', async () => {
    const desk = await busyDesk();
    const claire = await desk.as('coordinator');
    expect((await claire.post(TASK, { outcome: '' })).status).toBe(422);
    expect((await claire.post(TASK, { outcome: 'Appelée, tout va bien.' })).headers.get('location')).toBe(
      '/taches?dit=faite',
    );
    expect((await desk.table.get(taskKind, taskKey(taskId('T'))))?.value.state).toBe('done');
    const twice = await claire.post(TASK, { outcome: 'Encore.' });
    expect(twice.status).toBe(409);
    expect(await twice.text()).toContain('Appelée, tout va bien.');
    expect(await read(claire, '/taches')).toContain('Aucune tâche n’attend.');
  });

  it('is not the network’s', async () => {
    const desk = await busyDesk();
    expect((await (await desk.as('social-worker')).get('/taches')).status).toBe(403);
  });
});
