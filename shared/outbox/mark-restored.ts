import { EPOCH_KEY, epochKind } from '../messages/store.ts';
import type { Table } from '../table/table.ts';
import { create, replace } from '../table/write.ts';
import type { Instant } from '../time/instant.ts';

/**
 * The table was put back as it was at an earlier moment (F34): every message asked for before `now` waits for a person, who
 * releases it or takes it over, since the copy cannot know which of them left in between. Done before anything reads the
 * restored table. Gives the moment that holds: never earlier than one already marked.
 */
export const markRestored = async (table: Pick<Table, 'get' | 'commit'>, now: Instant): Promise<Instant> => {
  for (;;) {
    const stored = await table.get(epochKind, EPOCH_KEY);
    if (stored && stored.value.at >= now) return stored.value.at;
    const marked = await table.commit([
      stored ? replace(epochKind, stored, { at: now }) : create(epochKind, { at: now }),
    ]);
    if (marked.ok) return now;
  }
};
