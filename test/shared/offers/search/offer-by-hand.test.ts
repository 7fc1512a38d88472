import { describe, expect, it } from 'vitest';
import type { Actor } from '../../../../shared/audit/audit.ts';
import { consentKey, consentKind } from '../../../../shared/consents/consent.ts';
import { acceptOffer } from '../../../../shared/offers/answer-offer.ts';
import { offerByHand } from '../../../../shared/offers/search/offer-by-hand.ts';
import { loadKey, loadKind } from '../../../../shared/offers/store.ts';
import { replace } from '../../../../shared/table/write.ts';
import { civilDay } from '../../../../shared/time/civil.ts';
import { instant } from '../../../../shared/time/instant.ts';
import { JEANNE, TUESDAY_NOON, VISIT } from '../../../builders/chain.ts';
import { memoryTable } from '../../../doubles/memory-table.ts';
import {
  aReadyVolunteer,
  missionNow,
  offersNow,
  openChain,
  subjectOf,
  volunteerNumber,
} from '../../../support/chain.ts';

const CLAIRE: Actor = { kind: 'staff', id: 'stf_0000000000000000000000000A' };
const ONE = volunteerNumber(1);
const chain = async (more: Parameters<typeof aReadyVolunteer>[1] = {}) => {
  const table = memoryTable();
  const world = await openChain(table, [aReadyVolunteer(1, more), aReadyVolunteer(2)]);
  const choose = (why?: 'nobody-else', now = TUESDAY_NOON) =>
    offerByHand(world, VISIT, ONE, why, CLAIRE, now);
  return { table, world, choose };
};

describe('a volunteer chosen by hand', () => {
  it('gets one offer that counts in their cap, and the others may still be asked', async () => {
    const { table, choose } = await chain();
    expect(await choose()).toMatchObject({ ok: true });
    const mission = await missionNow(table);
    expect(mission.search).toMatchObject({ wave: 1, open: [ONE] });
    expect(mission.search?.nextAt).toBeDefined();
    const load = await table.get(loadKind, loadKey(ONE));
    expect(load?.value.entries).toMatchObject([{ missionId: VISIT, state: 'offered' }]);
    expect(load?.value.offersSentAt).toEqual([TUESDAY_NOON]);
  });

  it('chosen on a Sunday has the time to answer from Monday on, when the text leaves', async () => {
    const table = memoryTable();
    const monday = { day: civilDay('2026-11-30'), startsAt: instant('2026-11-30T13:30:00.000Z') };
    const world = await openChain(table, [aReadyVolunteer(1, { availability: ['mon-pm'] })], monday);
    const sunday = instant('2026-11-29T09:00:00.000Z');
    expect(await offerByHand(world, VISIT, ONE, undefined, CLAIRE, sunday)).toMatchObject({ ok: true });
    const { search } = await missionNow(table);
    expect(search?.nextAt ?? '').toMatch(/^2026-11-30T(0[89]|1\d):/);
  });

  it('is texted once, however many coordinators press the button at the same moment', async () => {
    const { table, choose } = await chain();
    const results = await Promise.all(Array.from({ length: 6 }, () => choose()));
    expect(results.filter(({ ok }) => ok)).toHaveLength(1);
    expect(await offersNow(table)).toHaveLength(1);
    expect(table.dump().filter(({ kind }) => kind === 'message')).toHaveLength(1);
  });

  it.each([
    ['on pause', { state: 'paused' as const }],
    [
      'away that day',
      { exceptions: [{ from: civilDay('2026-11-24'), to: civilDay('2026-11-26'), kind: 'away' as const }] },
    ],
    ['resting « pas cette semaine »', { restUntil: civilDay('2026-11-30') }],
    ['without the papers', { requirements: [] }],
    ['kept apart from her', { exclusions: [JEANNE] }],
  ])('is left alone when %s, whatever the reason given', async (_, more) => {
    const { table, choose } = await chain(more);
    expect(await choose('nobody-else')).toMatchObject({ ok: false, refusal: { reason: 'rule' } });
    expect(table.dump().filter(({ kind }) => kind === 'message')).toEqual([]);
  });

  it('outside their usual half-days is asked with a reason only', async () => {
    const { choose } = await chain({ availability: ['mon-am'] });
    expect(await choose()).toMatchObject({ refusal: { reason: 'say-why' } });
    expect(await choose('nobody-else')).toMatchObject({ ok: true });
  });

  it('is called instead when no SMS may reach them, or none in time', async () => {
    const { choose } = await chain({ channel: 'voice' });
    expect(await choose()).toMatchObject({ refusal: { reason: 'no-text' } });
    const { choose: later } = await chain();
    expect(await later(undefined, instant('2026-11-25T13:29:00Z'))).toMatchObject({ ok: true });
    expect(await later(undefined, instant('2026-11-25T13:31:00Z'))).toMatchObject({
      refusal: { reason: 'not-open' },
    });
  });

  it('is not asked once she took her consent back, nor once somebody goes', async () => {
    const { table, choose } = await chain();
    const consent = await table.get(consentKind, consentKey(JEANNE, 'FRIENDLY_VISIT'));
    if (!consent) throw new Error('no consent');
    await table.commit([replace(consentKind, consent, { ...consent.value, state: 'withdrawn' as const })]);
    expect(await choose()).toMatchObject({ refusal: { reason: 'stopped' } });
    const { world, choose: again } = await chain();
    await acceptOffer(
      world,
      subjectOf(volunteerNumber(2)),
      { via: 'coordinator', actor: CLAIRE },
      TUESDAY_NOON,
    );
    expect(await again()).toMatchObject({ refusal: { reason: 'not-open' } });
  });
});
