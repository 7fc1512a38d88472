import { type Load, openSince, without } from '../offers/load.ts';
import { aboutOf } from '../offers/memory/memory.ts';
import type { Instant } from '../time/instant.ts';
import { afterWaking } from '../time/waking.ts';
import { aroundOf, estimate, type Question, replyMinutes } from './estimate.ts';
import type { MatchingParams } from './params.ts';
import type { Need } from './rule.ts';
import type { Ranked } from './score.ts';
import { type Askable, asksUntil, isNear, nextWave, restsUntil, type Wave } from './waves.ts';

/** Somebody who may be asked for this mission, with the reasons of their place. */
export type Candidacy = Askable & { readonly one: Ranked };

/** The kind of question a mission is, with what the town's answers to it say. `loads`: of those who might be asked. */
export const questionOf = ({ mission, programme }: Need, loads: readonly Load[], now: Instant): Question => {
  const about = aboutOf(mission);
  return { about, around: aroundOf(loads, about, now), place: programme.place };
};

/** One ranked volunteer as the waves see them. */
export const candidacyOf = (
  one: Ranked,
  question: Question,
  params: MatchingParams,
  now: Instant,
): Candidacy => ({
  one,
  id: one.candidate.volunteer.id,
  chance: estimate(one.candidate.load, one.tie, question, params.estimate, now),
  isUsual: one.tie === 'primary' || one.tie === 'backup',
  isKnown: one.isKnown,
  restsUntil: restsUntil(one.candidate.load.memory?.silence, params.waves),
});

/** Until when another question waits for this volunteer's answer; one about this very mission, at another hour, is replaced and not added to. */
const asksOf = (load: Load, { id }: Need['mission'], params: MatchingParams): Instant | undefined =>
  asksUntil(openSince(without(load, id)), params.waves, afterWaking);

/** Would a wave pass over somebody who carries this load, for the question they have not answered yet? */
export const isAsking = (load: Load, { mission }: Need, params: MatchingParams, now: Instant): boolean => {
  if (isNear(mission, params.waves, now) || mission.chosen?.includes(load.volunteerId)) return false;
  const until = asksOf(load, mission, params);
  return until !== undefined && until > now;
};

/** The next wave for this mission among the ranked; undefined when nobody is left to ask. */
export const waveFor = (
  { mission }: Need,
  ranked: readonly Ranked[],
  question: Question,
  params: MatchingParams,
  now: Instant,
): Wave<Candidacy> | undefined =>
  nextWave(
    {
      ranked: ranked.map((one) => ({
        ...candidacyOf(one, question, params, now),
        asksUntil: asksOf(one.candidate.load, mission, params),
      })),
      chosen: mission.chosen ?? [],
      startsAt: mission.startsAt,
      urgent: mission.urgent,
      replyMinutes: replyMinutes(question.around.replies, params.waves),
      after: afterWaking,
    },
    params.waves,
    now,
  );
