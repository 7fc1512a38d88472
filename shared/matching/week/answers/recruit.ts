import { HALF_DAYS, type HalfDay } from '../../../time/civil.ts';
import { frenchHalfDay } from '../../../time/french.ts';
import { languageName } from '../../score.ts';
import type { WeekPlan } from '../plan.ts';
import type { WeekMission, WeekProblem } from '../problem.ts';
import { capital } from '../words.ts';

/** What one more volunteer would be worth in one place, half-day or language. */
export type Worth<K extends string> = {
  readonly key: K;
  /** « Planoise », « mardi après-midi », « portugais » */
  readonly name: string;
  /** Sum of the missions' dual prices, points: for the order and the depth of a colour, not to be shown as a number. */
  readonly points: number;
  /** People missing this week. */
  readonly missing: number;
  /** « Planoise : il manque 7 personnes cette semaine. » */
  readonly sentence: string;
};
export type Recruitment = {
  readonly sectors: readonly Worth<string>[];
  readonly halfDays: readonly Worth<HalfDay>[];
  readonly languages: readonly Worth<string>[];
};

const sentenceOf = (name: string, missing: number): string => {
  if (missing === 0) return `${capital(name)} : personne ne manque, mais le choix est étroit.`;
  return missing === 1
    ? `${capital(name)} : il manque une personne cette semaine.`
    : `${capital(name)} : il manque ${missing}\u00a0personnes cette semaine.`;
};

const summed = <K extends string>(
  problem: WeekProblem,
  plan: WeekPlan,
  keysOf: (mission: WeekMission) => readonly K[],
  nameOf: (key: K) => string,
): readonly Worth<K>[] => {
  const worth = new Map(plan.worth.map(({ missionId, points }) => [missionId, points]));
  const lacks = new Map(plan.missing.map(({ missionId, people }) => [missionId, people]));
  const sums = new Map<K, { points: number; missing: number }>();
  for (const mission of problem.missions) {
    // Whoever is recruited helps where the mission itself may be offered at all.
    if (!mission.consented || !mission.programme.on || mission.programme.who === 'professional') continue;
    for (const key of keysOf(mission)) {
      const sum = sums.get(key) ?? { points: 0, missing: 0 };
      sum.points += Math.max(0, Math.round(worth.get(mission.mission.id) ?? 0)) * mission.people;
      sum.missing += lacks.get(mission.mission.id) ?? 0;
      sums.set(key, sum);
    }
  }
  return [...sums]
    .map(([key, sum]) => ({ key, name: nameOf(key), ...sum, sentence: sentenceOf(nameOf(key), sum.missing) }))
    .toSorted((a, b) => b.points - a.points || (a.key < b.key ? -1 : 1));
};

/**
 * Where to recruit: the worth of one more volunteer (the missions' dual prices, matching.md §1) summed by sector, half-day
 * and language beyond French, most worth first. By telephone, no sector. The exact number for somebody of a given kind is
 * `whatIf` with a newcomer. O(missions).
 */
export const recruitment = (problem: WeekProblem, plan: WeekPlan): Recruitment => {
  const sectorNames = new Map(problem.town.sectors.map(({ code, name }) => [code, name]));
  return {
    sectors: summed(
      problem,
      plan,
      ({ mission, programme }) => (mission.sector && programme.place === 'home' ? [mission.sector] : []),
      (code) => sectorNames.get(code) ?? code,
    ),
    halfDays: summed(
      problem,
      plan,
      ({ half }) => {
        const name = HALF_DAYS[half];
        return name ? [name] : [];
      },
      frenchHalfDay,
    ),
    languages: summed(
      problem,
      plan,
      ({ mission }) => mission.languages.filter((code) => code !== 'fr'),
      languageName,
    ),
  };
};
