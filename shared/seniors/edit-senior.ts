import type { SeniorId, VolunteerId } from '../ids/ids.ts';
import { ok, type Result, refused } from '../result/result.ts';
import type { Instant } from '../time/instant.ts';
import { isWritable, type Senior } from './senior.ts';

/** What a person of the desk may write in a file; states, merges and clocks have their own acts. */
export type SeniorEdit = Partial<
  Pick<
    Senior,
    | 'civility'
    | 'firstName'
    | 'lastName'
    | 'birthName'
    | 'birthDay'
    | 'address'
    | 'phones'
    | 'email'
    | 'preferredChannel'
    | 'sensitive'
    | 'practicalNotes'
    | 'needs'
    | 'languages'
    | 'wishes'
    | 'subjects'
    | 'gives'
    | 'emergencyContacts'
    | 'absences'
    | 'recontactOn'
    | 'lastContactAt'
  >
>;

export type EditRefusal = 'closed' | 'name-missing' | 'absence-reversed' | 'channel-without-means';

/**
 * Decides the next content of a file. A field given as `undefined` is emptied. Refuses a closed file (it is read, no
 * longer written), a missing name, an absence that ends before it starts, a preferred channel that she does not have.
 */
export const editSenior = (
  senior: Senior,
  edit: SeniorEdit,
): Result<Senior, { readonly reason: EditRefusal }> => {
  if (!isWritable(senior)) return refused({ reason: 'closed' });
  const next: Senior = { ...senior, ...edit };
  if (next.lastName.trim() === '') return refused({ reason: 'name-missing' });
  if (next.absences.some((absence) => absence.to < absence.from))
    return refused({ reason: 'absence-reversed' });
  if (!hasMeans(next)) return refused({ reason: 'channel-without-means' });
  return ok(next);
};

const hasMeans = (senior: Senior): boolean => {
  switch (senior.preferredChannel) {
    case 'phone':
    case 'letter':
      // A missing number or address is seen on the page; somebody must be able to note it later.
      return true;
    case 'sms':
      return senior.phones.some(({ phone }) => /^\+33[67]/.test(phone));
    case 'email':
      return senior.email !== undefined;
    case 'relative':
      return senior.emergencyContacts.length > 0;
  }
};

/** Names of the fields that differ: what the audit keeps of an edit, never the values (law 11). */
export const changedFields = (before: Senior, after: Senior): readonly string[] => {
  const fields: readonly (keyof Senior)[] = [...new Set([...seniorFields(before), ...seniorFields(after)])];
  return fields.filter((field) => JSON.stringify(before[field]) !== JSON.stringify(after[field])).sort();
};
const isField = (senior: Senior, name: string): name is keyof Senior => name in senior;
const seniorFields = (senior: Senior): readonly (keyof Senior)[] =>
  Object.keys(senior).filter((name): name is keyof Senior => isField(senior, name));

/** An empty file for somebody just met: everything else is asked, never guessed. */
export const newSenior = (
  given: Pick<Senior, 'town' | 'lastName' | 'firstName' | 'address' | 'phones' | 'origin'> & SeniorEdit,
  id: SeniorId,
  now: Instant,
): Senior => ({
  preferredChannel: 'phone',
  practicalNotes: '',
  needs: [],
  languages: ['fr'],
  wishes: '',
  gives: '',
  emergencyContacts: [],
  absences: [],
  ...given,
  id,
  state: 'waiting',
  createdAt: now,
});

/** Never together: the senior's side; the volunteer's is written in the same transaction. */
export const excluded = (senior: Senior, volunteerId: VolunteerId, apart: boolean): Senior => {
  const others = (senior.exclusions ?? []).filter((id) => id !== volunteerId);
  return { ...senior, exclusions: apart ? [...others, volunteerId] : others };
};
