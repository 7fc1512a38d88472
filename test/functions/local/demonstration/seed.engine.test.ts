import { randomUUID } from 'node:crypto';
import { DescribeTableCommand } from '@aws-sdk/client-dynamodb';
import { afterEach, expect, test } from 'vitest';
import { openTable } from '../../../../functions/compose.ts';
import { seedDemonstration } from '../../../../functions/local/demonstration/seed.ts';
import { auditKind, change, firstBrokenLink } from '../../../../shared/audit/audit.ts';
import { rowsOf } from '../../../../shared/table/kind.ts';
import { instant } from '../../../../shared/time/instant.ts';
import { townKey, townKind } from '../../../../shared/town/settings.ts';
import { volunteerKind, volunteerList } from '../../../../shared/volunteers/store.ts';
import { useEngine } from '../../../support/engine.ts';

const engine = useEngine();
const given = process.env.AWS_ENDPOINT_URL_DYNAMODB;
afterEach(() => {
  if (given === undefined) delete process.env.AWS_ENDPOINT_URL_DYNAMODB;
  else process.env.AWS_ENDPOINT_URL_DYNAMODB = given;
});

test('on the real engine the town is there, its stream runs, a second seed is refused, and life goes on', async () => {
  const { name, endpoint, client } = await engine.freshTable();
  process.env.AWS_ENDPOINT_URL_DYNAMODB = endpoint;
  const table = openTable(name, { secret: () => randomUUID().padEnd(40, '0'), integerBelow: () => 0 });
  const config = {
    tableName: name,
    townId: 'besancon',
    appSecret: 'a'.repeat(43),
    oidc: { issuer: 'http://localhost' },
  };
  const now = instant('2026-11-19T17:45:00Z');
  const streamOf = async () =>
    (await client.send(new DescribeTableCommand({ TableName: name }))).Table?.LatestStreamArn;

  expect(await seedDemonstration({ table, config }, { now })).toMatchObject({ ok: true });
  expect((await table.get(townKind, townKey('besancon')))?.value.name).toBe('Besançon');
  const stream = await streamOf();
  expect(stream).toBeDefined();

  expect(await seedDemonstration({ table, config }, { now })).toEqual({
    ok: false,
    refusal: { reason: 'not-empty' },
  });
  expect(await streamOf(), 'a refused seed leaves the stream alone').toBe(stream);

  const page = await table.index('list', { partition: volunteerList('besancon', 'active') });
  const somebody = rowsOf(volunteerKind, page.items)[0];
  if (!somebody) throw new Error('nobody is active');
  const happening = { action: 'volunteer-edited', actor: { kind: 'system', id: '' } as const, at: now };
  expect(
    await table.commit(change(volunteerKind, somebody, { ...somebody.value, source: 'affiche' }, happening)),
  ).toMatchObject({ ok: true });
  const rows = await table.partition(somebody.value.id, { prefix: 'AUDIT#' });
  const events = rowsOf(auditKind, rows.items).map((row) => row.value);
  expect(events.at(-1)?.action).toBe('volunteer-edited');
  expect(firstBrokenLink(events)).toBeUndefined();
});
