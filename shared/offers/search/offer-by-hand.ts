import { type Actor, change } from '../../audit/audit.ts';
import { isConsentGiven } from '../../consents/consent.ts';
import { type Decision, decideAndCommit, type Surroundings } from '../../decide/decide.ts';
import type { VolunteerId } from '../../ids/ids.ts';
import { candidacyOf, waveFor } from '../../matching/askable.ts';
import type { Candidate, Need, RuleName } from '../../matching/rule.ts';
import { type Removed, RULES } from '../../matching/rules.ts';
import type { Ranked } from '../../matching/score.ts';
import { isOpen, type Mission, nextState } from '../../missions/mission.ts';
import { stepRules, withNextLook } from '../../missions/steps.ts';
import { missionKey, missionKind } from '../../missions/store.ts';
import { ok, type Result, refused } from '../../result/result.ts';
import { nextAllowed } from '../../time/calendar.ts';
import { HALF_DAYS } from '../../time/civil.ts';
import { type Instant, latest, plus } from '../../time/instant.ts';
import { freedom } from '../../volunteers/availability.ts';
import { canText } from '../../volunteers/volunteer.ts';
import { emptyLoad } from '../load.ts';
import { tallyWrites } from '../memory/tally.ts';
import { gatherCandidates } from './gather-candidates.ts';
import { offerWrites, readFresh } from './offer-writes.ts';

/** Why a coordinator asks somebody whom a rule would leave alone; a code, so that the audit holds no free text. */
export const OVERRIDE_REASONS = ['they-agreed', 'knows-her', 'nobody-else'] as const;
export type OverrideReason = (typeof OVERRIDE_REASONS)[number];

/**
 * Rules a person may set aside because they are guesses about what suits: distance, language, place, usual half-days.
 * Never caps, rest, pauses, absences, requirements or exclusions (law 9).
 */
const SOFT: ReadonlySet<RuleName> = new Set(['too-far', 'language', 'needs', 'not-free']);

/**
 * Outside the usual half-days is a habit; an absence, a pause or « pas cette semaine » is a no: with every half-day of the
 * week free, only the no remains.
 */
const isHabit = ({ volunteer }: Candidate, { mission }: Need): boolean =>
  freedom({ ...volunteer, availability: [...HALF_DAYS], weekdaysFrom: undefined }, mission.day, mission.time)
    .free;

export type Objection = Removed & { readonly soft: boolean };

/** Every rule that speaks against asking this volunteer, each with its sentence and whether a person may set it aside. */
export const objectionsTo = (candidate: Candidate, need: Need, now: Instant): readonly Objection[] =>
  RULES.flatMap(({ name, whyNot }) => {
    const sentence = whyNot(candidate, need, now);
    if (!sentence) return [];
    const soft = SOFT.has(name) && (name !== 'not-free' || isHabit(candidate, need));
    return [{ rule: name, sentence, soft }];
  });

export type HandOfferRefusal =
  | { readonly reason: 'unknown' | 'not-open' | 'stopped' | 'no-text' | 'too-late-to-text' }
  /** A rule that nobody sets aside, or one that needs a reason to be. */
  | { readonly reason: 'rule' | 'say-why'; readonly sentence: string };

/**
 * The coordinator chooses one volunteer by hand: one offer by SMS with its link, as a wave would send it. Caps, rest,
 * pauses and quiet hours hold (law 9), under concurrency too: the offer is a versioned write of the load. Soft rules
 * give way to a reason, which the audit keeps. Others who were asked keep their offer.
 */
export const offerByHand = (
  world: Surroundings,
  missionId: Mission['id'],
  volunteerId: VolunteerId,
  why: OverrideReason | undefined,
  actor: Actor,
  now: Instant,
): Promise<Result<Mission, HandOfferRefusal>> =>
  decideAndCommit(world.table, async (): Promise<Result<Decision<Mission>, HandOfferRefusal>> => {
    const stored = await world.table.get(missionKind, missionKey(missionId));
    if (!stored) return refused({ reason: 'unknown' });
    const before = stored.value;
    const state = nextState(before.state, 'offer');
    if (!state || !isOpen(before.state) || now >= before.startsAt) return refused({ reason: 'not-open' });
    const field = await gatherCandidates(world, before, now);
    const who = (await readFresh(world, [volunteerId])).get(volunteerId);
    if (!field || !who || who.volunteer.value.town !== before.town) return refused({ reason: 'unknown' });
    if (field.senior?.state !== 'active' || !isConsentGiven(field.consent, now))
      return refused({ reason: 'stopped' });
    const candidate: Candidate = {
      volunteer: who.volunteer.value,
      load: who.load?.value ?? emptyLoad(volunteerId),
      offer: field.offerOf(volunteerId),
    };
    const objections = objectionsTo(candidate, field.need, now);
    const hard = objections.find(({ soft }) => !soft);
    if (hard) return refused({ reason: 'rule', sentence: hard.sentence });
    const [soft] = objections;
    if (soft && !why) return refused({ reason: 'say-why', sentence: soft.sentence });
    if (!canText(who.volunteer.value)) return refused({ reason: 'no-text' });
    const leavesAt = nextAllowed(now, stepRules(field.town).quiet);
    if (leavesAt >= before.startsAt) return refused({ reason: 'too-late-to-text' });

    const ranked = field.ranked.find((one) => one.candidate.volunteer.id === volunteerId);
    const chosen: Ranked = {
      cost: ranked?.cost ?? 0,
      terms: ranked?.terms ?? [],
      tie: ranked?.tie ?? 'none',
      isKnown: ranked?.isKnown ?? false,
      why: ranked?.why ?? 'Choisi par la coordination.',
      whyYou: ranked?.whyYou ?? 'La coordination a pensé à vous.',
      candidate,
    };
    const wave = (before.search?.wave ?? 0) + 1;
    // Counted from the hour at which the text leaves: a search that goes on before would close an offer nobody has read.
    const pace =
      waveFor(field.need, [chosen], field.question, field.params, leavesAt)?.nextAt ??
      plus(leavesAt, { hours: 2 });
    const open = [...(before.search?.open ?? []).filter((id) => id !== volunteerId), volunteerId];
    const mission = withNextLook(
      { ...before, state, search: { wave, open, nextAt: latest(before.search?.nextAt ?? pace, pace) } },
      stepRules(field.town),
      false,
    );
    return ok({
      value: mission,
      writes: [
        ...change(missionKind, stored, mission, {
          action: 'offered-by-hand',
          actor,
          at: now,
          from: before.state,
          to: state,
          details: {
            volunteer: volunteerId,
            ...(soft && why ? { why, rules: objections.map(({ rule }) => rule).join(' ') } : {}),
          },
        }),
        ...offerWrites(
          world,
          field,
          mission,
          candidacyOf(chosen, field.question, field.params, now),
          who,
          wave,
          now,
        ),
        ...tallyWrites(mission, { asked: 1 }, now),
      ],
    });
  });
