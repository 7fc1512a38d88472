import { change, SYSTEM } from '../../audit/audit.ts';
import type { Surroundings } from '../../decide/decide.ts';
import { lettersOf } from '../../ids/digest.ts';
import { linkKind } from '../../links/link.ts';
import { mintLink } from '../../links/mint-link.ts';
import { intentWrite } from '../../messages/intent-write.ts';
import { readAs, type Stored } from '../../table/kind.ts';
import type { Write } from '../../table/table.ts';
import { create, replace, unchanged } from '../../table/write.ts';
import { earliest, type Instant, latest, minus, plus } from '../../time/instant.ts';
import type { Town } from '../../town/settings.ts';
import { volunteerKind } from '../../volunteers/store.ts';
import type { CallRound } from '../calls/round.ts';
import { batchIdSchema, callTaskIdOf, callTaskKey, callTaskKind } from '../calls/task.ts';
import { readTownAndSettings } from '../read-settings.ts';
import { batchesOf, type CallBatch, callBatchKind } from './batch.ts';
import { loadWrite } from './batch-facts.ts';
import { type Candidate, candidatesFor } from './candidates.ts';
import { withCalls } from './may-ask.ts';
import { type Caller, type PlannedBatch, planBatches } from './plan-batches.ts';
import { isWaiting, waitingPeople } from './waiting-people.ts';

/** Minutes left to call once a volunteer has said yes. */
const TO_CALL_MINUTES = 45;
/** A yes is waited for until an hour before the first calls are due; asked late, three quarters of an hour. */
const answerBy = (round: CallRound, now: Instant): Instant =>
  earliest(
    latest(minus(round.firstBy, { minutes: 60 }), plus(now, { minutes: 45 })),
    minus(round.handOverAt, { minutes: TO_CALL_MINUTES }),
  );

type Asking = {
  readonly world: Surroundings;
  readonly town: Town;
  readonly round: CallRound;
  readonly wave: number;
  readonly now: Instant;
};

/** The question to one volunteer: link, text, what they carry, and the promise that they have not changed. */
const questionWrites = (asking: Asking, batch: CallBatch, who: Candidate): readonly Write[] => {
  const { world, town, round, wave, now } = asking;
  const volunteer = who.volunteer.value;
  const { token, link } = mintLink(world.ids, {
    town: town.id,
    volunteerId: volunteer.id,
    now,
    purpose: 'calls',
    batchId: batch.id,
    until: plus(round.escalateAt, { hours: 3 }),
  });
  const loads = new Map(who.load ? [[volunteer.id, who.load]] : []);
  return [
    unchanged(volunteerKind, who.volunteer, 'volunteer'),
    loadWrite(
      { loads },
      volunteer.id,
      (load) => ({
        ...withCalls(load, { batchId: batch.id, day: batch.day, state: 'offered', askedAt: now }),
        offersSentAt: [...load.offersSentAt, now].slice(-60),
      }),
      now,
    ),
    create(linkKind, link),
    intentWrite(
      { appSecret: world.config.appSecret, ids: world.ids },
      town,
      {
        message: {
          kind: 'calls-offer',
          count: batch.people.length,
          startsAt: round.opensAt,
          endsAt: latest(round.firstBy, plus(batch.answerBy, { minutes: TO_CALL_MINUTES })),
          sector: batch.sector ?? 'ville',
          ...(round.source.kind === 'cadence' ? { friendly: true as const } : {}),
        },
        recipient: volunteer.id,
        subject: batch.id,
        round: `wave-${wave}`,
        dueAt: now,
        notAfter: batch.answerBy,
        secret: token,
      },
      now,
    ),
  ];
};

/** A new batch with its first question, in one transaction held to each obligation's version: nobody is in two. */
const offerNew = async (asking: Asking, plan: PlannedBatch, who: Candidate): Promise<boolean> => {
  const { world, round, wave, now } = asking;
  const people = plan.people.map((one) => one.personId);
  const rows = await world.table.getRows(people.map((person) => callTaskKey(callTaskIdOf(round.id, person))));
  const tasks = rows
    .flatMap((row) => (row ? (readAs(callTaskKind, row) ?? []) : []))
    .filter(({ value }) => isWaiting(value, now));
  if (tasks.length === 0) return false;
  const free = tasks.map(({ value }) => value.personId);
  const sectors = [...new Set(tasks.map(({ value }) => value.sector))];
  const batch: CallBatch = {
    id: batchIdSchema.parse(`bat_${lettersOf(`${round.id}|${wave}|${plan.caller.id}|${free.join(',')}`)}`),
    roundId: round.id,
    town: round.town,
    day: round.day,
    state: 'offered',
    people: free,
    ...(sectors.length === 1 && sectors[0] ? { sector: sectors[0] } : {}),
    languages: [...new Set(tasks.flatMap(({ value }) => value.languages))].slice(0, 6),
    asked: [{ volunteerId: plan.caller.id, at: now, wave, state: 'asked' }],
    answerBy: answerBy(round, now),
    createdAt: now,
  };
  const done = await world.table.commit([
    ...change(callBatchKind, undefined, batch, {
      action: 'batch-offered',
      actor: SYSTEM,
      at: now,
      to: 'offered',
      details: { people: free.length, wave },
    }),
    ...tasks.map((stored) =>
      replace(callTaskKind, stored, { ...stored.value, batchId: batch.id }, `call:${stored.value.personId}`),
    ),
    ...questionWrites(asking, batch, who),
  ]);
  return done.ok;
};

/** At most so many volunteers wait for one answer: more would be let down than needed. */
const ASKED_AT_ONCE = 3;

/** One more volunteer for a batch that nobody has taken yet. */
const askAlso = async (asking: Asking, batch: Stored<CallBatch>, who: Candidate): Promise<boolean> => {
  const { world, wave, now } = asking;
  const next: CallBatch = {
    ...batch.value,
    asked: [
      ...batch.value.asked,
      { volunteerId: who.volunteer.value.id, at: now, wave, state: 'asked' as const },
    ],
  };
  const done = await world.table.commit([
    ...change(callBatchKind, batch, next, {
      action: 'batch-offered',
      actor: SYSTEM,
      at: now,
      details: { volunteer: who.volunteer.value.id, wave },
    }),
    ...questionWrites(asking, next, who),
  ]);
  return done.ok;
};

const canAlso = (batch: CallBatch, who: Candidate): boolean =>
  batch.asked.length < 12 &&
  batch.asked.filter((one) => one.state === 'asked').length < ASKED_AT_ONCE &&
  !batch.asked.some((one) => one.volunteerId === who.volunteer.value.id) &&
  batch.languages.every((code) => who.volunteer.value.languages.includes(code));

const AT_ONCE = 6;
const inTurn = async <T>(all: readonly T[], act: (one: T) => Promise<boolean>): Promise<number> => {
  let done = 0;
  for (let i = 0; i < all.length; i += AT_ONCE)
    done += (await Promise.all(all.slice(i, i + AT_ONCE).map(act))).filter(Boolean).length;
  return done;
};

/**
 * One wave of questions: each volunteer who may be asked gets one batch, of people they know, of their sector, then
 * others; those for whom nobody is left are asked about a batch still without an answer. Run twice or by two ticks, nobody
 * is in two batches and nobody is asked twice for one day. Returns how many were asked.
 */
export const askVolunteers = async (world: Surroundings, round: CallRound, now: Instant): Promise<number> => {
  const { town, settings } = await readTownAndSettings(world);
  const who = await candidatesFor(world, town, round, now);
  if (who.size === 0) return 0;
  const asking: Asking = { world, town, round, wave: round.asking.wave + 1, now };
  const callers: Caller[] = [...who.values()].map(({ volunteer }) => ({
    id: volunteer.value.id,
    sector: volunteer.value.address.sector,
    languages: volunteer.value.languages,
  }));
  const volunteers = [...who.values()].map(({ volunteer }) => volunteer.value);
  const people = await waitingPeople(world, round, volunteers, now);
  const plans = planBatches(people, callers, round.batchSize ?? settings.batchSize);
  const offered = await inTurn(plans, async (plan) => {
    const candidate = who.get(plan.caller.id);
    return candidate ? offerNew(asking, plan, candidate) : false;
  });
  const spare = [...who.values()].filter(
    ({ volunteer }) => !plans.some((plan) => plan.caller.id === volunteer.value.id),
  );
  if (spare.length === 0) return offered;
  const open = (await batchesOf(world.table, round.id, 'live')).filter(
    ({ value }) => value.state === 'offered',
  );
  const pairs: { batch: Stored<CallBatch>; who: Candidate }[] = [];
  for (const one of spare) {
    const at = open.findIndex((batch) => canAlso(batch.value, one));
    const [batch] = at < 0 ? [] : open.splice(at, 1);
    if (batch) pairs.push({ batch, who: one });
  }
  return offered + (await inTurn(pairs, (pair) => askAlso(asking, pair.batch, pair.who)));
};
