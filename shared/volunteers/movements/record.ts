import { change, type Happening } from '../../audit/audit.ts';
import type { Stored } from '../../table/kind.ts';
import type { Write } from '../../table/table.ts';
import { create } from '../../table/write.ts';
import { volunteerKind } from '../store.ts';
import type { Volunteer } from '../volunteer.ts';
import { movementKind, movementOf } from './movement.ts';

/**
 * The writes of every change of a volunteer: the record, its audit event and, when a state or a binôme moves, the movement
 * that turnover is counted from, in one transaction.
 */
export const volunteerChange = (
  stored: Stored<Volunteer> | undefined,
  next: Volunteer,
  happening: Happening,
  label?: string,
): readonly Write[] => {
  const movement = movementOf(stored?.value, next, (stored?.version ?? 0) + 1, happening.at);
  return [
    ...change(volunteerKind, stored, next, happening, label),
    ...(movement ? [create(movementKind, movement, `${label ?? 'volunteer'}-movement`)] : []),
  ];
};
