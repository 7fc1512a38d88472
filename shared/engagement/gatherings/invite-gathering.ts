import * as z from 'zod';
import { type Actor, change, SYSTEM } from '../../audit/audit.ts';
import { type Decision, decideAndCommit, type Surroundings } from '../../decide/decide.ts';
import { type GatheringId, gatheringIdSchema, type VolunteerId, volunteerIdSchema } from '../../ids/ids.ts';
import { ok, type Result, refused } from '../../result/result.ts';
import { defineKind, type Kind, rowsOf } from '../../table/kind.ts';
import type { Table } from '../../table/table.ts';
import { create, unchanged } from '../../table/write.ts';
import { taskKind } from '../../tasks/task.ts';
import { earliest, type Instant, instantSchema, latest, plus } from '../../time/instant.ts';
import { type Town, townKey, townKind } from '../../town/settings.ts';
import {
  answerOf,
  type Gathering,
  gatheringKey,
  gatheringKind,
} from '../../volunteers/gatherings/gathering.ts';
import { volunteerKey, volunteerKind, volunteerList } from '../../volunteers/store.ts';
import { canText, type Volunteer } from '../../volunteers/volunteer.ts';
import { isInvited, seenOf, uninviting } from './decide-gathering.ts';
import { withLook } from './look.ts';
import { tellOfGathering } from './tell.ts';

/** Texted in one transaction: a link and a message each, under its hundred writes. */
const A_BATCH = 40;

const invitedSchema = z.object({
  gatheringId: gatheringIdSchema,
  /** The beginning that they were told: moved since, whoever has not answered knows nothing of it. */
  startsAt: instantSchema,
  volunteerIds: z.array(volunteerIdSchema).min(1).max(A_BATCH),
  at: instantSchema,
});
const invitedPartition = (id: GatheringId): string => `${id}#invited`;

/**
 * | question                    | key                                                        | consistent |
 * |-----------------------------|------------------------------------------------------------|------------|
 * | who was invited by text?    | pk gathering id + `#invited`, sk `INVITED#` + start + first person | yes |
 */
export const invitedKind: Kind<z.infer<typeof invitedSchema>> = defineKind({
  name: 'gathering-invited',
  v: 1,
  schema: invitedSchema,
  key: ({ gatheringId, startsAt, volunteerIds }) => ({
    pk: invitedPartition(gatheringId),
    sk: `INVITED#${startsAt}#${volunteerIds[0] ?? ''}`,
  }),
});

/** Who was texted the beginning as it is now: an invitation to another hour never leaves, or says what is no longer true. */
const alreadyInvited = async (table: Table, one: Gathering): Promise<ReadonlySet<string>> => {
  const page = await table.partition(invitedPartition(one.id));
  return new Set(
    rowsOf(invitedKind, page.items).flatMap(({ value }) =>
      value.startsAt === one.startsAt ? value.volunteerIds : [],
    ),
  );
};

/** Whoever this gathering is for, as the lists show them; each is read again before a text is owed. */
const invitees = async (table: Table, one: Gathering): Promise<readonly Volunteer[]> => {
  const states = one.type === 'training' ? (['active', 'interviewed'] as const) : (['active'] as const);
  const pages = await Promise.all(
    states.map((state) => table.index('list', { partition: volunteerList(one.town, state) })),
  );
  return pages
    .flatMap(({ items }) => rowsOf(volunteerKind, items))
    .map(({ value }) => value)
    .filter((volunteer) => isInvited(one, volunteer));
};

export type Invitation = {
  /** Invited, and without an answer yet, however they are told. */
  readonly silent: readonly Volunteer[];
  readonly toText: readonly Volunteer[];
  /** Without texts: a person calls them. */
  readonly toCall: readonly Volunteer[];
  readonly invited: number;
  /** What the texts cost, millionths of a euro: one part each. */
  readonly microEuros: number;
};

/** What an invitation would send now, shown before it goes. Reads only. */
export const readInvitation = async (table: Table, one: Gathering, town: Town): Promise<Invitation> => {
  const [people, invited] = await Promise.all([invitees(table, one), alreadyInvited(table, one)]);
  const silent = people.filter(({ id }) => !answerOf(one, id));
  const toText = silent.filter((volunteer) => canText(volunteer) && !invited.has(volunteer.id));
  return {
    silent,
    toText,
    toCall: silent.filter((volunteer) => !canText(volunteer)),
    invited: invited.size,
    microEuros: toText.length * town.smsPartMicroEuros,
  };
};

type InviteRefusal = { readonly reason: 'unknown' | 'over' };

/** Opens the answers, once, and the sending; whoever takes no texts is called by a person, whom one task tells. */
const open = (world: Surroundings, id: GatheringId, actor: Actor, toCall: number, now: Instant) =>
  decideAndCommit(world.table, async (): Promise<Result<Decision<Gathering>, InviteRefusal>> => {
    const stored = await world.table.get(gatheringKind, gatheringKey(id));
    if (stored?.value.town !== world.config.townId) return refused({ reason: 'unknown' });
    const one = stored.value;
    if (one.startsAt <= now || (one.state !== 'draft' && one.state !== 'open'))
      return refused({ reason: 'over' });
    if (one.invitingSince !== undefined) return ok({ value: one, writes: [] });
    const value = withLook({ ...one, state: 'open', invitingSince: now }, now);
    const who = toCall === 1 ? 'un bénévole' : `${toCall} bénévoles`;
    return ok({
      value,
      writes: [
        ...change(gatheringKind, stored, value, {
          action: one.state === 'draft' ? 'gathering-opened' : 'gathering-inviting',
          actor,
          at: now,
          from: one.state,
          to: 'open',
        }),
        ...(toCall > 0 && one.state === 'draft'
          ? [
              create(taskKind, {
                id: world.ids.next('tsk'),
                town: one.town,
                kind: 'human-call',
                state: 'open',
                subjectId: one.id,
                sentence: `Rendez-vous : inviter de vive voix ${who} sans SMS. La liste est sur sa page.`,
                urgent: false,
                createdAt: now,
                dueAt: latest(now, earliest(one.startsAt, plus(now, { days: 7 }))),
              }),
            ]
          : []),
      ],
    });
  });

const mayStillBeTexted = (one: Gathering, volunteer: Volunteer, invited: ReadonlySet<string>): boolean =>
  isInvited(one, volunteer) &&
  canText(volunteer) &&
  !invited.has(volunteer.id) &&
  !answerOf(one, volunteer.id);

/** Of these forty, those not texted meanwhile, still active and still silent; how many were texted. Refused once it is stopped. */
const inviteSome = (world: Surroundings, id: GatheringId, some: readonly VolunteerId[], now: Instant) =>
  decideAndCommit(world.table, async (): Promise<Result<Decision<number>, 'stopped'>> => {
    const stored = await world.table.get(gatheringKind, gatheringKey(id));
    const one = stored?.value;
    if (!stored || !one || one.invitingSince === undefined || one.state !== 'open' || one.startsAt <= now)
      return refused('stopped');
    const [invited, rows] = await Promise.all([
      alreadyInvited(world.table, one),
      world.table.getRows([townKey(one.town), ...some.map((volunteerId) => volunteerKey(volunteerId))]),
    ]);
    const found = rows.flatMap((row) => row ?? []);
    const town = rowsOf(townKind, found)[0]?.value;
    const people = rowsOf(volunteerKind, found)
      .map(({ value }) => value)
      .filter((volunteer) => mayStillBeTexted(one, volunteer, invited));
    if (!town || people.length === 0) return ok({ value: 0, writes: [] });
    return ok({
      value: people.length,
      writes: [
        unchanged(gatheringKind, stored),
        create(invitedKind, {
          gatheringId: id,
          startsAt: one.startsAt,
          volunteerIds: people.map((person) => person.id),
          at: now,
        }),
        ...people.flatMap((volunteer) =>
          tellOfGathering(
            world,
            { town, gathering: one, volunteer },
            'gathering-invitation',
            `invited-${one.startsAt}`,
            now,
          ),
        ),
      ],
    });
  });

/** Everybody was texted: the agenda need not come back, unless it was begun again or written anew since `one` was read. */
const finish = (world: Surroundings, one: Gathering, now: Instant) =>
  decideAndCommit(world.table, async (): Promise<Result<Decision<void>, never>> => {
    const stored = await world.table.get(gatheringKind, gatheringKey(one.id));
    if (!stored || stored.value.invitingSince !== one.invitingSince || seenOf(stored.value) !== seenOf(one))
      return ok({ value: undefined, writes: [] });
    const next = uninviting(stored.value, now);
    const happening = { action: 'gathering-invited', actor: SYSTEM, at: now };
    return ok({ value: undefined, writes: change(gatheringKind, stored, next, happening) });
  });

/** Batches of one press, and of one look of the agenda: a town at once, a département in a few minutes. */
const BATCHES = { inARequest: 5, inALook: 10 };
/** People texted by the press itself, at most. */
export const AT_ONCE = BATCHES.inARequest * A_BATCH;

/**
 * Goes on inviting whoever was not texted yet, forty at a time, and says when it is over; how many were texted now. Nothing while
 * nobody asked for it, or once it was stopped. Two at once do no harm: who was texted is the condition of every batch.
 */
export const continueInviting = async (
  world: Surroundings,
  id: GatheringId,
  now: Instant,
  most: number = BATCHES.inALook,
): Promise<number> => {
  const one = (await world.table.get(gatheringKind, gatheringKey(id)))?.value;
  if (one?.invitingSince === undefined) return 0;
  const [listed, invited] = await Promise.all([invitees(world.table, one), alreadyInvited(world.table, one)]);
  const waiting = listed.filter((volunteer) => mayStillBeTexted(one, volunteer, invited)).map(({ id }) => id);
  const batches = Math.ceil(waiting.length / A_BATCH);
  let sent = 0;
  for (let i = 0; i < Math.min(batches, most); i += 1) {
    const some = await inviteSome(world, id, waiting.slice(i * A_BATCH, (i + 1) * A_BATCH), now);
    if (!some.ok) return sent;
    sent += some.value;
  }
  if (batches <= most) await finish(world, one, now);
  return sent;
};

/**
 * Invites whoever this is for and was not invited yet, by text: the first two hundred now, the others by the agenda, until all are or
 * somebody stops it. Pressed twice, or again after a crash, it goes on and texts nobody twice; somebody who went on leave a moment
 * ago is left out. Gives how many texts are owed now.
 */
export const inviteToGathering = async (
  world: Surroundings,
  id: GatheringId,
  actor: Actor,
  now: Instant,
): Promise<Result<number, InviteRefusal>> => {
  const stored = await world.table.get(gatheringKind, gatheringKey(id));
  if (!stored) return refused({ reason: 'unknown' });
  const silent = (await invitees(world.table, stored.value)).filter((volunteer) => !canText(volunteer));
  const opened = await open(world, id, actor, silent.length, now);
  return opened.ok ? ok(await continueInviting(world, id, now, BATCHES.inARequest)) : opened;
};
