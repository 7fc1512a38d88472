import { type Actor, change } from '../../../audit/audit.ts';
import { type Decision, decideAndCommit, type Surroundings } from '../../../decide/decide.ts';
import { canonical, lettersOf } from '../../../ids/digest.ts';
import type { StaffId, VolunteerId } from '../../../ids/ids.ts';
import { ok, type Result, refused } from '../../../result/result.ts';
import { type CivilDay, dayOf, yearOf } from '../../../time/civil.ts';
import type { Instant } from '../../../time/instant.ts';
import { townKey, townKind } from '../../../town/settings.ts';
import { volunteerKey, volunteerKind } from '../../../volunteers/store.ts';
import {
  answerEntry,
  type Entry,
  type HourEntries,
  hourEntriesKey,
  hourEntriesKind,
  type SayRefusal,
  sayEntry,
} from './entry.ts';
import { readHours } from './read-hours.ts';

type Words = Pick<Entry, 'day' | 'said' | 'words'>;
type Refusal = SayRefusal | { readonly reason: 'unknown' };

/** The same form sent twice adds one line. */
export const addedLineId = (id: VolunteerId, formKey: string): string =>
  `add_${lettersOf(`${id}|${formKey}`)}`;

const say = (
  world: Surroundings,
  id: VolunteerId,
  line: Pick<Entry, 'lineId' | 'activity'>,
  words: Words,
  now: Instant,
): Promise<Result<HourEntries, Refusal>> =>
  decideAndCommit(world.table, async (): Promise<Result<Decision<HourEntries>, Refusal>> => {
    const year = yearOf(words.day);
    const [volunteer, stored] = await Promise.all([
      world.table.get(volunteerKind, volunteerKey(id)),
      world.table.get(hourEntriesKind, hourEntriesKey(id, year)),
    ]);
    if (!volunteer) return refused({ reason: 'unknown' });
    const before = stored?.value ?? { volunteerId: id, town: volunteer.value.town, year, entries: [] };
    const known = before.entries.find(({ lineId }) => lineId === line.lineId);
    const isSame =
      known?.day === words.day &&
      known.words === words.words &&
      canonical(known.said) === canonical(words.said);
    if (isSame) return ok({ value: before, writes: [] });
    const next = sayEntry(before, { ...line, ...words }, dayOf(now), now);
    if (!next.ok) return next;
    const actor: Actor = { kind: 'volunteer', id };
    const happening = {
      action: line.activity ? 'hours-added' : 'hours-corrected',
      actor,
      at: now,
      details: { line: line.lineId },
    };
    return ok({ value: next.value, writes: change(hourEntriesKind, stored, next.value, happening) });
  });

/** A line of the chain, corrected by the volunteer; `unknown` for one that is not theirs. */
export const correctHours = async (
  world: Surroundings,
  id: VolunteerId,
  line: { readonly id: string; readonly day: CivilDay },
  said: Omit<Words, 'day'>,
  now: Instant,
): Promise<Result<HourEntries, Refusal>> => {
  const [volunteer, town] = await Promise.all([
    world.table.get(volunteerKind, volunteerKey(id)),
    world.table.get(townKind, townKey(world.config.townId)),
  ]);
  if (!volunteer || !town) return refused({ reason: 'unknown' });
  const period = { from: line.day, to: line.day };
  const lines = await readHours(world.table, town.value, volunteer.value, period, now);
  const known = lines.find((one) => one.id === line.id);
  if (!known) return refused({ reason: 'unknown' });
  const { activity } = known.entry ?? {};
  return say(
    world,
    id,
    { lineId: known.id, ...(activity ? { activity } : {}) },
    { ...said, day: known.day },
    now,
  );
};

/** A training, a meeting, a mission that the chain knows nothing of. The form's key makes a second tap the same line. */
export const addHours = (
  world: Surroundings,
  id: VolunteerId,
  added: Words & { readonly activity: NonNullable<Entry['activity']>; readonly formKey: string },
  now: Instant,
): Promise<Result<HourEntries, Refusal>> => {
  const { activity, formKey, ...words } = added;
  return say(world, id, { lineId: addedLineId(id, formKey), activity }, words, now);
};

/** `moved-on`: somebody answered already, or the volunteer has said something else since the page was read. */
export const answerHours = (
  world: Surroundings,
  id: VolunteerId,
  line: Pick<Entry, 'lineId' | 'saidAt' | 'day'>,
  verdict: { readonly accepted: boolean; readonly answer: string },
  by: StaffId,
  now: Instant,
): Promise<Result<HourEntries, { readonly reason: 'moved-on' }>> =>
  decideAndCommit(
    world.table,
    async (): Promise<Result<Decision<HourEntries>, { readonly reason: 'moved-on' }>> => {
      const stored = await world.table.get(hourEntriesKind, hourEntriesKey(id, yearOf(line.day)));
      const next = stored && answerEntry(stored.value, line, verdict, { at: now, by });
      if (!stored || !next) return refused({ reason: 'moved-on' });
      const happening = {
        action: verdict.accepted ? 'hours-accepted' : 'hours-answered',
        actor: { kind: 'staff' as const, id: by },
        at: now,
        details: { line: line.lineId },
      };
      return ok({ value: next, writes: change(hourEntriesKind, stored, next, happening) });
    },
  );
