import { type Actor, change } from '../audit/audit.ts';
import type { Stored } from '../table/kind.ts';
import type { Write } from '../table/table.ts';
import type { Instant } from '../time/instant.ts';
import type { RegisterEntry } from './entry.ts';
import { besideEntry, entryKind } from './store.ts';

/** One change of an entry: its next state, its audit event, and what hangs on it, in one transaction. */
export const entryWrites = (
  secret: string,
  stored: Stored<RegisterEntry> | undefined,
  next: RegisterEntry,
  happening: {
    readonly action: string;
    readonly actor: Actor;
    readonly at: Instant;
    readonly details?: Readonly<Record<string, string | number | boolean>>;
  },
  label = 'entry',
): readonly Write[] => [
  ...change(
    entryKind,
    stored,
    next,
    { ...happening, ...(stored ? { from: stored.value.state } : {}), to: next.state },
    label,
  ),
  ...besideEntry(secret, stored?.value, next),
];
