import { isToCover } from '../../../shared/matching/week/build.ts';
import type { Mission } from '../../../shared/missions/mission.ts';
import type { Visit } from '../../../shared/missions/twins.ts';
import { inTurn, type PlanRow } from '../../../shared/plans/week-plan.ts';

/** A seat of the week with what the plan says of it; `twin` where one line stands for both people of a mission for two. */
export type Planned = {
  readonly mission: Mission;
  readonly twin: Mission | undefined;
  readonly row: PlanRow | undefined;
};

const isForTwo = (row: PlanRow): boolean => row.choices.length + (row.missing?.people ?? 0) === 2;

/** The plan's row for two people, seat by seat: whoever was asked for the second, or the second choice, is the second's. */
const parted = (row: PlanRow, second: Mission): readonly [PlanRow, PlanRow] => {
  const { choices, missing, ...rest } = row;
  const asked = choices.find(
    ({ volunteerId }) => second.chosen?.includes(volunteerId) || second.holder?.volunteerId === volunteerId,
  );
  const theirs = asked ?? choices[1];
  const lone = missing && { ...missing, people: 1 as const };
  const seatOf = (mine: typeof choices): PlanRow => ({
    ...rest,
    choices: mine,
    ...(mine.length === 0 && lone ? { missing: lone } : {}),
  });
  return [seatOf(choices.filter((choice) => choice !== theirs)), seatOf(theirs ? [theirs] : [])];
};

/**
 * The same once one seat was called off: whoever was asked or goes, else the coordinator's choice, else the plan's first;
 * beside them nobody is missing.
 */
const alone = (row: PlanRow, { chosen, holder }: Mission): PlanRow => {
  const { choices, missing, ...rest } = row;
  const first =
    choices.find(({ volunteerId }) => chosen?.includes(volunteerId) || holder?.volunteerId === volunteerId) ??
    inTurn(choices)[0];
  if (first) return { ...rest, choices: [first] };
  return { ...rest, choices: [], ...(missing ? { missing: { ...missing, people: 1 } } : {}) };
};

/**
 * A visit as lines of the week: a mission for two is one line while both people are still to be chosen, or while nobody was
 * found for it, and one line a person once somebody is asked or goes, since each then answers alone.
 */
export const plannedSeats = (
  { mission, twin }: Visit,
  rowOf: ReadonlyMap<string, PlanRow>,
  isSent: boolean,
): readonly Planned[] => {
  const row = rowOf.get(mission.id);
  if (!twin) return [{ mission, twin, row: row && isForTwo(row) ? alone(row, mission) : row }];
  const isOneLine = !isSent || !row?.choices.length;
  if (isOneLine && isToCover(mission) && isToCover(twin)) return [{ mission, twin, row }];
  const [mine, theirs] = row && isForTwo(row) ? parted(row, twin) : [row, rowOf.get(twin.id)];
  return [
    { mission, twin: undefined, row: mine },
    { mission: twin, twin: undefined, row: theirs },
  ];
};
