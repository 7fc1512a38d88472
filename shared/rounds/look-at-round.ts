import { change, SYSTEM } from '../audit/audit.ts';
import { type Decision, decideAndCommit, type Surroundings } from '../decide/decide.ts';
import type { DeliveryRoundId } from '../ids/ids.ts';
import { stepRules } from '../missions/steps.ts';
import { ok, type Result, refused } from '../result/result.ts';
import type { Write } from '../table/table.ts';
import { create } from '../table/write.ts';
import { taskKind } from '../tasks/task.ts';
import { type Instant, plus } from '../time/instant.ts';
import { expireRound } from './end-round.ts';
import { stopsLeft } from './free-stops.ts';
import { dueRoundStep, type RoundStep, withRoundLook } from './look.ts';
import { type DeliveryRound, deliveryRoundKind, nextRoundState } from './round.ts';
import { type RoundFacts, readRound } from './round-facts.ts';
import { tellCarrier } from './tell-carrier.ts';

type Did = RoundStep | 'finish' | 'nothing';

const saved = (facts: RoundFacts, next: DeliveryRound, action: string, now: Instant): readonly Write[] =>
  change(deliveryRoundKind, facts.round, withRoundLook(next, stepRules(facts.town)), {
    action,
    actor: SYSTEM,
    at: now,
    from: facts.round.value.state,
    to: next.state,
  });

const writesOf = (
  world: Surroundings,
  facts: RoundFacts,
  step: Exclude<RoundStep, 'expire'>,
  now: Instant,
): { readonly did: Did; readonly writes: readonly Write[] } => {
  const round = facts.round.value;
  const left = stopsLeft(facts).length;
  // Nothing is left to hear of: the round ends by itself, whoever forgot to say so.
  if (left === 0) {
    const state = nextRoundState(round.state, 'finish') ?? round.state;
    return { did: 'finish', writes: saved(facts, { ...round, state, endedAt: now }, 'round-done', now) };
  }
  const about = { town: facts.town, volunteer: facts.volunteer.value, round };
  const done = (name: keyof DeliveryRound['steps']) => ({ ...round, steps: { ...round.steps, [name]: now } });
  const version = `v${facts.round.version}`;
  if (step === 'remind')
    return {
      did: step,
      writes: [
        ...saved(facts, done('remindedAt'), 'round-reminded', now),
        ...tellCarrier(world, about, 'round-reminder', { now, notAfter: round.leavesAt, round: version }),
      ],
    };
  if (step === 'ask-report')
    return {
      did: step,
      writes: [
        ...saved(facts, done('reportAskedAt'), 'round-report-asked', now),
        ...tellCarrier(world, about, 'round-report', {
          now,
          notAfter: plus(now, { days: 2 }),
          round: version,
          count: left,
        }),
      ],
    };
  return {
    did: step,
    writes: [
      ...saved(facts, done('missingToldAt'), 'round-missing-told', now),
      create(taskKind, {
        id: world.ids.next('tsk'),
        town: round.town,
        kind: 'human-call',
        state: 'open',
        subjectId: round.id,
        volunteerId: round.volunteerId,
        sentence: `Tournée sans nouvelles de ${left === 1 ? 'une porte' : `${left} portes`} : appeler le bénévole, puis les personnes.`,
        urgent: true,
        createdAt: now,
        dueAt: plus(now, { hours: 4 }),
      }),
    ],
  };
};

const oneStep = async (world: Surroundings, id: DeliveryRoundId, now: Instant): Promise<Did> => {
  const facts = await readRound(world, id);
  const step = facts && dueRoundStep(facts.round.value, stepRules(facts.town), now);
  if (!step) return 'nothing';
  if (step === 'expire') return (await expireRound(world, id, SYSTEM, now)).ok ? step : 'nothing';
  const written = await decideAndCommit(world.table, async (): Promise<Result<Decision<Did>, 'moved-on'>> => {
    const again = await readRound(world, id);
    if (!again || dueRoundStep(again.round.value, stepRules(again.town), now) !== step)
      return refused('moved-on');
    const { did, writes } = writesOf(world, again, step, now);
    return ok({ value: did, writes });
  });
  return written.ok ? written.value : 'nothing';
};

const MOST_STEPS = 4;

/** Everything the agenda owes this round at `now`, each in its own transaction; twice, late or in parallel each is done once (law 12). */
export const lookAtDeliveryRound = async (
  world: Surroundings,
  id: DeliveryRoundId,
  now: Instant,
): Promise<readonly Did[]> => {
  const did: Did[] = [];
  for (let i = 0; i < MOST_STEPS; i += 1) {
    const step = await oneStep(world, id, now);
    if (step === 'nothing') break;
    did.push(step);
  }
  return did;
};
