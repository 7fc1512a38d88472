import type { VolunteerId } from '../../ids/ids.ts';
import type { PersonId } from '../calls/task.ts';

/** Somebody to call, as the plan sees her: no name, no number. */
export type ToCall = {
  readonly personId: PersonId;
  readonly sector: string | undefined;
  /** Other than French. */
  readonly languages: readonly string[];
  readonly priority: string;
  /** Volunteers who reached her before, the last one first. */
  readonly callers: readonly VolunteerId[];
  /** Never these, either side's wish. */
  readonly never?: readonly VolunteerId[];
};
/** A volunteer who may be asked. */
export type Caller = {
  readonly id: VolunteerId;
  readonly sector: string | undefined;
  readonly languages: readonly string[];
};
export type PlannedBatch = { readonly caller: Caller; readonly people: readonly ToCall[] };

const suits = (caller: Caller, one: ToCall): boolean =>
  !one.never?.includes(caller.id) &&
  (one.languages.length === 0 || one.languages.some((code) => caller.languages.includes(code)));

const byPriority = (a: ToCall, b: ToCall): number => {
  if (a.priority !== b.priority) return a.priority < b.priority ? -1 : 1;
  return a.personId < b.personId ? -1 : 1;
};

/**
 * Batches of about `size`, one for each volunteer, in three passes: the people whose last caller they are; people of
 * their sector; then anybody left, so that a batch is full. In each pass, by the stated order of facts. Nobody is in two
 * batches; nobody is given to a volunteer who does not share a
 * language with her, or who is kept apart from her. Same input, same batches.
 */
export const planBatches = (
  people: readonly ToCall[],
  callers: readonly Caller[],
  size: number,
): readonly PlannedBatch[] => {
  const waiting = new Map([...people].sort(byPriority).map((one) => [one.personId, one]));
  const order = [...callers].sort((a, b) => (a.id < b.id ? -1 : 1));
  const batches = new Map<VolunteerId, ToCall[]>(order.map(({ id }) => [id, []]));
  const take = (id: VolunteerId, one: ToCall): void => {
    batches.get(id)?.push(one);
    waiting.delete(one.personId);
  };
  const has = (id: VolunteerId): number => batches.get(id)?.length ?? size;

  const mayAsk = new Map(order.map((caller) => [caller.id, caller]));
  for (const one of [...waiting.values()]) {
    const known = one.callers.find((id) => {
      const caller = mayAsk.get(id);
      return caller && has(id) < size && suits(caller, one);
    });
    if (known) take(known, one);
  }
  const bySector = new Map<string | undefined, ToCall[]>();
  for (const one of waiting.values()) {
    const there = bySector.get(one.sector);
    if (there) there.push(one);
    else bySector.set(one.sector, [one]);
  }
  const fill = (caller: Caller, among: Iterable<ToCall>): void => {
    for (const one of among) {
      if (has(caller.id) >= size) return;
      if (waiting.has(one.personId) && suits(caller, one)) take(caller.id, one);
    }
  };
  for (const caller of order) fill(caller, bySector.get(caller.sector) ?? []);
  for (const caller of order) fill(caller, waiting.values());
  return order.flatMap((caller) => {
    const chosen = batches.get(caller.id) ?? [];
    return chosen.length > 0 ? [{ caller, people: chosen }] : [];
  });
};
