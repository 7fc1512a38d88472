import { type Actor, change } from '../audit/audit.ts';
import { decideAndCommit, type Surroundings } from '../decide/decide.ts';
import type { DeliveryRoundId } from '../ids/ids.ts';
import { ok, type Result, refused } from '../result/result.ts';
import { type Instant, plus } from '../time/instant.ts';
import { mayRevealDoorCode } from '../visits/situation.ts';
import { type DeliveryRound, deliveryRoundKind, isCarried, roundClosesAt } from './round.ts';
import { type RoundFacts, readRound } from './round-facts.ts';
import { type DoorLine, lineOf } from './view-round.ts';

/** How long whoever opened a sheet may load it again without another opening: a jammed printer. */
const SHEET_MINUTES = 30;

/** Why a round has no paper: nobody said yes to it (any more), or its names are closed. Undefined: it has one. */
export type NoSheet = 'not-accepted' | 'over';
export const whyNoSheet = (round: DeliveryRound, now: Instant): NoSheet | undefined => {
  if (!isCarried(round)) return 'not-accepted';
  return now > roundClosesAt(round) ? 'over' : undefined;
};

/** Opened by this very person, a moment ago. */
export const isSheetOpen = (round: DeliveryRound, staffId: string, now: Instant): boolean =>
  whyNoSheet(round, now) === undefined &&
  round.sheet?.by === staffId &&
  now < plus(round.sheet.at, { minutes: SHEET_MINUTES });

/** `codeLater`: the door has a code, and it is not given before the day before, on paper either. */
export type SheetLine = DoorLine & { readonly doorCode?: string; readonly codeLater: boolean };

/**
 * What a carrier whom no SMS reaches takes along: the doors left, in order, under the rules of the link's page (law 7): names
 * of those still to be seen and still accompanied, door codes from the day before, nothing two hours after the round.
 */
export const sheetLines = (facts: RoundFacts, now: Instant): readonly SheetLine[] => {
  const round = facts.round.value;
  if (whyNoSheet(round, now)) return [];
  return facts.stops
    .map((stop) => lineOf(round, stop, false))
    .filter(({ isLeft }) => isLeft)
    .map((line) => {
      const code = line.senior?.address.doorCode;
      const mayOpen = mayRevealDoorCode(line.mission, now);
      return {
        ...line,
        ...(code && mayOpen ? { doorCode: code } : {}),
        codeLater: code !== undefined && code !== '' && !mayOpen,
      };
    });
};

/** Opening a sheet is seeing where people live: written down before anything is shown, in the round's own story. */
export const openSheet = (
  world: Surroundings,
  roundId: DeliveryRoundId,
  actor: Actor,
  now: Instant,
): Promise<Result<DeliveryRound, 'unknown' | NoSheet>> =>
  decideAndCommit(world.table, async () => {
    const facts = await readRound(world, roundId);
    if (!facts) return refused('unknown' as const);
    const before = facts.round.value;
    const why = whyNoSheet(before, now);
    if (why) return refused(why);
    const round: DeliveryRound = { ...before, sheet: { at: now, by: actor.id } };
    return ok({
      value: round,
      writes: change(deliveryRoundKind, facts.round, round, {
        action: 'round-sheet-opened',
        actor,
        at: now,
        details: { doors: sheetLines(facts, now).length },
      }),
    });
  });
