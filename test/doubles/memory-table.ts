import { ok, refused } from '../../shared/result/result.ts';
import { INDEXES } from '../../shared/table/definition.ts';
import { type DueLane, type Key, type Row, readAs } from '../../shared/table/kind.ts';
import type { Expected, IndexRequest, Page, PageRequest, Table, Write } from '../../shared/table/table.ts';
import type { Instant } from '../../shared/time/instant.ts';

type Item = Row & { readonly attributes: Readonly<Record<string, string | number>> };
const idOf = (key: Key) => `${key.pk}\n${key.sk}`;
const byText = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);

/** The double of the Table port: enforces every condition, held to the same contract as the engine. */
export const memoryTable = (): Table & { readonly dump: () => readonly Item[] } => {
  const items = new Map<string, Item>();
  const counters = new Map<string, Record<string, number>>();

  const holds = (key: Key, expected: Expected): boolean => {
    const present = items.get(idOf(key));
    if (expected === 'any') return true;
    return expected === 'absent'
      ? present === undefined && !counters.has(idOf(key))
      : present?.version === expected;
  };
  const apply = (write: Write): void => {
    if (write.op === 'delete') items.delete(idOf(write.key));
    if (write.op === 'add') {
      const now = { ...(counters.get(idOf(write.key)) ?? {}) };
      for (const [name, amount] of Object.entries(write.amounts)) now[name] = (now[name] ?? 0) + amount;
      counters.set(idOf(write.key), now);
    }
    if (write.op !== 'put') return;
    items.set(idOf(write.key), {
      kind: write.kind,
      key: write.key,
      version: write.arrivesAs ?? (typeof write.expected === 'number' ? write.expected + 1 : 1),
      auditHead: write.auditHead,
      // What a database gives back: no undefined, no shared references.
      data: JSON.parse(JSON.stringify(write.data)),
      attributes: write.attributes,
    });
  };
  const rowOf = ({ attributes: _, ...row }: Item): Row => structuredClone(row);

  const page = (found: Item[], sortOf: (item: Item) => string, request: PageRequest): Page<Row> => {
    const sorted = found.sort((a, b) => byText(sortOf(a), sortOf(b)) || byText(idOf(a.key), idOf(b.key)));
    if (request.newestFirst) sorted.reverse();
    const start = request.after ? sorted.findIndex((item) => idOf(item.key) === request.after) + 1 : 0;
    const slice = sorted.slice(start, request.limit ? start + request.limit : undefined);
    const last = slice.at(-1);
    return {
      items: slice.map(rowOf),
      next: last && start + slice.length < sorted.length ? idOf(last.key) : undefined,
    };
  };
  const text = (item: Item, name: string) => String(item.attributes[name] ?? '');
  const dueOf = (lane: DueLane) =>
    [...items.values()]
      .filter((item) => text(item, INDEXES.due.partition).startsWith(`${lane}#`))
      .map((item) => ({ key: item.key, at: text(item, INDEXES.due.sort) as Instant }))
      .sort((a, b) => byText(a.at, b.at));

  return {
    dump: () => [...items.values()].sort((a, b) => byText(idOf(a.key), idOf(b.key))),
    async get(kind, key) {
      const item = items.get(idOf(key));
      return item ? readAs(kind, rowOf(item)) : undefined;
    },
    async getRows(keys) {
      return keys.map((key) => {
        const item = items.get(idOf(key));
        return item ? rowOf(item) : undefined;
      });
    },
    async partition(pk, request = {}) {
      const found = [...items.values()].filter(
        (item) => item.key.pk === pk && item.key.sk.startsWith(request.prefix ?? ''),
      );
      return page(found, (item) => item.key.sk, request);
    },
    async index(name, request: IndexRequest) {
      const { partition, sort } = INDEXES[name];
      const found = [...items.values()].filter(
        (item) =>
          item.attributes[partition] === request.partition &&
          text(item, sort) >= (request.from ?? '') &&
          text(item, sort) <= (request.to ?? '\uffff'),
      );
      return page(found, (item) => text(item, sort), request);
    },
    async due(lane, cutOff, limit) {
      return dueOf(lane)
        .filter(({ at }) => at <= cutOff)
        .slice(0, limit);
    },
    async nextDue(lane) {
      return dueOf(lane)[0]?.at;
    },
    async counters(key) {
      return counters.get(idOf(key)) ?? {};
    },
    async commit(writes) {
      if (writes.length > 100) throw new Error(`a transaction of ${writes.length} writes: at most 100`);
      if (new Set(writes.map((write) => idOf(write.key))).size !== writes.length)
        throw new Error('a transaction names one record twice');
      for (const write of writes) {
        if (write.op !== 'add' && !holds(write.key, write.expected))
          return refused({ reason: 'lost-race' as const, label: write.label });
      }
      writes.forEach(apply);
      return ok(undefined);
    },
  };
};
