import { change, type Happening } from '../../../shared/audit/audit.ts';
import type { Kind } from '../../../shared/table/kind.ts';
import type { Write } from '../../../shared/table/table.ts';
import { put } from '../../../shared/table/write.ts';

type Put = Extract<Write, { op: 'put' }>;
type Lived = { readonly write: Put; readonly version: number };

/** Records as they lived, change after change; only their last state and their audit events are written. */
export type History = {
  /** The next state of a record that owns its partition, with its audit event. The first creates it. */
  readonly change: <T>(kind: Kind<T>, next: T, happening: Happening) => T;
  /** The same without an event: records that live inside another's partition, or beside. */
  readonly note: <T>(kind: Kind<T>, next: T) => T;
  /** Writes made elsewhere, each key once. */
  readonly add: (writes: readonly Write[]) => void;
  readonly writes: () => readonly Write[];
};

const idOf = (write: Put): string => `${write.key.pk}\n${write.key.sk}`;
const isPut = (write: Write | undefined): write is Put => write?.op === 'put';

/**
 * Lets a record go through its changes in memory with the product's own `change`, so that the audit chain and the
 * version are what they would be, and the table is spared the states in between.
 */
export const openHistory = (): History => {
  const lives = new Map<string, Lived>();
  const events: Write[] = [];
  const others: Write[] = [];

  const live = (write: Put): void => {
    const id = idOf(write);
    lives.set(id, { write, version: (lives.get(id)?.version ?? 0) + 1 });
  };

  return {
    change: (kind, next, happening) => {
      const before = lives.get(idOf(putOf(kind, next)));
      const stored = before && {
        value: next,
        version: before.version,
        v: before.write.v,
        auditHead: before.write.auditHead,
      };
      const [state, event] = change(kind, stored, next, happening);
      if (!isPut(state) || !isPut(event)) throw new Error('a change is a state and an event');
      live(state);
      events.push(event);
      return next;
    },
    note: (kind, next) => {
      const fresh = putOf(kind, next);
      const head = lives.get(idOf(fresh))?.write.auditHead ?? '';
      live({ ...fresh, auditHead: head });
      return next;
    },
    add: (writes) => void others.push(...writes),
    writes: () => [
      ...[...lives.values()].map(
        ({ write, version }): Write => ({
          ...write,
          expected: 'absent',
          arrivesAs: version,
        }),
      ),
      ...events,
      ...others,
    ],
  };
};

const putOf = <T>(kind: Kind<T>, value: T): Put => {
  const write = put(kind, value, 'absent');
  if (!isPut(write)) throw new Error('a put is a put');
  return write;
};
