import { describe, expect, it } from 'vitest';
import { consentKind } from '../../../shared/consents/consent.ts';
import { flagPerson } from '../../../shared/flags/flag-person.ts';
import { flagKey, flagKind } from '../../../shared/flags/store.ts';
import { lookupKind } from '../../../shared/seniors/identity/lookup.ts';
import { seniorKey, seniorKind } from '../../../shared/seniors/store.ts';
import { serviceKind } from '../../../shared/services/store.ts';
import { lookAtSenior } from '../../../shared/situations/look-at-senior.ts';
import { type TakeUp, takeUp } from '../../../shared/situations/open-situation.ts';
import { recordConsent } from '../../../shared/situations/record-consent.ts';
import { taskKind } from '../../../shared/tasks/task.ts';
import { instant, plus } from '../../../shared/time/instant.ts';
import { aFlagRequest } from '../../builders/flags.ts';
import { aService } from '../../builders/situations.ts';
import { all, CLAIRE, given, SOFIA, smallWorld } from '../../support/situations.ts';

const NOW = instant('2026-11-24T12:00:00.000Z');
const claire = { id: CLAIRE, role: 'coordinator' } as const;
const actor = { kind: 'staff', id: CLAIRE } as const;
const FRESH: TakeUp['who'] = {
  fresh: {
    firstName: 'Odette',
    lastName: 'Perrin',
    address: { line: '8 rue Battant', precision: 'unknown' },
    phones: [],
    origin: 'flag',
  },
};
const take = (more: Partial<TakeUp> = {}): TakeUp => ({
  who: FRESH,
  referentId: CLAIRE,
  answers: [{ purpose: 'FRIENDLY_VISIT', state: 'given', how: 'spoken' }],
  ...more,
});
const flagged = async (more: Parameters<typeof aFlagRequest>[0] = {}) => {
  const world = await smallWorld();
  const received = await flagPerson(world, { formId: 'f', request: aFlagRequest(more) }, { id: SOFIA }, NOW);
  if (!received.ok) throw new Error('refused');
  return { world, flagId: received.value.flagId };
};

describe('taking up a person who was flagged', () => {
  it('opens her file with a referent and her answer, and settles the flag, together', async () => {
    const { world, flagId } = await flagged();
    const taken = await takeUp(world, flagId, take(), claire, NOW);
    if (!taken.ok) throw new Error(taken.refusal.reason);
    expect(all(world, seniorKind)).toMatchObject([
      { state: 'active', referentId: CLAIRE, lastContactAt: NOW },
    ]);
    expect(all(world, consentKind)).toMatchObject([{ purpose: 'FRIENDLY_VISIT', state: 'given', by: actor }]);
    const flag = await world.table.get(flagKind, flagKey(flagId));
    expect(flag?.value).toMatchObject({ state: 'taken-up', seniorId: taken.value, toldBy: 'spoken' });
    // Found from now on as a file, no longer as an open flag.
    expect(new Set(all(world, lookupKind).map((lookup) => lookup.subject))).toEqual(new Set([taken.value]));
  });

  it('keeps the safe channel of a sensitive flag on the file', async () => {
    const { world, flagId } = await flagged({ sensitive: { safeChannel: 'au travail' } });
    await takeUp(world, flagId, take(), claire, NOW);
    expect(all(world, seniorKind)[0]?.sensitive).toEqual({ safeChannel: 'au travail' });
  });

  it.each([
    ['without an answer to anything', take({ answers: [] }), 'no-answer'],
    [
      'without a referent of the team',
      take({ referentId: 'stf_00000000000000000000000000' as never }),
      'no-such-referent',
    ],
    [
      'for the alert register, which rests on the law',
      take({ answers: [{ purpose: 'ALERT_REGISTER', state: 'given', how: 'spoken' }] }),
      'register-is-apart',
    ],
  ])('is refused %s, and nothing is half written', async (_, command, reason) => {
    const { world, flagId } = await flagged();
    expect(await takeUp(world, flagId, command, claire, NOW)).toEqual({ ok: false, refusal: { reason } });
    expect(all(world, seniorKind)).toEqual([]);
    expect(all(world, flagKind)[0]?.state).toBe('received');
  });

  it('is one file when two coordinators take her up at the same moment', async () => {
    const { world, flagId } = await flagged();
    const both = await Promise.all([1, 2].map(() => takeUp(world, flagId, take(), claire, NOW)));
    expect(both.filter((taken) => taken.ok)).toHaveLength(1);
    expect(all(world, seniorKind)).toHaveLength(1);
  });
});

describe('waiting is work', () => {
  const waiting = async () => {
    const { world, flagId } = await flagged();
    const taken = await takeUp(world, flagId, take(), claire, NOW);
    if (!taken.ok) throw new Error('refused');
    return { world, id: taken.value };
  };
  it('asks for a call every two weeks while nothing has begun, once each time', async () => {
    const { world, id } = await waiting();
    await lookAtSenior(world, id, plus(NOW, { days: 13 }));
    expect(all(world, taskKind)).toEqual([]);
    for (const days of [14, 14, 15, 28]) await lookAtSenior(world, id, plus(NOW, { days }));
    expect(all(world, taskKind).map((task) => task.kind)).toEqual(['human-call', 'human-call']);
  });
  it('asks no more once a service runs', async () => {
    const { world, id } = await waiting();
    await given(world, serviceKind, aService({ seniorId: id }));
    await lookAtSenior(world, id, plus(NOW, { days: 14 }));
    expect(all(world, taskKind)).toEqual([]);
    const senior = await world.table.get(seniorKind, seniorKey(id));
    expect(senior?.value.bridgeAt).toBeUndefined();
  });
});

describe('one purpose at a time', () => {
  it('cannot withdraw what was never given', async () => {
    const { world, flagId } = await flagged();
    const taken = await takeUp(world, flagId, take(), claire, NOW);
    if (!taken.ok) throw new Error('refused');
    const answer = { purpose: 'SENIOR_NEWS', state: 'withdrawn', how: 'phone' } as const;
    expect(await recordConsent(world, taken.value, answer, actor, NOW)).toEqual({
      ok: false,
      refusal: { reason: 'nothing-to-withdraw' },
    });
  });
  it('asking again does not soften a no', async () => {
    const { world, flagId } = await flagged();
    const taken = await takeUp(
      world,
      flagId,
      take({ answers: [{ purpose: 'SENIOR_NEWS', state: 'refused', how: 'spoken' }] }),
      claire,
      NOW,
    );
    if (!taken.ok) throw new Error('refused');
    await recordConsent(
      world,
      taken.value,
      { purpose: 'SENIOR_NEWS', state: 'asked', how: 'phone' },
      actor,
      plus(NOW, { days: 1 }),
    );
    expect(all(world, consentKind)[0]?.state).toBe('refused');
  });
});
