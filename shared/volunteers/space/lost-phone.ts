import type { Actor } from '../../audit/audit.ts';
import { type Decision, decideAndCommit, type Surroundings } from '../../decide/decide.ts';
import { lettersOf } from '../../ids/digest.ts';
import { type TaskId, taskIdSchema, type VolunteerId } from '../../ids/ids.ts';
import type { Phone } from '../../phone/phone.ts';
import { ok, type Result, refused } from '../../result/result.ts';
import type { Write } from '../../table/table.ts';
import { unchanged } from '../../table/write.ts';
import { settledTaskWrites } from '../../tasks/settle-task.ts';
import type { Task } from '../../tasks/task.ts';
import { type Instant, plus } from '../../time/instant.ts';
import { readVolunteer, type VolunteerFacts, volunteerWrites } from '../change-volunteer.ts';
import { lookUpPhone, phoneLookupKind } from '../phone-lookup.ts';
import type { Volunteer } from '../volunteer.ts';

type Changed = Promise<Result<Volunteer, { readonly reason: 'unknown' }>>;
type World = Pick<Surroundings, 'table' | 'config'>;

/** Whose number this is, those who left too; and what holds a decision to that. */
export const holdersOf = async (
  { table, config }: World,
  phone: Phone,
): Promise<{ readonly there: readonly VolunteerFacts[]; readonly held: readonly Write[] }> => {
  const found = await lookUpPhone(table, config.appSecret, phone);
  const read = await Promise.all(
    (found?.value.volunteerIds ?? []).map((id) => readVolunteer({ table, config }, id)),
  );
  return {
    there: read.flatMap((facts) => (facts?.stored.value.phone === phone ? [facts] : [])),
    held: found ? [unchanged(phoneLookupKind, found)] : [],
  };
};

const isHere = ({ state }: Volunteer): boolean => state !== 'left' && state !== 'leaving';

/** One for each person and loss, whoever asks for it and however often. */
const reachTaskId = (id: VolunteerId, lostAt: Instant): TaskId =>
  taskIdSchema.parse(`tsk_${lettersOf(`phone-lost|${id}|${lostAt}`)}`);

/** For whoever has the number of a telephone that somebody else said lost: nothing is sent there, so a person finds another way. */
export const reachTask = ({ id, town }: Volunteer, lostAt: Instant, now: Instant): Task => ({
  id: reachTaskId(id, lostAt),
  town,
  kind: 'human-call',
  state: 'open',
  subjectId: id,
  volunteerId: id,
  sentence:
    'Son numéro est celui d’un téléphone noté perdu ou volé : aucun lien n’y part plus. Le joindre autrement, puis noter son numéro à jour, ou le dire de nouveau sûr sur sa fiche.',
  urgent: false,
  createdAt: now,
  dueAt: plus(now, { days: 1 }),
});

/** Settles what was asked about this volunteer for the loss of a number: of their own, or of one of those who have it. */
export const reachedWrites = async (
  { table }: Pick<World, 'table'>,
  id: VolunteerId,
  holders: readonly VolunteerFacts[],
  outcome: string,
  now: Instant,
): Promise<readonly Write[]> => {
  const losses = new Set(holders.flatMap(({ stored }) => stored.value.phoneLostAt ?? []));
  const settled = [...losses].map((lostAt) =>
    settledTaskWrites(table, reachTaskId(id, lostAt), outcome, now),
  );
  return (await Promise.all(settled)).flat();
};

/** One act on everybody who has this volunteer's number, themselves first: one telephone, one write. */
const ofThatPhone = (
  world: Surroundings,
  id: VolunteerId,
  writesOf: (
    facts: VolunteerFacts,
    all: readonly VolunteerFacts[],
  ) => readonly Write[] | Promise<readonly Write[]>,
): Changed =>
  decideAndCommit(
    world.table,
    async (): Promise<Result<Decision<Volunteer>, { readonly reason: 'unknown' }>> => {
      const own = await readVolunteer(world, id);
      if (!own) return refused({ reason: 'unknown' });
      const { there, held } = await holdersOf(world, own.stored.value.phone);
      const others = there.filter(({ stored }) => stored.value.id !== id && isHere(stored.value));
      const all = [own, ...others];
      const writes = await Promise.all(all.map((facts) => writesOf(facts, all)));
      return ok({ value: own.stored.value, writes: [...writes.flat(), ...held] });
    },
  );

/**
 * A telephone lost or stolen: every link sent until now stops opening, whatever it leads to, and the calendar feed answers no more, so
 * that whoever finds the telephone reads no address (law 7) and no hour at which its owner is out; and nothing is texted to its number,
 * a link asked for by « Recevoir un lien » included, until `trustPhone` or a new number. The same for whoever shares the number, whose
 * texts arrive there too: a task asks to reach them otherwise. Missions stay theirs; a message owed becomes a call (law 3). Told again:
 * later links end too, the day it was lost stays. Refuses `unknown`; gives the volunteer as they were.
 */
export const losePhone = (world: Surroundings, id: VolunteerId, actor: Actor, now: Instant): Changed =>
  ofThatPhone(world, id, (facts) => {
    const { calendar: _, ...rest } = facts.stored.value;
    const isOwn = rest.id === id;
    const made = {
      next: { ...rest, linksVoidBefore: now, phoneLostAt: rest.phoneLostAt ?? now },
      happening: { action: 'phone-lost', actor, at: now, ...(isOwn ? {} : { details: { shared: true } }) },
      tasks: isOwn || rest.phoneLostAt ? [] : [reachTask(facts.stored.value, now, now)],
    };
    return volunteerWrites(world, facts, made, now);
  });

/**
 * A person checked that the number answers in the right hands again (a new card, the telephone found): texts leave again, to all who
 * have that number. The links of before stay closed. Told twice: once. Refuses `unknown`; gives the volunteer as they were.
 */
export const trustPhone = (world: Surroundings, id: VolunteerId, actor: Actor, now: Instant): Changed =>
  ofThatPhone(world, id, async (facts, all) => {
    const { phoneLostAt, ...next } = facts.stored.value;
    const writes = await reachedWrites(world, next.id, all, 'Réglé : le numéro est de nouveau sûr.', now);
    if (!phoneLostAt) return writes;
    const happening = { action: 'phone-trusted', actor, at: now };
    return volunteerWrites(world, facts, { next, happening, writes }, now);
  });
