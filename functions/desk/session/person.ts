import type { MiddlewareHandler } from 'hono';
import {
  SESSION_LIMITS,
  sessionHash,
  sessionKey,
  sessionKind,
  sessionState,
} from '../../../shared/access/session.ts';
import { rememberActivity } from '../../../shared/access/sessions.ts';
import { staffKey, staffKind } from '../../../shared/staff/staff.ts';
import { readAs } from '../../../shared/table/kind.ts';
import type { Clock } from '../../../shared/time/clock.ts';
import { minutesBetween } from '../../../shared/time/instant.ts';
import { townKey, townKind } from '../../../shared/town/settings.ts';
import { csrfToken } from '../../web/guard/csrf.ts';
import type { DeskEnv } from '../env.ts';
import { type DeskCookies, readTicket, writeTicket } from './browser.ts';

/** How old the browser's signed « last seen » may be before it is written again. */
const ROLL_AFTER_MINUTES = 1;

/**
 * Who is asking: town, session and person in one consistent batch read. Rights are read again at each request: a
 * person deactivated, a session closed or too old is a visitor from the next request on (ASVS 7.4, 8.3.2).
 */
export const knowPerson =
  (cookies: DeskCookies, sessionClock: Clock): MiddlewareHandler<DeskEnv> =>
  async (c, next) => {
    const { table, config } = c.get('world');
    const ticket = readTicket(config.appSecret, cookies.session.read(c));
    const town = townKey(config.townId);
    const keys = ticket
      ? [town, staffKey(ticket.staffId), sessionKey(ticket.staffId, sessionHash(ticket.secret))]
      : [town];
    const [townRow, staffRow, sessionRow] = await table.getRows(keys);
    const storedTown = townRow && readAs(townKind, townRow);
    if (storedTown) c.set('town', storedTown);
    const staff = staffRow && readAs(staffKind, staffRow)?.value;
    const session = sessionRow && readAs(sessionKind, sessionRow);
    const now = sessionClock.now();
    const isOpen =
      ticket !== undefined &&
      staff?.active === true &&
      staff.town === config.townId &&
      session !== undefined &&
      sessionState(session.value, ticket.seenAt, now) === 'open';
    if (isOpen) {
      c.set('staff', staff);
      c.set('session', session);
      if (c.req.method === 'POST') await rememberActivity(table, session, now);
      if (minutesBetween(ticket.seenAt, now) >= ROLL_AFTER_MINUTES)
        cookies.session.write(
          c,
          writeTicket(config.appSecret, { ...ticket, seenAt: now }),
          SESSION_LIMITS.absoluteHours * 3_600,
        );
    }
    const bound = isOpen ? ticket.secret : cookies.newcomer.raw(c);
    c.set('csrf', bound === undefined ? '' : csrfToken(config.appSecret, bound));
    c.set('binding', bound);
    await next();
  };
