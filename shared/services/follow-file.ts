import { type Actor, change } from '../audit/audit.ts';
import { type Decision, decideAndCommit, type Surroundings } from '../decide/decide.ts';
import { followMember } from '../heat/calls/members/follow-member.ts';
import type { MissionId, SeniorId } from '../ids/ids.ts';
import { cancelMission } from '../missions/coordinate-mission.ts';
import { isOver, type Mission } from '../missions/mission.ts';
import { carriedFrom } from '../missions/new-mission.ts';
import { missionKey, missionKind } from '../missions/store.ts';
import { ok, type Result, refused } from '../result/result.ts';
import type { Senior } from '../seniors/senior.ts';
import { seniorKey, seniorKind } from '../seniors/store.ts';
import { rowsOf } from '../table/kind.ts';
import type { Instant } from '../time/instant.ts';
import { type Town, townKey, townKind } from '../town/settings.ts';

const carries = (mission: Mission, carried: ReturnType<typeof carriedFrom>): boolean =>
  mission.sector === carried.sector &&
  mission.area?.lat === carried.area?.lat &&
  mission.area?.lon === carried.area?.lon &&
  mission.needs.join() === carried.needs.join() &&
  mission.languages.join() === carried.languages.join() &&
  (mission.subjects ?? []).join() === (carried.subjects ?? []).join();

const carryAnew = (
  world: Surroundings,
  id: MissionId,
  senior: Senior,
  town: Town,
  actor: Actor,
  now: Instant,
): Promise<Result<boolean, 'over'>> =>
  decideAndCommit(world.table, async (): Promise<Result<Decision<boolean>, 'over'>> => {
    const stored = await world.table.get(missionKind, missionKey(id));
    const programme = town.programmes.find(({ code }) => code === stored?.value.programme);
    if (!stored || !programme || isOver(stored.value.state)) return refused('over');
    const carried = carriedFrom(senior, programme);
    if (carries(stored.value, carried)) return ok({ value: false, writes: [] });
    const { state } = stored.value;
    const happening = { action: 'mission-follows-file', actor, at: now, from: state, to: state };
    return ok({
      value: true,
      writes: change(missionKind, stored, { ...stored.value, ...carried }, happening),
    });
  });

/**
 * Her missions to come follow what her file now says: those on days when she is away are called off, each holder told;
 * the others are offered from her new sector, with her needs, languages and subjects of today; friendly lists call
 * her no more on such days. For the desk at once, and for the
 * agenda each morning, so that a correction made after the planning is never forgotten. Idempotent.
 */
export const followFile = async (
  world: Surroundings,
  id: SeniorId,
  actor: Actor,
  now: Instant,
): Promise<{ readonly calledOff: number; readonly carried: number }> => {
  await followMember(world, id, now);
  const senior = (await world.table.get(seniorKind, seniorKey(id)))?.value;
  const town = senior && (await world.table.get(townKind, townKey(senior.town)))?.value;
  if (!senior || !town) return { calledOff: 0, carried: 0 };
  const page = await world.table.index('senior', {
    partition: id,
    from: `mission#${now}`,
    to: 'mission$',
  });
  const ahead = rowsOf(missionKind, page.items)
    .map(({ value }) => value)
    .filter(({ state, startsAt }) => !isOver(state) && startsAt > now);
  const isAway = ({ day }: Mission) => senior.absences.some(({ from, to }) => from <= day && day <= to);
  let calledOff = 0;
  // The list may be a second old, and her file be written meanwhile: only what was called off here is counted.
  for (const mission of ahead.filter(isAway)) {
    const done = await cancelMission(world, mission.id, 'senior-absent', actor, now, { whileAway: true });
    if (done.ok) calledOff += 1;
  }
  let carried = 0;
  for (const mission of ahead) {
    const programme = town.programmes.find(({ code }) => code === mission.programme);
    if (isAway(mission) || !programme || carries(mission, carriedFrom(senior, programme))) continue;
    const done = await carryAnew(world, mission.id, senior, town, actor, now);
    if (done.ok && done.value) carried += 1;
  }
  return { calledOff, carried };
};
