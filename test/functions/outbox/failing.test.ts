import { beforeEach, describe, expect, it } from 'vitest';
import { epochKind, ledgerKeys } from '../../../shared/messages/store.ts';
import { monthlySmsCost } from '../../../shared/outbox/cost.ts';
import { handleMessage, listFailingMessages } from '../../../shared/outbox/failing-messages.ts';
import { add, put } from '../../../shared/table/write.ts';
import { dayOf } from '../../../shared/time/civil.ts';
import { townKind } from '../../../shared/town/settings.ts';
import { volunteerKind } from '../../../shared/volunteers/store.ts';
import { aTown, aVolunteer, PAUL, TUESDAY_NOON, VISIT } from '../../builders/chain.ts';
import { alert, cancellation, minutesLater, offer, useOutboxChain } from '../../support/outbox-chain.ts';

const { town: here, tasks, sweepAt } = useOutboxChain();
let town: ReturnType<typeof here>;
beforeEach(() => {
  town = here();
});

describe('a message that failed', () => {
  const agent = { kind: 'staff' as const, id: 'stf_1' };
  it('waits on the coordinator’s screen until somebody takes it over', async () => {
    await town.write(put(volunteerKind, aVolunteer({ channel: 'voice' }), 'any'));
    const id = await town.ask(aTown(), offer);
    await town.stream.drain();
    expect(await listFailingMessages(town.table, 'besancon')).toEqual([
      {
        id,
        name: 'proposition de mission',
        why: 'pas de numéro de mobile, ou la personne préfère être appelée',
        since: TUESDAY_NOON,
        recipient: PAUL,
        subject: VISIT,
        urgent: false,
        actions: ['handle'],
      },
    ]);
    expect(await handleMessage(town.table, id, 'handle', agent, minutesLater(5))).toMatchObject({ ok: true });
    expect(await listFailingMessages(town.table, 'besancon')).toEqual([]);
    expect(await tasks()).toEqual([]);
    expect(await handleMessage(town.table, id, 'handle', agent, minutesLater(6))).toMatchObject({
      refusal: { reason: 'settled' },
    });
  });

  it('what is tried for ever stops when a person takes it over', async () => {
    town.breakWith(() => 'internal');
    const id = await town.ask(aTown(), cancellation);
    await town.stream.drain();
    for (const minute of [1, 3, 5]) await sweepAt(minute);
    expect(await listFailingMessages(town.table, 'besancon')).toMatchObject([{ id }]);
    await handleMessage(town.table, id, 'handle', agent, minutesLater(6));
    const asked = town.requests.length;
    await sweepAt(60);
    expect(town.requests).toHaveLength(asked);
    expect(await town.read(cancellation)).toMatchObject({ state: 'cancelled', reason: 'handled-by-human' });
    expect((await town.read(cancellation)).sealed).toBeUndefined();
  });

  it('held after a restore, it may be released, and passes the gate again', async () => {
    const id = await town.ask(aTown(), offer);
    await town.write(put(epochKind, { at: minutesLater(1) }, 'any'));
    await town.stream.drain();
    expect(await listFailingMessages(town.table, 'besancon')).toMatchObject([
      { actions: ['release', 'handle'] },
    ]);
    town.advanceTo(minutesLater(10));
    await handleMessage(town.table, id, 'release', agent, minutesLater(10));
    await town.stream.drain();
    expect(await town.read(offer)).toMatchObject({ state: 'sent' });
  });
});

it('at 95 % of the month’s budget offers wait, alerts and what is owed leave', async () => {
  const spent = 475_000_000;
  const [shard] = ledgerKeys('besancon', dayOf(TUESDAY_NOON));
  if (!shard) throw new Error('sixteen shards');
  await town.write(add(shard, { microEuros: spent - 1 }));
  await town.ask(aTown(), { ...offer, round: 'below' });
  await town.stream.drain();
  expect(town.requests).toHaveLength(1);

  await town.write(add(shard, { microEuros: 1 }));
  town.advanceTo(minutesLater(2));
  for (const draft of [offer, alert, cancellation]) await town.ask(aTown(), draft);
  await town.stream.drain();
  expect(town.requests).toHaveLength(3);
  expect(await town.read(offer)).toMatchObject({ state: 'pending', dueAt: minutesLater(62) });
  expect(await town.read(alert)).toMatchObject({ state: 'sent' });

  await town.write(put(townKind, aTown({ monthlySmsBudgetMicroEuros: 600_000_000 }), 'any'));
  await sweepAt(63);
  expect(await town.read(offer)).toMatchObject({ state: 'sent' });
  expect(await monthlySmsCost(town.table, 'besancon', dayOf(TUESDAY_NOON))).toEqual({
    messages: 4,
    parts: 4,
    microEuros: spent + 4 * 65_000,
  });
});
