import { describe, expect, it } from 'vitest';
import { auditKind, firstBrokenLink } from '../../../shared/audit/audit.ts';
import { consentKind } from '../../../shared/consents/consent.ts';
import { missionKind } from '../../../shared/missions/store.ts';
import { offerKind } from '../../../shared/offers/store.ts';
import { acknowledge } from '../../../shared/register/acknowledge-entry.ts';
import {
  acceptRequest,
  changeEntry,
  receiveRequest,
  registerAtDesk,
} from '../../../shared/register/change-entry.ts';
import { clearDoubt } from '../../../shared/register/decide-entry.ts';
import type { RegisterEntry } from '../../../shared/register/entry.ts';
import { oppose, remove } from '../../../shared/register/leave-entry.ts';
import { listActiveEntries, listToAskAgain, readEntry } from '../../../shared/register/list-entries.ts';
import { lookAtEntry } from '../../../shared/register/look-at-entry.ts';
import { entryKind, entryOfSeniorKind, markKind } from '../../../shared/register/store.ts';
import { tieToSenior } from '../../../shared/register/tie/follow-senior.ts';
import { isAwayToday, mayVolunteerCall } from '../../../shared/register/tie/tied-file.ts';
import { findAlike } from '../../../shared/seniors/identity/find-alike.ts';
import { traitsOfSenior } from '../../../shared/seniors/identity/traits.ts';
import { seniorKind } from '../../../shared/seniors/store.ts';
import { seniorWrites } from '../../../shared/seniors/write-senior.ts';
import { closeSenior } from '../../../shared/situations/close-senior.ts';
import { lookAtSenior } from '../../../shared/situations/look-at-senior.ts';
import { mergeSeniors } from '../../../shared/situations/merge-seniors.ts';
import { add } from '../../../shared/table/write.ts';
import { taskKind } from '../../../shared/tasks/task.ts';
import { civilDay } from '../../../shared/time/civil.ts';
import { type Instant, instant, plus } from '../../../shared/time/instant.ts';
import { aConsent, aSenior, JEANNE } from '../../builders/chain.ts';
import { aRegistered } from '../../builders/register.ts';
import { ODETTE } from '../../builders/situations.ts';
import { all, CLAIRE, given, killedAfter, type SmallWorld, smallWorld } from '../../support/situations.ts';

const NOW = instant('2026-06-01T08:00:00.000Z');
const claire = { kind: 'staff', id: CLAIRE } as const;
let counted = 0;
/** A day's count that never ends. */
const free = async () => {
  counted += 1;
  return {
    allowed: true,
    write: add({ pk: `LIMIT#${counted}`, sk: 'day' }, { n: 1 }),
  };
};
const daughter = {
  by: 'third-party',
  channel: 'letter',
  at: NOW,
  asker: { name: 'Anne Perrin', quality: 'fille' },
  proof: 'courrier',
} as const;

const registered = async (
  world: SmallWorld,
  by: 'self' | 'third-party' = 'self',
  person = aRegistered(),
): Promise<RegisterEntry> => {
  const request = by === 'self' ? ({ by, channel: 'phone', at: NOW } as const) : daughter;
  const done = await registerAtDesk(world, { person, request }, claire, NOW);
  if (!done.ok) throw new Error(done.refusal.reason);
  return done.value;
};
const now = async (world: SmallWorld, entry: RegisterEntry): Promise<RegisterEntry | undefined> =>
  (await readEntry(world.table, entry.id))?.value;
const onRegister = async (world: SmallWorld) =>
  (await listActiveEntries(world.table, 'besancon', { limit: 50 })).items.map(({ id }) => id);
const oppositionOf = (world: SmallWorld, entry: RegisterEntry, at: Instant = NOW) =>
  changeEntry(world, entry.id, 'register-opposed', (one) => oppose(one, 'self', 'phone', at), claire, at);
const jeanneAnd = async (world: SmallWorld, more: Parameters<typeof aSenior>[0] = {}) => {
  const senior = aSenior({ referentId: CLAIRE, ...more });
  await world.table.commit(
    seniorWrites(world, undefined, senior, { action: 'senior-created', actor: claire, at: NOW }),
  );
  return senior;
};

describe('the eight days', () => {
  it('remind the team at day five, once for all, and alarm it at day eight', async () => {
    const world = await smallWorld();
    const first = await registered(world, 'third-party');
    const second = await registered(
      world,
      'third-party',
      aRegistered({ lastName: 'Roy', birthDay: civilDay('1930-01-01') }),
    );
    for (const day of [1, 5, 5, 6, 8, 8, 30])
      for (const one of [first, second]) await lookAtEntry(world, one.id, plus(NOW, { days: day }));
    const tasks = [...all(world, taskKind)].sort((a, b) => (a.createdAt < b.createdAt ? -1 : 1));
    expect(tasks.map(({ sentence, urgent }) => [sentence, urgent])).toEqual([
      ['Registre d’alerte : des accusés de réception sont à envoyer avant le mardi 9 juin.', false],
      ['Registre d’alerte : des accusés de réception devaient partir avant le mardi 9 juin.', true],
    ]);
    expect(await now(world, first)).toMatchObject({ state: 'pending-acknowledgment' });
  });

  it('end in a confirmation when the letter left and she said nothing', async () => {
    const world = await smallWorld();
    const entry = await registered(world, 'third-party');
    await changeEntry(
      world,
      entry.id,
      'register-acknowledged',
      (one) => acknowledge(one, 'letter', NOW),
      claire,
      NOW,
    );
    await lookAtEntry(world, entry.id, plus(NOW, { days: 7 }));
    expect(await onRegister(world)).toEqual([]);
    await lookAtEntry(world, entry.id, plus(NOW, { days: 8 }));
    expect(await onRegister(world)).toEqual([entry.id]);
  });
});

describe('an opposition', () => {
  it('blocks whoever asks for her again, and not herself', async () => {
    const world = await smallWorld();
    await oppositionOf(world, await registered(world, 'third-party'));
    const again = await registerAtDesk(
      world,
      { person: aRegistered({ phones: [] }), request: daughter },
      claire,
      plus(NOW, { days: 40 }),
    );
    expect(again).toMatchObject({ refusal: { reason: 'opposed-before' } });
    expect((await registered(world, 'self')).state).toBe('confirmed');
  });

  it('blocks a request received online when an agent takes it up', async () => {
    const world = await smallWorld();
    await oppositionOf(world, await registered(world, 'self'));
    const online = await receiveRequest(
      world,
      { person: aRegistered(), request: { ...daughter, channel: 'online' } },
      free,
      NOW,
    );
    if (!online.ok) throw new Error(online.refusal.reason);
    expect(await acceptRequest(world, online.value.id, claire, NOW)).toMatchObject({
      refusal: { reason: 'opposed-before' },
    });
  });
});

describe('the keeping', () => {
  it('empties an entry a month after it left, marks and names included, and keeps the facts', async () => {
    const world = await smallWorld();
    const entry = await registered(world);
    await changeEntry(world, entry.id, 'register-removed', (one) => remove(one, 'request', NOW), claire, NOW);
    expect(all(world, markKind)).toEqual([]);
    await lookAtEntry(world, entry.id, plus(NOW, { days: 30 }));
    expect((await now(world, entry))?.person).toBeDefined();
    await lookAtEntry(world, entry.id, plus(NOW, { days: 31 }));
    expect(JSON.stringify(world.table.dump())).not.toMatch(/Perrin|Odile|Battant/);
    expect(all(world, auditKind).map(({ action }) => action)).toContain('register-emptied');
  });

  it('asks again each year in one task for the town, and silence removes nobody', async () => {
    const world = await smallWorld();
    const entry = await registered(world);
    for (const days of [364, 366, 380, 800]) await lookAtEntry(world, entry.id, plus(NOW, { days }));
    expect(await onRegister(world)).toEqual([entry.id]);
    expect((await listToAskAgain(world.table, 'besancon', { limit: 10 })).items).toHaveLength(1);
    expect(all(world, taskKind)).toHaveLength(1);
  });
});

describe('a request received online', () => {
  it('waits for an agent, whose reading settles the task', async () => {
    const world = await smallWorld();
    const request = { by: 'self', channel: 'online', at: NOW } as const;
    const received = await receiveRequest(world, { person: aRegistered(), request }, free, NOW);
    if (!received.ok) throw new Error(received.refusal.reason);
    expect(all(world, taskKind)).toMatchObject([
      { state: 'open', kind: 'register', dueAt: plus(NOW, { hours: 24 }) },
    ]);
    expect(JSON.stringify(all(world, taskKind))).not.toContain('Perrin');
    expect((await acceptRequest(world, received.value.id, claire, NOW)).ok).toBe(true);
    expect(all(world, taskKind)).toMatchObject([{ state: 'done' }]);
    expect(await onRegister(world)).toEqual([received.value.id]);
  });
});

describe('an accompanied person who is on the register', () => {
  const tied = async (world: SmallWorld) => {
    await jeanneAnd(world);
    const entry = await registered(world);
    const done = await tieToSenior(world, entry.id, JEANNE, claire, NOW);
    if (!done.ok) throw new Error(done.refusal.reason);
    return done.value;
  };

  it.each([
    ['died', 'removed', 'death'],
    ['moved', 'removed', 'moved-away'],
    ['withdrew', 'confirmed', undefined],
  ] as const)('whose file closes because she %s: her entry is %s', async (reason, state, why) => {
    const world = await smallWorld();
    const entry = await tied(world);
    await closeSenior(world, JEANNE, reason, claire, NOW);
    const after = await now(world, entry);
    expect(after?.state).toBe(state);
    expect(after?.removed?.reason).toBe(why);
  });

  it('leaves the register in the very write that closes her file', async () => {
    const world = await smallWorld();
    const entry = await tied(world);
    await closeSenior(killedAfter(world, 1), JEANNE, 'died', claire, NOW).catch(() => undefined);
    expect((await now(world, entry))?.state).toBe('removed');
    expect(all(world, seniorKind)).toMatchObject([{ state: 'closed' }]);
  });

  it('not tied by anybody, is marked to be checked when a file that looks the same closes, without a name in the task', async () => {
    const world = await smallWorld();
    const entry = await registered(world);
    const other = await registered(
      world,
      'self',
      aRegistered({ lastName: 'Roy', birthDay: civilDay('1930-01-01') }),
    );
    const { birthDay, firstName, lastName, address, phones } = aRegistered();
    await jeanneAnd(world, { ...(birthDay ? { birthDay } : {}), firstName, lastName, address, phones });
    await closeSenior(world, JEANNE, 'died', claire, NOW);
    expect(await now(world, entry)).toMatchObject({
      state: 'confirmed',
      doubt: { reason: 'death', at: NOW },
    });
    expect((await now(world, other))?.doubt).toBeUndefined();
    const tasks = all(world, taskKind).filter(({ kind }) => kind === 'register');
    expect(tasks).toMatchObject([{ subjectId: entry.id, urgent: true, state: 'open' }]);
    expect(JSON.stringify(tasks)).not.toMatch(/Perrin|décès|sen_/);
    await changeEntry(world, entry.id, 'register-doubt-cleared', clearDoubt, claire, NOW);
    expect((await now(world, entry))?.doubt).toBeUndefined();
    expect(all(world, taskKind).filter(({ kind }) => kind === 'register')).toMatchObject([{ state: 'done' }]);
  });

  it('cannot be tied to a closed file, nor one file to two entries', async () => {
    const world = await smallWorld();
    await tied(world);
    const other = await registered(world, 'self', aRegistered({ lastName: 'Roy' }));
    expect(await tieToSenior(world, other.id, JEANNE, claire, NOW)).toMatchObject({
      refusal: { reason: 'tied-elsewhere' },
    });
    await jeanneAnd(world, { id: ODETTE, state: 'closed', closed: { reason: 'died', at: NOW } });
    expect(await tieToSenior(world, other.id, ODETTE, claire, NOW)).toMatchObject({
      refusal: { reason: 'no-such-senior' },
    });
  });

  it('keeps one entry when two files become one', async () => {
    const world = await smallWorld();
    const first = await tied(world);
    await jeanneAnd(world, { id: ODETTE });
    const second = await registered(world, 'self', aRegistered({ lastName: 'Perin', homeHelp: 'Eliad' }));
    await tieToSenior(world, second.id, ODETTE, claire, NOW);
    expect((await mergeSeniors(world, JEANNE, ODETTE, claire, NOW)).ok).toBe(true);
    await lookAtSenior(world, ODETTE, plus(NOW, { minutes: 20 }));
    expect(await onRegister(world)).toEqual([first.id]);
    expect(await now(world, first)).toMatchObject({ seniorId: JEANNE, person: { homeHelp: 'Eliad' } });
    expect(await now(world, second)).toMatchObject({ state: 'removed', removed: { reason: 'duplicate' } });
    expect(all(world, entryOfSeniorKind)).toEqual([{ seniorId: JEANNE, entryId: first.id }]);
  });

  it('follows the kept file when only the other was on the register', async () => {
    const world = await smallWorld();
    const entry = await tied(world);
    await jeanneAnd(world, { id: ODETTE });
    expect((await mergeSeniors(world, ODETTE, JEANNE, claire, NOW)).ok).toBe(true);
    expect(await now(world, entry)).toMatchObject({ state: 'confirmed', seniorId: ODETTE });
  });

  it('is called by volunteers on her latest yes alone, here or in her file, and never while away', async () => {
    const world = await smallWorld();
    const entry = await tied(world);
    expect(await mayVolunteerCall(world.table, entry, NOW)).toBe(false);
    const purpose = 'HEATWAVE_CALL_BY_VOLUNTEER';
    await given(world, consentKind, aConsent({ purpose, state: 'given', at: NOW }));
    expect(await mayVolunteerCall(world.table, entry, NOW)).toBe(true);
    const no = { ...entry, volunteerCalls: { state: 'refused', at: NOW, how: 'phone', by: claire } as const };
    expect(await mayVolunteerCall(world.table, no, NOW)).toBe(false);
    expect(await isAwayToday(world.table, entry, civilDay('2026-06-02'))).toBe(false);
  });
});

describe('purposes stay apart (law 6)', () => {
  it('nothing of the register is a file, a mission, an offer, a consent, or met by a search among files', async () => {
    const world = await smallWorld();
    await registered(world);
    await registered(
      world,
      'third-party',
      aRegistered({ lastName: 'Roy', birthDay: civilDay('1930-01-01') }),
    );
    for (const kind of [seniorKind, missionKind, offerKind, consentKind])
      expect(all<unknown>(world, kind as never)).toEqual([]);
    const traits = traitsOfSenior({ ...aRegistered(), birthName: undefined });
    expect(await findAlike(world, traits)).toEqual([]);
    expect(all(world, entryKind).map(({ purpose }) => purpose)).toEqual(['ALERT_PLAN', 'ALERT_PLAN']);
  });

  it('keeps an unbroken trail of each entry', async () => {
    const world = await smallWorld();
    const entry = await registered(world, 'third-party');
    await changeEntry(
      world,
      entry.id,
      'register-acknowledged',
      (one) => acknowledge(one, 'letter', NOW),
      claire,
      NOW,
    );
    await oppositionOf(world, entry);
    const trail = all(world, auditKind).filter(({ pk }) => pk === entry.id);
    expect(trail.map(({ action }) => action)).toEqual([
      'register-asked',
      'register-acknowledged',
      'register-opposed',
    ]);
    expect(firstBrokenLink(trail)).toBeUndefined();
  });
});
