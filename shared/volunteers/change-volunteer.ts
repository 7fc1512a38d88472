import type { Happening } from '../audit/audit.ts';
import { type Decision, decideAndCommit, type Surroundings } from '../decide/decide.ts';
import type { VolunteerId } from '../ids/ids.ts';
import type { MessageDraft } from '../messages/draft.ts';
import { intentWrite } from '../messages/intent-write.ts';
import { ok, type Result, refused } from '../result/result.ts';
import { readAs, type Stored } from '../table/kind.ts';
import type { Write } from '../table/table.ts';
import { create } from '../table/write.ts';
import { type Task, taskKind } from '../tasks/task.ts';
import type { Instant } from '../time/instant.ts';
import { type Town, townKey, townKind } from '../town/settings.ts';
import { volunteerChange } from './movements/record.ts';
import { volunteerKey, volunteerKind } from './store.ts';
import type { Volunteer } from './volunteer.ts';

/** What an act makes of a volunteer; the same value as before: nothing to write (a double tap). */
export type VolunteerChange = {
  readonly next: Volunteer;
  readonly happening: Happening;
  readonly messages?: readonly MessageDraft[];
  readonly tasks?: readonly Task[];
  readonly writes?: readonly Write[];
};

export type VolunteerFacts = { readonly stored: Stored<Volunteer>; readonly town: Town };

/** The volunteer and the town's settings, in one consistent request. */
export const readVolunteer = async (
  world: Pick<Surroundings, 'table' | 'config'>,
  id: VolunteerId,
): Promise<VolunteerFacts | undefined> => {
  const [row, townRow] = await world.table.getRows([volunteerKey(id), townKey(world.config.townId)]);
  const stored = row && readAs(volunteerKind, row);
  const town = townRow && readAs(townKind, townRow)?.value;
  return stored && town && stored.value.town === town.id ? { stored, town } : undefined;
};

/** The writes of one change: the record, its audit event and its movement, the messages owed, the tasks, whatever goes with it. */
export const volunteerWrites = (
  world: Surroundings,
  { stored, town }: VolunteerFacts,
  made: VolunteerChange,
  now: Instant,
): readonly Write[] =>
  made.next === stored.value
    ? []
    : [
        ...volunteerChange(stored, made.next, made.happening),
        ...(made.messages ?? []).map((draft) =>
          intentWrite({ appSecret: world.config.appSecret, ids: world.ids }, town, draft, now),
        ),
        ...(made.tasks ?? []).map((task) => create(taskKind, task)),
        ...(made.writes ?? []),
      ];

/**
 * Every act on one volunteer: read, decide, write once, again if somebody else wrote in between. `decide` may read
 * more, consistently. Refuses `unknown` for an id of nobody in this town.
 */
export const changeVolunteer = <R extends { readonly reason: string }>(
  world: Surroundings,
  id: VolunteerId,
  decide: (facts: VolunteerFacts) => Result<VolunteerChange, R> | Promise<Result<VolunteerChange, R>>,
  now: Instant,
): Promise<Result<Volunteer, R | { readonly reason: 'unknown' }>> =>
  decideAndCommit(
    world.table,
    async (): Promise<Result<Decision<Volunteer>, R | { readonly reason: 'unknown' }>> => {
      const facts = await readVolunteer(world, id);
      if (!facts) return refused({ reason: 'unknown' });
      const decided = await decide(facts);
      if (!decided.ok) return decided;
      return ok({ value: decided.value.next, writes: volunteerWrites(world, facts, decided.value, now) });
    },
  );
