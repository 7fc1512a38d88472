import { isDeepStrictEqual } from 'node:util';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { describe, expect, it } from 'vitest';
import { localSettings } from '../../functions/local/table/engine.ts';
import { auditKind } from '../../shared/audit/audit.ts';
import type { LinkToken } from '../../shared/ids/ids.ts';
import { intentKind } from '../../shared/messages/store.ts';
import { rowsOf } from '../../shared/table/kind.ts';
import type { Table } from '../../shared/table/table.ts';
import { virtualTime } from '../bench/virtual-time.ts';
import { missionNow, offersNow } from '../support/chain.ts';
import { openCrowd, sayYesByPhone } from '../support/crowd.ts';
import { useEngine } from '../support/engine.ts';
import { type Faults, startFaultProxy } from '../support/fault-proxy.ts';
import { engineStore } from '../support/stores.ts';
import { tableOn } from '../support/tables.ts';
import { checkingNoVersion } from './mutants.ts';

const RACES = Number(process.env.LOST_RACES ?? 5);
const SEED = Number(process.env.SEED ?? 1);
const RUNNERS = 8;
const ORIGIN = 'http://localhost:3001';
/** Of a hundred requests (reliability.md R2). */
const FAULTS: Faults = {
  dropBefore: 2,
  dropAfter: 10,
  twice: 5,
  throttled: 5,
  conflict: 5,
  serverError: 2,
};
const MOST_TAPS = 50;

const engine = useEngine();

/** What went wrong in so many races over the shaken engine, with the host on a table that may be broken; and what was shaken. */
const playRaces = async (races: number, broken: (table: Table) => Table = (table) => table) => {
  const fresh = await engine.freshTable({ stream: false });
  const { below } = virtualTime(SEED);
  const proxy = await startFaultProxy(fresh.endpoint, FAULTS, (percent) => below(1_000) < percent * 10);
  const client = new DynamoDBClient(localSettings(proxy.endpoint));
  try {
    const table = tableOn(fresh);
    const { app, tokens, missions } = await openCrowd(table, races * RUNNERS, {
      origin: ORIGIN,
      asked: RUNNERS,
      through: broken(tableOn({ ...fresh, client })),
    });
    proxy.calm(false);
    const tapUntilAnswered = async (token: LinkToken): Promise<void> => {
      for (let tap = 0; tap < MOST_TAPS; tap += 1) {
        const answers = await sayYesByPhone(app, ORIGIN, token);
        if (answers.every(({ status }) => status < 500)) return;
      }
      throw new Error('nobody was ever answered');
    };
    for (let race = 0; race < races; race += 1)
      await Promise.all(tokens.slice(race * RUNNERS, (race + 1) * RUNNERS).map(tapUntilAnswered));
    proxy.calm(true);

    const rows = await engineStore(fresh).rows();
    const events = rows.filter(({ kind }) => kind === auditKind.name);
    const texts = rowsOf(
      intentKind,
      rows.filter(({ kind }) => kind === intentKind.name),
    );
    const found = await Promise.all(
      missions.map(async (id) => {
        const { state, holder } = await missionNow(table, id);
        const offers = await offersNow(table, id);
        const accepted = offers.filter((offer) => offer.state === 'accepted');
        const traces = rowsOf(
          auditKind,
          events.filter(({ key }) => key.pk === id),
        );
        return {
          state,
          accepted: accepted.map(({ volunteerId }) => volunteerId),
          traced: traces.map(({ value }) => `${value.action} ${value.actor.id}`),
          texted: texts.filter(({ value }) => value.subject === id).map(({ value }) => value.recipient),
          holder: holder?.volunteerId,
        };
      }),
    );
    const right = found.filter(
      ({ state, holder, accepted, traced, texted }) =>
        state === 'filled' &&
        isDeepStrictEqual([accepted, traced, texted], [[holder], [`mission-accepted ${holder}`], [holder]]),
    );
    return { wrong: found.filter((one) => !right.includes(one)), counts: proxy.counts };
  } finally {
    client.destroy();
    await proxy.stop();
  }
};

describe('laws 1 and 12, when requests and answers get lost on the way', () => {
  it(`has one winner, one trace and one SMS in each of ${RACES} races of ${RUNNERS} who tap until a page comes`, async () => {
    const { wrong, counts } = await playRaces(RACES);
    console.info(JSON.stringify({ seed: SEED, races: RACES, ...counts }));
    expect(wrong).toEqual([]);
    expect(counts.dropAfter).toBeGreaterThan(RACES);
  });

  it('is seen to fail on a table that checks no version', async () => {
    const { wrong } = await playRaces(2, checkingNoVersion);
    expect(wrong.length).toBeGreaterThan(0);
  });
});
