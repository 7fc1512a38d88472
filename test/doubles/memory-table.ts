import { ok, refused } from '../../shared/result/result.ts';
import { INDEXES } from '../../shared/table/definition.ts';
import { type DueLane, type Key, type Row, readAs } from '../../shared/table/kind.ts';
import type { Expected, IndexRequest, Page, PageRequest, Table, Write } from '../../shared/table/table.ts';
import type { Instant } from '../../shared/time/instant.ts';

type Item = Row & { readonly attributes: Readonly<Record<string, string | number>> };
const idOf = (key: Key) => `${key.pk}\n${key.sk}`;
const byText = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);

/** Ids of the items that share a value: what a partition is, found without walking the others. */
const grouped = () => {
  const groups = new Map<string, Set<string>>();
  return {
    of: (group: string): Iterable<string> => groups.get(group) ?? [],
    add: (group: string, id: string): void => {
      const found = groups.get(group);
      if (found) found.add(id);
      else groups.set(group, new Set([id]));
    },
    drop: (group: string, id: string): void => {
      groups.get(group)?.delete(id);
    },
  };
};

/** Under which groups an item is found: its partition, its kind, each index it is in, the lane it is due in. */
const groupsOf = (item: Item): readonly string[] => [
  `pk|${item.key.pk}`,
  `kind|${item.kind}`,
  ...(['list', 'senior', 'volunteer'] as const).flatMap((name) => {
    const value = item.attributes[INDEXES[name].partition];
    return value === undefined ? [] : [`${name}|${value}`];
  }),
  ...(item.attributes[INDEXES.due.partition] === undefined
    ? []
    : [`due|${String(item.attributes[INDEXES.due.partition]).replace(/#\d+$/, '')}`]),
];

/** The double of the Table port: enforces every condition, held to the same contract as the engine. */
export const memoryTable = (): Table & {
  readonly dump: () => readonly Item[];
  /** Every record of one kind, unsorted and not to be written to: for checks between two steps. */
  readonly ofKind: (kind: string) => readonly Item[];
} => {
  const items = new Map<string, Item>();
  const counters = new Map<string, Record<string, number>>();
  const groups = grouped();
  const set = (item: Item): void => {
    const id = idOf(item.key);
    unset(id);
    items.set(id, item);
    for (const group of groupsOf(item)) groups.add(group, id);
  };
  const unset = (id: string): void => {
    const old = items.get(id);
    if (!old) return;
    for (const group of groupsOf(old)) groups.drop(group, id);
    items.delete(id);
  };
  const among = (group: string): Item[] =>
    [...groups.of(group)].flatMap((id) => {
      const item = items.get(id);
      return item ? [item] : [];
    });

  const holds = (key: Key, expected: Expected): boolean => {
    const present = items.get(idOf(key));
    if (expected === 'any') return true;
    return expected === 'absent'
      ? present === undefined && !counters.has(idOf(key))
      : present?.version === expected;
  };
  const apply = (write: Write): void => {
    if (write.op === 'delete') unset(idOf(write.key));
    if (write.op === 'add') {
      const now = { ...(counters.get(idOf(write.key)) ?? {}) };
      for (const [name, amount] of Object.entries(write.amounts)) now[name] = (now[name] ?? 0) + amount;
      counters.set(idOf(write.key), now);
    }
    if (write.op !== 'put') return;
    set({
      kind: write.kind,
      key: write.key,
      version: write.arrivesAs ?? (typeof write.expected === 'number' ? write.expected + 1 : 1),
      auditHead: write.auditHead,
      // What a database gives back: no undefined, no shared references.
      data: JSON.parse(JSON.stringify(write.data)),
      attributes: write.attributes,
    });
  };
  const rowOf = ({ kind, key, version, auditHead, data }: Item): Row => ({
    kind,
    key: { ...key },
    version,
    auditHead,
    data: JSON.parse(JSON.stringify(data)),
  });

  const page = (found: Item[], sortOf: (item: Item) => string, request: PageRequest): Page<Row> => {
    const sorted = found
      .map((item) => ({ item, sort: `${sortOf(item)}\n${idOf(item.key)}` }))
      .sort((a, b) => byText(a.sort, b.sort))
      .map(({ item }) => item);
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
  const dueOf = (lane: DueLane, cutOff = '\uffff') =>
    among(`due|${lane}`)
      .filter((item) => text(item, INDEXES.due.sort) <= cutOff)
      .map((item) => ({ key: item.key, at: text(item, INDEXES.due.sort) as Instant }))
      .sort((a, b) => byText(a.at, b.at));

  return {
    dump: () => [...items.values()].sort((a, b) => byText(idOf(a.key), idOf(b.key))),
    ofKind: (kind) => among(`kind|${kind}`),
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
      const found = among(`pk|${pk}`).filter((item) => item.key.sk.startsWith(request.prefix ?? ''));
      return page(found, (item) => item.key.sk, request);
    },
    async index(name, request: IndexRequest) {
      const { sort } = INDEXES[name];
      const found = among(`${name}|${request.partition}`).filter(
        (item) => text(item, sort) >= (request.from ?? '') && text(item, sort) <= (request.to ?? '\uffff'),
      );
      return page(found, (item) => text(item, sort), request);
    },
    async due(lane, cutOff, limit) {
      return dueOf(lane, cutOff).slice(0, limit);
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
