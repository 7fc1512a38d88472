import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { auditKind, firstBrokenLink } from '../../../../shared/audit/audit.ts';
import { consentKind } from '../../../../shared/consents/consent.ts';
import { missionIdSchema, serviceIdSchema, volunteerIdSchema } from '../../../../shared/ids/ids.ts';
import { intentKind } from '../../../../shared/messages/store.ts';
import type { Mission } from '../../../../shared/missions/mission.ts';
import { missionKind } from '../../../../shared/missions/store.ts';
import { acceptOffer } from '../../../../shared/offers/answer-offer.ts';
import { emptyLoad, withEntry } from '../../../../shared/offers/load.ts';
import { loadKind, offerKind } from '../../../../shared/offers/store.ts';
import { seniorKind } from '../../../../shared/seniors/store.ts';
import type { Service } from '../../../../shared/services/service.ts';
import { serviceKind } from '../../../../shared/services/store.ts';
import { tieWrites } from '../../../../shared/services/ties.ts';
import type { Table } from '../../../../shared/table/table.ts';
import { put } from '../../../../shared/table/write.ts';
import { taskKind } from '../../../../shared/tasks/task.ts';
import { addDays, type CivilDay, civilDay, civilTime, instantOf } from '../../../../shared/time/civil.ts';
import { plus } from '../../../../shared/time/instant.ts';
import { lookAtVolunteer } from '../../../../shared/volunteers/look-at-volunteer.ts';
import { excludeSenior } from '../../../../shared/volunteers/profile/edit-volunteer.ts';
import { leaveVolunteer } from '../../../../shared/volunteers/rest/leave-volunteer.ts';
import { pauseVolunteer, resumeVolunteer } from '../../../../shared/volunteers/rest/rest-volunteer.ts';
import type { Volunteer } from '../../../../shared/volunteers/volunteer.ts';
import {
  aConsent,
  aMission,
  anOffer,
  aSenior,
  aVolunteer,
  JEANNE,
  TUESDAY_NOON as NOW,
  PAUL,
} from '../../../builders/chain.ts';
import { aService } from '../../../builders/situations.ts';
import { townOf } from '../../../builders/volunteers.ts';
import { memoryTable } from '../../../doubles/memory-table.ts';

const MARIE = volunteerIdSchema.parse(`vol_${'D'.repeat(26)}`);
const PAUL_HIMSELF = { kind: 'volunteer', id: PAUL } as const;
const missionId = (n: number) => missionIdSchema.parse(`mis_${String(n).padStart(26, '0')}`);
const SERVICE = serviceIdSchema.parse(`ser_${'E'.repeat(26)}`);
const SOON = civilDay('2026-11-25');
const IN_TWO_WEEKS = addDays(SOON, 14);
const PAUSE_END = addDays(SOON, 6);

const theService = (): Service =>
  aService({
    id: SERVICE,
    planAt: undefined,
    startsOn: civilDay('2026-01-07'),
    pairings: [
      { volunteerId: PAUL, state: 'active', role: 'primary', since: NOW },
      { volunteerId: MARIE, state: 'active', role: 'backup', since: NOW },
    ],
    createdAt: NOW,
  });

/** Paul holds a visit tomorrow and one in two weeks, is asked for a third, was in one that has begun, has a binôme. */
const busyPaul = async (table: Table & ReturnType<typeof memoryTable> = memoryTable()) => {
  const town = await townOf(
    [
      aVolunteer({ partnerId: MARIE }),
      aVolunteer({
        id: MARIE,
        firstName: 'Marie',
        phone: '+33639980002' as Volunteer['phone'],
        partnerId: PAUL,
      }),
    ],
    table,
  );
  const at = (n: number, day: CivilDay, state: Mission['state'], hour = '14:30') => {
    const startsAt = instantOf(day, civilTime(hour));
    const held = state === 'filled';
    return {
      mission: aMission({
        id: missionId(n),
        day,
        startsAt,
        time: civilTime(hour),
        state,
        ...(held
          ? { holder: { volunteerId: PAUL, since: NOW, via: 'link', devices: [] } }
          : { search: { wave: 1, open: [PAUL], nextAt: plus(NOW, { hours: 5 }) } }),
      }),
      offer: anOffer({ missionId: missionId(n), day, startsAt, state: held ? 'accepted' : 'sent' }),
      entry: {
        missionId: missionId(n),
        day,
        startsAt,
        minutes: 60,
        state: held ? ('held' as const) : ('offered' as const),
      },
    };
  };
  const acts = [
    at(1, SOON, 'filled', '09:30'),
    at(2, IN_TWO_WEEKS, 'filled'),
    at(3, addDays(SOON, 2), 'offered'),
    at(4, civilDay('2026-11-24'), 'filled', '11:30'),
  ];
  const load = acts.reduce((sum, { entry }) => withEntry(sum, entry), emptyLoad(PAUL));
  const done = await table.commit([
    put(seniorKind, aSenior(), 'absent'),
    put(consentKind, aConsent(), 'absent'),
    put(serviceKind, theService(), 'absent'),
    ...tieWrites(undefined, theService()),
    put(loadKind, load, 'absent'),
    ...acts.flatMap(({ mission, offer }) => [
      put(missionKind, mission, 'absent'),
      put(offerKind, offer, 'absent'),
    ]),
  ]);
  if (!done.ok) throw new Error('the stage was not set');
  return town;
};
type Stage = Awaited<ReturnType<typeof busyPaul>>;

/** What a coordinator would see: states, holders, tasks and messages by kind; no id that counts, no version. */
const seen = ({ all }: Stage) => ({
  missions: all(missionKind).map((m) => [
    m.id,
    m.state,
    m.holder?.volunteerId,
    m.search?.open,
    m.search?.nextAt,
    m.urgent,
  ]),
  offers: all(offerKind).map((o) => [o.missionId, o.state]),
  load: all(loadKind).map((l) => [l.entries.map((e) => [e.missionId, e.state]), l.answers]),
  pairings: all(serviceKind).map((s) => s.pairings.map((p) => [p.volunteerId, p.state, p.endReason])),
  tasks: all(taskKind)
    .map((t) => t.kind)
    .sort(),
  messages: all(intentKind)
    .map((m) => [m.message.kind, m.recipient].join(' '))
    .sort(),
});
const people = async (stage: Stage) => {
  const [paul, marie] = [await stage.volunteer(PAUL), await stage.volunteer(MARIE)];
  return [paul.state, paul.pausedUntil, paul.winding, paul.partnerId, marie.state, marie.partnerId];
};

describe('the end of a pause', () => {
  it('at Easter is told on the Tuesday, when people are texted again', async () => {
    const stage = await townOf([aVolunteer({ state: 'paused', pausedUntil: civilDay('2027-03-27') })]);
    const sunday = instantOf(civilDay('2027-03-28'), civilTime('00:05'));
    await lookAtVolunteer(stage.world, PAUL, sunday);
    const [intent] = stage.all(intentKind);
    expect(intent?.message.kind).toBe('pause-over');
    expect(intent?.dueAt).toBe(instantOf(civilDay('2027-03-30'), civilTime('08:30')));
    expect((intent?.notAfter ?? '') > (intent?.dueAt ?? '')).toBe(true);
  });
});

describe('one pause stops everything owed to the volunteer', () => {
  it('gives back what falls inside, keeps what comes after, closes what was asked', async () => {
    const stage = await busyPaul();
    expect((await pauseVolunteer(stage.world, PAUL, PAUSE_END, PAUL_HIMSELF, NOW)).ok).toBe(true);
    const end = seen(stage);
    expect(end.missions).toEqual([
      [missionId(1), 'planned', undefined, [], NOW, true],
      [missionId(2), 'filled', PAUL, undefined, undefined, false],
      [missionId(3), 'offered', undefined, [], NOW, false],
      [missionId(4), 'filled', PAUL, undefined, undefined, false],
    ]);
    expect(end.offers.map(([, state]) => state)).toEqual(['handed-back', 'accepted', 'closed', 'accepted']);
    expect(end.pairings).toEqual([
      [
        [PAUL, 'paused', undefined],
        [MARIE, 'active', undefined],
      ],
    ]);
    expect(await people(stage)).toEqual(['paused', PAUSE_END, undefined, MARIE, 'active', PAUL]);
  });

  it('writes to him once, and tells the coordinator of the visit that is near', async () => {
    const stage = await busyPaul();
    await pauseVolunteer(stage.world, PAUL, PAUSE_END, PAUL_HIMSELF, NOW);
    expect(seen(stage).messages).toEqual(['coordinator-alert duty', `pause-confirmed ${PAUL}`]);
    expect(seen(stage).tasks).toEqual(['hand-back-late']);
  });

  it('is not a no: the answers of the volunteer are not counted against them', async () => {
    const stage = await busyPaul();
    await pauseVolunteer(stage.world, PAUL, undefined, PAUL_HIMSELF, NOW);
    expect(stage.all(loadKind)[0]?.answers).toEqual({ accepted: 0, declined: 0, silent: 0 });
  });

  it('without a date gives back everything ahead', async () => {
    const stage = await busyPaul();
    await pauseVolunteer(stage.world, PAUL, undefined, PAUL_HIMSELF, NOW);
    expect(stage.all(missionKind).map(({ state }) => state)).toEqual([
      'planned',
      'planned',
      'offered',
      'filled',
    ]);
  });

  it('said twice changes nothing more and sends nothing more', async () => {
    const stage = await busyPaul();
    await pauseVolunteer(stage.world, PAUL, PAUSE_END, PAUL_HIMSELF, NOW);
    const before = JSON.stringify(stage.dump());
    await pauseVolunteer(stage.world, PAUL, PAUSE_END, PAUL_HIMSELF, plus(NOW, { minutes: 1 }));
    expect(JSON.stringify(stage.dump())).toBe(before);
  });

  it('refuses a day gone by, and a day beyond a year', async () => {
    const stage = await busyPaul();
    const past = await pauseVolunteer(stage.world, PAUL, civilDay('2026-11-23'), PAUL_HIMSELF, NOW);
    const far = await pauseVolunteer(stage.world, PAUL, civilDay('2028-01-01'), PAUL_HIMSELF, NOW);
    expect([past, far]).toEqual([
      { ok: false, refusal: { reason: 'day-past' } },
      { ok: false, refusal: { reason: 'day-too-far' } },
    ]);
  });

  it('ends by itself on the morning after its last day, ties restored, and not before', async () => {
    const stage = await busyPaul();
    await pauseVolunteer(stage.world, PAUL, PAUSE_END, PAUL_HIMSELF, NOW);
    await lookAtVolunteer(stage.world, PAUL, instantOf(PAUSE_END, civilTime('23:59')));
    expect((await stage.volunteer(PAUL)).state).toBe('paused');
    const [due] = await stage.world.table.due(
      'agenda',
      instantOf(addDays(PAUSE_END, 1), civilTime('08:00')),
      50,
    );
    expect(due).toBeDefined();
    await lookAtVolunteer(stage.world, PAUL, instantOf(addDays(PAUSE_END, 1), civilTime('08:00')));
    expect((await stage.volunteer(PAUL)).state).toBe('active');
    expect(seen(stage).pairings[0]?.[0]).toEqual([PAUL, 'active', undefined]);
  });

  it('ends in one tap when the volunteer prefers, twice is once', async () => {
    const stage = await busyPaul();
    await pauseVolunteer(stage.world, PAUL, undefined, PAUL_HIMSELF, NOW);
    await resumeVolunteer(stage.world, PAUL, PAUL_HIMSELF, NOW);
    await resumeVolunteer(stage.world, PAUL, PAUL_HIMSELF, NOW);
    expect(await people(stage)).toEqual(['active', undefined, undefined, MARIE, 'active', PAUL]);
  });

  it('leaves no way to say yes meanwhile', async () => {
    const stage = await busyPaul();
    await pauseVolunteer(stage.world, PAUL, PAUSE_END, PAUL_HIMSELF, NOW);
    const answer = await acceptOffer(
      stage.world,
      { missionId: missionId(3), volunteerId: PAUL, seniorId: JEANNE, consent: 'FRIENDLY_VISIT' },
      { via: 'link', actor: PAUL_HIMSELF },
      NOW,
    );
    expect(answer).toEqual({ ok: false, refusal: 'volunteer-away' });
  });
});

describe('one departure stops everything for good', () => {
  it('gives back what is ahead, ends ties with a call to make, dissolves the binôme, then has left', async () => {
    const stage = await busyPaul();
    await leaveVolunteer(stage.world, PAUL, 'moved', PAUL_HIMSELF, NOW);
    expect(await people(stage)).toEqual(['left', undefined, undefined, undefined, 'active', undefined]);
    expect(seen(stage).pairings[0]?.[0]).toEqual([PAUL, 'ended', 'volunteer-left']);
    expect(seen(stage).tasks).toEqual(['exit-talk', 'hand-back-late', 'pairing-ended']);
    expect(seen(stage).messages).toEqual(['coordinator-alert duty', `leave-confirmed ${PAUL}`]);
  });

  it('says nothing by SMS after a death', async () => {
    const stage = await busyPaul();
    const staff = { kind: 'staff', id: `stf_${'A'.repeat(26)}` } as const;
    await leaveVolunteer(stage.world, PAUL, 'died', staff, NOW);
    expect(seen(stage).messages).toEqual(['coordinator-alert duty']);
    expect((await stage.volunteer(PAUL)).left).toEqual({ on: '2026-11-24', reason: 'died' });
  });
});

describe('why an offer was closed', () => {
  const causes = ({ all }: Stage) =>
    all(auditKind).flatMap(({ action, details }) =>
      action === 'offer-closed' ? [[details?.volunteer, details?.cause]] : [],
    );

  it('is written as it was: a pause, a departure, or two people kept apart', async () => {
    const [pausing, leaving, apart] = [await busyPaul(), await busyPaul(), await busyPaul()];
    await pauseVolunteer(pausing.world, PAUL, PAUSE_END, PAUL_HIMSELF, NOW);
    await leaveVolunteer(leaving.world, PAUL, 'moved', PAUL_HIMSELF, NOW);
    await excludeSenior(apart.world, PAUL, JEANNE, 'apart', PAUL_HIMSELF, NOW);
    expect([causes(pausing), causes(leaving), causes(apart)]).toEqual([
      [[PAUL, 'pause']],
      [[PAUL, 'leave']],
      [[PAUL, 'kept-apart']],
    ]);
  });
});

describe('killed at any step, the agenda drives it to the same end', () => {
  class Killed extends Error {}

  /** Dies at the n-th commit: before it is made, or after it was made and before anybody knew (F4). */
  const dying = (n: number, when: 'before' | 'after') => {
    const table = memoryTable();
    let left = Number.POSITIVE_INFINITY;
    return {
      table: {
        ...table,
        commit: async (writes: Parameters<Table['commit']>[0]) => {
          left -= 1;
          if (left === 0 && when === 'before') throw new Killed();
          const done = await table.commit(writes);
          if (left === 0) throw new Killed();
          return done;
        },
      },
      arm: () => {
        left = n;
      },
      disarm: () => {
        left = Number.POSITIVE_INFINITY;
      },
    };
  };

  const acts = {
    pause: (stage: Stage) => pauseVolunteer(stage.world, PAUL, PAUSE_END, PAUL_HIMSELF, NOW),
    leave: (stage: Stage) => leaveVolunteer(stage.world, PAUL, 'moved', PAUL_HIMSELF, NOW),
  };

  it('whatever the act, the step and the moment, and however often it dies', async () => {
    const undisturbed = { pause: await busyPaul(), leave: await busyPaul() };
    await acts.pause(undisturbed.pause);
    await acts.leave(undisturbed.leave);
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom('pause' as const, 'leave' as const),
        fc.constantFrom('before' as const, 'after' as const),
        fc.integer({ min: 1, max: 8 }),
        fc.integer({ min: 0, max: 3 }),
        async (act, when, n, deaths) => {
          const mortal = dying(n, when);
          const stage = await busyPaul(mortal.table);
          mortal.arm();
          await acts[act](stage).catch((error) => {
            if (!(error instanceof Killed)) throw error;
          });
          if (!(await stage.volunteer(PAUL)).winding && (await stage.volunteer(PAUL)).state === 'active') {
            // Died before the act itself: nothing at all happened, the volunteer taps again.
            mortal.disarm();
            await acts[act](stage);
          }
          for (let death = 0; death < deaths; death += 1) {
            mortal.arm();
            await lookAtVolunteer(stage.world, PAUL, NOW).catch((error) => {
              if (!(error instanceof Killed)) throw error;
            });
          }
          mortal.disarm();
          await lookAtVolunteer(stage.world, PAUL, NOW);
          expect(seen(stage)).toEqual(seen(undisturbed[act]));
          expect(await people(stage)).toEqual(await people(undisturbed[act]));
          const chain = stage
            .all(auditKind)
            .filter(({ pk }) => pk === PAUL)
            .sort((a, b) => a.seq - b.seq);
          expect(firstBrokenLink(chain)).toBeUndefined();
        },
      ),
      { seed: 20261123, numRuns: 150 },
    );
  });
});
