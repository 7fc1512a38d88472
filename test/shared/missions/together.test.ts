import { describe, expect, it } from 'vitest';
import { AUDIT_PREFIX, auditKind } from '../../../shared/audit/audit.ts';
import { lookAtMission } from '../../../shared/missions/look-at-mission.ts';
import { acceptOffer } from '../../../shared/offers/answer-offer.ts';
import { rowsOf } from '../../../shared/table/kind.ts';
import type { Table } from '../../../shared/table/table.ts';
import { TUESDAY_NOON as NOW, VISIT } from '../../builders/chain.ts';
import { aReadyVolunteer, missionNow, offersNow, openChain, subjectOf } from '../../support/chain.ts';
import { useEngine } from '../../support/engine.ts';
import { doubleStore } from '../../support/stores.ts';
import { tableOn } from '../../support/tables.ts';

const engine = useEngine();
const stores: readonly [string, () => Promise<Table>][] = [
  ['the double', async () => doubleStore().table],
  ['the engine', async () => tableOn(await engine.freshTable({ stream: false }))],
];
const town = async (table: Table) =>
  openChain(
    table,
    Array.from({ length: 16 }, (_, i) => aReadyVolunteer(i)),
  );
const actionsOf = async (table: Table) =>
  rowsOf(auditKind, (await table.partition(VISIT, { prefix: AUDIT_PREFIX })).items).map(
    ({ value }) => value.action,
  );

describe.each(stores)('three ticks at the same minute, on %s', (_, open) => {
  it('send one wave, and leave it the time to answer', async () => {
    const table = await open();
    const world = await town(table);
    await Promise.all([0, 1, 2].map(() => lookAtMission(world, VISIT, NOW)));
    const offers = await offersNow(table);
    expect(offers.map(({ state, wave }) => [state, wave])).toEqual(offers.map(() => ['sent', 1]));
    expect((await missionNow(table)).search).toMatchObject({
      wave: 1,
      open: offers.map((o) => o.volunteerId),
    });
    expect((await actionsOf(table)).filter((action) => action === 'wave-sent')).toHaveLength(1);
  });

  it('release the other offers once when somebody has said yes', async () => {
    const table = await open();
    const world = await town(table);
    await lookAtMission(world, VISIT, NOW);
    const [first] = await offersNow(table);
    if (!first) throw new Error('nobody was asked');
    const actor = { kind: 'volunteer', id: first.volunteerId } as const;
    await acceptOffer(world, subjectOf(first.volunteerId), { via: 'link', actor }, NOW);
    await Promise.all([0, 1, 2].map(() => lookAtMission(world, VISIT, NOW)));
    expect((await actionsOf(table)).filter((action) => action === 'offers-released')).toHaveLength(1);
  });
});
