import { describe, expect, it } from 'vitest';
import { auditKind, firstBrokenLink } from '../../../shared/audit/audit.ts';
import { concernKind } from '../../../shared/concerns/concern.ts';
import { consentKind } from '../../../shared/consents/consent.ts';
import { flagKind } from '../../../shared/flags/store.ts';
import { seniorIdSchema } from '../../../shared/ids/ids.ts';
import { intentKind } from '../../../shared/messages/store.ts';
import { missionKind } from '../../../shared/missions/store.ts';
import { loadKind, offerKind } from '../../../shared/offers/store.ts';
import { lookupKind } from '../../../shared/seniors/identity/lookup.ts';
import { seniorKey, seniorKind } from '../../../shared/seniors/store.ts';
import { seniorWrites } from '../../../shared/seniors/write-senior.ts';
import { serviceKind } from '../../../shared/services/store.ts';
import { type CloseReason, closeSenior, reopenSenior } from '../../../shared/situations/close-senior.ts';
import { lookAtSenior } from '../../../shared/situations/look-at-senior.ts';
import { withdrawConsent } from '../../../shared/situations/record-consent.ts';
import { readWhatStops } from '../../../shared/situations/what-stops.ts';
import { rowsOf } from '../../../shared/table/kind.ts';
import { replace } from '../../../shared/table/write.ts';
import { taskKind } from '../../../shared/tasks/task.ts';
import { type Instant, instant, plus } from '../../../shared/time/instant.ts';
import { volunteerKind } from '../../../shared/volunteers/store.ts';
import {
  aConsent,
  aMission,
  anOffer,
  aSenior,
  aVolunteer,
  JEANNE,
  PAUL,
  VISIT_STARTS,
} from '../../builders/chain.ts';
import { aFlag } from '../../builders/flags.ts';
import { aConcern, aService, aTask, missionId, NADIA, serviceId } from '../../builders/situations.ts';
import { all, CLAIRE, given, killedAfter, type SmallWorld, smallWorld } from '../../support/situations.ts';

const NOW = instant('2026-11-24T12:00:00.000Z');
const claire = { kind: 'staff', id: CLAIRE } as const;
const held = { via: 'link' as const, since: NOW, devices: [] };

/** Jeanne has a visit and a call, two volunteers, three missions to come, a flag, a concern and a bridge call. */
const fullLife = async (): Promise<SmallWorld> => {
  const world = await smallWorld();
  const jeanne = aSenior({ referentId: CLAIRE, bridgeAt: plus(NOW, { days: 3 }) });
  await world.table.commit(
    seniorWrites(world, undefined, jeanne, { action: 'senior-created', actor: claire, at: NOW }),
  );
  await given(world, consentKind, aConsent(), aConsent({ purpose: 'FRIENDLY_CALL' }));
  await given(world, volunteerKind, aVolunteer(), aVolunteer({ id: NADIA, firstName: 'Nadia' }));
  await given(
    world,
    serviceKind,
    aService(),
    aService({
      id: serviceId('Q'),
      programme: 'FRIENDLY_CALL',
      state: 'proposed',
      pairings: [{ volunteerId: NADIA, state: 'proposed', role: 'primary', since: NOW }],
    }),
  );
  await given(
    world,
    missionKind,
    aMission({ state: 'confirmed', holder: { ...held, volunteerId: PAUL }, serviceId: serviceId('S') }),
    aMission({
      id: missionId('D'),
      state: 'planned',
      day: aMission().day,
      startsAt: plus(VISIT_STARTS, { days: 7 }),
    }),
    aMission({
      id: missionId('E'),
      programme: 'FRIENDLY_CALL',
      act: 'call',
      state: 'filled',
      startsAt: plus(VISIT_STARTS, { days: 8 }),
      holder: { ...held, volunteerId: NADIA },
    }),
    aMission({ id: missionId('G'), state: 'done', startsAt: plus(VISIT_STARTS, { days: -7 }) }),
  );
  await given(world, offerKind, anOffer({ state: 'accepted' }));
  await given(world, loadKind, {
    volunteerId: PAUL,
    entries: [
      {
        missionId: aMission().id,
        day: aMission().day,
        startsAt: VISIT_STARTS,
        minutes: 60,
        state: 'held' as const,
      },
    ],
    offersSentAt: [],
    answers: { accepted: 1, declined: 0, silent: 0 },
  });
  await given(world, flagKind, aFlag({ seniorId: JEANNE, state: 'contacted' }));
  await given(world, concernKind, aConcern());
  await given(world, taskKind, aTask());
  return world;
};

/** What the agenda does: everything due, until nothing is due in the next hours. */
const drive = async (world: SmallWorld, from: Instant): Promise<void> => {
  for (let minute = 1; minute <= 30; minute += 1) {
    const now = plus(from, { minutes: minute });
    for (const { key } of await world.table.due('agenda', now, 50))
      if (key.sk === 'SENIOR') await lookAtSenior(world, seniorIdSchema.parse(key.pk), now);
  }
};

const sorted = (values: readonly unknown[]) => values.map((value) => JSON.stringify(value)).sort();

/** The end state in facts: no instant, no generated id. */
const facts = (world: SmallWorld) => ({
  seniors: all(world, seniorKind).map(({ id, state, closed, settling, stopping, bridgeAt }) => ({
    id,
    state,
    reason: closed?.reason,
    settling: settling !== undefined,
    stopping,
    bridge: bridgeAt !== undefined,
  })),
  services: sorted(
    all(world, serviceKind).map(({ id, state, closeReason, planAt, pairings }) => ({
      id,
      state,
      closeReason,
      planned: planAt !== undefined,
      pairings: pairings.map((p) => [p.volunteerId, p.state, p.endReason]),
    })),
  ),
  missions: sorted(
    all(world, missionKind).map(({ id, state, cancelled }) => ({ id, state, why: cancelled?.reason })),
  ),
  flags: sorted(all(world, flagKind).map(({ state }) => state)),
  concerns: sorted(all(world, concernKind).map(({ state }) => state)),
  consents: sorted(all(world, consentKind).map(({ purpose, state }) => ({ purpose, state }))),
  tasks: sorted(
    all(world, taskKind).map(({ kind, state, volunteerId, sentence }) => ({
      kind,
      state,
      volunteerId,
      sentence,
    })),
  ),
  messages: sorted(
    all(world, intentKind).map(({ recipient, message }) => ({ recipient, kind: message.kind })),
  ),
  loads: sorted(all(world, loadKind).map(({ entries }) => entries.length)),
  lookups: all(world, lookupKind).length,
});

const close = async (reason: CloseReason): Promise<SmallWorld> => {
  const world = await fullLife();
  await closeSenior(world, JEANNE, reason, claire, NOW);
  await drive(world, NOW);
  return world;
};

describe('a death', () => {
  it('stops everything, and asks a person to call each volunteer; no robot writes', async () => {
    const world = await close('died');
    const end = facts(world);
    expect(end.seniors).toEqual([
      { id: JEANNE, state: 'closed', reason: 'died', settling: false, stopping: undefined, bridge: false },
    ]);
    expect(all(world, serviceKind).every((service) => service.state === 'closed')).toBe(true);
    expect(
      all(world, missionKind)
        .map((mission) => mission.state)
        .sort(),
    ).toEqual(['cancelled', 'cancelled', 'cancelled', 'done']);
    expect(end.messages).toEqual([]);
    expect(end.flags).toEqual(['"closed"']);
    expect(end.concerns).toEqual(['"closed"']);
    const calls = all(world, taskKind).filter((task) => task.kind === 'pairing-ended');
    expect(calls.map((task) => task.volunteerId).sort()).toEqual([PAUL, NADIA].sort());
    expect(calls.every((task) => task.state === 'open' && task.urgent)).toBe(true);
    expect(all(world, taskKind).find((task) => task.kind === 'human-call')?.state).toBe('done');
    expect(end.lookups).toBe(0);
  });

  it('is due no more once it is finished', async () => {
    const world = await close('died');
    const due = await world.table.due('agenda', plus(NOW, { days: 60 }), 50);
    expect(due.filter(({ key }) => key.sk === 'SENIOR')).toEqual([]);
  });

  it('is refused a second time and changes nothing', async () => {
    const world = await close('died');
    const before = facts(world);
    const again = await closeSenior(world, JEANNE, 'moved', claire, plus(NOW, { hours: 1 }));
    expect(again).toEqual({ ok: false, refusal: { reason: 'already-closed' } });
    expect(facts(world)).toEqual(before);
  });
});

it('a move is a goodbye too: a person tells it, before the first visit, and offers a time to talk', async () => {
  const world = await close('moved');
  expect(facts(world).messages).toEqual([]);
  const tasks = (kind: string) => all(world, taskKind).filter((task) => task.kind === kind);
  expect(
    tasks('pairing-ended')
      .map(({ volunteerId }) => volunteerId)
      .sort(),
  ).toEqual([PAUL, NADIA].sort());
  const paul = tasks('pairing-ended').find(({ volunteerId }) => volunteerId === PAUL);
  expect((paul?.dueAt ?? '') < VISIT_STARTS).toBe(true);
  expect(tasks('debrief').map(({ volunteerId, state }) => [volunteerId, state])).toEqual([[PAUL, 'open']]);
});

it('a withdrawal is told to holders by SMS, to pairings by a person', async () => {
  const world = await close('withdrew');
  expect(facts(world).messages).toHaveLength(2);
  expect(all(world, taskKind).filter((task) => task.kind === 'pairing-ended')).toHaveLength(2);
});

it('a withdrawal of everything takes every consent back in the same act', async () => {
  const world = await close('withdrew');
  expect(all(world, consentKind).every((consent) => consent.state === 'withdrawn')).toBe(true);
});

it('withdrawing one purpose stops that programme alone', async () => {
  const world = await fullLife();
  await withdrawConsent(world, JEANNE, 'FRIENDLY_VISIT', 'phone', claire, NOW);
  await drive(world, NOW);
  const states = Object.fromEntries(all(world, serviceKind).map((s) => [s.programme, s.state]));
  expect(states).toEqual({ FRIENDLY_VISIT: 'closed', FRIENDLY_CALL: 'proposed' });
  const missions = all(world, missionKind).map((m) => [m.programme, m.state, m.cancelled?.reason]);
  expect(missions).toContainEqual(['FRIENDLY_CALL', 'filled', undefined]);
  expect(missions.filter(([, state]) => state === 'cancelled')).toEqual([
    ['FRIENDLY_VISIT', 'cancelled', 'consent-withdrawn'],
    ['FRIENDLY_VISIT', 'cancelled', 'consent-withdrawn'],
  ]);
  expect(all(world, seniorKind)[0]).toMatchObject({ state: 'active' });
  expect(all(world, flagKind)[0]?.state).toBe('contacted');
});

describe('killed at any step, then driven again by the agenda', () => {
  const acts: readonly [string, (world: SmallWorld) => Promise<unknown>][] = [
    ['died', (world) => closeSenior(world, JEANNE, 'died', claire, NOW)],
    ['moved', (world) => closeSenior(world, JEANNE, 'moved', claire, NOW)],
    [
      'one purpose withdrawn',
      (world) => withdrawConsent(world, JEANNE, 'FRIENDLY_VISIT', 'phone', claire, NOW),
    ],
  ];
  for (const [name, act] of acts)
    it(`${name}: the same end`, async () => {
      const whole = await fullLife();
      await act(whole);
      await drive(whole, NOW);
      const expected = facts(whole);
      let kills = 0;
      for (let step = 1; ; step += 1) {
        const world = await fullLife();
        const survived = await act(killedAfter(world, step)).then(
          () => true,
          (error: Error) => {
            expect(error.message).toBe('killed');
            return false;
          },
        );
        // The first agenda look is killed too, half way.
        if (!survived) await drive(killedAfter(world, 2), NOW).catch(() => undefined);
        await drive(world, plus(NOW, { hours: 1 }));
        expect({ step, ...facts(world) }).toEqual({ step, ...expected });
        if (survived) break;
        kills += 1;
      }
      expect(kills).toBeGreaterThan(4);
    });
});

it('keeps one unbroken audit chain through it all', async () => {
  const world = await close('died');
  const page = await world.table.partition(JEANNE, { prefix: 'AUDIT#' });
  const events = rowsOf(auditKind, page.items).map(({ value }) => value);
  expect(events.map((event) => event.action)).toContain('senior-closed');
  expect(firstBrokenLink(events)).toBeUndefined();
});

it('nobody is told of a death that did not happen: calls not yet made tell of the mistake', async () => {
  const world = await close('died');
  const calls = () => all(world, taskKind).filter(({ kind }) => kind === 'pairing-ended');
  expect(calls().every(({ sentence }) => sentence.includes('est décédée'))).toBe(true);
  const [made, ...owed] = calls();
  if (!made) throw new Error('nobody to call');
  const stored = await world.table.get(taskKind, taskKind.key(made));
  if (stored)
    await world.table.commit([replace(taskKind, stored, { ...made, state: 'done', outcome: 'Appelé.' })]);
  await reopenSenior(world, JEANNE, claire, plus(NOW, { minutes: 5 }));
  expect(owed.length).toBeGreaterThan(0);
  for (const { id, state, sentence } of calls())
    expect([state, sentence.includes('est décédée')]).toEqual(
      id === made.id ? ['done', true] : ['open', false],
    );
  const back = calls().find(({ sentence }) => sentence.includes('le rappeler sans attendre'));
  expect(back).toMatchObject({ volunteerId: made.volunteerId, state: 'open', urgent: true });
});

describe('closed, opened again, and closed once more', () => {
  const twice = async (first: CloseReason, then: CloseReason, at: Instant): Promise<SmallWorld> => {
    const world = await close(first);
    await reopenSenior(world, JEANNE, claire, plus(NOW, { minutes: 35 }));
    await drive(world, plus(NOW, { minutes: 40 }));
    await closeSenior(world, JEANNE, then, claire, at);
    await drive(world, at);
    return world;
  };
  const calls = (world: SmallWorld) => all(world, taskKind).filter(({ kind }) => kind === 'pairing-ended');

  it('one call a volunteer, that says the last closing and nothing of visits that resume', async () => {
    const again = plus(NOW, { hours: 3 });
    const world = await twice('moved', 'died', again);
    expect(
      calls(world)
        .map(({ volunteerId }) => volunteerId)
        .sort(),
    ).toEqual([PAUL, NADIA].sort());
    for (const call of calls(world)) {
      expect(call).toMatchObject({ state: 'open', urgent: true });
      expect(call.sentence).toContain('est décédée');
      expect(call.dueAt <= plus(again, { hours: 4 })).toBe(true);
    }
  });

  it('a withdrawal after a move entered by mistake is said as a wish', async () => {
    const world = await twice('moved', 'withdrew', plus(NOW, { hours: 3 }));
    for (const { sentence } of calls(world)) expect(sentence).toContain('souhaite arrêter l’accompagnement');
  });

  it('whoever will be called is named before anything is closed', async () => {
    const world = await close('moved');
    await reopenSenior(world, JEANNE, claire, plus(NOW, { minutes: 35 }));
    const stops = await readWhatStops(world.table, JEANNE, 'died', plus(NOW, { minutes: 45 }));
    expect([...stops.toCall].sort()).toEqual([PAUL, NADIA].sort());
  });
});

it('who withdrew and came back was not closed by mistake, and their texts had said so: the call says neither', async () => {
  const world = await close('withdrew');
  await reopenSenior(world, JEANNE, claire, plus(NOW, { minutes: 5 }));
  const calls = all(world, taskKind).filter(({ kind }) => kind === 'pairing-ended');
  expect(calls.length).toBeGreaterThan(0);
  for (const { sentence } of calls) {
    expect(sentence).toContain('puis rouvert');
    expect(sentence).not.toMatch(/par erreur|sans SMS/);
  }
});

it('a file closed by mistake waits to be asked again; nothing returns by itself', async () => {
  const world = await close('moved');
  const reopened = await reopenSenior(world, JEANNE, claire, plus(NOW, { days: 1 }));
  expect(reopened.ok && reopened.value.state).toBe('waiting');
  const stored = await world.table.get(seniorKind, seniorKey(JEANNE));
  expect(stored?.value.closed).toBeUndefined();
  expect(all(world, serviceKind).every((service) => service.state === 'closed')).toBe(true);
  expect(facts(world).lookups).toBeGreaterThan(0);
});

it('opened again before its closing was carried through, that is done first', async () => {
  const world = await fullLife();
  await expect(closeSenior(killedAfter(world, 1), JEANNE, 'moved', claire, NOW)).rejects.toThrow('killed');
  expect(all(world, serviceKind).some((service) => service.state !== 'closed')).toBe(true);
  const reopened = await reopenSenior(world, JEANNE, claire, plus(NOW, { minutes: 1 }));
  expect(reopened.ok && reopened.value.state).toBe('waiting');
  expect(all(world, serviceKind).every((service) => service.state === 'closed')).toBe(true);
  const states = all(world, missionKind).map(({ state }) => state);
  expect(states.filter((state) => state !== 'cancelled')).toEqual(['done']);
});
