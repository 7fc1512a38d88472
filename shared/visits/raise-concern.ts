import { type Actor, change } from '../audit/audit.ts';
import { type Concern, concernKey, concernKind } from '../concerns/concern.ts';
import { type Decision, decideAndCommit, type Surroundings } from '../decide/decide.ts';
import { lettersOf } from '../ids/digest.ts';
import { type ConcernId, concernIdSchema } from '../ids/ids.ts';
import { intentWrite } from '../messages/intent-write.ts';
import { withConcern } from '../missions/mission.ts';
import { missionKind } from '../missions/store.ts';
import { type MissionFacts, readFacts, type Subject } from '../offers/facts.ts';
import { ok, type Result, refused } from '../result/result.ts';
import type { Write } from '../table/table.ts';
import { create } from '../table/write.ts';
import { type Task, taskKind } from '../tasks/task.ts';
import { dayOf } from '../time/civil.ts';
import { type Instant, plus } from '../time/instant.ts';
import type { Town } from '../town/settings.ts';

/** An urgent concern is owed an answer within four hours; else the town's deadline. */
const URGENT_CONCERN_HOURS = 4;

export const concernOf = (
  world: Surroundings,
  facts: MissionFacts,
  said: { readonly words: string; readonly urgent: boolean },
  actor: Actor,
  now: Instant,
  id: ConcernId = world.ids.next('con'),
): { readonly concern: Concern; readonly task: Task } => {
  const { mission, town, senior } = { ...facts, mission: facts.mission.value };
  const hours = said.urgent ? URGENT_CONCERN_HOURS : town.deadlines.concernHours;
  const concern: Concern = {
    id,
    town: mission.town,
    state: 'raised',
    seniorId: mission.seniorId,
    missionId: mission.id,
    raisedBy: actor,
    raisedAt: now,
    words: said.words,
    urgent: said.urgent,
    ...(senior?.referentId ? { referentId: senior.referentId } : {}),
    dueAt: plus(now, { hours }),
  };
  return {
    concern,
    task: {
      id: world.ids.next('tsk'),
      town: mission.town,
      kind: 'concern',
      state: 'open',
      subjectId: concern.id,
      seniorId: mission.seniorId,
      ...(senior?.referentId ? { assigneeId: senior.referentId } : {}),
      sentence: `Inquiétude${said.urgent ? ' urgente' : ''} après ${mission.act === 'call' ? 'un appel' : 'une visite'}.`,
      urgent: said.urgent,
      createdAt: now,
      dueAt: concern.dueAt,
    },
  };
};

export const concernWrites = (
  raised: { readonly concern: Concern; readonly task: Task },
  actor: Actor,
  now: Instant,
): readonly Write[] => [
  ...change(concernKind, undefined, raised.concern, {
    action: 'concern-raised',
    actor,
    at: now,
    to: 'raised',
    details: { mission: raised.concern.missionId ?? '', urgent: raised.concern.urgent },
  }),
  create(taskKind, raised.task),
];

/** What cannot wait also rings the duty phone. */
export const concernAlerts = (
  world: Surroundings,
  town: Town,
  concern: Concern,
  now: Instant,
): readonly Write[] =>
  concern.urgent && town.dutyPhone
    ? [
        intentWrite(
          { appSecret: world.config.appSecret, ids: world.ids },
          town,
          {
            message: { kind: 'coordinator-alert', reason: 'concern-raised', count: 1 },
            recipient: 'duty',
            subject: concern.id,
            round: 'raised',
            dueAt: now,
            notAfter: plus(now, { hours: 24 }),
          },
          now,
        ),
      ]
    : [];

/** The same words of the same visitor about the same visit, on one day, are one concern; said to be urgent after all, they ring anew. */
export const sameConcernId = (
  { missionId, volunteerId }: Subject,
  { words, urgent }: { readonly words: string; readonly urgent: boolean },
  now: Instant,
): ConcernId => {
  const said = `${missionId}|${volunteerId}|${dayOf(now)}|${words.trim()}`;
  return concernIdSchema.parse(`con_${lettersOf(urgent ? `${said}|urgent` : said)}`);
};

/**
 * « Quelque chose m’inquiète », on its own, before or without a report: by whoever holds or held the mission. The referent
 * has a task with a deadline in the same write, and the mission says that it was told.
 */
export const raiseConcern = (
  world: Surroundings,
  subject: Subject,
  said: { readonly words: string; readonly urgent: boolean },
  actor: Actor,
  now: Instant,
): Promise<Result<Concern, 'unknown' | 'not-yours'>> =>
  decideAndCommit(world.table, async (): Promise<Result<Decision<Concern>, 'unknown' | 'not-yours'>> => {
    const facts = await readFacts(world, subject);
    if (!facts) return refused('unknown');
    if (facts.mission.value.holder?.volunteerId !== subject.volunteerId) return refused('not-yours');
    const id = sameConcernId(subject, said, now);
    // A double tap, or a page sent again: the concern is there already.
    const before = await world.table.get(concernKind, concernKey(id));
    if (before) return ok({ value: before.value, writes: [] });
    const raised = concernOf(world, facts, said, actor, now, id);
    const mission = withConcern(facts.mission.value, raised.concern, subject.volunteerId);
    const { state } = mission;
    return ok({
      value: raised.concern,
      writes: [
        ...concernWrites(raised, actor, now),
        ...change(missionKind, facts.mission, mission, {
          action: 'concern-told',
          actor,
          at: now,
          from: state,
          to: state,
          details: { volunteer: subject.volunteerId, urgent: said.urgent },
        }),
        ...concernAlerts(world, facts.town, raised.concern, now),
      ],
    });
  });
