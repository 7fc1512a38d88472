import type { Ids, StaffId } from '../ids/ids.ts';
import { rowsOf, type Stored } from '../table/kind.ts';
import type { Table } from '../table/table.ts';
import { create, remove, replace } from '../table/write.ts';
import { type Instant, minutesBetween } from '../time/instant.ts';
import { SESSION_PREFIX, type Session, sessionHash, sessionKind } from './session.ts';

/** A new session at each sign-in, never one that existed before it (ASVS 7.2.4). The secret goes to the browser alone. */
export const openSession = async (
  world: { readonly table: Table; readonly ids: Ids },
  who: { readonly staffId: StaffId; readonly device: string; readonly sealedIdToken?: string },
  now: Instant,
): Promise<{ readonly secret: string; readonly session: Session }> => {
  const secret = world.ids.secret();
  const session: Session = { ...who, hash: sessionHash(secret), openedAt: now, activeAt: now };
  const done = await world.table.commit([create(sessionKind, session)]);
  if (!done.ok) throw new Error('two sessions drew the same 256 bits');
  return { secret, session };
};

/** Where this person is signed in, the latest first. Sessions past their time are left out by the caller's clock. */
export const sessionsOf = async (table: Table, staffId: StaffId): Promise<readonly Stored<Session>[]> => {
  const { items } = await table.partition(staffId, { prefix: SESSION_PREFIX });
  return rowsOf(sessionKind, items).sort((a, b) => (a.value.openedAt < b.value.openedAt ? 1 : -1));
};

/** Ends these sessions at once. One that is already gone, or was just used, does not come back. */
const end = async (table: Table, sessions: readonly Stored<Session>[]): Promise<void> => {
  for (const session of sessions) {
    let current: Stored<Session> | undefined = session;
    while (current && !(await table.commit([remove(sessionKind, current)])).ok) {
      current = await table.get(sessionKind, sessionKind.key(session.value));
    }
  }
};

export const closeSession = async (table: Table, staffId: StaffId, hash: string): Promise<void> => {
  const sessions = await sessionsOf(table, staffId);
  await end(
    table,
    sessions.filter(({ value }) => value.hash === hash),
  );
};

/** « Tout déconnecter », and what deactivating somebody does: every session of this person is dead. */
export const closeAllSessions = async (table: Table, staffId: StaffId): Promise<void> =>
  end(table, await sessionsOf(table, staffId));

const REMEMBER_EVERY_MINUTES = 5;

/** A POST keeps the session awake in the table too; at most one write in five minutes, and a lost race is no matter. */
export const rememberActivity = async (
  table: Table,
  session: Stored<Session>,
  now: Instant,
): Promise<void> => {
  if (minutesBetween(session.value.activeAt, now) < REMEMBER_EVERY_MINUTES) return;
  await table.commit([replace(sessionKind, session, { ...session.value, activeAt: now })]);
};
