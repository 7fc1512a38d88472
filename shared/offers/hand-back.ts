import type { Actor } from '../audit/audit.ts';
import { decideAndCommit, type Surroundings } from '../decide/decide.ts';
import type { MessageDraft } from '../messages/draft.ts';
import { intentWrite } from '../messages/intent-write.ts';
import { endsAt, isHeld, type Mission } from '../missions/mission.ts';
import { missionKind } from '../missions/store.ts';
import { ok, type Result, refused } from '../result/result.ts';
import { replace } from '../table/write.ts';
import { type Instant, plus } from '../time/instant.ts';
import { type HandBackRefusal, handBack } from './answer.ts';
import { answerWrites, sealing } from './answer-writes.ts';
import { readFacts, type Subject, valuesOf } from './facts.ts';
import { readTwin, tellHolder } from './holding.ts';
import { givenBackTask } from './search/seeking-task.ts';

/**
 * A holder gives the mission back in two taps. It is open again in the same write, the search starts over at once, and
 * under 24 h before the start the coordinator has a task and the duty phone an alert. Of a mission for two, whoever holds
 * the other seat is told in the same write.
 */
export const handBackMission = (
  world: Surroundings,
  subject: Subject,
  actor: Actor,
  now: Instant,
): Promise<Result<{ readonly mission: Mission; readonly late: boolean }, HandBackRefusal | 'unknown'>> =>
  decideAndCommit(world.table, async () => {
    const facts = await readFacts(world, subject);
    if (!facts) return refused('unknown' as const);
    const decided = handBack(valuesOf(facts), subject.volunteerId, now);
    if (!decided.ok) return decided;
    const { mission, late } = decided.value;
    const twin = await readTwin(world, mission);
    const task = await givenBackTask(world, mission, twin?.stored, { by: subject.volunteerId, late }, now);
    const about = { act: mission.act, startsAt: mission.startsAt };
    const drafts: MessageDraft[] = [];
    // Given back by a pause or a departure: its own confirmation says so once, for all missions.
    if (actor.kind !== 'system')
      drafts.push({
        message: { kind: 'hand-back-received', ...about },
        recipient: subject.volunteerId,
        subject: mission.id,
        round: `v${facts.mission.version}`,
        dueAt: now,
        notAfter: plus(now, { hours: 12 }),
      });
    if (late && facts.town.dutyPhone)
      drafts.push({
        message: { kind: 'coordinator-alert', reason: 'late-hand-back', count: 1 },
        recipient: 'duty',
        subject: mission.id,
        round: `v${facts.mission.version}`,
        dueAt: now,
        notAfter: endsAt(mission),
      });
    const other = twin?.stored.value;
    return ok({
      value: { mission, late },
      writes: [
        ...(twin && other && isHeld(other.state)
          ? [
              // Written unchanged: given back by both at once, neither is told that the other one comes.
              replace(missionKind, twin.stored, other),
              ...tellHolder(
                world,
                twin,
                other,
                { kind: 'partner-gone', ...about, ...(mission.introduces ? { alone: true as const } : {}) },
                now,
              ),
            ]
          : []),
        ...answerWrites(
          facts,
          { ...decided.value, mission: task ? { ...mission, lookingTaskId: task.id } : mission },
          actor,
          'mission-handed-back',
          now,
          { late },
        ),
        ...(task?.writes ?? []),
        ...drafts.map((draft) => intentWrite(sealing(world), facts.town, draft, now)),
      ],
    });
  });
