import type { Surroundings } from '../../decide/decide.ts';
import type { StaffId } from '../../ids/ids.ts';
import { ok, type Result, refused } from '../../result/result.ts';
import { create } from '../../table/write.ts';
import { addDays, type CivilDay, dayOf } from '../../time/civil.ts';
import type { Instant } from '../../time/instant.ts';
import { remembered } from '../small-numbers/told.ts';
import { changeBook, type ReviewRefusal } from './change-book.ts';
import { readFigures } from './read-figures.ts';
import {
  type ClosedReview,
  closedReviewKey,
  closedReviewKind,
  type Decision,
  emptyBook,
  type OpenReview,
  type ReviewBook,
  reviewBookKey,
  reviewBookKind,
  unansweredAt,
} from './review.ts';
import { tellTables } from './tables.ts';

/** Comings and goings of a first review: a quarter (days). */
const FIRST_PERIOD_DAYS = 91;

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
