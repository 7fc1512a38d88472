import type { Actor } from '../audit/audit.ts';
import type { Surroundings } from '../decide/decide.ts';
import type { SeniorId } from '../ids/ids.ts';
import { cancelMission } from '../missions/coordinate-mission.ts';
import { isOver } from '../missions/mission.ts';
import { missionKind } from '../missions/store.ts';
import { seniorKey, seniorKind } from '../seniors/store.ts';
import { rowsOf } from '../table/kind.ts';
import type { Instant } from '../time/instant.ts';

/**
 * Her visits to come on days when she said to be away are called off, each holder told; how many. For the desk at once,
 * and for the agenda each morning, so that an absence noted after the planning is never forgotten. Idempotent.
 */
export const callOffAbsences = async (
  world: Surroundings,
  id: SeniorId,
  actor: Actor,
  now: Instant,
): Promise<number> => {
  const absences = (await world.table.get(seniorKind, seniorKey(id)))?.value.absences ?? [];
  if (absences.length === 0) return 0;
  const page = await world.table.index('senior', {
    partition: id,
    from: `mission#${now}`,
    to: 'mission$',
  });
  const away = rowsOf(missionKind, page.items)
    .map(({ value }) => value)
    .filter(({ state, startsAt }) => !isOver(state) && startsAt > now)
    .filter(({ day }) => absences.some(({ from, to }) => from <= day && day <= to));
  for (const mission of away) await cancelMission(world, mission.id, 'senior-absent', actor, now);
  return away.length;
};
