import { decideAndCommit, type Surroundings } from '../../../decide/decide.ts';
import { ok } from '../../../result/result.ts';
import { replace } from '../../../table/write.ts';
import { type Instant, minus } from '../../../time/instant.ts';
import { owedIn, readCounts } from '../../board/counters.ts';
import { membersOf } from '../members/members.ts';
import { type CallRound, callRoundKind, roundKey } from '../round.ts';

/** Minutes between two whole checks of a list against its members (design; the law also holds without it). */
const EVERY_MINUTES = 30;
/** After one that found another number of people than of obligations: somebody came or left while it walked, or is missing. */
const AGAIN_MINUTES = 1;
const PAGES_A_LOOK = 20;

const differs = ({ registered }: CallRound): boolean =>
  registered?.owed !== undefined && registered.owed !== registered.count;

/**
 * The reconciler (law 5): walks the members beside the list and puts right whatever differs, with the same writes as a
 * change of theirs. What it counts is shown beside the obligations. Resumable page by page; tells whether more is left
 * of the pass under way.
 */
export const checkRound = async (world: Surroundings, round: CallRound, now: Instant): Promise<boolean> => {
  const last = round.check;
  const before = minus(now, { minutes: differs(round) ? AGAIN_MINUTES : EVERY_MINUTES });
  const isDue =
    last?.doneAt === undefined
      ? last !== undefined || (round.fill.doneAt ?? now) <= before
      : last.doneAt <= before;
  if (!isDue) return false;
  const members = membersOf(round);
  let pass = last && last.doneAt === undefined ? last : { startedAt: now, met: 0 };
  for (let page = 0; page < PAGES_A_LOOK; page += 1) {
    const place = 'cursor' in pass ? pass.cursor : undefined;
    const walked = await members.putRight(world, round, place, now);
    if (walked.last === undefined) {
      await members.sweep(world, round, now);
      const owed = owedIn(await readCounts(world.table, round.id, round.shards));
      await note(world, round, { startedAt: pass.startedAt, met: pass.met, doneAt: now }, owed);
      return false;
    }
    pass = { startedAt: pass.startedAt, met: pass.met + walked.met, cursor: walked.last };
  }
  await note(world, round, pass);
  return true;
};

const note = (world: Surroundings, round: CallRound, check: NonNullable<CallRound['check']>, owed?: number) =>
  decideAndCommit(world.table, async () => {
    const stored = await world.table.get(callRoundKind, roundKey(round.id));
    // Asked to begin again meanwhile (an import ended): what this pass met before it says nothing of that.
    const isStill = stored?.value.check?.startedAt === round.check?.startedAt;
    return ok({
      value: undefined,
      writes:
        stored && isStill
          ? [
              replace(callRoundKind, stored, {
                ...stored.value,
                check,
                ...(check.doneAt ? { registered: { count: check.met, owed, at: check.doneAt } } : {}),
              }),
            ]
          : [],
    });
  });
