import { type Load, openSince, without } from '../offers/load.ts';
import { aboutOf } from '../offers/memory.ts';
import type { Instant } from '../time/instant.ts';
import { afterWaking } from '../time/waking.ts';
import { aroundOf, estimate, type Question, replyMinutes } from './estimate.ts';
import type { MatchingParams } from './params.ts';
import type { Need } from './rules.ts';
import type { Ranked } from './score.ts';
import { type Askable, asksUntil, nextWave, restsUntil, type Wave } from './waves.ts';

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
        // A question about this very mission, at another hour, is replaced and not added to.
        asksUntil: asksUntil(openSince(without(one.candidate.load, mission.id)), params.waves, afterWaking),
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
