import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PublishCommand, SNSClient } from '@aws-sdk/client-sns';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import * as z from 'zod';
import { COMMANDS } from '../../../functions/local/commands/index.ts';
import { runCommand } from '../../../functions/local/commands/run.ts';
import { endProcess, pidOf } from '../../../functions/local/processes.ts';
import { readPlace } from '../../../functions/local/settings.ts';
import { LOCAL_AWS } from '../../../functions/local/table/engine.ts';
import { type Functions, startTown, type Town } from '../../../functions/local/town.ts';
import { create } from '../../../shared/table/write.ts';
import { addDays, civilTime, dayOf, instantOf } from '../../../shared/time/civil.ts';
import { instant } from '../../../shared/time/instant.ts';
import { freePorts } from '../../support/ports.ts';
import { letterKind, smallTown } from './small-town.ts';

/** Desk, links, telephone, identity. */
const PORT = await freePorts(4);
let folder: string;
let environment: Record<string, string>;
const towns: Town[] = [];
const sent: { id: string; at: string }[] = [];
const streamed: string[] = [];
let seeds = 0;

const functions: Functions = smallTown({
  onSent: (id, at) => sent.push({ id, at: at.slice(0, 16) }),
  onStreamed: (pk) => streamed.push(pk),
  onSeed: () => {
    seeds += 1;
  },
});

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'prevenance-town-'));
  environment = { PREVENANCE_DATA: folder, PORT: `${PORT}` };
  seeds = 0;
  sent.length = 0;
  streamed.length = 0;
});
afterEach(async () => {
  for (const town of towns.splice(0)) await town.stop();
  rmSync(folder, { recursive: true, force: true });
});

const start = async (options: { wantsEmpty?: boolean } = {}): Promise<Town> => {
  const town = await startTown(readPlace(environment), { functions, ...options });
  towns.push(town);
  return town;
};
const get = (url: string) => fetch(url, { redirect: 'manual' });
const command = async (...argv: string[]) => {
  const said = { out: '', error: '' };
  const code = await runCommand(argv, COMMANDS, environment, {
    out: (text) => {
      said.out += text;
    },
    error: (text) => {
      said.error += text;
    },
  });
  return { code, ...said };
};

describe('a town on one machine', () => {
  it('answers on its four hosts', async () => {
    const { addresses } = await start();
    expect(addresses.desk).toBe(`http://localhost:${PORT}`);
    for (const url of Object.values(addresses)) expect((await get(`${url}/health`)).status).toBe(200);
    expect(await (await get(addresses.links)).text()).toBe('liens');
  });

  it('prepares the demonstration at the first start, and only then', async () => {
    await (await start()).stop();
    await start();
    expect(seeds).toBe(1);
  });

  it('begins the preparation again when it was cut short', async () => {
    const place = readPlace(environment);
    const cut = { ...functions, seed: async () => Promise.reject(new Error('killed')) };
    await expect(startTown(place, { functions: cut })).rejects.toThrow('killed');
    const town = await start();
    expect(seeds).toBe(1);
    expect(await town.world.table.get(letterKind, { pk: 'LETTER#seeded', sk: 'LETTER' })).toBeDefined();
  });

  it('starts blank when asked, stays blank, and does not blank what is there', async () => {
    await (await start({ wantsEmpty: true })).stop();
    await (await start()).stop();
    expect(seeds).toBe(0);
    rmSync(folder, { recursive: true });
    await (await start()).stop();
    await expect(start({ wantsEmpty: true })).rejects.toThrow(/contient déjà la ville de démonstration/);
  });

  it('refuses, in a sentence, a port in use and a folder in use', async () => {
    await start();
    await expect(startTown(readPlace({ ...environment, PORT: '4120' }), { functions })).rejects.toThrow(
      new RegExp(`Une ville tourne déjà sur ce dossier .*http://localhost:${PORT}`),
    );
    const other = mkdtempSync(join(tmpdir(), 'prevenance-other-'));
    await expect(
      startTown(readPlace({ PREVENANCE_DATA: other, PORT: `${PORT}` }), { functions }),
    ).rejects.toThrow(`Le port ${PORT} (bureau) est déjà pris`);
    rmSync(other, { recursive: true });
  });

  it('keeps its secret to its owner, and the same one after a restart', async () => {
    const first = await start();
    const { appSecret } = first.world.config;
    await first.stop();
    expect((await start()).world.config.appSecret).toBe(appSecret);
    expect(statSync(join(folder, 'secret')).mode & 0o777).toBe(0o600);
    expect(statSync(join(folder, 'store.json')).mode & 0o777).toBe(0o600);
  });

  it('sends a browser that came by the number of the machine to the name that links use', async () => {
    await start();
    const answer = await fetch(`http://127.0.0.1:${PORT}/signals?x=1`, {
      redirect: 'manual',
      headers: { accept: 'text/html' },
    });
    expect(answer.status).toBe(307);
    expect(answer.headers.get('location')).toBe(`http://localhost:${PORT}/signals?x=1`);
  });

  it('says that it can no longer go on when its engine is killed, and loses nothing', async () => {
    const town = await start();
    await town.world.table.commit([create(letterKind, { id: 'kept' })]);
    const { engine } = z
      .object({ engine: z.string() })
      .parse(
        JSON.parse(await (await import('node:fs/promises')).readFile(join(folder, 'town.json'), 'utf8')),
      );
    process.kill(pidOf(engine), 'SIGKILL');
    await town.broken;
    await town.stop();
    await endProcess(engine);
    const again = await start();
    expect(await again.world.table.get(letterKind, { pk: 'LETTER#kept', sk: 'LETTER' })).toBeDefined();
  });
});

describe('moving the time of a town', () => {
  it('lets each thing happen at its own minute, once', async () => {
    const { world, addresses, clock } = await start();
    const from = Date.parse(clock.now());
    const inMinutes = (minutes: number) => instant(new Date(from + minutes * 60_000).toISOString());
    const dues = { soon: inMinutes(7), tonight: inMinutes(600), later: inMinutes(3_000) };
    for (const [id, dueAt] of Object.entries(dues))
      await world.table.commit([create(letterKind, { id, dueAt })]);

    const answer = await fetch(`${addresses.telephone}/clock`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{"advance":"PT24H"}',
    });
    expect(answer.status).toBe(200);
    expect(Date.parse(clock.now()) - from).toBeGreaterThanOrEqual(24 * 3_600_000);
    const minuteAfter = (due: string) =>
      new Date(Math.ceil(Date.parse(due) / 60_000) * 60_000).toISOString().slice(0, 16);
    expect(sent).toEqual([
      { id: 'soon', at: minuteAfter(dues.soon) },
      { id: 'tonight', at: minuteAfter(dues.tonight) },
    ]);
    expect(streamed.filter((pk) => pk === 'LETTER#tonight')).toHaveLength(2);
  });

  it('is remembered after a restart', async () => {
    const first = await start();
    await first.walk.advance('P1D');
    const before = first.clock.now();
    await first.stop();
    expect((await start()).clock.now() > before).toBe(true);
  });
});

describe('a heat wave replayed in the demonstration', () => {
  it('is asked for at each step of a walk, also after a restart, and not once it is stopped', async () => {
    const maps: string[] = [];
    const watching: Functions = {
      ...functions,
      vigilance: (_world, feed) => async () => {
        const map = await feed?.current();
        if (map?.ok)
          maps.push(
            z.object({ product: z.object({ update_time: z.string() }) }).parse(JSON.parse(map.value)).product
              .update_time,
          );
        return { batchItemFailures: [] };
      },
    };
    const open = async (wantsEmpty = false) => {
      const town = await startTown(readPlace(environment), { functions: watching, wantsEmpty });
      towns.push(town);
      return town;
    };
    const press = (town: Town, wave: string) =>
      fetch(`${town.addresses.telephone}/wave`, {
        method: 'POST',
        body: new URLSearchParams({ wave }),
        redirect: 'manual',
      });
    const first = await open();
    // the wave's first map is issued as it begins, and the walk must stop in that day: not in the half-hour before midnight
    await first.walk.advanceTo((now) => instantOf(addDays(dayOf(now), 1), civilTime('20:00')));
    expect(maps).toEqual([]);
    expect((await press(first, 'start')).status).toBe(303);
    await first.walk.advance('P1D');
    expect(new Set(maps).size).toBe(4);
    await first.stop();
    const again = await open();
    await again.walk.advance('P1D');
    expect(new Set(maps).size).toBe(7);
    await press(again, 'stop');
    maps.length = 0;
    await again.walk.advance('PT1H');
    expect(maps).toEqual([]);
  });

  it('cannot be played over a town that is somebody’s own', async () => {
    const own = await start({ wantsEmpty: true });
    const answer = await fetch(`${own.addresses.telephone}/wave`, {
      method: 'POST',
      body: new URLSearchParams({ wave: 'start' }),
    });
    expect(answer.status).toBe(400);
  });
});

describe('the telephone of a town', () => {
  it('shows what the functions publish, carries the receipt, and keeps both through a restart', async () => {
    const town = await start();
    const sns = new SNSClient({
      credentials: { accessKeyId: 'x', secretAccessKey: 'x' },
      region: LOCAL_AWS.AWS_REGION,
    });
    await sns.send(new PublishCommand({ PhoneNumber: '+33639980001', Message: 'Bonjour' }));
    sns.destroy();
    await town.settle();
    const messages = async () => (await get(`${town.addresses.telephone}/messages.json`)).json();
    const shown = await messages();
    expect(shown).toMatchObject([
      { to: '+33639980001', body: 'Bonjour', parts: 1, encoding: 'GSM-7', status: 'delivered' },
    ]);
    await town.stop();
    await start();
    expect(await messages()).toEqual(shown);
  });
});

describe('the command line', () => {
  it('works beside a running town', async () => {
    await start();
    const status = await command('status', '--json');
    expect(status.code).toBe(0);
    expect(JSON.parse(status.out)).toMatchObject({ isRunning: true, due: { agenda: 0, outbox: 0 } });
    expect((await command('clock', 'PT2H')).code).toBe(0);
    expect((await command('clock')).out).toContain('La ville a 2\u00a0h d’avance');
    expect((await command('clock', 'demain')).error).toContain('Cette durée n’est pas comprise');
  });

  it('works on the store of a town that is stopped, and frees it', async () => {
    await (await start()).stop();
    const status = await command('status');
    expect(status).toMatchObject({ code: 0, error: '' });
    expect(status.out).toContain('La ville est arrêtée');
    await start();
    expect(seeds).toBe(1);
  });

  it('says in a sentence what it cannot do', async () => {
    expect(await command('status')).toMatchObject({
      code: 1,
      error: expect.stringContaining('Il n’y a pas de ville'),
    });
    expect(await command('clock', 'PT1H')).toMatchObject({
      code: 1,
      error: expect.stringContaining('qui tourne'),
    });
    expect(await command('dance')).toMatchObject({
      code: 2,
      error: expect.stringContaining('Commande inconnue'),
    });
    expect(await command('status', '--loud')).toMatchObject({
      code: 2,
      error: expect.stringContaining('Usage'),
    });
    expect((await command('help')).out).toContain('status [--json]');
    expect(await command('help', 'dance')).toMatchObject({
      code: 2,
      error: expect.stringContaining('Commande inconnue'),
    });
  });
});
