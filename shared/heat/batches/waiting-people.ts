import type { Surroundings } from '../../decide/decide.ts';
import { seniorIdSchema } from '../../ids/ids.ts';
import { seniorKey, seniorKind } from '../../seniors/store.ts';
import { serviceKey, serviceKind } from '../../services/store.ts';
import { type Row, readAs, rowsOf } from '../../table/kind.ts';
import type { Instant } from '../../time/instant.ts';
import { keptApart, type Volunteer } from '../../volunteers/volunteer.ts';
import { isForVolunteer } from '../calls/apply-outcome.ts';
import { callMemoryKey, callMemoryKind } from '../calls/memory.ts';
import type { CallRound } from '../calls/round.ts';
import { type CallTask, callTaskKind, openCalls } from '../calls/task.ts';
import type { ToCall } from './plan-batches.ts';

/** Nobody is on the line with her, and no volunteer is asked about her. */
export const isWaiting = (task: CallTask, now: Instant): boolean =>
  isForVolunteer(task) &&
  task.batchId === undefined &&
  task.holder.by === 'desk' &&
  task.attempts === 0 &&
  !(task.calling && task.calling.until > now);

/** Two rows a person: a page stays in one consistent request. */
const PAGE = 50;

/** What else decides for a friendly call: the volunteers of her own service first, and those kept apart from her never. */
const tiesOf = async (
  world: Surroundings,
  tasks: readonly CallTask[],
  volunteers: readonly Volunteer[],
): Promise<ReadonlyMap<string, Pick<ToCall, 'callers' | 'never'>>> => {
  const known = new Map<string, Pick<ToCall, 'callers' | 'never'>>();
  const refs = tasks.flatMap(({ personId, serviceId }) => {
    const seniorId = seniorIdSchema.safeParse(personId).data;
    return seniorId && serviceId ? [{ seniorId, serviceId }] : [];
  });
  for (let i = 0; i < refs.length; i += PAGE) {
    const some = refs.slice(i, i + PAGE);
    const rows: readonly (Row | undefined)[] = await world.table.getRows(
      some.flatMap(({ serviceId, seniorId }) => [serviceKey(serviceId), seniorKey(seniorId)]),
    );
    some.forEach(({ seniorId }, n) => {
      const [serviceRow, seniorRow] = [rows[2 * n], rows[2 * n + 1]];
      const service = serviceRow && readAs(serviceKind, serviceRow)?.value;
      const senior = seniorRow && readAs(seniorKind, seniorRow)?.value;
      const own = (service?.pairings ?? []).filter(({ state }) => state !== 'ended' && state !== 'paused');
      known.set(seniorId, {
        callers: [
          ...own.filter(({ role }) => role === 'primary'),
          ...own.filter(({ role }) => role === 'backup'),
        ].map(({ volunteerId }) => volunteerId),
        never: senior ? volunteers.filter((one) => keptApart(one, senior)).map(({ id }) => id) : [],
      });
    });
  }
  return known;
};

/** Those whom volunteers may call and nobody has been asked about: light facts only, shard by shard. */
export const waitingPeople = async (
  world: Surroundings,
  round: CallRound,
  volunteers: readonly Volunteer[],
  now: Instant,
): Promise<readonly ToCall[]> => {
  const people: ToCall[] = [];
  for (let shard = 0; shard < round.shards; shard += 1) {
    const page = await world.table.index('list', { partition: openCalls(round.id, shard) });
    const tasks = rowsOf(callTaskKind, page.items)
      .map(({ value }) => value)
      .filter((task) => isWaiting(task, now));
    const rows = await world.table.getRows(tasks.map((task) => callMemoryKey(task.personId)));
    const ties = await tiesOf(world, tasks, volunteers);
    tasks.forEach((task, i) => {
      const row = rows[i];
      const own = ties.get(task.personId);
      people.push({
        personId: task.personId,
        sector: task.sector,
        languages: task.languages,
        priority: task.priority,
        callers: [...(own?.callers ?? []), ...((row && readAs(callMemoryKind, row)?.value.callers) ?? [])],
        never: own?.never ?? [],
      });
    });
  }
  return people;
};
