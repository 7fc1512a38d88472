import type { Actor } from '../audit/audit.ts';
import type { RegisterEntryId } from '../ids/ids.ts';
import { ok, type Result, refused } from '../result/result.ts';
import { healthWordsIn } from '../seniors/health-words.ts';
import { ageOn, dayOf } from '../time/civil.ts';
import type { Instant } from '../time/instant.ts';
import { acknowledgeBy, confirmation, NOTICE_VERSION, reconfirmDay, silenceFrom } from './clocks.ts';
import {
  type Channel,
  type EntryState,
  isLive,
  LOCAL_OTHER,
  type RegisterEntry,
  type RegisteredPerson,
  type RegisterRequest,
  type RemovalReason,
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
type Decided = Result<RegisterEntry, { readonly reason: EntryRefusal }>;

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

/** The acknowledgment reached her or is on its way; from `silenceAt`, no word means yes (G6). */
export const acknowledge = (
  entry: RegisterEntry,
  how: 'letter' | 'phone' | 'counter',
  now: Instant,
): Decided => {
  if (!mayDo(entry, 'acknowledge') || !entry.acknowledgment || entry.acknowledgment.sentAt)
    return refused({ reason: 'not-now' });
  return ok({
    ...entry,
    acknowledgment: { ...entry.acknowledgment, sentAt: now, how, silenceAt: silenceFrom(now) },
  });
};

/** She was told and said yes in words: no need to wait for her silence. */
export const approve = (entry: RegisterEntry, how: 'letter' | 'phone' | 'counter', now: Instant): Decided => {
  if (!mayDo(entry, 'approve') || !entry.acknowledgment) return refused({ reason: 'not-now' });
  const { sentAt = now, how: first = how, dueAt } = entry.acknowledgment;
  return ok({
    ...entry,
    acknowledgment: { dueAt, sentAt, how: first },
    ...confirmation(now, 'acknowledged'),
  });
};

/** Told, eight days passed, no opposition: confirmed. Nothing before that instant. */
export const silence = (entry: RegisterEntry, now: Instant): RegisterEntry | undefined => {
  const at = entry.acknowledgment?.silenceAt;
  if (entry.state !== 'pending-acknowledgment' || at === undefined || now < at || !entry.acknowledgment)
    return undefined;
  const { silenceAt: _silence, ...acknowledgment } = entry.acknowledgment;
  return { ...entry, acknowledgment, ...confirmation(now, 'silence') };
};

/** Only what shows that she said no, and to whom it applies (G7). */
const leastOf = (person: RegisteredPerson): RegisteredPerson => ({
  firstName: person.firstName,
  lastName: person.lastName,
  ...(person.birthName ? { birthName: person.birthName } : {}),
  ...(person.birthDay ? { birthDay: person.birthDay } : {}),
  address: {
    line: person.address.line,
    ...(person.address.city ? { city: person.address.city } : {}),
    precision: 'unknown',
  },
  phones: [],
  homeHelp: '',
  contacts: [],
  languages: [],
  callNotes: '',
});

/** What stops with an entry, whatever the way out: its clocks, its answers, its days away, its tie to a file. */
const stopped = (entry: RegisterEntry): RegisterEntry => {
  const {
    acknowledgment: _acknowledgment,
    reconfirmOn: _on,
    reconfirmSince: _since,
    volunteerCalls: _calls,
    seniorId: _senior,
    taskId: _task,
    doubt: _doubt,
    ...rest
  } = entry;
  return { ...rest, away: [] };
};

/** She, or her representative, says no. Nothing but the proof stays; who asked for her is forgotten too. */
export const oppose = (
  entry: RegisterEntry,
  by: 'self' | 'legal-representative',
  how: Channel,
  now: Instant,
): Decided => {
  if (!mayDo(entry, 'oppose')) return refused({ reason: 'not-now' });
  const { asker: _asker, proof: _proof, ...request } = entry.request;
  return ok({
    ...stopped(entry),
    state: 'opposed',
    ...(entry.person ? { person: leastOf(entry.person) } : {}),
    request,
    opposed: { at: now, by, how },
  });
};

/** Leaves the register, without a reason to give (G8): every call stops in the same write. */
export const remove = (entry: RegisterEntry, reason: RemovalReason, now: Instant): Decided =>
  mayDo(entry, 'remove')
    ? ok({ ...stopped(entry), state: 'removed', removed: { at: now, reason } })
    : refused({ reason: 'not-now' });

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

/** What is known of somebody whose entry has to be emptied: nothing; the states and dates stay for the counts. */
export const emptied = (entry: RegisterEntry): RegisterEntry => {
  const { person: _person, seniorId: _senior, ...rest } = entry;
  const { asker: _asker, proof: _proof, ...request } = rest.request;
  return { ...rest, request };
};

/**
 * Two entries are one person: the kept one is completed by the other; the latest answer about volunteers is hers; the
 * surer of the two states holds. Pure.
 */
export const mergedEntry = (kept: RegisterEntry, other: RegisterEntry): RegisterEntry => {
  const [mine, theirs] = [kept.volunteerCalls, other.volunteerCalls];
  const latest = !mine || (theirs && theirs.at > mine.at) ? theirs : mine;
  const surer = kept.state !== 'confirmed' && other.state === 'confirmed' ? other : kept;
  const { acknowledgment: _ack, ...plain } = kept;
  return {
    ...plain,
    state: surer.state,
    ...(surer.acknowledgment ? { acknowledgment: surer.acknowledgment } : {}),
    ...(surer.confirmed ? { confirmed: surer.confirmed } : {}),
    ...(surer.reconfirmOn ? { reconfirmOn: surer.reconfirmOn } : {}),
    ...(kept.person && other.person ? { person: completed(kept.person, other.person) } : {}),
    ...(latest ? { volunteerCalls: latest } : {}),
    away: [...kept.away, ...other.away].slice(0, 20),
  };
};

const completed = (a: RegisteredPerson, b: RegisteredPerson): RegisteredPerson => ({
  ...b,
  ...a,
  address: a.address.line === '' ? b.address : a.address,
  phones: [...new Map([...a.phones, ...b.phones].map((one) => [one.phone, one])).values()].slice(0, 5),
  contacts: [...new Map([...a.contacts, ...b.contacts].map((one) => [one.phone, one])).values()].slice(0, 5),
  homeHelp: a.homeHelp || b.homeHelp,
  callNotes: a.callNotes || b.callNotes,
});

/** Whether this file's owner may be called by volunteers: said so on the entry, and not taken back since. */
export const mayVolunteersCall = (entry: RegisterEntry): boolean =>
  isLive(entry) && entry.volunteerCalls?.state === 'given';
