import { expect } from 'vitest';
import { type Reader, readerKind } from '../../../../shared/register/readers/reader.ts';
import { entryKind } from '../../../../shared/register/store.ts';
import { put } from '../../../../shared/table/write.ts';
import type { Instant } from '../../../../shared/time/instant.ts';
import { HOT_DAY, hot } from '../../../builders/heat.ts';
import { staffIdOf, type TestBrowser, type TestDeskOptions, testDesk } from '../../../support/desk.ts';
import { aPerson } from '../../../support/hot-day.ts';

/** A desk on the morning of a hot day, with a register, and the duty officer named by the mayor to read it. */
export const hotDesk = async (
  people: number,
  options: TestDeskOptions & { isCoordinatorNamed?: boolean } = {},
) => {
  let now: Instant = hot('08:40');
  const desk = await testDesk({ now, sessionClock: { now: () => now }, ...options });
  for (let n = 0; n < people; n += 1) await desk.table.commit([put(entryKind, aPerson(n), 'absent')]);
  const reader: Reader = {
    town: 'besancon',
    staffId: staffIdOf('duty-officer'),
    from: HOT_DAY,
    to: HOT_DAY,
    act: 'arrêté 2026-12',
    namedBy: staffIdOf('coordinator'),
    at: now,
  };
  await desk.table.commit([put(readerKind, reader, 'absent')]);
  if (options.isCoordinatorNamed)
    await desk.table.commit([put(readerKind, { ...reader, staffId: reader.namedBy }, 'absent')]);
  const officer = await desk.as('duty-officer');
  const coordinator = await desk.as('coordinator');
  return {
    desk,
    officer,
    coordinator,
    at: (time: string) => {
      now = hot(time);
      desk.moveTo(now);
    },
    opening: {
      startsOn: HOT_DAY,
      expectedEnd: HOT_DAY,
      level: 'orange',
      duty: staffIdOf('duty-officer'),
      callingNumber: '03 53 01 00 00',
      from: '08:30',
      to: '20:00',
      script: 'Bonjour, je vous appelle de la part de la mairie.',
    },
  };
};

/** An agent takes the next person and says what came of it. */
export const callNext = async (browser: TestBrowser, code: string) => {
  const to = (await browser.get('/canicule/appeler')).headers.get('location') ?? '';
  if (!to.startsWith('/canicule/appels/')) return to;
  expect((await browser.post(`${to}/prendre`, {})).status).toBe(303);
  const id = /name="id" value="([^"]+)"/.exec(await (await browser.get(to)).text())?.[1] ?? '';
  const said = await browser.post(`${to}/resultat`, { id, code });
  return said.headers.get('location') ?? '';
};
