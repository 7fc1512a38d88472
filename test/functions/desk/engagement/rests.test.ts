import { describe, expect, it } from 'vitest';
import { askVolunteer } from '../../../../shared/engagement/rests/ask.ts';
import { restsKey, restsKind } from '../../../../shared/engagement/rests/rests.ts';
import { stayCounts, talksKey, talksKind } from '../../../../shared/engagement/rests/talk.ts';
import { serviceIdSchema } from '../../../../shared/ids/ids.ts';
import { offerKind } from '../../../../shared/offers/store.ts';
import { phoneSchema } from '../../../../shared/phone/phone.ts';
import { seniorKind } from '../../../../shared/seniors/store.ts';
import { closeService } from '../../../../shared/services/arrange/close-service.ts';
import { serviceKind } from '../../../../shared/services/store.ts';
import { tieWrites } from '../../../../shared/services/ties.ts';
import { rowsOf } from '../../../../shared/table/kind.ts';
import { put } from '../../../../shared/table/write.ts';
import { taskKind } from '../../../../shared/tasks/task.ts';
import { civilDay, dayOf } from '../../../../shared/time/civil.ts';
import { plus } from '../../../../shared/time/instant.ts';
import { leaveVolunteer } from '../../../../shared/volunteers/rest/leave-volunteer.ts';
import { resumeVolunteer } from '../../../../shared/volunteers/rest/rest-volunteer.ts';
import { volunteerKey, volunteerKind } from '../../../../shared/volunteers/store.ts';
import { anOffer, aSenior, aVolunteer, JEANNE, TUESDAY_NOON as NOW, PAUL } from '../../../builders/chain.ts';
import { aService } from '../../../builders/situations.ts';
import { memoryTable } from '../../../doubles/memory-table.ts';
import { testDesk } from '../../../support/desk.ts';

const ago = (days: number) => plus(NOW, { days: -days });
const claireActs = { kind: 'staff', id: `stf_${'A'.repeat(26)}` } as const;
const SERVICE = serviceIdSchema.parse(`ser_${'E'.repeat(26)}`);

const office = async (more: Parameters<typeof aVolunteer>[0] = {}) => {
  const table = memoryTable();
  const desk = await testDesk({ table });
  const paul = aVolunteer({ activeSince: ago(400), appliedAt: ago(430), weeklyCap: 3, ...more });
  await table.commit([put(volunteerKind, paul, 'absent')]);
  const claire = await desk.as('coordinator');
  const tasks = () => rowsOf(taskKind, table.dump()).map(({ value }) => value);
  const read = async (path: string) => (await claire.get(path)).text();
  const volunteer = async () => (await table.get(volunteerKind, volunteerKey(PAUL)))?.value;
  return { table, desk, claire, tasks, read, volunteer };
};
const HIMSELF = { kind: 'volunteer', id: PAUL } as const;

describe('an exit talk', () => {
  const gone = async () => {
    const stage = await office();
    await leaveVolunteer(stage.desk.world, PAUL, 'not-supported', HIMSELF, NOW);
    return stage;
  };
  const talk = {
    outcome: 'held',
    on: dayOf(NOW),
    codes: ['support', 'company'],
    words: 'Aurait aimé un café par mois.',
  };

  it('is proposed by a task with its delay, which leads to its page', async () => {
    const { tasks, read } = await gone();
    expect(tasks()).toMatchObject([{ kind: 'exit-talk', state: 'open', dueAt: plus(NOW, { days: 7 }) }]);
    expect(await read('/taches')).toContain(`/engagement/mouvements/entretiens/${PAUL}`);
    const page = await read('/engagement/mouvements/entretiens');
    expect(page).toContain('pas assez de soutien');
    expect(page).toContain('Paul Renard');
  });

  it('held: noted with what would have made them stay, counted, the task done; noted again it is mended', async () => {
    const { table, claire, tasks, read } = await gone();
    expect((await claire.post(`/engagement/mouvements/entretiens/${PAUL}`, talk)).status).toBe(303);
    await claire.post(`/engagement/mouvements/entretiens/${PAUL}`, talk);
    const stored = await table.get(talksKind, talksKey(PAUL));
    expect(stored?.value.talks).toMatchObject([{ about: 'exit', outcome: 'held', subject: dayOf(NOW) }]);
    expect(stored?.version).toBe(1);
    expect(stayCounts(stored?.value.talks ?? [])).toEqual([
      { code: 'company', count: 1 },
      { code: 'support', count: 1 },
    ]);
    expect(tasks()).toMatchObject([{ state: 'done', outcome: 'Échange tenu, noté.' }]);
    expect(await read('/engagement/mouvements/entretiens')).toContain('plus d’écoute de l’équipe');
    await claire.post(`/engagement/mouvements/entretiens/${PAUL}`, { ...talk, outcome: 'declined' });
    expect((await table.get(talksKind, talksKey(PAUL)))?.value.talks).toMatchObject([
      { outcome: 'declined', wouldHaveStayed: [] },
    ]);
  });

  it('refuses, with a sentence, a day to come and a form without an answer; keeps what was typed', async () => {
    const { claire } = await gone();
    const ahead = await claire.post(`/engagement/mouvements/entretiens/${PAUL}`, {
      ...talk,
      on: dayOf(plus(NOW, { days: 2 })),
    });
    expect([ahead.status, await ahead.text()]).toEqual([422, expect.stringContaining('Ce jour est à venir')]);
    const empty = await claire.post(`/engagement/mouvements/entretiens/${PAUL}`, { words: 'Un mot gardé' });
    expect(await empty.text()).toMatch(/Dites si l’échange a eu lieu[\s\S]*Un mot gardé/);
  });

  it('is no page of somebody who is still here, nor of another role', async () => {
    const { claire } = await office();
    expect((await claire.get(`/engagement/mouvements/entretiens/${PAUL}`)).status).toBe(404);
    const { desk } = await gone();
    const reviewer = await desk.as('reviewer');
    expect((await reviewer.get('/engagement/mouvements/entretiens')).status).toBe(403);
  });

  it('of a candidature there is none', async () => {
    const { desk, tasks, read } = await office({ state: 'candidate', activeSince: undefined });
    await leaveVolunteer(desk.world, PAUL, 'application-withdrawn', HIMSELF, NOW);
    expect(tasks().map(({ kind }) => kind)).toEqual(['human-call']);
    expect(await read('/engagement/mouvements/entretiens')).toContain('Personne n’est parti depuis un an');
  });
});

it('a volunteer who died is nobody to call for an exit talk', async () => {
  const { desk, claire, tasks, read } = await office();
  await leaveVolunteer(desk.world, PAUL, 'died', claireActs, NOW);
  expect(tasks()).toEqual([]);
  expect(await read('/engagement/mouvements/entretiens')).not.toContain('Paul Renard');
  expect((await claire.get(`/engagement/mouvements/entretiens/${PAUL}`)).status).toBe(404);
});

describe('a death, or a move', () => {
  it('asks a person to call, with words to say it; then the time to talk is noted with what followed', async () => {
    const { table, desk, claire, tasks, read } = await office();
    const service = aService({
      id: SERVICE,
      planAt: undefined,
      startsOn: civilDay('2026-01-07'),
      pairings: [{ volunteerId: PAUL, state: 'active', role: 'primary', since: ago(90) }],
      createdAt: ago(90),
    });
    await table.commit([
      put(seniorKind, aSenior(), 'absent'),
      put(serviceKind, service, 'absent'),
      ...tieWrites(undefined, service),
    ]);
    await closeService(desk.world, SERVICE, 'death', claireActs, NOW);
    const [call, debrief] = ['pairing-ended', 'debrief'].map((kind) =>
      tasks().find((task) => task.kind === kind),
    );
    expect(call).toMatchObject({ urgent: true, volunteerId: PAUL, dueAt: plus(NOW, { hours: 4 }) });
    expect(await read(`/engagement/echanges/${call?.id}`)).toContain('Pas de message vocal');
    const at = `/engagement/echanges/${debrief?.id}`;
    expect(await read(at)).toContain('Ce qui a suivi');
    await claire.post(at, { outcome: 'held', on: dayOf(NOW), codes: ['pause', 'listening'], words: '' });
    expect(await read(at)).toContain('une pause, orienté vers une écoute');
    expect(tasks().find(({ id }) => id === debrief?.id)).toMatchObject({ state: 'done' });
    // The tie stays on both files, with its dates and its reason.
    expect(await read(`/benevoles/${PAUL}`)).toMatch(/Jeanne Martin[\s\S]*un décès/i);
    expect(await read(`/personnes/${JEANNE}`)).toMatch(/Paul Renard[\s\S]*un décès/i);
  });
});

describe('the call that an end asks for', () => {
  const ended = async (reason: 'fatigue' | 'volunteer-left' | 'wish' | 'move' | 'other') => {
    const stage = await office();
    const service = aService({
      id: SERVICE,
      planAt: undefined,
      startsOn: civilDay('2026-01-07'),
      pairings: [{ volunteerId: PAUL, state: 'active', role: 'primary', since: ago(90) }],
      createdAt: ago(90),
    });
    await stage.table.commit([
      put(
        seniorKind,
        aSenior({ phones: [{ phone: phoneSchema.parse('+33353010042'), label: '' }] }),
        'absent',
      ),
      put(serviceKind, service, 'absent'),
      ...tieWrites(undefined, service),
    ]);
    await stage.claire.post(`/services/${SERVICE}/fin`, { volunteerId: PAUL, reason });
    const call = stage.tasks().find(({ kind }) => kind === 'pairing-ended');
    return { sentence: call?.sentence ?? '', page: await stage.read(`/engagement/echanges/${call?.id}`) };
  };

  it('has a button for each one whom its sentence says to tell', async () => {
    for (const reason of ['fatigue', 'volunteer-left', 'wish', 'move', 'other'] as const) {
      const { sentence, page } = await ended(reason);
      expect(page).toContain(sentence);
      expect(sentence.toLowerCase()).toMatch(/l’appeler|appeler le bénévole/);
      expect(page).toMatch(/Appeler Paul Renard, <span class="call">06/);
      if (sentence.includes('prévenir la personne visitée'))
        expect(page).toMatch(/Appeler Jeanne Martin, <span class="call">0\d/);
      // She may have wished it herself, or be the one who moves.
      expect(page).toContain('Si ce n’est pas elle qui l’a voulu');
    }
  });
});

describe('somebody who is not texted', () => {
  it('is called instead, and the answer is noted', async () => {
    const { table, desk, claire, tasks, read } = await office({ channel: 'voice' });
    await table.commit([put(offerKind, anOffer({ state: 'expired', sentAt: ago(40) }), 'absent')]);
    await askVolunteer(desk.world, PAUL, NOW);
    expect(tasks()).toMatchObject([{ kind: 'volunteer-quiet', state: 'open' }]);
    expect(await read(`/engagement/nouvelles/${PAUL}`)).toContain('Reste parmi nous');
    await claire.post(`/engagement/nouvelles/${PAUL}`, { answer: 'stay' });
    expect((await table.get(restsKind, restsKey(PAUL)))?.value.asks).toMatchObject([{ answer: 'stay' }]);
    expect(tasks()).toMatchObject([{ state: 'done' }]);
  });

  it('one answer settles every call that was to be made', async () => {
    const { desk, claire, tasks } = await office({ channel: 'voice', state: 'paused', pausedAt: ago(181) });
    await askVolunteer(desk.world, PAUL, ago(110));
    await askVolunteer(desk.world, PAUL, NOW);
    expect(tasks().map(({ state }) => state)).toEqual(['open', 'open']);
    await claire.post(`/engagement/nouvelles/${PAUL}`, { answer: 'not-yet' });
    expect(tasks().map(({ state }) => state)).toEqual(['done', 'done']);
  });

  it('what was not noted is never said to be: answered already, or not asked', async () => {
    const { table, desk, claire, read } = await office({ channel: 'voice' });
    const at = `/engagement/nouvelles/${PAUL}`;
    const unasked = await claire.post(at, { answer: 'stay' });
    expect([unasked.status, await unasked.text()]).toEqual([
      409,
      expect.stringContaining('Rien n’a été noté'),
    ]);
    expect((await claire.post(at, { answer: 'peut-être' })).status).toBe(422);
    await table.commit([put(offerKind, anOffer({ state: 'expired', sentAt: ago(40) }), 'absent')]);
    await askVolunteer(desk.world, PAUL, NOW);
    await claire.post(`/benevoles/${PAUL}/pause`, { until: '' });
    const late = await claire.post(at, { answer: 'stay' });
    expect([late.status, await late.text()]).toEqual([
      409,
      expect.stringMatching(/Une réponse est déjà notée, le 24 novembre 2026 : « prend une pause »/),
    ]);
    expect((await table.get(restsKind, restsKey(PAUL)))?.value.asks).toMatchObject([{ answer: 'pause' }]);
    expect(await read(at)).not.toContain('C’est noté.');
  });

  it('said twice, the same answer is noted once and said to be', async () => {
    const { table, desk, claire } = await office({ channel: 'voice' });
    await table.commit([put(offerKind, anOffer({ state: 'expired', sentAt: ago(40) }), 'absent')]);
    await askVolunteer(desk.world, PAUL, NOW);
    const at = `/engagement/nouvelles/${PAUL}`;
    const twice = [await claire.post(at, { answer: 'stay' }), await claire.post(at, { answer: 'stay' })];
    expect(twice.map(({ status }) => status)).toEqual([303, 303]);
    expect((await table.get(restsKind, restsKey(PAUL)))?.version).toBe(2);
  });

  it('a pause noted on the file is an answer too', async () => {
    const { table, desk, claire, tasks } = await office({ channel: 'voice' });
    await table.commit([put(offerKind, anOffer({ state: 'expired', sentAt: ago(40) }), 'absent')]);
    await askVolunteer(desk.world, PAUL, NOW);
    await claire.post(`/benevoles/${PAUL}/pause`, { until: '' });
    expect((await table.get(restsKind, restsKey(PAUL)))?.value.asks).toMatchObject([{ answer: 'pause' }]);
    expect(tasks()).toMatchObject([{ state: 'done', outcome: 'Réponse : prend une pause.' }]);
  });
});

it('a return: the word of welcome is said, and the first month is lighter', async () => {
  const { desk, claire, tasks, volunteer } = await office({ state: 'paused', pausedAt: ago(40) });
  await resumeVolunteer(desk.world, PAUL, HIMSELF, NOW);
  expect(tasks()).toMatchObject([{ kind: 'welcome-back', state: 'open' }]);
  const past = await claire.post(`/engagement/reprises/${PAUL}`, { rhythm: 'one', until: '2020-01-01' });
  expect(past.status).toBe(422);
  await claire.post(`/engagement/reprises/${PAUL}`, { rhythm: 'one', until: dayOf(plus(NOW, { days: 28 })) });
  expect((await volunteer())?.eased).toMatchObject({ cap: 1 });
  expect(tasks()).toMatchObject([{ state: 'done', outcome: 'Mot de bienvenue dit.' }]);
});
