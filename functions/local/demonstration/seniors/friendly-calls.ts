import type { Actor } from '../../../../shared/audit/audit.ts';
import {
  type CallSchedule,
  callScheduleKind,
  DEFAULT_SCRIPT,
  isCallingDay,
} from '../../../../shared/friendly/schedule.ts';
import { countWrites } from '../../../../shared/heat/board/counters.ts';
import { applyOutcome } from '../../../../shared/heat/calls/apply-outcome.ts';
import { dayOver } from '../../../../shared/heat/calls/gentle-ladder.ts';
import { ladderRules } from '../../../../shared/heat/calls/ladder.ts';
import { newCallTask } from '../../../../shared/heat/calls/members/people.ts';
import { CADENCE_DAYS_BEFORE, callMemoryKind, owedOn } from '../../../../shared/heat/calls/memory.ts';
import { type CallRound, callRoundKind, roundIdOf } from '../../../../shared/heat/calls/round.ts';
import { type CallTask, callTaskKind, type OutcomeCode } from '../../../../shared/heat/calls/task.ts';
import { defaultSettings } from '../../../../shared/heat/settings.ts';
import { seniorKind } from '../../../../shared/seniors/store.ts';
import { isDueOn } from '../../../../shared/services/list-days.ts';
import { addDays, type CivilDay, civilTime, instantOf } from '../../../../shared/time/civil.ts';
import { plus } from '../../../../shared/time/instant.ts';
import type { Volunteer } from '../../../../shared/volunteers/volunteer.ts';
import { daysAgo, type Making } from '../making.ts';
import { BEGAN, type Followed, followedOf, PROGRAMME } from './friendly-people.ts';
import type { Known } from './seniors.ts';

/** Days of lists told behind today. */
const DAYS_TOLD = 16;

const scheduleOf = ({ town, staff, today }: Making): CallSchedule => ({
  town: town.id,
  programme: PROGRAMME,
  isOn: true,
  weekdays: [1, 2, 3, 4, 5],
  onHolidays: false,
  hours: { from: civilTime('09:30'), to: civilTime('18:00') },
  handOverAt: civilTime('14:00'),
  batchSize: 5,
  script: DEFAULT_SCRIPT,
  callingNumber: town.phone,
  responsible: [staff.coordinator],
  lastDay: addDays(today, -1),
  lookAt: instantOf(today, civilTime('07:00')),
});

const listOf = (schedule: CallSchedule, label: string, day: CivilDay, since: CivilDay): CallRound => {
  const source = { kind: 'cadence' as const, programme: PROGRAMME, consent: 'FRIENDLY_CALL' as const, since };
  const made = instantOf(day, civilTime('07:00'));
  return {
    id: roundIdOf(schedule.town, source, day, 1),
    town: schedule.town,
    source,
    day,
    turn: 1,
    label,
    state: 'closed',
    shards: 2,
    duty: schedule.responsible,
    script: schedule.script,
    hours: schedule.hours,
    callingNumber: schedule.callingNumber,
    batchSize: schedule.batchSize,
    opensAt: instantOf(day, schedule.hours.from),
    firstBy: instantOf(day, schedule.handOverAt),
    handOverAt: instantOf(day, schedule.handOverAt),
    escalateAt: instantOf(day, schedule.hours.to),
    fill: { startedAt: made, met: 0, doneAt: made },
    asking: { wave: 1 },
    lookedAt: instantOf(day, schedule.hours.to),
    createdAt: made,
  };
};

/** One call of the past, through the product's own decisions: reached at the first or second try, or on the next list. */
const live = (making: Making, round: CallRound, one: Followed): CallTask => {
  const { dice, staff } = making;
  const { senior, service } = one;
  const callee = {
    id: senior.id,
    serviceId: service.id,
    referentId: senior.referentId,
    sector: senior.address.sector,
    languages: [],
    volunteersMay: true,
    livesAlone: false,
    upperFloor: false,
    ways: { phones: senior.phones.length, relatives: senior.emergencyContacts.length, neighbours: 0 },
  };
  const rules = ladderRules(round, defaultSettings(round.town));
  const fresh = newCallTask(round, callee, one.memory, round.createdAt);
  one.memory = owedOn(one.memory, round.day, CADENCE_DAYS_BEFORE);
  const usual = service.pairings[0]?.volunteerId;
  const by: Actor =
    usual && dice.chance(0.8) ? { kind: 'volunteer', id: usual } : { kind: 'staff', id: staff.coordinator };
  // Whoever was missed on the list before is reached on this one: the demonstration leaves no referent to be told.
  const isReached = one.memory.missed > 0 || dice.chance(0.93);
  const codes: OutcomeCode[] = [
    ...(dice.chance(0.2) ? (['no-answer'] as const) : []),
    isReached ? (dice.chance(0.94) ? 'well' : 'refused') : 'no-answer',
  ];
  let task = fresh;
  let at = plus(round.opensAt, { minutes: dice.between(5, 100) });
  for (const code of codes) {
    const heard = applyOutcome(
      task,
      { code, calledAt: at, by, id: `${round.day}-${codes.length}` },
      rules,
      at,
    );
    if (heard.ok) task = heard.value.task;
    at = plus(at, { minutes: dice.between(130, 150) });
  }
  if (task.state === 'open') task = dayOver(task, round.escalateAt);
  if (task.state === 'reached') {
    if (task.reached) one.reachedAt = task.reached.at;
    one.memory = {
      ...one.memory,
      reachedOn: round.day,
      missed: 0,
      callers: by.kind === 'volunteer' && usual ? [usual] : one.memory.callers,
    };
  }
  return task;
};

/**
 * The friendly calls of the demonstration: sixteen people who said yes, their lists of the last weeks, and a schedule whose
 * next list the agenda makes by itself at seven.
 */
export const callFriends = (
  making: Making,
  known: readonly Known[],
  volunteers: readonly Volunteer[],
): void => {
  const { history, town, today, staff } = making;
  const followed = followedOf(making, known, volunteers);
  const programme = town.programmes.find(({ code }) => code === PROGRAMME);
  const schedule = scheduleOf(making);
  let since = addDays(today, -DAYS_TOLD - 1);
  for (let back = DAYS_TOLD; back >= 1; back -= 1) {
    const day = addDays(today, -back);
    if (!isCallingDay(schedule, day, town.holidayZone)) continue;
    const round = listOf(schedule, programme?.label ?? '', day, since);
    const isMissed = ({ memory }: Followed): boolean =>
      memory.owedOn !== undefined && (memory.reachedOn ?? '') < memory.owedOn;
    const tasks = followed
      .filter((one) => isDueOn(one.service, since, day) || isMissed(one))
      .map((one) => live(making, round, one));
    for (const task of tasks)
      history.change(callTaskKind, task, {
        action: 'call-outcome',
        actor: { kind: 'system', id: '' },
        at: task.reached?.at ?? round.escalateAt,
        to: task.state,
      });
    history.add(countWrites(tasks.map((after) => ({ before: undefined, after }))));
    const met = { ...round.fill, met: tasks.length };
    const registered = { count: tasks.length, at: round.createdAt };
    history.change(
      callRoundKind,
      { ...round, fill: met, registered },
      {
        action: 'list-closed',
        actor: { kind: 'system', id: '' },
        at: round.escalateAt,
        to: 'closed',
      },
    );
    since = day;
  }
  for (const { memory, senior, reachedAt } of followed) {
    history.note(callMemoryKind, memory);
    if (reachedAt && (senior.lastContactAt ?? '') < reachedAt)
      history.note(seniorKind, { ...senior, lastContactAt: reachedAt });
  }
  history.change(
    callScheduleKind,
    { ...schedule, lastDay: since },
    {
      action: 'call-schedule-changed',
      actor: { kind: 'staff', id: staff.coordinator },
      at: daysAgo(making, BEGAN, '09:00'),
      details: { on: true, weekdays: '1 2 3 4 5' },
    },
  );
};
