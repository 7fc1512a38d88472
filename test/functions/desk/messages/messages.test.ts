import { describe, expect, it } from 'vitest';
import { intentKey, intentKind, ledgerKeys } from '../../../../shared/messages/store.ts';
import { add, put } from '../../../../shared/table/write.ts';
import { dayOf } from '../../../../shared/time/civil.ts';
import { TUESDAY_NOON } from '../../../builders/chain.ts';
import { anIntent } from '../../../builders/messages.ts';
import { volunteerNumber } from '../../../support/chain.ts';
import { busyDesk, read } from '../day/town.ts';

const withFailure = async () => {
  const desk = await busyDesk();
  const failed = anIntent({
    state: 'dead',
    reason: 'invalid-number',
    recipient: volunteerNumber(1),
    createdAt: TUESDAY_NOON,
  });
  const [ledger] = ledgerKeys('besancon', dayOf(TUESDAY_NOON));
  await desk.table.commit([
    put(intentKind, failed, 'absent'),
    ...(ledger ? [add(ledger, { messages: 12, parts: 12, microEuros: 780_000 })] : []),
  ]);
  return { desk, failed };
};

describe('messages that did not leave', () => {
  it('are shown with the reason and whom to call, without their text', async () => {
    const { desk } = await withFailure();
    const claire = await desk.as('coordinator');
    const page = await read(claire, '/messages');
    expect(page).toContain('Proposition de mission');
    expect(page).toContain('le numéro n’est pas valable');
    expect(page).toContain('href="tel:+33639980001"');
    expect(await read(claire, '/journee')).toContain('Appeler le 06 39 98 00 01');
  });

  it('are settled by whoever called instead, once', async () => {
    const { desk, failed } = await withFailure();
    const claire = await desk.as('coordinator');
    await claire.post(`/messages/${failed.id}`, { do: 'handle' });
    expect((await desk.table.get(intentKind, intentKey(failed.id)))?.value.handled).toBeDefined();
    expect(await read(claire, '/messages')).toContain('Tous les SMS sont partis.');
    const twice = await claire.post(`/messages/${failed.id}`, { do: 'handle' });
    expect(twice.status).toBe(409);
    expect(await twice.text()).toContain('C’est déjà réglé.');
  });

  it('come with what the month cost', async () => {
    const { desk } = await withFailure();
    const page = await read(await desk.as('coordinator'), '/messages');
    expect(page).toContain('0,78\u00a0€');
    expect(page).toContain('500,00\u00a0€, dépensé à 0,1\u00a0%');
  });
});
