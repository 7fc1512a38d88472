import type { Actor, Happening } from '../../../../shared/audit/audit.ts';
import { gramsOf, type Item } from '../../../../shared/library/item.ts';
import { type LoanAct, type LoanActor, stepLoan } from '../../../../shared/library/loans/decide-loan.ts';
import { holdsCopy, type Loan, loanKind } from '../../../../shared/library/loans/loan.ts';
import { readerAfter } from '../../../../shared/library/loans/loan-writes.ts';
import type { Reader } from '../../../../shared/library/readers/reader.ts';
import type { defaultLibrarySettings } from '../../../../shared/library/settings.ts';
import type { Instant } from '../../../../shared/time/instant.ts';
import type { Making } from '../making.ts';
import type { idsOf } from './readers.ts';

type Ids = ReturnType<typeof idsOf>;
export type Step = {
  readonly what: LoanAct;
  readonly by: LoanActor;
  readonly actor: Actor;
  readonly at: Instant;
};
export type Part = {
  readonly making: Making;
  readonly ids: Ids;
  readonly librarian: Actor;
  readonly settings: ReturnType<typeof defaultLibrarySettings>;
  readonly items: Map<string, Item>;
  /** Promised to somebody, still on the shelf. */
  readonly chosen: Set<string>;
};

/** A thing on the shelf that would suit this reader, each copy once. */
export const takes = ({ items, chosen }: Part, reader: Reader, count: number): readonly Item[] => {
  const free = [...items.values()].filter(({ id, loanId }) => loanId === undefined && !chosen.has(id));
  const suits = free.filter(
    (item) =>
      (reader.largePrint !== 'only' || item.kind === 'large-print') &&
      (reader.audio !== 'only' || item.kind === 'audio') &&
      (reader.audio === 'only' || item.kind !== 'audio') &&
      !reader.dislikedAuthors.some((name) => name.split(' ').at(-1) === item.author.split(',')[0]) &&
      !item.subjects.some((subject) => reader.avoid !== '' && subject.includes('guerre')),
  );
  return suits.slice(0, count);
};

/** One loan through the product's own decisions, its copy and its reader following. */
export const lend = (part: Part, reader: Reader, item: Item, at: Instant, steps: readonly Step[]): Reader => {
  const { making, ids, settings, items, librarian } = part;
  const { title, author, barcode } = item;
  let loan: Loan = {
    id: ids.at('loa', at),
    town: making.town.id,
    state: 'requested',
    kind: item.kind,
    grams: gramsOf(item),
    seniorId: reader.seniorId,
    work: { title, author, ...(barcode ? { barcode } : {}) },
    itemId: item.id,
    requestedAt: at,
    renewals: 0,
  };
  const save = (happening: Happening) => making.history.change(loanKind, loan, happening);
  save({ action: 'loan-requested', actor: librarian, at, to: 'requested' });
  let next: Reader = { ...reader, open: [...reader.open, loan.id] };
  for (const step of steps) {
    const done = stepLoan(loan, step.what, step.by, settings, step.at);
    if (!done.ok) throw new Error(`the demonstration’s loan: ${done.refusal}`);
    next = readerAfter(next, loan, done.value, making.appSecret);
    const from = loan.state;
    loan = done.value;
    save({ action: `loan-${step.what.command}`, actor: step.actor, at: step.at, from, to: loan.state });
  }
  const { loanId: _, ...free } = item;
  if (loan.state === 'requested') part.chosen.add(item.id);
  items.set(item.id, holdsCopy(loan) ? { ...free, loanId: loan.id } : free);
  return next;
};
