import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { consentKey, consentKind, isConsentGiven } from '../../../shared/consents/consent.ts';
import { acceptBatch, declineBatch } from '../../../shared/heat/batches/answer-batch.ts';
import { COUNTED, countsOf, noCounts, plusCounts, readCounts } from '../../../shared/heat/board/counters.ts';
import { nextForAgent, readBoard } from '../../../shared/heat/board/read-board.ts';
import { outcomeIdSchema } from '../../../shared/heat/calls/outcome.ts';
import { recordOutcome } from '../../../shared/heat/calls/record-outcome.ts';
import { isOwed, type OutcomeCode } from '../../../shared/heat/calls/task.ts';
import { intentKind } from '../../../shared/messages/store.ts';
import { checkMessage } from '../../../shared/outbox/check-message.ts';
import { editSenior } from '../../../shared/seniors/edit-senior.ts';
import { seniorKey, seniorKind } from '../../../shared/seniors/store.ts';
import { pauseService, resumeService } from '../../../shared/services/arrange/arrange-service.ts';
import { serviceKey, serviceKind } from '../../../shared/services/store.ts';
import { closeSenior } from '../../../shared/situations/close-senior.ts';
import { withdrawConsent } from '../../../shared/situations/record-consent.ts';
import { replace } from '../../../shared/table/write.ts';
import { addDays, type CivilDay, dayOf } from '../../../shared/time/civil.ts';
import { type Instant, plus } from '../../../shared/time/instant.ts';
import { diceOf } from '../../laws/hot-day-plan.ts';
import {
  aFriend,
  CALM_DAY,
  calm,
  type FriendlyTown,
  memberNumber,
  openFriendlyTown,
  serviceNumber,
} from '../../support/friendly-day.ts';
import { CLAIRE } from '../../support/situations.ts';

const claire = { kind: 'staff', id: CLAIRE } as const;
const CODES: readonly OutcomeCode[] = [
  'well',
  'well',
  'well',
  'no-answer',
  'no-answer',
  'busy',
  'refused',
  'needs-something',
  'wrong-number',
  'distress',
];

/** May this person be called on that day, from her own records alone: what the list must agree with. */
const mayBeCalled = async (town: FriendlyTown, n: number, day: CivilDay, now: Instant): Promise<boolean> => {
  const { table } = town;
  const senior = (await table.get(seniorKind, seniorKey(memberNumber(n))))?.value;
  const service = (await table.get(serviceKind, serviceKey(serviceNumber(n))))?.value;
  const consent = (await table.get(consentKind, consentKey(memberNumber(n), 'FRIENDLY_CALL')))?.value;
  const isAway = senior?.absences.some(({ from, to }) => from <= day && day <= to) ?? true;
  return senior?.state === 'active' && service?.state === 'open' && isConsentGiven(consent, now) && !isAway;
};

/** Law 5, from rows and from counters; a holder and a deadline for all that is owed; nobody called twice on one list. */
const hold = async (town: FriendlyTown, now: Instant): Promise<void> => {
  const calls = town.calls();
  for (const round of town.rounds()) {
    const rows = calls.filter((call) => call.roundId === round.id);
    const counted = await readCounts(town.table, round.id, round.shards);
    const summed = rows.reduce((sum, call) => plusCounts(sum, countsOf(call)), noCounts);
    expect(
      COUNTED.map((name) => counted[name]),
      `counters at ${now}`,
    ).toEqual(COUNTED.map((name) => summed[name]));
    expect(new Set(rows.map(({ personId }) => personId)).size).toBe(rows.length);
    if (round.state === 'closed') expect(rows.filter(isOwed), `owed after the end, ${now}`).toEqual([]);
  }
  for (const call of calls.filter(isOwed)) expect(call.deadline, `${call.id} at ${now}`).toBeDefined();
  for (const call of calls) expect(['door', 'police'], call.id).not.toContain(call.rung);
};

/** Law 4: what would leave now is about somebody who may still be called. */
const textsHold = async (town: FriendlyTown, now: Instant): Promise<void> => {
  for (const intent of town.all(intentKind).filter(({ message }) => message.kind === 'calls-offer')) {
    const world = {
      table: town.table,
      appSecret: town.world.config.appSecret,
      linksOrigin: town.world.config.linksOrigin,
      smsNumbers: 'fiction' as const,
      budgetSpent: () => Promise.resolve(0),
    };
    const verdict = await checkMessage(world, intent, now);
    if (!verdict.go) continue;
    const batch = town.batches().find(({ id }) => id === intent.subject);
    const each = await Promise.all(
      Array.from({ length: 12 }, async (_, n) =>
        batch?.people.includes(memberNumber(n)) ? mayBeCalled(town, n, batch.day, now) : false,
      ),
    );
    expect(each, `a text about nobody, ${now}`).toContain(true);
    expect(verdict.sms.text).not.toMatch(/Perrin|Jeanne/);
  }
};

const play = async (seed: number, people: number, volunteers: number): Promise<void> => {
  const dice = diceOf(seed);
  const town = await openFriendlyTown(
    Array.from({ length: people }, (_, n) => ({
      service: { byList: { weekdays: n % 3 === 0 ? [2, 4] : [] } },
    })),
    Array.from({ length: volunteers }, (_, n) => aFriend(n)),
  );
  let forms = 0;
  const act = async (now: Instant): Promise<void> => {
    const n = dice.below(people);
    const id = memberNumber(n);
    const what = dice.below(24);
    if (what === 0) await withdrawConsent(town.world, id, 'FRIENDLY_CALL', 'phone', claire, now);
    if (what === 1) await closeSenior(town.world, id, 'died', claire, now);
    if (what >= 2 && what < 6) await pauseService(town.world, serviceNumber(n), undefined, claire, now);
    if (what >= 6 && what < 14) await resumeService(town.world, serviceNumber(n), claire, now);
    if (what === 14) {
      const stored = await town.table.get(seniorKind, seniorKey(id));
      const day = dayOf(now);
      const edited = stored && editSenior(stored.value, { absences: [{ from: day, to: day }] });
      // Straight in the file, as an import would: only the list's own check can see it.
      if (stored && edited?.ok) await town.table.commit([replace(seniorKind, stored, edited.value)]);
    }
    for (const batch of town.batches().filter(({ state }) => state === 'offered'))
      for (const one of batch.asked.filter(({ state }) => state === 'asked')) {
        const subject = { batchId: batch.id, volunteerId: one.volunteerId };
        const actor = { kind: 'volunteer', id: one.volunteerId } as const;
        if (dice.chance(15)) await acceptBatch(town.world, subject, { via: 'link', actor }, now);
        else if (dice.chance(5)) await declineBatch(town.world, subject, actor, now);
      }
    for (const round of town.rounds().filter(({ state, opensAt }) => state === 'open' && opensAt <= now)) {
      const board = await readBoard(town.world, round.id, now);
      const next = board && nextForAgent(board, CLAIRE)[0];
      if (!next || !dice.chance(50)) continue;
      forms += 1;
      const form = {
        taskId: next.id,
        id: outcomeIdSchema.parse(`form-${String(forms).padStart(6, '0')}`),
        code: next.state === 'escalated' ? 'passed-to-rescue' : (CODES[dice.below(CODES.length)] ?? 'well'),
        note: '',
        calledAt: now,
        via: 'desk' as const,
      } as const;
      for (let twice = 0; twice < (dice.chance(30) ? 2 : 1); twice += 1)
        await recordOutcome(town.world, form, claire, now);
    }
  };
  for (let d = 0; d < 3; d += 1) {
    const day = addDays(CALM_DAY, d);
    for (let at = calm('06:50', day); at < calm('17:00', day); at = plus(at, { minutes: 55 })) {
      // Ticks are lost, or come twice.
      const ticks = dice.chance(25) ? 0 : dice.chance(25) ? 2 : 1;
      for (let n = 0; n < ticks; n += 1) await town.tick(at);
      if (at > calm('07:30', day)) await act(at);
      await hold(town, at);
      await textsHold(town, at);
    }
    // A check, whatever was lost before it: the list then says what the files say, person by person.
    for (const time of ['17:00', '17:31', '17:32']) await town.tick(calm(time, day));
    const checked = calm('17:32', day);
    for (let n = 0; n < people; n += 1) {
      const call = town.calls().find((one) => one.day === day && one.personId === memberNumber(n));
      const may = await mayBeCalled(town, n, day, checked);
      const isTheirDay = n % 3 !== 0 || d === 0 || d === 2;
      if (call?.state !== undefined && call.state !== 'stopped') expect(may, `${n} on ${day}`).toBe(true);
      if (may && isTheirDay)
        expect(call?.state ?? 'missing', `${n} on ${day}`).not.toMatch(/missing|stopped/);
    }
    await town.tick(calm('18:40', day));
    await hold(town, calm('18:40', day));
    expect(town.rounds().find((round) => round.day === day)?.state).toBe(
      town.calls().some((call) => call.day === day && isOwed(call)) ? 'open' : 'closed',
    );
  }
};

describe('any week of friendly calls', () => {
  it('owes each member one call, loses and doubles none, whatever is silent, lost, doubled or withdrawn', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 1_000_000 }),
        fc.integer({ min: 1, max: 7 }),
        fc.integer({ min: 0, max: 3 }),
        (seed, people, volunteers) => play(seed, people, volunteers),
      ),
      { seed: 20261124, numRuns: 5 },
    );
  });
});
