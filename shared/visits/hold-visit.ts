import type { Actor } from '../audit/audit.ts';
import { type Concern, concernKey, concernKind } from '../concerns/concern.ts';
import { type Decision, decideAndCommit, type Surroundings, TooMuchContention } from '../decide/decide.ts';
import { canonical } from '../ids/digest.ts';
import type { DeliveryRoundId } from '../ids/ids.ts';
import { type Mission, withConcern } from '../missions/mission.ts';
import { readFacts, type Subject } from '../offers/facts.ts';
import { withEntry, withHeavy, without, withServed } from '../offers/load.ts';
import { loadKind } from '../offers/store.ts';
import { ok, type Result, refused } from '../result/result.ts';
import { settleRound } from '../rounds/ride-round.ts';
import { seniorKey, seniorKind } from '../seniors/store.ts';
import { introducedWrites } from '../services/pairings/introduced.ts';
import type { Write } from '../table/table.ts';
import { put, replace } from '../table/write.ts';
import type { Instant } from '../time/instant.ts';
import { isFirstOfMonth, monthOf, servedKind } from '../volunteers/movements/served.ts';
import { noAnswerWrites } from './no-answer.ts';
import { concernAlerts, concernOf, concernWrites, sameConcernId } from './raise-concern.ts';
import { type Report, reportKey, reportKind } from './report.ts';
import { reportVisit, type VisitRefusal } from './visit.ts';
import { missionWrites } from './visit-act.ts';

/** `changed`: another report came since the one that was seen and is corrected here. */
type Gone = 'unknown' | 'changed';

/** What the form says; the rest is known. */
export type ReportWords = Pick<
  Report,
  'outcome' | 'her' | 'me' | 'words' | 'minutes' | 'kilometres' | 'thanks' | 'wish' | 'handedTo'
> & {
  /** « Quelque chose m’inquiète »: words, and whether it cannot wait. */
  readonly concern?: { readonly words: string; readonly urgent: boolean } | undefined;
};

/** What a programme writes in the same transaction: books given, a parcel refused. Read anew in each try; never a refusal. */
type Beside = (mission: Mission) => Promise<readonly Write[]>;

/** What is said, or what becomes of what stands already; undefined when that is no longer what its author has seen. */
type Said = ReportWords | ((before: Report | undefined) => ReportWords | undefined);

export type Reported = {
  readonly report: Report;
  readonly concern: Concern | undefined;
  /** Whose door this was. */
  readonly roundId: DeliveryRoundId | undefined;
};

/**
 * The visit's report: mission, report, load, the senior's last contact, and where something worries the visitor a concern
 * with a task for the referent, all in one transaction; of somebody who did not answer, a task to ask after her. Reported twice,
 * the second replaces the first; a concern once raised is never taken back by a second report, and other words in that one are
 * another concern. A door of a round, told by whatever page, moves the hours of the others; the last one ends the round: where
 * too many write that round at once, the report is kept all the same, and the next door or the agenda settles it.
 */
export const fileReport = async (
  ...[world, subject, saying, actor, now, beside]: Parameters<typeof file>
): ReturnType<typeof file> => {
  const filed = await file(world, subject, saying, actor, now, beside);
  if (filed.ok && filed.value.roundId) await settleIfFree(world, filed.value.roundId, actor, now);
  return filed;
};

const settleIfFree = async (
  ...[world, roundId, actor, now]: Parameters<typeof settleRound>
): Promise<void> => {
  try {
    await settleRound(world, roundId, actor, now);
  } catch (error) {
    if (!(error instanceof TooMuchContention)) throw error;
  }
};

const file = (
  world: Surroundings,
  subject: Subject,
  saying: Said,
  actor: Actor,
  now: Instant,
  beside: Beside = async () => [],
): Promise<Result<Reported, VisitRefusal | Gone>> =>
  decideAndCommit(world.table, async (): Promise<Result<Decision<Reported>, VisitRefusal | Gone>> => {
    const facts = await readFacts(world, subject);
    if (!facts) return refused('unknown');
    const [before, senior] = await Promise.all([
      world.table.get(reportKind, reportKey(subject.missionId)),
      world.table.get(seniorKind, seniorKey(facts.mission.value.seniorId)),
    ]);
    const said = typeof saying === 'function' ? saying(before?.value) : saying;
    if (!said) return refused('changed');
    const decided = reportVisit(facts.mission.value, subject.volunteerId, said.outcome, now);
    if (!decided.ok) return decided;
    const roundId = facts.mission.value.round?.id;
    const { concern: worry, ...words } = said;
    // By the day of the first report: the same page sent again the day after is the same concern.
    const worryId = worry && sameConcernId(subject, worry, before?.value.at ?? now);
    const isNew = worryId && !(await world.table.get(concernKind, concernKey(worryId)));
    const raised = worry && isNew ? concernOf(world, facts, worry, actor, now, worryId) : undefined;
    const concernId = before?.value.concernId ?? worryId;
    const report: Report = {
      ...words,
      missionId: subject.missionId,
      seniorId: facts.mission.value.seniorId,
      volunteerId: subject.volunteerId,
      town: facts.town.id,
      at: before?.value.at ?? now,
      ...(concernId ? { concernId } : {}),
    };
    // A double tap is one report: nothing new is said, nothing is written.
    const isSame = before !== undefined && canonical(report) === canonical(before.value);
    const also = [
      ...(await beside(facts.mission.value)),
      ...(await noAnswerWrites(world.table, facts, said.outcome, before?.value.outcome, now)),
      ...(await introducedWrites(world.table, decided.value, actor, now)),
    ];
    if (!raised && isSame && canonical(decided.value) === canonical(facts.mission.value))
      return ok({ value: { report, concern: undefined, roundId }, writes: also });
    // Nobody set out for a visit put off or prevented: it does not weigh on their week.
    const went = said.outcome !== 'prevented' && said.outcome !== 'put-off';
    const entry = {
      missionId: subject.missionId,
      day: decided.value.day,
      startsAt: decided.value.startsAt,
      minutes: decided.value.durationMinutes,
      state: 'done' as const,
    };
    const met = said.outcome === 'done' && (senior?.value.lastContactAt ?? '') < decided.value.startsAt;
    const kept =
      facts.load &&
      (went ? withEntry(facts.load.value, entry) : without(facts.load.value, subject.missionId));
    const visit = {
      missionId: subject.missionId,
      seniorId: report.seniorId,
      day: decided.value.day,
    };
    const weighed = kept && withHeavy(kept, visit, went && said.me === 'heavy');
    const served = said.outcome === 'done' ? decided.value.day : undefined;
    const ended = raised ? withConcern(decided.value, raised.concern, subject.volunteerId) : decided.value;
    const writes: Write[] = [
      ...missionWrites(facts, ended, actor, 'visit-reported', now, {
        outcome: said.outcome,
        concern: raised !== undefined,
      }),
      before ? replace(reportKind, before, report) : put(reportKind, report, 'absent'),
      ...(facts.load && weighed ? [replace(loadKind, facts.load, withServed(weighed, served))] : []),
      ...(served && isFirstOfMonth(facts.load?.value.lastServed, served)
        ? [
            put(
              servedKind,
              { volunteerId: subject.volunteerId, town: facts.town.id, month: monthOf(served), on: served },
              'any',
            ),
          ]
        : []),
      ...(senior && met
        ? [replace(seniorKind, senior, { ...senior.value, lastContactAt: decided.value.startsAt })]
        : []),
      ...(raised ? concernWrites(raised, actor, now) : []),
    ];
    const alerts = raised ? concernAlerts(world, facts.town, raised.concern, now) : [];
    return ok({
      value: { report, concern: raised?.concern, roundId },
      writes: [...writes, ...alerts, ...also],
    });
  });
