import type { Surroundings } from '../../decide/decide.ts';
import type { LoanId, SeniorId } from '../../ids/ids.ts';
import { isOver } from '../../missions/mission.ts';
import { ok, type Result, refused } from '../../result/result.ts';
import type { CivilDay } from '../../time/civil.ts';
import type { Instant } from '../../time/instant.ts';
import { type Identifier, readIdentifier } from '../identifier.ts';
import { type Item, itemKey, itemKind, labelledItemId } from '../item.ts';
import { type ChangeRefusal, type Hand, pickLoan } from '../loans/change-loan.ts';
import { isSameTitle } from '../work.ts';
import type { Bag, BagItem } from './bag.ts';
import { bagsFor } from './read-bags.ts';

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

/** What became of a code: in whose bag, and whether it was there since the first time this form was sent. */
export type Picked = { readonly loanId: LoanId; readonly already: boolean };

/**
 * One thing in the hand, thirty bags on the table: puts it in the bag of whoever it was chosen for that day. An ISBN names a title and not
 * the copy: by `form`, one page sent twice (double press, lost answer, Back) is one copy in one bag, and the second copy of
 * a title is read on the page that follows. Refuses what nobody chose (`nobody-waits`), what lies in a bag of the day
 * already, and all that a pick refuses.
 */
export const pickCopy = async (
  world: Surroundings,
  about: { readonly town: string; readonly day: CivilDay },
  scan: { readonly code: string; readonly form: string },
  hand: Hand,
  now: Instant,
): Promise<Result<Picked, PickRefusal>> => {
  const read = readIdentifier(scan.code);
  if (!read.ok) return refused({ reason: read.refusal });
  const typed = read.value;
  const known =
    typed.is === 'barcode'
      ? (await world.table.get(itemKind, itemKey(labelledItemId(about.town, typed.barcode))))?.value
      : undefined;
  const bags = (await bagsFor(world.table, about.town, about.day)).filter(
    ({ mission }) => !isOver(mission.state),
  );
  const inBags = bags.flatMap((bag) => bag.items.map((item) => ({ bag, item })));
  const before = inBags.find(({ item }) =>
    typed.is === 'isbn'
      ? item.work.isbn === typed.isbn && item.pickForm === scan.form
      : item.loanId === known?.loanId,
  );
  if (before)
    return before.item.pickForm === scan.form
      ? ok({ loanId: before.item.loanId, already: true })
      : refused({ reason: 'in-her-bag', seniorId: before.bag.seniorId });
  const found = whoWaits(
    bags.flatMap((bag) => bag.toPick.map((item) => ({ bag, item }))),
    typed,
    known,
  );
  if (!found) return refused({ reason: 'nobody-waits' });
  const pick = { missionId: found.bag.missionId, identifier: scan.code, form: scan.form };
  const done = await pickLoan(world, found.item.loanId, pick, hand, now);
  return done.ok ? ok({ loanId: done.value.id, already: false }) : refused({ reason: done.refusal });
};
