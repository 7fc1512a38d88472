import { describe, expect, it } from 'vitest';
import { outcomeIdSchema } from '../../../shared/heat/calls/outcome.ts';
import { recordOutcome, takeCall } from '../../../shared/heat/calls/record-outcome.ts';
import { lookAtRound } from '../../../shared/heat/calls/rounds/look-at-round.ts';
import type { Intent } from '../../../shared/messages/intent.ts';
import { intentKey, intentKind } from '../../../shared/messages/store.ts';
import { replace } from '../../../shared/table/write.ts';
import { closeTask } from '../../../shared/tasks/close-task.ts';
import { townKey, townKind } from '../../../shared/town/settings.ts';
import { hot, NADIA } from '../../builders/heat.ts';
import { openCallsMorning } from '../../support/calls.ts';

const NADIA_ACTS = { kind: 'staff', id: NADIA } as const;

/** A caller who says at 08:40 that the next person is in danger; the desk's texts and agents follow as each test wants. */
const inDanger = async ({ duty = true } = {}) => {
  const morning = await openCallsMorning({ people: 3 });
  const { table, world } = morning;
  if (!duty) {
    const town = await table.get(townKind, townKey('besancon'));
    if (!town) throw new Error('no town');
    const { dutyPhone: _, ...without } = town.value;
    await table.commit([replace(townKind, town, without)]);
  }
  const phone = morning.browser();
  await phone.go(`/a/${morning.token}`);
  await phone.submit('/a/accepter');
  const taskId = /name="task" value="([^"]+)"/.exec(phone.page)?.[1] ?? '';
  const task = morning.calls().find(({ id }) => id === taskId);
  if (!task) throw new Error('nobody to call');
  morning.at('08:40');
  await phone.submit('/a/appel', { code: 'distress' });
  const alerts = (): Intent[] =>
    morning.texts().filter(({ message }) => message.kind === 'coordinator-alert') as Intent[];
  return {
    morning,
    world,
    phone,
    task,
    alerts,
    /** What the network made of the text to the duty telephone. */
    textIs: async (more: Partial<Intent>) => {
      const [alert] = alerts();
      const stored = alert && (await table.get(intentKind, intentKey(alert.id)));
      if (!stored) throw new Error('no text was asked for');
      await table.commit([replace(intentKind, stored, { ...stored.value, ...more })]);
      await phone.go('/a?dit=distress');
    },
    again: () => phone.go('/a?dit=distress'),
  };
};
const TOLD = ['est prévenue', 'est alertée', 'Un SMS', 's’en occupe'];

describe('a distress that a volunteer says', () => {
  it('claims of its text no more than that it leaves, and sends to the rescue first', async () => {
    const { phone, alerts } = await inDanger();
    expect(alerts()).toHaveLength(1);
    expect(phone.text).toContain('Un SMS part vers l’astreinte de la ville. Personne n’a encore répondu.');
    expect(phone.text).toContain('Cette page ne les appelle pas.');
    expect(phone.page.indexOf('tel:15')).toBeLessThan(phone.page.indexOf('Un SMS part'));
    expect(phone.text).not.toContain('est alertée');
  });

  it('says that it left, then that it was received', async () => {
    const { phone, textIs } = await inDanger();
    await textIs({ state: 'sent', sentAt: hot('08:41') });
    expect(phone.text).toContain(
      'Un SMS est parti à l’astreinte de la ville à 8 h 41. Personne n’a encore répondu.',
    );
    await textIs({ state: 'delivered', sentAt: hot('08:41') });
    expect(phone.text).toContain(
      'L’astreinte de la ville a reçu un SMS à 8 h 41. Personne n’a encore répondu.',
    );
  });

  it('says that nobody was told where the town has no duty telephone, and whom to ring', async () => {
    const { phone, alerts } = await inDanger({ duty: false });
    expect(alerts()).toEqual([]);
    expect(phone.text).toContain('Aucun SMS n’est parti');
    expect(phone.text).toContain('Appelez aussi la maison : 03 53 01 00 00');
    expect(phone.text).not.toContain('Un SMS part');
  });

  it.each(['dead', 'failed', 'held', 'cancelled'] as const)('says so when its text is %s', async (state) => {
    const { phone, textIs } = await inDanger();
    await textIs({ state });
    expect(phone.text).toContain('Le SMS à l’astreinte n’est pas parti : elle n’est pas prévenue.');
    expect(phone.text).toContain('Appelez aussi la maison');
  });

  it('says that an agent has it, from the moment one is on the line with her', async () => {
    const { morning, world, phone, task, again } = await inDanger();
    expect((await takeCall(world, task.id, NADIA_ACTS, hot('08:45'))).ok).toBe(true);
    morning.at('08:50');
    await again();
    expect(phone.text).toContain('Un agent de la ville s’en occupe depuis 8 h 45.');
    expect(phone.text).not.toContain('Voir où en est l’alerte');
    // Twenty minutes of silence later nobody is known to be on the line any more.
    morning.at('09:10');
    await again();
    expect(phone.text).toContain('Personne n’a encore répondu.');
    const form = {
      taskId: task.id,
      id: outcomeIdSchema.parse('desk-says-rescue'),
      code: 'passed-to-rescue',
      note: '',
      calledAt: hot('09:12'),
      via: 'desk',
    } as const;
    expect((await recordOutcome(world, form, NADIA_ACTS, hot('09:12'))).ok).toBe(true);
    morning.at('09:15');
    await again();
    expect(phone.text).toContain('Un agent de la ville s’en occupe depuis 9 h 12.');
  });

  it('is told anew when it is said again after an agent had closed the first', async () => {
    const { morning, world, phone, task, alerts } = await inDanger();
    const desk = morning.calls().find(({ id }) => id === task.id)?.deskTaskId;
    if (!desk) throw new Error('the desk was told nothing');
    expect((await closeTask(world, desk, 'Rappelée, elle va mieux', NADIA_ACTS, hot('08:50'))).ok).toBe(true);
    morning.at('09:10');
    const csrf = /name="_csrf" value="([^"]+)"/.exec(phone.page)?.[1] ?? '';
    await phone.post('/a/appel', { _csrf: csrf, task: task.id, id: 'she-fell-at-nine', code: 'distress' });
    expect(phone.text).toContain('Un SMS part vers l’astreinte de la ville. Personne n’a encore répondu.');
    expect(phone.text).not.toContain('s’en occupe');
    expect(alerts()).toHaveLength(2);
    const again = morning.calls().find(({ id }) => id === task.id)?.deskTaskId;
    expect(again).not.toBe(desk);
    // The form sent twice is one distress still.
    await phone.post('/a/appel', { _csrf: csrf, task: task.id, id: 'she-fell-at-nine', code: 'distress' });
    await phone.post('/a/appel', { _csrf: csrf, task: task.id, id: 'said-once-more', code: 'distress' });
    expect(alerts()).toHaveLength(2);
  });

  it('gives the duty five whole minutes from when it is said anew, and is no older than that', async () => {
    const { morning, world, phone, task } = await inDanger();
    const her = () => morning.calls().find(({ id }) => id === task.id);
    const desk = her()?.deskTaskId;
    if (!desk) throw new Error('the desk was told nothing');
    await closeTask(world, desk, 'Rappelée, elle va mieux', NADIA_ACTS, hot('08:44'));
    morning.at('08:46');
    await lookAtRound(world, task.roundId, hot('08:46'));
    expect(her()).toMatchObject({ overdue: 1, deadline: hot('08:51') });
    const csrf = /name="_csrf" value="([^"]+)"/.exec(phone.page)?.[1] ?? '';
    const say = (id: string) => phone.post('/a/appel', { _csrf: csrf, task: task.id, id, code: 'distress' });
    morning.at('08:49');
    await say('she-fell-once-more');
    expect(her()).toMatchObject({
      overdue: 0,
      deadline: hot('08:54'),
      escalated: { reason: 'distress', at: hot('08:49') },
    });
    // Said again while nobody has answered it: the first five minutes hold, they are not put off.
    morning.at('08:52');
    await say('still-on-the-floor');
    expect(her()).toMatchObject({ overdue: 0, deadline: hot('08:54') });
  });

  it('leaves the alert where it was when a need is told beside it, and the need open when she is reached', async () => {
    const { morning, world, phone, task, alerts } = await inDanger();
    const alert = morning.calls().find(({ id }) => id === task.id)?.deskTaskId;
    const csrf = /name="_csrf" value="([^"]+)"/.exec(phone.page)?.[1] ?? '';
    const say = (id: string, code: string) =>
      phone.post('/a/appel', { _csrf: csrf, task: task.id, id, code });
    morning.at('08:42');
    await say('she-needs-water', 'needs-something');
    morning.at('08:43');
    await say('still-on-the-floor', 'distress');
    expect(alerts()).toHaveLength(1);
    const form = {
      taskId: task.id,
      id: outcomeIdSchema.parse('desk-says-well'),
      code: 'well',
      note: '',
      calledAt: hot('08:50'),
      via: 'desk',
    } as const;
    await recordOutcome(world, form, NADIA_ACTS, hot('08:50'));
    const tasks = morning.deskTasks();
    expect(tasks.find(({ id }) => id === alert)).toMatchObject({ kind: 'call-distress', state: 'done' });
    expect(tasks.filter(({ kind }) => kind === 'call-need')).toMatchObject([{ state: 'open' }]);
  });

  it('is told anew when a need was told in between, and its task had taken the place of the first alert', async () => {
    const { morning, world, phone, task, alerts } = await inDanger();
    const desk = morning.calls().find(({ id }) => id === task.id)?.deskTaskId;
    if (!desk) throw new Error('the desk was told nothing');
    await closeTask(world, desk, 'Rappelée, elle va mieux', NADIA_ACTS, hot('08:50'));
    const csrf = /name="_csrf" value="([^"]+)"/.exec(phone.page)?.[1] ?? '';
    const say = (id: string, code: string) =>
      phone.post('/a/appel', { _csrf: csrf, task: task.id, id, code });
    morning.at('09:00');
    await say('she-needs-water', 'needs-something');
    morning.at('09:10');
    await say('she-fell-at-nine', 'distress');
    expect(alerts()).toHaveLength(2);
    await say('said-once-more', 'distress');
    expect(alerts()).toHaveLength(2);
  });

  it('is not said to be answered by what an agent did before it', async () => {
    const { morning, world, phone, task, textIs } = await inDanger();
    await textIs({ state: 'delivered', sentAt: hot('08:41') });
    const desk = morning.calls().find(({ id }) => id === task.id)?.deskTaskId;
    if (!desk) throw new Error('the desk was told nothing');
    await closeTask(world, desk, 'Rappelée, elle va mieux', NADIA_ACTS, hot('08:50'));
    morning.at('09:10');
    const csrf = /name="_csrf" value="([^"]+)"/.exec(phone.page)?.[1] ?? '';
    await phone.post('/a/appel', { _csrf: csrf, task: task.id, id: 'she-fell-at-nine', code: 'distress' });
    expect(phone.text).not.toContain('8 h');
  });

  it('is told all the same once the list has gone back, and never by the address alone', async () => {
    const { phone } = await inDanger();
    await phone.go('/a/rendre');
    await phone.submit('/a/rendre');
    await phone.go('/a?dit=distress');
    expect(phone.text).toContain('La liste est revenue au bureau');
    expect(phone.text).toContain('Un SMS part vers l’astreinte');
    const other = await openCallsMorning({ people: 2 });
    const quiet = other.browser();
    await quiet.go(`/a/${other.token}`);
    await quiet.submit('/a/accepter');
    await quiet.go('/a?dit=distress');
    expect(quiet.text).toContain('Aucune alerte n’est notée pour votre liste.');
    for (const claim of TOLD) expect(quiet.text).not.toContain(claim);
  });
});

describe('an outcome sent after the list went back', () => {
  it('is said to be noted', async () => {
    const morning = await openCallsMorning({ people: 3 });
    const phone = morning.browser();
    await phone.go(`/a/${morning.token}`);
    await phone.submit('/a/accepter');
    const sheet = phone.page;
    await phone.go('/a/rendre');
    await phone.submit('/a/rendre');
    const field = (name: string) => new RegExp(`name="${name}" value="([^"]+)"`).exec(sheet)?.[1] ?? '';
    await phone.post('/a/appel', {
      _csrf: field('_csrf'),
      task: field('task'),
      id: field('id'),
      code: 'no-answer',
    });
    expect(phone.text).toContain('La liste est revenue au bureau');
    expect(phone.text).toContain('C’est noté : ne répond pas.');
    expect(phone.text).not.toContain('elle reste dans votre liste');
  });
});
