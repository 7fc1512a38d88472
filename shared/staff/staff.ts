import * as z from 'zod';
import { sha256 } from '../ids/digest.ts';
import { type StaffId, staffIdSchema } from '../ids/ids.ts';
import { defineKind, type Key, type Kind } from '../table/kind.ts';
import { instantSchema } from '../time/instant.ts';
import { townIdSchema } from '../town/settings.ts';

export const ROLES = [
  'social-worker',
  'coordinator',
  'librarian',
  'duty-officer',
  'reviewer',
  'data-protection-officer',
] as const;
export const roleSchema = z.enum(ROLES);
export type Role = z.infer<typeof roleSchema>;

/** A person with a desk account: (issuer, subject) of the identity provider, never an e-mail (reliability.md §4.4). */
export const staffSchema = z.object({
  id: staffIdSchema,
  town: townIdSchema,
  issuer: z.string().max(300),
  subject: z.string().max(200),
  name: z.string().min(1).max(100),
  organisation: z.string().max(100),
  phone: z.string().max(20).optional(),
  role: roleSchema,
  active: z.boolean(),
  createdAt: instantSchema,
});
export type Staff = z.infer<typeof staffSchema>;

export const staffKey = (id: StaffId): Key => ({ pk: id, sk: 'STAFF' });
/** The same person found by what the identity provider says of them. */
export const staffLoginSchema = z.object({
  issuer: z.string().max(300),
  subject: z.string().max(200),
  staffId: staffIdSchema,
});
export type StaffLogin = z.infer<typeof staffLoginSchema>;
export const staffLoginKey = (issuer: string, subject: string): Key => ({
  pk: `LOGIN#${sha256(`${issuer}\n${subject}`)}`,
  sk: 'LOGIN',
});

/**
 * | question                              | key or index                        | consistent |
 * |---------------------------------------|-------------------------------------|------------|
 * | who is this member of staff?          | pk staff id, sk `STAFF`             | yes        |
 * | whose login is (issuer, subject)?     | pk `LOGIN#` + hash, sk `LOGIN`      | yes        |
 * | who works in this town?               | `list`: town + `#staff`, by name    | no         |
 */
export const staffKind: Kind<Staff> = defineKind({
  name: 'staff',
  v: 1,
  schema: staffSchema,
  key: (staff) => staffKey(staff.id),
  places: (staff) => ({
    list: { partition: `${staff.town}#staff`, sort: `${staff.name.toLowerCase()}#${staff.id}` },
  }),
});
export const staffLoginKind: Kind<StaffLogin> = defineKind({
  name: 'staff-login',
  v: 1,
  schema: staffLoginSchema,
  key: (login) => staffLoginKey(login.issuer, login.subject),
});
