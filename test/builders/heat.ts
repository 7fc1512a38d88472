import { type CallBatch, callBatchSchema } from '../../shared/heat/batches/batch.ts';
import { type SummerCaller, summerCallerSchema } from '../../shared/heat/batches/summer-caller.ts';
import { type CallRound, callRoundSchema, roundIdOf } from '../../shared/heat/calls/round.ts';
import { batchIdSchema, type CallTask, callTaskIdOf, callTaskSchema } from '../../shared/heat/calls/task.ts';
import { campaignIdOf } from '../../shared/heat/campaign/campaign.ts';
import { defaultSettings } from '../../shared/heat/settings.ts';
import { registerEntryIdSchema, staffIdSchema, volunteerIdSchema } from '../../shared/ids/ids.ts';
import { civilDay, civilTime, instantOf } from '../../shared/time/civil.ts';
import type { Instant } from '../../shared/time/instant.ts';
import { PAUL } from './chain.ts';

/** A hot Tuesday, and the people and records of one list of calls, valid by default. */
export const HOT_DAY = civilDay('2026-07-07');
export const hot = (time: string, day = HOT_DAY): Instant => instantOf(day, civilTime(time));
const id = (letter: string) => letter.repeat(26);
export const ROSE = registerEntryIdSchema.parse(`reg_${id('R')}`);
export const NADIA = staffIdSchema.parse(`stf_${id('N')}`);
export const OMAR = staffIdSchema.parse(`stf_${id('P')}`);
export const CAMPAIGN = campaignIdOf('besancon', HOT_DAY);
const source = { kind: 'heat' as const, campaignId: CAMPAIGN };
export const ROUND = roundIdOf('besancon', source, HOT_DAY, 1);
export const BATCH = batchIdSchema.parse(`bat_${id('B')}`);

export const aRound = (more: Partial<CallRound> = {}): CallRound =>
  callRoundSchema.parse({
    id: ROUND,
    town: 'besancon',
    source,
    day: HOT_DAY,
    turn: 1,
    label: 'Vital-Été',
    level: 'orange',
    state: 'open',
    shards: 2,
    duty: [NADIA],
    script: defaultSettings('besancon').script,
    hours: { from: '08:30', to: '20:00' },
    callingNumber: '+33353010000',
    codeWord: 'fontaine',
    opensAt: hot('08:30'),
    firstBy: hot('11:00'),
    handOverAt: hot('12:00'),
    escalateAt: hot('18:00'),
    fill: { startedAt: hot('08:30'), met: 1, doneAt: hot('08:30') },
    asking: { wave: 0 },
    createdAt: hot('08:30'),
    ...more,
  });

export const aCall = (more: Partial<CallTask> = {}): CallTask =>
  callTaskSchema.parse({
    id: callTaskIdOf(ROUND, ROSE),
    roundId: ROUND,
    town: 'besancon',
    day: HOT_DAY,
    personId: ROSE,
    shard: 0,
    state: 'open',
    rung: 'call-1',
    holder: { by: 'desk' },
    notBefore: hot('08:30'),
    deadline: hot('11:00'),
    overdue: 0,
    sector: 'planoise',
    languages: [],
    volunteersMay: true,
    facts: { notReachedYesterday: false, livesAlone: true, nobodyToWarn: false, upperFloor: false },
    priority: '1011',
    ways: { phones: 1, relatives: 1, neighbours: 1 },
    attempts: 0,
    conflicts: [],
    ...more,
  });

export const aBatch = (more: Partial<CallBatch> = {}): CallBatch =>
  callBatchSchema.parse({
    id: BATCH,
    roundId: ROUND,
    town: 'besancon',
    day: HOT_DAY,
    state: 'offered',
    people: [ROSE],
    sector: 'planoise',
    languages: [],
    asked: [{ volunteerId: PAUL, at: hot('08:30'), wave: 1, state: 'asked' }],
    answerBy: hot('10:00'),
    createdAt: hot('08:30'),
    ...more,
  });

export const aSummerCaller = (more: Partial<SummerCaller> = {}): SummerCaller =>
  summerCallerSchema.parse({
    volunteerId: volunteerIdSchema.parse(PAUL),
    town: 'besancon',
    isIn: true,
    beyondCaps: false,
    at: hot('08:30'),
    by: { kind: 'volunteer', id: PAUL },
    ...more,
  });
