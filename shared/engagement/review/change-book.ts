import { type Actor, change } from '../../audit/audit.ts';
import { type Decision as Decided, decideAndCommit, type Surroundings } from '../../decide/decide.ts';
import type { StaffId } from '../../ids/ids.ts';
import { ok, type Result } from '../../result/result.ts';
import type { Stored } from '../../table/kind.ts';
import type { Write } from '../../table/table.ts';
import type { Instant } from '../../time/instant.ts';
import { emptyBook, type ReviewBook, reviewBookKey, reviewBookKind } from './review.ts';

/**
 * `moved-on`: somebody else opened, closed or counted in between. `too-many`: answer some of those that stand first.
 * `unanswered`: a decision of last time has no answer yet.
 */
export type ReviewRefusal = {
  readonly reason: 'closed-today' | 'moved-on' | 'too-many' | 'unknown' | 'day-past' | 'unanswered';
};

const staff = (id: StaffId): Actor => ({ kind: 'staff', id });

type Changed = {
  readonly book: ReviewBook;
  readonly action: string;
  readonly details?: Readonly<Record<string, string | number>>;
  readonly more?: readonly Write[];
};

/** One change of the book, held to what was read of it, with its audit event. */
export const changeBook = async (
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
