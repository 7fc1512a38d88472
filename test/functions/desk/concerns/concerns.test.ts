import { describe, expect, it } from 'vitest';
import { concernKey, concernKind } from '../../../../shared/concerns/concern.ts';
import { put } from '../../../../shared/table/write.ts';
import { taskKey, taskKind } from '../../../../shared/tasks/task.ts';
import { aTask, concernId, taskId } from '../../../builders/situations.ts';
import { busyDesk, read } from '../day/town.ts';

const CONCERN = `/inquietudes/${concernId('C')}`;

describe('a concern', () => {
  it('says what was said, after which visit, and how long remains', async () => {
    const desk = await busyDesk();
    const page = await read(await desk.as('coordinator'), CONCERN);
    expect(page).toContain('« Le frigo était vide. »');
    expect(page).toContain('la visite du mercredi 25 novembre');
    expect(page).toContain('dans 24\u00a0h');
  });

  it('asks for words before it is said to be followed', async () => {
    const desk = await busyDesk();
    const claire = await desk.as('coordinator');
    const answer = await claire.post(CONCERN, { do: 'act', words: '' });
    expect(answer.status).toBe(422);
    expect(await answer.text()).toContain('Écrivez ce que vous avez fait, même en peu de mots.');
  });

  it('is acknowledged, acted on and closed; its task is done with it', async () => {
    const desk = await busyDesk();
    const task = aTask({ id: taskId('Z'), kind: 'concern', subjectId: concernId('C') });
    await desk.table.commit([put(taskKind, task, 'absent')]);
    const claire = await desk.as('coordinator');
    await claire.post(CONCERN, { do: 'acknowledge' });
    expect((await desk.table.get(taskKind, taskKey(task.id)))?.value.state).toBe('open');
    await claire.post(CONCERN, { do: 'act', words: 'Courses portées ce matin.' });
    expect((await desk.table.get(taskKind, taskKey(task.id)))?.value).toMatchObject({
      state: 'done',
      outcome: 'Courses portées ce matin.',
    });
    await claire.post(CONCERN, { do: 'close' });
    expect((await desk.table.get(concernKind, concernKey(concernId('C'))))?.value.state).toBe('closed');
    expect(await read(claire, CONCERN)).toContain('Claire Vuillemin a clos.');
  });

  it('cannot be closed before something was done', async () => {
    const desk = await busyDesk();
    expect((await (await desk.as('coordinator')).post(CONCERN, { do: 'close' })).status).toBe(409);
  });

  it('is her referent’s to answer, and nobody else’s of the network', async () => {
    const desk = await busyDesk();
    const sofia = await desk.as('social-worker');
    expect(await read(sofia, '/inquietudes')).toContain('Inquiétudes (1)');
    expect((await sofia.post(CONCERN, { do: 'acknowledge' })).status).toBe(303);
    const other = await desk.as('social-worker', { id: `stf_${'9'.repeat(26)}` as never, subject: 'other' });
    expect(await read(other, '/inquietudes')).toContain('Aucune inquiétude n’attend.');
    expect((await other.get(CONCERN)).status).toBe(404);
    expect((await other.post(CONCERN, { do: 'acknowledge' })).status).toBe(404);
  });
});
