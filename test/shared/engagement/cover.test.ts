import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { backupsFor } from '../../../shared/engagement/cover/backups.ts';
import { coverOf, type DueVisit, whatIf } from '../../../shared/engagement/cover/cover.ts';
import { type CoverTown, personOf } from '../../../shared/engagement/cover/followed.ts';
import { soleLinks } from '../../../shared/engagement/cover/sole-links.ts';
import { coverWeeks, leavesOf, mondayOf, summerFrom } from '../../../shared/engagement/cover/weeks.ts';
import { paramsOf } from '../../../shared/matching/params.ts';
import type { Mission } from '../../../shared/missions/mission.ts';
import { regularTies, type Service } from '../../../shared/services/service.ts';
import { addDays, civilDay, civilTime, HALF_DAYS, instantOf } from '../../../shared/time/civil.ts';
import type { Volunteer } from '../../../shared/volunteers/volunteer.ts';
import { aMission, TUESDAY_NOON as NOW } from '../../builders/chain.ts';
import { away, follow, service, type Tie, TODAY, TOWN, town, volunteer, went } from '../../builders/cover.ts';
import { seniorNumber, volunteerAt } from '../../builders/weeks.ts';

const MATCH = paramsOf(TOWN).match;
const weeksOf = (of: CoverTown) => coverWeeks(of, [], civilTime('08:30'), mondayOf(addDays(TODAY, 7)), 8);
const uncovered = ({ goer }: DueVisit) => goer === 'someone' || goer === 'nobody';

describe('who would lose their only visitor', () => {
  it('is a person whom one volunteer alone visits, since their tie began or the last other one ended', () => {
    const alone = service(1, [{ by: 1 }]);
    const left = service(2, [
      { by: 1 },
      { by: 2, state: 'ended', endedAt: instantOf(addDays(TODAY, -40), civilTime('10:00')) },
    ]);
    expect(
      soleLinks(town([volunteer(1), volunteer(2)], [alone, left])).map(({ seniorId, since }) => [
        seniorId,
        since,
      ]),
    ).toEqual([
      [seniorNumber(1), addDays(TODAY, -150)],
      [seniorNumber(2), addDays(TODAY, -40)],
    ]);
  });

  it('is one without a usual visitor too, when all visits of 90 days were by one volunteer', () => {
    const covered = town([volunteer(1)], [service(1, [])], { done: [went(1, 1, 12), went(1, 1, 26)] });
    expect(soleLinks(covered)).toMatchObject([{ volunteerId: volunteerAt(1), since: addDays(TODAY, -26) }]);
  });

  it('is nobody whose second visitor is introduced, who was visited by two, or whose service is over', () => {
    const list = (ties: readonly Tie[], more: Partial<Service> = {}, extra: Partial<CoverTown> = {}) =>
      soleLinks(town([volunteer(1), volunteer(2)], [service(1, ties, more)], extra)).length;
    expect(list([{ by: 1 }, { by: 2, state: 'introduced' }])).toBe(0);
    expect(list([{ by: 1 }, { by: 2, state: 'proposed' }])).toBe(1);
    expect(list([{ by: 1 }], {}, { done: [went(2, 1, 60)] })).toBe(0);
    expect(list([{ by: 1 }], { state: 'paused' })).toBe(0);
  });

  it('is never whoever’s tie to her has ended, however lately they came', () => {
    const parted = [{ by: 1, state: 'ended', endedAt: NOW, endReason: 'fatigue' }] as const;
    const lately = { done: [went(1, 1, 6), went(2, 1, 60)] };
    const [link] = soleLinks(town([volunteer(1), volunteer(2)], [service(1, parted)], lately));
    expect(link).toMatchObject({ volunteerId: volunteerAt(2), since: TODAY });
    expect(soleLinks(town([volunteer(1)], [service(1, parted)], { done: [went(1, 1, 6)] }))).toEqual([]);
  });

  it('is told of calls only where nobody visits', () => {
    const called = service(1, [{ by: 1 }], { programme: 'FRIENDLY_CALL' });
    const visited = { ...service(2, [{ by: 2 }]), seniorId: seniorNumber(1) };
    expect(soleLinks(town([volunteer(1)], [called]))).toMatchObject([{ kind: 'call' }]);
    expect(soleLinks(town([volunteer(1), volunteer(2)], [called, visited]))).toMatchObject([
      { kind: 'visit', volunteerId: volunteerAt(2) },
    ]);
  });
});

const tieOf = fc.record({
  by: fc.integer({ min: 0, max: 4 }),
  state: fc.constantFrom('proposed', 'introduced', 'active', 'paused', 'ended'),
});
const servicesOf = fc
  .array(
    fc.record({
      ties: fc.uniqueArray(tieOf, { maxLength: 3, selector: ({ by }) => by }),
      weekday: fc.integer({ min: 1, max: 5 }),
      cadence: fc.constantFrom('weekly', 'fortnightly', 'monthly'),
      time: fc.constantFrom('10:00', '14:30'),
    }),
    { minLength: 1, maxLength: 4 },
  )
  .map((all) =>
    all.map(({ ties, weekday, cadence, time }, n) =>
      service(n, ties as readonly Tie[], { weekday, cadence, time: civilTime(time) } as Partial<Service>),
    ),
  );
const exceptionOf = fc
  .record({ start: fc.integer({ min: 0, max: 60 }), days: fc.integer({ min: 0, max: 20 }) })
  .map(({ start, days }) => away(addDays(TODAY, start), addDays(TODAY, start + days)));
const volunteersOf = fc
  .array(
    fc.record({
      exceptions: fc.array(exceptionOf, { maxLength: 2 }),
      availability: fc.subarray([...HALF_DAYS], { minLength: 3 }),
      rangeMetres: fc.constantFrom(200, 700, 3_000),
    }),
    { minLength: 5, maxLength: 5 },
  )
  .map((all) => all.map((more, n) => volunteer(n, more)));
const doneOf = fc
  .array(
    fc.tuple(fc.integer({ min: 0, max: 4 }), fc.integer({ min: 0, max: 3 }), fc.integer({ min: 1, max: 90 })),
    {
      maxLength: 6,
    },
  )
  .map((all) => all.map(([by, to, days]) => went(by, to, days)));
const towns = fc
  .record({ services: servicesOf, volunteers: volunteersOf, done: doneOf })
  .map(({ services, volunteers, done }) => town(volunteers, services, { done }));

describe('cover, whatever the town', () => {
  it('never lists a person with two visitors as having one alone', () => {
    fc.assert(
      fc.property(towns, (covered) => {
        for (const { seniorId } of soleLinks(covered)) {
          const around = new Set([
            ...covered.followed
              .filter(({ senior }) => senior.id === seniorId)
              .flatMap(({ service: one }) => regularTies(one).map(({ volunteerId }) => volunteerId)),
            ...covered.done.flatMap((one) => (one.seniorId === seniorId ? one.volunteerId : [])),
          ]);
          for (const { service: one } of covered.followed)
            if (one.seniorId === seniorId)
              for (const tie of one.pairings) if (tie.state === 'ended') around.delete(tie.volunteerId);
          expect(around.size).toBe(1);
        }
      }),
      { seed: 6, numRuns: 200 },
    );
  });

  it('tells the same of somebody who stops as of a town without them', () => {
    fc.assert(
      fc.property(
        towns,
        fc.integer({ min: 0, max: 4 }),
        fc.integer({ min: 0, max: 50 }),
        fc.integer({ min: 0, max: 20 }),
        (covered, n, start, days) => {
          const id = volunteerAt(n);
          const [from, to] = [addDays(TODAY, start), addDays(TODAY, start + days)];
          const theirs = new Set(
            coverOf(covered, from, to).flatMap(({ who, mission }) => (who === id ? [mission.id] : [])),
          );
          const without = coverOf(
            { ...covered, volunteers: covered.volunteers.filter((one) => one.volunteer.id !== id) },
            from,
            to,
          );
          expect(whatIf(covered, id, from, to).visits).toEqual(
            without.filter(({ mission }) => theirs.has(mission.id)),
          );
        },
      ),
      { seed: 6, numRuns: 200 },
    );
  });

  it('has no uncovered week once everybody has a second visitor who is never away', () => {
    fc.assert(
      fc.property(towns, (covered) => {
        const ties = covered.followed.map(({ service: one }) => ({
          ...one,
          pairings: [
            ...one.pairings.slice(0, 11),
            { volunteerId: volunteerAt(9), state: 'introduced', role: 'backup', since: NOW } as const,
          ],
        }));
        const helped = town([...covered.volunteers.map((one) => one.volunteer), volunteer(9)], ties);
        for (const { toSeek, nobody } of weeksOf(helped)) expect([...toSeek, ...nobody]).toEqual([]);
      }),
      { seed: 6, numRuns: 200 },
    );
  });

  it('counts each person with somebody due once a week, in one place', () => {
    fc.assert(
      fc.property(towns, (covered) => {
        for (const week of weeksOf(covered)) {
          expect(week.byUsual + week.byBackup + week.toSeek.length + week.nobody.length).toBe(week.people);
          for (const visit of [...week.toSeek, ...week.nobody]) expect(uncovered(visit)).toBe(true);
        }
      }),
      { seed: 6, numRuns: 100 },
    );
  });
});

describe('an absence', () => {
  const wednesday = civilDay('2026-12-02');
  const hers = service(1, [{ by: 1 }]);

  it('leaves a visit to be sought among those whom the rules let, nearest first', () => {
    const covered = town(
      [
        volunteer(1, { exceptions: [away(wednesday, wednesday)] }),
        volunteer(5),
        volunteer(3),
        volunteer(4, { availability: ['mon-am'] }),
        volunteer(2, { rangeMetres: 300 }),
      ],
      [hers],
    );
    expect(coverOf(covered, wednesday, wednesday)).toMatchObject([
      { goer: 'someone', who: undefined, could: [volunteerAt(3), volunteerAt(5)] },
    ]);
    expect(coverOf(covered, addDays(wednesday, 7), addDays(wednesday, 7))).toMatchObject([{ goer: 'usual' }]);
  });

  it('is carried by a second visitor who knows her, not by one who is only proposed', () => {
    const of = (state: 'introduced' | 'proposed') =>
      coverOf(
        town(
          [volunteer(1, { exceptions: [away(wednesday, wednesday)] }), volunteer(2, { availability: [] })],
          [service(1, [{ by: 1 }, { by: 2, state }])],
        ),
        wednesday,
        wednesday,
      )[0]?.goer;
    expect([of('introduced'), of('proposed')]).toEqual(['backup', 'nobody']);
  });

  it('is a pause as well, until its last day', () => {
    const paused = volunteer(1, { state: 'paused', pausedUntil: wednesday });
    const covered = town([paused], [service(1, [{ by: 1, state: 'paused' }])]);
    expect(coverOf(covered, wednesday, addDays(wednesday, 7)).map(({ goer }) => goer)).toEqual([
      'nobody',
      'usual',
    ]);
  });

  it('counts for nothing where somebody has said yes, or the visit is called off', () => {
    const planned = (more: Partial<Mission>): Mission => ({
      ...aMission({ day: wednesday, startsAt: instantOf(wednesday, civilTime('14:30')) }),
      seniorId: seniorNumber(1),
      serviceId: hers.id,
      ...more,
    });
    const one = { ...hers, plannedTo: addDays(wednesday, 10) };
    const of = (mission: Mission) =>
      coverOf(
        town([volunteer(1, { exceptions: [away(wednesday, wednesday)] }), volunteer(2)], [one], {
          planned: [mission],
        }),
        wednesday,
        wednesday,
      ).map(({ goer, who }) => [goer, who]);
    const holder = { volunteerId: volunteerAt(2), since: NOW, via: 'link' as const, devices: [] };
    expect(of(planned({ state: 'filled', holder }))).toEqual([['held', volunteerAt(2)]]);
    expect(of(planned({ state: 'cancelled' }))).toEqual([]);
    expect(of(planned({ state: 'planned' }))).toEqual([['someone', undefined]]);
  });

  it('names missions that belong to no service apart', () => {
    const holder = { volunteerId: volunteerAt(1), since: NOW, via: 'link' as const, devices: [] };
    const once = aMission({ state: 'filled', holder, day: wednesday });
    expect(
      whatIf(town([volunteer(1)], [], { planned: [once] }), volunteerAt(1), wednesday, wednesday),
    ).toMatchObject({ visits: [], others: [{ id: once.id }] });
  });
});

describe('backups', () => {
  const followed = follow(service(1, [{ by: 1 }]));
  const ask = (volunteers: readonly Volunteer[], one = followed) => {
    const covered = town(volunteers, [one.service]);
    const person = personOf(one, covered);
    if (!person) throw new Error('no visit ahead');
    return backupsFor(person, volunteerAt(1), covered.volunteers, MATCH, NOW);
  };

  it('are the two nearest whom every lasting rule lets, with the reason', () => {
    const { best, others, whyNobody } = ask([volunteer(1), volunteer(4), volunteer(2), volunteer(3)]);
    expect(best.map(({ volunteerId }) => volunteerId)).toEqual([volunteerAt(2), volunteerAt(3)]);
    expect([others, whyNobody]).toEqual([1, undefined]);
    expect(best[0]?.why).toMatch(/^À 11 min à pied, libre le mercredi après-midi, .* libres\.$/);
  });

  it('are nobody, and why: each volunteer once, by the first rule', () => {
    const { best, whyNobody } = ask([
      volunteer(1),
      volunteer(2, { rangeMetres: 300 }),
      volunteer(3, { availability: ['mon-am'] }),
    ]);
    expect(best).toEqual([]);
    expect(whyNobody).toBe(
      'Sur 2\u00a0bénévoles : 1\u00a0n’est pas libre à ce moment de la semaine, 1\u00a0habite trop loin.',
    );
    expect(ask([volunteer(2)], { ...followed, consented: false }).whyNobody).toBe(
      'La personne n’a pas donné son accord, ou l’a repris.',
    );
  });

  it('never include somebody who was tied to her already', () => {
    const two = follow(service(1, [{ by: 1 }, { by: 2, state: 'proposed' }]));
    expect(ask([volunteer(1), volunteer(2)], two)).toMatchObject({ best: [] });
  });
});

describe('the weeks of summer', () => {
  it('begin on the Monday before June, this year until September is over', () => {
    expect(summerFrom(civilDay('2026-03-02'))).toBe('2026-06-01');
    expect(summerFrom(civilDay('2026-09-30'))).toBe('2026-06-01');
    expect(summerFrom(civilDay('2026-11-24'))).toBe('2027-05-31');
  });

  it('tell season, leaves with half days, and how many callers may be asked', () => {
    const monday = civilDay('2027-06-07');
    const gone = volunteer(1, {
      exceptions: [
        away(monday, addDays(monday, 2)),
        { ...away(addDays(monday, 3), addDays(monday, 3)), half: 'am' },
      ],
    });
    const covered = town([gone, volunteer(2)], [service(1, [{ by: 1 }])]);
    expect(leavesOf(covered, monday, 2)).toMatchObject([{ people: 1, days: [3.5, 0] }]);
    const wish = { isIn: true, beyondCaps: true };
    const callers = covered.volunteers.map((one) => ({ volunteer: one.volunteer, wish }));
    const weeks = coverWeeks(covered, callers, civilTime('08:30'), monday, 16);
    expect(weeks[0]).toMatchObject({ inSeason: true, people: 1, callers: { least: 1, most: 2 } });
    expect(weeks[0]?.toSeek).toHaveLength(1);
    expect(weeks.map(({ inSeason }) => inSeason).lastIndexOf(true)).toBe(14);
  });
});
