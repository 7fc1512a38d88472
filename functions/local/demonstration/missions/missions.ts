import { SYSTEM } from '../../../../shared/audit/audit.ts';
import type { Consent } from '../../../../shared/consents/consent.ts';
import { endsAt } from '../../../../shared/missions/mission.ts';
import { newMission, seatsFor } from '../../../../shared/missions/new-mission.ts';
import { STEP_PARAMS, stepRules } from '../../../../shared/missions/steps.ts';
import { emptyLoad, pruned, withEntry } from '../../../../shared/offers/load.ts';
import { loadKind } from '../../../../shared/offers/store.ts';
import { plannedMissionId, plannedTwinId, slotsOf } from '../../../../shared/services/plan-service.ts';
import { lastAllowedBefore, nextAllowed } from '../../../../shared/time/calendar.ts';
import { addDays, civilTime, instantOf } from '../../../../shared/time/civil.ts';
import { type Instant, latest, minus, plus } from '../../../../shared/time/instant.ts';
import type { Outcome } from '../../../../shared/visits/report.ts';
import { arrive, confirm, leavePlace, reportVisit } from '../../../../shared/visits/visit.ts';
import type { Volunteer } from '../../../../shared/volunteers/volunteer.ts';
import type { Making } from '../making.ts';
import type { Arranged } from '../seniors/services.ts';
import { type Crowd, type Fate, type Life, openLife, type Slot } from './lives.ts';
import { giveBack, tellUncovered } from './looking.ts';
import type { Messenger } from './messages.ts';
import { searchFor } from './searching.ts';
import { fileReportOf, raiseConcern, reportOf } from './visits.ts';

/** Weeks of visits that are told. */
const PAST_WEEKS = 12;

/** Every visit of the last weeks and of the three to come, in the order in which they begin. */
const plannedSlots = (making: Making, arranged: readonly Arranged[]): readonly Slot[] => {
  const { today, town } = making;
  const from = addDays(today, -7 * PAST_WEEKS);
  const to = addDays(today, 7 * town.planWeeks - 1);
  return arranged
    .flatMap((one) =>
      slotsOf(one.service, one.senior, town, from, to)
        .filter(({ skipped }) => !skipped)
        .flatMap(({ day }) => {
          const planned = instantOf(addDays(day, -7 * town.planWeeks), civilTime('06:00'));
          const now = latest(planned, plus(one.service.createdAt, { minutes: 1 }));
          const mission = newMission({
            id: plannedMissionId(one.service.id, day, one.service.resumed),
            senior: one.senior,
            programme: one.programme,
            serviceId: one.service.id,
            day,
            time: one.service.time,
            durationMinutes: one.service.durationMinutes,
            urgent: false,
            now,
          });
          const twinId = plannedTwinId(one.service.id, day, one.service.resumed);
          return seatsFor(mission, one.programme, twinId).map((seat) => ({ ...one, mission: seat }));
        }),
    )
    .filter(({ mission }) => mission.startsAt > mission.createdAt && mission.createdAt < making.dawn)
    .sort((a, b) =>
      a.mission.startsAt < b.mission.startsAt
        ? -1
        : a.mission.startsAt > b.mission.startsAt
          ? 1
          : a.mission.id < b.mission.id
            ? -1
            : 1,
    );
};

/** A slot that begins with nobody. */
const findNobody = (making: Making, life: Life): void => {
  tellUncovered(making, life, making.dawn);
  const { mission } = life;
  if (mission.startsAt >= making.dawn) return;
  const { nextAt: _, ...search } = mission.search ?? { wave: 0, open: [] };
  life.save(
    { ...mission, state: 'unfilled', search: { ...search, open: [], endedAt: mission.startsAt } },
    'mission-unfilled',
    SYSTEM,
    mission.startsAt,
  );
};

/** The eve: a reminder, and mostly a confirmation. */
const remind = (making: Making, life: Life, volunteer: Volunteer, messenger: Messenger): void => {
  const { dawn, dice, town } = making;
  const { mission } = life;
  const at = lastAllowedBefore(
    instantOf(addDays(mission.day, -1), STEP_PARAMS.dayBeforeAt),
    stepRules(town).quiet,
  );
  if (at >= dawn || (mission.holder?.since ?? at) >= at) return;
  life.save({ ...mission, steps: { ...mission.steps, dayBeforeAt: at } }, 'reminded-day-before', SYSTEM, at);
  messenger.reminded(mission, volunteer, at);
  if (!dice.chance(0.72)) return;
  const when = plus(at, { minutes: dice.between(4, 150) });
  const said = confirm(life.mission, volunteer.id, when);
  if (said.ok && when < dawn)
    life.save(said.value, 'mission-confirmed', { kind: 'volunteer', id: volunteer.id }, when);
};

const WHY_NOT: Readonly<Record<Exclude<Outcome, 'done'>, number>> = {
  'not-home': 4,
  refused: 2,
  'put-off': 3,
  prevented: 2,
  other: 1,
};

/** The last worries wait for an answer, those of the week were acted on, the others are over. */
const stageOf = ({ dawn, dice }: Making, at: Instant) => {
  if (at > minus(dawn, { hours: 40 })) return dice.pick(['raised', 'acknowledged'] as const);
  return at > minus(dawn, { days: 8 }) ? ('acted-on' as const) : ('closed' as const);
};

/** The visit itself, then its report; yesterday's last ones are still to be told. */
const visit = (
  making: Making,
  crowd: Crowd,
  slot: Slot,
  life: Life,
  volunteer: Volunteer,
  messenger: Messenger,
  worries: boolean,
): void => {
  const { dawn, dice, town } = making;
  const actor = { kind: 'volunteer', id: volunteer.id } as const;
  if (life.mission.act === 'visit' && dice.chance(0.3)) {
    const inAt = plus(life.mission.startsAt, { minutes: dice.between(-4, 9) });
    const outAt = plus(endsAt(life.mission), { minutes: dice.between(-5, 5) });
    const came = arrive(life.mission, volunteer.id, inAt);
    if (came.ok) life.save(came.value, 'visit-arrived', actor, inAt);
    const went = leavePlace(life.mission, volunteer.id, outAt);
    if (went.ok) life.save(went.value, 'visit-left', actor, outAt);
  }
  const end = endsAt(life.mission);
  const askAt = nextAllowed(plus(end, { minutes: STEP_PARAMS.reportAfterMinutes }), stepRules(town).quiet);
  const isPrompt = worries || dice.chance(0.45);
  if (!isPrompt && askAt < dawn) {
    life.save(
      { ...life.mission, steps: { ...life.mission.steps, reportAskedAt: askAt } },
      'report-asked',
      SYSTEM,
      askAt,
    );
    messenger.askedReport(life.mission, volunteer, askAt);
  }
  const at = isPrompt
    ? plus(end, { minutes: dice.between(6, 28) })
    : plus(askAt, { minutes: dice.between(8, 900) });
  if (at >= dawn) return;
  const outcome: Outcome = worries || dice.chance(0.935) ? 'done' : dice.weighted(WHY_NOT);
  const told = reportVisit(life.mission, volunteer.id, outcome, at);
  if (!told.ok) return;
  life.save(told.value, 'visit-reported', actor, at, { outcome, concern: worries });
  const concernId = worries
    ? raiseConcern(making, life.mission, volunteer, slot.senior, at, stageOf(making, at))
    : undefined;
  fileReportOf(making, {
    ...reportOf(making, life.mission, volunteer, outcome, at),
    ...(concernId ? { concernId } : {}),
  });
  const load = crowd.loads.get(volunteer.id) ?? emptyLoad(volunteer.id);
  const { id: missionId, day, startsAt, durationMinutes: minutes } = life.mission;
  crowd.loads.set(volunteer.id, withEntry(load, { missionId, day, startsAt, minutes, state: 'done' }));
  if (outcome !== 'done') return;
  crowd.met.set(slot.senior.id, new Set([...(crowd.met.get(slot.senior.id) ?? []), volunteer.id]));
  crowd.lastSeen.set(slot.senior.id, startsAt);
  crowd.served.set(volunteer.id, (crowd.served.get(volunteer.id) ?? new Set()).add(day));
};

type Asked = ReturnType<typeof searchFor>;

const live = (
  making: Making,
  crowd: Crowd,
  slot: Slot,
  consent: Consent,
  messenger: Messenger,
  fate: Fate,
  elsewhere: Asked,
): Asked => {
  const life = openLife(making, slot);
  life.save(slot.mission, 'mission-planned', SYSTEM, slot.mission.createdAt, { service: slot.service.id });
  const offers = searchFor(making, crowd, slot, life, messenger, consent, fate, elsewhere);
  const volunteer = crowd.volunteers.find(({ id }) => id === life.mission.holder?.volunteerId);
  if (!volunteer) {
    findNobody(making, life);
    return offers;
  }
  remind(making, life, volunteer, messenger);
  if (endsAt(life.mission) < making.dawn)
    visit(making, crowd, slot, life, volunteer, messenger, fate === 'worries');
  else if (fate === 'handed-back') giveBack(making, crowd, slot, life, volunteer, offers.get(volunteer.id));
  return offers;
};

/** Twelve weeks of visits and three to come, each lived step by step, then what every volunteer carries today. */
export const liveMissions = (
  making: Making,
  crowd: Crowd,
  arranged: readonly Arranged[],
  consentOf: (slot: Slot) => Consent,
  messenger: Messenger,
): void => {
  const slots = plannedSlots(making, arranged);
  const ahead = slots.filter(
    ({ mission }) =>
      mission.startsAt >= making.dawn && mission.day <= addDays(making.today, 5) && !mission.twinId,
  );
  const fates = new Map<string, Fate>();
  making.dice.shuffled(ahead).forEach(({ mission }, at) => {
    if (at < 3) fates.set(mission.id, 'nobody');
    else if (at < 6) fates.set(mission.id, 'handed-back');
  });
  // Of the first walk by two to come, the second person is still sought.
  const walks = slots.filter(({ mission }) => mission.startsAt >= making.dawn && mission.twinId);
  const lacking = walks.find(({ mission }) => mission.twinId === walks[0]?.mission.id);
  if (lacking) fates.set(lacking.mission.id, 'nobody');
  const past = slots.filter(({ mission }) => endsAt(mission) < making.dawn);
  for (const { mission } of [...past.slice(-7, -3), ...making.dice.some(past.slice(0, -20), 6)])
    fates.set(mission.id, 'worries');
  const asked = new Map<string, Asked>();
  for (const slot of slots) {
    const { id, twinId = '' } = slot.mission;
    const fate = fates.get(id) ?? 'as-it-comes';
    const elsewhere = asked.get(twinId) ?? new Map();
    asked.set(id, live(making, crowd, slot, consentOf(slot), messenger, fate, elsewhere));
  }
  for (const load of crowd.loads.values())
    making.history.note(loadKind, pruned(load, making.today, making.dawn));
  making.history.add(crowd.tally.writes());
};
