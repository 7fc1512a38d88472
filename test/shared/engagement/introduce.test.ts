import { describe, expect, it } from 'vitest';
import { consentKind } from '../../../shared/consents/consent.ts';
import { planIntroduction } from '../../../shared/engagement/cover/introduce.ts';
import { missionIdSchema, serviceIdSchema } from '../../../shared/ids/ids.ts';
import { candidacyOf, questionOf } from '../../../shared/matching/askable.ts';
import { paramsOf } from '../../../shared/matching/params.ts';
import { rank } from '../../../shared/matching/score.ts';
import { nextWave } from '../../../shared/matching/waves.ts';
import { intentKind } from '../../../shared/messages/store.ts';
import { lookAtMission } from '../../../shared/missions/look-at-mission.ts';
import type { Mission } from '../../../shared/missions/mission.ts';
import { missionKey, missionKind } from '../../../shared/missions/store.ts';
import { visitsOf } from '../../../shared/missions/twins.ts';
import { acceptOffer, declineOffer } from '../../../shared/offers/answer-offer.ts';
import { handBackMission } from '../../../shared/offers/hand-back.ts';
import { emptyLoad } from '../../../shared/offers/load.ts';
import { searchVolunteer } from '../../../shared/offers/search/search.ts';
import { offerKind } from '../../../shared/offers/store.ts';
import { readWeek } from '../../../shared/plans/solve/read-week.ts';
import { seniorKind } from '../../../shared/seniors/store.ts';
import { endPairing } from '../../../shared/services/pairings/end-pairing.ts';
import type { Service } from '../../../shared/services/service.ts';
import { serviceKey, serviceKind } from '../../../shared/services/store.ts';
import { rowsOf } from '../../../shared/table/kind.ts';
import { put } from '../../../shared/table/write.ts';
import { taskKind } from '../../../shared/tasks/task.ts';
import { addDays, civilTime, dayOf, HALF_DAYS, instantOf } from '../../../shared/time/civil.ts';
import { minus, plus } from '../../../shared/time/instant.ts';
import { FIRST_PROGRAMMES } from '../../../shared/town/programme.ts';
import { townKind } from '../../../shared/town/settings.ts';
import { fileReport } from '../../../shared/visits/hold-visit.ts';
import { volunteerKind } from '../../../shared/volunteers/store.ts';
import type { Volunteer } from '../../../shared/volunteers/volunteer.ts';
import {
  aConsent,
  aMission,
  anOffer,
  aSenior,
  aTown,
  JEANNE,
  TUESDAY_NOON as NOW,
  PAUL,
} from '../../builders/chain.ts';
import { aService } from '../../builders/situations.ts';
import { memoryTable } from '../../doubles/memory-table.ts';
import { aReadyVolunteer, surroundings, volunteerNumber } from '../../support/chain.ts';

const TODAY = dayOf(NOW);
const SERVICE = serviceIdSchema.parse(`ser_${'S'.repeat(26)}`);
const VISIT = missionIdSchema.parse(`mis_${'Z'.repeat(26)}`);
const WEDNESDAY = addDays(TODAY, 8);
const STARTS = instantOf(WEDNESDAY, civilTime('14:30'));
const ANNE = volunteerNumber(2);
const MARC = volunteerNumber(3);
const BY = { kind: 'staff', id: 'stf_x' } as const;

const town = async (
  more: {
    service?: Partial<Service>;
    anne?: Partial<Volunteer>;
    visit?: Partial<Mission>;
    agrees?: boolean;
  } = {},
) => {
  const table = memoryTable();
  const world = surroundings(table);
  const tie = { state: 'active', since: minus(NOW, { days: 90 }) } as const;
  const service = aService({
    id: SERVICE,
    planAt: undefined,
    startsOn: addDays(TODAY, -90),
    createdAt: NOW,
    pairings: [{ volunteerId: PAUL, role: 'primary', ...tie }],
    ...more.service,
  });
  const held = { volunteerId: PAUL, since: NOW, via: 'link', devices: [] } as const;
  await table.commit([
    put(townKind, aTown(), 'absent'),
    put(seniorKind, aSenior(), 'absent'),
    put(consentKind, aConsent({ state: more.agrees === false ? 'withdrawn' : 'given' }), 'absent'),
    put(serviceKind, service, 'absent'),
    put(volunteerKind, aReadyVolunteer(1, { id: PAUL, firstName: 'Paul' }), 'absent'),
    put(volunteerKind, aReadyVolunteer(2, { firstName: 'Anne', ...more.anne }), 'absent'),
    put(volunteerKind, aReadyVolunteer(3, { firstName: 'Marc' }), 'absent'),
    put(
      missionKind,
      aMission({
        id: VISIT,
        serviceId: SERVICE,
        day: WEDNESDAY,
        startsAt: STARTS,
        state: 'filled',
        holder: { ...held, devices: [] },
        ...more.visit,
      }),
      'absent',
    ),
  ]);
  const missions = () => rowsOf(missionKind, table.dump()).map(({ value }) => value);
  const seat = () => {
    const found = missions().find(({ introduces }) => introduces);
    if (!found) throw new Error('no seat is kept');
    return found;
  };
  return {
    table,
    world,
    missions,
    seat,
    plan: (volunteerId = ANNE, missionId = VISIT) =>
      planIntroduction(world, SERVICE, { volunteerId, missionId }, BY, NOW),
    tie: async (id = ANNE) =>
      (await table.get(serviceKind, serviceKey(SERVICE)))?.value.pairings.find(
        ({ volunteerId }) => volunteerId === id,
      ),
    offers: () => rowsOf(offerKind, table.dump()).map(({ value }) => value),
    subject: () => ({
      missionId: seat().id,
      volunteerId: ANNE,
      seniorId: JEANNE,
      consent: 'FRIENDLY_VISIT' as const,
    }),
  };
};

describe('a second visitor is introduced', () => {
  it('at a visit for two: asked alone, met once they report it, and only then known', async () => {
    const { plan, tie, seat, world, offers, missions, subject, table } = await town();
    expect((await plan()).ok).toBe(true);
    expect(await tie()).toMatchObject({
      state: 'proposed',
      role: 'backup',
      introduction: { missionId: seat().id, day: WEDNESDAY },
    });
    const [visit] = visitsOf(missions());
    expect([visit?.mission.id, visit?.twin?.id]).toEqual([VISIT, seat().id]);
    expect(await searchVolunteer(world, seat().id, NOW)).toMatchObject({
      value: { did: 'wave', asked: [ANNE] },
    });
    // The week's plan leaves the seat alone.
    const week = await readWeek(table, aTown(), WEDNESDAY, NOW);
    expect(week.missions.map(({ mission }) => mission.id)).toEqual([]);

    await acceptOffer(world, subject(), { via: 'link', actor: { kind: 'volunteer', id: ANNE } }, NOW);
    expect(seat().state).toBe('filled');
    const after = plus(STARTS, { hours: 2 });
    const words = { outcome: 'done', words: '', thanks: '' } as const;
    await fileReport(world, subject(), words, { kind: 'volunteer', id: ANNE }, after);
    expect(await tie()).toMatchObject({ state: 'introduced', introducedOn: WEDNESDAY });
    expect(offers().map(({ volunteerId }) => volunteerId)).toEqual([ANNE]);
  });

  it('is planned once, however often it is pressed, and never twice at the same time', async () => {
    const { plan, missions, table, tie } = await town();
    await plan();
    expect((await plan()).ok).toBe(true);
    expect(missions()).toHaveLength(2);
    const other = missionIdSchema.parse(`mis_${'Y'.repeat(26)}`);
    await table.commit([
      put(
        missionKind,
        aMission({
          id: other,
          serviceId: SERVICE,
          day: addDays(WEDNESDAY, 7),
          startsAt: plus(STARTS, { days: 7 }),
          state: 'planned',
        }),
        'absent',
      ),
    ]);
    expect(await plan(ANNE, other)).toMatchObject({ refusal: { reason: 'pending' } });
    expect(await plan(MARC)).toMatchObject({ refusal: { reason: 'two-already' } });
    expect(await tie(MARC)).toBeUndefined();
  });

  it('waits for their answer until a day before, then gives the seat up without a task', async () => {
    const { plan, seat, world, table, missions } = await town();
    await plan();
    await searchVolunteer(world, seat().id, NOW);
    const nextAt = seat().search?.nextAt ?? NOW;
    await lookAtMission(world, seat().id, nextAt);
    expect(seat()).toMatchObject({
      state: 'offered',
      search: { open: [ANNE], nextAt: minus(STARTS, { hours: 25 }) },
    });
    await lookAtMission(world, seat().id, minus(STARTS, { hours: 25 }));
    expect(seat()).toMatchObject({ state: 'cancelled', cancelled: { reason: 'one-is-enough' } });
    expect(seat().lookAt).toBeUndefined();
    expect((await table.get(missionKind, missionKey(VISIT)))?.value.state).toBe('filled');
    expect(rowsOf(taskKind, table.dump())).toEqual([]);
    expect(missions()).toHaveLength(2);
  });

  it('not answered before a Monday, when Sunday is quiet: still no task', async () => {
    const monday = addDays(TODAY, 13);
    const startsAt = instantOf(monday, civilTime('14:30'));
    const { plan, seat, world, table } = await town({
      visit: { day: monday, startsAt },
      anne: { availability: [...HALF_DAYS] },
    });
    expect(await plan()).toMatchObject({ ok: true });
    await searchVolunteer(world, seat().id, minus(startsAt, { days: 5 }));
    for (const hours of [25, 24, 5]) await lookAtMission(world, seat().id, minus(startsAt, { hours }));
    expect(seat()).toMatchObject({ state: 'cancelled', cancelled: { reason: 'one-is-enough' } });
    expect(rowsOf(taskKind, table.dump())).toEqual([]);
  });

  it('given back at the last hour, alerts nobody and asks nobody to find somebody: the usual visitor goes', async () => {
    const { plan, seat, world, subject, table } = await town();
    await plan();
    await searchVolunteer(world, seat().id, NOW);
    const anne = { kind: 'volunteer', id: ANNE } as const;
    await acceptOffer(world, subject(), { via: 'link', actor: anne }, NOW);
    const late = minus(STARTS, { hours: 20 });
    expect((await handBackMission(world, subject(), anne, late)).ok).toBe(true);
    const told = rowsOf(intentKind, table.dump()).find(({ value }) => value.message.kind === 'partner-gone');
    expect(told?.value).toMatchObject({ recipient: PAUL, message: { alone: true } });
    await lookAtMission(world, seat().id, late);
    expect(seat()).toMatchObject({ state: 'cancelled', cancelled: { reason: 'one-is-enough' } });
    expect(rowsOf(taskKind, table.dump())).toEqual([]);
    expect(
      rowsOf(intentKind, table.dump()).filter(({ value }) => value.message.kind === 'coordinator-alert'),
    ).toEqual([]);
  });

  it('asks nobody once the tie is ended, before the question has left as after', async () => {
    const { plan, seat, world, offers, missions } = await town();
    await plan();
    await endPairing(world, SERVICE, ANNE, 'wish', BY, plus(NOW, { minutes: 1 }));
    await lookAtMission(world, seat().id, plus(NOW, { hours: 1 }));
    expect(offers()).toEqual([]);
    expect(seat()).toMatchObject({ state: 'cancelled', cancelled: { reason: 'one-is-enough' } });
    expect(missions().find(({ id }) => id === VISIT)?.state).toBe('filled');
  });

  it('is planned at no visit about which they were asked already', async () => {
    const { plan, table } = await town();
    const asked = anOffer({
      missionId: VISIT,
      volunteerId: ANNE,
      state: 'closed',
      day: WEDNESDAY,
      startsAt: STARTS,
    });
    await table.commit([put(offerKind, asked, 'absent')]);
    expect(await plan()).toMatchObject({ ok: false, refusal: { reason: 'rule' } });
  });

  it('may be planned anew after a no: the tie stays proposed', async () => {
    const { plan, seat, world, subject, tie, table } = await town();
    await plan();
    await searchVolunteer(world, seat().id, NOW);
    await declineOffer(world, subject(), 'other', { kind: 'volunteer', id: ANNE }, NOW);
    await lookAtMission(world, seat().id, NOW);
    expect(seat().state).toBe('cancelled');
    expect(await tie()).toMatchObject({ state: 'proposed' });
    const later = missionIdSchema.parse(`mis_${'Y'.repeat(26)}`);
    const day = addDays(WEDNESDAY, 7);
    const visit = aMission({
      id: later,
      serviceId: SERVICE,
      day,
      startsAt: plus(STARTS, { days: 7 }),
      state: 'planned',
    });
    await table.commit([put(missionKind, visit, 'absent')]);
    expect((await plan(ANNE, later)).ok).toBe(true);
    expect(await tie()).toMatchObject({ state: 'proposed', introduction: { day } });
  });

  it('leaves the seat to nobody else, not even to whoever finds the other one taken', async () => {
    const { plan, seat, world, table } = await town({
      visit: { state: 'filled', holder: { volunteerId: MARC, since: NOW, via: 'link', devices: [] } },
    });
    await plan();
    const offer = anOffer({
      missionId: VISIT,
      volunteerId: PAUL,
      state: 'closed',
      day: WEDNESDAY,
      startsAt: STARTS,
    });
    await table.commit([put(offerKind, offer, 'absent')]);
    const asked = {
      missionId: VISIT,
      volunteerId: PAUL,
      seniorId: JEANNE,
      consent: 'FRIENDLY_VISIT' as const,
    };
    const late = await acceptOffer(
      world,
      asked,
      { via: 'link', actor: { kind: 'volunteer', id: PAUL } },
      NOW,
    );
    expect(late.ok).toBe(false);
    expect(seat().holder).toBeUndefined();
  });
});

describe('no introduction is planned', () => {
  const refusal = async (more: Parameters<typeof town>[0], volunteerId = ANNE) => {
    const { plan, missions } = await town(more);
    const done = await plan(volunteerId);
    expect(missions()).toHaveLength(1);
    return done.ok ? 'planned' : 'sentence' in done.refusal ? done.refusal.sentence : done.refusal.reason;
  };
  const tie = { volunteerId: ANNE, state: 'active', role: 'backup', since: NOW } as const;

  it.each([
    ['without her consent', { agrees: false }, 'stopped'],
    ['to a service at rest', { service: { state: 'paused' as const } }, 'not-open'],
    ['less than two days before', { visit: { startsAt: plus(NOW, { hours: 47 }) } }, 'too-soon'],
    ['at a visit called off', { visit: { state: 'cancelled' as const } }, 'visit-gone'],
    ['at a visit of another service', { visit: { serviceId: undefined } }, 'visit-gone'],
    ['at a call', { visit: { act: 'call' as const } }, 'by-phone'],
    ['of whom she knows', { service: { pairings: [tie] } }, 'already-known'],
    ['of somebody without texts', { anne: { channel: 'voice' as const } }, 'no-text'],
    [
      'of somebody away that day',
      { anne: { exceptions: [{ from: WEDNESDAY, to: WEDNESDAY, kind: 'away' as const }] } },
      'Absent le mercredi 2 décembre.',
    ],
    [
      'of a fourth person',
      {
        service: {
          pairings: [5, 6, 7].map((n) => ({ ...tie, volunteerId: volunteerNumber(n) })),
        },
      },
      'too-many',
    ],
  ])('%s', async (_, more, reason) => {
    expect(await refusal(more)).toBe(reason);
  });

  it('of whoever goes there already', async () => {
    const holder = { volunteerId: ANNE, since: NOW, via: 'link' as const, devices: [] };
    expect(await refusal({ visit: { holder } })).toBe('Y va déjà.');
  });
});

describe('when the usual visitor is away', () => {
  const [programme] = FIRST_PROGRAMMES;
  if (!programme) throw new Error('no programme');

  it('the second visitor she knows is asked first, alone; then one not introduced yet; then the others', () => {
    const need = { mission: aMission({ startsAt: plus(NOW, { days: 6 }) }), programme, town: aTown() };
    const params = paramsOf(need.town);
    const since = NOW;
    const pairings = [
      { volunteerId: volunteerNumber(3), state: 'introduced', role: 'backup', since },
      { volunteerId: volunteerNumber(2), state: 'proposed', role: 'backup', since },
    ] as const;
    const ranked = [1, 2, 3].map((n) => {
      const volunteer = aReadyVolunteer(n);
      const one = { volunteer, load: emptyLoad(volunteer.id), offer: undefined };
      return rank(one, need, { pairings, known: new Set() }, NOW, params.match);
    });
    expect(ranked.map(({ why }) => why.split(',').slice(0, 2).join(','))).toEqual([
      'Rien d’autre cette semaine-là, n’a rien reçu depuis une semaine.',
      'Second du binôme, pas encore présenté',
      'Second du binôme, rien d’autre cette semaine-là',
    ]);
    const question = questionOf(need, [], NOW);
    const order: string[] = [];
    let left = ranked.map((one) => candidacyOf(one, question, params, NOW));
    while (left.length > 0) {
      const wave = nextWave(
        {
          ranked: left,
          chosen: [],
          startsAt: need.mission.startsAt,
          urgent: false,
          replyMinutes: 60,
          after: (from, minutes) => plus(from, { minutes }),
        },
        params.waves,
        NOW,
      );
      const asked = wave?.asked.map(({ id }) => id) ?? [];
      if (order.length < 2) expect(asked).toHaveLength(1);
      order.push(...asked);
      left = left.filter(({ id }) => !asked.includes(id as (typeof left)[number]['id']));
    }
    expect(order).toEqual([volunteerNumber(3), volunteerNumber(2), volunteerNumber(1)]);
  });
});
