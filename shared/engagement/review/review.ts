import * as z from 'zod';
import { staffIdSchema, volunteerIdSchema } from '../../ids/ids.ts';
import { defineKind, type Key, type Kind } from '../../table/kind.ts';
import { type CivilDay, civilDaySchema } from '../../time/civil.ts';
import { instantSchema } from '../../time/instant.ts';
import { townIdSchema } from '../../town/settings.ts';
import { toldTablesSchema } from '../small-numbers/told.ts';
import { STEPS } from '../steps/attention.ts';
import { figuresSchema } from './figures.ts';
import { measuredSchema, measureSchema } from './measures.ts';

/** More than a team can keep in mind: another has to be answered first. */
export const MOST_DECISIONS = 12;
/** Reviews between which one decision is carried on, at most. */
const MOST_ANSWERS = 40;

export const ANSWERS = ['done', 'continued', 'dropped'] as const;
export type AnswerCode = (typeof ANSWERS)[number];

const answerSchema = z.object({
  /** The review at which it was answered. */
  on: civilDaySchema,
  at: instantSchema,
  by: staffIdSchema,
  verdict: z.enum(ANSWERS),
  words: z.string().max(300),
  /** The measure that day. */
  measured: measuredSchema.optional(),
});
export type DecisionAnswer = z.infer<typeof answerSchema>;

/** What was decided, by whom it is carried, until when, and which figure it means to change. */
export const decisionSchema = z.object({
  number: z.number().int().positive(),
  /** Day of the review that took it. */
  on: civilDaySchema,
  by: staffIdSchema,
  what: z.string().min(1).max(300),
  owner: staffIdSchema,
  due: civilDaySchema,
  measure: measureSchema.optional(),
  /** The measure on the day it was taken. */
  measured: measuredSchema.optional(),
  answers: z.array(answerSchema).max(MOST_ANSWERS),
});
export type Decision = z.infer<typeof decisionSchema>;

/** A review being held: its figures, and who was to get a word that day. Ids leave it when it is closed. */
const openReviewSchema = z.object({
  on: civilDaySchema,
  openedAt: instantSchema,
  by: staffIdSchema,
  figures: figuresSchema,
  /** What the reviewer will read of them, settled when they were counted: of check-ins nothing else is kept. */
  told: toldTablesSchema.optional(),
  words: z.array(z.object({ volunteerId: volunteerIdSchema, step: z.enum(STEPS) })).max(10),
});
export type OpenReview = z.infer<typeof openReviewSchema>;

/**
 * The town's one book: the review being held, if any, the decisions nobody has closed, the day of the last review. All that
 * a review changes goes through this record, so that two people holding the same review cannot lose each other's words.
 */
export const reviewBookSchema = z.object({
  town: townIdSchema,
  open: openReviewSchema.optional(),
  decisions: z.array(decisionSchema).max(MOST_DECISIONS * 2),
  lastNumber: z.number().int().min(0),
  /** Of the review closed last: its day, and the last day it counted. */
  lastClosedOn: civilDaySchema.optional(),
  countedTo: civilDaySchema.optional(),
});
export type ReviewBook = z.infer<typeof reviewBookSchema>;

/** A review as it was said then: nothing in it changes any more. */
export const closedReviewSchema = z.object({
  town: townIdSchema,
  on: civilDaySchema,
  closedAt: instantSchema,
  closedBy: staffIdSchema,
  summary: z.string().max(1000),
  figures: figuresSchema,
  /** What the reviewer reads of them. */
  told: toldTablesSchema,
  /** What was told last of each number, at this review or one before: the next is held to it. */
  remembered: toldTablesSchema.optional(),
  /** Every decision that stood at that review, with what was answered; those taken that day among them. */
  decisions: z.array(decisionSchema).max(MOST_DECISIONS * 2),
});
export type ClosedReview = z.infer<typeof closedReviewSchema>;

export const reviewBookKey = (town: string): Key => ({ pk: `${town}#review-book`, sk: 'REVIEW-BOOK' });
export const closedReviewKey = (town: string, on: CivilDay): Key => ({
  pk: `${town}#review#${on}`,
  sk: 'REVIEW',
});
export const closedReviewList = (town: string): string => `${town}#review`;

/**
 * | question                                         | key or index                        | consistent |
 * |--------------------------------------------------|-------------------------------------|------------|
 * | is a review being held, what is still to answer? | pk town + `#review-book`            | yes        |
 */
export const reviewBookKind: Kind<ReviewBook> = defineKind({
  name: 'review-book',
  v: 1,
  schema: reviewBookSchema,
  key: (book) => reviewBookKey(book.town),
});

/**
 * | question                                 | key or index                          | consistent |
 * |------------------------------------------|---------------------------------------|------------|
 * | what was said at the review of that day? | pk town + `#review#` + day            | yes        |
 * | which reviews were held?                 | `list`: town + `#review`, by day      | no         |
 */
export const closedReviewKind: Kind<ClosedReview> = defineKind({
  name: 'closed-review',
  v: 1,
  schema: closedReviewSchema,
  key: (review) => closedReviewKey(review.town, review.on),
  places: (review) => ({ list: { partition: closedReviewList(review.town), sort: review.on } }),
});

export const emptyBook = (town: string): ReviewBook => ({ town, decisions: [], lastNumber: 0 });

/** Taken at an earlier review, and not answered yet at this one. */
export const unansweredAt = ({ open, decisions }: ReviewBook): readonly Decision[] =>
  open
    ? decisions.filter(({ on, answers }) => on < open.on && !answers.some((one) => one.on === open.on))
    : [];

export const answerAt = ({ answers }: Decision, on: CivilDay): DecisionAnswer | undefined =>
  answers.findLast((one) => one.on === on);
