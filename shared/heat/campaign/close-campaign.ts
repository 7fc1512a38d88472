import { change } from '../../audit/audit.ts';
import { type Decision, decideAndCommit, type Surroundings } from '../../decide/decide.ts';
import type { StaffId } from '../../ids/ids.ts';
import { ok, type Result, refused } from '../../result/result.ts';
import type { Write } from '../../table/table.ts';
import { replace } from '../../table/write.ts';
import { dayOf } from '../../time/civil.ts';
import type { Instant } from '../../time/instant.ts';
import { readCounts } from '../board/counters.ts';
import { type CallRound, callRoundKind } from '../calls/round.ts';
import {
  type AskClosingRefusal,
  askClosing,
  type Campaign,
  type CampaignId,
  type ConfirmClosingRefusal,
  campaignKey,
  campaignKind,
  confirmClosing,
  currentKind,
  type StillOpen,
} from './campaign.ts';
import { runningLists } from './running.ts';

const staff = (id: StaffId) => ({ kind: 'staff', id }) as const;

/** The first of two people asks for the end of a campaign; calls go on until the second confirms. */
export const askToClose = (
  world: Surroundings,
  id: CampaignId,
  by: StaffId,
  now: Instant,
): Promise<Result<Campaign, AskClosingRefusal>> =>
  decideAndCommit(world.table, async (): Promise<Result<Decision<Campaign>, AskClosingRefusal>> => {
    const stored = await world.table.get(campaignKind, campaignKey(id));
    if (!stored) return refused({ reason: 'unknown' });
    const next = askClosing(stored.value, by, now);
    if (!next.ok) {
      const isTheirs = next.refusal.reason === 'already-asked' && stored.value.closing?.by === by;
      return isTheirs ? ok({ value: stored.value, writes: [] }) : next;
    }
    const happening = { action: 'closing-asked', actor: staff(by), at: now };
    return ok({ value: next.value, writes: change(campaignKind, stored, next.value, happening) });
  });

/** Either of the two thinks better of it: the calls go on as if nothing had been asked. */
export const withdrawClosing = (
  world: Surroundings,
  id: CampaignId,
  by: StaffId,
  now: Instant,
): Promise<Result<Campaign, AskClosingRefusal>> =>
  decideAndCommit(world.table, async (): Promise<Result<Decision<Campaign>, AskClosingRefusal>> => {
    const stored = await world.table.get(campaignKind, campaignKey(id));
    if (!stored) return refused({ reason: 'unknown' });
    if (stored.value.state === 'closed') return refused({ reason: 'already-closed' });
    if (!stored.value.closing) return ok({ value: stored.value, writes: [] });
    const { closing: _, ...next } = stored.value;
    const happening = { action: 'closing-withdrawn', actor: staff(by), at: now };
    return ok({ value: next, writes: change(campaignKind, stored, next, happening) });
  });

/** What keeps a campaign from closing, from the counters of its lists up to today; tomorrow's are called off with it. */
export const stillOpen = async (
  world: Surroundings,
  rounds: readonly CallRound[],
  now: Instant,
): Promise<StillOpen> => {
  const today = dayOf(now);
  const until = rounds.filter((round) => round.day <= today);
  const counts = await Promise.all(until.map((round) => readCounts(world.table, round.id, round.shards)));
  return {
    open: counts.reduce((sum, one) => sum + one.open, 0),
    unsettled: counts.reduce((sum, one) => sum + one.unsettled, 0),
    lists: until.map((round, i) => ({
      roundId: round.id,
      day: round.day,
      isBeingMade: round.state === 'filling',
      open: counts[i]?.open ?? 0,
      unsettled: counts[i]?.unsettled ?? 0,
    })),
  };
};

/** The counters of what is still open, for a page, before anybody confirms. */
export const whatIsStillOpen = async (
  world: Surroundings,
  town: string,
  now: Instant,
): Promise<StillOpen> => {
  const { rounds } = await runningLists(world, town);
  return stillOpen(
    world,
    rounds.map(({ value }) => value),
    now,
  );
};

/**
 * The second person ends it: not the first one again, and not while anybody is open or being made sure of (F33); the
 * refusal says how many are. In one transaction the campaign and its lists close, tomorrow's are called off, and the
 * register is held to nothing any more: an entry that changes at this moment makes one of the two start again.
 */
export const confirmToClose = (
  world: Surroundings,
  id: CampaignId,
  by: StaffId,
  now: Instant,
): Promise<Result<Campaign, ConfirmClosingRefusal>> =>
  decideAndCommit(world.table, async (): Promise<Result<Decision<Campaign>, ConfirmClosingRefusal>> => {
    const stored = await world.table.get(campaignKind, campaignKey(id));
    if (!stored) return refused({ reason: 'unknown' });
    const { current, rounds } = await runningLists(world, stored.value.town);
    const still = await stillOpen(
      world,
      rounds.map(({ value }) => value),
      now,
    );
    const next = confirmClosing(stored.value, by, still, now);
    if (!next.ok) return next;
    const today = dayOf(now);
    const writes: Write[] = [
      ...change(campaignKind, stored, next.value, {
        action: 'campaign-closed',
        actor: staff(by),
        at: now,
        from: 'active',
        to: 'closed',
      }),
      ...rounds.flatMap((round, i) => {
        const { lookAt: _, ...rest } = round.value;
        const state = round.value.day <= today ? ('closed' as const) : ('called-off' as const);
        const happening = { action: `list-${state}`, actor: staff(by), at: now, to: state };
        return change(callRoundKind, round, { ...rest, state }, happening, `round-${i}`);
      }),
      ...(current ? [replace(currentKind, current, { town: stored.value.town, rounds: [] })] : []),
    ];
    return ok({ value: next.value, writes });
  });
