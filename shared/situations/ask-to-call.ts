import { type Decision, decideAndCommit, type Surroundings } from '../decide/decide.ts';
import { type SeniorId, type VolunteerId, volunteerIdSchema } from '../ids/ids.ts';
import { isHeld, type Mission } from '../missions/mission.ts';
import { ok, type Result } from '../result/result.ts';
import type { Senior } from '../seniors/senior.ts';
import { seniorKey, seniorKind } from '../seniors/store.ts';
import { seniorWrites } from '../seniors/write-senior.ts';
import {
  callBy,
  callTask,
  debriefTask,
  type EndReason,
  hadMet,
  isToldByPerson,
  saysReopened,
} from '../services/goodbye.ts';
import type { Service } from '../services/service.ts';
import { type Row, readAs, rowsOf, type Stored } from '../table/kind.ts';
import type { Write } from '../table/table.ts';
import { create, replace } from '../table/write.ts';
import { type Task, taskKey, taskKind } from '../tasks/task.ts';
import { earliest, type Instant } from '../time/instant.ts';

/** Why what surrounds her stops. */
export type StopReason = 'died' | 'moved' | 'withdrew' | 'consent-withdrawn';

const ENDS: Readonly<Record<StopReason, EndReason>> = {
  died: 'death',
  moved: 'move',
  withdrew: 'wish',
  'consent-withdrawn': 'wish',
};

/** A goodbye that a person tells, never a machine (domain.md §6). */
export const isGoodbye = (reason: StopReason): boolean => isToldByPerson(ENDS[reason]);

/** What stops, as far as volunteers are concerned. */
type Stops = { readonly services: readonly Service[]; readonly missions: readonly Mission[] };

/** Volunteers still tied to this service. */
const tied = (service: Service): readonly VolunteerId[] =>
  service.pairings.filter((pairing) => pairing.state !== 'ended').map((pairing) => pairing.volunteerId);

/** All of a pairing; after a death or a move, whoever was expected too. */
export const toCall = (work: Stops, reason: StopReason): ReadonlySet<VolunteerId> => {
  const holders = work.missions.flatMap(({ holder, state }) =>
    isGoodbye(reason) && holder && isHeld(state) ? [holder.volunteerId] : [],
  );
  return new Set([...work.services.flatMap(tied), ...holders]);
};

/** Calls not yet made that say that her file was opened again. */
export const callsAfterReopening = (rows: readonly Row[]): readonly Task[] =>
  rowsOf(taskKind, rows)
    .map(({ value }) => value)
    .filter(saysReopened);

/**
 * Closed, opened again, closed once more before the call was made: that call becomes this closing's, so that nobody is
 * called twice, nor told that visits resume with somebody who died since. Once each: its words are what is looked for.
 */
export const correctCalls = async (
  world: Surroundings,
  id: SeniorId,
  owed: readonly Task[],
  reason: StopReason,
  now: Instant,
): Promise<void> => {
  for (const { id: taskId, volunteerId } of owed)
    await decideAndCommit(world.table, async (): Promise<Result<Decision<void>, never>> => {
      const [row, taskRow] = await world.table.getRows([seniorKey(id), taskKey(taskId)]);
      const stored = row && readAs(seniorKind, row);
      const call = taskRow && readAs(taskKind, taskRow);
      const whom = volunteerIdSchema.safeParse(volunteerId).data;
      if (!stored?.value.settling || !call || !whom || !saysReopened(call.value))
        return ok({ value: undefined, writes: [] });
      const said = asked(world, stored.value, whom, [], reason, now);
      const { sentence, urgent } = said;
      const dueAt = earliest(call.value.dueAt, said.dueAt);
      return ok({
        value: undefined,
        writes: [
          ...told(world, stored, whom, now),
          replace(taskKind, call, { ...call.value, sentence, urgent, dueAt }),
        ],
      });
    });
};

/** She, with this volunteer among those for whom a call is written. */
const told = (
  world: Surroundings,
  stored: Stored<Senior>,
  volunteerId: VolunteerId,
  now: Instant,
): readonly Write[] => {
  const { settling } = stored.value;
  if (!settling) return [];
  const all = [...settling.told.filter((one) => one !== volunteerId), volunteerId];
  return seniorWrites(
    world,
    stored,
    { ...stored.value, settling: { ...settling, told: all } },
    {
      action: 'volunteer-to-call',
      actor: settling.by,
      at: now,
      details: { volunteer: volunteerId },
    },
  );
};

/**
 * Volunteers who lose somebody are called by a person. Whoever knew her is then offered a time to talk. Once each, for
 * ever: who was told is written in that transaction.
 */
export const askToCall = async (
  world: Surroundings,
  id: SeniorId,
  work: Stops,
  reason: StopReason,
  now: Instant,
): Promise<void> => {
  const met = new Set(
    work.services.flatMap(({ pairings }) => pairings.filter(hadMet).map(({ volunteerId }) => volunteerId)),
  );
  for (const volunteerId of toCall(work, reason))
    await decideAndCommit(world.table, async (): Promise<Result<Decision<void>, never>> => {
      const stored = await world.table.get(seniorKind, seniorKey(id));
      if (!stored?.value.settling || stored.value.settling.told.includes(volunteerId))
        return ok({ value: undefined, writes: [] });
      return ok({
        value: undefined,
        writes: [
          ...told(world, stored, volunteerId, now),
          create(taskKind, asked(world, stored.value, volunteerId, work.missions, reason, now)),
          ...(met.has(volunteerId)
            ? [create(taskKind, debriefTask(world, aboutHer(stored.value), volunteerId, now))]
            : []),
        ],
      });
    });
};

const aboutHer = ({ id, town, referentId }: Senior) => ({
  town,
  seniorId: id,
  ...(referentId ? { assigneeId: referentId } : {}),
});

const WITHDRAWN_WORDS: Partial<Readonly<Record<StopReason, string>>> = {
  withdrew: 'Appeler le bénévole : la personne souhaite arrêter l’accompagnement.',
  'consent-withdrawn': 'Appeler le bénévole : la personne souhaite arrêter cette activité.',
};

const asked = (
  world: Surroundings,
  senior: Senior,
  volunteerId: VolunteerId,
  missions: readonly Mission[],
  reason: StopReason,
  now: Instant,
): Task => {
  const by = callBy(volunteerId, isGoodbye(reason) ? missions : [], reason === 'died', now);
  const task = callTask(world, aboutHer(senior), volunteerId, ENDS[reason], by, now);
  return { ...task, sentence: WITHDRAWN_WORDS[reason] ?? task.sentence };
};
