import type { Hono } from 'hono';
import ical, { ICalCalendarMethod, ICalEventStatus } from 'ical-generator';
import { gatheringsFor } from '../../../shared/engagement/gatherings/read-gatherings.ts';
import { sha256 } from '../../../shared/ids/digest.ts';
import { linkTokenSchema } from '../../../shared/ids/ids.ts';
import { endsAt } from '../../../shared/missions/mission.ts';
import { frenchPhone } from '../../../shared/phone/phone.ts';
import type { Instant } from '../../../shared/time/instant.ts';
import type { Gathering } from '../../../shared/volunteers/gatherings/gathering.ts';
import { type Feed, openFeed } from '../../../shared/volunteers/space/calendar.ts';
import { noteUnknownLink } from '../../links/unknown-link.ts';
import type { WebEnv } from '../../web/http.ts';

/** How often a calendar asks again, seconds. */
const EVERY_SECONDS = 3_600;

/**
 * The feed as RFC 5545: day, hour, kind and sector of the missions held, the town's telephone; the trainings and outings they come to,
 * with their hall. Of a mission no name, no address, no place: whoever reads over the shoulder learns where the volunteer is busy, never with whom. Instants are in UTC, so
 * that both nights of the clocks are right in any calendar.
 */
export const feedText = (
  { volunteer, town, missions }: Feed,
  now: Instant,
  gatherings: readonly Gathering[] = [],
): string => {
  const calendar = ical({
    name: `Missions, ${town.houseName}`,
    prodId: { company: 'prevenance', product: 'missions', language: 'FR' },
    method: ICalCalendarMethod.PUBLISH,
    ttl: EVERY_SECONDS,
  });
  for (const mission of missions) {
    const kind = town.programmes.find(({ code }) => code === mission.programme)?.label ?? 'Mission';
    const sector = town.sectors.find(({ code }) => code === mission.sector)?.name;
    calendar.createEvent({
      // Nothing that leads back to the mission or the volunteer outside the town's own records.
      id: `${sha256(`feed|${volunteer.id}|${mission.id}`).slice(0, 32)}@prevenance`,
      stamp: now,
      start: mission.startsAt,
      end: endsAt(mission),
      summary: `${kind}${mission.twinId ? ' à deux' : ''}${sector ? ` (${sector})` : ''}`,
      description: `Détails et imprévu : le lien de votre SMS, ou ${frenchPhone(town.phone)}.`,
      status: mission.state === 'filled' ? ICalEventStatus.TENTATIVE : ICalEventStatus.CONFIRMED,
    });
  }
  for (const one of gatherings)
    calendar.createEvent({
      id: `${sha256(`feed|${volunteer.id}|${one.id}`).slice(0, 32)}@prevenance`,
      stamp: now,
      start: one.startsAt,
      end: one.endsAt,
      summary: one.title,
      location: one.place,
      status: ICalEventStatus.CONFIRMED,
    });
  return calendar.toString();
};

/** `/c/<token>.ics`: its own token, which opens nothing else. Reads only; unknown, renewed and closed look the same. */
export const calendarRoutes = (app: Hono<WebEnv>): void => {
  app.get('/c/:file', async (c) => {
    const token = linkTokenSchema.safeParse(c.req.param('file').replace(/\.ics$/, ''));
    if (!token.success) return c.notFound();
    const opened = await openFeed(c.get('world'), token.data, c.get('now'));
    if (!opened.ok) {
      if (opened.refusal.reason === 'unknown') noteUnknownLink(c);
      return c.notFound();
    }
    const feed = opened.value;
    const mine = await gatheringsFor(c.get('world').table, feed.volunteer, c.get('now'));
    const coming = mine.flatMap(({ gathering, mine: answer }) =>
      gathering.state === 'open' && answer?.state === 'registered' ? [gathering] : [],
    );
    return c.body(feedText(feed, c.get('now'), coming), 200, {
      'content-type': 'text/calendar; charset=utf-8',
      'content-disposition': 'inline; filename="missions.ics"',
      'cache-control': 'private, no-store',
    });
  });
};
