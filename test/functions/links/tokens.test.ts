import { describe, expect, it } from 'vitest';
import { systemClock, systemIds, type World } from '../../../functions/compose.ts';
import { linksHost } from '../../../functions/local/hosts/links-host.ts';
import { SYSTEM } from '../../../shared/audit/audit.ts';
import { type LinkToken, linkTokenSchema } from '../../../shared/ids/ids.ts';
import { linkHash, linkKey, linkKind } from '../../../shared/links/link.ts';
import { mintLink } from '../../../shared/links/mint-link.ts';
import { intentKind } from '../../../shared/messages/store.ts';
import { create } from '../../../shared/table/write.ts';
import { plus } from '../../../shared/time/instant.ts';
import { sendSpaceLink } from '../../../shared/volunteers/space/space-link.ts';
import { countDraws } from '../../bench/token-draws.ts';
import { aMission, aVolunteer, TUESDAY_NOON } from '../../builders/chain.ts';
import { BATCH } from '../../builders/heat.ts';
import { LINKS_ORIGIN, openLinksTown } from '../../support/links.ts';

const ALPHABET = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
const ids = systemIds(systemClock);
const token = (text: string): LinkToken => linkTokenSchema.parse(text);

describe('S4: the tokens of links, in number', () => {
  it('100,000 of them: 22 letters of the 62, none twice, no place that prefers a letter', () => {
    const counted = countDraws(ids.linkToken, 100_000);
    expect(counted).toMatchObject({ misshapen: 0, collisions: 0 });
    expect(counted.fairness).toBeGreaterThan(0.001);
  });

  it('a byte folded onto 62 letters is caught: the first eight come a quarter more often', () => {
    const folded = () =>
      Array.from({ length: 22 }, () => ALPHABET.charAt(ids.integerBelow(256) % 62)).join('');
    expect(countDraws(folded, 1_000).fairness).toBeLessThan(1e-6);
  });

  it('a source with too few beginnings is caught: the same token twice', () => {
    const few = () => String(ids.integerBelow(1_000)).padStart(22, '0');
    expect(countDraws(few, 1_000).collisions).toBeGreaterThan(0);
  });

  it('one too short is caught', () => {
    expect(countDraws(() => ids.linkToken().slice(1), 10).misshapen).toBe(10);
  });
});

/** The door each kind of link is for: the page behind it, the cookie that carries the token there. */
const DOORS = [
  { purpose: 'mission', hop: '/m/', page: '/m', cookie: 'm' },
  { purpose: 'my-space', hop: '/e/', page: '/espace', cookie: 'espace' },
  { purpose: 'calls', hop: '/a/', page: '/a', cookie: 'a' },
  { purpose: 'round', hop: '/t/', page: '/t', cookie: 't' },
  { purpose: 'calendar', hop: undefined, page: '/c/', cookie: undefined },
] as const;

/** One live link of each purpose, in a town whose every request to the table is written down. */
const openDoors = async () => {
  const town = await openLinksTown();
  const volunteerId = aVolunteer().id;
  const mission = aMission();
  const until = plus(TUESDAY_NOON, { hours: 8 });
  const about = { town: 'besancon', volunteerId, now: TUESDAY_NOON } as const;
  const minted = [
    mintLink(ids, { ...about, purpose: 'mission', mission, consent: 'FRIENDLY_VISIT' }),
    mintLink(ids, { ...about, purpose: 'my-space' }),
    mintLink(ids, { ...about, purpose: 'calls', batchId: BATCH, until }),
    mintLink(ids, { ...about, purpose: 'round', roundId: ids.next('rou'), until }),
    mintLink(ids, { ...about, purpose: 'calendar' }),
  ];
  await town.table.commit(minted.map(({ link }) => create(linkKind, link)));
  const asked: string[] = [];
  const lines: Parameters<World['log']>[0][] = [];
  const app = linksHost({
    ...town.world,
    log: (line) => lines.push(line),
    table: {
      ...town.table,
      get: (kind, key) => {
        asked.push(`get ${key.pk}`);
        return town.table.get(kind, key);
      },
      getRows: (keys) => {
        asked.push(`get ${keys.map(({ pk }) => pk).join(' ')}`);
        return town.table.getRows(keys);
      },
      commit: (writes) => {
        asked.push('commit');
        return town.table.commit(writes);
      },
    },
  });
  /** What a telephone is answered at this door with this token, and what the table was asked meanwhile. */
  const knock = async (door: (typeof DOORS)[number], given: LinkToken) => {
    asked.length = 0;
    lines.length = 0;
    const path = door.cookie ? door.page : `${door.page}${given}.ics`;
    const answer = await app.request(`${LINKS_ORIGIN}${path}`, {
      headers: door.cookie ? { cookie: `${door.cookie}=${given}` } : {},
    });
    return {
      said: { status: answer.status, headers: [...answer.headers], body: await answer.text() },
      asked: [...asked],
      counted: lines.filter(({ event }) => event === 'link-unknown'),
    };
  };
  return { app, knock, live: minted.map(({ token: one, link }) => ({ token: one, link })) };
};

describe('S4: a wrong link', () => {
  it('is answered with the same page to the letter, whatever it resembles, after the same requests', async () => {
    const { knock, live } = await openDoors();
    for (const door of DOORS) {
      const own = live.find(({ link }) => link.purpose === door.purpose)?.token ?? '';
      const last = own.endsWith('Z') ? 'Y' : 'Z';
      const wrong = [
        token('0'.repeat(22)),
        token(`${own.slice(0, -1)}${last}`),
        token(`${last}${own.slice(1)}`),
        token(own.split('').reverse().join('')),
        // The key of another door opens nothing here.
        ...live.filter(({ link }) => link.purpose !== door.purpose).map((other) => other.token),
      ];
      const answers = [];
      for (const one of wrong) answers.push({ one, ...(await knock(door, one)) });
      const [first] = answers;
      expect(first?.said.status, door.page).toBe(404);
      for (const { one, said, asked } of answers) {
        expect(said, `${door.page} ${one}`).toEqual(first?.said);
        expect(said.body).not.toContain(one);
        // One question about the link, by its hash; nothing else depends on what was tried; nothing is written.
        expect(asked[0]).toBe(`get ${linkKey(linkHash(one)).pk}`);
        expect(asked.slice(1), door.page).toEqual(first?.asked.slice(1));
        expect(asked).not.toContain('commit');
        expect(asked.join(' ')).not.toContain(one);
      }
    }
  });

  it('is counted by one line that says nothing of it, and a right one is not', async () => {
    const { knock, live } = await openDoors();
    for (const door of DOORS) {
      const wrong = await knock(door, token('0'.repeat(22)));
      expect(wrong.counted, door.page).toEqual([{ event: 'link-unknown', id: expect.any(String) }]);
      const own = live.find(({ link }) => link.purpose === door.purpose)?.token ?? token('1'.repeat(22));
      expect((await knock(door, own)).counted, door.page).toEqual([]);
    }
  });

  it('is told from a right one only behind the door: the first hop says the same of both, and asks nothing', async () => {
    const { app, live } = await openDoors();
    for (const { hop, purpose } of DOORS) {
      if (hop === undefined) continue;
      const own = live.find(({ link }) => link.purpose === purpose)?.token ?? token('1'.repeat(22));
      const said = [];
      for (const one of [own, token('0'.repeat(22))]) {
        const answer = await app.request(`${LINKS_ORIGIN}${hop}${one}`);
        const headers = JSON.stringify([...answer.headers]).replaceAll(one, ':token');
        said.push([answer.status, headers, await answer.text()]);
      }
      expect(said[0], hop).toEqual(said[1]);
    }
  });
});

describe('S4: the token itself', () => {
  it('is nowhere in the table, nor in any key: only its hash, and a seal inside the message that carries it', async () => {
    const { world, table } = await openLinksTown();
    const drawn: LinkToken[] = [];
    const linkToken = (): LinkToken => {
      const one = ids.linkToken();
      drawn.push(one);
      return one;
    };
    const watched = { ...world, ids: { ...world.ids, linkToken } };
    expect((await sendSpaceLink(watched, aVolunteer().id, SYSTEM, TUESDAY_NOON)).ok).toBe(true);
    const kept = JSON.stringify(table.dump());
    expect(drawn).toHaveLength(1);
    for (const one of drawn) {
      expect(kept).toContain(linkHash(one));
      expect(kept).not.toContain(one);
    }
    expect(table.ofKind(intentKind.name)).toHaveLength(1);
  });
});
