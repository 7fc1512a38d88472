import { describe, expect, it } from 'vitest';
import { lookAtFlag } from '../../../shared/flags/change-flag.ts';
import { flagPerson } from '../../../shared/flags/flag-person.ts';
import { flagKey, flagKind } from '../../../shared/flags/store.ts';
import { flagReading } from '../../../shared/flags/who-reads.ts';
import { intentKind } from '../../../shared/messages/store.ts';
import { phoneSchema } from '../../../shared/phone/phone.ts';
import { lookupKind } from '../../../shared/seniors/identity/lookup.ts';
import { seniorWrites } from '../../../shared/seniors/write-senior.ts';
import { taskKind } from '../../../shared/tasks/task.ts';
import { instant, plus } from '../../../shared/time/instant.ts';
import { aSenior } from '../../builders/chain.ts';
import { aFlagRequest } from '../../builders/flags.ts';
import { all, CLAIRE, SOFIA, smallWorld } from '../../support/situations.ts';

const NOW = instant('2026-11-24T11:00:00.000Z');
const sofia = { id: SOFIA };

describe('receiving a flag', () => {
  it('answers at once with a number, two clocks, and no task when nothing burns', async () => {
    const world = await smallWorld([3821]);
    const received = await flagPerson(world, { formId: 'f1', request: aFlagRequest() }, sofia, NOW);
    expect(received.ok && received.value.number).toBe('S-4821');
    const [flag] = all(world, flagKind);
    expect(flag).toMatchObject({
      state: 'received',
      dueAt: plus(NOW, { days: 8 }),
      tellPersonBy: plus(NOW, { days: 8 }),
    });
    expect(all(world, taskKind)).toEqual([]);
    expect(all(world, intentKind)).toEqual([]);
  });

  it('is one flag however often the button is pressed, even at the same moment', async () => {
    const world = await smallWorld();
    const press = () => flagPerson(world, { formId: 'f1', request: aFlagRequest() }, sofia, NOW);
    const answers = await Promise.all([press(), press(), press()]);
    answers.push(await press());
    const numbers = new Set(answers.map((answer) => answer.ok && answer.value.number));
    expect(numbers.size).toBe(1);
    expect(all(world, flagKind)).toHaveLength(1);
  });

  it('never gives one number to two flags', async () => {
    const world = await smallWorld([10, 10, 10, 11]);
    await flagPerson(world, { formId: 'f1', request: aFlagRequest() }, sofia, NOW);
    await flagPerson(world, { formId: 'f2', request: aFlagRequest() }, sofia, NOW);
    expect(new Set(all(world, flagKind).map((flag) => flag.number)).size).toBe(2);
  });

  it('refuses to be the only alert of an immediate danger', async () => {
    const world = await smallWorld();
    const request = aFlagRequest({ urgency: 'P0' });
    const first = await flagPerson(world, { formId: 'f1', request }, sofia, NOW);
    expect(first).toEqual({ ok: false, refusal: { reason: 'danger-not-handled' } });
    const called = await flagPerson(
      world,
      { formId: 'f1', request: { ...request, dangerHandled: true } },
      sofia,
      NOW,
    );
    expect(called.ok).toBe(true);
    expect(all(world, taskKind)).toMatchObject([{ kind: 'human-call', urgent: true }]);
    expect(all(world, intentKind)).toMatchObject([
      { recipient: 'duty', message: { kind: 'coordinator-alert', reason: 'urgent-flag' } },
    ]);
  });

  it.each([
    [{ person: { name: '', address: ' ', phone: '', birth: '1938' } }, 'nobody-to-reach'],
    [{ reasons: [], noticed: '  ' }, 'nothing-noticed'],
    [{ sensitive: { safeChannel: ' ' } }, 'safe-channel-missing'],
  ])('refuses %j', async (more, reason) => {
    const world = await smallWorld();
    const answer = await flagPerson(world, { formId: 'f', request: aFlagRequest(more) }, sofia, NOW);
    expect(answer).toEqual({ ok: false, refusal: { reason } });
  });
});

describe('recognising somebody', () => {
  const perrin = aSenior({
    firstName: 'Odette',
    lastName: 'Perrin',
    address: { line: '8, rue Battant', precision: 'housenumber' },
    phones: [{ phone: phoneSchema.parse('+33353010021'), label: '' }],
  });
  const known = async (more: Parameters<typeof aSenior>[0] = {}) => {
    const world = await smallWorld();
    const senior = { ...perrin, ...more };
    const happening = { action: 'senior-created', actor: { kind: 'staff' as const, id: CLAIRE }, at: NOW };
    await world.table.commit(seniorWrites(world, undefined, senior, happening));
    await flagPerson(world, { formId: 'f', request: aFlagRequest() }, sofia, NOW);
    return all(world, flagKind)[0]?.known;
  };
  it('says « déjà connue » of an open file with the same name, door and telephone', async () => {
    expect(await known()).toBe(true);
  });
  it('says nothing of somebody who must be reached by a safe channel', async () => {
    expect(await known({ sensitive: { safeChannel: 'au travail' } })).toBe(false);
  });
  it('says nothing of a closed file', async () => {
    expect(await known({ state: 'closed', closed: { reason: 'moved', at: NOW } })).toBe(false);
  });
  it('recognises what a colleague has just flagged, and forgets it once settled', async () => {
    const world = await smallWorld();
    await flagPerson(world, { formId: 'a', request: aFlagRequest() }, sofia, NOW);
    await flagPerson(world, { formId: 'b', request: aFlagRequest() }, { id: CLAIRE }, NOW);
    expect(
      all(world, flagKind)
        .map((flag) => flag.known)
        .sort(),
    ).toEqual([false, true]);
    expect(all(world, lookupKind).length).toBeGreaterThan(0);
  });
});

describe('deadlines', () => {
  it('makes one urgent task when first contact is late, whoever looks and however often', async () => {
    const world = await smallWorld();
    const received = await flagPerson(
      world,
      { formId: 'f', request: aFlagRequest({ urgency: 'P1' }) },
      sofia,
      NOW,
    );
    if (!received.ok) throw new Error('refused');
    const late = plus(NOW, { hours: 25 });
    await lookAtFlag(world, received.value.flagId, plus(NOW, { hours: 23 }));
    expect(all(world, taskKind)).toEqual([]);
    await Promise.all([1, 2, 3].map(() => lookAtFlag(world, received.value.flagId, late)));
    expect(all(world, taskKind)).toMatchObject([{ kind: 'flag-overdue', urgent: true, state: 'open' }]);
    const flag = await world.table.get(flagKind, flagKey(received.value.flagId));
    expect(flag?.value.overdueAt).toBe(late);
    expect(await world.table.due('agenda', late, 10)).toEqual([]);
  });
});

describe('who reads a sensitive flag', () => {
  const flag = { sensitive: { safeChannel: 'x' }, flaggerId: SOFIA, handlerId: undefined };
  it.each([
    ['coordinator', CLAIRE, 'whole'],
    ['social-worker', SOFIA, 'own'],
    ['social-worker', CLAIRE, 'nothing'],
    ['duty-officer', CLAIRE, 'nothing'],
    ['data-protection-officer', CLAIRE, 'nothing'],
  ] as const)('%s reads it as expected', (role, id, reading) => {
    expect(flagReading(flag, { id, role }, undefined)).toBe(reading);
  });
  it('its referent reads it, whatever the role', () => {
    expect(flagReading(flag, { id: CLAIRE, role: 'social-worker' }, CLAIRE)).toBe('whole');
  });
});
