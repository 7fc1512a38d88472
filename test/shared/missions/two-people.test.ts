import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Surroundings } from '../../../shared/decide/decide.ts';
import type { MissionId, VolunteerId } from '../../../shared/ids/ids.ts';
import { intentKind } from '../../../shared/messages/store.ts';
import { addMission } from '../../../shared/missions/add-mission.ts';
import { cancelMission, letGoAlone } from '../../../shared/missions/coordinate-mission.ts';
import { lookAtMission } from '../../../shared/missions/look-at-mission.ts';
import { isHeld, isOver, type Mission } from '../../../shared/missions/mission.ts';
import { moveMission } from '../../../shared/missions/move-mission.ts';
import { missionKind } from '../../../shared/missions/store.ts';
import { acceptOffer, declineOffer } from '../../../shared/offers/answer-offer.ts';
import { handBackMission } from '../../../shared/offers/hand-back.ts';
import { gatherCandidates } from '../../../shared/offers/search/gather-candidates.ts';
import { loadKind, offerKind } from '../../../shared/offers/store.ts';
import { rowsOf } from '../../../shared/table/kind.ts';
import { put } from '../../../shared/table/write.ts';
import { taskKind } from '../../../shared/tasks/task.ts';
import { civilDay, civilTime } from '../../../shared/time/civil.ts';
import { type Instant, instant, minus, plus } from '../../../shared/time/instant.ts';
import { FIRST_PROGRAMMES } from '../../../shared/town/programme.ts';
import { townKind } from '../../../shared/town/settings.ts';
import { fileReport } from '../../../shared/visits/hold-visit.ts';
import { volunteerKind } from '../../../shared/volunteers/store.ts';
import { aTown, JEANNE, TUESDAY_NOON as NOW } from '../../builders/chain.ts';
import { memoryTable } from '../../doubles/memory-table.ts';
import { aReadyVolunteer, missionNow, openChain, subjectOf, volunteerNumber } from '../../support/chain.ts';

const CLAIRE = { kind: 'staff', id: 'stf_claire' } as const;
const TWO_BY_TWO = aTown({ programmes: FIRST_PROGRAMMES.map((one) => ({ ...one, people: 2 as const })) });
const by = (id: VolunteerId) => ({ kind: 'volunteer', id }) as const;
const yes = (world: Surroundings, id: VolunteerId, mission: MissionId, at: Instant = NOW) =>
  acceptOffer(world, subjectOf(id, mission), { via: 'link', actor: by(id) }, at);

/** A town that visits two by two, with one such visit tomorrow and eight volunteers free for it. */
const openVisit = async () => {
  const table = memoryTable();
  const world = await openChain(
    table,
    Array.from({ length: 8 }, (_, i) => aReadyVolunteer(i, { availability: ['wed-pm', 'thu-pm'] })),
    { state: 'cancelled' },
  );
  await table.commit([put(townKind, TWO_BY_TWO, 'any')]);
  const wish = {
    programme: 'FRIENDLY_VISIT',
    day: civilDay('2026-11-25'),
    time: civilTime('14:30'),
    durationMinutes: 60,
    urgent: false,
  };
  const added = await addMission(world, JEANNE, wish, CLAIRE, NOW);
  if (!added.ok || !added.value.twinId) throw new Error('not two seats');
  const seats = [added.value.id, added.value.twinId] as const;
  const all = async () => [await missionNow(table, seats[0]), await missionNow(table, seats[1])] as const;
  const asked = () =>
    rowsOf(offerKind, table.dump()).map(({ value }) => ({ id: value.volunteerId, seat: value.missionId }));
  const texts = (kind: string) =>
    rowsOf(intentKind, table.dump())
      .map(({ value }) => value)
      .filter(({ message }) => message.kind === kind);
  return { table, world, seats, all, asked, texts };
};
type Visit = Awaited<ReturnType<typeof openVisit>>;

/** Both seats sought, and who was asked for each. */
const searched = async (visit: Visit) => {
  for (const seat of visit.seats) await lookAtMission(visit.world, seat, NOW);
  const of = (seat: MissionId) => visit.asked().flatMap((one) => (one.seat === seat ? [one.id] : []));
  return { first: of(visit.seats[0]), second: of(visit.seats[1]) };
};
const at = <T>(items: readonly T[], n: number): T => {
  const item = items[n];
  if (item === undefined) throw new Error(`nobody at ${n}`);
  return item;
};

describe('a mission for two', () => {
  it('is two seats at one hour, each naming the other', async () => {
    const { all } = await openVisit();
    const [one, other] = await all();
    expect([one.twinId, other.twinId]).toEqual([other.id, one.id]);
    expect(other).toMatchObject({ startsAt: one.startsAt, seniorId: one.seniorId, state: 'planned' });
  });

  it('asks different people for the two seats, even when two ticks look at once', async () => {
    const visit = await openVisit();
    await Promise.all(visit.seats.flatMap((seat) => [0, 1].map(() => lookAtMission(visit.world, seat, NOW))));
    const ids = visit.asked().map(({ id }) => id);
    expect(ids.length).toBeGreaterThanOrEqual(2);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('takes the yes of whoever was asked for a seat already taken, on the other seat', async () => {
    const visit = await openVisit();
    const { first } = await searched(visit);
    const [a, b, c] = [at(first, 0), at(first, 1), at(first, 2)];
    expect((await yes(visit.world, a, visit.seats[0])).ok).toBe(true);
    const second = await yes(visit.world, b, visit.seats[0]);
    expect(second).toMatchObject({ ok: true, value: { already: false, mission: { id: visit.seats[1] } } });
    expect(await yes(visit.world, c, visit.seats[0])).toEqual({ ok: false, refusal: 'already-filled' });
    expect((await visit.all()).map(({ holder }) => holder?.volunteerId)).toEqual([a, b]);
    // Said twice it is one yes, and neither takes the other seat too.
    expect(await yes(visit.world, b, visit.seats[0])).toMatchObject({ ok: true, value: { already: true } });
    expect(await yes(visit.world, a, visit.seats[1])).toMatchObject({ ok: true, value: { already: true } });
    const invited = rowsOf(offerKind, visit.table.dump()).filter(({ value }) => value.volunteerId === b);
    expect(invited.map(({ value }) => value.state).sort()).toEqual(['accepted', 'closed']);
    const load = rowsOf(loadKind, visit.table.dump()).find(({ value }) => value.volunteerId === b);
    expect(load?.value.entries.map(({ missionId }) => missionId)).toEqual([visit.seats[1]]);
    expect(load?.value.answers).toMatchObject({ accepted: 1, declined: 0 });
  });

  it('never lets one person hold both seats, a spoken yes included', async () => {
    const visit = await openVisit();
    const { first } = await searched(visit);
    const a = at(first, 0);
    await yes(visit.world, a, visit.seats[0]);
    const spoken = { via: 'coordinator', actor: CLAIRE } as const;
    const again = await acceptOffer(visit.world, subjectOf(a, visit.seats[1]), spoken, NOW);
    expect(again).toEqual({ ok: false, refusal: 'busy' });
    const field = await gatherCandidates(visit.world, (await visit.all())[1], NOW);
    const why = field?.removed.find(({ candidate }) => candidate.volunteer.id === a)?.sentence;
    expect(why).toBe('Y va déjà.');
  });

  it('asks the binôme of whoever goes before anybody else', async () => {
    const visit = await openVisit();
    const [a, friend] = [volunteerNumber(0), volunteerNumber(7)];
    const ready = (n: number, partnerId: VolunteerId) =>
      put(volunteerKind, aReadyVolunteer(n, { availability: ['wed-pm'], partnerId }), 'any');
    await visit.table.commit([ready(0, friend), ready(7, a)]);
    const spoken = { via: 'coordinator', actor: CLAIRE } as const;
    await acceptOffer(visit.world, subjectOf(a, visit.seats[0]), spoken, NOW);
    await lookAtMission(visit.world, visit.seats[1], NOW);
    const asked = visit.asked().filter(({ seat }) => seat === visit.seats[1]);
    expect(asked.map(({ id }) => id)).toContain(friend);
    expect(asked.length).toBeLessThan(6);
  });

  it('given back by one is sought again, and the other one is told once', async () => {
    const visit = await openVisit();
    const { first, second } = await searched(visit);
    const [a, b] = [at(first, 0), at(second, 0)];
    await yes(visit.world, a, visit.seats[0]);
    await yes(visit.world, b, visit.seats[1]);
    expect((await handBackMission(visit.world, subjectOf(a, visit.seats[0]), by(a), NOW)).ok).toBe(true);
    const [given, kept] = await visit.all();
    expect([given.state, given.holder, kept.state]).toEqual(['planned', undefined, 'filled']);
    expect(visit.texts('partner-gone').map(({ recipient }) => recipient)).toEqual([b]);
    await lookAtMission(visit.world, visit.seats[0], NOW);
    const renewed = visit.asked().filter(({ seat }) => seat === visit.seats[0]);
    expect(renewed.some(({ id }) => id === b)).toBe(false);
  });

  it('given back by both at once tells neither that the other one still comes', async () => {
    const visit = await openVisit();
    const { first, second } = await searched(visit);
    const pair = [at(first, 0), at(second, 0)] as const;
    await yes(visit.world, pair[0], visit.seats[0]);
    await yes(visit.world, pair[1], visit.seats[1]);
    await Promise.all(
      pair.map((id, n) => handBackMission(visit.world, subjectOf(id, at(visit.seats, n)), by(id), NOW)),
    );
    expect((await visit.all()).map(({ state }) => state)).toEqual(['planned', 'planned']);
    // The first told the second, who then gave it back too: nobody was left to tell.
    expect(visit.texts('partner-gone')).toHaveLength(1);
  });

  it('is called off and moved as one, each of the two told', async () => {
    const visit = await openVisit();
    const { first, second } = await searched(visit);
    await yes(visit.world, at(first, 0), visit.seats[0]);
    await yes(visit.world, at(second, 0), visit.seats[1]);
    const to = { day: civilDay('2026-11-26'), time: civilTime('15:00') };
    expect((await moveMission(visit.world, visit.seats[1], to, CLAIRE, NOW)).ok).toBe(true);
    const moved = await visit.all();
    expect(moved.map(({ startsAt, state }) => [startsAt, state])).toEqual([
      ['2026-11-26T14:00:00.000Z', 'filled'],
      ['2026-11-26T14:00:00.000Z', 'filled'],
    ]);
    expect(visit.texts('mission-moved')).toHaveLength(2);
    expect((await cancelMission(visit.world, visit.seats[0], 'coordinator', CLAIRE, NOW)).ok).toBe(true);
    expect((await visit.all()).map(({ state }) => state)).toEqual(['cancelled', 'cancelled']);
    expect(visit.texts('mission-cancelled')).toHaveLength(2);
    expect(await cancelMission(visit.world, visit.seats[1], 'coordinator', CLAIRE, NOW)).toEqual({
      ok: false,
      refusal: 'over',
    });
  });

  it('goes on with one person where the coordinator says so, once somebody goes', async () => {
    const visit = await openVisit();
    const { first } = await searched(visit);
    const alone = () => letGoAlone(visit.world, visit.seats[1], CLAIRE, NOW);
    expect(await alone()).toEqual({ ok: false, refusal: 'nobody-goes' });
    await yes(visit.world, at(first, 0), visit.seats[0]);
    expect((await alone()).ok).toBe(true);
    expect((await visit.all()).map(({ state, cancelled }) => [state, cancelled?.reason])).toEqual([
      ['filled', undefined],
      ['cancelled', 'one-is-enough'],
    ]);
    // The free seat is gone: a late yes learns that somebody goes already.
    const late = await yes(visit.world, at(first, 1), visit.seats[0]);
    expect(late).toEqual({ ok: false, refusal: 'already-filled' });
  });

  it('is reported by each, and the first report is her last contact', async () => {
    const visit = await openVisit();
    const { first, second } = await searched(visit);
    const pair = [at(first, 0), at(second, 0)] as const;
    await yes(visit.world, pair[0], visit.seats[0]);
    await yes(visit.world, pair[1], visit.seats[1]);
    const after = instant('2026-11-25T15:00:00.000Z');
    const said = { outcome: 'done', words: '', thanks: '' } as const;
    await fileReport(visit.world, subjectOf(pair[0], visit.seats[0]), said, by(pair[0]), after);
    expect((await visit.all()).map(({ state }) => state)).toEqual(['done', 'filled']);
    await fileReport(visit.world, subjectOf(pair[1], visit.seats[1]), said, by(pair[1]), after);
    expect((await visit.all()).map(({ state }) => state)).toEqual(['done', 'done']);
  });
});

type Step = { readonly what: string; readonly who: number; readonly seat: 0 | 1; readonly hours: number };
const stepArb: fc.Arbitrary<Step> = fc.record({
  what: fc.constantFrom('look', 'yes', 'yes', 'yes', 'no', 'back', 'back', 'move', 'alone', 'cancel'),
  who: fc.nat(4),
  seat: fc.constantFrom(0 as const, 1 as const),
  hours: fc.nat(3),
});

const faultsOf = (missions: readonly [Mission, Mission], visit: Visit): string[] => {
  const [one, other] = missions;
  const loads = rowsOf(loadKind, visit.table.dump()).map(({ value }) => value);
  const faults: string[] = [];
  if (one.holder && one.holder.volunteerId === other.holder?.volunteerId)
    faults.push('one person, both seats');
  if (!isOver(one.state) && !isOver(other.state) && one.startsAt !== other.startsAt) faults.push('two hours');
  for (const mission of missions) {
    const held = loads.filter(({ entries }) =>
      entries.some(({ missionId, state }) => missionId === mission.id && state === 'held'),
    );
    const holders = isHeld(mission.state) ? [mission.holder?.volunteerId] : [];
    if (held.map(({ volunteerId }) => volunteerId).join() !== holders.join()) faults.push('a load that lies');
  }
  const off = missions.filter(({ cancelled }) => cancelled?.reason === 'coordinator').length;
  const alone = missions.some(({ cancelled }) => cancelled?.reason === 'one-is-enough');
  if (off === 1 && !alone) faults.push('half called off');
  return faults;
};

it('whatever happens in whatever order, nobody holds both seats and the two never part', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(stepArb, { minLength: 4, maxLength: 24 }), async (steps) => {
      const visit = await openVisit();
      let now = NOW;
      for (const { what, who, seat, hours } of steps) {
        now = plus(now, { hours });
        const mission = visit.seats[seat];
        const id = volunteerNumber(who);
        const subject = subjectOf(id, mission);
        if (what === 'look') await lookAtMission(visit.world, mission, now);
        else if (what === 'yes') {
          const spoken = { via: 'coordinator', actor: CLAIRE } as const;
          // One alone, or two at the same moment.
          const callers = who % 3 === 0 ? [who, (who + 1) % 8] : [who];
          await Promise.all(
            callers.map((n) => acceptOffer(visit.world, subjectOf(volunteerNumber(n), mission), spoken, now)),
          );
        } else if (what === 'no') await declineOffer(visit.world, subject, 'busy', by(id), now);
        else if (what === 'back') {
          const holder = (await missionNow(visit.table, mission)).holder?.volunteerId;
          if (holder) await handBackMission(visit.world, subjectOf(holder, mission), by(holder), now);
        } else if (what === 'move') {
          const to = { day: civilDay('2026-11-26'), time: civilTime(`1${who % 8}:00`) };
          await moveMission(visit.world, mission, to, CLAIRE, now);
        } else if (what === 'alone') await letGoAlone(visit.world, mission, CLAIRE, now);
        else await cancelMission(visit.world, mission, 'coordinator', CLAIRE, now);
        expect(faultsOf(await visit.all(), visit)).toEqual([]);
      }
      expect(rowsOf(missionKind, visit.table.dump())).toHaveLength(3);
    }),
    { seed: 20261122, numRuns: 40 },
  );
});

describe('two empty seats', () => {
  const tasksOf = ({ table }: Visit) =>
    rowsOf(taskKind, table.dump())
      .map(({ value }) => value)
      .filter(({ kind }) => kind === 'mission-uncovered' || kind === 'hand-back-late');
  /** Nobody answers, and the hour comes at which a person must take over. */
  const uncovered = async (visit: Visit) => {
    const asked = await searched(visit);
    const [{ startsAt }] = await visit.all();
    const late = minus(startsAt, { hours: 8 });
    await Promise.all(visit.seats.map((seat) => lookAtMission(visit.world, seat, late)));
    return { ...asked, late };
  };

  it('are one task, which says that both lack, even when both are looked at at once', async () => {
    const visit = await openVisit();
    await uncovered(visit);
    const tasks = tasksOf(visit);
    expect(tasks).toHaveLength(1);
    expect(tasks[0]?.sentence).toContain('les deux p');
    const seats = await visit.all();
    expect(seats.map(({ lookingTaskId }) => lookingTaskId)).toEqual([tasks[0]?.id, tasks[0]?.id]);
  });

  it('become one empty seat with a yes, and none with the second: the task follows', async () => {
    const visit = await openVisit();
    const { first, late } = await uncovered(visit);
    const [a, b] = [at(first, 0), at(first, 1)];
    expect((await yes(visit.world, a, visit.seats[0], late)).ok).toBe(true);
    expect(tasksOf(visit)).toMatchObject([
      {
        state: 'open',
        subjectId: visit.seats[1],
        sentence: expect.stringContaining('il manque une personne'),
      },
    ]);
    expect((await yes(visit.world, b, visit.seats[0], late)).ok).toBe(true);
    expect(tasksOf(visit)).toMatchObject([{ state: 'done' }]);
  });

  it('are no longer sought once one person goes alone: the task says so, for nothing was called off', async () => {
    const visit = await openVisit();
    const { first, late } = await uncovered(visit);
    await yes(visit.world, at(first, 0), visit.seats[0], late);
    expect((await letGoAlone(visit.world, visit.seats[1], CLAIRE, late)).ok).toBe(true);
    const outcome = 'Réglé : une seule personne y va cette fois.';
    expect(tasksOf(visit)).toMatchObject([{ state: 'done', outcome }]);
  });

  const BOTH = 'Mission à deux, il manque les deux personnes : en choisir deux, ou prévenir la personne.';
  const back = (visit: Visit, id: VolunteerId, seat: MissionId, now: Instant) =>
    handBackMission(visit.world, subjectOf(id, seat), by(id), now);
  /** The second seat is empty and a task says so; somebody holds the first. */
  const oneLacks = async (visit: Visit) => {
    const { first, late } = await uncovered(visit);
    const a = at(first, 0);
    await yes(visit.world, a, visit.seats[0], late);
    return { first, late, a };
  };

  it('are said at once by the task there is, when the one who went gives their seat back', async () => {
    const visit = await openVisit();
    const later = { day: civilDay('2026-11-26'), time: civilTime('14:30') };
    const { a, late } = await oneLacks(visit);
    // Moved a day on meanwhile, so that nothing is late yet.
    expect((await moveMission(visit.world, visit.seats[0], later, CLAIRE, late)).ok).toBe(true);
    const given = await back(visit, a, visit.seats[0], late);
    expect(given).toMatchObject({ ok: true, value: { late: false } });
    const tasks = tasksOf(visit);
    expect(tasks).toMatchObject([{ state: 'open', sentence: BOTH, urgent: false }]);
    expect((await visit.all()).map(({ lookingTaskId }) => lookingTaskId)).toEqual([
      tasks[0]?.id,
      tasks[0]?.id,
    ]);
  });

  it('stay one task when the seat is given back late: urgent, and due as soon', async () => {
    const visit = await openVisit();
    const { first, a, late } = await oneLacks(visit);
    expect(await back(visit, a, visit.seats[0], late)).toMatchObject({ ok: true, value: { late: true } });
    const dueAt = plus(late, { hours: 2 });
    expect(tasksOf(visit)).toMatchObject([{ state: 'open', sentence: BOTH, urgent: true, dueAt }]);
    expect(visit.texts('coordinator-alert')).toHaveLength(1);
    // Found for one seat, then for the other: the task follows, and ends.
    await yes(visit.world, at(first, 1), visit.seats[0], late);
    expect(tasksOf(visit)).toMatchObject([
      { state: 'open', sentence: expect.stringContaining('il manque une personne') },
    ]);
    await yes(visit.world, at(first, 2), visit.seats[0], late);
    expect(tasksOf(visit)).toMatchObject([{ state: 'done' }]);
  });

  it('given back late by both are one task, at once or one after the other, and looked at later too', async () => {
    for (const isAtOnce of [true, false]) {
      const visit = await openVisit();
      const { first, second } = await searched(visit);
      const pair = [at(first, 0), at(second, 0)] as const;
      for (const n of [0, 1] as const) await yes(visit.world, pair[n], visit.seats[n]);
      const late = minus((await visit.all())[0].startsAt, { hours: 8 });
      const give = [0, 1].map((n) => () => back(visit, at(pair, n), at(visit.seats, n), late));
      if (isAtOnce) await Promise.all(give.map((one) => one()));
      else for (const one of give) await one();
      expect(tasksOf(visit)).toMatchObject([{ kind: 'hand-back-late', state: 'open', sentence: BOTH }]);
      for (const seat of visit.seats) await lookAtMission(visit.world, seat, late);
      expect(tasksOf(visit)).toHaveLength(1);
    }
  });

  it('are one task when one was given back late and the other comes to its hour with nobody', async () => {
    const visit = await openVisit();
    const { first } = await searched(visit);
    const a = at(first, 0);
    await yes(visit.world, a, visit.seats[0]);
    const late = minus((await visit.all())[0].startsAt, { hours: 8 });
    await back(visit, a, visit.seats[0], late);
    await lookAtMission(visit.world, visit.seats[1], late);
    expect(tasksOf(visit)).toHaveLength(1);
    expect(tasksOf(visit)[0]?.sentence).toContain('les deux');
  });

  it('are called off with their one task', async () => {
    const visit = await openVisit();
    const { late } = await uncovered(visit);
    expect((await cancelMission(visit.world, visit.seats[1], 'coordinator', CLAIRE, late)).ok).toBe(true);
    expect(tasksOf(visit)).toMatchObject([{ state: 'done', outcome: 'Réglé : la mission est annulée.' }]);
  });
});
