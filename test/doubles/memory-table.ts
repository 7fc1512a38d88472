import { ok, refused } from '../../shared/result/result.ts';
import { INDEXES } from '../../shared/table/definition.ts';
import { type DueLane, type Key, type Row, readAs } from '../../shared/table/kind.ts';
import type { Expected, IndexRequest, Page, PageRequest, Table, Write } from '../../shared/table/table.ts';
import type { Instant } from '../../shared/time/instant.ts';

type Item = Row & { readonly attributes: Readonly<Record<string, string | number>> };
const idOf = (key: Key) => `${key.pk}\n${key.sk}`;
const byText = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);

/** What a database gives back: no undefined, no reference that anybody could write to. */
const kept = (data: unknown): unknown => {
  if (typeof data !== 'object' || data === null) return data;
  if (Array.isArray(data)) return Object.freeze(data.map((one) => (one === undefined ? null : kept(one))));
  const copy: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(data)) if (value !== undefined) copy[name] = kept(value);
  return Object.freeze(copy);
};

type Placed = { readonly sort: string; readonly place: string; readonly item: Item };

/** The items of one partition, kept in the order of their sort value and key: a page is found without walking the others. */
const partitionOf = () => {
  const placed: Placed[] = [];
  const at = (place: string): number => {
    let [low, high] = [0, placed.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((placed[middle]?.place ?? '') < place) low = middle + 1;
      else high = middle;
    }
    return low;
  };
  return {
    /** All from this place on. */
    from: (place: string): readonly Placed[] => (place === '' ? placed : placed.slice(at(place))),
    add: (sort: string, item: Item): void => {
      const place = `${sort}\n${idOf(item.key)}`;
      placed.splice(at(place), 0, { sort, place, item });
    },
    drop: (sort: string, id: string): void => {
      placed.splice(at(`${sort}\n${id}`), 1);
    },
  };
};

/** Where an item is found: its partition, each index it is in, the lane it is due in; each with what it is sorted by. */
const groupsOf = ({ key, attributes }: Item): readonly (readonly [string, string])[] => {
  const sortOf = (name: keyof typeof INDEXES): string => String(attributes[INDEXES[name].sort] ?? '');
  const due = attributes[INDEXES.due.partition];
  return [
    [`pk|${key.pk}`, key.sk],
    ...(['list', 'senior', 'volunteer'] as const).flatMap((name) => {
      const value = attributes[INDEXES[name].partition];
      return value === undefined ? [] : [[`${name}|${value}`, sortOf(name)] as const];
    }),
    ...(due === undefined ? [] : [[`due|${String(due).replace(/#\d+$/, '')}`, sortOf('due')] as const]),
  ];
};

/** The double of the Table port: enforces every condition, held to the same contract as the engine. */
export const memoryTable = (): Table & {
  readonly dump: () => readonly Item[];
  /** Every record of one kind, unsorted: for checks between two steps. */
  readonly ofKind: (kind: string) => readonly Item[];
} => {
  const items = new Map<string, Item>();
  const kinds = new Map<string, Map<string, Item>>();
  const counters = new Map<string, Record<string, number>>();
  const groups = new Map<string, ReturnType<typeof partitionOf>>();
  const group = (name: string) => {
    const found = groups.get(name);
    if (found) return found;
    const empty = partitionOf();
    groups.set(name, empty);
    return empty;
  };
  const set = (item: Item): void => {
    const id = idOf(item.key);
    unset(id);
    items.set(id, item);
    kinds.set(item.kind, (kinds.get(item.kind) ?? new Map<string, Item>()).set(id, item));
    for (const [name, sort] of groupsOf(item)) group(name).add(sort, item);
  };
  const unset = (id: string): void => {
    const old = items.get(id);
    if (!old) return;
    for (const [name, sort] of groupsOf(old)) group(name).drop(sort, id);
    kinds.get(old.kind)?.delete(id);
    items.delete(id);
  };

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
      v: write.v,
      auditHead: write.auditHead,
      data: kept(write.data),
      attributes: write.attributes,
    });
  };
  const rowOf = ({ kind, key, version, v, auditHead, data }: Item): Row => ({
    kind,
    key: { ...key },
    version,
    v,
    auditHead,
    data,
  });

  type Bounds = PageRequest & { readonly from?: string; readonly to?: string; readonly prefix?: string };
  /** As the engine does, a cursor is a place, and is gone on from even when whoever stood there has left. */
  const page = (name: string, request: Bounds): Page<Row> => {
    const { limit, after, from = '', to = '\uffff', prefix = '', newestFirst = false } = request;
    const found: Placed[] = [];
    for (const one of group(name).from(from > prefix ? from : prefix)) {
      if (one.sort > to || (prefix !== '' && !one.sort.startsWith(prefix))) break;
      if (!newestFirst && after !== undefined && one.place <= after) continue;
      if (newestFirst && after !== undefined && one.place >= after) break;
      found.push(one);
      if (!newestFirst && limit !== undefined && found.length > limit) break;
    }
    if (newestFirst) found.reverse();
    const slice = limit === undefined ? found : found.slice(0, limit);
    return {
      items: slice.map(({ item }) => rowOf(item)),
      next: slice.length < found.length ? slice.at(-1)?.place : undefined,
    };
  };
  const dueOf = (lane: DueLane, cutOff = '\uffff') =>
    group(`due|${lane}`)
      .from('')
      .flatMap(({ sort, item }) => (sort <= cutOff ? [{ key: item.key, at: sort as Instant }] : []));

  return {
    dump: () => [...items.values()].sort((a, b) => byText(idOf(a.key), idOf(b.key))),
    ofKind: (kind) => [...(kinds.get(kind)?.values() ?? [])],
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
      return page(`pk|${pk}`, request);
    },
    async index(name, request: IndexRequest) {
      return page(`${name}|${request.partition}`, request);
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
