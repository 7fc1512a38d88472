import type { Surroundings } from '../../decide/decide.ts';
import type { StaffId } from '../../ids/ids.ts';
import { ok, type Result, refused } from '../../result/result.ts';
import { type CivilDay, dayOf } from '../../time/civil.ts';
import type { Instant } from '../../time/instant.ts';
import { changeBook, type ReviewRefusal } from './change-book.ts';
import { type Measure, measureIn } from './measures.ts';
import { type AnswerCode, type Decision, MOST_DECISIONS, type ReviewBook } from './review.ts';

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
