import { type Actor, change } from '../audit/audit.ts';
import { type Decision, decideAndCommit, type Surroundings } from '../decide/decide.ts';
import { wakeRoundsWrites } from '../heat/calls/rounds/wake-rounds.ts';
import type { ImportId } from '../ids/ids.ts';
import { ok, type Result, refused } from '../result/result.ts';
import type { Stored } from '../table/kind.ts';
import type { Write } from '../table/table.ts';
import { replace } from '../table/write.ts';
import type { Instant } from '../time/instant.ts';
import type { Town } from '../town/settings.ts';
import { lookUpPhone } from '../volunteers/phone-lookup.ts';
import { type Confirmation, type Import, type StartRefusal, startImport } from './import.ts';
import { type FileRefusal, inspectFile, type OpenedFile, openFile } from './inspect-file.ts';
import { knownPeople } from './people/known-people.ts';
import { type Arrival, seniorArrives, volunteerArrives } from './people/new-people.ts';
import type { Place } from './reading/sheet.ts';
import { importKey, importKind } from './store.ts';
import { fileOf, readingFor, townOfImport } from './try-import.ts';
import { type PersonRow, readPeople } from './verdicts.ts';

export type CommitRefusal =
  | StartRefusal
  | FileRefusal
  | { readonly reason: 'unknown' | 'papers-gone' | 'no-town' };

/** Room for one more person's writes in a transaction of 100, and the checkpoint at least every 25 (F29). */
const MAX_WRITES = 99;
const MAX_PEOPLE_A_BATCH = 25;
/** Records of the file read at a time: the people of so many are held in memory, never those of the whole file. */
const RECORDS_A_WALK = 500;
const MAX_TRIES = 8;

/**
 * Confirms what was tried and shown, and writes its people. Judges the file once more: if somebody was added
 * meanwhile, so that the report would read otherwise, nothing starts. A second confirmation of a committed
 * import changes nothing and gives it back.
 */
export const commitImport = async (
  world: Surroundings,
  id: ImportId,
  confirmed: Confirmation,
  by: Actor,
  now: Instant,
): Promise<Result<Import, CommitRefusal>> => {
  const stored = await world.table.get(importKind, importKey(id));
  if (!stored) return refused({ reason: 'unknown' });
  const { value: tried } = stored;
  if (tried.sha256 !== confirmed.sha256) return refused({ reason: 'other-file' });
  if (tried.state === 'committed') return ok(tried);
  if (tried.state === 'staging') return continueImport(world, id, now);
  const town = await townOfImport(world);
  if (!town) return refused({ reason: 'no-town' });
  const bytes = await fileOf(world.table, tried);
  if (!bytes) return refused({ reason: 'papers-gone' });
  const known = await knownPeople(world.table, town.id, tried.kind);
  const { kind, choices } = tried;
  const seen = inspectFile({ kind, bytes, choices, reading: readingFor(town, tried.readOn), known });
  if (!seen.ok) return seen;
  if (seen.value.verdicts !== tried.verdicts) return refused({ reason: 'report-changed' });
  const started = startImport(tried, confirmed, seen.value.duplicates, now);
  if (!started.ok) return started;
  const details = { people: tried.counts.accepted + started.value.kept.length };
  const happening = {
    action: 'import-started',
    actor: by,
    at: now,
    from: tried.state,
    to: 'staging',
    details,
  };
  await world.table.commit(change(importKind, stored, started.value, happening));
  return continueImport(world, id, now);
};

/**
 * Goes on with a staging from its checkpoint, to the end: after a crash, by the page, the agenda or a second
 * confirmation; two at once do no harm (the checkpoint is the condition of every batch). The people of the whole
 * file become visible by the last write, or none does.
 */
export const continueImport = async (
  world: Surroundings,
  id: ImportId,
  now: Instant,
): Promise<Result<Import, CommitRefusal>> => {
  const town = await townOfImport(world);
  if (!town) return refused({ reason: 'no-town' });
  let stored = await world.table.get(importKind, importKey(id));
  if (!stored) return refused({ reason: 'unknown' });
  if (stored.value.state !== 'staging') return ok(stored.value);
  const file = await openStaged(world.table, stored.value);
  if (!file.ok) return file;
  // The checkpoint only goes forward: where a walk stopped is never beyond it, whoever drives.
  let from: Place | undefined;
  for (;;) {
    const read = nextPeople(stored.value, town, file.value, from);
    if (!read.ok) return read;
    const { people, next } = read.value;
    const staged = await stage(world, town, stored, people, now);
    if (staged) {
      if (next === undefined) return finish(world, staged, now);
      from = next;
      stored = staged;
      continue;
    }
    const moved = await world.table.get(importKind, importKey(id));
    if (!moved) return refused({ reason: 'unknown' });
    if (moved.value.state !== 'staging') return ok(moved.value);
    stored = moved;
  }
};

const openStaged = async (
  table: Pick<Surroundings['table'], 'getRows'>,
  one: Import,
): Promise<Result<OpenedFile, CommitRefusal>> => {
  const bytes = await fileOf(table, one);
  return bytes ? openFile(one.kind, bytes, one.choices) : refused({ reason: 'papers-gone' });
};

type Waiting = { readonly row: number; readonly person: PersonRow };

/** People still to be written among the next records of the file. */
const nextPeople = (
  one: Import,
  town: Town,
  { sheet, columns }: OpenedFile,
  from: Place | undefined,
): Result<{ readonly people: readonly Waiting[]; readonly next: Place | undefined }, FileRefusal> => {
  const setAside = new Set(one.setAside);
  const people: Waiting[] = [];
  const reading = readingFor(town, one.readOn);
  const request = { kind: one.kind, sheet, columns, reading, from, atMost: RECORDS_A_WALK };
  const read = readPeople(request, (row, person) => {
    if (row >= one.nextRow && !setAside.has(row)) people.push({ row, person });
  });
  return read.ok ? ok({ people, next: read.value.next }) : read;
};

const arrivalOf = (world: Surroundings, town: Town, one: Import, row: number): Arrival => ({
  importId: one.id,
  row,
  kind: one.kind,
  town,
  appSecret: world.config.appSecret,
  by: one.by,
  // The start of the staging, whoever goes on with it: a resumed import is the same as one never stopped.
  now: one.startedAt ?? one.at,
});

const writesFor = async (
  world: Surroundings,
  { person }: Waiting,
  arrival: Arrival,
): Promise<readonly Write[]> => {
  if (person.is === 'senior') return seniorArrives(person, arrival);
  const found = await lookUpPhone(world.table, world.config.appSecret, person.person.phone);
  return volunteerArrives(person, arrival, found);
};

const keyOf = ({ key }: Write): string => `${key.pk}\n${key.sk}`;

/** Writes people in batches, each with the checkpoint in its transaction. Undefined when somebody else drives. */
const stage = async (
  world: Surroundings,
  town: Town,
  from: Stored<Import>,
  people: readonly Waiting[],
  now: Instant,
): Promise<Stored<Import> | undefined> => {
  let stored = from;
  let at = 0;
  let failures = 0;
  while (at < people.length) {
    const batch: Write[] = [];
    const keys = new Set<string>();
    let taken = 0;
    for (const one of people.slice(at, at + MAX_PEOPLE_A_BATCH)) {
      const writes = await writesFor(world, one, arrivalOf(world, town, stored.value, one.row));
      // Two volunteers on one landline: the second waits for the next batch, where the first is found.
      const isFull =
        batch.length + writes.length > MAX_WRITES || writes.some((write) => keys.has(keyOf(write)));
      if (taken > 0 && isFull) break;
      batch.push(...writes);
      for (const write of writes) keys.add(keyOf(write));
      taken += 1;
    }
    const last = people[at + taken - 1];
    if (!last) throw new Error('a batch of nobody');
    const next: Import = {
      ...stored.value,
      nextRow: last.row + 1,
      written: stored.value.written + taken,
      progressAt: now,
    };
    const committed = await world.table.commit([...batch, replace(importKind, stored, next, 'checkpoint')]);
    if (committed.ok) {
      stored = { ...stored, value: next, version: stored.version + 1 };
      at += taken;
      failures = 0;
    } else if (committed.refusal.label === 'checkpoint') {
      return undefined;
    } else {
      failures += 1;
      if (failures >= MAX_TRIES)
        throw new Error(`a batch of an import is refused at ${committed.refusal.label}`);
      const again = await world.table.get(importKind, importKey(stored.value.id));
      if (again?.version !== stored.version) return undefined;
    }
  }
  return stored;
};

/**
 * The one write that makes the people visible. Entries of a register are owed a call on a hot day like any other: the
 * lists that are running are woken in the same transaction, and a list that moved meanwhile makes this try again.
 */
const finish = async (
  world: Surroundings,
  staged: Stored<Import>,
  now: Instant,
): Promise<Result<Import, CommitRefusal>> =>
  decideAndCommit(world.table, async (): Promise<Result<Decision<Import>, CommitRefusal>> => {
    const stored = await world.table.get(importKind, importKey(staged.value.id));
    if (!stored) return refused({ reason: 'unknown' });
    if (stored.value.state !== 'staging' || stored.version !== staged.version)
      return ok({ value: stored.value, writes: [] });
    const next: Import = { ...stored.value, state: 'committed', committedAt: now, progressAt: now };
    const happening = {
      action: 'import-committed',
      actor: next.by,
      at: now,
      from: 'staging',
      to: 'committed',
      details: { people: next.written },
    };
    const woken = next.kind === 'register' ? await wakeRoundsWrites(world, next.town, now) : [];
    return ok({ value: next, writes: [...change(importKind, stored, next, happening), ...woken] });
  });
