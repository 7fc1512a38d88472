import { describe, expect, it } from 'vitest';
import { concernKind, openConcernList } from '../../../../shared/concerns/concern.ts';
import { missionIdSchema } from '../../../../shared/ids/ids.ts';
import { intentKind } from '../../../../shared/messages/store.ts';
import { missionKey, missionKind } from '../../../../shared/missions/store.ts';
import { emptyLoad } from '../../../../shared/offers/load.ts';
import { loadKind } from '../../../../shared/offers/store.ts';
import { rowsOf } from '../../../../shared/table/kind.ts';
import { put, replace } from '../../../../shared/table/write.ts';
import { civilDay } from '../../../../shared/time/civil.ts';
import { frenchMoment } from '../../../../shared/time/french.ts';
import { instant, minus, plus } from '../../../../shared/time/instant.ts';
import { fileReport } from '../../../../shared/visits/hold-visit.ts';
import { reportKey, reportKind } from '../../../../shared/visits/report.ts';
import { JEANNE, TUESDAY_NOON, VISIT, VISIT_STARTS } from '../../../builders/chain.ts';
import { memoryTable } from '../../../doubles/memory-table.ts';
import { asRead } from '../../../support/as-read.ts';
import { missionNow, offersNow, volunteerNumber } from '../../../support/chain.ts';
import type { TestBrowser, TestDesk } from '../../../support/desk.ts';
import { busyDesk, read, VISIT_PATH } from '../day/town.ts';

const [ONE, TWO, MONDAYS] = [volunteerNumber(1), volunteerNumber(2), volunteerNumber(3)];
const opened = async (): Promise<{ desk: TestDesk; claire: TestBrowser }> => {
  const desk = await busyDesk();
  return { desk, claire: await desk.as('coordinator') };
};
const smsTo = async (desk: TestDesk, id: string) =>
  rowsOf(
    intentKind,
    (await desk.table.index('volunteer', { partition: id, from: 'message#', to: 'message$' })).items,
  ).map(({ value }) => value.message.kind);

describe('a mission that looks for somebody', () => {
  it('says who could go and why, and who is not asked and why', async () => {
    const { claire } = await opened();
    const page = await read(claire, VISIT_PATH);
    expect(page).toContain('Prénom1 Nom1');
    expect(page).toContain('Pas libres à ce moment : 1');
    expect(page).toContain('Pas libre le mercredi après-midi.');
  });

  it('is proposed by hand to one volunteer, by SMS', async () => {
    const { desk, claire } = await opened();
    const answer = await claire.post(`${VISIT_PATH}/proposer`, { volunteerId: ONE });
    expect(answer.headers.get('location')).toBe(`${VISIT_PATH}?dit=proposee`);
    expect(await smsTo(desk, ONE)).toEqual(['offer']);
    const page = await read(claire, VISIT_PATH);
    expect(page).toContain('Claire Vuillemin a choisi Prénom1 Nom1.');
    expect(page).toContain('pas encore de réponse');
    // Written to the volunteer: here it is quoted, so that nobody at the desk reads it as said of themselves.
    expect(page).toMatch(/Sa proposition disait : « [^»]+ »/);
  });

  it('says that those left have a question to answer first, and when it is looked at again', async () => {
    const { desk, claire } = await opened();
    const entry = {
      missionId: missionIdSchema.parse(`mis_${'E'.repeat(26)}`),
      day: civilDay('2026-12-09'),
      startsAt: instant('2026-12-09T13:30:00Z'),
      minutes: 60,
      state: 'offered' as const,
    };
    await desk.table.commit(
      [ONE, TWO].map((id) =>
        put(loadKind, { ...emptyLoad(id), entries: [entry], offersSentAt: [TUESDAY_NOON] }, 'absent'),
      ),
    );
    const answer = await claire.post(`${VISIT_PATH}/relancer`, {});
    expect(answer.headers.get('location')).toBe(`${VISIT_PATH}?dit=patience`);
    const page = await read(claire, `${VISIT_PATH}?dit=patience`);
    expect(page).toContain('Ceux qui restent à interroger ont déjà une question en attente, ou se reposent');
    expect(asRead(page)).toContain(
      `la recherche reprend dès qu’une réponse arrive, au plus tard ${frenchMoment(instant('2026-11-24T13:30:00Z'))}.`,
    );
    expect(page).not.toContain('écrire.');
    expect(await offersNow(desk.table)).toEqual([]);
  });

  it('says that whoever comes to be introduced has time to answer, and nothing of others who wait', async () => {
    const { desk, claire } = await opened();
    const stored = await desk.table.get(missionKind, missionKey(VISIT));
    if (!stored) throw new Error('no visit');
    const startsAt = plus(stored.value.startsAt, { days: 7 });
    await desk.table.commit([
      replace(missionKind, stored, {
        ...stored.value,
        day: civilDay('2026-12-02'),
        startsAt,
        introduces: ONE,
        search: { wave: 1, open: [ONE], nextAt: startsAt },
      }),
    ]);
    const answer = await claire.post(`${VISIT_PATH}/relancer`, {});
    expect(answer.headers.get('location')).toBe(`${VISIT_PATH}?dit=presentation`);
    const page = await read(claire, `${VISIT_PATH}?dit=presentation`);
    expect(page).toContain('La personne qui vient se présenter a été interrogée, et a le temps de répondre');
    expect(page).toContain('La personne qui vient se présenter a le temps de répondre, jusqu’à');
    expect(page).not.toContain('Ceux qui restent à interroger');
  });

  it('says that the situation has just changed in its own words', async () => {
    const { claire } = await opened();
    const page = await read(claire, `${VISIT_PATH}?dit=change`);
    expect(page).toContain(
      'viennent de changer de situation. Elle reprend d’elle-même dans quelques minutes.',
    );
  });

  it('goes to somebody outside their half-days only with a reason, which is kept', async () => {
    const { desk, claire } = await opened();
    const asked = await claire.post(`${VISIT_PATH}/proposer`, { volunteerId: MONDAYS });
    expect(asked.status).toBe(422);
    expect(await asked.text()).toContain('Dites pourquoi passer outre.');
    expect(await offersNow(desk.table)).toEqual([]);
    await claire.post(`${VISIT_PATH}/proposer`, { volunteerId: MONDAYS, why: 'they-agreed' });
    expect(await read(claire, VISIT_PATH)).toContain('hors règles : son accord a été donné au téléphone');
  });

  it('is never proposed beyond a volunteer’s cap, whatever the reason', async () => {
    const { desk, claire } = await opened();
    const entries = ['E', 'F'].map((letter) => ({
      missionId: `mis_${letter.repeat(26)}`,
      day: '2026-11-29',
      startsAt: instant('2026-11-29T13:30:00Z'),
      minutes: 60,
      state: 'held',
    }));
    const load = loadKind.schema.parse({
      volunteerId: ONE,
      entries,
      offersSentAt: [],
      answers: { accepted: 0, declined: 0, silent: 0 },
    });
    await desk.table.commit([put(loadKind, load, 'absent')]);
    const answer = await claire.post(`${VISIT_PATH}/proposer`, { volunteerId: ONE, why: 'nobody-else' });
    expect(answer.status).toBe(422);
    expect(await answer.text()).toContain('A déjà 2 missions cette semaine-là (2 au plus).');
    expect(await offersNow(desk.table)).toEqual([]);
  });

  it('is proposed once: nobody is texted twice', async () => {
    const { desk, claire } = await opened();
    await claire.post(`${VISIT_PATH}/proposer`, { volunteerId: ONE });
    const twice = await claire.post(`${VISIT_PATH}/proposer`, { volunteerId: ONE });
    expect(await twice.text()).toContain('A déjà reçu cette proposition.');
    expect(await smsTo(desk, ONE)).toEqual(['offer']);
  });

  it('starts its search again at once', async () => {
    const { desk, claire } = await opened();
    const answer = await claire.post(`${VISIT_PATH}/relancer`);
    expect(answer.headers.get('location')).toBe(`${VISIT_PATH}?dit=relancee`);
    expect((await offersNow(desk.table)).map(({ volunteerId }) => volunteerId)).toEqual([ONE, TWO]);
  });
});

describe('a spoken answer', () => {
  it('is recorded by the coordinator as the link would record it', async () => {
    const { desk, claire } = await opened();
    await claire.post(`${VISIT_PATH}/oui`, { volunteerId: ONE });
    const mission = await missionNow(desk.table);
    expect(mission).toMatchObject({ state: 'filled', holder: { volunteerId: ONE, via: 'coordinator' } });
    expect(await smsTo(desk, ONE)).toEqual(['accepted-confirmation']);
    expect(await read(claire, VISIT_PATH)).toContain('Claire Vuillemin a noté le oui de Prénom1 Nom1.');
  });

  it('comes too late when somebody else said yes', async () => {
    const { claire } = await opened();
    await claire.post(`${VISIT_PATH}/oui`, { volunteerId: ONE });
    const late = await claire.post(`${VISIT_PATH}/oui`, { volunteerId: TWO });
    expect(late.status).toBe(409);
    expect(await late.text()).toContain('Quelqu’un d’autre a accepté entre-temps.');
  });

  it('may be a no, or a mission given back', async () => {
    const { desk, claire } = await opened();
    await claire.post(`${VISIT_PATH}/proposer`, { volunteerId: ONE });
    await claire.post(`${VISIT_PATH}/non`, { volunteerId: ONE });
    expect((await offersNow(desk.table))[0]?.state).toBe('declined');
    await claire.post(`${VISIT_PATH}/oui`, { volunteerId: TWO });
    await claire.post(`${VISIT_PATH}/rendue`, { volunteerId: TWO });
    const mission = await missionNow(desk.table);
    expect([mission.state, mission.holder]).toEqual(['planned', undefined]);
  });
});

describe('changing a mission', () => {
  it('says who will be told before it is cancelled', async () => {
    const { desk, claire } = await opened();
    await claire.post(`${VISIT_PATH}/oui`, { volunteerId: ONE });
    const question = await read(claire, `${VISIT_PATH}/annuler`);
    expect(question).toContain('Prénom1 Nom1 le saura par SMS, avec un lien.');
    expect(question).toContain('Aucun message ne part à Mme Jeanne Martin');
    expect((await missionNow(desk.table)).state).toBe('filled');
    await claire.post(`${VISIT_PATH}/annuler`, { reason: 'senior-absent' });
    expect((await missionNow(desk.table)).state).toBe('cancelled');
    expect(await smsTo(desk, ONE)).toContain('mission-cancelled');
  });

  it('moves it, never into the past, and keeps what was typed', async () => {
    const { desk, claire } = await opened();
    const past = await claire.post(`${VISIT_PATH}/deplacer`, { day: '2026-11-20', time: '10:00' });
    expect(past.status).toBe(422);
    expect(await past.text()).toContain('value="2026-11-20"');
    await claire.post(`${VISIT_PATH}/deplacer`, { day: '2026-11-26', time: '10:00' });
    expect(await missionNow(desk.table)).toMatchObject({ day: '2026-11-26', time: '10:00' });
  });

  it('speaks of a presence not confirmed only to whom it was asked: not of a yes of the same day', async () => {
    const { desk, claire } = await opened();
    desk.moveTo(minus(VISIT_STARTS, { hours: 4 }));
    await claire.post(`${VISIT_PATH}/oui`, { volunteerId: ONE });
    const page = await read(claire, VISIT_PATH);
    expect(page).toContain('Oui noté au bureau');
    expect(page).not.toContain('pas encore confirmée');
  });

  it('says that the hour changed after the yes, and notes their presence when they say it', async () => {
    const { desk, claire } = await opened();
    await claire.post(`${VISIT_PATH}/oui`, { volunteerId: ONE });
    await claire.post(`${VISIT_PATH}/deplacer`, { day: '2026-11-26', time: '10:00' });
    const page = await read(claire, VISIT_PATH);
    expect(page).toContain('Avait dit oui ; horaire changé');
    expect(page).toContain('présence pas encore confirmée');
    const noted = await claire.post(`${VISIT_PATH}/confirmee`, { volunteerId: ONE });
    expect(noted.headers.get('location')).toBe(`${VISIT_PATH}?dit=confirmee`);
    expect((await missionNow(desk.table)).state).toBe('confirmed');
    const other = await claire.post(`${VISIT_PATH}/confirmee`, { volunteerId: TWO });
    expect(other.status).toBe(409);
    expect(await other.text()).toContain('n’est plus à son nom');
  });

  it('takes the report by telephone, with a concern for the referent', async () => {
    const { desk, claire } = await opened();
    await claire.post(`${VISIT_PATH}/oui`, { volunteerId: ONE });
    desk.moveTo(instant('2026-11-25T15:00:00Z'));
    await claire.post(`${VISIT_PATH}/compte-rendu`, {
      outcome: 'done',
      her: 'low',
      words: 'Longue conversation.',
      worry: 'Le chauffage est coupé.',
    });
    const page = await read(claire, VISIT_PATH);
    expect(page).toContain('Longue conversation.');
    expect(page).toContain('Lire l’inquiétude');
  });

  it('corrects a report without losing a word of it, and a second worry is a second concern', async () => {
    const { desk, claire } = await opened();
    await claire.post(`${VISIT_PATH}/oui`, { volunteerId: ONE });
    const now = instant('2026-11-25T15:00:00Z');
    desk.moveTo(now);
    const said = {
      outcome: 'done',
      me: 'tired',
      words: 'Longue conversation.',
      thanks: 'Revenez vite.',
      minutes: 75,
      wish: { kind: 'book', words: 'un Pagnol' },
    } as const;
    const subject = {
      missionId: VISIT,
      volunteerId: ONE,
      seniorId: JEANNE,
      consent: 'FRIENDLY_VISIT',
    } as const;
    expect((await fileReport(desk.world, subject, said, { kind: 'volunteer', id: ONE }, now)).ok).toBe(true);
    const form = await read(claire, `${VISIT_PATH}/compte-rendu`);
    expect(form).toContain('Longue conversation.');
    expect(form).toMatch(/value="done" selected/);
    const seen = /name="seen" value="(\w+)"/.exec(form)?.[1] ?? '';
    const again = { outcome: 'done', her: 'low', words: 'Longue conversation, au salon.', seen };
    for (const worry of ['La porte ne ferme plus.', 'La porte ne ferme plus.', 'Il n’y a plus de pain.'])
      await claire.post(`${VISIT_PATH}/compte-rendu`, { ...again, worry });
    expect((await desk.table.get(reportKind, reportKey(VISIT)))?.value).toMatchObject({
      ...said,
      her: 'low',
      words: 'Longue conversation, au salon.',
    });
    // The same page sent once more the day after is the same concern (law 12).
    const worried = { ...said, concern: { words: 'La porte ne ferme plus.', urgent: false } };
    const late = await fileReport(
      desk.world,
      subject,
      worried,
      { kind: 'volunteer', id: ONE },
      plus(now, { days: 1 }),
    );
    expect(late).toMatchObject({ ok: true, value: { concern: undefined } });
    const concerns = await desk.table.index('list', { partition: openConcernList('besancon') });
    expect(
      rowsOf(concernKind, concerns.items).filter(({ value }) => /porte|pain/.test(value.words)),
    ).toHaveLength(2);
  });

  it('writes over no report that came while the form was open: it shows both, and takes them as one', async () => {
    const { desk, claire } = await opened();
    await claire.post(`${VISIT_PATH}/oui`, { volunteerId: ONE });
    const now = instant('2026-11-25T15:00:00Z');
    desk.moveTo(now);
    expect(await read(claire, `${VISIT_PATH}/compte-rendu`)).toContain('name="seen" value=""');
    const subject = {
      missionId: VISIT,
      volunteerId: ONE,
      seniorId: JEANNE,
      consent: 'FRIENDLY_VISIT',
    } as const;
    const sent = { outcome: 'done', words: 'Elle a chanté.', thanks: '' } as const;
    await fileReport(desk.world, subject, sent, { kind: 'volunteer', id: ONE }, now);
    const told = { outcome: 'done', words: 'Elle va bien.', seen: '' };
    const both = await claire.post(`${VISIT_PATH}/compte-rendu`, told);
    expect(both.status).toBe(409);
    const page = await both.text();
    expect(page).toContain('Un compte rendu est arrivé entre-temps');
    // Saved as it stands, neither loses a word.
    expect(page).toMatch(/<textarea[^>]*>Elle a chanté\.\s+Elle va bien\.<\/textarea>/);
    expect(page).toContain('gardez-le tel quel');
    const seen = /name="seen" value="(\w+)"/.exec(page)?.[1] ?? '';
    const taken = { ...told, words: 'Elle va bien, elle a chanté.', seen };
    // Twice: a double tap is one report.
    for (const _ of ['sent', 'sent again'])
      expect((await claire.post(`${VISIT_PATH}/compte-rendu`, taken)).status).toBe(303);
    expect((await desk.table.get(reportKind, reportKey(VISIT)))?.value.words).toBe(taken.words);
  });
});

describe('the missions of a day', () => {
  it('are listed, filtered by sector, and lead to the day after', async () => {
    const { claire } = await opened();
    const page = await read(claire, '/missions?jour=2026-11-25');
    expect(page).toContain('Mme Jeanne Martin');
    expect(page).toContain('à pourvoir');
    expect(page).toContain('/missions?jour=2026-11-26&amp;vue=jour');
    expect(await read(claire, '/missions?jour=2026-11-23&vue=semaine')).toContain('Mme Jeanne Martin');
    expect(await read(claire, '/missions?jour=2026-11-24')).toContain('Aucune mission aujourd’hui.');
  });

  it('grow by one that the coordinator adds, with her consent only', async () => {
    const { desk, claire } = await opened();
    const wish = {
      personne: JEANNE,
      programme: 'FRIENDLY_VISIT',
      day: '2026-11-27',
      time: '10:00',
      durationMinutes: '45',
    };
    const refused = await claire.post('/missions', { ...wish, programme: 'FRIENDLY_CALL' });
    expect(refused.status).toBe(422);
    expect(await refused.text()).toContain('Elle n’a pas donné son accord pour cela.');
    const added = await claire.post('/missions', wish);
    expect(added.headers.get('location')).toMatch(/^\/missions\/mis_\w+\?dit=ajoutee$/);
    expect(await (await claire.post('/missions', wish)).text()).toContain('existe déjà à cette heure');
    expect((await desk.as('duty-officer').then((one) => one.post('/missions', wish))).status).toBe(403);
  });
});

describe('who reads a mission', () => {
  it('is her referent, without the means to change it', async () => {
    const { desk } = await opened();
    const sofia = await desk.as('social-worker', { name: 'Sofia Meunier' });
    const page = await read(sofia, VISIT_PATH);
    expect(page).toContain('Mme Jeanne Martin');
    expect(page).not.toContain('Qui pourrait y aller');
    expect((await sofia.post(`${VISIT_PATH}/oui`, { volunteerId: ONE })).status).toBe(403);
  });

  it('is nobody else of the network, and nobody who sees figures', async () => {
    const { desk } = await opened();
    const other = await desk.as('social-worker', { id: `stf_${'9'.repeat(26)}` as never, subject: 'other' });
    expect((await other.get(VISIT_PATH)).status).toBe(404);
    expect((await (await desk.as('reviewer')).get(VISIT_PATH)).status).toBe(403);
  });

  it('changes nothing by looking', async () => {
    const table = memoryTable();
    const desk = await busyDesk({ table });
    const claire = await desk.as('coordinator');
    const before = JSON.stringify(table.dump().filter(({ kind }) => kind !== 'session'));
    await claire.get('/journee');
    await claire.get('/missions');
    await claire.get(VISIT_PATH);
    await claire.get(`${VISIT_PATH}/annuler`);
    expect(JSON.stringify(table.dump().filter(({ kind }) => kind !== 'session'))).toBe(before);
  });
});
