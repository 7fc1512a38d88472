import { candidacyOf, questionOf } from '../../../shared/matching/askable.ts';
import { replyMinutes } from '../../../shared/matching/estimate.ts';
import { expectedSearch } from '../../../shared/matching/expected.ts';
import { type MatchingParams, paramsOf } from '../../../shared/matching/params.ts';
import { RULES } from '../../../shared/matching/rules.ts';
import { candidatesFor } from '../../../shared/matching/score.ts';
import { weekProblem } from '../../../shared/matching/week/build.ts';
import type { WeekPlan } from '../../../shared/matching/week/plan.ts';
import { planWeek } from '../../../shared/matching/week/plan-week.ts';
import { STEP_PARAMS } from '../../../shared/missions/steps.ts';
import { latest, minus } from '../../../shared/time/instant.ts';
import { afterWaking } from '../../../shared/time/waking.ts';
import type { Town } from '../../../shared/town/settings.ts';
import type { PastWeek } from './read-week.ts';

/** What a set of numbers would have made of last week. */
export type Outlook = {
  readonly wanted: number;
  readonly found: number;
  readonly travelMinutes: number;
  /** Choices who are the usual visitor or the second of the pair. */
  readonly usual: number;
  /** Choices who had at least one offer in seven days. */
  readonly askedLately: number;
  /** Volunteers whose week is full. */
  readonly atMaximum: number;
  /** For a hundred missions, on average. */
  readonly texts: number;
  readonly filled: number;
};
export type Effect = {
  readonly before: Outlook;
  readonly after: Outlook;
  /** Missions for which somebody else would have been chosen, or nobody, or somebody at last. */
  readonly otherChoice: number;
};

/** Missions whose search is followed wave after wave; enough for an average. */
const MOST_SEARCHES = 60;

const planned = (town: Town, week: PastWeek, params: MatchingParams): WeekPlan =>
  planWeek(
    weekProblem({
      town,
      day: week.monday,
      now: week.from,
      missions: week.missions,
      volunteers: week.volunteers,
      params: params.week,
      match: params.match,
    }),
  );

/** Texts and yes that the waves would come to, on average, over some missions of the week. */
const searched = (town: Town, week: PastWeek, params: MatchingParams) => {
  const step = Math.max(1, Math.ceil(week.missions.length / MOST_SEARCHES));
  let [texts, chance, count] = [0, 0, 0];
  for (let i = 0; i < week.missions.length; i += step) {
    const data = week.missions[i];
    const programme = town.programmes.find(({ code }) => code === data?.mission.programme);
    if (!data || !programme) continue;
    const { mission, senior, pairings } = data;
    const need = { mission, programme, town, senior };
    const from = latest(mission.createdAt, minus(mission.startsAt, { days: STEP_PARAMS.searchDays }));
    const candidates = week.volunteers.map(({ volunteer, load }) => ({ volunteer, load, offer: undefined }));
    const ties = { pairings, known: new Set<never>() };
    const { ranked } = candidatesFor(candidates, need, ties, week.from, RULES, params.match);
    const question = questionOf(
      need,
      week.volunteers.map(({ load }) => load),
      week.from,
    );
    const expected = expectedSearch(
      {
        // Who rests today did not rest then.
        ranked: ranked.map((one) => ({ ...candidacyOf(one, question, params, from), restsUntil: undefined })),
        chosen: [],
        startsAt: mission.startsAt,
        urgent: mission.urgent,
        replyMinutes: replyMinutes(question.around.replies, params.waves),
        after: afterWaking,
      },
      params.waves,
      from,
    );
    texts += expected.texts;
    chance += expected.chance;
    count += 1;
  }
  const hundred = (sum: number) => (count === 0 ? 0 : Math.round((100 * sum) / count));
  return { texts: hundred(texts), filled: hundred(chance) };
};

const outlook = (town: Town, week: PastWeek, params: MatchingParams, plan: WeekPlan): Outlook => {
  const asked = new Set(
    week.volunteers.filter(({ load }) => load.offersSentAt.length > 0).map(({ volunteer }) => volunteer.id),
  );
  const { wanted, found, travelMinutes, usual, atMaximum } = plan.totals;
  return {
    wanted,
    found,
    travelMinutes,
    usual,
    atMaximum,
    askedLately: plan.choices.filter(({ volunteerId }) => asked.has(volunteerId)).length,
    ...searched(town, week, params),
  };
};

const chosenIn = (plan: WeekPlan): ReadonlyMap<string, string> => {
  const chosen = new Map<string, string>();
  for (const { missionId, volunteerId } of plan.choices)
    chosen.set(missionId, `${chosen.get(missionId) ?? ''} ${volunteerId}`);
  return chosen;
};

/** Last week planned twice, with the numbers in force and with those typed: what would have differed. */
export const effectOf = (week: PastWeek, inForce: Town, typed: Town): Effect => {
  const [before, after] = [paramsOf(inForce), paramsOf(typed)];
  const [old, next] = [planned(inForce, week, before), planned(typed, week, after)];
  const [chosenBefore, chosenAfter] = [chosenIn(old), chosenIn(next)];
  return {
    before: outlook(inForce, week, before, old),
    after: outlook(typed, week, after, next),
    otherChoice: week.missions.filter(
      ({ mission }) => chosenBefore.get(mission.id) !== chosenAfter.get(mission.id),
    ).length,
  };
};
