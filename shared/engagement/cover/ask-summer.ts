import { type Actor, change, SYSTEM } from '../../audit/audit.ts';
import { type Decision, decideAndCommit, type Surroundings } from '../../decide/decide.ts';
import type { VolunteerId } from '../../ids/ids.ts';
import { linkKind } from '../../links/link.ts';
import { mintLink } from '../../links/mint-link.ts';
import { ok, type Result, refused } from '../../result/result.ts';
import { serviceKind, serviceList } from '../../services/store.ts';
import { rowsOf } from '../../table/kind.ts';
import type { Table } from '../../table/table.ts';
import { create } from '../../table/write.ts';
import { dayOf } from '../../time/civil.ts';
import { type Instant, plus } from '../../time/instant.ts';
import { changeVolunteer } from '../../volunteers/change-volunteer.ts';
import { volunteerKind, volunteerList } from '../../volunteers/store.ts';
import { canText } from '../../volunteers/volunteer.ts';
import {
  nextAsk,
  type SummerQuestion,
  summerQuestionKey,
  summerQuestionKind,
  type ToAsk,
  wasAsked,
  whomToAsk,
} from './summer-question.ts';

/** So many texts in one look of the agenda; it looks again a minute later. */
const AT_A_TIME = 50;
/** A question that leaves two weeks late asks about nothing any more. */
const LIVES_DAYS = 14;

export const readToAsk = async (table: Pick<Table, 'index'>, town: string, now: Instant): Promise<ToAsk> => {
  const [people, services] = await Promise.all([
    table.index('list', { partition: volunteerList(town, 'active') }),
    table.index('list', { partition: serviceList(town, 'open') }),
  ]);
  return whomToAsk(
    rowsOf(volunteerKind, people.items).map(({ value }) => value),
    rowsOf(serviceKind, services.items).map(({ value }) => value),
    dayOf(now),
  );
};

type NotAsked = { readonly reason: 'not-now' };

/** One volunteer's question, with the link to their own dates; asked already, away or without texts: nothing. */
const askOne = (world: Surroundings, id: VolunteerId, now: Instant) =>
  changeVolunteer<NotAsked>(
    world,
    id,
    ({ stored: { value }, town }) => {
      const today = dayOf(now);
      if (value.state !== 'active' || !canText(value) || wasAsked(value, today))
        return refused({ reason: 'not-now' });
      const { token, link } = mintLink(world.ids, {
        town: town.id,
        volunteerId: id,
        now,
        purpose: 'my-space',
      });
      return ok({
        next: { ...value, summerAskedOn: today },
        happening: { action: 'summer-asked', actor: SYSTEM, at: now },
        messages: [
          {
            message: { kind: 'summer-question' },
            recipient: id,
            subject: id,
            round: `summer-${today}`,
            dueAt: now,
            notAfter: plus(now, { days: LIVES_DAYS }),
            secret: token,
          },
        ],
        writes: [create(linkKind, link)],
      });
    },
    now,
  );

const save = (
  world: Surroundings,
  town: string,
  action: string,
  actor: Actor,
  now: Instant,
  decide: (before: SummerQuestion) => SummerQuestion | undefined,
): Promise<Result<SummerQuestion, never>> =>
  decideAndCommit(world.table, async (): Promise<Result<Decision<SummerQuestion>, never>> => {
    const stored = await world.table.get(summerQuestionKind, summerQuestionKey(town));
    const before = stored?.value ?? { town, yearly: false };
    const value = decide(before);
    if (!value) return ok({ value: before, writes: [] });
    return ok({ value, writes: change(summerQuestionKind, stored, value, { action, actor, at: now }) });
  });

/**
 * The question leaves now: the agenda sends it, some at a time, within the hours at which volunteers may be texted. Asked
 * while it leaves already, nothing more is written.
 */
export const askNow = (world: Surroundings, town: string, actor: Actor, now: Instant) =>
  save(world, town, 'summer-question-asked', actor, now, (before) =>
    before.askAt && before.askAt <= now ? undefined : { ...before, askAt: now },
  );

/** Each year in May, or not any more. A question that is leaving goes on. */
export const askYearly = (world: Surroundings, town: string, yearly: boolean, actor: Actor, now: Instant) =>
  save(world, town, yearly ? 'summer-question-yearly' : 'summer-question-stopped', actor, now, (before) => {
    if (before.yearly === yearly) return undefined;
    const { askAt, ...rest } = before;
    const leaving = askAt && askAt <= now ? askAt : undefined;
    const next = leaving ?? (yearly ? nextAsk(now) : undefined);
    return { ...rest, yearly, ...(next ? { askAt: next } : {}) };
  });

/**
 * The agenda's look: asks as many as one look may, each in a transaction of its own, and comes back for the rest; then
 * waits for next May where the town asks each year. Killed in between, the rest are asked next time, nobody twice.
 */
export const lookAtSummerQuestion = async (
  world: Surroundings,
  town: string,
  now: Instant,
): Promise<void> => {
  const stored = await world.table.get(summerQuestionKind, summerQuestionKey(town));
  if (!stored?.value.askAt || stored.value.askAt > now) return;
  const { toText } = await readToAsk(world.table, town, now);
  let count = 0;
  for (const { id } of toText.slice(0, AT_A_TIME)) if ((await askOne(world, id, now)).ok) count += 1;
  const isMore = toText.length > AT_A_TIME;
  await save(world, town, 'summer-question-sent', SYSTEM, now, (before) => {
    const { askAt: _, ...rest } = before;
    const on = dayOf(now);
    const sofar = before.asked?.on === on ? before.asked.count : 0;
    const next = isMore ? plus(now, { minutes: 1 }) : before.yearly ? nextAsk(now) : undefined;
    return { ...rest, asked: { on, count: sofar + count }, ...(next ? { askAt: next } : {}) };
  });
};
