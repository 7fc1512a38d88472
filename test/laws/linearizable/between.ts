import { missionKey } from '../../../shared/missions/store.ts';
import type { Row } from '../../../shared/table/kind.ts';
import type { Table } from '../../../shared/table/table.ts';
import type { virtualTime } from '../../bench/virtual-time.ts';
import { VISIT } from '../../builders/chain.ts';
import { Lost } from './mission-history.ts';

type Draw = ReturnType<typeof virtualTime>;

/** Lets the others go first, so many times. */
const turns = async (count: number): Promise<void> => {
  for (let n = 0; n < count; n += 1) await undefined;
};

/**
 * A table as far away as DynamoDB is: others come in between a request and its answer, and between the records of one read
 * (a batch of reads is no transaction). One request in thirty is lost on the way, one answer in thirty on the way back.
 */
export const far = (table: Table, { below, chance }: Draw): Table => {
  const away = () => turns(below(30));
  return {
    ...table,
    get: async (kind, key) => {
      await away();
      const found = await table.get(kind, key);
      await away();
      return found;
    },
    getRows: async (keys) => {
      const rows: (Row | undefined)[] = [];
      for (const key of keys) {
        await turns(below(6));
        rows.push((await table.getRows([key]))[0]);
      }
      await away();
      return rows;
    },
    commit: async (writes) => {
      await away();
      if (chance(1 / 30)) throw new Lost('the request never arrived');
      const done = await table.commit(writes);
      if (chance(1 / 30)) throw new Lost('the answer was lost');
      await away();
      return done;
    },
  };
};

/** Answers and requests lost, the rest as the engine has it. */
export const losing = (table: Table, { chance }: Draw): Table => ({
  ...table,
  commit: async (writes) => {
    if (chance(1 / 30)) throw new Lost('the request never arrived');
    const done = await table.commit(writes);
    if (chance(1 / 30)) throw new Lost('the answer was lost');
    return done;
  },
});

/** Decides on what an index or a cache says: now and then, the mission as it was four changes ago. */
export const readingLate = (table: Table, { chance }: Draw): Table => {
  const { pk, sk } = missionKey(VISIT);
  const versions: Row[] = [];
  return {
    ...table,
    getRows: async (keys) =>
      (await table.getRows(keys)).map((row) => {
        if (row?.key.pk !== pk || row.key.sk !== sk) return row;
        if (row.version !== versions.at(-1)?.version) versions.push(row);
        return chance(0.3) ? (versions.at(-5) ?? row) : row;
      }),
  };
};

/** Takes a lost race for a written answer. */
export const believing = (table: Table): Table => ({
  ...table,
  commit: async (writes) => {
    await table.commit(writes);
    return { ok: true, value: undefined };
  },
});

/** Answers, then writes: as a promise that nobody waits for would. */
export const writingAfter = (table: Table, { below }: Draw): Table => ({
  ...table,
  commit: async (writes) => {
    const later = async (): Promise<void> => {
      await turns(20 + below(200));
      await table.commit(writes);
    };
    void later();
    return { ok: true, value: undefined };
  },
});
