import { consentKey, consentKind } from '../../../consents/consent.ts';
import type { ServiceId, StaffId } from '../../../ids/ids.ts';
import { isActiveEntry, type RegisterEntry, type RegisteredPerson } from '../../../register/entry.ts';
import { isAwayWith, latestYes } from '../../../register/tie/tied.ts';
import { seniorKey, seniorKind } from '../../../seniors/store.ts';
import type { Table } from '../../../table/table.ts';
import { dayOf } from '../../../time/civil.ts';
import { earliest, type Instant, latest, plus } from '../../../time/instant.ts';
import { rungAfter } from '../ladder.ts';
import {
  CADENCE_DAYS_BEFORE,
  type CallMemory,
  callMemoryKey,
  callMemoryKind,
  HOT_DAYS_BEFORE,
  notReachedBefore,
} from '../memory.ts';
import type { CallRound } from '../round.ts';
import { type CallTask, callTaskIdOf, type PersonId, type StopReason, shardOf } from '../task.ts';
import { priorityOf, UPPER_FLOOR } from './priority.ts';

/** What a list needs to know of somebody it may call; made of a register entry, or of a senior's file. */
export type Callee = {
  readonly id: PersonId;
  /** Of a friendly call. */
  readonly serviceId?: ServiceId | undefined;
  readonly referentId?: StaffId | undefined;
  readonly sector?: string | undefined;
  readonly languages: readonly string[];
  /** Her own consent to calls by volunteers, apart from the register (law 6). */
  readonly volunteersMay: boolean;
  readonly livesAlone: boolean;
  readonly upperFloor: boolean;
  readonly ways: CallTask['ways'];
};

/** A neighbour or a caretaker among the people she named; the others are relatives. */
export const isNeighbour = (link: string): boolean => /voisin|gardien|concierge|pharmac|commer/i.test(link);

/**
 * Somebody on the register, as the calls see her. The people to warn are those she named for this very purpose (R121-3):
 * nobody else is contacted about her.
 */
const calleeOfEntry = (entry: RegisterEntry, volunteersMay: boolean): Callee | undefined => {
  const { person } = entry;
  if (!person) return undefined;
  const neighbours = person.contacts.filter((contact) => isNeighbour(contact.link)).length;
  return {
    id: entry.id,
    sector: person.address.sector,
    languages: person.languages.includes('fr') ? [] : person.languages,
    volunteersMay: volunteersMay && person.phones.length > 0,
    livesAlone: person.livesAlone ?? false,
    upperFloor: (person.floor ?? 0) >= UPPER_FLOOR,
    ways: {
      phones: person.phones.length,
      relatives: person.contacts.length - neighbours,
      neighbours: neighbours + (person.homeHelp.trim() === '' ? 0 : 1),
    },
  };
};

/** Part of the town was activated: whoever's sector is unknown is in every part, so that nobody falls between two. */
const isInScope = (round: Pick<CallRound, 'sectors'>, sector: string | undefined): boolean =>
  round.sectors === undefined || sector === undefined || round.sectors.includes(sector);

/**
 * Most isolated, as far as the register tells (domain.md §9, yellow): alone at home, or nobody to warn. Whether she lives
 * alone may not have been said: unknown is not « no », she is called.
 */
export const isMostIsolated = (
  person: Pick<RegisteredPerson, 'livesAlone' | 'contacts' | 'homeHelp'>,
): boolean => person.livesAlone !== false || (person.contacts.length === 0 && person.homeHelp.trim() === '');

/** What a list makes of an entry: owed a call or not, and what it needs to know of her. */
export type Seen = {
  readonly entry: RegisterEntry;
  /** On the register, there that day, inside the list's part of the town. */
  readonly isIn: boolean;
  /** In it, and among those whom the list's level calls. */
  readonly isOwed: boolean;
  readonly isAway: boolean;
  readonly callee: Callee | undefined;
};

/** Her accompaniment file and its consent to volunteers' calls, where an agent said that both are one person. */
const tiedTo = async (table: Pick<Table, 'get'>, { seniorId }: RegisterEntry) => {
  if (!seniorId) return [undefined, undefined] as const;
  const [file, yes] = await Promise.all([
    table.get(seniorKind, seniorKey(seniorId)),
    table.get(consentKind, consentKey(seniorId, 'HEATWAVE_CALL_BY_VOLUNTEER')),
  ]);
  return [file?.value, yes?.value] as const;
};

/**
 * Owed a call by this list: on the register, not away that day, inside its part of the town (law 5). Her absences and
 * her yes to volunteers may also have been told to those who accompany her: the latest answer holds. On a yellow day, the
 * most isolated only. Whoever is registered today is owed no call, and no door, of yesterday.
 */
export const seeEntry = async (
  table: Pick<Table, 'get'>,
  round: Pick<CallRound, 'day' | 'sectors' | 'who' | 'state'>,
  entry: RegisterEntry,
  now: Instant,
): Promise<Seen> => {
  const [file, yes] = await tiedTo(table, entry);
  const isAway = isAwayWith(entry, file, round.day);
  const callee = calleeOfEntry(entry, latestYes(entry, yes, now));
  const isIn = callee !== undefined && isActiveEntry(entry) && !isAway && isInScope(round, callee.sector);
  const isOwed = isIn && !isOfBefore(round, now) && (await isCalled(table, round, entry));
  return { entry, isIn, isOwed, isAway, callee };
};

/** Made, and of a day that is over: it runs on for those it still owes a door, and nobody comes onto it any more. */
const isOfBefore = ({ state, day }: Pick<CallRound, 'state' | 'day'>, now: Instant): boolean =>
  state !== 'filling' && day < dayOf(now);

/** A yellow list is for the most isolated, and for whoever the list before did not reach. */
const isCalled = async (
  table: Pick<Table, 'get'>,
  round: Pick<CallRound, 'day' | 'who'>,
  { id, person }: RegisterEntry,
): Promise<boolean> => {
  if (round.who === undefined || !person || isMostIsolated(person)) return true;
  const memory = (await table.get(callMemoryKind, callMemoryKey(id)))?.value;
  return memory !== undefined && notReachedBefore(memory, round.day, HOT_DAYS_BEFORE);
};

/** Owed a call by this list: by what she is, or because she is on it already. Nobody leaves a list for being less alone. */
export const isOwedBy = (seen: Seen, task: CallTask | undefined): boolean =>
  seen.isOwed || (seen.isIn && task !== undefined);

/** Why a list owes somebody no call any more. */
export const stopReasonOf = (entry: RegisterEntry | undefined, isAway: boolean): StopReason => {
  if (entry?.state === 'opposed') return 'opposed';
  if (entry?.state === 'removed') {
    if (entry.removed?.reason === 'death') return 'died';
    return entry.removed?.reason === 'moved-away' ? 'moved-away' : 'removed';
  }
  return isAway ? 'away' : 'removed';
};

/**
 * A new obligation: the first call, the desk's until a volunteer accepts it, due by the first deadline of the list or,
 * when the list starts later in the day, within an hour. Without any number, somebody must go or warn at once.
 */
export const newCallTask = (round: CallRound, callee: Callee, memory: CallMemory, now: Instant): CallTask => {
  const isHot = round.source.kind === 'heat';
  const facts = {
    notReachedYesterday: notReachedBefore(memory, round.day, isHot ? HOT_DAYS_BEFORE : CADENCE_DAYS_BEFORE),
    livesAlone: callee.livesAlone,
    nobodyToWarn: callee.ways.relatives + callee.ways.neighbours === 0,
    upperFloor: callee.upperFloor,
  };
  const start = now > round.opensAt ? now : round.opensAt;
  return {
    id: callTaskIdOf(round.id, callee.id),
    roundId: round.id,
    town: round.town,
    day: round.day,
    personId: callee.id,
    ...(callee.serviceId ? { serviceId: callee.serviceId } : {}),
    ...(callee.referentId ? { referentId: callee.referentId } : {}),
    shard: shardOf(callee.id, round.shards),
    state: 'open',
    rung: isHot ? firstRung(callee.ways) : 'call-1',
    holder: { by: 'desk' },
    notBefore: round.opensAt,
    deadline: firstDeadline(round, start),
    overdue: 0,
    ...(callee.sector ? { sector: callee.sector } : {}),
    languages: [...callee.languages],
    volunteersMay: callee.volunteersMay,
    facts,
    priority: priorityOf(facts),
    ways: callee.ways,
    attempts: 0,
    conflicts: [],
  };
};

/** Without a number nobody can be rung: whom she named, else her door. */
const firstRung = (ways: CallTask['ways']): CallTask['rung'] =>
  ways.phones > 0 ? 'call-1' : rungAfter('call-3', ways);

const firstDeadline = (round: CallRound, start: Instant): Instant => {
  const limit = latest(round.firstBy, plus(start, { hours: 1 }));
  return start < round.escalateAt ? earliest(limit, round.escalateAt) : limit;
};

/** Back on the list after an absence or a removal undone: as new, with the attempts already made. */
export const reinstated = (task: CallTask, fresh: CallTask): CallTask => ({
  ...fresh,
  attempts: task.attempts,
  ...(task.firstAttemptAt ? { firstAttemptAt: task.firstAttemptAt } : {}),
  ...(task.lastAttemptAt ? { lastAttemptAt: task.lastAttemptAt } : {}),
  conflicts: task.conflicts,
});

/** Taken off the list for a reason; everything else about it stays readable, nothing more is owed or sent. */
export const stopped = (task: CallTask, reason: StopReason, now: Instant): CallTask => {
  const { batchId: _b, calling: _c, deadline: _d, ...rest } = task;
  return {
    ...rest,
    state: 'stopped',
    holder: { by: 'desk' },
    stopped: { at: now, reason, from: task.state },
  };
};
