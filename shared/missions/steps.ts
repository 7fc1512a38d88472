import { lastAllowedBefore, nextAllowed, type QuietHours } from '../time/calendar.ts';
import { addDays, civilTime, dayOf, instantOf } from '../time/civil.ts';
import { earliest, type Instant, latest, minus, plus } from '../time/instant.ts';
import type { Town } from '../town/settings.ts';
import { endsAt, isHeld, isOpen, type Mission } from './mission.ts';

/** What the agenda may owe a mission. Each is done once, and recorded in `steps` or `search` when it is. */
export type StepName =
  | 'release-offers'
  | 'search'
  | 'uncovered-task'
  | 'give-up'
  | 'remind-day-before'
  | 'remind-two-hours'
  | 'ask-exit'
  | 'alert-exit'
  | 'ask-report'
  | 'nudge-report'
  | 'report-missing-task';

export type Step = { readonly name: StepName; readonly at: Instant };

/** What the steps depend on besides the mission. */
export type StepRules = {
  readonly quiet: QuietHours;
  readonly uncoveredHours: number;
  readonly exitMinutes: number;
};

/** Every duration of the agenda, with its reason; hours and minutes. */
export const STEP_PARAMS = {
  /** A confirmation asked at tea time leaves an evening and a morning to find somebody else. */
  dayBeforeAt: civilTime('17:00'),
  twoHours: 2,
  /** Time to walk home before the report is asked for. */
  reportAfterMinutes: 30,
  /** One nudge, the next morning. */
  nudgeAt: civilTime('10:00'),
  /** Then a person asks. */
  reportMissingDays: 3,
  /** Between the gentle text and the coordinator. */
  exitAlertMinutes: 30,
  /** The search starts this many days before the slot: earlier, people cannot say; later, nobody can be replaced. */
  searchDays: 12,
  /** Half-days of rounds end here. */
  morningEnds: civilTime('13:00'),
  afternoonEnds: civilTime('19:00'),
} as const;

export const stepRules = (town: Pick<Town, 'quietHours' | 'holidayZone' | 'deadlines'>): StepRules => ({
  quiet: { ...town.quietHours, zone: town.holidayZone },
  uncoveredHours: town.deadlines.uncoveredHours,
  exitMinutes: town.deadlines.exitMinutes,
});

/** When a round's half-day is over: the last moment at which somebody may still be at the door. */
const roundsEnd = (mission: Mission): Instant =>
  instantOf(mission.day, mission.time < '13:00' ? STEP_PARAMS.morningEnds : STEP_PARAMS.afternoonEnds);

/** With nobody by then, it will not happen: its start, or of a mission that waits for a round its half-day's end. */
export const givenUpAt = (mission: Mission): Instant =>
  mission.round ? latest(roundsEnd(mission), mission.startsAt) : mission.startsAt;

const openSteps = (mission: Mission, rules: StepRules): Step[] => {
  if (mission.round) return [{ name: 'give-up', at: givenUpAt(mission) }];
  const steps: Step[] = [{ name: 'give-up', at: mission.startsAt }];
  // The seat of somebody to be introduced is given up by its search; the visit takes place without.
  if (!mission.steps.uncoveredTaskAt && !mission.introduces)
    steps.push({ name: 'uncovered-task', at: minus(mission.startsAt, { hours: rules.uncoveredHours }) });
  if (!mission.search) {
    const early = minus(mission.startsAt, { days: STEP_PARAMS.searchDays });
    steps.push({ name: 'search', at: early > mission.createdAt ? early : mission.createdAt });
  } else if (mission.search.nextAt) steps.push({ name: 'search', at: mission.search.nextAt });
  return steps;
};

const reminders = (mission: Mission, rules: StepRules, since: Instant, twoHoursWished: boolean): Step[] => {
  const steps: Step[] = [];
  const dayBefore = lastAllowedBefore(
    instantOf(addDays(mission.day, -1), STEP_PARAMS.dayBeforeAt),
    rules.quiet,
  );
  // Somebody who said yes after that moment has just said so: asking again would be noise.
  if (!mission.steps.dayBeforeAt && since < dayBefore)
    steps.push({ name: 'remind-day-before', at: dayBefore });
  const twoHours = minus(mission.startsAt, { hours: STEP_PARAMS.twoHours });
  if (twoHoursWished && !mission.steps.twoHoursAt && since < twoHours)
    steps.push({ name: 'remind-two-hours', at: twoHours });
  return steps;
};

const afterSteps = (mission: Mission, rules: StepRules): Step[] => {
  const end = endsAt(mission);
  const steps: Step[] = [];
  if (mission.presence?.inAt && !mission.presence.outAt) {
    const askAt = plus(end, { minutes: rules.exitMinutes });
    if (!mission.steps.exitAskedAt) steps.push({ name: 'ask-exit', at: askAt });
    else if (!mission.steps.exitAlertedAt)
      steps.push({
        name: 'alert-exit',
        at: plus(mission.steps.exitAskedAt, { minutes: STEP_PARAMS.exitAlertMinutes }),
      });
  }
  const askReport = nextAllowed(plus(end, { minutes: STEP_PARAMS.reportAfterMinutes }), rules.quiet);
  if (!mission.steps.reportAskedAt) steps.push({ name: 'ask-report', at: askReport });
  else if (!mission.steps.nudgedAt)
    steps.push({
      name: 'nudge-report',
      at: nextAllowed(
        instantOf(addDays(dayOf(mission.steps.reportAskedAt), 1), STEP_PARAMS.nudgeAt),
        rules.quiet,
      ),
    });
  else if (!mission.steps.reportMissingTaskAt)
    steps.push({
      name: 'report-missing-task',
      at: plus(mission.steps.reportAskedAt, { days: STEP_PARAMS.reportMissingDays }),
    });
  return steps;
};

/** Everything still owed to this mission, in no order. */
export const pendingSteps = (
  mission: Mission,
  rules: StepRules,
  twoHoursWished: boolean,
): readonly Step[] => {
  const others = (mission.search?.open ?? []).length > 0;
  if (isOpen(mission.state)) return openSteps(mission, rules);
  const steps: Step[] = others ? [{ name: 'release-offers', at: mission.createdAt }] : [];
  if (!isHeld(mission.state) || !mission.holder) return steps;
  // The round reminds and asks, once for all its stops.
  if (mission.round?.id) return steps;
  return [
    ...steps,
    ...reminders(mission, rules, mission.holder.since, twoHoursWished),
    ...afterSteps(mission, rules),
  ];
};

/**
 * The earliest step whose time has come; recovery looks at the cut-off alone, so a missed tick loses nothing. Once the
 * slot began with nobody, giving up is all that is left: a search still due would be refused for ever.
 */
export const dueStep = (
  mission: Mission,
  rules: StepRules,
  twoHoursWished: boolean,
  now: Instant,
): StepName | undefined => {
  if (isOpen(mission.state) && now >= givenUpAt(mission)) return 'give-up';
  return pendingSteps(mission, rules, twoHoursWished)
    .filter((step) => step.at <= now)
    .sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0))[0]?.name;
};

/** Is a wave owed now, whatever else is due? Asked again inside the transaction that sends it. */
export const isSearchDue = (mission: Mission, rules: StepRules, now: Instant): boolean =>
  isOpen(mission.state) && openSteps(mission, rules).some(({ name, at }) => name === 'search' && at <= now);

/** The mission with the instant at which the agenda must look at it next. Every writer of a mission ends with this. */
export const withNextLook = (mission: Mission, rules: StepRules, twoHoursWished: boolean): Mission => {
  const next = pendingSteps(mission, rules, twoHoursWished)
    .map((step) => step.at)
    .reduce<Instant | undefined>((first, at) => (first ? earliest(first, at) : at), undefined);
  const { lookAt: _, ...rest } = mission;
  return next ? { ...rest, lookAt: next } : rest;
};
