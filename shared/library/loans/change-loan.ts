import { type Actor, change } from '../../audit/audit.ts';
import { type Decision, decideAndCommit, type Surroundings } from '../../decide/decide.ts';
import type { ItemId, LoanId, MissionId, SeniorId } from '../../ids/ids.ts';
import { isOver } from '../../missions/mission.ts';
import { missionKey, missionKind } from '../../missions/store.ts';
import { ok, type Result, refused } from '../../result/result.ts';
import type { Stored } from '../../table/kind.ts';
import type { Write } from '../../table/table.ts';
import { create, replace } from '../../table/write.ts';
import type { Instant } from '../../time/instant.ts';
import { isDelivery, isInBag } from '../bags/bag.ts';
import { type IdentifierRefusal, readIdentifier } from '../identifier.ts';
import { gramsOf, type Item, itemKey, itemKind, labelledItemId } from '../item.ts';
import { MOST_IN_BAG, MOST_OPEN, type Reader, readerKey, readerKind } from '../readers/reader.ts';
import { type ItemKind, isSameTitle, USUAL_GRAMS, type Work } from '../work.ts';
import type { LoanAct, LoanActor } from './decide-loan.ts';
import { type Loan, loanKey, loanKind } from './loan.ts';
import { copiesOf, hadMarks, type StepRefusal, stepWrites } from './loan-writes.ts';
import { librarySettingsOf, openLoans } from './open-loans.ts';

export type ChangeRefusal =
  | StepRefusal
  | 'unknown'
  | 'not-a-reader'
  /** She had it; lent again only when she wishes it. */
  | 'had-before'
  | 'already-chosen'
  | 'too-many'
  | 'bag-full'
  | 'no-delivery'
  /** What was scanned is the label of something else. */
  | 'other-title'
  /** A number nobody knows, where the chosen copy has its own. */
  | 'other-label'
  | IdentifierRefusal;

/** Who acts, and in which of the roles of the loans' table. */
export type Hand = { readonly actor: Actor; readonly by: LoanActor };

export type LoanWish = {
  readonly work: Work;
  readonly kind: ItemKind;
  readonly grams?: number | undefined;
  /** A copy known on the shelf; its own title and weight then count. */
  readonly itemId?: ItemId | undefined;
  /** She had it and asks for it again. */
  readonly again?: boolean | undefined;
};

/**
 * Something chosen for a reader. Refused for what she had before unless she wishes it again, for what is already chosen,
 * picked or at her home, and beyond 24 things open at once.
 */
export const requestLoan = (
  world: Surroundings,
  seniorId: SeniorId,
  wish: LoanWish,
  hand: Hand,
  now: Instant,
): Promise<Result<Loan, ChangeRefusal>> =>
  decideAndCommit(world.table, async (): Promise<Result<Decision<Loan>, ChangeRefusal>> => {
    const reader = await world.table.get(readerKind, readerKey(seniorId));
    if (reader?.value.state !== 'reading') return refused('not-a-reader');
    const item = wish.itemId ? await world.table.get(itemKind, itemKey(wish.itemId)) : undefined;
    if (wish.itemId && !item) return refused('unknown');
    const { title, author, isbn, barcode } = item?.value ?? wish.work;
    const work: Work = { title, author, ...(isbn ? { isbn } : {}), ...(barcode ? { barcode } : {}) };
    const marks = hadMarks(world.config.appSecret, work);
    const open = await openLoans(world.table, reader.value.open);
    const isOpen = open.some(
      ({ value }) =>
        value.work && hadMarks(world.config.appSecret, value.work).some((mark) => marks.includes(mark)),
    );
    if (isOpen) return refused('already-chosen');
    const had = marks.some((mark) => reader.value.had.includes(mark));
    if (had && !wish.again) return refused('had-before');
    if (reader.value.open.length >= MOST_OPEN) return refused('too-many');
    const kind = item?.value.kind ?? wish.kind;
    const loan: Loan = {
      id: world.ids.next('loa'),
      town: reader.value.town,
      state: 'requested',
      kind,
      grams: item ? gramsOf(item.value) : (wish.grams ?? USUAL_GRAMS[kind]),
      seniorId,
      work,
      ...(item ? { itemId: item.value.id } : {}),
      requestedAt: now,
      ...(had ? { again: true } : {}),
      renewals: 0,
    };
    return ok({
      value: loan,
      writes: [
        ...change(loanKind, undefined, loan, {
          action: 'loan-requested',
          actor: hand.actor,
          at: now,
          to: 'requested',
        }),
        replace(readerKind, reader, { ...reader.value, open: [...reader.value.open, loan.id] }),
      ],
    });
  });

type Held = { readonly loan: Stored<Loan>; readonly reader: Stored<Reader> | undefined };

const held = async (world: Surroundings, id: LoanId): Promise<Held | undefined> => {
  const loan = await world.table.get(loanKind, loanKey(id));
  if (!loan) return undefined;
  const { seniorId } = loan.value;
  return { loan, reader: seniorId ? await world.table.get(readerKind, readerKey(seniorId)) : undefined };
};

const stepped = async (
  world: Surroundings,
  { loan, reader }: Held,
  what: LoanAct,
  hand: Hand,
  now: Instant,
  beside: readonly Write[] = [],
  fresh?: Stored<Item>,
): Promise<Result<Decision<Loan>, ChangeRefusal>> => {
  const settings = await librarySettingsOf(world.table, loan.value.town);
  const known = await copiesOf(world, [{ loan, what }]);
  const copies = fresh ? new Map([...known, [fresh.value.id, fresh] as const]) : known;
  const done = stepWrites(world, [{ loan, what }], { reader, copies, settings, ...hand, now });
  if (!done.ok) return done;
  const [next] = done.value.loans;
  return next ? ok({ value: next, writes: [...done.value.writes, ...beside] }) : refused('unknown');
};

export type PlainAct = Exclude<LoanAct, { command: 'pick' | 'deliver' }>;

/** One step of one loan: its state, its copy and its reader's record in one conditional transaction, with one event. */
export const stepOneLoan = (
  world: Surroundings,
  id: LoanId,
  what: PlainAct,
  hand: Hand,
  now: Instant,
): Promise<Result<Loan, ChangeRefusal>> =>
  decideAndCommit(world.table, async () => {
    const found = await held(world, id);
    return found ? stepped(world, found, what, hand, now) : refused('unknown' as const);
  });

/** Titles of one copy may be written in two ways; its number is the same. */
const labelled = (loan: Loan, town: string, barcode: string, now: Instant): Item => ({
  title: loan.work?.title ?? barcode,
  author: loan.work?.author ?? '',
  ...(loan.work?.isbn ? { isbn: loan.work.isbn } : {}),
  barcode,
  id: labelledItemId(town, barcode),
  town,
  kind: loan.kind,
  languages: [],
  subjects: [],
  source: 'typed',
  addedAt: now,
});

/** Why the thing in the hand is not what was chosen: the wrong book, or a digit mistyped. */
const whyNotThis = (loan: Loan, known: Item | undefined): 'other-title' | 'other-label' | undefined => {
  if (known) return !loan.work || isSameTitle(loan.work, known) ? undefined : 'other-title';
  return loan.itemId && loan.work?.barcode ? 'other-label' : undefined;
};

/** A copy that a forgotten loan still names is nobody's: a lost book that was found on a shelf. */
const isFree = async (world: Surroundings, item: Item, loan: Loan): Promise<boolean> => {
  if (item.loanId === undefined || item.loanId === loan.id) return true;
  const holder = await world.table.get(loanKind, loanKey(item.loanId));
  return holder === undefined || holder.value.forgottenAt !== undefined;
};

/**
 * Takes a chosen thing from the shelf and puts it in the bag of a delivery to come. The label, typed or scanned, ties
 * the very copy, which no other loan may hold then; an ISBN or nothing at all is enough where copies have no label. Refused
 * for a mission that is over, is not hers or carries no books, beyond twelve things in a bag, and for a label that is another title's, or
 * nobody's where the chosen copy has one: without a label the pick stays open, so a library's own way of numbering never stops it.
 * With a `form`, the same one again changes nothing, and what another put in a bag meanwhile is refused: two copies are two hands.
 */
export const pickLoan = (
  world: Surroundings,
  id: LoanId,
  pick: {
    readonly missionId: MissionId;
    readonly identifier?: string | undefined;
    /** Of the page that was sent, when the code said whose it is. */
    readonly form?: string | undefined;
  },
  hand: Hand,
  now: Instant,
): Promise<Result<Loan, ChangeRefusal>> =>
  decideAndCommit(world.table, async (): Promise<Result<Decision<Loan>, ChangeRefusal>> => {
    const found = await held(world, id);
    if (!found?.reader) return refused('unknown');
    const { loan, reader } = found;
    if (pick.form !== undefined && loan.value.state === 'picked')
      return loan.value.pickForm === pick.form
        ? ok({ value: loan.value, writes: [] })
        : refused('not-allowed-here');
    const mission = (await world.table.get(missionKind, missionKey(pick.missionId)))?.value;
    if (!mission || !isDelivery(mission) || isOver(mission.state)) return refused('no-delivery');
    if (mission.seniorId !== loan.value.seniorId) return refused('no-delivery');
    const others = (await openLoans(world.table, reader.value.open)).filter(({ value }) => value.id !== id);
    if (others.filter(({ value }) => isInBag(value, mission)).length >= MOST_IN_BAG)
      return refused('bag-full');
    const typed = pick.identifier?.trim() ? readIdentifier(pick.identifier) : undefined;
    if (typed && !typed.ok) return typed;
    const bag = { command: 'pick', missionId: mission.id, deliverOn: mission.day, form: pick.form } as const;
    if (typed?.value.is !== 'barcode') return stepped(world, found, bag, hand, now);
    const { barcode } = typed.value;
    const key = labelledItemId(loan.value.town, barcode);
    const stored = await world.table.get(itemKind, itemKey(key));
    if (stored && !(await isFree(world, stored.value, loan.value))) return refused('copy-taken');
    const why = whyNotThis(loan.value, stored?.value);
    if (why) return refused(why);
    const item: Item = {
      ...(stored?.value ?? labelled(loan.value, loan.value.town, barcode, now)),
      loanId: id,
    };
    const copy = { itemId: item.id, grams: gramsOf(item) };
    if (stored) {
      const { loanId: _, ...free } = stored.value;
      return stepped(world, found, { ...bag, copy }, hand, now, [], { ...stored, value: free });
    }
    return stepped(world, found, { ...bag, copy }, hand, now, [create(itemKind, item)]);
  });
