import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { missionIdSchema } from '../../../shared/ids/ids.ts';
import type { Candidate, Need, RuleName } from '../../../shared/matching/rule.ts';
import { LASTING_RULES, RULES, removedBy } from '../../../shared/matching/rules.ts';
import { candidatesFor, rank } from '../../../shared/matching/score.ts';
import { emptyLoad, type Load } from '../../../shared/offers/load.ts';
import type { Subject } from '../../../shared/seniors/subjects.ts';
import { civilDay } from '../../../shared/time/civil.ts';
import { instant, minus } from '../../../shared/time/instant.ts';
import { FIRST_PROGRAMMES } from '../../../shared/town/programme.ts';
import type { Volunteer } from '../../../shared/volunteers/volunteer.ts';
import { aMission, anOffer, aTown, JEANNE, TUESDAY_NOON } from '../../builders/chain.ts';
import { aReadyVolunteer, volunteerNumber } from '../../support/chain.ts';

const programme = FIRST_PROGRAMMES[0];
if (!programme) throw new Error('no programme');
const HERE = { lat: 47.22, lon: 5.96 };
const needOf = (more: Parameters<typeof aMission>[0] = {}): Need => ({
  mission: aMission({ area: HERE, ...more }),
  programme,
  town: aTown(),
});
const OTHER = missionIdSchema.parse(`mis_${'Z'.repeat(26)}`);
const candidate = (more: Partial<Volunteer> = {}, load: Partial<Load> = {}): Candidate => {
  const volunteer = aReadyVolunteer(1, { address: { line: '', precision: 'street', point: HERE }, ...more });
  return { volunteer, load: { ...emptyLoad(volunteer.id), ...load }, offer: undefined };
};
const carried = (day: string, hour = '09:00'): Load['entries'][number] => ({
  missionId: OTHER,
  day: civilDay(day),
  startsAt: instant(`${day}T${hour}:00Z`),
  minutes: 60,
  state: 'held',
});

const LIGHT: Volunteer['eased'] = { cap: 1, since: civilDay('2026-11-16'), until: civilDay('2026-12-01') };
const AFTER_HEAVY: Partial<Load> = {
  lastServed: civilDay('2026-11-18'),
  heavy: [{ missionId: OTHER, seniorId: JEANNE, day: civilDay('2026-11-18') }],
};

describe('a lighter rhythm agreed for a while', () => {
  const reason = (of: Candidate, need = needOf()) => removedBy(of, need, TUESDAY_NOON)?.sentence;

  it('lowers the week to what was agreed, and the sentence says until when', () => {
    const one = { entries: [carried('2026-11-23')] };
    expect(reason(candidate({ weeklyCap: 3, restDays: 0 }, one))).toBeUndefined();
    expect(reason(candidate({ weeklyCap: 3, restDays: 0, eased: LIGHT }, one))).toBe(
      'Semaine allégée jusqu’au 1er décembre 2026 : a déjà 1 mission cette semaine-là (1 au plus).',
    );
  });
  it('never raises what they said themselves, and does not take the credit for it', () => {
    const full = { entries: [carried('2026-11-23')] };
    expect(reason(candidate({ weeklyCap: 1, eased: { ...LIGHT, cap: 4 } }, full))).toBe(
      'A déjà 1 mission cette semaine-là (1 au plus).',
    );
  });
  it('holds to the end of the week of its last day, and no longer', () => {
    const on = (day: string) => ({ entries: [carried(day)] });
    const slot = (day: string) => needOf({ day: civilDay(day), startsAt: instant(`${day}T13:30:00.000Z`) });
    const light = { weeklyCap: 3, restDays: 0, eased: LIGHT };
    expect(reason(candidate(light, on('2026-11-30')), slot('2026-12-02'))).toMatch(/^Semaine allégée/);
    expect(reason(candidate(light, on('2026-12-07')), slot('2026-12-09'))).toBeUndefined();
  });
  it('can be one mission in two weeks', () => {
    const eased = { ...LIGHT, restDays: 13 };
    expect(reason(candidate({ weeklyCap: 1, eased }, { entries: [carried('2026-11-18')] }))).toBe(
      'Semaine allégée jusqu’au 1er décembre 2026 : a une mission le mercredi 18 novembre : 13 jours de repos entre deux.',
    );
  });
  it('keeps heavy visits apart by their own word alone, and only while it lasts', () => {
    expect(reason(candidate({}, AFTER_HEAVY))).toBeUndefined();
    const lighterSince = { ...AFTER_HEAVY, lastServed: civilDay('2026-11-20') };
    expect(reason(candidate({ eased: LIGHT }, lighterSince))).toBeUndefined();
  });
});

describe('the rest after hard visits', () => {
  it('lasts until that of the last one is over, however they were noted', () => {
    const on = (day: string) => ({ missionId: OTHER, seniorId: JEANNE, day: civilDay(day) });
    for (const heavy of [
      [on('2026-11-23'), on('2026-11-24')],
      [on('2026-11-24'), on('2026-11-23')],
    ])
      expect(removedBy(candidate({ restDays: 0 }, { heavy }), needOf(), TUESDAY_NOON)?.sentence).toBe(
        'Repos jusqu’au vendredi 27 novembre, après une visite éprouvante.',
      );
  });
});

describe('what both like', () => {
  const liking = (subjects: readonly Subject[]) => candidate({ subjects: [...subjects] });
  const ranked = (who: Candidate, need: Need) =>
    rank(who, need, { pairings: [], known: new Set() }, TUESDAY_NOON);
  const played = needOf({ subjects: ['games', 'garden', 'music'] });

  it('weighs eight minutes of travel each, two at most, and is said to both', () => {
    const none = ranked(liking(['sport']), played);
    expect(none.cost - ranked(liking(['garden']), played).cost).toBe(8);
    expect(none.cost - ranked(liking(['music', 'garden', 'games']), played).cost).toBe(16);
    const both = ranked(liking(['garden', 'games']), played);
    const words = /en commun\s: les jeux de société et le jardin/i;
    expect(both.why).toMatch(words);
    expect(both.whyYou).toMatch(words);
    expect(none.why).not.toContain('en commun');
  });

  it('weighs nothing where either said nothing', () => {
    expect(ranked(liking(['garden']), needOf()).cost).toBe(ranked(liking([]), played).cost);
    expect(ranked(candidate(), played).cost).toBe(ranked(liking([]), played).cost);
  });
});

describe('why not him: each hard rule, its sentence, and its removal', () => {
  const cases: readonly [RuleName, Candidate, Need, RegExp][] = [
    ['not-active', candidate({ state: 'interviewed' }), needOf(), /candidature/],
    ['introduction', candidate(), needOf({ introduces: volunteerNumber(9) }), /Place gardée/],
    ['already-asked', { ...candidate(), offer: anOffer({ state: 'declined' }) }, needOf(), /déjà dit non/],
    ['programme', candidate({ programmes: ['FRIENDLY_CALL'] }), needOf(), /visite de convivialité/],
    ['requirements', candidate({ requirements: [] }), needOf(), /Dossier incomplet/],
    ['excluded', candidate({ exclusions: [JEANNE] }), needOf(), /Ne pas mettre en lien/],
    ['language', candidate(), needOf({ languages: ['pt'] }), /portugais/],
    ['not-free', candidate({ availability: ['mon-am'] }), needOf(), /mercredi après-midi/],
    [
      'same-time',
      candidate({ restDays: 0 }, { entries: [carried('2026-11-25', '14:00')] }),
      { ...needOf(), town: aTown({ caps: { ...aTown().caps, restDays: 0 } }) },
      /autre mission à cette heure/,
    ],
    [
      'weekly-cap',
      candidate({ weeklyCap: 1, restDays: 0 }, { entries: [carried('2026-11-23')] }),
      needOf(),
      /1 mission cette semaine-là/,
    ],
    ['rest-days', candidate({ weeklyCap: 5 }, { entries: [carried('2026-11-24')] }), needOf(), /repos/],
    [
      'heavy-twice',
      candidate({ eased: LIGHT }, AFTER_HEAVY),
      needOf(),
      /Semaine allégée jusqu’au 1er décembre 2026 : pas deux visites éprouvantes de suite/,
    ],
    [
      'after-hard',
      candidate(
        { restDays: 0 },
        { heavy: [{ missionId: OTHER, seniorId: JEANNE, day: civilDay('2026-11-23') }] },
      ),
      needOf(),
      /^Repos jusqu’au jeudi 26 novembre, après une visite éprouvante\.$/,
    ],
    [
      'too-far',
      candidate({
        rangeMetres: 500,
        address: { line: '', precision: 'street', point: { lat: 47.25, lon: 5.96 } },
      }),
      needOf(),
      /Trop loin : 3,3 km/,
    ],
    ['by-car', candidate({ travel: 'bus' }), needOf({ needs: ['car'] }), /^Ne se déplace pas en voiture/],
    ['needs', candidate({ avoids: ['pet-dog'] }), needOf({ needs: ['pet-dog'] }), /un chien/],
    [
      'offers-lately',
      candidate({}, { offersSentAt: Array(5).fill(minus(TUESDAY_NOON, { days: 2 })) }),
      needOf(),
      /5 propositions/,
    ],
  ];

  it.each(cases)('%s', (name, who, need, sentence) => {
    expect(removedBy(who, need, TUESDAY_NOON)).toMatchObject({
      rule: name,
      sentence: expect.stringMatching(sentence),
    });
    // The reason is the true one: without that rule nothing else keeps them away.
    const others = RULES.filter((rule) => rule.name !== name);
    expect(others.every((rule) => rule.whyNot(who, need, TUESDAY_NOON) === undefined)).toBe(true);
  });

  it('names every rule there is', () => {
    expect(new Set(cases.map(([name]) => name))).toEqual(new Set(RULES.map((rule) => rule.name)));
  });

  it('lets somebody through whom nothing removes', () => {
    expect(removedBy(candidate(), needOf(), TUESDAY_NOON)).toBeUndefined();
  });

  it('asks again whoever was asked for another hour', () => {
    const asked = { ...candidate(), offer: anOffer({ startsAt: instant('2026-11-26T13:30:00Z') }) };
    expect(removedBy(asked, needOf(), TUESDAY_NOON)).toBeUndefined();
  });
});

describe('why her: the order in which people are asked', () => {
  const ties = (pairings: Parameters<typeof rank>[2]['pairings'] = []) => ({
    pairings,
    known: new Set<never>(),
  });
  const pairing = (n: number, role: 'primary' | 'backup') => ({
    volunteerId: volunteerNumber(n),
    role,
    state: 'active' as const,
    since: TUESDAY_NOON,
  });
  const other = (n: number, load: Partial<Load> = {}, more: Partial<Volunteer> = {}): Candidate => ({
    ...candidate({ id: volunteerNumber(n), ...more }, load),
  });

  it('puts the usual visitor first, then the second, then the nearest', () => {
    const far = other(
      3,
      {},
      { address: { line: '', precision: 'street', point: { lat: 47.235, lon: 5.96 } } },
    );
    const { ranked } = candidatesFor(
      [far, other(4), other(2), other(1)],
      needOf(),
      ties([pairing(1, 'primary'), pairing(2, 'backup')]),
      TUESDAY_NOON,
    );
    expect(ranked.map((one) => one.candidate.volunteer.id)).toEqual([1, 2, 4, 3].map(volunteerNumber));
    expect(ranked[0]?.why).toBe(
      'Visite déjà cette personne, à 1 min à pied, rien d’autre cette semaine-là, n’a rien reçu depuis une semaine.',
    );
    expect(ranked[0]?.whyYou).toContain('Vous rendez déjà visite à cette personne');
  });

  it('spares whoever was asked lately: one more offer always costs more', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 3 }), (n) => {
        const costWith = (count: number) =>
          rank(
            other(1, { offersSentAt: Array(count).fill(minus(TUESDAY_NOON, { days: 1 })) }),
            needOf(),
            ties(),
            TUESDAY_NOON,
          ).cost;
        expect(costWith(n + 1)).toBeGreaterThan(costWith(n));
      }),
      { seed: 20_261_122 },
    );
  });

  it('makes each further mission of a week cost more than the one before', () => {
    const days = ['2026-11-23', '2026-11-24', '2026-11-26', '2026-11-27'];
    const costs = [0, 1, 2, 3, 4].map(
      (n) =>
        rank(
          other(1, {
            entries: days.slice(0, n).map((day, i) => ({
              ...carried(day),
              missionId: missionIdSchema.parse(`mis_${String(i).repeat(26)}`),
              state: 'offered' as const,
            })),
          }),
          needOf(),
          ties(),
          TUESDAY_NOON,
        ).cost,
    );
    const steps = costs.slice(1).map((cost, i) => cost - (costs[i] ?? 0));
    expect(steps).toEqual([...steps].sort((a, b) => a - b));
    expect(new Set(steps).size).toBe(steps.length);
  });

  it('gives the same order whatever order it was given', () => {
    const people = Array.from({ length: 12 }, (_, i) =>
      other(i, { offersSentAt: Array(i % 3).fill(TUESDAY_NOON) }),
    );
    const order = (list: readonly Candidate[]) =>
      candidatesFor(list, needOf(), ties(), TUESDAY_NOON).ranked.map((one) => one.candidate.volunteer.id);
    fc.assert(
      fc.property(fc.shuffledSubarray(people, { minLength: people.length }), (shuffled) => {
        expect(order(shuffled)).toEqual(order(people));
      }),
      { seed: 20_261_122 },
    );
  });
});

describe('a lasting tie', () => {
  it('is not refused to somebody for one full week, only for what lasts', () => {
    const full = candidate(
      { weeklyCap: 1 },
      { entries: [carried('2026-11-24')], offersSentAt: Array(9).fill(TUESDAY_NOON) },
    );
    expect(removedBy(full, needOf(), TUESDAY_NOON)?.rule).toBe('weekly-cap');
    expect(removedBy(full, needOf(), TUESDAY_NOON, LASTING_RULES)).toBeUndefined();
    expect(
      removedBy(candidate({ availability: ['mon-am'] }), needOf(), TUESDAY_NOON, LASTING_RULES)?.rule,
    ).toBe('not-free');
  });
});
