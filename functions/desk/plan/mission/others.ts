import type { MissionId } from '../../../../shared/ids/ids.ts';
import { type NotChosen, whyNot } from '../../../../shared/matching/week/answers/explain.ts';
import { couldGo } from '../../../../shared/matching/week/changes/by-hand.ts';
import type { PlannedWeek } from '../../../../shared/plans/hand/change-week.ts';
import { volunteerName } from '../../../../shared/volunteers/volunteer.ts';

/**
 * Somebody who is not chosen, with the reason. `free`: no rule and nothing of this plan stands in the way; `busy`: a mission that the
 * plan gives them does, and would be taken from them; `out`: a rule does.
 */
export type Other = {
  readonly id: string;
  readonly sentence: string;
  readonly could: 'free' | 'busy' | 'out';
};
const couldIn = ({ kind }: NotChosen): Other['could'] => {
  switch (kind) {
    case 'possible':
      return 'free';
    case 'elsewhere':
    case 'full':
      return 'busy';
    case 'rule':
      return 'out';
  }
};

/** Up to this many volunteers everybody is written out with their reason; beyond, they are looked up by name. */
export const MOST_WRITTEN = 120;
const MOST_FOUND = 40;
const LAST = Number.MAX_SAFE_INTEGER;

const plain = (text: string): string =>
  text
    .normalize('NFD')
    .replaceAll(/\p{Diacritic}/gu, '')
    .toLowerCase();

/**
 * Who is not chosen, and why: those who could go first, best first; and how many more there are than one page names. Reasons are asked
 * for whoever is named alone: each looks at the whole week.
 */
export const othersOf = (
  open: PlannedWeek,
  id: MissionId,
  typed: string,
): { readonly others: readonly Other[]; readonly more: number } => {
  const { spoken: problem, solved } = open;
  const placeOf = new Map(couldGo(problem, solved, id).map(({ volunteerId }, place) => [volunteerId, place]));
  const chosen = new Set(
    solved.choices.filter(({ missionId }) => missionId === id).map(({ volunteerId }) => volunteerId),
  );
  const isMany = problem.volunteers.length > MOST_WRITTEN;
  const wanted = plain(typed);
  const all = problem.volunteers
    .map(({ volunteer }) => volunteer)
    .filter(
      (one) =>
        !chosen.has(one.id) &&
        (wanted !== '' ? plain(volunteerName(one)).includes(wanted) : !isMany || placeOf.has(one.id)),
    )
    .toSorted((a, b) => (placeOf.get(a.id) ?? LAST) - (placeOf.get(b.id) ?? LAST));
  const named = all.slice(0, isMany ? MOST_FOUND : MOST_WRITTEN).flatMap((one) => {
    const why = whyNot(problem, solved, { missionId: id, volunteerId: one.id });
    return why ? [{ id: one.id, sentence: why.sentence, could: couldIn(why) }] : [];
  });
  return { others: named, more: all.length - named.length };
};
