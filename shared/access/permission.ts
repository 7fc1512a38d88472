import type { Role, Staff } from '../staff/staff.ts';

/**
 * How a member of staff stands to the record in question. `own`: theirs (their session, their draft). `flagger`:
 * they raised the flag. `referent`: they are the named agent of that senior. `named`: the record names them (a task).
 */
export const RELATIONS = ['own', 'flagger', 'referent', 'named'] as const;
export type Relation = (typeof RELATIONS)[number];

/** `any`: every record of the own town. Otherwise only where one of these relations holds. */
export type Reach = 'any' | readonly Relation[];

/** `visitor`: nobody is signed in. */
export type Who = Role | 'visitor';

export type Permission = {
  /** What may be done, in French, for the matrix: « Lire un signalement ». */
  readonly what: string;
  readonly who: Readonly<Partial<Record<Who, Reach>>>;
};

/** A slice's rows: each action with who may do it. What is not written is refused. */
export const permissions = <A extends string>(
  rows: Readonly<Record<A, Permission>>,
): Readonly<Record<A, Permission>> => rows;

/** Every member of staff, whatever the role. */
export const everyStaff = (reach: Reach): Readonly<Record<Role, Reach>> => ({
  'social-worker': reach,
  coordinator: reach,
  librarian: reach,
  'duty-officer': reach,
  reviewer: reach,
  'data-protection-officer': reach,
});

/** What the request is about: the record's town, and how the actor stands to it. */
export type About = { readonly town: string; readonly relations?: readonly Relation[] };

export type Subject = Pick<Staff, 'role' | 'town' | 'active'>;

/**
 * May this person do this? Deny by default: a role without a row, a person deactivated, another town, a relation
 * that does not hold are all refused (reliability.md §4.5). `undefined` = a visitor. Without `about`, nothing in
 * particular is meant, and only an `any` row allows.
 */
export const isAllowed = (
  permission: Permission,
  subject: Subject | undefined,
  about: About | undefined,
): boolean => {
  if (permission.who.visitor === 'any') return true;
  if (!subject?.active) return false;
  const reach = permission.who[subject.role];
  if (reach === undefined) return false;
  if (about !== undefined && about.town !== subject.town) return false;
  if (reach === 'any') return true;
  return about?.relations?.some((relation) => reach.includes(relation)) ?? false;
};

/** Whether some record could exist on which this person may do this: what a menu shows. */
export const mightBeAllowed = (permission: Permission, subject: Subject | undefined): boolean =>
  permission.who.visitor === 'any' ||
  (subject?.active === true && permission.who[subject.role] !== undefined);
