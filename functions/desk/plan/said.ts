import type { MissionId } from '../../../shared/ids/ids.ts';
import type { Plan, PlanRow } from '../../../shared/plans/week-plan.ts';

const YOURS = 'Votre choix : le plan se refait autour.';
const SOMEBODY_ELSE = 'Le plan se refait, avec quelqu’un d’autre.';

/** One row as the coordinator's word has it now: their choices first, nobody they kept out, as many as it takes. */
const withWord = (row: PlanRow, { locks, forbidden }: Plan): PlanRow => {
  const of = (pairs: Plan['locks']) =>
    pairs.filter(({ missionId }) => missionId === row.missionId).map(({ volunteerId }) => volunteerId);
  const [locked, out] = [of(locks), of(forbidden)];
  const refused = new Set<string>(row.dropped?.map(({ volunteerId }) => volunteerId));
  const seats = row.choices.length + (row.missing?.people ?? 0);
  const shown = row.choices.map((choice) => ({ ...choice, isLocked: locked.includes(choice.volunteerId) }));
  const since = locked
    .filter((id) => !refused.has(id) && shown.every(({ volunteerId }) => volunteerId !== id))
    .map((volunteerId) => ({ volunteerId, isLocked: true, why: YOURS }));
  const choices = [
    ...since,
    ...shown.filter(({ isLocked }) => isLocked),
    ...shown.filter(({ isLocked, volunteerId }) => !isLocked && !out.includes(volunteerId)),
  ].slice(0, seats);
  const { missing, ...rest } = row;
  const lacks = seats - choices.length;
  if (lacks <= 0) return { ...rest, choices };
  const isOne = lacks === 1;
  return {
    ...rest,
    choices,
    missing: { ...(missing ?? { sentence: SOMEBODY_ELSE }), people: isOne ? 1 : 2 },
  };
};

/**
 * The rows of a week too large to be solved while a page waits, with what the coordinator said since: until it is calculated
 * again, nobody is shown who was kept out, and whoever was chosen is.
 */
export const rowsSaid = (rows: readonly PlanRow[], plan: Plan): readonly PlanRow[] => {
  if (!plan.saidSince) return rows;
  const known = new Set<MissionId>(rows.map(({ missionId }) => missionId));
  const fresh = [...new Set(plan.locks.map(({ missionId }) => missionId))]
    .filter((id) => !known.has(id))
    .map((missionId): PlanRow => {
      const people = plan.locks.filter((one) => one.missionId === missionId).length > 1 ? 2 : 1;
      return { missionId, worth: 0, choices: [], missing: { people, sentence: '' } };
    });
  return [...rows, ...fresh].map((row) => withWord(row, plan));
};
