import * as z from 'zod';
import { type Actor, change } from '../../audit/audit.ts';
import { type Decision, decideAndCommit, type Surroundings } from '../../decide/decide.ts';
import { type GatheringId, gatheringIdSchema, volunteerIdSchema } from '../../ids/ids.ts';
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
import { isInvited } from './decide-gathering.ts';
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
const invitedKind: Kind<z.infer<typeof invitedSchema>> = defineKind({
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

/** Opens the answers, once; whoever takes no texts is called by a person, whom one task tells. */
const open = (world: Surroundings, id: GatheringId, actor: Actor, toCall: number, now: Instant) =>
  decideAndCommit(world.table, async (): Promise<Result<Decision<Gathering>, InviteRefusal>> => {
    const stored = await world.table.get(gatheringKind, gatheringKey(id));
    if (stored?.value.town !== world.config.townId) return refused({ reason: 'unknown' });
    const one = stored.value;
    if (one.startsAt <= now || (one.state !== 'draft' && one.state !== 'open'))
      return refused({ reason: 'over' });
    if (one.state === 'open') return ok({ value: one, writes: [] });
    const value: Gathering = { ...one, state: 'open' };
    const who = toCall === 1 ? 'un bénévole' : `${toCall} bénévoles`;
    return ok({
      value,
      writes: [
        ...change(gatheringKind, stored, value, {
          action: 'gathering-opened',
          actor,
          at: now,
          from: 'draft',
          to: 'open',
        }),
        ...(toCall > 0
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

/** The next forty who were not texted yet, each still active and still silent; how many were. */
const inviteSome = (world: Surroundings, id: GatheringId, now: Instant) =>
  decideAndCommit(world.table, async (): Promise<Result<Decision<number>, 'done'>> => {
    const stored = await world.table.get(gatheringKind, gatheringKey(id));
    if (stored?.value.state !== 'open' || stored.value.startsAt <= now) return refused('done');
    const one = stored.value;
    const [listed, invited] = await Promise.all([
      invitees(world.table, one),
      alreadyInvited(world.table, one),
    ]);
    const waiting = listed.filter(
      (volunteer) => canText(volunteer) && !invited.has(volunteer.id) && !answerOf(one, volunteer.id),
    );
    const rows = await world.table.getRows([
      townKey(one.town),
      ...waiting.slice(0, A_BATCH).map((volunteer) => volunteerKey(volunteer.id)),
    ]);
    const found = rows.flatMap((row) => row ?? []);
    const town = rowsOf(townKind, found)[0]?.value;
    const people = rowsOf(volunteerKind, found)
      .map(({ value }) => value)
      .filter((volunteer) => isInvited(one, volunteer) && canText(volunteer));
    if (!town || people.length === 0) return refused('done');
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

/** The most texts of one press: a département's volunteers. */
const MOST_BATCHES = 60;

/**
 * Invites whoever this is for and was not invited yet, by text, forty at a time. Pressed twice, or again after a crash, it goes on and
 * texts nobody twice; somebody who went on leave a moment ago is left out. Gives how many texts are owed now.
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
  if (!opened.ok) return opened;
  let sent = 0;
  for (let i = 0; i < MOST_BATCHES; i += 1) {
    const some = await inviteSome(world, id, now);
    if (!some.ok) break;
    sent += some.value;
  }
  return ok(sent);
};
