import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type SeniorId, seniorIdSchema, serviceIdSchema } from '../../../../shared/ids/ids.ts';
import type { PersonToPair, VolunteerToPair } from '../../../../shared/matching/pairings/lasting.ts';
import { type PairingProposal, proposePairings } from '../../../../shared/matching/pairings/propose.ts';
import { emptyLoad } from '../../../../shared/offers/load.ts';
import { type Pairing, type Service, serviceSchema } from '../../../../shared/services/service.ts';
import { FIRST_PROGRAMMES } from '../../../../shared/town/programme.ts';
import type { Volunteer } from '../../../../shared/volunteers/volunteer.ts';
import { aMission, aTown, TUESDAY_NOON } from '../../../builders/chain.ts';
import { aReadyVolunteer, volunteerNumber } from '../../../support/chain.ts';

const programme = FIRST_PROGRAMMES[0];
if (!programme) throw new Error('no programme');
const HERE = { lat: 47.22, lon: 5.96 };
/** About so many metres north. */
const north = (metres: number) => ({ lat: HERE.lat + metres / 111_200, lon: HERE.lon });
const letters = (n: number): string => `${'0'.repeat(24)}${String(n).padStart(2, '0')}`;
const seniorOf = (n: number): SeniorId => seniorIdSchema.parse(`sen_${letters(n)}`);
const serviceOf = (n: number) => serviceIdSchema.parse(`ser_${letters(n)}`);

const service = (n: number, more: Partial<Service> = {}): Service =>
  serviceSchema.parse({
    id: serviceOf(n),
    town: 'besancon',
    seniorId: seniorOf(n),
    programme: programme.code,
    state: 'open',
    cadence: 'weekly',
    weekday: 3,
    time: '14:30',
    durationMinutes: 60,
    wishes: '',
    startsOn: '2026-11-25',
    pairings: [],
    createdAt: TUESDAY_NOON,
    ...more,
  });
const person = (n: number, more: Partial<PersonToPair> = {}, at = HERE): PersonToPair => ({
  service: service(n),
  mission: aMission({ seniorId: seniorOf(n), area: at }),
  programme,
  town: aTown(),
  consented: true,
  known: new Set(),
  ...more,
});
const volunteer = (
  n: number,
  more: Partial<Volunteer> = {},
  services: readonly Service[] = [],
): VolunteerToPair => ({
  volunteer: aReadyVolunteer(n, {
    address: { line: '', precision: 'street', point: HERE },
    weeklyCap: 2,
    ...more,
  }),
  load: emptyLoad(volunteerNumber(n)),
  services,
});
const living = (metres: number): Partial<Volunteer> => ({
  address: { line: '', precision: 'street', point: north(metres) },
});
const tie = (n: number, role: Pairing['role'], state: Pairing['state'] = 'active'): Pairing => ({
  volunteerId: volunteerNumber(n),
  role,
  state,
  since: TUESDAY_NOON,
});
const proposal = (
  people: readonly PersonToPair[],
  volunteers: readonly VolunteerToPair[],
): PairingProposal => {
  const proposed = proposePairings({ people, volunteers, now: TUESDAY_NOON });
  if (!proposed.ok) throw new Error(proposed.refusal.reason);
  return proposed.value;
};
const who = ({ pairs }: PairingProposal): string[] =>
  pairs.map((pair) => `${pair.seniorId.slice(-2)} ${pair.role} ${pair.volunteerId.slice(-1)}`).sort();

describe('pairings proposed to the coordinator', () => {
  it('give each person two volunteers, the nearer one as usual visitor', () => {
    const made = proposal([person(1)], [volunteer(1, living(900)), volunteer(2, living(100))]);
    expect(who(made)).toEqual(['01 backup 1', '01 primary 2']);
    expect(made.isBest).toBe(true);
    expect(made.bound).toBe(made.points);
    expect(made.left).toEqual([]);
  });

  it('say why in words people use', () => {
    const known = new Set([volunteerNumber(2)]);
    const { pairs } = proposal(
      [person(1, { known, mission: aMission({ area: HERE, languages: ['pt'] }) })],
      [volunteer(2, { ...living(300), languages: ['fr', 'pt'] })],
    );
    expect(pairs.map(({ why }) => why)).toEqual([
      expect.stringMatching(
        /^L’a déjà rencontrée, parle portugais, à \d+ min à pied, 1\u00a0h\u00a0\d\d par semaine sur 3\u00a0h libres\.$/,
      ),
    ]);
  });

  it('prefer whoever has met her to a slightly nearer stranger', () => {
    const known = new Set([volunteerNumber(1)]);
    const made = proposal([person(1, { known })], [volunteer(1, living(500)), volunteer(2, living(200))]);
    expect(who(made)).toContain('01 primary 1');
  });

  it('keep the ties that exist and fill only what is missing', () => {
    const before = service(1, { pairings: [tie(1, 'primary')] });
    const made = proposal(
      [person(1, { service: before })],
      [volunteer(1, living(10), [before]), volunteer(2, living(900))],
    );
    expect(who(made)).toEqual(['01 backup 2']);
  });

  it('take a tie that ended as a place to fill, and leave a paused one its place', () => {
    const ended = service(1, { pairings: [tie(1, 'primary', 'ended'), tie(2, 'backup', 'paused')] });
    const made = proposal([person(1, { service: ended })], [volunteer(2, {}, [ended]), volunteer(3)]);
    expect(who(made)).toEqual(['01 primary 3']);
  });

  it('stay within each volunteer’s hours, and serve usual visitors before second ones', () => {
    const one = { weeklyCap: 1 };
    const made = proposal([person(1), person(2)], [volunteer(1, one), volunteer(2, one)]);
    expect(made.pairs.filter(({ role }) => role === 'primary')).toHaveLength(2);
    expect(made.pairs.filter(({ role }) => role === 'backup').length).toBeLessThanOrEqual(2);
  });

  it('say who stays without, and what stands in the way of every volunteer', () => {
    const { left } = proposal(
      [person(1)],
      [
        volunteer(1, living(9_000)),
        volunteer(2, living(8_000)),
        volunteer(3, { availability: ['mon-am'] }),
        volunteer(4, { requirements: [] }),
      ],
    );
    expect(left.map(({ role }) => role)).toEqual(['primary', 'backup']);
    expect(left[0]?.why).toBe(
      'Sur 4\u00a0bénévoles : 2\u00a0habitent trop loin, 1\u00a0n’est pas libre à ce moment de la semaine, 1\u00a0a un dossier incomplet.',
    );
  });

  it('propose nobody without her consent, and say so', () => {
    const made = proposal([person(1, { consented: false })], [volunteer(1), volunteer(2)]);
    expect(made.pairs).toEqual([]);
    expect(made.left[0]?.why).toBe('La personne n’a pas donné son accord, ou l’a repris.');
  });

  it('count the hours already promised', () => {
    const elsewhere = service(9, { pairings: [tie(1, 'primary')] });
    const { left } = proposal([person(1)], [volunteer(1, { weeklyCap: 1 }, [elsewhere])]);
    expect(left[0]?.why).toBe('Le seul bénévole n’a plus assez d’heures dans la semaine.');
  });

  it('do not mind a week that is already full: a tie is for months', () => {
    const busy = volunteer(1, living(10));
    const entries = [1, 2, 3].map(() => ({
      missionId: aMission().id,
      day: aMission().day,
      startsAt: aMission().startsAt,
      minutes: 60,
      state: 'held' as const,
    }));
    const made = proposal([person(1)], [{ ...busy, load: { ...busy.load, entries } }]);
    expect(who(made)).toEqual(['01 primary 1']);
  });

  it('propose nothing for a closed or paused service, and nothing at all to an empty town', () => {
    expect(proposal([person(1, { service: service(1, { state: 'closed' }) })], [volunteer(1)]).pairs).toEqual(
      [],
    );
    expect(proposal([person(1, { service: service(1, { state: 'paused' }) })], [volunteer(1)]).left).toEqual(
      [],
    );
    expect(proposal([], [])).toEqual({ pairs: [], left: [], points: 0, bound: 0, isBest: true });
    expect(proposal([person(1)], []).left[0]?.why).toBe('Il n’y a pas d’autre bénévole.');
  });

  it('hold in any small town: never twice the same, never beyond hours or three people, every place answered', () => {
    const town = fc.record({
      people: fc.array(
        fc.record({ metres: fc.integer({ min: 0, max: 4_000 }), minutes: fc.constantFrom(30, 60, 120) }),
        {
          maxLength: 6,
        },
      ),
      volunteers: fc.array(
        fc.record({ metres: fc.integer({ min: 0, max: 4_000 }), weeklyCap: fc.integer({ min: 1, max: 3 }) }),
        { maxLength: 5 },
      ),
    });
    fc.assert(
      fc.property(town, (made) => {
        const people = made.people.map(({ metres, minutes }, n) =>
          person(n, { service: service(n, { durationMinutes: minutes }) }, north(metres)),
        );
        const volunteers = made.volunteers.map(({ metres, weeklyCap }, n) =>
          volunteer(n + 1, { ...living(metres), weeklyCap }),
        );
        const result = proposal(people, volunteers);
        expect(result.pairs.length + result.left.length).toBe(people.length * 2);
        expect(result.bound).toBeLessThanOrEqual(result.points);
        expect(new Set(result.pairs.map((one) => `${one.serviceId} ${one.volunteerId}`)).size).toBe(
          result.pairs.length,
        );
        for (const { volunteer: one } of volunteers) {
          const mine = result.pairs.filter(({ volunteerId }) => volunteerId === one.id);
          expect(mine.length).toBeLessThanOrEqual(3);
          expect(mine.reduce((sum, { minutesAWeek }) => sum + minutesAWeek, 0)).toBeLessThanOrEqual(
            one.weeklyCap * 90,
          );
        }
      }),
      { numRuns: 50, seed: 11 },
    );
  });
});
