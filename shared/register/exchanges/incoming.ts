import * as z from 'zod';
import { type Actor, change } from '../../audit/audit.ts';
import { type Decision, decideAndCommit, type Surroundings } from '../../decide/decide.ts';
import { canonical, sha256 } from '../../ids/digest.ts';
import { type StaffId, staffIdSchema } from '../../ids/ids.ts';
import { ok, type Result, refused } from '../../result/result.ts';
import { addressSchema } from '../../seniors/senior.ts';
import { sortName } from '../../seniors/store.ts';
import { defineKind, type Key, type Kind, rowsOf } from '../../table/kind.ts';
import type { Page, Table } from '../../table/table.ts';
import { civilDaySchema } from '../../time/civil.ts';
import { epochSeconds, type Instant, instantSchema, plus } from '../../time/instant.ts';
import { townIdSchema } from '../../town/settings.ts';
import { findAlikeEntries } from '../find-alike.ts';
import { isOpenRule, readRules } from '../rules.ts';

/** Who sends lists of beneficiaries to the mayor (L121-6-1, since 10 April 2024). */
export const SOURCES = ['departement', 'carsat'] as const;
export const incomingIdSchema = z
  .string()
  .regex(/^inc_[0-9a-f]{32}$/)
  .brand<'IncomingId'>();
type IncomingId = z.infer<typeof incomingIdSchema>;

/** Enough to write to her, and nothing of what she is paid for: which benefit says something about health. */
const incomingPersonSchema = z.object({
  firstName: z.string().max(60),
  lastName: z.string().min(1).max(60),
  birthDay: civilDaySchema.optional(),
  address: addressSchema,
});
export type IncomingPerson = z.infer<typeof incomingPersonSchema>;

/**
 * Somebody of a list: a letter is owed, and nothing else ever comes of it by itself (G14, G15): no function makes an entry of
 * this record. She asks, by the ordinary form, or does not. `opposed` keeps no name: only the sealed number that her name,
 * birthday and door give, so that the next list is refused for her.
 */
const incomingSchema = z.object({
  id: incomingIdSchema,
  town: townIdSchema,
  source: z.enum(SOURCES),
  state: z.enum(['to-inform', 'informed', 'opposed']),
  person: incomingPersonSchema.optional(),
  by: staffIdSchema,
  at: instantSchema,
  informedAt: instantSchema.optional(),
  opposedAt: instantSchema.optional(),
});
export type Incoming = z.infer<typeof incomingSchema>;
export type IncomingState = Incoming['state'];

/** A list serves to write once: forgotten six months after it came; an opposition after three years. */
const KEPT_DAYS = 183;
const OPPOSITION_KEPT_DAYS = 3 * 365 + 1;
export const forgottenAt = (one: Incoming): Instant =>
  one.opposedAt ? plus(one.opposedAt, { days: OPPOSITION_KEPT_DAYS }) : plus(one.at, { days: KEPT_DAYS });

const incomingKey = (id: IncomingId): Key => ({ pk: id, sk: 'INCOMING' });
const stateList = (town: string, state: IncomingState): string => `${town}#register-incoming#${state}`;
/**
 * | question                              | key or index                                      | consistent |
 * |---------------------------------------|---------------------------------------------------|------------|
 * | was this person in a list?            | pk sealed number, INCOMING                        | yes        |
 * | who is to be written to, by name?     | `list`: town + `#register-incoming#` + state      | no         |
 */
export const incomingKind: Kind<Incoming> = defineKind({
  name: 'register-incoming',
  v: 1,
  schema: incomingSchema,
  key: ({ id }) => incomingKey(id),
  places: ({ town, state, person, id }) =>
    person
      ? {
          list: {
            partition: stateList(town, state),
            sort: `${sortName(person.lastName, person.firstName)}#${id}`,
          },
        }
      : {},
  expiresAt: (one) => epochSeconds(forgottenAt(one)),
});

/** The same person of the same list is the same record, whoever pastes it and however often. */
const idOf = (secret: string, town: string, person: IncomingPerson): IncomingId => {
  const who = {
    name: sortName(person.lastName, person.firstName),
    birthDay: person.birthDay,
    line: sortName(person.address.line, ''),
  };
  return incomingIdSchema.parse(`inc_${sha256(secret + town + canonical(who)).slice(0, 32)}`);
};

export const MOST_AT_ONCE = 500;
/** Read and written side by side, so that a list of the département fits in one request. */
const ABREAST = 8;
export type ReceiveListRefusal = { readonly reason: 'closed' | 'nobody' | 'too-many' };
/** How many are to be written to, were known of an earlier list, are in the register, or said no before. */
export type Received = { readonly added: number; readonly known: number; readonly registered: number };

type World = Pick<Surroundings, 'table' | 'config'>;

/** One person of a list. Those whom the register knows, opposed or not, are not kept: nothing is owed to them. */
const receiveOne = async (
  world: World,
  source: Incoming['source'],
  person: IncomingPerson,
  by: StaffId,
  now: Instant,
): Promise<keyof Received> => {
  const { townId: town, appSecret } = world.config;
  const alike = await findAlikeEntries(world, { ...person, phones: [] });
  if (alike.some(({ like }) => like.verdict === 'same')) return 'registered';
  const id = idOf(appSecret, town, person);
  const done = await decideAndCommit(
    world.table,
    async (): Promise<Result<Decision<keyof Received>, never>> => {
      const stored = await world.table.get(incomingKind, incomingKey(id));
      if (stored && forgottenAt(stored.value) > now) return ok({ value: 'known', writes: [] });
      const one: Incoming = { id, town, source, state: 'to-inform', person, by, at: now };
      const actor: Actor = { kind: 'staff', id: by };
      const happening = { action: 'incoming-received', actor, at: now, to: one.state, details: { source } };
      return ok({ value: 'added', writes: change(incomingKind, stored, one, happening) });
    },
  );
  return done.ok ? done.value : 'known';
};

/**
 * Takes in a list of the département or of the CARSAT, where the town opened that on a written basis (G15). At most 500 people
 * at once. Stopped half-way, the same list pasted again adds only the missing ones.
 */
export const receiveList = async (
  world: World,
  source: Incoming['source'],
  people: readonly IncomingPerson[],
  by: StaffId,
  now: Instant,
): Promise<Result<Received, ReceiveListRefusal>> => {
  if (!isOpenRule(await readRules(world.table, world.config.townId), 'incoming'))
    return refused({ reason: 'closed' });
  if (people.length === 0) return refused({ reason: 'nobody' });
  if (people.length > MOST_AT_ONCE) return refused({ reason: 'too-many' });
  const counts = { added: 0, known: 0, registered: 0 };
  for (let i = 0; i < people.length; i += ABREAST)
    for (const what of await Promise.all(
      people.slice(i, i + ABREAST).map((person) => receiveOne(world, source, person, by, now)),
    ))
      counts[what] += 1;
  return ok(counts);
};

/** A page of one state, by name; whoever is forgotten is not shown, whenever the table drops the record. */
export const listIncoming = async (
  table: Pick<Table, 'index'>,
  town: string,
  state: 'to-inform' | 'informed',
  now: Instant,
  request: { readonly limit: number; readonly after?: string | undefined },
): Promise<Page<Incoming>> => {
  const page = await table.index('list', { partition: stateList(town, state), ...request });
  const items = rowsOf(incomingKind, page.items).map(({ value }) => value);
  return { items: items.filter((one) => forgottenAt(one) > now), next: page.next };
};

export type IncomingRefusal = { readonly reason: 'no-such-person' | 'not-now' };

/** Her letter left (`informed`), or she said no (`opposed`: her name goes, in the same write). */
export const moveIncoming = (
  world: World,
  id: IncomingId,
  to: 'informed' | 'opposed',
  by: StaffId,
  now: Instant,
): Promise<Result<Incoming, IncomingRefusal>> =>
  decideAndCommit(world.table, async (): Promise<Result<Decision<Incoming>, IncomingRefusal>> => {
    const stored = await world.table.get(incomingKind, incomingKey(id));
    if (stored?.value.town !== world.config.townId || forgottenAt(stored.value) <= now)
      return refused({ reason: 'no-such-person' });
    const { person, ...rest } = stored.value;
    if (rest.state === 'opposed' || rest.state === to || !person) return refused({ reason: 'not-now' });
    const next: Incoming =
      to === 'opposed'
        ? { ...rest, state: 'opposed', opposedAt: now }
        : { ...rest, person, state: 'informed', informedAt: now };
    const actor: Actor = { kind: 'staff', id: by };
    const happening = { action: `incoming-${to}`, actor, at: now, from: rest.state, to };
    return ok({ value: next, writes: change(incomingKind, stored, next, happening) });
  });
