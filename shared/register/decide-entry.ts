import type { Actor } from '../audit/audit.ts';
import type { RegisterEntryId } from '../ids/ids.ts';
import { ok, type Result, refused } from '../result/result.ts';
import { healthWordsIn } from '../seniors/health-words.ts';
import { ageOn, dayOf } from '../time/civil.ts';
import type { Instant } from '../time/instant.ts';
import { acknowledgeBy, confirmation, NOTICE_VERSION, reconfirmDay } from './clocks.ts';
import {
  type EntryState,
  LOCAL_OTHER,
  type RegisterEntry,
  type RegisteredPerson,
  type RegisterRequest,
  type VolunteerCalls,
} from './entry.ts';

export type RegisterCommand =
  | 'accept'
  | 'edit'
  | 'acknowledge'
  | 'approve'
  | 'oppose'
  | 'remove'
  | 'reconfirm'
  | 'volunteer-calls'
  | 'away'
  | 'link'
  | 'clear-doubt';

const LIVE: readonly EntryState[] = ['requested', 'pending-acknowledgment', 'confirmed'];
/** From which states each act is possible; every other pair is refused. `opposed` leaves by the person's own new request. */
export const FROM: Readonly<Record<RegisterCommand, readonly EntryState[]>> = {
  accept: ['requested'],
  edit: LIVE,
  acknowledge: ['pending-acknowledgment'],
  approve: ['pending-acknowledgment'],
  oppose: LIVE,
  remove: [...LIVE, 'opposed'],
  reconfirm: ['confirmed'],
  'volunteer-calls': LIVE,
  away: LIVE,
  link: LIVE,
  'clear-doubt': LIVE,
};
export const mayDo = (entry: Pick<RegisterEntry, 'state'>, command: RegisterCommand): boolean =>
  FROM[command].includes(entry.state);

export type EntryRefusal =
  | 'not-now'
  | 'name-missing'
  | 'no-way-to-reach'
  | 'asker-missing'
  | 'proof-missing'
  | 'too-young'
  | 'health-words'
  | 'away-reversed'
  | 'opposed-before'
  | 'local-practice-closed';
export type Decided = Result<RegisterEntry, { readonly reason: EntryRefusal }>;

/** What is said of a request at the door. */
export type AskToRegister = {
  readonly person: RegisteredPerson;
  readonly request: Omit<RegisterRequest, 'notice'>;
  readonly away?: RegisterEntry['away'];
  readonly volunteerCalls?: VolunteerCalls;
};

const MINIMUM_AGE = { AGE_65: 65, UNFIT_60: 60, DISABLED_ADULT: 18, LOCAL_OTHER: 18 } as const;

/**
 * Facts without which an entry is worth nothing: a name, a way to reach her, an age that fits the quality (G2), and no
 * word of health in a note (G3). Unknown facts are left unknown.
 */
export const checkPerson = (
  person: RegisteredPerson,
  now: Instant,
): Result<void, { readonly reason: EntryRefusal }> => {
  if (person.lastName.trim() === '') return refused({ reason: 'name-missing' });
  if (person.phones.length === 0 && person.address.line.trim() === '')
    return refused({ reason: 'no-way-to-reach' });
  if (person.capacity && person.birthDay && ageOn(person.birthDay, dayOf(now)) < MINIMUM_AGE[person.capacity])
    return refused({ reason: 'too-young' });
  if (healthWordsIn(person.callNotes).length > 0) return refused({ reason: 'health-words' });
  return ok(undefined);
};

/** The town's own category only where it is opened, or already held: closing it takes it from nobody. */
export const mayHold = (
  person: RegisteredPerson,
  before: RegisteredPerson | undefined,
  localOpen: boolean,
): boolean => person.capacity !== LOCAL_OTHER || localOpen || before?.capacity === LOCAL_OTHER;

/**
 * Decides a new entry. `looked`: an agent stands behind it, else it waits in `requested`. Asked for by the person or her
 * representative, it holds on declaration (G4); by anybody else it needs a name, a quality and a writing (G5), and
 * waits for the acknowledgment (G6). `opposedBefore`: she said no once, so nobody may ask for her (G7).
 */
export const ask = (
  given: AskToRegister,
  id: RegisterEntryId,
  town: string,
  context: {
    readonly looked: boolean;
    readonly opposedBefore: boolean;
    /** The town opened its own category (G2); unsaid, it did not. */
    readonly localOpen?: boolean;
    /** Which information she was given (G13); unsaid, the one of a town that opened nothing. */
    readonly notice?: string;
    readonly now: Instant;
  },
): Decided => {
  const { request, person } = given;
  if (!mayHold(person, undefined, context.localOpen ?? false))
    return refused({ reason: 'local-practice-closed' });
  const checked = checkPerson(person, context.now);
  if (!checked.ok) return checked;
  const isThirdParty = request.by === 'third-party';
  if (request.by !== 'self' && (!request.asker || request.asker.name.trim() === ''))
    return refused({ reason: 'asker-missing' });
  if (isThirdParty && (request.asker?.quality ?? '').trim() === '')
    return refused({ reason: 'asker-missing' });
  if (isThirdParty && request.channel !== 'online' && !request.proof?.trim())
    return refused({ reason: 'proof-missing' });
  if (isThirdParty && context.looked && context.opposedBefore) return refused({ reason: 'opposed-before' });
  const entry: RegisterEntry = {
    id,
    town,
    purpose: 'ALERT_PLAN',
    state: 'requested',
    person,
    request: { ...request, notice: context.notice ?? NOTICE_VERSION },
    away: given.away ?? [],
    ...(given.volunteerCalls && !isThirdParty ? { volunteerCalls: given.volunteerCalls } : {}),
    createdAt: context.now,
  };
  return ok(context.looked ? taken(entry, context.now) : entry);
};

const taken = (entry: RegisterEntry, now: Instant): RegisterEntry =>
  entry.request.by === 'third-party'
    ? {
        ...entry,
        state: 'pending-acknowledgment',
        acknowledgment: { dueAt: acknowledgeBy(entry.request.at) },
      }
    : { ...entry, ...confirmation(now, 'declaration') };

/** An agent has read a request that came in by itself. Refused for a third party when the person has opposed before. */
export const accept = (entry: RegisterEntry, opposedBefore: boolean, now: Instant): Decided => {
  if (!mayDo(entry, 'accept')) return refused({ reason: 'not-now' });
  if (opposedBefore && entry.request.by === 'third-party') return refused({ reason: 'opposed-before' });
  return ok(taken(entry, now));
};

/** Asked again and still there: a year more (G18). */
export const reconfirm = (entry: RegisterEntry, now: Instant): Decided => {
  if (!mayDo(entry, 'reconfirm')) return refused({ reason: 'not-now' });
  const { reconfirmSince: _since, ...rest } = entry;
  return ok({ ...rest, reconfirmOn: reconfirmDay(dayOf(now)) });
};

/** Her answer about volunteers, from herself; without it agents call. */
export const answerVolunteerCalls = (
  entry: RegisterEntry,
  answer: { readonly state: 'given' | 'refused' | 'withdrawn'; readonly how: VolunteerCalls['how'] },
  by: Actor,
  now: Instant,
): Decided =>
  mayDo(entry, 'volunteer-calls')
    ? ok({ ...entry, volunteerCalls: { ...answer, by, at: now } })
    : refused({ reason: 'not-now' });

export const setAway = (entry: RegisterEntry, away: RegisterEntry['away']): Decided => {
  if (!mayDo(entry, 'away')) return refused({ reason: 'not-now' });
  if (away.some(({ from, to }) => to < from)) return refused({ reason: 'away-reversed' });
  return ok({ ...entry, away });
};

/** Corrected facts; a new address in the commune is one of them (G9). */
export const edit = (entry: RegisterEntry, person: RegisteredPerson, now: Instant): Decided => {
  if (!mayDo(entry, 'edit')) return refused({ reason: 'not-now' });
  const checked = checkPerson(person, now);
  return checked.ok ? ok({ ...entry, person }) : checked;
};

/** Checked: the file that was closed is somebody else's. */
export const clearDoubt = (entry: RegisterEntry): Decided => {
  if (!mayDo(entry, 'clear-doubt') || !entry.doubt) return refused({ reason: 'not-now' });
  const { doubt: _doubt, ...rest } = entry;
  return ok(rest);
};
