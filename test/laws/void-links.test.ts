import { describe, expect, it } from 'vitest';
import { linksApp } from '../../functions/links/app.tsx';
import { functionOf } from '../../functions/links/paths.ts';
import { spaceApp } from '../../functions/space/app.tsx';
import { csrfToken } from '../../functions/web/guard/csrf.ts';
import { deliveryRoundIdSchema, type LinkToken } from '../../shared/ids/ids.ts';
import { linkHash, linkKey, linkKind } from '../../shared/links/link.ts';
import { mintLink } from '../../shared/links/mint-link.ts';
import { rowsOf } from '../../shared/table/kind.ts';
import { create, replace } from '../../shared/table/write.ts';
import { plus } from '../../shared/time/instant.ts';
import { volunteerKey, volunteerKind } from '../../shared/volunteers/store.ts';
import { TUESDAY_NOON as NOW } from '../builders/chain.ts';
import { BATCH } from '../builders/heat.ts';
import { APP_SECRET } from '../support/desk.ts';
import { doubleStore } from '../support/stores.ts';
import { LINKS, openTown } from './every-page.ts';

/** What a person would fill in; whoever adds an act that asks for something adds it here. */
const FILLED = {
  reason: 'busy',
  code: '000000',
  outcome: 'done',
  her: 'well',
  me: 'glad',
  words: 'Nous avons parlé du jardin.',
  length: '7',
};
/** Acts of a mission's link that ask besides for the device that accepted, or for an hour at which nobody may be visiting. */
const OTHERWISE = ['/m/arrivee', '/m/voir'];

/** The demonstration town, and every act that stands behind a link of it, pressed with each link that could press it. */
const opened = async (areVoid: boolean) => {
  const store = doubleStore();
  const town = await openTown(store);
  const { world } = town.desk;
  const apps = { links: linksApp(world), space: spaceApp(world) };
  const volunteer = rowsOf(volunteerKind, await store.rows()).find(({ value }) => value.state === 'active');
  if (!volunteer) throw new Error('nobody volunteers');
  const of = { town: 'besancon', volunteerId: volunteer.value.id, now: NOW };
  const roundId = deliveryRoundIdSchema.parse(`rou_${'0'.repeat(26)}`);
  const until = plus(NOW, { hours: 12 });
  const minted = [
    mintLink(world.ids, { ...of, purpose: 'calls', batchId: BATCH, until }),
    mintLink(world.ids, { ...of, purpose: 'round', roundId, until }),
    mintLink(world.ids, { ...of, purpose: 'my-space' }),
  ];
  await store.table.commit(minted.map(({ link }) => create(linkKind, link)));
  const [calls, round, space] = minted.map(({ token }) => token);
  if (!calls || !round || !space) throw new Error('no links');
  if (areVoid)
    for (const { value, version } of rowsOf(volunteerKind, await store.rows())) {
      const stored = await store.table.get(volunteerKind, volunteerKey(value.id));
      if (stored?.version !== version) throw new Error('the town moves');
      await store.table.commit([
        replace(volunteerKind, stored, { ...value, linksVoidBefore: plus(NOW, { minutes: 1 }) }),
      ]);
    }
  town.attempts.length = 0;

  const paths = [
    ...new Set(
      [...apps.links.routes, ...apps.space.routes].flatMap(({ method, path }) =>
        method === 'POST' ? [path.replaceAll(/:\w+(\{[^}]*\})?/g, `mis_${'0'.repeat(26)}`)] : [],
      ),
    ),
  ];
  const press = async (door: string, token: LinkToken, path: string) => {
    const opened = await apps[functionOf(`${door}${token}`)].request(`${LINKS}${door}${token}`, {
      redirect: 'manual',
    });
    const cookie = opened.headers
      .getSetCookie()
      .map((line) => line.split(';')[0])
      .join('; ');
    const answer = await apps[functionOf(path)].request(`${LINKS}${path}`, {
      method: 'POST',
      redirect: 'manual',
      headers: { cookie, origin: LINKS, 'content-type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams({ ...FILLED, _csrf: csrfToken(APP_SECRET, token) }).toString(),
    });
    return { status: answer.status, wrote: town.attempts.splice(0) };
  };
  /** As they were: somebody who has left has a page of their own. */
  const restore = async (): Promise<void> => {
    const stored = await store.table.get(volunteerKind, volunteerKey(volunteer.value.id));
    if (stored) await store.table.commit([replace(volunteerKind, stored, volunteer.value)]);
  };
  return { town, store, paths, press, restore, calls, round, space };
};
/** Building a town takes seconds: one whose links are void, which nothing changes, and one whose links hold. */
const towns = new Map<boolean, ReturnType<typeof opened>>();
const openActs = ({ areVoid }: { areVoid: boolean }): ReturnType<typeof opened> => {
  const town = towns.get(areVoid) ?? opened(areVoid);
  towns.set(areVoid, town);
  return town;
};
const under = (paths: readonly string[], door: string) =>
  paths.filter((path) => path.startsWith(`/${door}/`));

describe('a volunteer whose links were voided', () => {
  it('does nothing any more by the link of a mission or a report, whichever act is pressed', async () => {
    const { town, paths, press } = await openActs({ areVoid: true });
    const acts = under(paths, 'm');
    expect(acts.length).toBeGreaterThan(10);
    const faults: string[] = [];
    for (const { about, token } of town.links)
      for (const path of acts) {
        const { wrote, status } = await press('/m/', token, path);
        if (wrote.length > 0 || status === 200) faults.push(`${path} (${about}) ${status} ${wrote.join()}`);
      }
    expect(faults).toEqual([]);
  });

  it('is tried by forms that do act where the links hold: every act of a mission writes by some link', async () => {
    const acted = new Set<string>();
    const { town, paths, press } = await openActs({ areVoid: false });
    const acts = under(paths, 'm');
    for (const path of acts)
      for (const { token } of town.links)
        if ((await press('/m/', token, path)).wrote.length > 0) {
          acted.add(path);
          break;
        }
    expect(acts.filter((path) => !acted.has(path) && !OTHERWISE.includes(path))).toEqual([]);
  });

  it.each([
    ['a', 'calls'],
    ['t', 'round'],
    ['espace', 'space'],
  ] as const)('is told that the link is over by each act under /%s', async (door, which) => {
    const over = await openActs({ areVoid: true });
    const live = await openActs({ areVoid: false });
    const acts = under(over.paths, door);
    expect(acts.length).toBeGreaterThan(5);
    const first = { a: '/a/', t: '/t/', espace: '/e/' }[door];
    const faults: string[] = [];
    for (const path of acts) {
      const told = await over.press(first, over[which], path);
      if (told.status !== 410 || told.wrote.length > 0)
        faults.push(`${path} ${told.status} ${told.wrote.join()}`);
      await live.restore();
      const lives = await live.press(first, live[which], path);
      if (lives.status === 410) faults.push(`${path} says so of a link that lives`);
    }
    expect(faults).toEqual([]);
  });

  it('keeps the record of the link as it was: nothing counts a try', async () => {
    const { store, press, calls } = await openActs({ areVoid: true });
    const before = await store.table.get(linkKind, linkKey(linkHash(calls)));
    await press('/a/', calls, '/a/code/verifier');
    expect(await store.table.get(linkKind, linkKey(linkHash(calls)))).toEqual(before);
  });
});
