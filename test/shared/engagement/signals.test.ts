import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FACT_KINDS, type Fact, type FactKind, type Seen } from '../../../shared/engagement/signals/fact.ts';
import { factsOf, townLoadOf } from '../../../shared/engagement/signals/facts.ts';
import { noAttention, STEPS } from '../../../shared/engagement/steps/attention.ts';
import { followedBy } from '../../../shared/engagement/steps/followed.ts';
import {
  answeredThisWeek,
  proposalOf,
  STEPS_A_WEEK,
  thisWeek,
  unanswered,
} from '../../../shared/engagement/steps/propose.ts';
import { concernIdSchema, missionIdSchema, serviceIdSchema, staffIdSchema } from '../../../shared/ids/ids.ts';
import { emptyLoad, type Load } from '../../../shared/offers/load.ts';
import type { Offer } from '../../../shared/offers/offer.ts';
import { type Service, serviceSchema } from '../../../shared/services/service.ts';
import { addDays, civilTime, dayOf, instantOf } from '../../../shared/time/civil.ts';
import { plus } from '../../../shared/time/instant.ts';
import { type Report, reportSchema } from '../../../shared/visits/report.ts';
import type { Volunteer } from '../../../shared/volunteers/volunteer.ts';
import { anOffer, aVolunteer, JEANNE, PAUL, TUESDAY_NOON } from '../../builders/chain.ts';
import { volunteerNumber } from '../../support/chain.ts';

const TODAY = dayOf(TUESDAY_NOON);
const ago = (days: number) => addDays(TODAY, -days);
const at = (days: number, hour = '10:00') => instantOf(ago(days), civilTime(hour));
const missionNumber = (n: number) => missionIdSchema.parse(`mis_${String(n).padStart(26, '0')}`);
const NOBODY = { missions: 0, people: 0 };

const report = (days: number, more: Partial<Report> = {}): Report =>
  reportSchema.parse({
    missionId: missionNumber(days),
    seniorId: JEANNE,
    volunteerId: PAUL,
    town: 'besancon',
    at: at(days),
    outcome: 'done',
    words: '',
    thanks: '',
    ...more,
  });
const offer = (days: number, more: Partial<Offer> = {}): Offer =>
  anOffer({
    missionId: missionNumber(days),
    sentAt: at(days),
    day: ago(days - 3),
    startsAt: at(days - 3),
    ...more,
  });
const held = (days: number, more: Partial<Load['entries'][number]> = {}): Load['entries'][number] => ({
  missionId: missionNumber(days),
  day: ago(days),
  startsAt: at(days),
  minutes: 60,
  state: 'done',
  ...more,
});
const service = (pairings: readonly Partial<Service['pairings'][number]>[], more: Partial<Service> = {}) =>
  serviceSchema.parse({
    id: serviceIdSchema.parse(`ser_${'S'.repeat(26)}`),
    town: 'besancon',
    seniorId: JEANNE,
    programme: 'FRIENDLY_VISIT',
    state: 'open',
    cadence: 'weekly',
    weekday: 3,
    time: '14:30',
    durationMinutes: 60,
    wishes: '',
    startsOn: ago(200),
    createdAt: at(200),
    pairings: pairings.map((one) => ({
      volunteerId: PAUL,
      state: 'active',
      role: 'primary',
      since: at(100),
      ...one,
    })),
    ...more,
  });

/** Active for a year, trained, thanked last week, asked last week: nothing to say. */
const seen = (more: Partial<Seen> = {}, volunteer: Partial<Volunteer> = {}): Seen => ({
  volunteer: aVolunteer({
    activeSince: at(365),
    lastThanksAt: at(7),
    requirements: [{ kind: 'training', on: ago(360) }],
    ...volunteer,
  }),
  load: emptyLoad(PAUL),
  reports: [],
  offers: [offer(7)],
  services: [],
  ...more,
});
const loadOf = (entries: Load['entries']): Load => ({ ...emptyLoad(PAUL), entries });
const told = (one: Seen, town = NOBODY): readonly string[] =>
  factsOf(one, town, TODAY).map(({ sentence }) => sentence.replaceAll('\u00a0', ' '));
const kinds = (one: Seen, town = NOBODY): readonly FactKind[] =>
  factsOf(one, town, TODAY).map(({ kind }) => kind);
const range = (n: number) => Array.from({ length: n }, (_, i) => i);

describe('what is said of a volunteer', () => {
  it('is nothing when nothing stands out, and nothing of somebody who rests', () => {
    expect(told(seen())).toEqual([]);
    expect(told(seen({ reports: [report(2, { concernId: concernId() })] }, { state: 'paused' }))).toEqual([]);
  });

  it('holds the missions of four weeks against what they declared, with the hours', () => {
    const entries = [2, 4, 9, 11, 16, 18, 23, 25].map((days) => held(days));
    expect(told(seen({ load: loadOf(entries) }))).toEqual([
      '8 missions en quatre semaines (du 27 octobre 2026 au 23 novembre 2026), soit 8 h, pour 8 au plus déclarées (2 par semaine).',
    ]);
    expect(told(seen({ load: loadOf(entries.slice(1)) }))).toEqual([]);
    const offered = entries.map((one) => ({ ...one, state: 'offered' as const }));
    expect(told(seen({ load: loadOf(offered) }))).toEqual([]);
  });
  it('does not call one a week too much for whoever declared one a week', () => {
    const weekly = [3, 10, 17, 24].map((days) => held(days));
    expect(kinds(seen({ load: loadOf(weekly) }, { weeklyCap: 1 }))).toEqual([]);
    expect(kinds(seen({ load: loadOf([...weekly, held(5)]) }, { weeklyCap: 1 }))).toEqual(['full-weeks']);
  });
  it('no longer speaks of the load while a lighter rhythm holds', () => {
    const entries = [2, 4, 9, 11, 16, 18, 23, 25].map((days) => held(days));
    const eased = { cap: 1, since: ago(1), until: ago(-20) };
    expect(kinds(seen({ load: loadOf(entries) }, { eased }), { missions: 30, people: 8 })).toEqual([]);
  });
  it('counts the stops of one round once', () => {
    const roundId = `rou_${'0'.repeat(26)}` as NonNullable<Load['entries'][number]['roundId']>;
    const stops = range(9).map((i) => held(5, { missionId: missionNumber(50 + i), roundId }));
    expect(townLoadOf([loadOf(stops), emptyLoad(PAUL)], TODAY)).toEqual({ missions: 1, people: 1 });
  });

  it('tells a large share of the town’s missions, where the town is large enough for shares', () => {
    const load = loadOf([2, 4, 9, 11, 16, 18, 23].map((days) => held(days)));
    expect(told(seen({ load }), { missions: 28, people: 14 })).toEqual([
      '7 des 28 missions de toute la ville en quatre semaines (25 %), faites par 14 bénévoles.',
    ]);
    expect(told(seen({ load }), { missions: 28, people: 6 })).toEqual([]);
    expect(told(seen({ load }), { missions: 19, people: 14 })).toEqual([]);
  });

  it('counts weeks on end without a pause, the week under way left open', () => {
    const weekly = range(12).map((i) => report(8 + 7 * i));
    expect(told(seen({ reports: weekly }))).toEqual([
      'Au moins une mission chaque semaine depuis 12 semaines (semaine du 31 août 2026), sans une semaine de pause.',
    ]);
    expect(kinds(seen({ reports: weekly.filter((_, i) => i !== 5) }))).toEqual([]);
    const stayed = weekly.map((one, i) => (i === 5 ? { ...one, outcome: 'put-off' as const } : one));
    expect(kinds(seen({ reports: stayed }))).toEqual([]);
  });

  it('tells hard events of thirty days: a death, a concern', () => {
    const lost = service([{ state: 'ended', endedAt: at(12), endReason: 'death' }], { state: 'closed' });
    expect(told(seen({ services: [lost], reports: [report(3, { concernId: concernId() })] }))).toEqual([
      'Décès d’une personne accompagnée, le 12 novembre 2026 ; inquiétude signalée après une visite, le 21 novembre 2026.',
    ]);
    const worried = [3, 27].map((days) => report(days, { concernId: concernId() }));
    expect(told(seen({ reports: worried }))).toEqual([
      '2 inquiétudes signalées après une visite, les 28 octobre et 21 novembre 2026.',
    ]);
    expect(kinds(seen({ reports: worried.slice(1) }))).toEqual(['concern-raised']);
    const long = service([{ state: 'ended', endedAt: at(40), endReason: 'death' }], { state: 'closed' });
    expect(told(seen({ services: [long] }))).toEqual([]);
  });
  it('tells heavy visits from the second on, among those of which the mood was said', () => {
    const moods = (n: number) => [
      report(5, { me: 'heavy' }),
      report(9, { me: n > 1 ? 'heavy' : 'fine' }),
      report(13, { me: 'glad' }),
      report(20),
    ];
    expect(told(seen({ reports: moods(2) }))).toEqual([
      '2 visites éprouvantes en 30 jours (les 15 et 19 novembre 2026), sur 3 dont l’humeur a été dite.',
    ]);
    expect(told(seen({ reports: moods(1) }))).toEqual([]);
    expect(told(seen({ reports: moods(2).slice(0, 2) }))).toEqual([]);
  });

  it('holds their yeses against their own months before, from five answers on each side', () => {
    const before = range(6).map((i) => offer(70 + i, { state: i === 0 ? 'declined' : 'accepted' }));
    const lately = range(5).map((i) => offer(10 + i, { state: i === 0 ? 'accepted' : 'expired' }));
    expect(told(seen({ offers: [...before, ...lately] }))).toEqual([
      '1 oui sur 5 propositions depuis le 29 septembre 2026, contre 5 sur 6 dans les mois d’avant.',
    ]);
    expect(kinds(seen({ offers: [...before, ...lately.slice(1)] }))).toEqual([]);
    const closed = lately.map((one) => ({ ...one, state: 'closed' as const }));
    expect(kinds(seen({ offers: [...before, ...closed] }))).toEqual([]);
  });
  it('holds the delay of their replies against their own, without the nights', () => {
    const answered = (days: number, hours: number) =>
      offer(days, { state: 'accepted', answeredAt: plus(at(days), { hours }) });
    const before = range(5).map((i) => answered(70 + i, 1));
    const lately = range(5).map((i) => answered(10 + i, 9));
    expect(told(seen({ offers: [...before, ...lately] }))).toEqual([
      'Une réponse sur deux en plus de 9 h depuis le 29 septembre 2026 (5 réponses), contre 1 h dans les mois d’avant ; les nuits ne comptent pas.',
    ]);
    expect(kinds(seen({ offers: [...before, ...range(5).map((i) => answered(10 + i, 3))] }))).toEqual([]);
  });
  it('tells missions given back late, twice or more', () => {
    const back = (days: number, hoursBefore: number) =>
      offer(days, { state: 'handed-back', answeredAt: plus(at(days - 3), { hours: -hoursBefore }) });
    expect(told(seen({ offers: [back(10, 20), back(20, 5)] }))).toEqual([
      '2 missions rendues moins de deux jours avant, les 7 et 16 novembre 2026.',
    ]);
    expect(kinds(seen({ offers: [back(10, 20), back(20, 60)] }))).toEqual([]);
  });
  it('tells the service’s own silence, and says when it is not known how long', () => {
    expect(told(seen({ offers: [offer(50)] }))).toEqual([
      'Aucune mission proposée depuis le 5 octobre 2026 (7 semaines).',
    ]);
    expect(told(seen({ offers: [] }))).toEqual(['Aucune mission proposée depuis plus de 26 semaines.']);
    expect(told(seen({ offers: [] }, { activeSince: at(60) }))).toEqual([
      'Aucune mission proposée depuis l’entrée dans le réseau, le 25 septembre 2026 (8 semaines).',
    ]);
    expect(told(seen({ offers: [] }, { activeSince: at(20) }))).toEqual([]);
    expect(told(seen({ offers: [] }, { activeSince: undefined }))).toEqual([]);
  });

  it('tells the quarter’s check-in in one sentence, without an answer in it', () => {
    expect(told(seen({ checkIn: { on: ago(9), band: 'to-surround' } }))).toEqual([
      'Point du trimestre, répondu le 15 novembre 2026 : à entourer.',
    ]);
    expect(told(seen({ checkIn: { on: ago(9), band: 'steady' } }))).toEqual([]);
  });
  it('tells a sole link after a month; a second visitor ends it', () => {
    expect(told(seen({ services: [service([{}])] }))).toEqual([
      'Seul lien régulier d’une personne accompagnée, depuis le 16 août 2026 : pas de second visiteur.',
    ]);
    expect(kinds(seen({ services: [service([{ since: at(20) }])] }))).toEqual([]);
    const two = service([{}, { volunteerId: volunteerNumber(2), role: 'backup' }]);
    expect(kinds(seen({ services: [two] }))).toEqual([]);
    expect(kinds(seen({ services: [service([{}], { state: 'paused' })] }))).toEqual([]);
  });
  it('tells that training or thanks are owed, only to whoever did several missions', () => {
    const reports = [4, 18, 32, 46, 60, 74].map((days) => report(days));
    expect(kinds(seen({ reports }, { requirements: [] }))).toEqual(['no-training']);
    expect(told(seen({ reports }, { lastThanksAt: at(90) }))).toEqual([
      'Dernier remerciement noté le 26 août 2026 (12 semaines), pour 6 missions faites ces six derniers mois.',
    ]);
    const heard = (days: number) => told(seen({ reports }, { lastDebriefAt: at(days) }))[0];
    expect(heard(90)).toMatch(/^Dernier temps d’échange noté le .* pour 6 missions faites depuis\.$/);
    expect(heard(300)).toMatch(/^Dernier temps d’échange .* pour 6 missions faites ces six derniers mois\.$/);
    expect(kinds(seen({ reports: reports.slice(1) }, { lastThanksAt: at(90), requirements: [] }))).toEqual(
      [],
    );
    expect(kinds(seen({ reports }, { lastThanksAt: undefined, activeSince: undefined }))).toEqual([]);
  });
});
const concernId = () => concernIdSchema.parse(`con_${'0'.repeat(26)}`);

describe('the one next step', () => {
  const fact = (kind: FactKind, since = ago(10), latest?: Fact['latest']): Fact => ({
    kind,
    since,
    sentence: `${kind}.`,
    ...(latest ? { latest } : {}),
  });
  const staff = staffIdSchema.parse(`stf_${'0'.repeat(26)}`);
  const decided = (verdict: 'done' | 'not-now' | 'wrong', days: number, kind: FactKind) => ({
    ...noAttention(PAUL, 'besancon'),
    decisions: [
      { at: at(days), by: staff, step: 'call' as const, verdict, kinds: [kind], sentence: '', note: '' },
    ],
  });

  it('exists for each kind of fact, is one of the steps, and is always one alone', () => {
    for (const kind of FACT_KINDS) expect(STEPS).toContain(proposalOf(PAUL, [fact(kind)])?.step);
    expect(proposalOf(PAUL, [])).toBeUndefined();
    fc.assert(
      fc.property(fc.uniqueArray(fc.constantFrom(...FACT_KINDS), { minLength: 1 }), (some) => {
        const facts = some.map((kind) => fact(kind));
        const found = proposalOf(PAUL, facts);
        expect(found?.why.length).toBeGreaterThan(0);
        // Nothing that is so is left out, whatever is proposed.
        expect(new Set([...(found?.why ?? []), ...(found?.also ?? [])])).toEqual(new Set(facts));
      }),
      { seed: 6, numRuns: 200 },
    );
  });
  it('goes first to what hurts now, last to what is owed', () => {
    expect(proposalOf(PAUL, [fact('no-thanks'), fact('full-weeks'), fact('hard-event')])?.step).toBe(
      'debrief',
    );
    expect(proposalOf(PAUL, [fact('no-thanks'), fact('full-weeks')])?.step).toBe('lighter');
    expect(proposalOf(PAUL, [fact('no-thanks')])?.step).toBe('thanks');
  });
  it.each([
    ['done', 41, 0],
    ['done', 42, 1],
    ['not-now', 13, 0],
    ['not-now', 14, 1],
    ['wrong', 89, 0],
    ['wrong', 90, 1],
  ] as const)('answered « %s », the same fact is quiet at %i days: %i', (verdict, days, left) => {
    expect(unanswered([fact('no-pause')], decided(verdict, days, 'no-pause'), TODAY)).toHaveLength(left);
  });
  it('comes back for something newer than the answer', () => {
    const answer = decided('done', 5, 'hard-event');
    expect(unanswered([fact('hard-event', ago(9), ago(9))], answer, TODAY)).toEqual([]);
    expect(unanswered([fact('hard-event', ago(9), ago(2))], answer, TODAY)).toHaveLength(1);
  });
  it('is not followed at once by another for the same person, unless the first was wrong or something is new', () => {
    const other = fact('no-pause');
    expect(unanswered([other], decided('done', 13, 'hard-event'), TODAY)).toEqual([]);
    expect(unanswered([other], decided('done', 14, 'hard-event'), TODAY)).toEqual([other]);
    expect(unanswered([other], decided('not-now', 2, 'hard-event'), TODAY)).toEqual([]);
    expect(unanswered([other], decided('wrong', 2, 'hard-event'), TODAY)).toEqual([other]);
    const fresh = fact('concern-raised', ago(1), ago(1));
    expect(unanswered([fresh], decided('done', 2, 'no-thanks'), TODAY)).toEqual([fresh]);
  });
  it('is not proposed on a sentence that the volunteer said was wrong', () => {
    const corrected = {
      ...noAttention(PAUL, 'besancon'),
      corrections: [{ at: at(3), kind: 'fewer-yes' as const, sentence: '', words: 'J’étais en formation.' }],
    };
    expect(unanswered([fact('fewer-yes'), fact('no-thanks')], corrected, TODAY).map((f) => f.kind)).toEqual([
      'no-thanks',
    ]);
  });
  it('is for a few a week: the most useful, then who has waited longest, in an order that stands still', () => {
    const many = range(12).flatMap(
      (i) => proposalOf(volunteerNumber(i + 1), [fact(i % 2 ? 'no-thanks' : 'hard-event', ago(i))]) ?? [],
    );
    const week = thisWeek(many, 0);
    expect(week).toHaveLength(STEPS_A_WEEK);
    expect(week.every(({ step }) => step === 'debrief')).toBe(true);
    expect(week[0]?.volunteerId).toBe(volunteerNumber(11));
    expect(thisWeek(many.toReversed(), 0)).toEqual(week);
    expect(thisWeek(many, 4)).toHaveLength(1);
    expect(thisWeek(many, 9)).toEqual([]);
    expect(answeredThisWeek([decided('not-now', 1, 'no-pause'), decided('done', 2, 'no-pause')], TODAY)).toBe(
      1,
    );
  });
  it('says what followed from the second week on, in missions, without a verdict', () => {
    const reports = [report(2), report(30), report(33), report(40)];
    expect(followedBy(ago(6), reports, TODAY)).toBeUndefined();
    expect(followedBy(ago(21), reports, TODAY)?.replaceAll('\u00a0', ' ')).toBe(
      'Depuis : 1 mission en 3 semaines, contre 3 dans les quatre semaines d’avant.',
    );
  });
});
