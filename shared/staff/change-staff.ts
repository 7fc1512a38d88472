import { closeAllSessions } from '../access/sessions.ts';
import { change } from '../audit/audit.ts';
import type { Ids, StaffId } from '../ids/ids.ts';
import { ok, type Result, refused } from '../result/result.ts';
import { rowsOf, type Stored } from '../table/kind.ts';
import type { Table } from '../table/table.ts';
import { create, unchanged } from '../table/write.ts';
import type { Instant } from '../time/instant.ts';
import { type Role, type Staff, staffKey, staffKind, staffLoginKind } from './staff.ts';

export type Invitation = Pick<Staff, 'issuer' | 'subject' | 'name' | 'organisation' | 'role'> &
  Partial<Pick<Staff, 'phone'>>;

/**
 * Opens an account for somebody the identity provider knows as (issuer, subject): never by e-mail, which changes
 * hands (reliability.md §4.4). Refused when this login already has an account.
 */
export const inviteStaff = async (
  world: { readonly table: Table; readonly ids: Ids },
  invitation: Invitation,
  by: Staff,
  now: Instant,
): Promise<Result<Staff, { readonly reason: 'already-known' }>> => {
  const staff: Staff = {
    ...invitation,
    id: world.ids.next('stf'),
    town: by.town,
    active: true,
    createdAt: now,
  };
  const done = await world.table.commit([
    ...change(staffKind, undefined, staff, {
      action: 'staff.invite',
      actor: { kind: 'staff', id: by.id },
      at: now,
      details: { role: staff.role },
    }),
    create(staffLoginKind, { issuer: staff.issuer, subject: staff.subject, staffId: staff.id }, 'login'),
  ]);
  return done.ok ? ok(staff) : refused({ reason: 'already-known' });
};

export type StaffRefusal = {
  /** `oneself`: nobody closes or changes their own account, so that a town always keeps a coordinator. */
  readonly reason: 'unknown' | 'oneself' | 'changed-meanwhile';
};

/**
 * Changes a role, closes or reopens an account. The one who decides is held to still being who they were, in the
 * same transaction: two coordinators closing each other's account at once cannot both succeed. Closing ends every
 * session of that person; a changed role counts from the next request.
 */
export const changeStaff = async (
  table: Table,
  {
    id,
    to,
    signOut = false,
    by,
    now,
  }: {
    readonly id: StaffId;
    readonly to: { readonly role?: Role; readonly active?: boolean };
    /** A lost telephone: signed out everywhere, the account as it was. */
    readonly signOut?: boolean;
    readonly by: StaffId;
    readonly now: Instant;
  },
): Promise<Result<Staff, StaffRefusal>> => {
  if (id === by) return refused({ reason: 'oneself' });
  const [person, decider] = await Promise.all([
    table.get(staffKind, staffKey(id)),
    table.get(staffKind, staffKey(by)),
  ]);
  if (!person || !decider?.value.active || person.value.town !== decider.value.town)
    return refused({ reason: 'unknown' });
  const next: Staff = { ...person.value, ...to };
  const done = await table.commit([
    ...change(staffKind, person, next, {
      action: signOut ? 'staff.sign-out' : 'staff.change',
      actor: { kind: 'staff', id: by },
      at: now,
      from: `${person.value.role} ${person.value.active ? 'active' : 'closed'}`,
      to: `${next.role} ${next.active ? 'active' : 'closed'}`,
    }),
    unchanged(staffKind, decider, 'decider'),
  ]);
  if (!done.ok) return refused({ reason: 'changed-meanwhile' });
  if (signOut || !next.active) await closeAllSessions(table, id);
  return ok(next);
};

/** The town's accounts by name, open and closed. */
export const listStaff = async (table: Table, town: string): Promise<readonly Stored<Staff>[]> => {
  const { items } = await table.index('list', { partition: `${town}#staff` });
  return rowsOf(staffKind, items);
};
