import { type Actor, change } from '../audit/audit.ts';
import { type Concern, concernKind } from '../concerns/concern.ts';
import { type Decision, decideAndCommit, type Surroundings } from '../decide/decide.ts';
import type { MessageDraft } from '../messages/draft.ts';
import { intentWrite } from '../messages/intent-write.ts';
import type { Mission } from '../missions/mission.ts';
import { stepRules, withNextLook } from '../missions/steps.ts';
import { missionKind } from '../missions/store.ts';
import { type MissionFacts, readFacts, type Subject } from '../offers/facts.ts';
import { withEntry } from '../offers/load.ts';
import { loadKind } from '../offers/store.ts';
import { ok, type Result, refused } from '../result/result.ts';
import { seniorKey, seniorKind } from '../seniors/store.ts';
import type { Write } from '../table/table.ts';
import { create, put, replace } from '../table/write.ts';
import { type Task, taskKind } from '../tasks/task.ts';
import { type Instant, plus } from '../time/instant.ts';
import { type Report, reportKey, reportKind } from './report.ts';
import { arrive, confirm, leavePlace, reportVisit, type VisitRefusal } from './visit.ts';

type Gone = 'unknown';

const missionWrites = (
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

/** What the form says; the rest is known. */
export type ReportWords = Pick<
  Report,
  'outcome' | 'her' | 'me' | 'words' | 'minutes' | 'kilometres' | 'thanks' | 'wish'
> & {
  /** « Quelque chose m’inquiète »: words, and whether it cannot wait. */
  readonly concern?: { readonly words: string; readonly urgent: boolean } | undefined;
};

/** An urgent concern is owed an answer within four hours; else the town's deadline. */
const URGENT_CONCERN_HOURS = 4;

const concernOf = (
  world: Surroundings,
  facts: MissionFacts,
  said: { readonly words: string; readonly urgent: boolean },
  actor: Actor,
  now: Instant,
): { readonly concern: Concern; readonly task: Task } => {
  const { mission, town, senior } = { ...facts, mission: facts.mission.value };
  const hours = said.urgent ? URGENT_CONCERN_HOURS : town.deadlines.concernHours;
  const concern: Concern = {
    id: world.ids.next('con'),
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
      sentence: said.urgent ? 'Inquiétude urgente après une visite.' : 'Inquiétude après une visite.',
      urgent: said.urgent,
      createdAt: now,
      dueAt: concern.dueAt,
    },
  };
};

const alertDraft = (concern: Concern, now: Instant): MessageDraft => ({
  message: { kind: 'coordinator-alert', reason: 'concern-raised', count: 1 },
  recipient: 'duty',
  subject: concern.id,
  round: 'raised',
  dueAt: now,
  notAfter: plus(now, { hours: 24 }),
});

export type Reported = { readonly report: Report; readonly concern: Concern | undefined };

/**
 * The visit's report: mission, report, load, the senior's last contact, and where something worries the visitor a concern
 * with a task for the referent, all in one transaction. Reported twice, the second replaces the first; a concern once
 * raised is never taken back by a second report.
 */
export const fileReport = (
  world: Surroundings,
  subject: Subject,
  said: ReportWords,
  actor: Actor,
  now: Instant,
): Promise<Result<Reported, VisitRefusal | Gone>> =>
  decideAndCommit(world.table, async (): Promise<Result<Decision<Reported>, VisitRefusal | Gone>> => {
    const facts = await readFacts(world, subject);
    if (!facts) return refused('unknown');
    const decided = reportVisit(facts.mission.value, subject.volunteerId, said.outcome, now);
    if (!decided.ok) return decided;
    const [before, senior] = await Promise.all([
      world.table.get(reportKind, reportKey(subject.missionId)),
      world.table.get(seniorKind, seniorKey(subject.seniorId)),
    ]);
    const { concern: worry, ...words } = said;
    const raised = worry && !before?.value.concernId ? concernOf(world, facts, worry, actor, now) : undefined;
    const concernId = raised?.concern.id ?? before?.value.concernId;
    const report: Report = {
      ...words,
      missionId: subject.missionId,
      seniorId: subject.seniorId,
      volunteerId: subject.volunteerId,
      town: facts.town.id,
      at: before?.value.at ?? now,
      ...(concernId ? { concernId } : {}),
    };
    const entry = {
      missionId: subject.missionId,
      day: decided.value.day,
      startsAt: decided.value.startsAt,
      minutes: decided.value.durationMinutes,
      state: 'done' as const,
    };
    const met = said.outcome === 'done' && (senior?.value.lastContactAt ?? '') < decided.value.startsAt;
    const writes: Write[] = [
      ...missionWrites(facts, decided.value, actor, 'visit-reported', now, {
        outcome: said.outcome,
        concern: raised !== undefined,
      }),
      before ? replace(reportKind, before, report) : put(reportKind, report, 'absent'),
      ...(facts.load ? [replace(loadKind, facts.load, withEntry(facts.load.value, entry))] : []),
      ...(senior && met
        ? [replace(seniorKind, senior, { ...senior.value, lastContactAt: decided.value.startsAt })]
        : []),
      ...(raised
        ? [
            ...change(concernKind, undefined, raised.concern, {
              action: 'concern-raised',
              actor,
              at: now,
              to: 'raised',
              details: { mission: subject.missionId, urgent: raised.concern.urgent },
            }),
            create(taskKind, raised.task),
          ]
        : []),
    ];
    const alerts =
      raised?.concern.urgent && facts.town.dutyPhone
        ? [
            intentWrite(
              { appSecret: world.config.appSecret, ids: world.ids },
              facts.town,
              alertDraft(raised.concern, now),
              now,
            ),
          ]
        : [];
    return ok({ value: { report, concern: raised?.concern }, writes: [...writes, ...alerts] });
  });
