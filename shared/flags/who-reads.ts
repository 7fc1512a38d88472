import type { StaffId } from '../ids/ids.ts';
import type { Role } from '../staff/staff.ts';
import type { Flag } from './flag.ts';

/** `whole`: everything. `own`: what the flagger wrote and what became of it, no more. `nothing`: as if it did not exist. */
export type FlagReading = 'whole' | 'own' | 'nothing';

/**
 * Who reads a flag. An ordinary one: coordinators and the duty officer, the handler, the senior's referent; its
 * flagger reads what they wrote and what became of it. A sensitive one: the same people by name, without the duty
 * officer (domain.md §2 row 46: named readers). Everybody else: nothing.
 */
export const flagReading = (
  flag: Pick<Flag, 'sensitive' | 'flaggerId' | 'handlerId'>,
  reader: { readonly id: StaffId; readonly role: Role },
  referentId: StaffId | undefined,
): FlagReading => {
  const named = reader.id === flag.handlerId || reader.id === referentId;
  if (reader.role === 'coordinator' || named) return 'whole';
  if (reader.role === 'duty-officer' && !flag.sensitive) return 'whole';
  return reader.id === flag.flaggerId ? 'own' : 'nothing';
};
