import type { Context } from 'hono';
import type { Session } from '../../shared/access/session.ts';
import type { Actor } from '../../shared/audit/audit.ts';
import type { Staff } from '../../shared/staff/staff.ts';
import type { Stored } from '../../shared/table/kind.ts';
import type { Town } from '../../shared/town/settings.ts';
import { Stopped, type WebVariables } from '../web/http.ts';

type DeskVariables = WebVariables & {
  /** Who is signed in; absent on the few pages that a visitor may open. */
  staff?: Staff;
  session?: Stored<Session>;
  /** Absent until the first-run page has created it. */
  town?: Stored<Town>;
  /** For every form of the page. */
  csrf: string;
  /** The route asked its permission question (router.ts). */
  asked?: boolean;
};
export type DeskEnv = { Variables: DeskVariables };
export type DeskContext = Context<DeskEnv>;

/** The person signed in. Only on routes whose action no visitor has. */
export const staffOf = (c: DeskContext): Staff => {
  const staff = c.get('staff');
  if (!staff) throw new Stopped(401, 'signed-out');
  return staff;
};
export const actorOf = (c: DeskContext): Actor => ({ kind: 'staff', id: staffOf(c).id });

export const townOf = (c: DeskContext): Town => storedTownOf(c).value;
export const storedTownOf = (c: DeskContext): Stored<Town> => {
  const town = c.get('town');
  if (!town) throw new Stopped(404, 'no-town');
  return town;
};
