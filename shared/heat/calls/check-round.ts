import type { Surroundings } from '../../decide/decide.ts';
import { decideAndCommit } from '../../decide/decide.ts';
import type { RegisterEntry } from '../../register/entry.ts';
import { entryKey, entryKind } from '../../register/store.ts';
import { ok } from '../../result/result.ts';
import { readAs } from '../../table/kind.ts';
import { replace } from '../../table/write.ts';
import { type Instant, minus } from '../../time/instant.ts';
import { seeEntry } from './people.ts';
import { registerChangeWrites } from './register-change.ts';
import { type CallRound, callRoundKind, roundKey } from './round.ts';
import { callTaskIdOf, callTaskKey, callTaskKind } from './task.ts';
import { entriesAfter, placeInWalk } from './walk-register.ts';

/** Minutes between two whole checks of a list against the register (design; the law also holds without it). */
const EVERY_MINUTES = 30;
const PAGE = 50;
const PAGES_A_LOOK = 20;

const isMissing = (state: string | undefined, owed: boolean): boolean =>
  owed ? state === undefined || state === 'stopped' : state !== undefined && state !== 'stopped';

/**
 * The reconciler (law 5): walks the register beside the list and puts right whatever differs, with the same writes as a
 * change of the entry. What it counts is shown beside the obligations. Resumable page by page; tells whether more is left
 * of the pass under way.
 */
export const checkRound = async (world: Surroundings, round: CallRound, now: Instant): Promise<boolean> => {
  const last = round.check;
  const isDue =
    last?.doneAt === undefined
      ? last !== undefined || (round.fill.doneAt ?? now) <= minus(now, { minutes: EVERY_MINUTES })
      : last.doneAt <= minus(now, { minutes: EVERY_MINUTES });
  if (!isDue) return false;
  let pass = last && last.doneAt === undefined ? last : { startedAt: now, met: 0 };
  for (let page = 0; page < PAGES_A_LOOK; page += 1) {
    const cursor = 'cursor' in pass ? pass.cursor : undefined;
    const listed = await entriesAfter(world.table, round.town, cursor, PAGE);
    const end = listed.at(-1);
    if (!end) {
      await note(world, round, { startedAt: pass.startedAt, met: pass.met, doneAt: now });
      return false;
    }
    const met = await putRight(world, round, listed, now);
    pass = { startedAt: pass.startedAt, met: pass.met + met, cursor: placeInWalk(end) };
  }
  await note(world, round, pass);
  return true;
};

const putRight = async (
  world: Surroundings,
  round: CallRound,
  listed: readonly RegisterEntry[],
  now: Instant,
): Promise<number> => {
  const rows = await world.table.getRows([
    ...listed.map((entry) => entryKey(entry.id)),
    ...listed.map((entry) => callTaskKey(callTaskIdOf(round.id, entry.id))),
  ]);
  let owed = 0;
  for (let i = 0; i < listed.length; i += 1) {
    const [entryRow, taskRow] = [rows[i], rows[listed.length + i]];
    const entry = entryRow && readAs(entryKind, entryRow)?.value;
    if (!entry) continue;
    const { isOwed } = await seeEntry(world.table, round, entry, now);
    if (isOwed) owed += 1;
    if (isMissing(taskRow && readAs(callTaskKind, taskRow)?.value.state, isOwed))
      await decideAndCommit(world.table, async () => {
        const fresh = await world.table.get(entryKind, entryKey(entry.id));
        return ok({
          value: undefined,
          writes: fresh ? await registerChangeWrites(world, [fresh.value], now) : [],
        });
      });
  }
  return owed;
};

const note = (world: Surroundings, round: CallRound, check: NonNullable<CallRound['check']>) =>
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
                ...(check.doneAt ? { registered: { count: check.met, at: check.doneAt } } : {}),
              }),
            ]
          : [],
    });
  });
