import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { activate } from '../../../shared/heat/campaign/activate.ts';
import { staffIdSchema } from '../../../shared/ids/ids.ts';
import { ok, refused } from '../../../shared/result/result.ts';
import { taskKind } from '../../../shared/tasks/task.ts';
import { addDays, civilDay, dayOf } from '../../../shared/time/civil.ts';
import { type Instant, instant, plus } from '../../../shared/time/instant.ts';
import { meteoFranceFeed } from '../../../shared/vigilance/feed.meteo-france.ts';
import { noteBulletin, pollVigilance, setProposalAside } from '../../../shared/vigilance/note-vigilance.ts';
import { proposalKind } from '../../../shared/vigilance/proposal.ts';
import { sayLevel } from '../../../shared/vigilance/say-level.ts';
import { situationOn, watchKey, watchKind } from '../../../shared/vigilance/watch.ts';
import { aVigilanceText } from '../../builders/vigilance.ts';
import { townOf } from '../../builders/volunteers.ts';

const MORNING = instant('2026-07-10T04:10:00Z');
const CLAIRE = staffIdSchema.parse(`stf_${'A'.repeat(26)}`);
const BY = { actor: { kind: 'staff', id: CLAIRE }, staffId: CLAIRE, source: 'person' } as const;

const town = async () => {
  const { world, all } = await townOf();
  const now = async (at: Instant) => {
    const stored = await world.table.get(watchKind, watchKey('besancon'));
    if (!stored) throw new Error('nothing is known');
    return situationOn(stored.value, dayOf(at), addDays(dayOf(at), 1), at);
  };
  return { world, all, now };
};

describe('a bulletin from the feed', () => {
  it('proposes each day’s activation once, with one task, however often it comes', async () => {
    const { world, all } = await town();
    const red = aVigilanceText({ today: [{ id: '25', heat: 3 }], tomorrow: [{ id: '25', heat: 3 }] });
    for (const minutes of [0, 15, 30]) await noteBulletin(world, ok(red), plus(MORNING, { minutes }));
    expect(all(proposalKind).map(({ day, level, source }) => [day, level, source])).toEqual([
      ['2026-07-10', 'orange', 'feed'],
      ['2026-07-11', 'orange', 'feed'],
    ]);
    expect(all(taskKind).map(({ sentence }) => sentence)).toEqual([
      'Vigilance orange canicule pour le vendredi 10 juillet : décider d’ouvrir les appels.',
      'Vigilance orange canicule pour le samedi 11 juillet : décider d’ouvrir les appels.',
    ]);
  });

  it('proposes nothing under orange, and nothing it does not know', async () => {
    const { world, all } = await town();
    await noteBulletin(world, ok(aVigilanceText({ today: [{ id: '25', heat: 2 }] })), MORNING);
    await noteBulletin(
      world,
      ok(aVigilanceText({ today: [{ id: '70', heat: 4 }], tomorrow: null })),
      MORNING,
    );
    expect(all(proposalKind)).toEqual([]);
  });

  it('asks again when orange turns red, even where orange was set aside', async () => {
    const { world, all } = await town();
    await noteBulletin(world, ok(aVigilanceText()), MORNING);
    const reason = 'Une seule journée, le plan d’été suffit.';
    const aside = await setProposalAside(world, civilDay('2026-07-10'), { ...BY, reason }, MORNING);
    expect(aside.ok).toBe(true);
    const later = plus(MORNING, { hours: 10 });
    const red = aVigilanceText({ issuedAt: '2026-07-10T14:00:28Z', today: [{ id: '25', heat: 4 }] });
    await noteBulletin(world, ok(red), later);
    expect(all(proposalKind)[0]).toMatchObject({ level: 'red', raisedAt: later });
    expect(all(proposalKind)[0]?.setAside).toBeUndefined();
    expect(all(taskKind).map(({ state, sentence }) => [state, sentence])).toEqual([
      ['done', 'Vigilance orange canicule pour le vendredi 10 juillet : décider d’ouvrir les appels.'],
      ['open', 'Vigilance rouge canicule pour le vendredi 10 juillet : décider d’ouvrir les appels.'],
    ]);
  });

  it('asks nobody any more once somebody decided, the day is over, or the calls are open at that level', async () => {
    const { world, all } = await town();
    const open = () => all(taskKind).flatMap(({ state, sentence }) => (state === 'open' ? [sentence] : []));
    await noteBulletin(world, ok(aVigilanceText()), MORNING);
    expect(open()).toHaveLength(1);
    const wish = {
      startsOn: civilDay('2026-07-10'),
      expectedEnd: civilDay('2026-07-12'),
      duty: [BY.staffId],
    };
    await activate(world, { ...wish, level: 'orange' }, BY.staffId, MORNING);
    expect(open()).toEqual([]);
    const tomorrow = aVigilanceText({ issuedAt: '2026-07-10T14:00:28Z', tomorrow: [{ id: '25', heat: 3 }] });
    await noteBulletin(world, ok(tomorrow), plus(MORNING, { hours: 10 }));
    expect(all(proposalKind)).toHaveLength(2);
    expect(open()).toEqual([]);
    const red = aVigilanceText({ issuedAt: '2026-07-10T15:00:28Z', tomorrow: [{ id: '25', heat: 4 }] });
    await noteBulletin(world, ok(red), plus(MORNING, { hours: 11 }));
    expect(open()).toEqual([
      'Vigilance rouge canicule pour le samedi 11 juillet : décider de passer les appels au rouge.',
    ]);
    await noteBulletin(world, ok(red), plus(MORNING, { days: 2 }));
    expect(open()).toEqual([]);
  });

  it('is never replaced by an older one', async () => {
    const { world, now } = await town();
    const evening = aVigilanceText({ issuedAt: '2026-07-10T14:00:28Z', today: [{ id: '25', heat: 4 }] });
    const at = instant('2026-07-10T14:10:00Z');
    await noteBulletin(world, ok(evening), at);
    await noteBulletin(world, ok(aVigilanceText()), at);
    expect((await now(at)).level).toBe('red');
  });
});

describe('a feed that fails', () => {
  it('keeps the last bulletin while it is fresh, says since when it fails, then the level is unknown', async () => {
    const { world, now } = await town();
    await noteBulletin(world, ok(aVigilanceText()), MORNING);
    const noon = instant('2026-07-10T10:00:00Z');
    await noteBulletin(world, refused('unreachable'), noon);
    await noteBulletin(world, ok('<html>503'), plus(noon, { minutes: 15 }));
    expect(await now(noon)).toMatchObject({ level: 'orange', source: 'feed' });
    const stored = await world.table.get(watchKind, watchKey('besancon'));
    expect(stored?.value.failing).toEqual({ since: noon, problem: 'not-json' });
    const evening = instant('2026-07-10T16:01:00Z');
    expect(await now(evening)).toMatchObject({ level: 'unknown', dayAfter: 'unknown', source: 'nobody' });
  });

  it('is asked at most every quarter of an hour', async () => {
    const { world } = await town();
    let asked = 0;
    const feed = {
      current: async () => {
        asked += 1;
        return refused('refused' as const);
      },
    };
    for (const minutes of [0, 1, 5, 15, 16]) await pollVigilance(world, feed, plus(MORNING, { minutes }));
    expect(asked).toBe(2);
  });
});

describe('a person’s word', () => {
  it('goes before the feed’s for that day, proposes as the feed does, and is not said twice', async () => {
    const { world, all, now } = await town();
    await noteBulletin(world, ok(aVigilanceText({ today: [{ id: '25', heat: 2 }] })), MORNING);
    const said = { day: civilDay('2026-07-10'), level: 'orange' } as const;
    await sayLevel(world, said, BY, MORNING);
    await sayLevel(world, said, BY, plus(MORNING, { minutes: 1 }));
    expect(await now(MORNING)).toMatchObject({
      level: 'orange',
      source: 'person',
      feed: { level: 'yellow' },
    });
    expect(all(proposalKind)).toMatchObject([{ day: '2026-07-10', source: 'person' }]);
    const stored = await world.table.get(watchKind, watchKey('besancon'));
    expect(stored?.value.statements).toHaveLength(1);
  });

  it('does not hide a later, graver map: it stays the team’s word, and the day is proposed', async () => {
    const { world, all, now } = await town();
    const yellow = aVigilanceText({ today: [{ id: '25', heat: 2 }], tomorrow: [{ id: '25', heat: 2 }] });
    await noteBulletin(world, ok(yellow), MORNING);
    for (const day of ['2026-07-10', '2026-07-11'])
      await sayLevel(world, { day: civilDay(day), level: 'yellow' }, BY, plus(MORNING, { minutes: 5 }));
    const evening = plus(MORNING, { hours: 10 });
    const graver = aVigilanceText({
      issuedAt: evening,
      today: [{ id: '25', heat: 3 }],
      tomorrow: [{ id: '25', heat: 4 }],
    });
    await noteBulletin(world, ok(graver), evening);
    expect(await now(evening)).toMatchObject({ level: 'yellow', source: 'person', dayAfter: 'yellow' });
    const proposed = all(proposalKind).map(({ day, level, source }) => [day, level, source]);
    expect(proposed.sort()).toEqual([
      ['2026-07-10', 'orange', 'feed'],
      ['2026-07-11', 'red', 'feed'],
    ]);
  });

  it('goes before a map that was there when it was said, however much graver', async () => {
    const { world, all } = await town();
    const yellow = { day: civilDay('2026-07-10'), level: 'yellow' } as const;
    await sayLevel(world, yellow, BY, plus(MORNING, { hours: 1 }));
    await noteBulletin(
      world,
      ok(aVigilanceText({ today: [{ id: '25', heat: 3 }] })),
      plus(MORNING, { hours: 1 }),
    );
    expect(all(proposalKind)).toEqual([]);
  });

  it('works without any feed, and only about today or tomorrow', async () => {
    const { world, now } = await town();
    const far = { day: civilDay('2026-07-20'), level: 'red' } as const;
    expect(await sayLevel(world, far, BY, MORNING)).toEqual({ ok: false, refusal: 'not-near' });
    await sayLevel(world, { day: civilDay('2026-07-11'), level: 'red' }, BY, MORNING);
    expect(await now(MORNING)).toMatchObject({ level: 'unknown', dayAfter: 'red' });
  });
});

describe('Météo-France’s door', () => {
  const answering = (status: number, body = '') => {
    const sent: { url: string; key: string }[] = [];
    const feed = meteoFranceFeed('abc\n def\r\n', async (url, { headers }) => {
      sent.push({ url, key: headers.apikey ?? '' });
      return new Response(body, { status });
    });
    return { feed, sent };
  };

  it('is asked with the town’s key, freed of the line breaks of a paste', async () => {
    const { feed, sent } = answering(200, aVigilanceText());
    expect(await feed.current()).toEqual(ok(aVigilanceText()));
    expect(sent).toEqual([
      { url: expect.stringContaining('/DPVigilance/v1/cartevigilance/encours'), key: 'abcdef' },
    ]);
  });

  it.each([
    [401, 'refused'],
    [403, 'refused'],
    [500, 'unreachable'],
    [429, 'unreachable'],
  ])('answering %i is a refusal, not a level', async (status, expected) => {
    expect(await answering(status).feed.current()).toEqual(refused(expected));
  });

  it('that does not answer at all is unreachable', async () => {
    const feed = meteoFranceFeed('key', () => Promise.reject(new Error('no network')));
    expect(await feed.current()).toEqual(refused('unreachable'));
  });
});

const DATA = resolve(import.meta.dirname, '../../../../shared/data/vigilance');
const isHere = existsSync(DATA);
if (!isHere)
  console.info(
    'skipped: the heat waves of 2023 and 2025 are not beside this checkout (../shared/data/vigilance)',
  );

describe.skipIf(!isHere)('the heat waves of 2023 and 2025, played map by map', () => {
  it.each([
    ['heat-2023-08', '2023-08-18', 7],
    ['heat-2025-06', '2025-06-29', 4],
  ])('%s proposes the Doubs’s calls on the days of its episode, and no other', async (wave, first, days) => {
    const { world, all } = await town();
    for (const name of readdirSync(`${DATA}/${wave}`).sort()) {
      const map = gunzipSync(readFileSync(`${DATA}/${wave}/${name}`)).toString();
      const [, day, hour] = /^(\d{8})(\d{4})/.exec(name) ?? [];
      const at = instant(
        `${day?.slice(0, 4)}-${day?.slice(4, 6)}-${day?.slice(6)}T${hour?.slice(0, 2)}:${hour?.slice(2)}:30Z`,
      );
      await noteBulletin(world, ok(map), plus(at, { minutes: 5 }));
    }
    const expected = Array.from({ length: days }, (_, n) => addDays(civilDay(first), n));
    expect(all(proposalKind).map(({ day }) => day)).toEqual(expected);
    expect(all(taskKind)).toHaveLength(days);
  });
});
