import { type Actor, change } from '../audit/audit.ts';
import { type Decision, decideAndCommit, type Surroundings } from '../decide/decide.ts';
import type { MissionId } from '../ids/ids.ts';
import { type Holding, readHolding, readTwin, tellHolder } from '../offers/holding.ts';
import { withEntry } from '../offers/load.ts';
import { loadKind, offerKind } from '../offers/store.ts';
import { ok, type Result, refused } from '../result/result.ts';
import { seniorKey, seniorKind } from '../seniors/store.ts';
import type { Write } from '../table/table.ts';
import { replace, unchanged } from '../table/write.ts';
import { type CivilDay, type CivilTime, instantOf } from '../time/civil.ts';
import type { Instant } from '../time/instant.ts';
import type { CoordinateRefusal } from './coordinate-mission.ts';
import { isHeld, isOver, type Mission, nextState } from './mission.ts';
import { stepRules, withNextLook } from './steps.ts';
import { missionKind } from './store.ts';

const moved = (
  world: Surroundings,
  holding: Holding,
  to: { readonly day: CivilDay; readonly time: CivilTime },
  actor: Actor,
  now: Instant,
): { readonly mission: Mission; readonly writes: readonly Write[] } | undefined => {
  const before = holding.stored.value;
  const state = nextState(before.state, 'move');
  if (!state || isOver(before.state)) return undefined;
  const startsAt = instantOf(to.day, to.time);
  const held = isHeld(before.state);
  const { presence: _, search, ...rest } = before;
  const next: Mission = {
    ...rest,
    ...to,
    startsAt,
    state,
    steps: {},
    // At another hour it is in no round any more: its holder keeps it as one visit, else it waits for another round.
    ...(before.round ? { round: {} } : {}),
    // The holder keeps it, and has not confirmed the new hour yet.
    ...(before.holder
      ? { holder: { ...before.holder, since: now, movedAt: now, confirmedAt: undefined } }
      : {}),
    // Offers still open keep counting until the next wave or the release closes them.
    ...(search ? { search: held ? search : { wave: search.wave, open: search.open, nextAt: now } } : {}),
  };
  const mission = withNextLook(
    next,
    stepRules(holding.town),
    holding.volunteer?.remindTwoHoursBefore ?? false,
  );
  const entry = {
    missionId: mission.id,
    day: mission.day,
    startsAt,
    minutes: mission.durationMinutes,
    state: 'held' as const,
  };
  const { load, offer } = holding;
  return {
    mission,
    writes: [
      ...change(missionKind, holding.stored, mission, {
        action: 'mission-moved',
        actor,
        at: now,
        from: before.state,
        to: state,
        details: { before: before.startsAt, after: startsAt },
      }),
      ...(held && load ? [replace(loadKind, load, withEntry(load.value, entry))] : []),
      ...(held && offer ? [replace(offerKind, offer, { ...offer.value, day: mission.day, startsAt })] : []),
      ...(held
        ? tellHolder(
            world,
            holding,
            mission,
            { kind: 'mission-moved', act: mission.act, startsAt: before.startsAt, movedTo: startsAt },
            now,
          )
        : []),
    ],
  };
};

/**
 * Moves a mission to another day or hour; of a mission for two both seats, in one write. Whoever holds it keeps it and is
 * asked again (yes or no); a search starts over, and whoever was asked for the old hour may be asked for the new one. Not
 * into the past, not once it is over, not to a day when she said to be away, be it said at the same instant.
 */
export const moveMission = (
  world: Surroundings,
  missionId: MissionId,
  to: { readonly day: CivilDay; readonly time: CivilTime },
  actor: Actor,
  now: Instant,
): Promise<Result<Mission, CoordinateRefusal>> =>
  decideAndCommit(world.table, async (): Promise<Result<Decision<Mission>, CoordinateRefusal>> => {
    const holding = await readHolding(world, missionId);
    if (!holding) return refused('unknown');
    const before = holding.stored.value;
    if (!nextState(before.state, 'move') || isOver(before.state)) return refused('over');
    const startsAt = instantOf(to.day, to.time);
    if (startsAt <= now) return refused('in-the-past');
    if (startsAt === before.startsAt) return refused('unchanged');
    const senior = await world.table.get(seniorKind, seniorKey(before.seniorId));
    if (senior?.value.absences.some(({ from, to: last }) => from <= to.day && to.day <= last))
      return refused('senior-away');
    const done = moved(world, holding, to, actor, now);
    if (!done) return refused('over');
    const twin = await readTwin(world, before);
    const other = twin && moved(world, twin, to, actor, now);
    // Held to her file: an absence noted meanwhile is not moved into.
    const held = senior ? [unchanged(seniorKind, senior)] : [];
    return ok({ value: done.mission, writes: [...done.writes, ...(other?.writes ?? []), ...held] });
  });
