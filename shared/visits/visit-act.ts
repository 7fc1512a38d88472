import { type Actor, change } from '../audit/audit.ts';
import { type Decision, decideAndCommit, type Surroundings } from '../decide/decide.ts';
import type { Mission } from '../missions/mission.ts';
import { stepRules, withNextLook } from '../missions/steps.ts';
import { missionKind } from '../missions/store.ts';
import { type MissionFacts, readFacts, type Subject } from '../offers/facts.ts';
import { ok, type Result, refused } from '../result/result.ts';
import type { Write } from '../table/table.ts';
import type { Instant } from '../time/instant.ts';
import { arrive, confirm, leavePlace, type VisitRefusal } from './visit.ts';

type Gone = 'unknown';

/** A mission's next state, with its event and its next look. */
export const missionWrites = (
  facts: MissionFacts,
  next: Mission,
  actor: Actor,
  action: string,
  now: Instant,
  details: Readonly<Record<string, string | number | boolean>> = {},
): readonly Write[] =>
  change(
    missionKind,
    facts.mission,
    withNextLook(next, stepRules(facts.town), facts.volunteer.value.remindTwoHoursBefore),
    { action, actor, at: now, from: facts.mission.value.state, to: next.state, details },
  );

const acts = { confirm, arrive, 'leave-place': leavePlace } as const;
export type VisitAct = keyof typeof acts;
const ACTIONS: Readonly<Record<VisitAct, string>> = {
  confirm: 'mission-confirmed',
  arrive: 'visit-arrived',
  'leave-place': 'visit-left',
};

/** « Je confirme », « j’y suis », « je suis sorti »: one tap each, twice is once. */
export const visitAct = (
  world: Surroundings,
  subject: Subject,
  act: VisitAct,
  actor: Actor,
  now: Instant,
): Promise<Result<Mission, VisitRefusal | Gone>> =>
  decideAndCommit(world.table, async (): Promise<Result<Decision<Mission>, VisitRefusal | Gone>> => {
    const facts = await readFacts(world, subject);
    if (!facts) return refused('unknown');
    const before = facts.mission.value;
    const decided = acts[act](before, subject.volunteerId, now);
    if (!decided.ok) return decided;
    const same = JSON.stringify(decided.value) === JSON.stringify(before);
    return ok({
      value: decided.value,
      writes: same ? [] : missionWrites(facts, decided.value, actor, ACTIONS[act], now),
    });
  });
