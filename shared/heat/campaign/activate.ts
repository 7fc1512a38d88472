import { change } from '../../audit/audit.ts';
import { type Decision, decideAndCommit, type Surroundings } from '../../decide/decide.ts';
import type { StaffId } from '../../ids/ids.ts';
import type { Phone } from '../../phone/phone.ts';
import { ok, type Result, refused } from '../../result/result.ts';
import { readAs } from '../../table/kind.ts';
import { put, replace } from '../../table/write.ts';
import { type CivilDay, dayOf } from '../../time/civil.ts';
import type { Instant } from '../../time/instant.ts';
import type { Level } from '../level.ts';
import { readTownAndSettings } from '../read-settings.ts';
import {
  type Campaign,
  type Conduct,
  campaignIdOf,
  campaignKey,
  campaignKind,
  currentKey,
  currentKind,
} from './campaign.ts';
import { decidedWrites } from './decided-proposals.ts';
import { lookAtCampaign } from './look-at-campaign.ts';

export type Activation = {
  readonly level: Level;
  readonly startsOn: CivilDay;
  readonly expectedEnd: CivilDay;
  /** The first answers for what nobody else has. */
  readonly duty: readonly StaffId[];
  /** Part of the town; absent: all of it. */
  readonly sectors?: readonly string[] | undefined;
  readonly script?: string | undefined;
  readonly hours?: Conduct['hours'] | undefined;
  readonly callingNumber?: Phone | undefined;
  /** The proposal of the vigilance feed that was followed, if one was. */
  readonly proposal?: string | undefined;
};

/** `in-the-past`: nobody can be called yesterday. `ends-before-it-starts`: the days are the wrong way round. */
export type ActivateRefusal = {
  readonly reason: 'no-duty-officer' | 'in-the-past' | 'ends-before-it-starts' | 'unknown-sector';
};
export type Activated = { readonly campaign: Campaign; readonly already: boolean };

/**
 * A human act, always: a feed only proposes (F33). One campaign at a time in a town, found again by its first day: a
 * second press, or a second coordinator, gets the same one back with `already`. Closed earlier that day, it opens again.
 * The lists of today and tomorrow start at once; killed in between, the agenda starts them within the minute.
 */
export const activate = async (
  world: Surroundings,
  wish: Activation,
  by: StaffId,
  now: Instant,
): Promise<Result<Activated, ActivateRefusal>> => {
  if (wish.duty.length === 0) return refused({ reason: 'no-duty-officer' });
  if (wish.startsOn < dayOf(now)) return refused({ reason: 'in-the-past' });
  if (wish.expectedEnd < wish.startsOn) return refused({ reason: 'ends-before-it-starts' });
  const { town, settings } = await readTownAndSettings(world);
  const known = new Set(town.sectors.map((sector) => sector.code));
  if (wish.sectors?.some((code) => !known.has(code))) return refused({ reason: 'unknown-sector' });
  const done = await decideAndCommit(
    world.table,
    async (): Promise<Result<Decision<Activated>, ActivateRefusal>> => {
      const current = await world.table.get(currentKind, currentKey(town.id));
      const id = current?.value.campaignId ?? campaignIdOf(town.id, wish.startsOn);
      const [row] = await world.table.getRows([campaignKey(id)]);
      const stored = row && readAs(campaignKind, row);
      if (current?.value.campaignId && stored?.value.state === 'active')
        return ok({ value: { campaign: stored.value, already: true }, writes: [] });
      const campaign: Campaign = {
        id,
        town: town.id,
        label: settings.label,
        state: 'active',
        level: wish.level,
        startsOn: wish.startsOn,
        expectedEnd: wish.expectedEnd,
        duty: [...wish.duty],
        ...(wish.sectors && wish.sectors.length > 0 ? { sectors: [...wish.sectors] } : {}),
        script: wish.script ?? settings.script,
        hours: wish.hours ?? settings.hours,
        callingNumber: wish.callingNumber ?? town.phone,
        ...(wish.proposal ? { proposal: wish.proposal } : {}),
        startedBy: by,
        startedAt: now,
        lookAt: now,
      };
      const beside = { town: town.id, campaignId: id, rounds: current?.value.rounds ?? [] };
      return ok({
        value: { campaign, already: false },
        writes: [
          ...change(campaignKind, stored, campaign, {
            action: stored ? 'campaign-reopened' : 'campaign-activated',
            actor: { kind: 'staff', id: by },
            at: now,
            to: 'active',
            details: { level: wish.level },
          }),
          current ? replace(currentKind, current, beside) : put(currentKind, beside, 'absent'),
          ...(await decidedWrites(world.table, town.id, wish.startsOn, 'Les appels sont ouverts.', now)),
        ],
      });
    },
  );
  if (done.ok) await lookAtCampaign(world, done.value.campaign.id, now);
  return done;
};

export type ChangeRefusal = { readonly reason: 'unknown' | 'already-closed' | 'no-duty-officer' };

/** Whoever is no longer on duty after this change, with those of a change just before it. */
const leaving = (before: Campaign, edit: Partial<Conduct>, by: StaffId, now: Instant): Campaign['left'] => {
  const { duty } = edit;
  if (duty === undefined) return before.left;
  const from = [...new Set([...(before.left?.from ?? []), ...before.duty])].filter(
    (one) => !duty.includes(one),
  );
  return from.length > 0 ? { from: from.slice(-40), by, at: now } : undefined;
};

/**
 * Another level, other duty officers, hours, script or end while it runs. Lists already made take it over at once: their
 * next deadlines are those of the new level; a level never falls by a machine's act. Whoever leaves the astreinte holds
 * nothing more: it goes to the first of those who stay, in the name of who changed it; killed in between, at the next look.
 */
export const changeConduct = async (
  world: Surroundings,
  id: Campaign['id'],
  edit: Partial<Conduct>,
  by: StaffId,
  now: Instant,
): Promise<Result<Campaign, ChangeRefusal>> => {
  const done = await decideAndCommit(
    world.table,
    async (): Promise<Result<Decision<Campaign>, ChangeRefusal>> => {
      const stored = await world.table.get(campaignKind, campaignKey(id));
      if (!stored) return refused({ reason: 'unknown' });
      if (stored.value.state === 'closed') return refused({ reason: 'already-closed' });
      if (edit.duty?.length === 0) return refused({ reason: 'no-duty-officer' });
      const left = leaving(stored.value, edit, by, now);
      const { left: _, ...before } = stored.value;
      const next: Campaign = { ...before, ...edit, ...(left ? { left } : {}), lookAt: now };
      const happening = {
        action: 'campaign-changed',
        actor: { kind: 'staff' as const, id: by },
        at: now,
        details: { fields: Object.keys(edit).join(' ').slice(0, 200), level: next.level },
      };
      const decided =
        edit.level === undefined
          ? []
          : await decidedWrites(world.table, next.town, dayOf(now), 'Le niveau des appels est changé.', now);
      return ok({ value: next, writes: [...change(campaignKind, stored, next, happening), ...decided] });
    },
  );
  if (done.ok) await lookAtCampaign(world, id, now);
  return done;
};
