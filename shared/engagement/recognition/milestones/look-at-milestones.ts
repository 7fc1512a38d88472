import { type Actor, change, SYSTEM } from '../../../audit/audit.ts';
import { type Decision, decideAndCommit, type Surroundings } from '../../../decide/decide.ts';
import type { StaffId, VolunteerId } from '../../../ids/ids.ts';
import { intentWrite } from '../../../messages/intent-write.ts';
import { ok, type Result, refused } from '../../../result/result.ts';
import { readAs, rowsOf } from '../../../table/kind.ts';
import type { Table, Write } from '../../../table/table.ts';
import { create, replace } from '../../../table/write.ts';
import { taskKind } from '../../../tasks/task.ts';
import { dayOf } from '../../../time/civil.ts';
import { type Instant, minus, plus } from '../../../time/instant.ts';
import { type Town, townKey } from '../../../town/settings.ts';
import { reportKind } from '../../../visits/report.ts';
import { readVolunteer } from '../../../volunteers/change-volunteer.ts';
import { volunteerKind, volunteerList } from '../../../volunteers/store.ts';
import { canText, type Volunteer } from '../../../volunteers/volunteer.ts';
import { readSignalsOf } from '../../signals/read-signals.ts';
import { readRecognition } from '../settings.ts';
import {
  isTooSoon,
  type Milestone,
  milestoneKey,
  milestoneKind,
  milestoneList,
  milestonePartition,
  milestoneWeekKey,
  milestoneWeekKind,
  nextList,
  type Reached,
  reachedBy,
  sendsAt,
} from './milestone.ts';

/** One query a volunteer, so many at once. */
const AT_ONCE = 25;
/** A milestone is worth telling within the week; later it is only odd (days). */
const WORTH_DAYS = 7;

/** The weekly list exists from the first minute the agenda is awake in a town. Whether it does now. */
export const ensureMilestoneWeek = async (world: Surroundings, now: Instant): Promise<boolean> => {
  const { townId } = world.config;
  const [week, town] = await world.table.getRows([milestoneWeekKey(townId), townKey(townId)]);
  if (week) return true;
  if (!town) return false;
  // Somebody else may have been quicker: then it exists, which is all that is wanted.
  await world.table.commit([create(milestoneWeekKind, { town: townId, lookAt: nextList(now) })]);
  return true;
};

/** Milestones of a town from a day of sending on, in that order. */
export const milestonesSince = async (
  table: Pick<Table, 'index'>,
  town: string,
  since: Instant,
): Promise<readonly Milestone[]> => {
  const page = await table.index('list', { partition: milestoneList(town), from: since });
  return rowsOf(milestoneKind, page.items).map(({ value }) => value);
};

/** A death of somebody they visited, or several visits that worried them, within a month: no cheerful word now. */
const hasHardEvent = async (world: Surroundings, id: VolunteerId, now: Instant): Promise<boolean> => {
  const watched = await readSignalsOf(world.table, world.config.townId, id, now);
  return watched?.facts.some(({ kind }) => kind === 'hard-event') ?? false;
};

const reachedOf = async (
  world: Surroundings,
  volunteer: Volunteer,
  settings: Parameters<typeof reachedBy>[2],
  now: Instant,
): Promise<readonly Reached[]> => {
  const page = await world.table.index('volunteer', {
    partition: volunteer.id,
    from: 'report#',
    to: 'report$',
  });
  const reports = rowsOf(reportKind, page.items).map(({ value }) => value);
  return reachedBy(volunteer, reports, settings, dayOf(now));
};

/** On the list, unless it was there before, another is near, or it is not the moment. */
const plan = async (
  world: Surroundings,
  volunteer: Volunteer,
  reached: readonly Reached[],
  known: readonly Milestone[],
  now: Instant,
): Promise<void> => {
  for (const one of reached) {
    const named = { ...one, volunteerId: volunteer.id };
    const stored = await world.table.get(milestoneKind, milestoneKey(named));
    // What went out, or was said no to, is over; what was dropped may come back.
    if (stored && stored.value.state !== 'dropped') continue;
    const sendAt = sendsAt(one, now);
    if (isTooSoon(known, volunteer.id, sendAt, named)) return;
    if (await hasHardEvent(world, volunteer.id, now)) return;
    const value: Milestone = { ...named, town: volunteer.town, state: 'planned', sendAt };
    const happening = {
      action: 'milestone-planned',
      actor: SYSTEM,
      at: now,
      ...(stored ? { from: stored.value.state } : {}),
      to: 'planned',
    };
    await world.table.commit(change(milestoneKind, stored, value, happening));
    return;
  }
};

/**
 * Monday: the week's list, one milestone a volunteer at most, none in a pause, none within a month of another or of a hard
 * event. Turned off by the town: no list. Called twice, it makes one. One query for each active volunteer.
 */
export const lookAtMilestoneWeek = async (world: Surroundings, town: string, now: Instant): Promise<void> => {
  const week = await world.table.get(milestoneWeekKind, milestoneWeekKey(town));
  if (!week || week.value.lookAt > now) return;
  const { settings } = await readRecognition(world.table, town);
  if (settings.milestones.isOn) {
    const [people, known] = await Promise.all([
      world.table.index('list', { partition: volunteerList(town, 'active') }),
      milestonesSince(world.table, town, minus(now, { days: 60 })),
    ]);
    const volunteers = rowsOf(volunteerKind, people.items).map(({ value }) => value);
    for (let i = 0; i < volunteers.length; i += AT_ONCE)
      await Promise.all(
        volunteers.slice(i, i + AT_ONCE).map(async (volunteer) => {
          const reached = await reachedOf(world, volunteer, settings.milestones, now);
          if (reached.length > 0) await plan(world, volunteer, reached, known, now);
        }),
      );
  }
  await world.table.commit([replace(milestoneWeekKind, week, { town, lookAt: nextList(now) })]);
};

/** Why it is not told now, read a moment ago. */
const whyNot = async (
  world: Surroundings,
  one: Milestone,
  volunteer: Volunteer | undefined,
  now: Instant,
): Promise<Milestone['why']> => {
  const { settings } = await readRecognition(world.table, one.town);
  if (!settings.milestones.isOn) return 'off';
  if (volunteer?.state !== 'active') return 'not-active';
  const page = await world.table.index('volunteer', {
    partition: one.volunteerId,
    from: 'milestone#',
    to: 'milestone$',
  });
  const known = rowsOf(milestoneKind, page.items)
    .map(({ value }) => value)
    .filter(({ state }) => state === 'told');
  if (isTooSoon(known, one.volunteerId, one.sendAt, one)) return 'lately';
  return (await hasHardEvent(world, one.volunteerId, now)) ? 'hard-event' : undefined;
};

const tell = (world: Surroundings, one: Milestone, volunteer: Volunteer, town: Town, now: Instant): Write => {
  if (canText(volunteer))
    return intentWrite(
      { appSecret: world.config.appSecret, ids: world.ids },
      town,
      {
        message: { kind: 'milestone', milestone: one.what, count: one.count },
        recipient: volunteer.id,
        subject: milestonePartition(one),
        round: 'told',
        dueAt: now,
        notAfter: plus(now, { days: WORTH_DAYS }),
      },
      now,
    );
  const what =
    one.what === 'years'
      ? `${one.count} an${one.count > 1 ? 's' : ''} de bénévolat`
      : `${one.count} missions faites`;
  return create(taskKind, {
    id: world.ids.next('tsk'),
    town: one.town,
    kind: 'human-call',
    state: 'open',
    subjectId: volunteer.id,
    volunteerId: volunteer.id,
    sentence: `Un merci à dire de vive voix, sans SMS : ${what}.`,
    urgent: false,
    createdAt: now,
    dueAt: plus(now, { days: WORTH_DAYS }),
  });
};

/** The moment of one milestone: told, or dropped when it is no longer the moment. Twice, late: once. */
export const lookAtMilestone = async (world: Surroundings, pk: string, now: Instant): Promise<void> => {
  await decideAndCommit(world.table, async (): Promise<Result<Decision<undefined>, 'nothing'>> => {
    const [row] = await world.table.getRows([{ pk, sk: 'MILESTONE' }]);
    const stored = row && readAs(milestoneKind, row);
    if (stored?.value.state !== 'planned' || stored.value.sendAt > now) return refused('nothing');
    const one = stored.value;
    const facts = await readVolunteer(world, one.volunteerId);
    const why = await whyNot(world, one, facts?.stored.value, now);
    const isTold = why === undefined && facts !== undefined;
    const state = isTold ? 'told' : 'dropped';
    const next: Milestone = { ...one, state, endedAt: now, ...(why ? { why } : {}) };
    return ok({
      value: undefined,
      writes: [
        ...change(milestoneKind, stored, next, {
          action: isTold ? 'milestone-told' : 'milestone-dropped',
          actor: SYSTEM,
          at: now,
          from: 'planned',
          to: state,
        }),
        ...(isTold ? [tell(world, one, facts.stored.value, facts.town, now)] : []),
      ],
    });
  });
};

/** « Ne pas envoyer », before it goes. Twice is once; what went is refused. */
export const stopMilestone = (
  world: Surroundings,
  named: Pick<Milestone, 'volunteerId' | 'what' | 'count'>,
  by: StaffId,
  now: Instant,
): Promise<Result<Milestone, { readonly reason: 'unknown' | 'gone' }>> =>
  decideAndCommit(
    world.table,
    async (): Promise<Result<Decision<Milestone>, { readonly reason: 'unknown' | 'gone' }>> => {
      const stored = await world.table.get(milestoneKind, milestoneKey(named));
      if (stored?.value.town !== world.config.townId) return refused({ reason: 'unknown' });
      if (stored.value.state === 'stopped') return ok({ value: stored.value, writes: [] });
      if (stored.value.state !== 'planned') return refused({ reason: 'gone' });
      const value: Milestone = { ...stored.value, state: 'stopped', stoppedBy: by, endedAt: now };
      const actor: Actor = { kind: 'staff', id: by };
      return ok({
        value,
        writes: change(milestoneKind, stored, value, {
          action: 'milestone-stopped',
          actor,
          at: now,
          from: 'planned',
          to: 'stopped',
        }),
      });
    },
  );
