import { describe, expect, it } from 'vitest';
import { consentKind } from '../../../../shared/consents/consent.ts';
import { seniorKind } from '../../../../shared/seniors/store.ts';
import { acceptService } from '../../../../shared/services/arrange/accept-service.ts';
import { serviceKind } from '../../../../shared/services/store.ts';
import { aConsent, aSenior, TUESDAY_NOON as NOW } from '../../../builders/chain.ts';
import { aService, serviceId } from '../../../builders/situations.ts';
import { all, CLAIRE, given, smallWorld } from '../../../support/situations.ts';

const BY = { kind: 'staff', id: CLAIRE } as const;
const proposed = async (senior = {}, consent = {}, service = {}) => {
  const world = await smallWorld();
  await given(world, seniorKind, aSenior({ referentId: CLAIRE, ...senior }));
  await given(world, consentKind, aConsent(consent));
  await given(world, serviceKind, aService({ state: 'proposed', ...service }));
  return world;
};

describe('a service that was proposed to her', () => {
  it('starts when she said yes, and is planned from now', async () => {
    const world = await proposed();
    expect((await acceptService(world, serviceId('S'), BY, NOW)).ok).toBe(true);
    expect(all(world, serviceKind)).toMatchObject([{ state: 'open', planAt: NOW }]);
  });

  it.each([
    ['she has no referent', 'no-referent', { referentId: undefined }, {}, {}],
    [
      'her file is closed',
      'senior-not-active',
      { state: 'closed', closed: { reason: 'moved', at: NOW } },
      {},
      {},
    ],
    ['she said no', 'no-consent', {}, { state: 'refused' }, {}],
    ['her yes has come to its end', 'no-consent', {}, { endsAt: NOW }, {}],
    ['the town does not offer it', 'programme-off', {}, {}, { programme: 'HOME_LIBRARY' }],
    ['it runs already', 'not-allowed-here', {}, {}, { state: 'open' }],
  ] as const)('does not start when %s', async (_, refusal, senior, consent, service) => {
    const world = await proposed(senior, consent, service);
    const before = all(world, serviceKind);
    expect(await acceptService(world, serviceId('S'), BY, NOW)).toEqual({ ok: false, refusal });
    expect(all(world, serviceKind)).toEqual(before);
  });

  it('is unknown when it does not exist', async () => {
    const world = await proposed();
    expect(await acceptService(world, serviceId('Z'), BY, NOW)).toEqual({ ok: false, refusal: 'unknown' });
  });
});
