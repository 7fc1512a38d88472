import { describe, expect, it } from 'vitest';
import { tick } from '../../../../functions/agenda/handler.ts';
import {
  letterSendingKey,
  letterSendingKind,
} from '../../../../shared/engagement/recognition/letters/letter-sending.ts';
import { lookAtLetters } from '../../../../shared/engagement/recognition/letters/send-letters.ts';
import {
  ensureMilestoneWeek,
  lookAtMilestone,
  lookAtMilestoneWeek,
  stopMilestone,
} from '../../../../shared/engagement/recognition/milestones/look-at-milestones.ts';
import {
  milestoneKind,
  milestonePartition,
  milestoneWeekKind,
  reachedBy,
} from '../../../../shared/engagement/recognition/milestones/milestone.ts';
import { defaultRecognition } from '../../../../shared/engagement/recognition/settings.ts';
import { missionIdSchema } from '../../../../shared/ids/ids.ts';
import { intentKind } from '../../../../shared/messages/store.ts';
import { missionKind } from '../../../../shared/missions/store.ts';
import { rowsOf } from '../../../../shared/table/kind.ts';
import { put, replace } from '../../../../shared/table/write.ts';
import { taskKind } from '../../../../shared/tasks/task.ts';
import { addDays, type CivilDay, civilDay, civilTime, instantOf } from '../../../../shared/time/civil.ts';
import type { Instant } from '../../../../shared/time/instant.ts';
import { reportKind, reportSchema } from '../../../../shared/visits/report.ts';
import { volunteerKey, volunteerKind } from '../../../../shared/volunteers/store.ts';
import { thankYouKind } from '../../../../shared/volunteers/thanks/thank-you.ts';
import type { Volunteer } from '../../../../shared/volunteers/volunteer.ts';
import { aMission, JEANNE, PAUL } from '../../../builders/chain.ts';
import { aThankYou } from '../../../builders/recognition.ts';
import { memoryTable } from '../../../doubles/memory-table.ts';
import { aReadyVolunteer, volunteerNumber } from '../../../support/chain.ts';
import { staffIdOf, testDesk } from '../../../support/desk.ts';
import { openLinksTown } from '../../../support/links.ts';

const at = (day: string, time = '10:00'): Instant => instantOf(civilDay(day), civilTime(time));
const MONDAY = at('2026-11-23', '06:00');
const WEDNESDAY = at('2026-11-25');
const plain = (html: string) =>
  html
    .replaceAll(/<style[\s\S]*?<\/style>/g, '')
    .replaceAll(/<[^>]+>/g, ' ')
    .replaceAll(/[\s\u00a0\u202f]+/g, ' ');

/** Paul has been active since 25 November 2025; Inès did her tenth mission last Friday; Marcel, a year on Tuesday, takes no texts. */
const town = async (paul: Partial<Volunteer> = {}) => {
  const table = memoryTable();
  const since = (day: string) => ({ activeSince: at(day) });
  const people = [
    aReadyVolunteer(1, { id: PAUL, firstName: 'Paul', lastName: 'Renard', ...since('2025-11-25'), ...paul }),
    aReadyVolunteer(2, { firstName: 'Inès', lastName: 'Blanc', ...since('2026-06-01') }),
    aReadyVolunteer(3, { firstName: 'Marcel', lastName: 'Roy', channel: 'voice', ...since('2024-11-24') }),
  ];
  const links = await openLinksTown(people, { over: table });
  const desk = await testDesk({ table, town: 'none', now: MONDAY });
  links.moveTo(MONDAY);
  const report = (n: number, volunteerId: string, day: string, more: object = {}) =>
    put(
      reportKind,
      reportSchema.parse({
        missionId: missionIdSchema.parse(`mis_${String(n).padStart(26, '0')}`),
        ...{ seniorId: JEANNE, volunteerId, town: 'besancon', at: at(day) },
        ...{ outcome: 'done', words: '', thanks: '' },
        ...more,
      }),
      'absent',
    );
  /** The visit that such a report is of. */
  const visit = (n: number, volunteerId: Volunteer['id'], day: CivilDay) =>
    put(
      missionKind,
      aMission({
        ...{ id: missionIdSchema.parse(`mis_${String(n).padStart(26, '0')}`), day, startsAt: at(day) },
        ...{ state: 'done', outcome: 'done' },
        holder: { volunteerId, since: at(day), via: 'link', devices: [] },
      }),
      'absent',
    );
  const days = Array.from({ length: 10 }, (_, n) => addDays(civilDay('2026-11-20'), n - 9));
  await table.commit(
    days.flatMap((day, n) => [report(n, volunteerNumber(2), day), visit(n, volunteerNumber(2), day)]),
  );
  const world = desk.world;
  await ensureMilestoneWeek(world, at('2026-11-22', '12:00'));
  const all = () => rowsOf(milestoneKind, table.dump()).map(({ value }) => value);
  const said = () => rowsOf(intentKind, table.dump()).map(({ value }) => [value.recipient, value.message]);
  const monday = (now = MONDAY) => lookAtMilestoneWeek(world, 'besancon', now);
  const send = async (now = WEDNESDAY) => {
    for (const one of all()) await lookAtMilestone(world, milestonePartition(one), now);
  };
  const write = async (id: Volunteer['id'], more: Partial<Volunteer>) => {
    const stored = await table.get(volunteerKind, volunteerKey(id));
    if (stored) await table.commit([replace(volunteerKind, stored, { ...stored.value, ...more })]);
  };
  const look = (now: Instant) => lookAtLetters(world, letterSendingKey('besancon', '2026').pk, now);
  return { table, links, desk, world, all, said, monday, send, write, report, visit, look };
};

describe('anniversaries and milestones', () => {
  it('make one list on Monday, told on Wednesday in the hours, by text or by a person; once', async () => {
    const { all, said, monday, send, table } = await town();
    await monday();
    await monday();
    expect(all().map(({ volunteerId, what, count }) => [volunteerId, what, count])).toEqual(
      expect.arrayContaining([
        [PAUL, 'years', 1],
        [volunteerNumber(2), 'missions', 10],
        [volunteerNumber(3), 'years', 2],
      ]),
    );
    expect(all().length).toBe(3);
    expect(said()).toEqual([]);
    await send(at('2026-11-25', '09:59'));
    expect(said()).toEqual([]);
    await send();
    await send();
    expect(said()).toEqual(
      expect.arrayContaining([
        [PAUL, { kind: 'milestone', milestone: 'years', count: 1 }],
        [volunteerNumber(2), { kind: 'milestone', milestone: 'missions', count: 10 }],
      ]),
    );
    expect(said().length).toBe(2);
    expect(rowsOf(taskKind, table.dump()).map(({ value }) => value.sentence)).toEqual([
      'Un merci à dire de vive voix, sans SMS : 2 ans de bénévolat.',
    ]);
    expect(rowsOf(milestoneWeekKind, table.dump())[0]?.value.lookAt).toBe(at('2026-11-30', '06:00'));
  });

  it('are not planned in a pause, nor told to somebody who paused since; told after it, while it is worth it', async () => {
    const { all, said, monday, send, write } = await town({ state: 'paused' });
    await monday();
    expect(all().some(({ volunteerId }) => volunteerId === PAUL)).toBe(false);
    await write(volunteerNumber(2), { state: 'paused' });
    await send();
    expect(said()).toEqual([]);
    expect(all().find(({ what }) => what === 'missions')).toMatchObject({
      state: 'dropped',
      why: 'not-active',
    });
    await write(PAUL, { state: 'active' });
    await write(volunteerNumber(2), { state: 'active' });
    await monday(at('2026-11-30', '06:00'));
    await send(at('2026-12-02'));
    expect(said().map(([recipient]) => recipient)).toEqual(
      expect.arrayContaining([PAUL, volunteerNumber(2)]),
    );
  });

  it('never come in the month of a hard event, whether it was before the list or after it', async () => {
    const { table, all, said, monday, send, report } = await town();
    const worry = (n: number, day: string, who: string) =>
      report(n, who, day, { concernId: `con_${String(n).padStart(26, '0')}`, outcome: 'other' });
    await table.commit([worry(50, '2026-11-10', PAUL), worry(51, '2026-11-12', PAUL)]);
    await monday();
    expect(all().some(({ volunteerId }) => volunteerId === PAUL)).toBe(false);
    await table.commit([
      worry(52, '2026-11-23', volunteerNumber(2)),
      worry(53, '2026-11-24', volunteerNumber(2)),
    ]);
    await send();
    expect(said()).toEqual([]);
    expect(all().find(({ what }) => what === 'missions')?.why).toBe('hard-event');
  });

  it('are one a month at most', async () => {
    const { table, all, monday, send, report } = await town();
    await monday();
    await send();
    await table.commit(
      Array.from({ length: 10 }, (_, n) => report(60 + n, PAUL, addDays(civilDay('2026-11-26'), n % 3))),
    );
    await monday(at('2026-11-30', '06:00'));
    expect(all().filter(({ volunteerId }) => volunteerId === PAUL).length).toBe(1);
    await monday(at('2026-12-28', '06:00'));
    expect(
      all()
        .filter(({ volunteerId }) => volunteerId === PAUL)
        .map(({ what }) => what),
    ).toEqual(expect.arrayContaining(['years', 'missions']));
  });

  it('are shown with the very text, stopped by a tap, and come no more', async () => {
    const { desk, all, said, monday, send } = await town();
    await monday();
    const coordinator = await desk.as('coordinator');
    const page = plain(await (await coordinator.get('/engagement/merci/etapes')).text());
    expect(page).toContain('1 an de bénévolat avec nous. Un grand merci !');
    expect(page).toContain('Sans SMS : un appel à passer.');
    const stop = { volunteer: PAUL, what: 'years', count: '1' };
    for (const _ of [1, 2])
      expect(
        (await coordinator.post('/engagement/merci/etapes/non', stop)).headers.get('location'),
      ).toContain('dit=note');
    await send();
    await monday(at('2026-11-30', '06:00'));
    await send(at('2026-12-02'));
    expect(said().map(([recipient]) => recipient)).toEqual([volunteerNumber(2)]);
    expect(all().find(({ volunteerId }) => volunteerId === PAUL)?.state).toBe('stopped');
    const late = { volunteerId: volunteerNumber(2), what: 'missions' as const, count: 10 };
    expect(await stopMilestone(desk.world, late, staffIdOf('coordinator'), WEDNESDAY)).toEqual({
      ok: false,
      refusal: { reason: 'gone' },
    });
  });

  it('stop for the whole town in the settings, what is planned included', async () => {
    const { desk, all, said, monday, send } = await town();
    await monday();
    const coordinator = await desk.as('coordinator');
    const path = '/engagement/merci/etapes/reglages';
    expect((await coordinator.post(path, { version: '0', missions: 'dix' })).status).toBe(422);
    const saved = await coordinator.post(path, { version: '0', years: 'yes', missions: '100, 25' });
    expect(saved.headers.get('location')).toContain('dit=regle');
    expect((await coordinator.post(path, { version: '0', missions: '10' })).status).toBe(409);
    await send();
    expect(said()).toEqual([]);
    expect(all().every(({ state, why }) => state === 'dropped' && why === 'off')).toBe(true);
    const page = plain(await (await coordinator.get('/engagement/merci/etapes')).text());
    expect(page).toContain('Les envois sont arrêtés');
  });

  it('are counted from what was done, each at its day; an unknown first day says nothing; 29 February is the 28th', () => {
    const settings = defaultRecognition('besancon').milestones;
    const reports = Array.from({ length: 12 }, (_, n) => ({
      outcome: n === 3 ? ('not-home' as const) : ('done' as const),
      at: at(addDays(civilDay('2026-11-01'), n)),
    }));
    const today = civilDay('2026-11-23');
    expect(reachedBy({}, reports, settings, today)).toEqual([
      { what: 'missions', count: 10, reachedOn: '2026-11-11' },
    ]);
    expect(reachedBy({}, reports.slice(0, 10), settings, today)).toEqual([]);
    expect(reachedBy({ activeSince: at('2024-02-29') }, [], settings, civilDay('2026-03-02'))).toEqual([
      { what: 'years', count: 2, reachedOn: '2026-02-28' },
    ]);
    expect(reachedBy({ activeSince: at('2024-02-29') }, [], { ...settings, years: false }, today)).toEqual(
      [],
    );
  });
});

describe('the letter of the year', () => {
  const LETTERS = '/engagement/merci/lettres';
  it('holds plain facts and the words that were kept, in the town’s own words, all printed in one go', async () => {
    const { desk, table } = await town();
    await table.commit([
      put(thankYouKind, aThankYou({ volunteerId: volunteerNumber(2), state: 'kept' }), 'absent'),
      put(
        thankYouKind,
        aThankYou({
          volunteerId: volunteerNumber(2),
          id: `tha_${'V'.repeat(26)}` as ReturnType<typeof aThankYou>['id'],
          words: 'Des mots seulement lus.',
          state: 'read',
        }),
        'absent',
      ),
    ]);
    const coordinator = await desk.as('coordinator');
    const list = plain(await (await coordinator.get(`${LETTERS}?annee=2026`)).text());
    expect(list).toContain('Imprimer la lettre');
    expect(list).toContain('Inès Blanc');
    expect(list).not.toContain('Paul Renard');
    const words = { opening: 'Chère équipe.', closing: 'Merci encore.' };
    await coordinator.post(`${LETTERS}/texte`, { version: '0', ...words });
    const printed = plain(await (await coordinator.get(`${LETTERS}/imprimer?annee=2026`)).text());
    for (const sentence of [
      'Bonjour Inès,',
      'Chère équipe.',
      '10 missions faites en 2026.',
      'Une personne accompagnée.',
      'Jeanne nous a dicté pour vous : « Dites-lui que le mercredi est mon meilleur jour. »',
      'Merci encore.',
    ])
      expect(printed).toContain(sentence);
    expect(printed).not.toContain('seulement lus');
    expect(printed).not.toContain('Martin');
    const text = plain(await (await coordinator.get(`${LETTERS}/texte`)).text());
    expect(text).toContain('Chère équipe.');
    expect((await coordinator.post(`${LETTERS}/texte`, { version: '0', ...words })).status).toBe(409);
  });

  it('is opened by link with the words it was sent with, each volunteer texted once, the cost shown before', async () => {
    const { desk, links, said, look } = await town();
    const coordinator = await desk.as('coordinator');
    const ines = links.browser();
    await ines.go(`/l/${await links.spaceLink(volunteerNumber(2))}`);
    expect(ines.text).toContain('Pas encore de lettre ici.');
    const asked = plain(await (await coordinator.get(`${LETTERS}/sms?annee=2026`)).text());
    expect(asked).toContain('1 SMS part, dans les heures permises : environ 0,07 €.');
    for (const _ of [1, 2]) await coordinator.post(`${LETTERS}/sms`, { year: '2026' });
    desk.moveTo(at('2026-11-23', '09:00'));
    const letter = [[volunteerNumber(2), { kind: 'yearly-letter' }]];
    await tick(desk.world);
    expect(said()).toEqual(letter);
    await look(at('2026-11-23', '09:01'));
    expect(said()).toEqual(letter);
    await coordinator.post(`${LETTERS}/texte`, { version: '0', opening: 'Autre.', closing: 'Autre.' });
    await ines.go('/espace/lettre');
    expect(ines.text).toContain('10 missions faites en 2026.');
    expect(ines.text).toContain('L’année s’achève');
  });

  const RECIPIENTS = 120;
  /** A hundred and twenty more volunteers, each with one visit this year. */
  const many = async () => {
    const here = await town();
    const { table, desk, report, visit } = here;
    const people = Array.from({ length: RECIPIENTS }, (_, n) => aReadyVolunteer(100 + n));
    for (const [n, one] of people.entries())
      await table.commit([
        put(volunteerKind, one, 'absent'),
        report(1_000 + n, one.id, '2026-11-02'),
        visit(1_000 + n, one.id, civilDay('2026-11-02')),
      ]);
    const coordinator = await desk.as('coordinator');
    const page = async () => plain(await (await coordinator.get(`${LETTERS}?annee=2026`)).text());
    const start = () => coordinator.post(`${LETTERS}/sms`, { year: '2026' });
    const stop = () => coordinator.post(`${LETTERS}/sms/arreter`, { year: '2026' });
    const told = () => new Set(here.said().map(([recipient]) => recipient)).size;
    const sending = async () =>
      (await table.get(letterSendingKind, letterSendingKey('besancon', '2026')))?.value;
    return { ...here, people, page, start, stop, told, sending };
  };

  it('goes on by itself a lot at a time, says how far it came, and texts nobody twice', async () => {
    const { said, told, look, page, start, sending, write, people } = await many();
    await start();
    expect(said()).toEqual([]);
    expect(await page()).toContain('Envoi en cours : 0 SMS sur 121');
    // Seven in the morning: nothing is queued, it says when it goes on.
    await look(at('2026-11-23', '07:00'));
    expect(said()).toEqual([]);
    expect(await page()).toMatch(/Il reprend .*8 h 30/);
    await write(people[119]?.id ?? PAUL, { channel: 'voice' });
    // Two at once, then one that comes again for the same minute.
    await Promise.all([look(at('2026-11-23', '08:30')), look(at('2026-11-23', '08:30'))]);
    await look(at('2026-11-23', '08:30'));
    expect([told(), said().length, (await sending())?.sent]).toEqual([50, 50, 50]);
    expect(await page()).toContain('Envoi en cours : 50 SMS sur 121');
    await start();
    for (const minute of [31, 32, 33]) await look(at('2026-11-23', `08:${minute}`));
    expect([told(), said().length]).toEqual([120, 120]);
    expect(await sending()).toMatchObject({ state: 'done', to: [], sent: 120, next: 121 });
    expect(await page()).toContain(
      '120 SMS sur 121. Une personne n’en a pas reçu : partie depuis, ou sans SMS.',
    );
    expect((await start()).headers.get('location')).toContain('dit=rien');
  });

  it('is stopped between two lots, and taken up where it was; a crash in a lot loses and repeats nothing', async () => {
    const { said, told, look, page, start, stop, sending, table, people, write } = await many();
    await start();
    await look(at('2026-11-23', '09:00'));
    for (const _ of [1, 2]) expect((await stop()).headers.get('location')).toContain('dit=arrete');
    await look(at('2026-11-23', '09:01'));
    expect([told(), await page()]).toEqual([50, expect.stringContaining('Envoi arrêté : 50 SMS sur 121')]);
    await start();
    // The lot is sent, the count is not: as after a crash between the two.
    const before = await table.get(letterSendingKind, letterSendingKey('besancon', '2026'));
    await look(at('2026-11-23', '09:02'));
    const after = await table.get(letterSendingKind, letterSendingKey('besancon', '2026'));
    if (!before || !after) throw new Error('no sending');
    await table.commit([replace(letterSendingKind, after, before.value)]);
    await write(people[60]?.id ?? PAUL, { state: 'left' });
    for (const minute of [3, 4, 5]) await look(at('2026-11-23', `09:0${minute}`));
    expect([told(), said().length]).toEqual([121, 121]);
    expect(await sending()).toMatchObject({ state: 'done', sent: 121 });
    expect((await stop()).headers.get('location')).not.toContain('dit=arrete');
  });
});
