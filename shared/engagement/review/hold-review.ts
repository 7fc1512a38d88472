import { type Actor, change } from '../../audit/audit.ts';
import { type Decision as Decided, decideAndCommit, type Surroundings } from '../../decide/decide.ts';
import type { StaffId } from '../../ids/ids.ts';
import { ok, type Result, refused } from '../../result/result.ts';
import type { Stored } from '../../table/kind.ts';
import type { Write } from '../../table/table.ts';
import { create } from '../../table/write.ts';
import { addDays, type CivilDay, dayOf } from '../../time/civil.ts';
import type { Instant } from '../../time/instant.ts';
import { remembered } from '../small-numbers/told.ts';
import { type Measure, measureIn } from './measures.ts';
import { readFigures } from './read-figures.ts';
import {
  type AnswerCode,
  type ClosedReview,
  closedReviewKey,
  closedReviewKind,
  type Decision,
  emptyBook,
  MOST_DECISIONS,
  type OpenReview,
  type ReviewBook,
  reviewBookKey,
  reviewBookKind,
  unansweredAt,
} from './review.ts';
import { tellTables } from './tables.ts';

/**
 * `moved-on`: somebody else opened, closed or counted in between. `too-many`: answer some of those that stand first.
 * `unanswered`: a decision of last time has no answer yet.
 */
export type ReviewRefusal = {
  readonly reason: 'closed-today' | 'moved-on' | 'too-many' | 'unknown' | 'day-past' | 'unanswered';
};

/** Comings and goings of a first review: a quarter (days). */
const FIRST_PERIOD_DAYS = 91;

const staff = (id: StaffId): Actor => ({ kind: 'staff', id });

type Changed = {
  readonly book: ReviewBook;
  readonly action: string;
  readonly details?: Readonly<Record<string, string | number>>;
  readonly more?: readonly Write[];
};

/** One change of the book, held to what was read of it, with its audit event. */
const changeBook = async (
  world: Surroundings,
  by: StaffId,
  now: Instant,
  decide: (book: ReviewBook) => Result<Changed, ReviewRefusal> | Promise<Result<Changed, ReviewRefusal>>,
): Promise<Result<ReviewBook, ReviewRefusal>> =>
  decideAndCommit(world.table, async (): Promise<Result<Decided<ReviewBook>, ReviewRefusal>> => {
    const { townId } = world.config;
    const stored: Stored<ReviewBook> | undefined = await world.table.get(
      reviewBookKind,
      reviewBookKey(townId),
    );
    const made = await decide(stored?.value ?? emptyBook(townId));
    if (!made.ok) return made;
    const { book, action, details, more = [] } = made.value;
    const happening = { action, actor: staff(by), at: now, ...(details ? { details } : {}) };
    return ok({ value: book, writes: [...change(reviewBookKind, stored, book, happening), ...more] });
  });

const periodFrom = (book: ReviewBook, today: CivilDay): CivilDay =>
  book.countedTo ? addDays(book.countedTo, 1) : addDays(today, 1 - FIRST_PERIOD_DAYS);

const lastClosed = async (
  { table }: Surroundings,
  { town, lastClosedOn }: ReviewBook,
): Promise<ClosedReview | undefined> =>
  lastClosedOn ? (await table.get(closedReviewKind, closedReviewKey(town, lastClosedOn)))?.value : undefined;

/**
 * Opens today's review, or counts the open one again: its figures are those of now. Asked twice: counted twice, one review.
 * Refuses a second review on the day of one that was closed.
 */
export const openReview = async (
  world: Surroundings,
  by: StaffId,
  now: Instant,
): Promise<Result<ReviewBook, ReviewRefusal>> => {
  const today = dayOf(now);
  const { townId } = world.config;
  const known = (await world.table.get(reviewBookKind, reviewBookKey(townId)))?.value ?? emptyBook(townId);
  const from = periodFrom(known, today);
  if (from > today) return refused({ reason: 'closed-today' });
  const last = await lastClosed(world, known);
  const { figures, words, groups } = await readFigures(world.table, townId, from, now, last);
  const counted = { figures, words, told: tellTables(figures, groups, last) };
  return changeBook(world, by, now, (book) => {
    if (periodFrom(book, today) !== from) return refused({ reason: 'moved-on' });
    const open: OpenReview = {
      ...(book.open ?? { on: today, openedAt: now, by }),
      ...counted,
    };
    return ok({
      book: { ...book, open },
      action: book.open ? 'review-counted-again' : 'review-opened',
      details: { on: open.on },
    });
  });
};

export type NewDecision = {
  /** The number it would take: sent twice, it is taken once. */
  readonly number: number;
  readonly what: string;
  readonly owner: StaffId;
  readonly due: CivilDay;
  readonly measure?: Measure | undefined;
};

/** Writes a decision of the open review down, with its measure as it is now. */
export const takeDecision = (
  world: Surroundings,
  { number, what, owner, due, measure }: NewDecision,
  by: StaffId,
  now: Instant,
): Promise<Result<ReviewBook, ReviewRefusal>> =>
  changeBook(world, by, now, (book) => {
    const { open } = book;
    if (!open || number !== book.lastNumber + 1) return refused({ reason: 'moved-on' });
    if (book.decisions.length >= MOST_DECISIONS) return refused({ reason: 'too-many' });
    if (due < dayOf(now)) return refused({ reason: 'day-past' });
    const decision: Decision = {
      number,
      on: open.on,
      by,
      what,
      owner,
      due,
      ...(measure ? { measure, measured: measureIn(open, measure) } : {}),
      answers: [],
    };
    return ok({
      book: { ...book, lastNumber: number, decisions: [...book.decisions, decision] },
      action: 'decision-taken',
      details: { number },
    });
  });

/** Takes back a decision of the open review; those of earlier ones are answered, not taken back. */
export const takeBackDecision = (
  world: Surroundings,
  number: number,
  by: StaffId,
  now: Instant,
): Promise<Result<ReviewBook, ReviewRefusal>> =>
  changeBook(world, by, now, (book) => {
    const found = book.decisions.find((one) => one.number === number);
    if (!book.open || found?.on !== book.open.on) return refused({ reason: 'moved-on' });
    return ok({
      book: { ...book, decisions: book.decisions.filter((one) => one !== found) },
      action: 'decision-taken-back',
      details: { number },
    });
  });

export type AnswerToDecision = {
  readonly number: number;
  readonly verdict: AnswerCode;
  readonly words: string;
  /** Carried on: until when now. */
  readonly due?: CivilDay | undefined;
};

/** What became of a decision of an earlier review, with its measure as it is now; said again, it replaces what was said. */
export const answerDecision = (
  world: Surroundings,
  { number, verdict, words, due }: AnswerToDecision,
  by: StaffId,
  now: Instant,
): Promise<Result<ReviewBook, ReviewRefusal>> =>
  changeBook(world, by, now, (book) => {
    const { open } = book;
    const found = book.decisions.find((one) => one.number === number);
    if (!open) return refused({ reason: 'moved-on' });
    if (!found || found.on >= open.on) return refused({ reason: 'unknown' });
    if (verdict === 'continued' && (due === undefined || due < dayOf(now)))
      return refused({ reason: 'day-past' });
    const { measure } = found;
    const answered: Decision = {
      ...found,
      ...(verdict === 'continued' && due ? { due } : {}),
      answers: [
        ...found.answers.filter(({ on }) => on !== open.on),
        {
          on: open.on,
          at: now,
          by,
          verdict,
          words,
          ...(measure ? { measured: measureIn(open, measure) } : {}),
        },
      ],
    };
    return ok({
      book: { ...book, decisions: book.decisions.map((one) => (one === found ? answered : one)) },
      action: 'decision-answered',
      details: { number, verdict },
    });
  });

/**
 * Closes the open review: what was counted and said is kept as it is, and so is what the reviewer may read of it, held to what
 * they were told before. Decisions carried on, and those of today, stay in the book. Refuses while a decision of
 * last time has no answer.
 */
export const closeReview = (
  world: Surroundings,
  summary: string,
  by: StaffId,
  now: Instant,
): Promise<Result<ReviewBook, ReviewRefusal>> =>
  changeBook(world, by, now, async (book) => {
    const { open, ...rest } = book;
    if (!open) return refused({ reason: 'moved-on' });
    if (unansweredAt(book).length > 0) return refused({ reason: 'unanswered' });
    const last = await lastClosed(world, book);
    const known = last?.remembered ?? last?.told;
    const told = open.told ?? tellTables(open.figures, undefined, last);
    const closed: ClosedReview = {
      town: book.town,
      on: open.on,
      closedAt: now,
      closedBy: by,
      summary,
      figures: open.figures,
      told,
      remembered: remembered(told, known),
      decisions: book.decisions,
    };
    const stays = ({ answers }: Decision): boolean =>
      !answers.some(({ on, verdict }) => on === open.on && verdict !== 'continued');
    return ok({
      book: {
        ...rest,
        decisions: book.decisions.filter(stays),
        lastClosedOn: open.on,
        countedTo: open.figures.to,
      },
      action: 'review-closed',
      details: { on: open.on },
      more: [create(closedReviewKind, closed)],
    });
  });
