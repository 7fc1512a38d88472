import { type Actor, change } from '../../audit/audit.ts';
import { type Decision, decideAndCommit, type Surroundings } from '../../decide/decide.ts';
import type { StaffId, VolunteerId } from '../../ids/ids.ts';
import { ok, type Result, refused } from '../../result/result.ts';
import type { Write } from '../../table/table.ts';
import { dayOf } from '../../time/civil.ts';
import type { Instant } from '../../time/instant.ts';
import { readVolunteer, type VolunteerChange, volunteerWrites } from '../../volunteers/change-volunteer.ts';
import {
  type EaseRefusal,
  easeChange,
  easingOf,
  type Lighter,
} from '../../volunteers/rest/ease-volunteer.ts';
import type { Volunteer } from '../../volunteers/volunteer.ts';
import type { FactKind } from '../signals/fact.ts';
import { readSignalsOf, type Watched } from '../signals/read-signals.ts';
import {
  type Attention,
  type AttentionDecision,
  attentionKey,
  attentionKind,
  noAttention,
  type Step,
  type Verdict,
  withCorrection,
  withDecision,
} from './attention.ts';
import { type Proposal, proposalOf, unanswered } from './propose.ts';

/** `moved-on`: what was proposed no longer is, or somebody else answered. */
export type AttentionRefusal = { readonly reason: 'unknown' | 'moved-on' } | EaseRefusal;

/** What is proposed for this volunteer today, given what is so of them and what was answered. */
export const openProposal = (
  { facts, attention }: Pick<Watched, 'facts' | 'attention'>,
  now: Instant,
): Proposal | undefined => proposalOf(attention.volunteerId, unanswered(facts, attention, dayOf(now)));

export const whySentence = ({ why }: Pick<Proposal, 'why'>): string =>
  why
    .map(({ sentence }) => sentence)
    .join(' ')
    .slice(0, 400);

export type Answer = {
  readonly step: Step;
  readonly verdict: Verdict;
  readonly note: string;
  /** With a lighter rhythm that is done: how light, until when. */
  readonly lighter?: Lighter | undefined;
};

/** What a step changes of the volunteer's record, when it is done: a bound on the next match, thanks or a talk noted. */
const changeFor = (
  volunteer: Volunteer,
  { step, verdict, lighter }: Answer,
  actor: Actor,
  now: Instant,
): Result<VolunteerChange | undefined, EaseRefusal> => {
  if (verdict !== 'done') return ok(undefined);
  if (step === 'thanks')
    return ok({
      next: { ...volunteer, lastThanksAt: now },
      happening: { action: 'volunteer-thanked', actor, at: now },
    });
  if (step === 'debrief')
    return ok({
      next: { ...volunteer, lastDebriefAt: now },
      happening: { action: 'volunteer-debriefed', actor, at: now },
    });
  if (step !== 'lighter') return ok(undefined);
  if (!lighter) return refused({ reason: 'not-lighter' });
  const eased = easingOf(volunteer, lighter, now);
  return eased.ok ? ok(easeChange(volunteer, eased.value, actor, now)) : eased;
};

/**
 * The coordinator's answer to a proposed step: kept with what was read, and what it changes for the next match in the same
 * transaction. Refuses a step that is no longer proposed.
 */
export const answerAttention = async (
  world: Surroundings,
  id: VolunteerId,
  answer: Answer,
  by: StaffId,
  now: Instant,
): Promise<Result<Attention, AttentionRefusal>> => {
  const watched = await readSignalsOf(world.table, world.config.townId, id, now);
  if (!watched) return refused({ reason: 'unknown' });
  const actor: Actor = { kind: 'staff', id: by };
  return decideAndCommit(world.table, async (): Promise<Result<Decision<Attention>, AttentionRefusal>> => {
    const [facts, stored] = await Promise.all([
      readVolunteer(world, id),
      world.table.get(attentionKind, attentionKey(id)),
    ]);
    if (!facts) return refused({ reason: 'unknown' });
    const before = stored?.value ?? noAttention(id, facts.town.id);
    const proposal = openProposal({ ...watched, attention: before }, now);
    if (proposal?.step !== answer.step) return refused({ reason: 'moved-on' });
    const made = changeFor(facts.stored.value, answer, actor, now);
    if (!made.ok) return made;
    const decision: AttentionDecision = {
      at: now,
      by,
      step: answer.step,
      verdict: answer.verdict,
      kinds: proposal.why.map(({ kind }) => kind),
      sentence: whySentence(proposal),
      note: answer.note,
    };
    const value = withDecision(before, decision);
    const happening = {
      action: 'attention-answered',
      actor,
      at: now,
      details: { step: answer.step, verdict: answer.verdict },
    };
    const writes: readonly Write[] = [
      ...change(attentionKind, stored, value, happening),
      ...(made.value ? volunteerWrites(world, facts, made.value, now) : []),
    ];
    return ok({ value, writes });
  });
};

/** « Ce n’est pas juste », by the volunteer, of a sentence they read; refused when it is no longer said of them. */
export const correctFact = async (
  world: Surroundings,
  id: VolunteerId,
  said: { readonly kind: FactKind; readonly words: string },
  now: Instant,
): Promise<Result<Attention, { readonly reason: 'moved-on' }>> => {
  const watched = await readSignalsOf(world.table, world.config.townId, id, now);
  return decideAndCommit(
    world.table,
    async (): Promise<Result<Decision<Attention>, { readonly reason: 'moved-on' }>> => {
      const stored = await world.table.get(attentionKind, attentionKey(id));
      const before = stored?.value ?? noAttention(id, world.config.townId);
      const fact = unanswered(watched?.facts ?? [], { ...before, decisions: [] }, dayOf(now)).find(
        ({ kind }) => kind === said.kind,
      );
      if (!fact) return refused({ reason: 'moved-on' });
      const value = withCorrection(before, {
        at: now,
        kind: fact.kind,
        sentence: fact.sentence,
        words: said.words,
      });
      const happening = {
        action: 'fact-corrected',
        actor: { kind: 'volunteer' as const, id },
        at: now,
        details: { kind: fact.kind },
      };
      return ok({ value, writes: change(attentionKind, stored, value, happening) });
    },
  );
};
