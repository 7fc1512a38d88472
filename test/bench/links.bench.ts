import { Agent, request } from 'node:http';
import { cpus } from 'node:os';
import { Hono } from 'hono';
import { openTable, systemClock, systemIds } from '../../functions/compose.ts';
import { listenApp } from '../../functions/local/hosts/host.ts';
import {
  createTableIfMissing,
  LOCAL_AWS,
  startEngine,
  tableInput,
} from '../../functions/local/table/engine.ts';
import type { Table } from '../../shared/table/table.ts';
import { memoryTable } from '../doubles/memory-table.ts';
import { type Answered, openCrowd, sayYesByPhone } from '../support/crowd.ts';

const ORIGIN = 'http://localhost:3001';
const ADDRESSES = ['127.0.0.1', '127.0.0.2', '127.0.0.3', '127.0.0.4'] as const;

const quantile = (sorted: readonly number[], part: number): number =>
  Math.round((sorted[Math.min(sorted.length - 1, Math.floor(part * sorted.length))] ?? 0) * 10) / 10;

/** Each of `all` once, so many at a time: how long each took, what the whole took by the wall and by this processor. */
const inFlight = async <T>(all: readonly T[], atOnce: number, act: (one: T) => Promise<void>) => {
  const took: number[] = [];
  const waiting = all.values();
  const processor = process.cpuUsage();
  const started = performance.now();
  const worker = async () => {
    for (const one of waiting) {
      const from = performance.now();
      await act(one);
      took.push(performance.now() - from);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
  const seconds = (performance.now() - started) / 1000;
  const { user, system } = process.cpuUsage(processor);
  took.sort((a, b) => a - b);
  return {
    perSecond: Math.round(all.length / seconds),
    perProcessorSecond: Math.round((all.length * 1e6) / (user + system)),
    seconds: Math.round(seconds * 10) / 10,
    p50Ms: quantile(took, 0.5),
    p99Ms: quantile(took, 0.99),
  };
};

const statusesOf = (answers: readonly { readonly status: number }[]): Record<string, number> => {
  const counts: Record<string, number> = {};
  for (const { status } of answers) counts[status] = (counts[status] ?? 0) + 1;
  return counts;
};

/** P1: the page of an SMS link, without a network, on a table in memory; beside a bare Hono page in the same run. */
const pageReads = async (count: number) => {
  const { app, tokens } = await openCrowd(memoryTable(), 1, { origin: ORIGIN });
  const bare = new Hono().get('/m', (c) => c.html('<!doctype html><title>.</title><p>.</p>'));
  const headers = { cookie: `m=${tokens[0]}` };
  const all = Array.from({ length: count });
  const answers: Response[] = [];
  const read = async (host: Pick<Hono, 'request'>) => {
    const answer = await host.request(`${ORIGIN}/m`, { headers });
    await answer.text();
    answers.push(answer);
  };
  for (const host of [bare, app]) await inFlight(all.slice(0, count / 4), 50, () => read(host));
  const bareRate = await inFlight(all, 50, () => read(bare));
  const page = await inFlight(all, 50, () => read(app));
  const timesBare = Math.round((bareRate.perProcessorSecond / page.perProcessorSecond) * 10) / 10;
  return { bench: 'links', target: 'P1', ...page, timesBare, statuses: statusesOf(answers) };
};

/** A telephone behind one of four addresses, over the loopback: a connection for each request. */
const phoneAt = (address: string) => {
  const agent = new Agent({ localAddress: address });
  const ask = (input: string | Request | URL, init?: RequestInit): Promise<Response> =>
    new Promise((resolve, reject) => {
      const sent = request(
        String(input),
        { agent, method: init?.method ?? 'GET', headers: { ...Object(init?.headers) } },
        (answer) => {
          const parts: Buffer[] = [];
          answer.on('data', (part: Buffer) => parts.push(part));
          answer.on('error', reject);
          answer.on('end', () => {
            const headers = new Headers();
            for (const [name, value] of Object.entries(answer.headersDistinct))
              for (const one of value ?? []) headers.append(name, one);
            const body = answer.statusCode === 304 ? null : Buffer.concat(parts);
            resolve(new Response(body, { status: answer.statusCode ?? 0, headers }));
          });
        },
      );
      sent.on('error', reject);
      sent.end(typeof init?.body === 'string' ? init.body : undefined);
    });
  return { request: ask, close: () => agent.destroy() };
};

/** P2 and P3: whole answers of telephones, over the network and the engine. P2 asks one volunteer for each visit, P3 twenty. */
const answersByPhone = async (target: 'P2' | 'P3', table: Table, count: number) => {
  const port = target === 'P2' ? 24_001 : 24_002;
  const origin = `http://localhost:${port}`;
  const { app, tokens } = await openCrowd(table, count, { origin, asked: target === 'P2' ? 1 : 20 });
  const host = await listenApp('liens', (asked) => app.fetch(asked), port, '0.0.0.0');
  const phones = ADDRESSES.map(phoneAt);
  const answers: Answered[] = [];
  let yes = 0;
  try {
    const measured = await inFlight([...tokens.entries()], 32, async ([n, token]) => {
      const phone = phones[n % phones.length];
      if (!phone) return;
      const heard = await sayYesByPhone(phone, origin, token);
      answers.push(...heard);
      if (heard.some(({ method }) => method === 'POST')) yes += 1;
    });
    const statuses = statusesOf(answers);
    return { bench: 'links', target, clicks: count, yes, requests: answers.length, statuses, ...measured };
  } finally {
    for (const phone of phones) phone.close();
    await host.stop();
  }
};

/**
 * What the pages behind an SMS stand (reliability.md P1, P2, P3): the page read 20,000 times, then `clicks` (5,000 unless
 * given) volunteers who open their link and say yes, alone on their visit, then twenty on each. A click is six
 * requests. Rates by the wall belong to a machine and to who else uses it; those by second of processor, and the ratio to a
 * bare page, travel. The telephones are in this process, and their work is in its figures. One JSON line each.
 */
export const run = async (args: readonly string[]): Promise<void> => {
  const clicks = Number(args[0] ?? 5_000);
  const machine = { processor: cpus()[0]?.model.trim(), cores: cpus().length };
  console.log(JSON.stringify({ ...(await pageReads(20_000)), ...machine }));
  const engine = await startEngine({ memory: true });
  try {
    Object.assign(process.env, LOCAL_AWS, { AWS_ENDPOINT_URL_DYNAMODB: engine.endpoint });
    for (const target of ['P2', 'P3'] as const) {
      // Without a stream, which nothing here reads: the engine's writes slow down with the records it keeps.
      const { StreamSpecification: _, ...definition } = tableInput(`clicks-${target}`);
      await createTableIfMissing(engine.endpoint, definition);
      const table = openTable(`clicks-${target}`, systemIds(systemClock));
      console.log(JSON.stringify({ ...(await answersByPhone(target, table, clicks)), ...machine }));
    }
  } finally {
    await engine.stop();
  }
};
