import { measureTold } from '../../../../shared/engagement/review/measures.ts';
import {
  type ClosedReview,
  closedReviewKey,
  closedReviewKind,
  closedReviewList,
  type Decision,
  emptyBook,
  type OpenReview,
  type ReviewBook,
  reviewBookKey,
  reviewBookKind,
} from '../../../../shared/engagement/review/review.ts';
import { attentionKey, attentionKind } from '../../../../shared/engagement/steps/attention.ts';
import { capital } from '../../../../shared/french/french.ts';
import { listStaff } from '../../../../shared/staff/change-staff.ts';
import type { Staff } from '../../../../shared/staff/staff.ts';
import { rowsOf } from '../../../../shared/table/kind.ts';
import type { CivilDay } from '../../../../shared/time/civil.ts';
import { volunteerKey, volunteerKind } from '../../../../shared/volunteers/store.ts';
import { type DeskContext, townOf } from '../../env.ts';
import { roleWords } from '../../words.ts';
import type { NameOwner, ReadMeasure } from './decisions.tsx';
import type { Word } from './page.tsx';
import { measuredWords } from './words.ts';

/** Closed reviews on the first page: five years of quarters. */
const MOST_PAST = 20;

export const bookOf = async (c: DeskContext): Promise<ReviewBook> => {
  const { table } = c.var.world;
  const { id } = townOf(c);
  return (await table.get(reviewBookKind, reviewBookKey(id)))?.value ?? emptyBook(id);
};

export const pastOf = async (c: DeskContext): Promise<readonly ClosedReview[]> => {
  const page = await c.var.world.table.index('list', {
    partition: closedReviewList(townOf(c).id),
    newestFirst: true,
    limit: MOST_PAST,
  });
  return rowsOf(closedReviewKind, page.items).map(({ value }) => value);
};

/** Whoever knows the team reads a name; the reviewer reads which office. */
export const ownersOf = (staff: readonly Staff[], byName: boolean): NameOwner => {
  const known = new Map<string, Staff>(staff.map((one) => [one.id, one]));
  return ({ owner }: Decision): string => {
    const one = known.get(owner);
    if (!one) return 'L’équipe';
    const role = roleWords(one.role);
    return byName ? one.name : capital(role);
  };
};

export const staffIn = async (c: DeskContext): Promise<readonly Staff[]> =>
  (await listStaff(c.var.world.table, townOf(c).id)).map(({ value }) => value);

/** Names of those who were to get a word, and whether somebody has seen to it since: two keys each, one request. */
export const wordsOf = async (c: DeskContext, { words, figures }: OpenReview): Promise<readonly Word[]> => {
  const rows = (
    await c.var.world.table.getRows(
      words.flatMap(({ volunteerId }) => [volunteerKey(volunteerId), attentionKey(volunteerId)]),
    )
  ).flatMap((row) => row ?? []);
  const people = new Map(rowsOf(volunteerKind, rows).map(({ value }) => [value.id, value]));
  const attentions = new Map(rowsOf(attentionKind, rows).map(({ value }) => [value.volunteerId, value]));
  return words.flatMap(({ volunteerId, step }) => {
    const volunteer = people.get(volunteerId);
    const decisions = attentions.get(volunteerId)?.decisions ?? [];
    return volunteer
      ? [{ volunteer, step, answered: decisions.some(({ at }) => at > figures.countedAt) }]
      : [];
  });
};

/** What each measure was told as, at the reviews that its decision went through: one request. */
export const toldMeasures = async (c: DeskContext, { decisions }: ClosedReview): Promise<ReadMeasure> => {
  const days = [...new Set(decisions.flatMap(({ on, answers }) => [on, ...answers.map((one) => one.on)]))];
  const rows = await c.var.world.table.getRows(days.map((on) => closedReviewKey(townOf(c).id, on)));
  const told = new Map<CivilDay, ClosedReview['told']>(
    rowsOf(
      closedReviewKind,
      rows.flatMap((row) => row ?? []),
    ).map(({ value }) => [value.on, value.told]),
  );
  return ({ measure, on }, when) => {
    const tables = told.get(when === 'then' ? on : when);
    return measure && measuredWords(tables && measureTold(tables, measure));
  };
};
