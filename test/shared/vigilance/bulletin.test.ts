import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { civilDay } from '../../../shared/time/civil.ts';
import { instant } from '../../../shared/time/instant.ts';
import { type Bulletin, outlookOn, readBulletin } from '../../../shared/vigilance/bulletin.ts';
import { departmentOfCommune, departmentSchema } from '../../../shared/vigilance/level.ts';
import { aVigilanceMap, aVigilanceText } from '../../builders/vigilance.ts';

const DAY = civilDay('2026-07-10');
const read = (text: string): Bulletin => {
  const bulletin = readBulletin(text, '25');
  if (!bulletin.ok) throw new Error(bulletin.refusal);
  return bulletin.value;
};
const today = (given: Parameters<typeof aVigilanceMap>[0]) => {
  const { level, problem } = outlookOn(read(aVigilanceText(given)), DAY, undefined);
  return problem ? `${level}: ${problem}` : level;
};

describe('a bulletin of the morning', () => {
  it('says the heat of the département, today and tomorrow, in Paris days', () => {
    const { days, issuedAt } = read(aVigilanceText());
    expect(issuedAt).toBe('2026-07-10T04:00:28.000Z');
    expect(days.map(({ day, level }) => [day, level])).toEqual([
      ['2026-07-10', 'orange'],
      ['2026-07-11', 'yellow'],
    ]);
  });

  it('reads a colour written as a text', () => {
    expect(today({ today: [{ id: '25', heat: '4' }] })).toBe('red');
  });

  it('never takes a storm for heat, nor the country for the département', () => {
    expect(today({ today: [{ id: '25', heat: 1, storm: 4 }] })).toBe('green');
    expect(
      today({
        today: [
          { id: '2510', heat: 4 },
          { id: '25', heat: 2 },
        ],
      }),
    ).toBe('yellow');
  });

  it('takes the gravest of what is said twice', () => {
    expect(
      today({
        today: [
          { id: '25', heat: 2 },
          { id: '25', heat: 3 },
        ],
      }),
    ).toBe('orange');
    const map = aVigilanceMap({ today: [{ id: '25', heat: 2 }] });
    const items = map.product.periods[0]?.timelaps.domain_ids[1]?.phenomenon_items ?? [];
    const graver = [{ begin_time: 'x', end_time: 'y', color_id: 3 }] as never[];
    if (items[0]) items[0].timelaps_items = graver;
    expect(outlookOn(read(JSON.stringify(map)), DAY, undefined).level).toBe('orange');
  });

  it('has no tomorrow before six o’clock: unknown, not green', () => {
    const bulletin = read(aVigilanceText({ tomorrow: null }));
    expect(outlookOn(bulletin, DAY, undefined)).toMatchObject({ level: 'orange', dayAfter: 'unknown' });
  });
});

describe('what is not said is unknown, never green', () => {
  it.each([
    ['the département is missing', { today: [{ id: '70', heat: 3 }] }, 'unknown: no-department'],
    ['heat is out of season', { today: [{ id: '25' }] }, 'unknown: no-heat'],
    ['heat was not evaluated', { today: [{ id: '25', heat: 0 }] }, 'unknown: not-evaluated'],
    ['heat was not evaluated either', { today: [{ id: '25', heat: -1 }] }, 'unknown: not-evaluated'],
    ['the colour is no colour', { today: [{ id: '25', heat: 7 }] }, 'unknown: not-evaluated'],
    ['the map is older than its own day', { issuedAt: '2026-07-09T04:00:28Z' }, 'unknown: out-of-step'],
    ['the map was issued after its own day', { issuedAt: '2026-07-12T04:00:28Z' }, 'unknown: out-of-step'],
  ])('%s', (_, given, expected) => {
    expect(today(given)).toBe(expected);
  });

  it.each([
    ['nothing', '', 'empty'],
    ['blanks', ' \n', 'empty'],
    ['a map cut short', aVigilanceText().slice(0, 400), 'not-json'],
    ['a page in HTML', '<html>503</html>', 'not-json'],
    ['a refused key', '{"code":"900901","message":"Invalid Credentials"}', 'provider-error'],
    ['a list', '[]', 'not-a-bulletin'],
    ['null', 'null', 'not-a-bulletin'],
    ['no hour of issue', '{"product":{"periods":[]}}', 'other-format'],
    ['no period', '{"product":{"update_time":"2026-07-10T04:00:28Z","periods":[]}}', 'no-period'],
    ['five megabytes', `"${'x'.repeat(5_000_001)}"`, 'too-big'],
  ])('a feed that sends %s', (_, text, expected) => {
    expect(readBulletin(text, '25')).toEqual({ ok: false, refusal: expected });
  });

  it('whatever the feed sends, without ever throwing', () => {
    fc.assert(
      fc.property(fc.oneof(fc.json(), fc.string(), fc.string({ unit: 'binary' })), (text) => {
        const bulletin = readBulletin(text, '25');
        return !bulletin.ok || bulletin.value.days.every(({ level }) => level === 'unknown');
      }),
      { numRuns: 500, seed: 20_261_122 },
    );
  });

  it('whatever one part of a true map is replaced by', () => {
    const whole = aVigilanceText({ today: [{ id: '25', heat: 4 }], tomorrow: [{ id: '25', heat: 4 }] });
    const parts = [...whole.matchAll(/"(?:[^"\\]|\\.)*"|-?\d+|\[|\]|\{|\}/g)].map(({ index }) => index);
    fc.assert(
      fc.property(fc.constantFrom(...parts), fc.constantFrom('null', '"x"', '[]', '{}', ''), (at, by) => {
        const broken = readBulletin(whole.slice(0, at) + by + whole.slice(at + 1), '25');
        // Red may become unknown; it never becomes calm.
        return !broken.ok || broken.value.days.every(({ level }) => ['red', 'unknown'].includes(level));
      }),
      { numRuns: 500, seed: 20_261_122 },
    );
  });
});

describe('a bulletin as time passes', () => {
  const evening = aVigilanceText({ issuedAt: '2026-07-10T14:00:28Z' });
  it('still speaks of today through its second day, after midnight', () => {
    const seen = outlookOn(read(evening), civilDay('2026-07-11'), instant('2026-07-10T23:30:00Z'));
    expect(seen).toMatchObject({ level: 'yellow', dayAfter: 'unknown' });
  });

  it('says nothing any more after twelve hours', () => {
    const seen = outlookOn(read(evening), civilDay('2026-07-11'), instant('2026-07-11T02:00:29Z'));
    expect(seen).toMatchObject({ level: 'unknown', dayAfter: 'unknown', problem: 'stale' });
  });

  it('says nothing of a day it does not hold', () => {
    const seen = outlookOn(read(evening), civilDay('2026-07-14'), undefined);
    expect(seen).toMatchObject({ level: 'unknown', problem: 'not-this-day' });
  });
});

describe('a département', () => {
  it.each([
    ['25056', '25'],
    ['2A004', '2A'],
    ['97209', '972'],
  ])('of commune %s is %s', (commune, department) => {
    expect(departmentOfCommune(commune)).toBe(department);
    expect(departmentSchema.safeParse(department).success).toBe(true);
  });

  it.each(['FRA', '99', '2510', '20', '', '25 '])('%s is none', (text) => {
    expect(departmentSchema.safeParse(text).success).toBe(false);
  });
});
