import { change, SYSTEM } from '../../../audit/audit.ts';
import { type Decision, decideAndCommit, type Surroundings } from '../../../decide/decide.ts';
import { intentWrite } from '../../../messages/intent-write.ts';
import { ok, type Result } from '../../../result/result.ts';
import { listStaff } from '../../../staff/change-staff.ts';
import { rowsOf } from '../../../table/kind.ts';
import { replace } from '../../../table/write.ts';
import { nextAllowed } from '../../../time/calendar.ts';
import { type Instant, minus, plus } from '../../../time/instant.ts';
import type { Town } from '../../../town/settings.ts';
import { askVolunteers } from '../../batches/ask-volunteers.ts';
import { batchesOf } from '../../batches/batch.ts';
import { remindCallers } from '../../batches/remind-callers.ts';
import { endBatch } from '../../batches/return-batch.ts';
import { isPaperDue, makePaper } from '../../board/make-paper.ts';
import { readTownAndSettings } from '../../read-settings.ts';
import { moveOnAll } from '../move-on.ts';
import { type CallRound, callRoundKind, isRunning, type RoundId, roundKey } from '../round.ts';
import { callTaskKind, openCalls } from '../task.ts';
import { dutyRecipients } from '../tell-desk.ts';
import { checkRound } from './check-round.ts';
import { closeWhenDone } from './close-list.ts';
import { fillRound } from './fill-round.ts';
import { LAST_ASKING_MINUTES } from './start-round.ts';

/** A running list is looked at each minute: whatever happened in between, nothing waits longer. */
const EACH_MINUTES = 1;
/** Minutes between two waves of questions to volunteers. */
const WAVE_MINUTES = 45;
/** Duty officers hear of passed deadlines at most this often. */
const ALERT_MINUTES = 30;
/** Silences of a whole département end within some minutes of their hour. */
const BATCHES_A_LOOK = 600;
const AT_ONCE = 6;

/** The list as it is when written: every look's own facts are set on a fresh read. */
const update = (
  world: Surroundings,
  id: RoundId,
  edit: (round: CallRound) => CallRound | undefined,
): Promise<Result<CallRound | undefined, never>> =>
  decideAndCommit(world.table, async (): Promise<Result<Decision<CallRound | undefined>, never>> => {
    const stored = await world.table.get(callRoundKind, roundKey(id));
    const next = stored && edit(stored.value);
    return ok({ value: next, writes: stored && next ? [replace(callRoundKind, stored, next)] : [] });
  });

/** When volunteers are asked next: in three quarters of an hour, within the hours; never too late to call. */
export const nextAsking = (
  round: CallRound,
  town: Pick<Town, 'quietHours' | 'holidayZone'>,
  now: Instant,
): Instant | undefined => {
  const quiet = { ...town.quietHours, zone: town.holidayZone };
  const at = nextAllowed(plus(now, { minutes: WAVE_MINUTES }), quiet);
  return at <= minus(round.handOverAt, { minutes: LAST_ASKING_MINUTES }) ? at : undefined;
};

const ask = async (world: Surroundings, town: Town, round: CallRound, now: Instant): Promise<void> => {
  const { nextAt, wave } = round.asking;
  if (nextAt === undefined || nextAt > now) return;
  const isInTime = now <= minus(round.handOverAt, { minutes: LAST_ASKING_MINUTES });
  if (isInTime) await askVolunteers(world, round, now);
  const next = isInTime ? nextAsking(round, town, now) : undefined;
  await update(world, round.id, (fresh) =>
    fresh.asking.nextAt === nextAt
      ? { ...fresh, asking: { wave: wave + 1, ...(next ? { nextAt: next } : {}) } }
      : undefined,
  );
};

const endBatches = async (world: Surroundings, round: CallRound, now: Instant): Promise<void> => {
  const due = await batchesOf(world.table, round.id, 'live', { to: now, limit: BATCHES_A_LOOK });
  for (let i = 0; i < due.length; i += AT_ONCE)
    await Promise.all(due.slice(i, i + AT_ONCE).map(({ value }) => endBatch(world, value.id, now)));
};

/** Deadlines that a duty officer let pass for one person before the coordination is told with them (decision 014). */
const UNHEARD_AFTER = 2;

type Late = {
  /** Everybody owed whose deadline has passed, or who was handed up, since the last text: what the next one says. */
  readonly count: number;
  /** Of somebody, more than once in a row: those who answer for the list did not. */
  readonly isUnheard: boolean;
};

const lateIn = async (world: Surroundings, round: CallRound): Promise<Late> => {
  const since = round.alertedAt ?? round.opensAt;
  let [count, isUnheard] = [0, false];
  for (let shard = 0; shard < round.shards; shard += 1) {
    const { items } = await world.table.index('list', { partition: openCalls(round.id, shard) });
    for (const { value } of rowsOf(callTaskKind, items)) {
      const isNew = value.escalated?.reason === 'not-reached' && value.escalated.at >= since;
      if (value.overdue > 0 || isNew) count += 1;
      if (value.overdue >= UNHEARD_AFTER) isUnheard = true;
    }
  }
  return { count, isUnheard };
};

/** The duty, each time; where it was told in vain, each coordinator with a mobile too: the clock tells more people. */
const toldOf = async (world: Surroundings, town: Town, round: CallRound, { isUnheard }: Late) => {
  const team = isUnheard ? await listStaff(world.table, town.id) : [];
  const coordinators = team.flatMap(({ value }) =>
    value.active && value.role === 'coordinator' ? [value.id] : [],
  );
  return dutyRecipients(world, town, [...new Set([...round.duty, ...coordinators])]);
};

/** Said less than half an hour ago; but the hour at which everybody left is handed up is told whatever was said before it. */
const isTooSoon = ({ alertedAt, escalateAt }: CallRound, now: Instant): boolean =>
  alertedAt !== undefined &&
  alertedAt > minus(now, { minutes: ALERT_MINUTES }) &&
  !(alertedAt < escalateAt && escalateAt <= now);

/** Noted before anything is handed up: should this look die before its text, the next one tells of it. */
const noteLate = (world: Surroundings, id: RoundId, now: Instant): Promise<unknown> =>
  update(world, id, (fresh) => (fresh.lateSince ? undefined : { ...fresh, lateSince: now }));

/** One text for all deadlines that passed, not one a person; the board shows who. What passes too soon is told by the next. */
const alert = async (
  world: Surroundings,
  town: Town,
  round: CallRound,
  passed: number,
  now: Instant,
): Promise<void> => {
  if (passed === 0 && !round.lateSince) return;
  if (isTooSoon(round, now)) return;
  const late = await lateIn(world, round);
  const count = Math.max(passed, late.count);
  const recipients = count > 0 ? await toldOf(world, town, round, late) : [];
  await decideAndCommit(world.table, async (): Promise<Result<Decision<void>, never>> => {
    const stored = await world.table.get(callRoundKind, roundKey(round.id));
    if (!stored || stored.value.alertedAt !== round.alertedAt) return ok({ value: undefined, writes: [] });
    const { lateSince: _, ...told } = stored.value;
    if (count === 0) return ok({ value: undefined, writes: [replace(callRoundKind, stored, told)] });
    const texts = recipients.map((recipient) =>
      intentWrite(
        { appSecret: world.config.appSecret, ids: world.ids },
        town,
        {
          message: { kind: 'coordinator-alert', reason: 'calls-overdue', count: Math.min(count, 9_999) },
          recipient,
          subject: round.id,
          round: now,
          dueAt: now,
          notAfter: plus(now, { hours: 4 }),
        },
        now,
      ),
    );
    const next = { ...told, alertedAt: now };
    const happening = { action: 'duty-alerted', actor: SYSTEM, at: now, details: { count } };
    return ok({ value: undefined, writes: [...change(callRoundKind, stored, next, happening), ...texts] });
  });
};

/**
 * Everything a list owes at this moment: obligations still to be made, volunteers to ask or remind, silences that ended,
 * deadlines that passed, the check against the register. Each minute while it runs; late, twice or after a crash it does
 * what is due then, once.
 */
export const lookAtRound = async (world: Surroundings, id: RoundId, now: Instant): Promise<void> => {
  const stored = await world.table.get(callRoundKind, roundKey(id));
  if (!stored || !isRunning(stored.value)) return;
  let again = false;
  const isWhole = await fillRound(world, id, now);
  const round = (await world.table.get(callRoundKind, roundKey(id)))?.value;
  if (!round || !isRunning(round)) return;
  const { town, settings } = await readTownAndSettings(world);
  if (isWhole) {
    await ask(world, town, round, now);
    await remindCallers(world, town, round, now);
    again = await checkRound(world, round, now);
  }
  await endBatches(world, round, now);
  const isHot = round.source.kind === 'heat';
  const moved = await moveOnAll(
    world,
    round,
    settings,
    now,
    isHot && !round.lateSince ? () => noteLate(world, id, now) : undefined,
  );
  if (isHot) await alert(world, town, round, moved.handedUp, now);
  if (await closeWhenDone(world, round, now)) return;
  const soon = !isWhole || again || moved.more;
  await update(world, id, (fresh) =>
    isRunning(fresh)
      ? { ...fresh, lookedAt: now, lookAt: soon ? now : plus(now, { minutes: EACH_MINUTES }) }
      : undefined,
  );
  // Last: whatever keeps a paper from being made holds no call back.
  if (isHot && isPaperDue(round, now)) await makePaper(world, round, now);
};
