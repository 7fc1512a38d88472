import { change, SYSTEM } from '../../audit/audit.ts';
import { type Decision, decideAndCommit, type Surroundings } from '../../decide/decide.ts';
import type { VolunteerId } from '../../ids/ids.ts';
import { linkKind } from '../../links/link.ts';
import { mintLink } from '../../links/mint-link.ts';
import { intentWrite } from '../../messages/intent-write.ts';
import { loadKey, loadKind } from '../../offers/store.ts';
import { ok, type Result } from '../../result/result.ts';
import type { Write } from '../../table/table.ts';
import { create, unchanged } from '../../table/write.ts';
import { type Task, taskKind } from '../../tasks/task.ts';
import { type CivilDay, dayOf } from '../../time/civil.ts';
import { frenchDate } from '../../time/french.ts';
import { type Instant, plus } from '../../time/instant.ts';
import { readVolunteer, type VolunteerFacts } from '../../volunteers/change-volunteer.ts';
import { volunteerKind } from '../../volunteers/store.ts';
import type { Volunteer } from '../../volunteers/volunteer.ts';
import { type Owed, returnOwed, stayOwed } from './ladder.ts';
import { readSigns } from './read-signs.ts';
import { type Ask, noRests, restsKey, restsKind, withAsk } from './rests.ts';

/** A question is of use for some days; later, the next morning's look decides again. */
const TEXT_HOURS = 72;
const TASK_DAYS = 7;

const sentenceOf = (owed: Owed, heardOn: CivilDay | undefined, { pausedAt }: Volunteer): string => {
  const heard = heardOn ? `Sans nouvelles depuis le ${frenchDate(heardOn)}` : '';
  const paused = pausedAt ? `En pause sans date depuis le ${frenchDate(dayOf(pausedAt))}` : '';
  if (owed.about === 'stay')
    return owed.last
      ? `${heard}, question posée deux fois : appeler pour prendre des nouvelles. Rien ne s’arrête sans sa parole.`
      : `${heard}, et ne reçoit pas de SMS : appeler pour savoir s’il reste, prend une pause ou s’arrête.`;
  return owed.last
    ? `${paused}, six mois : appeler pour savoir ce que la personne souhaite. Rien ne s’arrête sans sa parole.`
    : `${paused}, et ne reçoit pas de SMS : appeler pour demander, sans presser, si une date de retour est en vue.`;
};

/** The text with its link, or the call to make: in the transaction that notes the question. */
const askWrites = (
  world: Surroundings,
  { stored, town }: VolunteerFacts,
  owed: Owed,
  task: Task | undefined,
  round: string,
  now: Instant,
): readonly Write[] => {
  if (task) return [create(taskKind, task)];
  const { id } = stored.value;
  const { token, link } = mintLink(world.ids, { town: town.id, volunteerId: id, now, purpose: 'my-space' });
  const draft = {
    message: { kind: owed.about === 'stay' ? ('stay-question' as const) : ('return-question' as const) },
    recipient: id,
    subject: id,
    round,
    dueAt: now,
    notAfter: plus(now, { hours: TEXT_HOURS }),
    secret: token,
  };
  return [
    create(linkKind, link),
    intentWrite({ appSecret: world.config.appSecret, ids: world.ids }, town, draft, now),
  ];
};

/**
 * Asks one volunteer what is owed today, if anything, once. Held to the versions of their record and load: a pause, a
 * departure or an answer to an offer that comes in between makes this decide again, with it in view. The lists of what
 * they did come from an index, where only the last second may be missing: months are decided on.
 */
export const askVolunteer = (
  world: Surroundings,
  id: VolunteerId,
  now: Instant,
): Promise<Result<Ask | undefined, never>> =>
  decideAndCommit(world.table, async (): Promise<Result<Decision<Ask | undefined>, never>> => {
    const nothing = ok({ value: undefined, writes: [] });
    const [facts, load, stored] = await Promise.all([
      readVolunteer(world, id),
      world.table.get(loadKind, loadKey(id)),
      world.table.get(restsKind, restsKey(id)),
    ]);
    if (!facts) return nothing;
    const volunteer = facts.stored.value;
    const today = dayOf(now);
    const before = stored?.value ?? noRests(volunteer);
    const signs =
      volunteer.state === 'active'
        ? await readSigns(world.table, volunteer, load?.value, before.asks, today)
        : undefined;
    const owed = signs
      ? stayOwed(volunteer, before.asks, signs, today)
      : returnOwed(volunteer, before.asks, today);
    if (!owed) return nothing;
    const task: Task | undefined =
      owed.via === 'person'
        ? {
            id: world.ids.next('tsk'),
            town: volunteer.town,
            kind: 'volunteer-quiet',
            state: 'open',
            subjectId: id,
            volunteerId: id,
            sentence: sentenceOf(owed, signs?.heardOn, volunteer),
            urgent: false,
            createdAt: now,
            dueAt: plus(now, { days: TASK_DAYS }),
          }
        : undefined;
    const ask: Ask = { ...owed, on: today, ...(task ? { taskId: task.id } : {}) };
    return ok({
      value: ask,
      writes: [
        ...change(restsKind, stored, withAsk(before, ask), {
          action: owed.about === 'stay' ? 'stay-asked' : 'return-asked',
          actor: SYSTEM,
          at: now,
          details: { via: owed.via, last: owed.last === true },
        }),
        ...askWrites(world, facts, owed, task, `v${(stored?.version ?? 0) + 1}`, now),
        unchanged(volunteerKind, facts.stored),
        ...(load ? [unchanged(loadKind, load)] : []),
      ],
    });
  });
