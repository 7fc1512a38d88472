import type { Actor } from '../../audit/audit.ts';
import type { Surroundings } from '../../decide/decide.ts';
import type { LinkToken, VolunteerId } from '../../ids/ids.ts';
import { linkTokenSchema } from '../../ids/ids.ts';
import { seal, unseal } from '../../ids/seal.ts';
import { isLinkOver, linkHash, linkKey, linkKind } from '../../links/link.ts';
import { mintLink } from '../../links/mint-link.ts';
import { isHeld, type Mission } from '../../missions/mission.ts';
import { missionKind } from '../../missions/store.ts';
import { ok, type Result, refused } from '../../result/result.ts';
import { rowsOf } from '../../table/kind.ts';
import type { Table } from '../../table/table.ts';
import { create } from '../../table/write.ts';
import { type Instant, minus } from '../../time/instant.ts';
import type { Town } from '../../town/settings.ts';
import { changeVolunteer, readVolunteer } from '../change-volunteer.ts';
import type { Volunteer } from '../volunteer.ts';

type Changed = Promise<Result<Volunteer, { readonly reason: 'unknown' | 'gone' }>>;

/**
 * A new private address for the calendar feed; the one before stops at once, since only the address named on the
 * volunteer answers. The token is found by hash, and kept sealed so that the page can show the address again.
 */
export const renewCalendar = (world: Surroundings, id: VolunteerId, actor: Actor, now: Instant): Changed =>
  changeVolunteer<{ readonly reason: 'gone' }>(
    world,
    id,
    ({ stored, town }) => {
      const { value } = stored;
      if (value.state === 'leaving' || value.state === 'left') return refused({ reason: 'gone' });
      const { token, link } = mintLink(world.ids, {
        town: town.id,
        volunteerId: id,
        now,
        purpose: 'calendar',
      });
      const iv = Buffer.from(world.ids.secret(), 'base64url').subarray(0, 12);
      const calendar = {
        hash: link.hash,
        sealed: seal(world.config.appSecret, `calendar|${id}`, token, iv),
        since: now,
      };
      const happening = { action: 'calendar-opened', actor, at: now };
      return ok({ next: { ...value, calendar }, happening, writes: [create(linkKind, link)] });
    },
    now,
  );

/** The feed answers nobody any more. */
export const closeCalendar = (world: Surroundings, id: VolunteerId, actor: Actor, now: Instant): Changed =>
  changeVolunteer<never>(
    world,
    id,
    ({ stored }) => {
      const { calendar, ...next } = stored.value;
      const happening = { action: 'calendar-closed', actor, at: now };
      return ok({ next: calendar ? next : stored.value, happening });
    },
    now,
  );

/** The token of the feed, for its owner's page alone. */
export const calendarToken = (appSecret: string, volunteer: Volunteer): LinkToken | undefined => {
  if (!volunteer.calendar) return undefined;
  const token = unseal(appSecret, `calendar|${volunteer.id}`, volunteer.calendar.sealed);
  return linkTokenSchema.safeParse(token).data;
};

/** What a feed shows of past missions, days: enough to look back, no more. */
const FEED_PAST_DAYS = 30;

export type Feed = {
  readonly volunteer: Volunteer;
  readonly town: Town;
  readonly missions: readonly Mission[];
};

/** The missions this volunteer holds or held lately; read from an index: a page, not a decision. */
export const missionsOf = async (
  table: Pick<Table, 'index'>,
  id: VolunteerId,
  since: Instant,
): Promise<readonly Mission[]> => {
  const page = await table.index('volunteer', {
    partition: id,
    from: `mission#${since}`,
    to: 'mission#~',
  });
  return rowsOf(missionKind, page.items)
    .map(({ value }) => value)
    .filter((mission) => mission.holder?.volunteerId === id)
    .sort((a, b) => (a.startsAt < b.startsAt ? -1 : 1));
};

/** Reads a feed by its token; `unknown` for any other purpose, `closed` for a renewed address, or somebody who left. Writes nothing. */
export const openFeed = async (
  world: Pick<Surroundings, 'table' | 'config'>,
  token: LinkToken,
  now: Instant,
): Promise<Result<Feed, { readonly reason: 'unknown' | 'closed' }>> => {
  const hash = linkHash(token);
  const link = (await world.table.get(linkKind, linkKey(hash)))?.value;
  if (link?.purpose !== 'calendar') return refused({ reason: 'unknown' });
  if (isLinkOver(link, now)) return refused({ reason: 'closed' });
  const facts = await readVolunteer(world, link.volunteerId);
  if (facts?.stored.value.calendar?.hash !== hash) return refused({ reason: 'closed' });
  const missions = await missionsOf(world.table, link.volunteerId, minus(now, { days: FEED_PAST_DAYS }));
  return ok({
    volunteer: facts.stored.value,
    town: facts.town,
    missions: missions.filter((mission) => isHeld(mission.state) || mission.state === 'done'),
  });
};
