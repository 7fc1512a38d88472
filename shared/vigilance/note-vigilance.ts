import { type Actor, change, SYSTEM } from '../audit/audit.ts';
import { type Decision, decideAndCommit, type Surroundings } from '../decide/decide.ts';
import { campaignKey, campaignKind, covers, currentKey, currentKind } from '../heat/campaign/campaign.ts';
import { LEVELS, type Level } from '../heat/level.ts';
import type { StaffId } from '../ids/ids.ts';
import { ok, type Result, refused } from '../result/result.ts';
import type { Stored } from '../table/kind.ts';
import type { Write } from '../table/table.ts';
import { create, replace } from '../table/write.ts';
import { settledTaskWrites } from '../tasks/settle-task.ts';
import { taskKind } from '../tasks/task.ts';
import { addDays, type CivilDay, dayOf } from '../time/civil.ts';
import { frenchDay } from '../time/french.ts';
import { type Instant, minus, plus } from '../time/instant.ts';
import { type Town, townKey, townKind } from '../town/settings.ts';
import { readBulletin } from './bulletin.ts';
import type { VigilanceFeed } from './feed.ts';
import { callsForActivation, departmentOfCommune, type VigilanceLevel } from './level.ts';
import { type Proposal, proposalKey, proposalKind } from './proposal.ts';
import { newWatch, sameBulletin, situationOn, type Watch, watchKey, watchKind } from './watch.ts';

/** A poll comes every quarter of an hour; asked again sooner, the feed is left alone. */
const POLL_MINUTES = 14;

type Seen = { readonly town: Town; readonly watch: Stored<Watch> | undefined; readonly value: Watch };

export const seeWatch = async (world: Surroundings): Promise<Seen | undefined> => {
  const { townId } = world.config;
  const [town, watch] = await Promise.all([
    world.table.get(townKind, townKey(townId)),
    world.table.get(watchKind, watchKey(townId)),
  ]);
  if (!town) return undefined;
  const department = departmentOfCommune(town.value.communeCode);
  return { town: town.value, watch, value: watch?.value ?? newWatch(townId, department) };
};

const words = (level: 'orange' | 'red', day: CivilDay, isOpen: boolean): string => {
  const colour = level === 'red' ? 'rouge' : 'orange';
  const what = isOpen ? `décider de passer les appels au ${colour}.` : 'décider d’ouvrir les appels.';
  return `Vigilance ${colour} canicule pour le ${frenchDay(day)} : ${what}`;
};

/** The calls that are open on that day, if they are. */
const openOn = async (table: Surroundings['table'], town: string, day: CivilDay) => {
  const id = (await table.get(currentKind, currentKey(town)))?.value.campaignId;
  const campaign = id && (await table.get(campaignKind, campaignKey(id)))?.value;
  return campaign && covers(campaign, day) ? campaign : undefined;
};
const isEnough = (has: Level, asked: Level): boolean => LEVELS.indexOf(has) >= LEVELS.indexOf(asked);

/**
 * The writes that propose an activation for a day, once: none when it was proposed at that level already. A level that
 * rises from orange to red asks again, even if the first was set aside. Where calls are open at that level, the proposal is
 * kept and nobody is asked.
 */
const proposing = async (
  world: Surroundings,
  town: string,
  day: CivilDay,
  level: VigilanceLevel,
  source: Proposal['source'],
  now: Instant,
): Promise<readonly Write[]> => {
  if (!callsForActivation(level)) return [];
  const stored = await world.table.get(proposalKind, proposalKey(town, day));
  if (stored && (stored.value.level === 'red' || level === 'orange')) return [];
  const open = await openOn(world.table, town, day);
  const taskId = open && isEnough(open.level, level) ? undefined : world.ids.next('tsk');
  const next: Proposal = {
    ...(stored
      ? { ...stored.value, level, raisedAt: now, setAside: undefined }
      : { town, day, level, source, proposedAt: now }),
    ...(taskId ? { taskId } : {}),
  };
  const happening = {
    action: 'activation-proposed',
    actor: SYSTEM,
    at: now,
    to: level,
    details: { source },
  };
  return [
    ...change(proposalKind, stored, next, happening),
    ...(await settledTaskWrites(world.table, stored?.value.taskId, 'Le niveau annoncé est monté.', now)),
    ...(taskId
      ? [
          create(taskKind, {
            id: taskId,
            town,
            kind: 'vigilance',
            state: 'open',
            subjectId: 'vigilance',
            sentence: words(level, day, open !== undefined),
            urgent: true,
            createdAt: now,
            dueAt: plus(now, { hours: 1 }),
          }),
        ]
      : []),
  ];
};

/** Nobody decided, and the day is over: there is nothing left to decide, the page still says so. */
const passed = async (
  world: Surroundings,
  town: string,
  day: CivilDay,
  now: Instant,
): Promise<readonly Write[]> => {
  const stored = await world.table.get(proposalKind, proposalKey(town, day));
  return settledTaskWrites(world.table, stored?.value.taskId, 'La journée est passée sans décision.', now);
};

export const proposals = async (
  world: Surroundings,
  watch: Watch,
  source: Proposal['source'],
  now: Instant,
): Promise<readonly Write[]> => {
  const today = dayOf(now);
  const tomorrow = addDays(today, 1);
  const seen = situationOn(watch, today, tomorrow, now);
  const all = await Promise.all([
    proposing(world, watch.town, today, seen.calls.day, source, now),
    proposing(world, watch.town, tomorrow, seen.calls.dayAfter, source, now),
    passed(world, watch.town, addDays(today, -1), now),
  ]);
  return all.flat();
};

export type Noted = Decision<Watch>;

/**
 * Takes down what the feed answered, and proposes what it calls for: today's and tomorrow's activation, at most one
 * proposal and one task a day. A broken answer never wipes out a bulletin that is still fresh; it is shown as a feed
 * that fails, since when and why. The level itself is never lowered to green by a failure.
 */
export const noteBulletin = (
  world: Surroundings,
  answer: Result<string, 'unreachable' | 'refused'>,
  now: Instant,
): Promise<Result<Watch, 'no-town'>> =>
  decideAndCommit(world.table, async (): Promise<Result<Noted, 'no-town'>> => {
    const seen = await seeWatch(world);
    if (!seen) return refused('no-town');
    const { watch, value } = seen;
    const read = answer.ok ? readBulletin(answer.value, value.department) : answer;
    if (!read.ok) {
      const failing = { since: value.failing?.since ?? now, problem: read.refusal };
      const next: Watch = { ...value, triedAt: now, failing };
      const happening = {
        action: 'vigilance-failed',
        actor: SYSTEM,
        at: now,
        details: { problem: read.refusal },
      };
      return ok({ value: next, writes: change(watchKind, watch, next, happening) });
    }
    const { failing: _, ...rest } = value;
    const older = value.bulletin !== undefined && read.value.issuedAt < value.bulletin.issuedAt;
    const bulletin = older && value.bulletin ? value.bulletin : read.value;
    const next: Watch = { ...rest, bulletin, readAt: now, triedAt: now };
    const happening = {
      action: 'vigilance-read',
      actor: SYSTEM,
      at: now,
      details: { issuedAt: bulletin.issuedAt },
    };
    const isNew = !watch || !sameBulletin(value.bulletin, bulletin);
    const written = isNew ? change(watchKind, watch, next, happening) : [replace(watchKind, watch, next)];
    return ok({
      value: next,
      writes: [...written, ...(await proposals(world, next, 'feed', now))],
    });
  });

/** Asks the feed, at most every quarter of an hour however often it is woken, and notes what came. */
export const pollVigilance = async (
  world: Surroundings,
  feed: VigilanceFeed,
  now: Instant,
): Promise<'asked' | 'too-soon' | 'no-town'> => {
  const seen = await seeWatch(world);
  if (!seen) return 'no-town';
  const { triedAt } = seen.value;
  if (triedAt && triedAt > minus(now, { minutes: POLL_MINUTES }) && triedAt <= now) return 'too-soon';
  const noted = await noteBulletin(world, await feed.current(), now);
  return noted.ok ? 'asked' : 'no-town';
};

export type SetAsideRefusal = 'unknown' | 'already-set-aside';

/** A person decides that the calls are not opened for that day, and says why. */
export const setProposalAside = (
  world: Surroundings,
  day: CivilDay,
  by: { readonly actor: Actor; readonly staffId: StaffId; readonly reason: string },
  now: Instant,
): Promise<Result<Proposal, SetAsideRefusal>> =>
  decideAndCommit(world.table, async (): Promise<Result<Decision<Proposal>, SetAsideRefusal>> => {
    const stored = await world.table.get(proposalKind, proposalKey(world.config.townId, day));
    if (!stored) return refused('unknown');
    if (stored.value.setAside) return refused('already-set-aside');
    const next: Proposal = { ...stored.value, setAside: { by: by.staffId, at: now, reason: by.reason } };
    const happening = { action: 'activation-set-aside', actor: by.actor, at: now, from: stored.value.level };
    const outcome = 'Décidé : les appels ne sont pas ouverts.';
    return ok({
      value: next,
      writes: [
        ...change(proposalKind, stored, next, happening),
        ...(await settledTaskWrites(world.table, stored.value.taskId, outcome, now)),
      ],
    });
  });
