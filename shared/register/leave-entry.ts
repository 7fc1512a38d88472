import { ok, refused } from '../result/result.ts';
import type { Instant } from '../time/instant.ts';
import { type Decided, mayDo } from './decide-entry.ts';
import type { Channel, RegisterEntry, RegisteredPerson, RemovalReason } from './entry.ts';

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

/** What is known of somebody whose entry has to be emptied: nothing; the states and dates stay for the counts. */
export const emptied = (entry: RegisterEntry): RegisterEntry => {
  const { person: _person, seniorId: _senior, ...rest } = entry;
  const { asker: _asker, proof: _proof, ...request } = rest.request;
  return { ...rest, request };
};
