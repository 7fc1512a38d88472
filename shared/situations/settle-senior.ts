import { type Concern, concernKind } from '../concerns/concern.ts';
import { type Decision, decideAndCommit, type Surroundings } from '../decide/decide.ts';
import { type Flag, isOpenFlag } from '../flags/flag.ts';
import { flagKind } from '../flags/store.ts';
import { followMember } from '../heat/calls/members/follow-member.ts';
import type { SeniorId } from '../ids/ids.ts';
import { cancelMission } from '../missions/coordinate-mission.ts';
import { isHeld, isOver, type Mission } from '../missions/mission.ts';
import { missionKind } from '../missions/store.ts';
import { ok, type Result } from '../result/result.ts';
import type { Senior } from '../seniors/senior.ts';
import { seniorKey, seniorKind } from '../seniors/store.ts';
import { seniorWrites } from '../seniors/write-senior.ts';
import { type CloseReason, closeService } from '../services/arrange/close-service.ts';
import type { Service } from '../services/service.ts';
import { serviceKind } from '../services/store.ts';
import { type Row, rowsOf, type Stored } from '../table/kind.ts';
import { type Task, type TaskKind, taskKind } from '../tasks/task.ts';
import { type Instant, plus } from '../time/instant.ts';
import { townKey, townKind } from '../town/settings.ts';
import { askToCall, callsAfterReopening, correctCalls, isGoodbye, type StopReason } from './ask-to-call.ts';
import { moveRows } from './move-rows.ts';
import { closeConcern, closeFlag, closeTask } from './settle-records.ts';

/** The index may lag: a last pass this long after the closing finds what was being written at that moment. */
const LAST_PASS_MINUTES = 10;
/** Tasks that stay a person's after a closing: they are about the volunteers, or about what already left. */
const KEPT: ReadonlySet<TaskKind> = new Set([
  'pairing-ended',
  'debrief',
  'message-failed',
  'exit-missing',
  'hand-back-late',
]);

/** What her services are closed for. */
const SERVICE_CLOSED: Readonly<Record<StopReason, CloseReason>> = {
  died: 'death',
  moved: 'move',
  withdrew: 'wish',
  'consent-withdrawn': 'withdrawn',
};

/** What surrounds a senior, as her index shows it; each record is read again, consistently, before it is changed. */
export type Around = {
  readonly services: readonly Service[];
  readonly missions: readonly Mission[];
  readonly flags: readonly Flag[];
  readonly concerns: readonly Concern[];
  readonly tasks: readonly Task[];
};

const valuesOf = <T>(stored: readonly Stored<T>[]): readonly T[] => stored.map(({ value }) => value);
/** What a closing at that moment still has to stop. */
export const around = (rows: readonly Row[], since: Instant, now: Instant): Around => ({
  // A closed service that is still looked at has not called all its visits off.
  services: valuesOf(rowsOf(serviceKind, rows)).filter(({ state, planAt }) => state !== 'closed' || planAt),
  missions: valuesOf(rowsOf(missionKind, rows)).filter(
    // A visit that began with somebody stays what it was: its report is still owed and taken.
    ({ state, startsAt }) => !isOver(state) && !(isHeld(state) && startsAt <= now),
  ),
  flags: valuesOf(rowsOf(flagKind, rows)).filter(({ state }) => isOpenFlag(state)),
  concerns: valuesOf(rowsOf(concernKind, rows)).filter(({ state }) => state !== 'closed'),
  tasks: valuesOf(rowsOf(taskKind, rows)).filter(
    (task) => task.state === 'open' && task.createdAt <= since && !KEPT.has(task.kind),
  ),
});

/** Only what the consents taken back had allowed. */
const within = (all: Around, programmes: ReadonlySet<string>): Around => ({
  services: all.services.filter(({ programme }) => programmes.has(programme)),
  missions: all.missions.filter(({ programme }) => programmes.has(programme)),
  flags: [],
  concerns: [],
  tasks: [],
});

/**
 * Drives what a closing, a withdrawal or a merge still owes, from the start each time: every act is idempotent, so it
 * may be killed anywhere and run again (law 12). Ends when a pass made after the last-pass delay finds nothing.
 */
export const settleSenior = async (world: Surroundings, id: SeniorId, now: Instant): Promise<void> => {
  const stored = await world.table.get(seniorKind, seniorKey(id));
  const settling = stored?.value.settling;
  if (!stored || !settling) return;
  // First: nothing else here may reach a caller before the lists know.
  await followMember(world, id, now);
  const rows = (await world.table.index('senior', { partition: id })).items;
  if (stored.value.mergingInto) {
    const moved = await moveRows(world, id, stored.value.mergingInto, rows, settling.by, now);
    return nextPass(world, id, moved === 0, now);
  }
  const all = around(rows, settling.since, now);
  const work = stored.value.state === 'closed' ? all : within(all, await programmesOf(world, stored.value));
  const reason = reasonOf(stored.value);
  if (reason !== 'consent-withdrawn') await correctCalls(world, id, callsAfterReopening(rows), reason, now);
  await askToCall(world, id, work, reason, now);
  for (const mission of work.missions)
    await cancelMission(
      world,
      mission.id,
      reason === 'consent-withdrawn' ? 'consent-withdrawn' : 'senior-closed',
      settling.by,
      now,
      { tellBy: isGoodbye(reason) ? 'person' : 'sms' },
    );
  // After its missions, so that each carries the true reason; the planner refuses since the first write.
  for (const service of work.services)
    await closeService(world, service.id, SERVICE_CLOSED[reason], settling.by, now, { told: true });
  for (const flag of work.flags) await closeFlag(world, flag, settling.by, now);
  for (const concern of work.concerns) await closeConcern(world, concern, settling.by, now);
  for (const task of work.tasks) await closeTask(world, task, settling.by, now);
  const left = Object.values(work).reduce((sum, list) => sum + list.length, 0);
  return nextPass(world, id, left === 0, now);
};

const reasonOf = (senior: Senior): StopReason => {
  const reason = senior.state === 'closed' ? senior.closed?.reason : undefined;
  return reason === undefined || reason === 'merged' ? 'consent-withdrawn' : reason;
};

const programmesOf = async (world: Surroundings, senior: Senior): Promise<ReadonlySet<string>> => {
  const town = await world.table.get(townKind, townKey(senior.town));
  const purposes: readonly string[] = senior.stopping ?? [];
  return new Set(
    (town?.value.programmes ?? [])
      .filter((programme) => purposes.includes(programme.consent))
      .map((programme) => programme.code),
  );
};

/** Nothing found, and late enough to trust it: finished. Else another pass: at once if there was work, then the last. */
const nextPass = async (world: Surroundings, id: SeniorId, clean: boolean, now: Instant): Promise<void> => {
  await decideAndCommit(world.table, async (): Promise<Result<Decision<void>, never>> => {
    const stored = await world.table.get(seniorKind, seniorKey(id));
    const settling = stored?.value.settling;
    if (!stored || !settling) return ok({ value: undefined, writes: [] });
    const lastPass = plus(settling.since, { minutes: LAST_PASS_MINUTES });
    const { settling: _settling, stopping: _stopping, mergingInto, ...rest } = stored.value;
    const finished = clean && now >= lastPass;
    if (!finished && settling.nextAt > now) return ok({ value: undefined, writes: [] });
    const next: Senior = finished
      ? rest
      : {
          ...stored.value,
          settling: { ...settling, nextAt: now < lastPass ? lastPass : plus(now, { minutes: 1 }) },
        };
    const done: Senior =
      finished && mergingInto
        ? { ...rest, state: 'closed', closed: { reason: 'merged', at: now, into: mergingInto } }
        : next;
    const happening = { action: finished ? 'settled' : 'settling', actor: settling.by, at: now };
    return ok({ value: undefined, writes: seniorWrites(world, stored, done, happening) });
  });
};
