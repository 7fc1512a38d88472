import { AsyncLocalStorage } from 'node:async_hooks';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Offer } from '../../shared/offers/offer.ts';
import { offerKind } from '../../shared/offers/store.ts';
import type { Key } from '../../shared/table/kind.ts';
import type { Table, Write } from '../../shared/table/table.ts';
import { doubleStore } from '../support/stores.ts';
import { eventArb, openRandomTown } from './random-town.ts';

const STORIES = Number(process.env.MIXED ?? 6);
const SEED = process.env.SEED ? Number(process.env.SEED) : 20261123;

const idOf = ({ pk, sk }: Key): string => `${pk}\n${sk}`;
const AHEAD = 'ofTheNextVersion';
/** The next version, invented: it writes what this one does, with one field more in every record, and says so by `v`. */
const ahead = (write: Write): Write =>
  write.op === 'put'
    ? { ...write, v: write.v + 1, data: { ...(write.data as object), [AHEAD]: 'said' } }
    : write;

const isSaid = (data: unknown): boolean => Object.hasOwn(data as object, AHEAD);

/** Written whole each time from something else than what stood there: what another version adds is made again by it. */
const WRITTEN_WHOLE = ['lately', 'milestone-week', 'sms-rate'];

/** One question is one fact: a visit that moved is asked about anew in the record of the old offer, of which nothing stands. */
const factOf = (kind: string, key: Key, data: unknown): string =>
  kind === offerKind.name ? `${idOf(key)}\n${(data as Offer).sentAt}` : idOf(key);

/** Acts of this version and of the next on one table; what the next one said must stand as long as the record does. */
const twoVersions = (broken: (table: Table) => Table) => {
  const { table: whole, ...store } = doubleStore();
  const under = broken(whole);
  const serving = new AsyncLocalStorage<boolean>();
  const said = new Set<string>();
  const lost = new Set<string>();
  const table: Table = {
    ...under,
    commit: async (writes) => {
      const isNext = serving.getStore() ?? false;
      const written = isNext ? writes.map(ahead) : writes;
      const done = await under.commit(written);
      for (const write of done.ok ? written : []) {
        if (write.op === 'delete') said.delete(idOf(write.key));
        if (write.op !== 'put') continue;
        const id = factOf(write.kind, write.key, write.data);
        if (isNext) said.add(id);
        else if (said.has(id) && !isSaid(write.data)) lost.add(write.kind);
      }
      return done;
    },
  };
  const kept = async () =>
    (await store.rows()).filter(({ kind, key, data }) => said.has(factOf(kind, key, data)) && isSaid(data))
      .length;
  return { store: { ...store, table }, serving, lost, kept };
};

/**
 * A deployment, a rollback, a deployment again: the share of acts, in a hundred, that the next version serves in each fifth of the
 * story. When it is taken back, this version works alone on what both have written.
 */
const SHARES = [50, 100, 50, 0, 50] as const;
const storyArb = fc.array(fc.tuple(eventArb, fc.noBias(fc.nat(99))), { minLength: 80, maxLength: 120 });
type Story = typeof storyArb extends fc.Arbitrary<infer S> ? S : never;

const live = async (story: Story, broken: (table: Table) => Table) => {
  const { store, serving, lost, kept } = twoVersions(broken);
  let isNext = false;
  const town = await openRandomTown(store, (act) => serving.run(isNext, act));
  let ofNext = 0;
  for (const [i, [event, chance]] of story.entries()) {
    isNext = chance < (SHARES[Math.floor((i * SHARES.length) / story.length)] ?? 0);
    ofNext += isNext ? 1 : 0;
    await town.run([event]);
  }
  return { faults: town.faults, lost, ofNext, ofThis: story.length - ofNext, kept: await kept() };
};

describe('R16: two versions serve at once, and one is taken back', () => {
  it('holds laws 1, 4, 8, 9 and 12, and loses nothing that the newer one said', async () => {
    const sum = { ofThis: 0, ofNext: 0, kept: 0 };
    const lostEver = new Set<string>();
    await fc.assert(
      fc.asyncProperty(storyArb, async (story) => {
        const { faults, lost, ofThis, ofNext, kept } = await live(story, (table) => table);
        expect(faults).toEqual([]);
        for (const kind of lost) lostEver.add(kind);
        sum.ofThis += ofThis;
        sum.ofNext += ofNext;
        sum.kept += kept;
      }),
      { numRuns: STORIES, seed: SEED, endOnFailure: true },
    );
    console.info(JSON.stringify({ stories: STORIES, seed: SEED, ...sum }));
    expect([...lostEver].filter((kind) => !WRITTEN_WHOLE.includes(kind))).toEqual([]);
    expect(Math.min(sum.ofThis, sum.ofNext)).toBeGreaterThan(STORIES * 30);
    expect(sum.kept).toBeGreaterThan(STORIES * 50);
  });

  it('would see it lost: a table that does not say which version wrote a record', async () => {
    const silent = (table: Table): Table => ({
      ...table,
      get: async (kind, key) => table.get({ ...kind, v: 99 }, key),
      getRows: async (keys) => (await table.getRows(keys)).map((row) => row && { ...row, v: 0 }),
    });
    const [story = []] = fc.sample(storyArb, { seed: SEED, numRuns: 1 });
    const { lost } = await live(story, silent);
    expect([...lost]).toEqual(expect.arrayContaining(['mission', 'load', 'message']));
  });
});
