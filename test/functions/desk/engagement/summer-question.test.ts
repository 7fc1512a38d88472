import { describe, expect, it } from 'vitest';
import { tick } from '../../../../functions/agenda/handler.ts';
import { lookAtSummerQuestion } from '../../../../shared/engagement/cover/ask-summer.ts';
import {
  nextAsk,
  summerQuestionKey,
  summerQuestionKind,
  wasAsked,
  whomToAsk,
} from '../../../../shared/engagement/cover/summer-question.ts';
import { serviceIdSchema } from '../../../../shared/ids/ids.ts';
import { intentKind } from '../../../../shared/messages/store.ts';
import { seniorKind } from '../../../../shared/seniors/store.ts';
import { type Service, serviceSchema } from '../../../../shared/services/service.ts';
import { serviceKind } from '../../../../shared/services/store.ts';
import { rowsOf } from '../../../../shared/table/kind.ts';
import { put } from '../../../../shared/table/write.ts';
import { addDays, civilDay, dayOf } from '../../../../shared/time/civil.ts';
import { type Instant, instant, plus } from '../../../../shared/time/instant.ts';
import { volunteerKind } from '../../../../shared/volunteers/store.ts';
import type { Volunteer } from '../../../../shared/volunteers/volunteer.ts';
import { aSenior, JEANNE } from '../../../builders/chain.ts';
import { memoryTable } from '../../../doubles/memory-table.ts';
import { aReadyVolunteer, volunteerNumber } from '../../../support/chain.ts';
import { testDesk } from '../../../support/desk.ts';
import { openLinksTown } from '../../../support/links.ts';

const MAY = instant('2027-05-12T08:00:00.000Z');
const TODAY = dayOf(MAY);
const SUMMER = '/engagement/relais/ete';
const plain = (html: string) =>
  html
    .replaceAll(/<style[\s\S]*?<\/style>/g, '')
    .replaceAll(/<[^>]+>/g, ' ')
    .replaceAll(/[\s\u00a0\u202f]+/g, ' ');

const visits = (...by: readonly number[]): Service =>
  serviceSchema.parse({
    id: serviceIdSchema.parse(`ser_${'S'.repeat(26)}`),
    town: 'besancon',
    seniorId: JEANNE,
    programme: 'FRIENDLY_VISIT',
    state: 'open',
    cadence: 'weekly',
    weekday: 3,
    time: '14:30',
    durationMinutes: 60,
    wishes: '',
    startsOn: addDays(TODAY, -90),
    createdAt: MAY,
    pairings: by.map((n, i) => ({
      volunteerId: volunteerNumber(n),
      state: 'active',
      role: i === 0 ? 'primary' : 'backup',
      since: MAY,
    })),
  });

const SAID = {
  exceptions: [{ from: civilDay('2027-07-05'), to: civilDay('2027-07-18'), kind: 'away' as const }],
};

/** Anne and Luc visit; Zoé does too and has told her dates; Guy has no mobile; Eve visits nobody. */
const town = async (now: Instant = MAY) => {
  const table = memoryTable();
  const people = [
    aReadyVolunteer(1, { firstName: 'Anne' }),
    aReadyVolunteer(2, { firstName: 'Luc' }),
    aReadyVolunteer(3, { firstName: 'Zoé', ...SAID }),
    aReadyVolunteer(4, { firstName: 'Guy', channel: 'voice' }),
    aReadyVolunteer(5, { firstName: 'Eve' }),
  ];
  const links = await openLinksTown(people, { over: table });
  await table.commit([
    put(seniorKind, aSenior(), 'absent'),
    put(serviceKind, visits(1, 2, 3), 'absent'),
    put(serviceKind, { ...visits(4), id: serviceIdSchema.parse(`ser_${'T'.repeat(26)}`) }, 'absent'),
  ]);
  const desk = await testDesk({ table, town: 'none', now });
  const texts = () =>
    rowsOf(intentKind, table.dump())
      .map(({ value }) => value)
      .filter(({ message }) => message.kind === 'summer-question');
  const question = async () => (await table.get(summerQuestionKind, summerQuestionKey('besancon')))?.value;
  return { table, desk, links, texts, question, coordinator: await desk.as('coordinator') };
};

describe('the question about summer dates', () => {
  it('shows the count and the cost, leaves once to whoever visits somebody, and opens their own dates', async () => {
    const { coordinator, desk, texts, question, links } = await town();
    const page = plain(await (await coordinator.get(SUMMER)).text());
    expect(page).toContain('1 a dit une absence cet été, 0 ont reçu la question, 3 restent à interroger.');
    expect(page).toContain('Sans SMS, à appeler : Guy Renard .');
    const confirm = plain(await (await coordinator.get(`${SUMMER}/demander`)).text());
    expect(confirm).toContain('2 SMS partent, dans les heures permises : environ 0,13 €.');
    expect(texts()).toHaveLength(0);

    await coordinator.post(`${SUMMER}/demander`);
    await coordinator.post(`${SUMMER}/demander`);
    await tick(desk.world);
    await tick(desk.world);
    const recipients = texts().map(({ recipient }) => recipient);
    expect(recipients.sort()).toEqual([volunteerNumber(1), volunteerNumber(2)]);
    expect(await question()).toEqual({ town: 'besancon', yearly: false, asked: { on: TODAY, count: 2 } });
    const after = plain(await (await coordinator.get(SUMMER)).text());
    expect(after).toContain('2 ont reçu la question, 1 reste à interroger.');
    expect(after).toContain('Dernière fois : le 12 mai 2027, 2 SMS.');

    // Asked again the same year: nobody is left to ask.
    await coordinator.post(`${SUMMER}/demander`);
    desk.moveTo(plus(MAY, { days: 20 }));
    await tick(desk.world);
    expect(texts()).toHaveLength(2);

    const browser = links.browser();
    await browser.go(`/d/${await links.spaceLink(volunteerNumber(1))}`);
    expect(plain(browser.page)).toContain('Absences et jours en plus');
  });

  it('goes out each year in May where the town says so, and stops when it says so', async () => {
    const { coordinator, desk, texts, question, table, links } = await town(
      instant('2026-11-24T11:00:00.000Z'),
    );
    await coordinator.post(`${SUMMER}/chaque-annee`, { yearly: 'yes' });
    await coordinator.post(`${SUMMER}/chaque-annee`, { yearly: 'yes' });
    const first = instant('2027-05-10T08:00:00.000Z');
    expect((await question())?.askAt).toBe(first);
    await lookAtSummerQuestion(desk.world, 'besancon', plus(first, { minutes: -1 }));
    expect(texts()).toHaveLength(0);
    await lookAtSummerQuestion(desk.world, 'besancon', first);
    expect(texts()).toHaveLength(2);
    expect(await question()).toMatchObject({ yearly: true, askAt: instant('2028-05-08T08:00:00.000Z') });
    // The year after: Anne again, and Zoé, whose dates were of the summer before; Luc has left.
    const { left: _, ...luc } = await links.volunteer(volunteerNumber(2));
    await table.commit([put(volunteerKind, { ...luc, state: 'left' }, 'any')]);
    await lookAtSummerQuestion(desk.world, 'besancon', instant('2028-05-08T08:00:00.000Z'));
    const anew = texts().filter(({ createdAt }) => createdAt > first);
    expect(anew.map(({ recipient }) => recipient).sort()).toEqual([volunteerNumber(1), volunteerNumber(3)]);
    await coordinator.post(`${SUMMER}/chaque-annee`, { yearly: 'no' });
    expect((await question())?.askAt).toBeUndefined();
  });

  it('asks a large town some at a time, each once, whoever is killed in between', async () => {
    const { table, desk, texts, question } = await town();
    const many = Array.from({ length: 60 }, (_, n) => aReadyVolunteer(100 + n));
    for (const [n, one] of many.entries())
      await table.commit([
        put(volunteerKind, one, 'absent'),
        put(
          serviceKind,
          {
            ...visits(100 + n),
            id: serviceIdSchema.parse(`ser_${String(n).padStart(26, '0')}`),
          },
          'absent',
        ),
      ]);
    const record = { town: 'besancon', yearly: false, askAt: MAY };
    await table.commit([put(summerQuestionKind, record, 'absent')]);
    let alive = 5;
    const dying = {
      ...desk.world,
      table: {
        ...table,
        commit: async (writes: Parameters<typeof table.commit>[0]) => {
          alive -= 1;
          if (alive < 0) throw new Error('killed');
          return table.commit(writes);
        },
      },
    };
    await expect(lookAtSummerQuestion(dying, 'besancon', MAY)).rejects.toThrow('killed');
    expect(texts()).toHaveLength(5);
    await lookAtSummerQuestion(desk.world, 'besancon', MAY);
    expect(texts()).toHaveLength(55);
    expect((await question())?.askAt).toBe(plus(MAY, { minutes: 1 }));
    await lookAtSummerQuestion(desk.world, 'besancon', plus(MAY, { minutes: 1 }));
    expect(new Set(texts().map(({ recipient }) => recipient)).size).toBe(62);
    expect(texts()).toHaveLength(62);
    expect((await question())?.askAt).toBeUndefined();
  });

  it('is the coordination’s alone', async () => {
    const { desk } = await town();
    for (const role of ['social-worker', 'reviewer', 'duty-officer'] as const) {
      const one = await desk.as(role);
      expect((await one.post(`${SUMMER}/demander`)).status).toBe(403);
      expect((await one.post(`${SUMMER}/chaque-annee`, { yearly: 'yes' })).status).toBe(403);
    }
  });
});

describe('whom to ask', () => {
  const ask = (more: Partial<Volunteer>) =>
    whomToAsk([aReadyVolunteer(1, more)], [visits(1)], TODAY).toText.length;

  it('is nobody at rest, nobody asked this year, nobody who told this summer; last year counts for nothing', () => {
    expect(ask({})).toBe(1);
    expect(ask({ state: 'paused' })).toBe(0);
    expect(ask({ summerAskedOn: addDays(TODAY, -5) })).toBe(0);
    expect(ask({ summerAskedOn: addDays(TODAY, -365) })).toBe(1);
    expect(ask(SAID)).toBe(0);
    expect(ask({ exceptions: [{ from: TODAY, to: addDays(TODAY, 3), kind: 'away' }] })).toBe(1);
    expect(whomToAsk([aReadyVolunteer(1)], [], TODAY).toText).toEqual([]);
  });

  it('counts from October on as the next summer', () => {
    expect(wasAsked({ summerAskedOn: civilDay('2026-10-03') }, TODAY)).toBe(true);
    expect(wasAsked({ summerAskedOn: civilDay('2026-09-20') }, TODAY)).toBe(false);
    expect(nextAsk(instant('2027-05-10T07:59:00.000Z'))).toBe('2027-05-10T08:00:00.000Z');
    expect(nextAsk(instant('2027-05-10T08:00:00.000Z'))).toBe('2028-05-08T08:00:00.000Z');
  });
});
