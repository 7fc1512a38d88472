import { change } from '../../../audit/audit.ts';
import { type Decision, decideAndCommit, type Surroundings } from '../../../decide/decide.ts';
import type { SeniorId, StaffId, ThanksId, VolunteerId } from '../../../ids/ids.ts';
import { linkKind } from '../../../links/link.ts';
import { mintLink } from '../../../links/mint-link.ts';
import { ok, type Result, refused } from '../../../result/result.ts';
import type { Senior } from '../../../seniors/senior.ts';
import { seniorKey, seniorKind } from '../../../seniors/store.ts';
import type { Stored } from '../../../table/kind.ts';
import type { Write } from '../../../table/table.ts';
import { create, unchanged } from '../../../table/write.ts';
import type { Task } from '../../../tasks/task.ts';
import { type Instant, plus } from '../../../time/instant.ts';
import { readVolunteer, type VolunteerFacts, volunteerWrites } from '../../../volunteers/change-volunteer.ts';
import {
  type ThankYou,
  thanksKey,
  thanksPartition,
  thankYouKind,
} from '../../../volunteers/thanks/thank-you.ts';
import { canText } from '../../../volunteers/volunteer.ts';
import { readVisitors } from './read-thanks.ts';
import { type GivesAway, givenAwayBy } from './words.ts';

/** Her visitors are few; more than this is a letter of the town, not a word of hers. */
export const MOST_RECIPIENTS = 12;

type Dictated = {
  /** Of the form: sent twice, carried once. */
  readonly id: ThanksId;
  readonly words: string;
  readonly to: readonly VolunteerId[];
  readonly how: ThankYou['how'];
  /** She agreed that her first name be told. */
  readonly mayTellFirstName: boolean;
};

export type CarryRefusal =
  | { readonly reason: 'unknown' | 'not-active' | 'nobody' | 'not-her-visitor' }
  | { readonly reason: 'gives-away'; readonly what: readonly GivesAway[] };

/** What the volunteer reads: the same on the page that shows it beforehand and on theirs. */
export const fromWords = (senior: Senior, mayTellFirstName: boolean): string | undefined =>
  mayTellFirstName && !senior.sensitive && senior.firstName !== '' ? senior.firstName : undefined;

/** Whether these words may be carried at all, before anything is read of the volunteers. */
export const whyNotCarried = (
  senior: Senior,
  dictated: Pick<Dictated, 'words' | 'to' | 'mayTellFirstName'>,
): CarryRefusal | undefined => {
  if (senior.state !== 'active') return { reason: 'not-active' };
  if (dictated.to.length === 0 || dictated.to.length > MOST_RECIPIENTS) return { reason: 'nobody' };
  const name = fromWords(senior, dictated.mayTellFirstName) !== undefined;
  const what = givenAwayBy(dictated.words, senior, name);
  return what.length > 0 ? { reason: 'gives-away', what } : undefined;
};

/** A text and its link, or the task of reading it out to somebody who takes no texts: never the words themselves. */
const tell = (world: Surroundings, { stored, town }: VolunteerFacts, one: ThankYou, now: Instant) => {
  const volunteer = stored.value;
  if (!canText(volunteer)) {
    const task: Task = {
      id: world.ids.next('tsk'),
      town: town.id,
      kind: 'human-call',
      state: 'open',
      subjectId: thanksPartition(one.id, volunteer.id),
      volunteerId: volunteer.id,
      sentence:
        'Lire de vive voix à un bénévole sans SMS les mots qu’une personne accompagnée a dictés pour lui.',
      urgent: false,
      createdAt: now,
      dueAt: plus(now, { days: 7 }),
    };
    return { tasks: [task], messages: [], writes: [] };
  }
  const { token, link } = mintLink(world.ids, {
    town: town.id,
    volunteerId: volunteer.id,
    now,
    purpose: 'my-space',
  });
  return {
    tasks: [],
    writes: [create(linkKind, link)],
    messages: [
      {
        message: { kind: 'thanks-received' as const },
        recipient: volunteer.id,
        subject: thanksPartition(one.id, volunteer.id),
        round: 'carried',
        dueAt: now,
        notAfter: plus(now, { days: 7 }),
        secret: token,
      },
    ],
  };
};

const carriedTo = (
  world: Surroundings,
  facts: VolunteerFacts,
  { senior, dictated, by }: { readonly senior: Senior; readonly dictated: Dictated; readonly by: StaffId },
  now: Instant,
): readonly Write[] => {
  const actor = { kind: 'staff' as const, id: by };
  const volunteer = facts.stored.value;
  const from = fromWords(senior, dictated.mayTellFirstName);
  const one: ThankYou = {
    id: dictated.id,
    volunteerId: volunteer.id,
    town: facts.town.id,
    seniorId: senior.id,
    state: 'carried',
    words: dictated.words,
    how: dictated.how,
    ...(from ? { from } : {}),
    takenBy: by,
    takenAt: now,
    ...(volunteer.lastThanksAt ? { thankedBefore: volunteer.lastThanksAt } : {}),
  };
  const { tasks, messages, writes } = tell(world, facts, one, now);
  const kept = { ...one, ...(tasks[0] ? { taskId: tasks[0].id } : {}) };
  return [
    ...volunteerWrites(
      world,
      facts,
      {
        next: { ...volunteer, lastThanksAt: now },
        happening: { action: 'volunteer-thanked', actor, at: now },
        messages,
        tasks,
        writes,
      },
      now,
    ),
    ...change(thankYouKind, undefined, kept, {
      action: 'thanks-carried',
      actor,
      at: now,
      to: 'carried',
      details: { senior: senior.id, named: from !== undefined },
    }),
  ];
};

const readAll = async (
  world: Surroundings,
  ids: readonly VolunteerId[],
): Promise<readonly (VolunteerFacts | undefined)[]> => Promise.all(ids.map((id) => readVolunteer(world, id)));

/**
 * Words that she dictated reach one of her visitors, or several: kept as she said them, told by a text that says nothing of whose
 * they are, and noted as thanks in each volunteer's file, in one transaction. Refused where they would tell who or where
 * she is or speak of health, to somebody who does not visit her, and for a file that is not active. Sent twice: once.
 */
export const carryThanks = async (
  world: Surroundings,
  seniorId: SeniorId,
  dictated: Dictated,
  by: StaffId,
  now: Instant,
): Promise<Result<readonly VolunteerId[], CarryRefusal>> =>
  decideAndCommit(world.table, async (): Promise<Result<Decision<readonly VolunteerId[]>, CarryRefusal>> => {
    const senior: Stored<Senior> | undefined = await world.table.get(seniorKind, seniorKey(seniorId));
    if (senior?.value.town !== world.config.townId) return refused({ reason: 'unknown' });
    const rows = await world.table.getRows(dictated.to.map((id) => thanksKey(dictated.id, id)));
    const to = dictated.to.filter((_, i) => rows[i] === undefined);
    if (dictated.to.length > 0 && to.length === 0) return ok({ value: dictated.to, writes: [] });
    const no = whyNotCarried(senior.value, dictated);
    if (no) return refused(no);
    const visitors = new Set((await readVisitors(world.table, senior.value, now)).map(({ id }) => id));
    if (!to.every((id) => visitors.has(id))) return refused({ reason: 'not-her-visitor' });
    const people = await readAll(world, to);
    const writes = people.flatMap((facts) =>
      facts ? carriedTo(world, facts, { senior: senior.value, dictated, by }, now) : [],
    );
    return ok({
      value: dictated.to,
      // The promise that her file is not closed in between (law 4).
      writes: [unchanged(seniorKind, senior, 'senior'), ...writes],
    });
  });
