import type { SQSBatchResponse, SQSEvent } from 'aws-lambda';
import { lookAtConcern } from '../../shared/concerns/look-at-concern.ts';
import { ensureCheckInWatch, lookAtCheckIns } from '../../shared/engagement/check-ins/look-at-check-ins.ts';
import { lookAtSummerQuestion } from '../../shared/engagement/cover/ask-summer.ts';
import { lookAtGathering } from '../../shared/engagement/gatherings/look-at-gathering.ts';
import { lookAtLetters } from '../../shared/engagement/recognition/letters/send-letters.ts';
import {
  ensureMilestoneWeek,
  lookAtMilestone,
  lookAtMilestoneWeek,
} from '../../shared/engagement/recognition/milestones/look-at-milestones.ts';
import { lookAtNeeds } from '../../shared/engagement/recruitment/publish-needs.ts';
import { activityOf } from '../../shared/engagement/report/activity.ts';
import { lookAtActivity } from '../../shared/engagement/report/count-year.ts';
import { ensureRestWatch, lookAtRests } from '../../shared/engagement/rests/look-at-rests.ts';
import { ensureSignalsLook, lookAtSignals } from '../../shared/engagement/signals/look-at-signals.ts';
import { lookAtFlag } from '../../shared/flags/change-flag.ts';
import { lookAtSchedule } from '../../shared/friendly/look-at-schedule.ts';
import { scheduleOfPartition } from '../../shared/friendly/schedule.ts';
import { roundIdSchema } from '../../shared/heat/calls/round.ts';
import { lookAtRound } from '../../shared/heat/calls/rounds/look-at-round.ts';
import { campaignIdSchema } from '../../shared/heat/campaign/campaign.ts';
import { lookAtCampaign } from '../../shared/heat/campaign/look-at-campaign.ts';
import {
  concernIdSchema,
  deliveryRoundIdSchema,
  flagIdSchema,
  gatheringIdSchema,
  importIdSchema,
  loanIdSchema,
  missionIdSchema,
  registerEntryIdSchema,
  seniorIdSchema,
  serviceIdSchema,
  volunteerIdSchema,
} from '../../shared/ids/ids.ts';
import { continueImport } from '../../shared/imports/commit-import.ts';
import { lookAtLoan, lookAtReader } from '../../shared/library/look-at-library.ts';
import { lookAtMission } from '../../shared/missions/look-at-mission.ts';
import { wakeSearches } from '../../shared/offers/search/wake-searches.ts';
import { sweepMessages } from '../../shared/outbox/sweep-messages.ts';
import { lookAtNight, lookAtPlan } from '../../shared/plans/look-at-plans.ts';
import { planIdSchema } from '../../shared/plans/week-plan.ts';
import { lookAtEntry } from '../../shared/register/look-at-entry.ts';
import { lookAtDeliveryRound } from '../../shared/rounds/look-at-round.ts';
import { lookAtService } from '../../shared/services/look-at-service.ts';
import { lookAtSenior } from '../../shared/situations/look-at-senior.ts';
import type { Key } from '../../shared/table/kind.ts';
import { type Instant, minutesBetween } from '../../shared/time/instant.ts';
import { lookAtVolunteer } from '../../shared/volunteers/look-at-volunteer.ts';
import type { World } from '../compose.ts';

type Look = (world: World, id: string, now: Instant) => Promise<unknown>;

/** What is looked at, by the sort key of the record that is due. */
const LOOKS: Readonly<Record<string, Look>> = {
  MISSION: (world, id, now) => lookAtMission(world, missionIdSchema.parse(id), now),
  LOAD: (world, id, now) => wakeSearches(world, volunteerIdSchema.parse(id), now),
  SERVICE: (world, id, now) => lookAtService(world, serviceIdSchema.parse(id), now),
  FLAG: (world, id, now) => lookAtFlag(world, flagIdSchema.parse(id), now),
  SENIOR: (world, id, now) => lookAtSenior(world, seniorIdSchema.parse(id), now),
  CONCERN: (world, id, now) => lookAtConcern(world, concernIdSchema.parse(id), now),
  VOLUNTEER: (world, id, now) => lookAtVolunteer(world, volunteerIdSchema.parse(id), now),
  'CALL-CAMPAIGN': (world, id, now) => lookAtCampaign(world, campaignIdSchema.parse(id), now),
  'CALL-ROUND': (world, id, now) => lookAtRound(world, roundIdSchema.parse(id), now),
  'CALL-SCHEDULE': (world, id, now) => {
    const { town, programme } = scheduleOfPartition(id);
    return lookAtSchedule(world, town, programme, now);
  },
  'WEEK-PLAN': (world, id, now) => lookAtPlan(world, planIdSchema.parse(id), now),
  'PLAN-NIGHT': (world, id, now) => lookAtNight(world, id.replace('PLANS#', ''), now),
  'CHECK-IN-WATCH': (world, id, now) => lookAtCheckIns(world, id.replace('CHECK-INS#', ''), now),
  'SIGNALS-LOOK': (world, id, now) => lookAtSignals(world, id.replace('SIGNALS#', ''), now),
  'REST-WATCH': (world, id, now) => lookAtRests(world, id.replace('RESTS#', ''), now),
  'SUMMER-QUESTION': (world, id, now) => lookAtSummerQuestion(world, id.replace('SUMMER-QUESTION#', ''), now),
  'DELIVERY-ROUND': (world, id, now) => lookAtDeliveryRound(world, deliveryRoundIdSchema.parse(id), now),
  GATHERING: (world, id, now) => lookAtGathering(world, gatheringIdSchema.parse(id), now),
  'LETTER-SENDING': lookAtLetters,
  MILESTONE: lookAtMilestone,
  'MILESTONE-WEEK': (world, id, now) => lookAtMilestoneWeek(world, id.replace('MILESTONES#', ''), now),
  IMPORT: (world, id, now) => continueImport(world, importIdSchema.parse(id), now),
  LOAN: (world, id, now) => lookAtLoan(world, loanIdSchema.parse(id), now),
  READING: (world, id, now) => lookAtReader(world, seniorIdSchema.parse(id.replace('READER#', '')), now),
  'RECRUITMENT-NEEDS': (world, id, now) => lookAtNeeds(world, id.replace('NEEDS#', ''), now),
  ACTIVITY: (world, id, now) => {
    const { town, year } = activityOf(id);
    return lookAtActivity(world, town, year, now);
  },
  REGISTER: (world, id, now) => lookAtEntry(world, registerEntryIdSchema.parse(id), now),
};

/** A tick takes this many at most; what is left is due at the next one, oldest first, never forgotten (rule 3). */
const MOST_PER_TICK = 200;
const AT_ONCE = 4;

/** Worlds in which the daily looks at everybody are known to exist: asked once for each process, not at each tick. */
const watched = new WeakSet<World>();

export type Tick = { readonly due: number; readonly failed: number };

const lookAt = async (world: World, key: Key, now: Instant): Promise<boolean> => {
  const look = LOOKS[key.sk];
  if (!look) {
    world.log({ event: 'agenda-unknown-kind', kind: key.sk });
    return false;
  }
  try {
    await look(world, key.pk, now);
    return true;
  } catch (error) {
    // One record that cannot be dealt with must not hold back the others; it stays due and is alarmed on.
    world.log({
      event: 'agenda-failed',
      kind: key.sk,
      id: key.pk,
      error: error instanceof Error ? error.name : '',
    });
    return false;
  }
};

/**
 * Everything due at or before now: the cut-off alone decides, so that a tick that came late, twice or never loses
 * nothing and repeats nothing (F25).
 */
export const tick = async (world: World): Promise<Tick> => {
  const now = world.clock.now();
  if (!watched.has(world)) {
    const exist = [
      await ensureRestWatch(world, now),
      await ensureCheckInWatch(world, now),
      await ensureSignalsLook(world, now),
      await ensureMilestoneWeek(world, now),
    ];
    if (exist.every(Boolean)) watched.add(world);
  }
  const due = await world.table.due('agenda', now, MOST_PER_TICK);
  let failed = 0;
  for (let i = 0; i < due.length; i += AT_ONCE) {
    const looked = await Promise.all(due.slice(i, i + AT_ONCE).map(({ key }) => lookAt(world, key, now)));
    failed += looked.filter((done) => !done).length;
  }
  const swept = await sweepMessages(world.table, now);
  // The heartbeat that the alarm waits for: its absence, not its content, says that people are forgotten.
  const oldestMessageMinutes = swept.oldestDueAt ? minutesBetween(swept.oldestDueAt, now) : 0;
  world.log({ event: 'agenda-tick', due: due.length, failed, messages: swept.found, oldestMessageMinutes });
  return { due: due.length, failed };
};

/** Scheduler → queue → here. The message says only "look"; a tick that throws is tried again by the queue. */
export const agendaHandler =
  (world: World) =>
  async (event: SQSEvent): Promise<SQSBatchResponse> => {
    try {
      await tick(world);
      return { batchItemFailures: [] };
    } catch (error) {
      world.log({ event: 'agenda-broken', error: error instanceof Error ? error.name : '' });
      return { batchItemFailures: event.Records.map((record) => ({ itemIdentifier: record.messageId })) };
    }
  };
