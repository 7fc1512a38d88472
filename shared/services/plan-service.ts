import { change, SYSTEM } from '../audit/audit.ts';
import { type Consent, consentKey, consentKind, isConsentGiven } from '../consents/consent.ts';
import { type Decision, decideAndCommit, type Surroundings } from '../decide/decide.ts';
import { lettersOf } from '../ids/digest.ts';
import { type MissionId, missionIdSchema, type ServiceId } from '../ids/ids.ts';
import { newMission, seatsFor } from '../missions/new-mission.ts';
import { stepRules, withNextLook } from '../missions/steps.ts';
import { missionKey, missionKind } from '../missions/store.ts';
import { ok, type Result, refused } from '../result/result.ts';
import type { Senior } from '../seniors/senior.ts';
import { seniorKey, seniorKind } from '../seniors/store.ts';
import { readAs } from '../table/kind.ts';
import type { Write } from '../table/table.ts';
import { replace, unchanged } from '../table/write.ts';
import { isHoliday } from '../time/calendar.ts';
import { addDays, type CivilDay, civilTime, dayOf, daysBetween, instantOf, weekday } from '../time/civil.ts';
import type { Instant } from '../time/instant.ts';
import { PERIOD_DAYS, peopleFor } from '../town/programme.ts';
import { type Town, townKey, townKind } from '../town/settings.ts';
import type { Service } from './service.ts';
import { serviceKey, serviceKind } from './store.ts';

/** The first slot day on or after the start that falls on the wished weekday (every day for a daily service). */
const firstDay = (service: Service): CivilDay => {
  if (service.cadence === 'daily') return service.startsOn;
  return addDays(service.startsOn, (service.weekday - weekday(service.startsOn) + 7) % 7);
};

const isAway = (senior: Pick<Senior, 'absences'>, day: CivilDay): boolean =>
  senior.absences.some((absence) => absence.from <= day && day <= absence.to);

export type Skipped = 'holiday' | 'absent' | 'ended' | 'past' | 'paused';
export type Slot = { readonly day: CivilDay; readonly skipped?: Skipped };

/**
 * The slots of a service from a day to a day, both included, anchored on its start so that a fortnight stays a fortnight
 * whatever was skipped. Holidays and her absences are skipped and told; the next slot is not moved for them.
 */
export const slotsOf = (
  service: Service,
  senior: Pick<Senior, 'absences'>,
  town: Pick<Town, 'holidayZone'>,
  from: CivilDay,
  to: CivilDay,
): readonly Slot[] => {
  const period = PERIOD_DAYS[service.cadence];
  const anchor = firstDay(service);
  const ahead = Math.max(0, daysBetween(anchor, from));
  const slots: Slot[] = [];
  for (let day = addDays(anchor, Math.ceil(ahead / period) * period); day <= to; day = addDays(day, period)) {
    if (service.endsOn && day > service.endsOn) break;
    if (service.pausedUntil && service.state === 'paused' && day <= service.pausedUntil)
      slots.push({ day, skipped: 'paused' });
    else if (isHoliday(day, town.holidayZone)) slots.push({ day, skipped: 'holiday' });
    else if (isAway(senior, day)) slots.push({ day, skipped: 'absent' });
    else slots.push({ day });
  }
  return slots;
};

/** One mission a service, day and resumption, whoever plans it and however often: the id is made of them (F1). */
export const plannedMissionId = (serviceId: ServiceId, day: CivilDay, resumed = 0): MissionId =>
  missionIdSchema.parse(`mis_${lettersOf(`${serviceId}|${day}|${resumed}`)}`);
/** The other seat of a mission for two: made and called off with it, so that the first one's id tells of both. */
export const plannedTwinId = (serviceId: ServiceId, day: CivilDay, resumed = 0): MissionId =>
  missionIdSchema.parse(`mis_${lettersOf(`${serviceId}|${day}|${resumed}|twin`)}`);

/** Resumptions whose visits may still lie ahead. */
const RESUMPTIONS_KEPT = 8;

/**
 * The days on which no visit of this service stands. One called off by a pause that is over may be planned anew, under
 * the next resumption's id; one that stands, or that a person called off, keeps its day whatever resumption made it.
 */
const freeSlots = async (
  world: Surroundings,
  id: ServiceId,
  slots: readonly Slot[],
  resumed: number,
): Promise<readonly Slot[]> => {
  const resumptions = Array.from({ length: resumed + 1 }, (_, i) => i).slice(-RESUMPTIONS_KEPT);
  const keys = (slot: Slot) => resumptions.map((n) => missionKey(plannedMissionId(id, slot.day, n)));
  const rows = await world.table.getRows(slots.flatMap(keys));
  const missions = rows.map((row) => (row ? readAs(missionKind, row)?.value : undefined));
  return slots.filter((_, i) =>
    missions.slice(i * resumptions.length, (i + 1) * resumptions.length).every((mission, n, all) => {
      if (!mission) return true;
      return n < all.length - 1 && mission.cancelled?.reason === 'service-paused';
    }),
  );
};

export type Planned = { readonly created: readonly CivilDay[]; readonly skipped: readonly Slot[] };
export type PlanRefusal = 'unknown' | 'not-open' | 'not-allowed';

/** Missions created in one transaction at most, each seat one of them: each is two writes. */
const MOST_AT_ONCE = 30;

/** The planner comes back each morning at six, before anybody is at work. */
const nextPlanAt = (now: Instant): Instant => instantOf(addDays(dayOf(now), 1), civilTime('06:00'));

/**
 * Plans a service up to the town's horizon (three weeks), once: missions whose day exists already are left alone. Only
 * while the person is accompanied and agrees (laws 4 and 6); otherwise nothing is planned and the planner looks again
 * tomorrow.
 */
export const planService = (
  world: Surroundings,
  id: ServiceId,
  now: Instant,
): Promise<Result<Planned, PlanRefusal>> =>
  decideAndCommit(world.table, async (): Promise<Result<Decision<Planned>, PlanRefusal>> => {
    const stored = await world.table.get(serviceKind, serviceKey(id));
    if (!stored) return refused('unknown');
    const service = stored.value;
    if (service.state !== 'open' && service.state !== 'paused') return refused('not-open');
    const [senior, town] = await Promise.all([
      world.table.get(seniorKind, seniorKey(service.seniorId)),
      world.table.get(townKind, townKey(service.town)),
    ]);
    const programme = town?.value.programmes.find((one) => one.code === service.programme);
    if (!senior || !town || !programme) return refused('unknown');
    const consent: Consent | undefined = (
      await world.table.get(consentKind, consentKey(service.seniorId, programme.consent))
    )?.value;
    const resumes =
      service.state === 'paused' && service.pausedUntil !== undefined && service.pausedUntil < dayOf(now);
    const isPlanned = programme.on && service.byList === undefined;
    const allowed = isPlanned && senior.value.state === 'active' && isConsentGiven(consent, now);
    const today = dayOf(now);
    const horizon = addDays(today, town.value.planWeeks * 7);
    const active = service.state === 'open' || resumes;
    const from = latestDay(service.plannedTo ? addDays(service.plannedTo, 1) : today, today);
    const slots =
      allowed && active
        ? slotsOf({ ...service, state: 'open' }, senior.value, town.value, from, horizon)
        : [];
    const wanted = slots.filter((slot) => !slot.skipped && instantOf(slot.day, service.time) > now);
    const batch = wanted.slice(0, MOST_AT_ONCE / peopleFor(programme));
    const resumed = (service.resumed ?? 0) + (resumes ? 1 : 0);
    const fresh = await freeSlots(world, id, batch, resumed);
    const last = batch.length < wanted.length ? batch.at(-1)?.day : horizon;
    const rules = stepRules(town.value);
    const missions = fresh.flatMap((slot): readonly Write[] => {
      const mission = newMission({
        id: plannedMissionId(id, slot.day, resumed),
        senior: senior.value,
        programme,
        serviceId: id,
        day: slot.day,
        time: service.time,
        durationMinutes: service.durationMinutes,
        urgent: false,
        now,
      });
      return seatsFor(mission, programme, plannedTwinId(id, slot.day, resumed)).flatMap((seat) =>
        change(missionKind, undefined, withNextLook(seat, rules, false), {
          action: 'mission-planned',
          actor: SYSTEM,
          at: now,
          to: 'planned',
          details: { service: id },
        }),
      );
    });
    const { pausedUntil: _, ...rest } = service;
    const next: Service = {
      ...(resumes ? { ...rest, state: 'open', resumed } : service),
      ...(allowed && active && last ? { plannedTo: last } : {}),
      planAt: batch.length < wanted.length ? now : nextPlanAt(now),
    };
    return ok({
      value: { created: fresh.map((slot) => slot.day), skipped: slots.filter((slot) => slot.skipped) },
      writes: [
        // A look that found nothing to plan is not an event of her story.
        ...(fresh.length > 0 || resumes
          ? change(serviceKind, stored, next, {
              action: 'service-planned',
              actor: SYSTEM,
              at: now,
              from: service.state,
              to: next.state,
              details: { created: fresh.length },
            })
          : [replace(serviceKind, stored, next)]),
        ...missions,
        // Held to her file: an absence noted meanwhile is not planned into.
        ...(fresh.length > 0 ? [unchanged(seniorKind, senior)] : []),
      ],
    });
  });

const latestDay = (a: CivilDay, b: CivilDay): CivilDay => (a > b ? a : b);
