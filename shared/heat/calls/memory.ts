import * as z from 'zod';
import { volunteerIdSchema } from '../../ids/ids.ts';
import { defineKind, type Key, type Kind, type Stored } from '../../table/kind.ts';
import type { Write } from '../../table/table.ts';
import { put, replace } from '../../table/write.ts';
import { type CivilDay, civilDaySchema, daysBetween } from '../../time/civil.ts';
import { type PersonId, personIdSchema } from './task.ts';

/**
 * What one list needs to know of the lists before it: when somebody last answered, how many days in a row nobody did,
 * and which volunteers know her voice. Replaces a query per person by a read in the same request as the rest.
 */
export const callMemorySchema = z.object({
  personId: personIdSchema,
  reachedOn: civilDaySchema.optional(),
  /** Last day on which she was owed a call. */
  owedOn: civilDaySchema.optional(),
  /** Days in a row on which nobody reached her. */
  missed: z.number().int().min(0),
  /** Newest first. */
  callers: z.array(volunteerIdSchema).max(5),
});
export type CallMemory = z.infer<typeof callMemorySchema>;

export const callMemoryKey = (person: PersonId): Key => ({ pk: person, sk: 'CALL-MEMORY' });

/**
 * | question                                    | key                            | consistent |
 * |---------------------------------------------|--------------------------------|------------|
 * | when was she last reached, and by whom?     | pk person, sk `CALL-MEMORY`    | yes        |
 */
export const callMemoryKind: Kind<CallMemory> = defineKind({
  name: 'call-memory',
  v: 1,
  schema: callMemorySchema,
  key: (memory) => callMemoryKey(memory.personId),
});

export const noMemory = (personId: PersonId): CallMemory => ({ personId, missed: 0, callers: [] });

/** On how many days before a list still counts as the one before it: a friendly list may be weekly. */
export const HOT_DAYS_BEFORE = 2;
export const CADENCE_DAYS_BEFORE = 14;

/** She was owed a call on the list before and nobody reached her. */
export const notReachedBefore = (memory: CallMemory, day: CivilDay, within = HOT_DAYS_BEFORE): boolean =>
  memory.owedOn !== undefined &&
  memory.owedOn < day &&
  daysBetween(memory.owedOn, day) <= within &&
  (memory.reachedOn === undefined || memory.reachedOn < memory.owedOn);

/** She is on the list of this day: counts the day before if nobody reached her then. Asked twice, the same. */
export const owedOn = (memory: CallMemory, day: CivilDay, within = HOT_DAYS_BEFORE): CallMemory =>
  memory.owedOn !== undefined && memory.owedOn >= day
    ? memory
    : { ...memory, owedOn: day, missed: notReachedBefore(memory, day, within) ? memory.missed + 1 : 0 };

/** What is remembered of her from now on; refused if anybody wrote it since it was read. */
export const memoryWrite = (before: Stored<CallMemory> | undefined, next: CallMemory): Write =>
  before ? replace(callMemoryKind, before, next) : put(callMemoryKind, next, 'absent');
