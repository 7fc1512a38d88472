import { DUE_SHARDS, TTL_ATTRIBUTE } from './definition.ts';
import type { DueLane, Key, Kind, Stored } from './kind.ts';
import { keptOf } from './newer.ts';
import type { Expected, Write } from './table.ts';

const shardOf = (key: Key): number => {
  let hash = 0;
  for (const char of key.pk) hash = (hash * 31 + char.charCodeAt(0)) >>> 0;
  return hash % DUE_SHARDS;
};
export const duePartition = (lane: DueLane, shard: number): string => `${lane}#${shard}`;

const placesOf = <T>(kind: Kind<T>, value: T): Record<string, string | number> => {
  const places = kind.places?.(value) ?? {};
  const attributes: Record<string, string | number> = {};
  if (places.due) {
    attributes.duePartition = duePartition(places.due.lane, shardOf(kind.key(value)));
    attributes.dueAt = places.due.at;
  }
  if (places.list) {
    attributes.listPartition = places.list.partition;
    attributes.listSort = places.list.sort;
  }
  if (places.senior) {
    attributes.seniorId = places.senior.id;
    attributes.seniorSort = places.senior.sort;
  }
  if (places.volunteer) {
    attributes.volunteerId = places.volunteer.id;
    attributes.volunteerSort = places.volunteer.sort;
  }
  const ttl = kind.expiresAt?.(value);
  if (ttl !== undefined) attributes[TTL_ATTRIBUTE] = ttl;
  return attributes;
};

/** A write of a whole record. `auditHead` is carried along so that the chain survives writes without an event. */
export const put = <T>(
  kind: Kind<T>,
  value: T,
  expected: Expected,
  options: { readonly label?: string; readonly auditHead?: string } = {},
): Write => ({
  op: 'put',
  label: options.label ?? kind.name,
  kind: kind.name,
  ...keptOf(value, kind.v),
  key: kind.key(value),
  auditHead: options.auditHead ?? '',
  attributes: placesOf(kind, value),
  expected,
});

/** The next state of something that was read: refused if anyone wrote in between. */
export const replace = <T>(kind: Kind<T>, stored: Stored<T>, next: T, label?: string): Write =>
  put(kind, next, stored.version, { auditHead: stored.auditHead, ...(label ? { label } : {}) });

/** A record that must not exist yet. */
export const create = <T>(kind: Kind<T>, value: T, label?: string): Write =>
  put(kind, value, 'absent', label ? { label } : {});

export const remove = <T>(kind: Kind<T>, stored: Stored<T>, label?: string): Write => ({
  op: 'delete',
  label: label ?? kind.name,
  key: kind.key(stored.value),
  expected: stored.version,
});

/** Holds a decision to what was read of a record that it does not change. */
export const unchanged = <T>(kind: Kind<T>, stored: Stored<T>, label?: string): Write => ({
  op: 'check',
  label: label ?? kind.name,
  key: kind.key(stored.value),
  expected: stored.version,
});

export const add = (key: Key, amounts: Readonly<Record<string, number>>, label = 'ledger'): Write => ({
  op: 'add',
  label,
  key,
  amounts,
});
