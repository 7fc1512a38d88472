import type { Surroundings } from '../decide/decide.ts';
import type { SeniorId } from '../ids/ids.ts';
import { isOver } from '../missions/mission.ts';
import { type Result, refused } from '../result/result.ts';
import type { CivilDay } from '../time/civil.ts';
import type { Instant } from '../time/instant.ts';
import type { Bag, BagItem } from './bag.ts';
import { type ChangeRefusal, type Hand, pickLoan } from './change-loan.ts';
import { type Identifier, readIdentifier } from './identifier.ts';
import { type Item, itemKey, itemKind, labelledItemId } from './item.ts';
import type { Loan } from './loan.ts';
import { bagsFor } from './read-bags.ts';
import { isSameTitle } from './work.ts';

export type PickRefusal =
  | { readonly reason: ChangeRefusal | 'nobody-waits' }
  | { readonly reason: 'in-her-bag'; readonly seniorId: SeniorId };

type Waiting = { readonly bag: Bag; readonly item: BagItem };

/** Whoever chose this very copy first, else whoever chose its title; in the order of the day. */
const whoWaits = (
  waiting: readonly Waiting[],
  typed: Identifier,
  known: Item | undefined,
): Waiting | undefined => {
  if (typed.is === 'isbn') return waiting.find(({ item }) => item.work.isbn === typed.isbn);
  return (
    waiting.find(({ item }) => item.work.barcode === typed.barcode) ??
    (known && waiting.find(({ item }) => isSameTitle(item.work, known)))
  );
};

/**
 * One thing in the hand, thirty bags on the table: puts it in the bag of whoever it was chosen for that day. Refuses what
 * nobody chose (`nobody-waits`), what lies in a bag of the day already, and all that a pick refuses.
 */
export const pickCopy = async (
  world: Surroundings,
  about: { readonly town: string; readonly day: CivilDay },
  typed: string,
  hand: Hand,
  now: Instant,
): Promise<Result<Loan, PickRefusal>> => {
  const read = readIdentifier(typed);
  if (!read.ok) return refused({ reason: read.refusal });
  const known =
    read.value.is === 'barcode'
      ? (await world.table.get(itemKind, itemKey(labelledItemId(about.town, read.value.barcode))))?.value
      : undefined;
  const bags = (await bagsFor(world.table, about.town, about.day)).filter(
    ({ mission }) => !isOver(mission.state),
  );
  const inBag = bags.find(({ items }) => items.some(({ loanId }) => loanId === known?.loanId));
  if (inBag) return refused({ reason: 'in-her-bag', seniorId: inBag.seniorId });
  const found = whoWaits(
    bags.flatMap((bag) => bag.toPick.map((item) => ({ bag, item }))),
    read.value,
    known,
  );
  if (!found) return refused({ reason: 'nobody-waits' });
  const { missionId } = found.bag;
  const done = await pickLoan(world, found.item.loanId, { missionId, identifier: typed }, hand, now);
  return done.ok ? done : refused({ reason: done.refusal });
};
