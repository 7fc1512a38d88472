import * as z from 'zod';
import { canonical, sha256 } from '../ids/digest.ts';
import { defineKind, type Key, type Kind, type Stored } from '../table/kind.ts';
import type { Write } from '../table/table.ts';
import { put } from '../table/write.ts';
import { type Instant, instantSchema } from '../time/instant.ts';

/** Who did it. `id` is a record id, never a name; the system and the public have none. */
export const actorSchema = z.object({
  kind: z.enum(['staff', 'volunteer', 'system', 'public']),
  id: z.string().max(60),
});
export type Actor = z.infer<typeof actorSchema>;
export const SYSTEM: Actor = { kind: 'system', id: '' };
export const PUBLIC: Actor = { kind: 'public', id: '' };

const detail = z.union([z.string().max(300), z.number(), z.boolean()]);

/** One thing that happened to one record. Facts under ids: no name, phone, address or free text (law 11). */
export const auditEventSchema = z.object({
  pk: z.string().max(120),
  seq: z.number().int().positive(),
  at: instantSchema,
  actor: actorSchema,
  action: z.string().max(60),
  from: z.string().max(40).optional(),
  to: z.string().max(40).optional(),
  details: z.record(z.string().max(40), detail).optional(),
  previous: z.string().max(64),
  hash: z.string().length(64),
});
export type AuditEvent = z.infer<typeof auditEventSchema>;

export const AUDIT_PREFIX = 'AUDIT#';

/**
 * | question                              | key                                    | consistent |
 * |---------------------------------------|----------------------------------------|------------|
 * | what happened to this record, in order | pk of the record, sk `AUDIT#` + number | yes        |
 */
export const auditKind: Kind<AuditEvent> = defineKind({
  name: 'audit',
  v: 1,
  schema: auditEventSchema,
  key: (event) => ({ pk: event.pk, sk: `${AUDIT_PREFIX}${String(event.seq).padStart(8, '0')}` }),
});

/** What a use case says of its change; the chain fields are added at the write. */
export type Happening = {
  readonly action: string;
  readonly actor: Actor;
  readonly at: Instant;
  readonly from?: string;
  readonly to?: string;
  readonly details?: Readonly<Record<string, string | number | boolean>>;
};

const seal = (key: Key, version: number, previous: string, happening: Happening): AuditEvent => {
  const body = { pk: key.pk, seq: version, previous, ...happening };
  return { ...body, hash: sha256(previous + canonical(body)) };
};

/**
 * The two writes of every change: the record's next state, held to the version that was read, and its audit event,
 * chained to the one before by SHA-256 (reliability.md §4.7), in the same transaction. The chain is one per record:
 * nobody contends for it, and a missing or altered link shows. Only the record that owns its partition is changed
 * this way (one chain a partition).
 */
export const change = <T>(
  kind: Kind<T>,
  stored: Stored<T> | undefined,
  next: T,
  happening: Happening,
  label?: string,
): readonly Write[] => {
  const key = kind.key(next);
  const version = (stored?.version ?? 0) + 1;
  const event = seal(key, version, stored?.auditHead ?? '', happening);
  return [
    put(kind, next, stored ? stored.version : 'absent', {
      auditHead: event.hash,
      ...(label ? { label } : {}),
    }),
    put(auditKind, event, 'absent', { label: `${label ?? kind.name}-audit` }),
  ];
};

/** Checks a chain read in order: the index of the first event that does not hold, or undefined when all do. */
export const firstBrokenLink = (events: readonly AuditEvent[]): number | undefined => {
  let previous = '';
  let seq = 0;
  for (const [index, event] of events.entries()) {
    const { hash, ...body } = event;
    if (event.previous !== previous || event.seq <= seq || hash !== sha256(previous + canonical(body)))
      return index;
    previous = hash;
    seq = event.seq;
  }
  return undefined;
};
