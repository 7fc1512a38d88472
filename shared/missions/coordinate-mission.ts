import { type Actor, change } from '../audit/audit.ts';
import { type Decision, decideAndCommit, type Surroundings } from '../decide/decide.ts';
import type { MissionId } from '../ids/ids.ts';
import { type Holding, readHolding, readTwin, tellHolder } from '../offers/holding.ts';
import { without } from '../offers/load.ts';
import { loadKind, offerKind } from '../offers/store.ts';
import { ok, type Result, refused } from '../result/result.ts';
import { deliveryRoundKey, deliveryRoundKind, isCarried } from '../rounds/round.ts';
import { tellDoorOff } from '../rounds/tell-carrier.ts';
import { seniorKey, seniorKind } from '../seniors/store.ts';
import type { Write } from '../table/table.ts';
import { replace, unchanged } from '../table/write.ts';
import { settledTaskWrites } from '../tasks/settle-task.ts';
import type { Instant } from '../time/instant.ts';
import { isHeld, type Mission, nextState } from './mission.ts';
import { stepRules, withNextLook } from './steps.ts';
import { missionKind } from './store.ts';

/** `senior-away`: she said not to be there that day. */
export type CoordinateRefusal = 'unknown' | 'over' | 'in-the-past' | 'unchanged' | 'senior-away';

const freedLoad = (holding: Holding, missionId: MissionId): Write[] => [
  ...(holding.load ? [replace(loadKind, holding.load, without(holding.load.value, missionId))] : []),
  ...(holding.offer
    ? [replace(offerKind, holding.offer, { ...holding.offer.value, state: 'closed' as const })]
    : []),
];

export type CancelReason = NonNullable<Mission['cancelled']>['reason'];
type Changed = { readonly mission: Mission; readonly writes: readonly Write[] };

/** Of a round it is one door: « rien à faire » would be read of all of them, and its list says what is left. */
const tellOff = async (
  world: Surroundings,
  holding: Holding,
  mission: Mission,
  now: Instant,
): Promise<readonly Write[]> => {
  const { town, volunteer } = holding;
  const roundId = mission.round?.id;
  const round = roundId && (await world.table.get(deliveryRoundKind, deliveryRoundKey(roundId)))?.value;
  if (volunteer && round && isCarried(round))
    return tellDoorOff(world, { town, volunteer, round }, mission, now);
  const { act, startsAt } = mission;
  return tellHolder(world, holding, mission, { kind: 'mission-cancelled', act, startsAt }, now);
};

const cancelled = async (
  world: Surroundings,
  holding: Holding,
  reason: CancelReason,
  tellBy: 'sms' | 'person',
  actor: Actor,
  now: Instant,
): Promise<Changed | undefined> => {
  const before = holding.stored.value;
  const state = nextState(before.state, 'cancel');
  if (!state) return undefined;
  const { nextAt: _, ...search } = before.search ?? { wave: 0, open: [] };
  const mission: Mission = withNextLook(
    { ...before, state, search: { ...search, endedAt: now }, cancelled: { at: now, reason } },
    stepRules(holding.town),
    false,
  );
  return {
    mission,
    writes: [
      ...change(missionKind, holding.stored, mission, {
        action: 'mission-cancelled',
        actor,
        at: now,
        from: before.state,
        to: state,
        details: { reason },
      }),
      ...freedLoad(holding, mission.id),
      ...(isHeld(before.state) && tellBy === 'sms' ? await tellOff(world, holding, mission, now) : []),
    ],
  };
};

/** Nobody is sought any more; the two seats of a mission for two may share their task. */
const noLongerSought = async (
  world: Surroundings,
  seats: readonly (Holding | undefined)[],
  outcome: string,
  now: Instant,
): Promise<readonly Write[]> => {
  const ids = new Set(seats.flatMap((seat) => seat?.stored.value.lookingTaskId ?? []));
  const settled = [...ids].map((id) => settledTaskWrites(world.table, id, outcome, now));
  return (await Promise.all(settled)).flat();
};

/** Her file as it says that she is away that day, to hold the write to; undefined once it does not. */
const heldAway = async (
  world: Pick<Surroundings, 'table'>,
  { seniorId, day }: Mission,
): Promise<readonly Write[] | undefined> => {
  const senior = await world.table.get(seniorKind, seniorKey(seniorId));
  const isAway = senior?.value.absences.some(({ from, to }) => from <= day && day <= to);
  return senior && isAway ? [unchanged(seniorKind, senior)] : undefined;
};

/**
 * Calls a mission off, whatever its state, once; of a mission for two both seats, in one write. Each holder is told by SMS
 * unless a person must say it (a death, domain.md §6); others who were asked find a kind page. Cancelled twice is refused
 * as `over` and changes nothing. `whileAway`: only if her file says, as this is written, that she is away that day; else
 * refused as `unchanged`.
 */
export const cancelMission = (
  world: Surroundings,
  missionId: MissionId,
  reason: CancelReason,
  actor: Actor,
  now: Instant,
  {
    tellBy = 'sms',
    whileAway = false,
  }: { readonly tellBy?: 'sms' | 'person'; readonly whileAway?: boolean } = {},
): Promise<Result<Mission, CoordinateRefusal>> =>
  decideAndCommit(world.table, async (): Promise<Result<Decision<Mission>, CoordinateRefusal>> => {
    const holding = await readHolding(world, missionId);
    if (!holding) return refused('unknown');
    const done = await cancelled(world, holding, reason, tellBy, actor, now);
    if (!done) return refused('over');
    const away = whileAway ? await heldAway(world, holding.stored.value) : [];
    if (!away) return refused('unchanged');
    const twin = await readTwin(world, holding.stored.value);
    const other = twin && (await cancelled(world, twin, reason, tellBy, actor, now));
    const settled = await noLongerSought(
      world,
      [holding, other && twin],
      'Réglé : la mission est annulée.',
      now,
    );
    return ok({
      value: done.mission,
      writes: [...done.writes, ...(other?.writes ?? []), ...settled, ...away],
    });
  });

/**
 * Of a mission for two, one person goes and the other seat is no longer sought: the coordinator has agreed on it with
 * whoever goes. Refused as `nobody-goes` unless the other seat is held.
 */
export const letGoAlone = (
  world: Surroundings,
  missionId: MissionId,
  actor: Actor,
  now: Instant,
): Promise<Result<Mission, CoordinateRefusal | 'nobody-goes'>> =>
  decideAndCommit(
    world.table,
    async (): Promise<Result<Decision<Mission>, CoordinateRefusal | 'nobody-goes'>> => {
      const holding = await readHolding(world, missionId);
      if (!holding) return refused('unknown');
      const twin = await readTwin(world, holding.stored.value);
      if (!twin || !isHeld(twin.stored.value.state)) return refused('nobody-goes');
      if (isHeld(holding.stored.value.state)) return refused('unchanged');
      const done = await cancelled(world, holding, 'one-is-enough', 'sms', actor, now);
      if (!done) return refused('over');
      // Written unchanged: whoever gives back the other seat meanwhile meets this write, and nobody is left unsought.
      const { stored } = twin;
      return ok({
        value: done.mission,
        writes: [
          ...done.writes,
          ...(await noLongerSought(world, [holding], 'Réglé : une seule personne y va cette fois.', now)),
          replace(missionKind, stored, stored.value),
        ],
      });
    },
  );
