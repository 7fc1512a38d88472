import { describe, expect, it } from 'vitest';
import { askForAttestation } from '../../../../shared/engagement/recognition/attestation/ask-attestation.ts';
import {
  type Attestation,
  attestationFileKey,
  attestationFileKind,
  attestationKind,
  isItsCode,
} from '../../../../shared/engagement/recognition/attestation/attestation.ts';
import {
  issueAttestation,
  seenOf,
} from '../../../../shared/engagement/recognition/attestation/issue-attestation.ts';
import { makeAttestation, openPaper } from '../../../../shared/engagement/recognition/attestation/paper.ts';
import {
  answerEntry,
  type Entry,
  type HourEntries,
  sayEntry,
} from '../../../../shared/engagement/recognition/hours/entry.ts';
import { type HourFacts, linesOf } from '../../../../shared/engagement/recognition/hours/line.ts';
import { readHours } from '../../../../shared/engagement/recognition/hours/read-hours.ts';
import { totalsOf } from '../../../../shared/engagement/recognition/hours/totals.ts';
import { type CallBatch, callBatchSchema } from '../../../../shared/heat/batches/batch.ts';
import { missionIdSchema } from '../../../../shared/ids/ids.ts';
import { intentKind } from '../../../../shared/messages/store.ts';
import type { Mission } from '../../../../shared/missions/mission.ts';
import { missionKind } from '../../../../shared/missions/store.ts';
import { rowsOf } from '../../../../shared/table/kind.ts';
import { put } from '../../../../shared/table/write.ts';
import { civilDay, civilTime, dayOf, instantOf } from '../../../../shared/time/civil.ts';
import { plus } from '../../../../shared/time/instant.ts';
import { type Report, reportSchema } from '../../../../shared/visits/report.ts';
import { newVolunteerWrites } from '../../../../shared/volunteers/enrol.ts';
import {
  aMission,
  aTown,
  aVolunteer,
  JEANNE,
  TUESDAY_NOON as NOW,
  PAUL,
  VISIT,
} from '../../../builders/chain.ts';
import { aRound } from '../../../builders/rounds.ts';
import { memoryTable } from '../../../doubles/memory-table.ts';
import { staffIdOf, testDesk } from '../../../support/desk.ts';

const HOME = { lat: 47.24, lon: 6.02 };
const THERE = { lat: 47.22, lon: 5.96 };
const DAY = civilDay('2026-11-10');
const visit = (more: Partial<Mission> = {}): Mission =>
  aMission({
    state: 'done',
    outcome: 'done',
    day: DAY,
    startsAt: instantOf(DAY, civilTime('14:30')),
    area: THERE,
    holder: { volunteerId: PAUL, since: NOW, via: 'link', devices: [] },
    ...more,
  });
const report = (more: Partial<Report> = {}): Report =>
  reportSchema.parse({
    missionId: VISIT,
    seniorId: JEANNE,
    volunteerId: PAUL,
    town: 'besancon',
    at: instantOf(DAY, civilTime('17:00')),
    outcome: 'done',
    words: '',
    thanks: '',
    ...more,
  });
const batch = (more: Partial<CallBatch> = {}): CallBatch =>
  callBatchSchema.parse({
    id: `bat_${'B'.repeat(26)}`,
    roundId: 'rnd_besancon.heat.2026-07-10.1',
    town: 'besancon',
    day: '2026-07-10',
    state: 'finished',
    people: [`reg_${'A'.repeat(26)}`, `reg_${'B'.repeat(26)}`],
    languages: [],
    asked: [],
    holder: { volunteerId: PAUL, since: NOW, via: 'link', devices: [] },
    answerBy: NOW,
    createdAt: NOW,
    ...more,
  });
const linesFrom = (facts: Partial<HourFacts>) =>
  linesOf({
    volunteer: aVolunteer({
      travel: 'car',
      address: { line: '', precision: 'housenumber', sector: 'planoise', point: HOME },
    }),
    programmes: aTown().programmes,
    missions: [],
    reports: [],
    rounds: [],
    batches: [],
    entries: [],
    ...facts,
  });

describe('a line of hours', () => {
  it('says the minutes of the report; without any, those planned', () => {
    expect(linesFrom({ missions: [visit()] })[0]).toMatchObject({ minutes: 60, from: 'planned' });
    const said = linesFrom({ missions: [visit()], reports: [report({ minutes: 75, kilometres: 12.4 })] });
    expect(said[0]).toMatchObject({
      minutes: 75,
      from: 'said',
      journey: { mode: 'car', metres: 12_400, from: 'said' },
    });
  });

  it('estimates the way there and back by the mode’s detour, from the blurred place alone', () => {
    // 5 053 m as the crow flies, 1.4 by car, twice.
    const [line] = linesFrom({ missions: [visit()] });
    expect(line?.journey).toEqual({ mode: 'car', metres: 14_100, from: 'estimated' });
  });

  it('keeps what is unknown unknown: a place, a duration, a report that is owed', () => {
    const far = linesFrom({ missions: [visit({ area: undefined })] })[0];
    expect(far?.journey).toEqual({ mode: 'car', metres: undefined, from: 'unknown' });
    const closed = linesFrom({ missions: [visit({ state: 'not-done', outcome: 'not-home' })] })[0];
    expect(closed).toMatchObject({ minutes: undefined, from: 'unknown', note: 'Personne n’a ouvert' });
    expect(closed?.journey?.metres).toBe(14_100);
    const owed = linesFrom({ missions: [visit({ state: 'confirmed' })] })[0];
    expect(owed).toMatchObject({ minutes: undefined, note: 'Le compte rendu manque' });
    const hot = linesFrom({ batches: [batch()] })[0];
    expect(hot).toMatchObject({ minutes: undefined, note: '2 appels', label: 'Appels des jours de chaleur' });
    const totals = totalsOf([far, closed, owed, hot].flatMap((line) => line ?? []));
    expect(totals).toMatchObject({ minutes: 60, unknown: 3, metres: 14_100, unknownJourneys: 1 });
  });

  it('is not written for who did not set out, nor for a call a journey', () => {
    expect(linesFrom({ missions: [visit({ state: 'not-done', outcome: 'put-off' })] })).toEqual([]);
    expect(linesFrom({ missions: [visit({ state: 'cancelled' })] })).toEqual([]);
    const [call] = linesFrom({ missions: [visit({ act: 'call', programme: 'FRIENDLY_CALL' })] });
    expect(call?.minutes).toBe(60);
    expect(call?.journey).toBeUndefined();
    const friendly = batch({
      roundId: 'rnd_besancon.cadence-friendly-call.2026-07-10.1' as CallBatch['roundId'],
    });
    expect(linesFrom({ batches: [friendly] })[0]).toMatchObject({
      minutes: 40,
      label: 'Appel de convivialité',
    });
    expect(linesFrom({ batches: [{ ...friendly, state: 'returned' }] })[0]?.minutes).toBeUndefined();
  });

  it('is one for a whole round, its doors not counted again', () => {
    const stop = visit({ round: { id: aRound().id } });
    const lines = linesFrom({ rounds: [aRound({ state: 'done', travel: 'car' })], missions: [stop] });
    expect(lines).toHaveLength(1);
    expect(lines[0]).toMatchObject({ source: 'round', minutes: 50, note: 'Tournée de 1 porte' });
    expect(lines[0]?.journey?.metres).toBeGreaterThan(14_000);
    expect(linesFrom({ rounds: [aRound({ state: 'declined' })] })).toEqual([]);
  });
});

describe('what a volunteer says of a line', () => {
  const none: HourEntries = { volunteerId: PAUL, town: 'besancon', year: '2026', entries: [] };
  const said = { lineId: VISIT, day: DAY, said: { minutes: 90 }, words: '' };
  const agreedOn = (entries: HourEntries | undefined): readonly Entry[] => entries?.entries ?? [];

  it('counts once it is agreed; said again, what was agreed counts until somebody answers', () => {
    const first = sayEntry(none, said, dayOf(NOW), NOW);
    if (!first.ok) throw new Error(first.refusal.reason);
    const decided = { at: NOW, by: staffIdOf('coordinator') };
    const minutes = (entries: HourEntries | undefined) =>
      linesFrom({ missions: [visit()], entries: agreedOn(entries) })[0]?.minutes;
    expect(minutes(first.value)).toBe(60);
    const waiting = { lineId: VISIT, saidAt: NOW };
    const agreed = answerEntry(first.value, waiting, { accepted: true, answer: '' }, decided);
    expect(minutes(agreed)).toBe(90);
    expect(agreed && answerEntry(agreed, waiting, { accepted: true, answer: '' }, decided)).toBeUndefined();
    const later = plus(NOW, { hours: 1 });
    const again = agreed && sayEntry(agreed, { ...said, said: { minutes: 200 } }, dayOf(NOW), later);
    if (!again?.ok) throw new Error('said again');
    expect(minutes(again.value)).toBe(90);
    expect(answerEntry(again.value, waiting, { accepted: true, answer: '' }, decided)).toBeUndefined();
    const no = answerEntry(
      again.value,
      { lineId: VISIT, saidAt: later },
      { accepted: false, answer: 'Une heure et demie, comme convenu.' },
      decided,
    );
    expect(minutes(no)).toBe(90);
  });

  it('of a visit that they say they never made leaves no kilometre to be paid', () => {
    const agreed = (minutes: number): Entry => ({
      ...said,
      said: { minutes },
      agreed: { minutes },
      saidAt: NOW,
      state: 'accepted',
    });
    const line = (minutes: number) => linesFrom({ missions: [visit()], entries: [agreed(minutes)] })[0];
    expect(line(30)?.journey?.from).toBe('estimated');
    expect(line(0)).toMatchObject({ minutes: 0, from: 'agreed' });
    expect(line(0)?.journey).toBeUndefined();
  });

  it('still waits for an answer once the visit is in nobody’s hours any more, and can be given one', () => {
    const first = sayEntry(none, said, dayOf(NOW), NOW);
    if (!first.ok) throw new Error(first.refusal.reason);
    const missions = [visit({ state: 'cancelled', outcome: 'put-off' })];
    const lines = linesFrom({ missions, entries: first.value.entries });
    expect(lines).toMatchObject([{ id: VISIT, from: 'unknown', entry: { state: 'waiting' } }]);
    const decided = { at: NOW, by: staffIdOf('coordinator') };
    const waiting = { lineId: VISIT, saidAt: NOW };
    const no = answerEntry(first.value, waiting, { accepted: false, answer: 'Visite annulée.' }, decided);
    expect(linesFrom({ missions, entries: agreedOn(no) })).toEqual([]);
    const yes = answerEntry(first.value, waiting, { accepted: true, answer: '' }, decided);
    expect(linesFrom({ missions, entries: agreedOn(yes) })).toMatchObject([{ minutes: 90, from: 'agreed' }]);
  });

  it('is refused of a day to come, and of a year too long ago', () => {
    const reason = (day: string) => {
      const refusal = sayEntry(none, { ...said, day: civilDay(day) }, dayOf(NOW), NOW);
      return refusal.ok ? 'taken' : refusal.refusal.reason;
    };
    expect(['2026-11-25', '2026-11-24', '2025-01-01', '2024-12-31'].map(reason)).toEqual([
      'day-ahead',
      'taken',
      'taken',
      'too-old',
    ]);
  });
});

describe('an attestation', () => {
  const period = { from: civilDay('2026-11-01'), to: civilDay('2026-11-24') };
  const stage = async () => {
    const table = memoryTable();
    const { world } = await testDesk({ table });
    const paul = aVolunteer();

    await table.commit([
      ...newVolunteerWrites(world.config.appSecret, paul, {
        action: 'imported',
        actor: { kind: 'system', id: '' },
        at: NOW,
      }),
      put(missionKind, visit(), 'absent'),
    ]);
    const totals = async () => totalsOf(await readHours(table, aTown(), paul, period, NOW));
    return { world, table, paul, totals };
  };
  const by = staffIdOf('coordinator');

  it('issued twice at the same moment for two periods takes two numbers; for one, it is one paper', async () => {
    const { world, table, totals } = await stage();
    const other = { from: civilDay('2026-10-01'), to: period.to };
    const issue = async (of: typeof period) =>
      issueAttestation(
        world,
        PAUL,
        { ...of, withKilometres: false, seen: seenOf(of, false, await totals()) },
        by,
        NOW,
      );
    const issued = await Promise.all([issue(period), issue(other), issue(period)]);
    const numbers = issued.map((one) => (one.ok ? String(one.value) : one.refusal.reason));
    expect([...new Set(numbers)].sort()).toEqual(['2026-0001', '2026-0002']);
    expect(numbers[0]).toBe(numbers[2]);
    const kept = await table.index('list', { partition: 'besancon#attestations' });
    expect(kept.items.map(({ kind }) => kind)).toEqual([attestationKind.name, attestationKind.name]);
  });

  it('asked for again, the paper that is held answers: nobody waits for ever, each demand is told of once', async () => {
    const { world, table, totals } = await stage();
    const seen = seenOf(period, false, await totals());
    const answers: string[] = [];
    for (const at of [NOW, plus(NOW, { hours: 1 })]) {
      await askForAttestation(world, PAUL, { ...period, withKilometres: false, tellBySms: true }, at);
      for (const _ of [1, 2]) {
        const done = await issueAttestation(world, PAUL, { ...period, withKilometres: false, seen }, by, at);
        answers.push(done.ok ? String(done.value) : done.refusal.reason);
      }
      expect((await table.get(attestationFileKind, attestationFileKey(PAUL)))?.value.asked).toBeUndefined();
    }
    expect(new Set(answers)).toEqual(new Set(['2026-0001']));
    expect(rowsOf(intentKind, table.dump()).map(({ value }) => value.message.kind)).toEqual([
      'attestation-ready',
      'attestation-ready',
    ]);
  });

  it('altered in the table, in anything that a stranger is told or in its paper, its code opens it no more', async () => {
    const { world, paul, totals } = await stage();
    const made = makeAttestation(
      { appSecret: world.config.appSecret, ids: world.ids },
      {
        town: aTown(),
        volunteer: paul,
        totals: await totals(),
        issuing: { ...period, withKilometres: true },
        number: '2026-0001' as Attestation['number'],
        by,
        now: NOW,
      },
    );
    const paper = openPaper(world.config.appSecret, made);
    if (!paper) throw new Error('it opens');
    expect(isItsCode(paper.code, made)).toBe(true);
    for (const altered of [
      { minutes: 6_000 },
      { to: civilDay('2026-12-24') },
      { initials: 'X. X.' },
      { hash: 'f'.repeat(64) },
      { number: '2026-0002' as Attestation['number'] },
    ])
      expect(isItsCode(paper.code, { ...made, ...altered })).toBe(false);
    expect(openPaper(world.config.appSecret, { ...made, hash: 'f'.repeat(64) })).toBeUndefined();
    expect(openPaper('another-secret', made)).toBeUndefined();
  });
});

it('a mission that is another’s, or has not begun, is in nobody’s hours', async () => {
  const { table } = await testDesk();
  const later = plus(NOW, { hours: 2 });
  await table.commit([
    put(
      missionKind,
      visit({
        id: missionIdSchema.parse(`mis_${'L'.repeat(26).replaceAll('L', 'K')}`),
        day: dayOf(later),
        startsAt: later,
        state: 'confirmed',
      }),
      'absent',
    ),
  ]);
  const period = { from: civilDay('2026-11-01'), to: civilDay('2026-11-30') };
  expect(await readHours(table, aTown(), aVolunteer(), period, NOW)).toEqual([]);
});
