import { change, SYSTEM } from '../../audit/audit.ts';
import { type Decision, decideAndCommit, type Surroundings } from '../../decide/decide.ts';
import type { GatheringId } from '../../ids/ids.ts';
import { ok, type Result, refused } from '../../result/result.ts';
import { rowsOf, type Stored } from '../../table/kind.ts';
import type { Write } from '../../table/table.ts';
import { create } from '../../table/write.ts';
import { taskKind } from '../../tasks/task.ts';
import { earliest, type Instant, latest, plus } from '../../time/instant.ts';
import { type Town, townKey, townKind } from '../../town/settings.ts';
import { readVolunteer, volunteerWrites } from '../../volunteers/change-volunteer.ts';
import { type Gathering, gatheringKey, gatheringKind } from '../../volunteers/gatherings/gathering.ts';
import { recordRequirement, usualValidity } from '../../volunteers/joining/requirement.ts';
import { volunteerKey, volunteerKind } from '../../volunteers/store.ts';
import { canText, type Volunteer } from '../../volunteers/volunteer.ts';
import { giveSeatBack } from './decide-gathering.ts';
import { continueInviting } from './invite-gathering.ts';
import { type Owed, owedNow, toCredit, toldOf, withLook } from './look.ts';
import { tellOfGathering } from './tell.ts';

/** People told in one transaction: a link and a message each, under its hundred writes. */
const A_BATCH = 40;

const saved = (stored: Stored<Gathering>, next: Gathering, action: string, now: Instant): readonly Write[] =>
  change(gatheringKind, stored, next, {
    action,
    actor: SYSTEM,
    at: now,
    from: stored.value.state,
    to: next.state,
  });

const callTask = (
  world: Surroundings,
  one: Gathering,
  kinds: ReadonlySet<Owed['kind']>,
  count: number,
  now: Instant,
): Write => {
  const what = kinds.has('gathering-cancelled')
    ? 'annulé'
    : kinds.has('gathering-changed')
      ? 'qui change'
      : kinds.has('gathering-seat')
        ? ', une place s’est libérée'
        : ', rappel';
  const who = count === 1 ? 'un bénévole' : `${count} bénévoles`;
  return create(taskKind, {
    id: world.ids.next('tsk'),
    town: one.town,
    kind: 'human-call',
    state: 'open',
    subjectId: one.id,
    sentence:
      `Rendez-vous ${what} : à dire de vive voix à ${who} sans SMS. La liste est sur sa page.`.replace(
        ' ,',
        ',',
      ),
    urgent: false,
    createdAt: now,
    dueAt: latest(now, earliest(one.startsAt, plus(now, { days: 1 }))),
  });
};

const isGone = (volunteer: Volunteer | undefined): boolean =>
  volunteer === undefined || volunteer.state === 'leaving' || volunteer.state === 'left';

/** Some of what is owed now: told by text, or by a person where no text goes; a seat of somebody who left is free again. */
const tellSome = (world: Surroundings, id: GatheringId, now: Instant) =>
  decideAndCommit(world.table, async (): Promise<Result<Decision<'told'>, 'nothing'>> => {
    const stored = await world.table.get(gatheringKind, gatheringKey(id));
    if (!stored) return refused('nothing');
    const one = stored.value;
    const owed = owedNow(one, now).slice(0, A_BATCH);
    if (owed.length === 0) {
      const next = withLook(one, now);
      // Due, yet nothing is owed any more: the agenda must not come back for ever.
      if (one.lookAt === undefined || one.lookAt > now || next.lookAt === one.lookAt || next.lookAt === now)
        return refused('nothing');
      return ok({ value: 'told', writes: saved(stored, next, 'gathering-looked-at', now) });
    }
    const rows = await world.table.getRows([
      townKey(one.town),
      ...owed.map(({ volunteerId }) => volunteerKey(volunteerId)),
    ]);
    const found = rows.flatMap((row) => row ?? []);
    const town = rowsOf(townKind, found)[0]?.value;
    if (!town) return refused('nothing');
    const people = new Map(rowsOf(volunteerKind, found).map(({ value }) => [value.id, value]));
    return ok({ value: 'told', writes: tellings(world, stored, { owed, people, town }, now) });
  });

const tellings = (
  world: Surroundings,
  stored: Stored<Gathering>,
  {
    owed,
    people,
    town,
  }: {
    readonly owed: readonly Owed[];
    readonly people: ReadonlyMap<string, Volunteer>;
    readonly town: Town;
  },
  now: Instant,
): readonly Write[] => {
  const one = stored.value;
  const kindOf = new Map<string, Owed['kind']>(owed.map(({ volunteerId, kind }) => [volunteerId, kind]));
  const gone = owed.filter(({ volunteerId }) => isGone(people.get(volunteerId)));
  const there = owed.flatMap(({ volunteerId, kind }) => {
    const volunteer = people.get(volunteerId);
    return volunteer && !isGone(volunteer) ? [{ volunteer, kind }] : [];
  });
  const told: Gathering = {
    ...one,
    registrations: one.registrations.map((answer) => {
      const kind = kindOf.get(answer.volunteerId);
      return kind ? toldOf(one, answer, kind, now) : answer;
    }),
  };
  const next = gone.reduce((so, { volunteerId }) => {
    const left = giveSeatBack(so, volunteerId, now);
    return left.ok ? left.value : so;
  }, told);
  const voices = there.filter(({ volunteer }) => !canText(volunteer));
  return [
    ...saved(stored, withLook(next, now), 'gathering-told', now),
    ...there
      .filter(({ volunteer }) => canText(volunteer))
      .flatMap(({ volunteer, kind }) => {
        const at = one.registrations.find(({ volunteerId }) => volunteerId === volunteer.id)?.at ?? '';
        const round = kind === 'gathering-seat' ? `at-${at}` : `n${one.news?.number ?? 0}`;
        return tellOfGathering(world, { town, gathering: one, volunteer }, kind, round, now);
      }),
    ...(voices.length > 0
      ? [callTask(world, one, new Set(voices.map(({ kind }) => kind)), voices.length, now)]
      : []),
  ];
};

/** One volunteer's file says that they came to this training, or no longer does. */
const creditOne = (world: Surroundings, id: GatheringId, now: Instant) =>
  decideAndCommit(world.table, async (): Promise<Result<Decision<'credited'>, 'nothing'>> => {
    const stored = await world.table.get(gatheringKind, gatheringKey(id));
    const answer = stored && toCredit(stored.value)[0];
    if (!stored || !answer) return refused('nothing');
    const one = stored.value;
    const facts = await readVolunteer(world, answer.volunteerId);
    const next = withLook(
      {
        ...one,
        registrations: one.registrations.map((each) =>
          each.volunteerId === answer.volunteerId ? { ...each, credited: each.came ?? false } : each,
        ),
      },
      now,
    );
    const credited = facts && credit(facts.stored.value, one, answer.came === true, now);
    return ok({
      value: 'credited',
      writes: [
        ...saved(stored, next, 'gathering-credited', now),
        ...(facts && credited && credited !== facts.stored.value
          ? volunteerWrites(
              world,
              facts,
              {
                next: credited,
                happening: {
                  action: answer.came ? 'requirement-recorded' : 'requirement-removed',
                  actor: one.tickedBy ? { kind: 'staff', id: one.tickedBy } : SYSTEM,
                  at: now,
                  details: { kind: 'training', on: one.day },
                },
              },
              now,
            )
          : []),
      ],
    });
  });

const credit = (volunteer: Volunteer, one: Gathering, came: boolean, now: Instant): Volunteer => {
  const validUntil = usualValidity('training', one.day);
  const requirement = {
    kind: 'training' as const,
    on: one.day,
    ...(one.tickedBy ? { by: one.tickedBy } : {}),
    ...(validUntil ? { validUntil } : {}),
  };
  if (!came) {
    const requirements = volunteer.requirements.filter(
      (held) => !(held.kind === 'training' && held.on === one.day && held.validUntil === validUntil),
    );
    return requirements.length === volunteer.requirements.length ? volunteer : { ...volunteer, requirements };
  }
  const recorded = recordRequirement(volunteer, requirement, now);
  return recorded.ok ? recorded.value : volunteer;
};

/** Within one request: a town's, in a few seconds; what is left is the agenda's, a minute later. */
const IN_A_REQUEST = { batches: 10, files: 60 };
/** Within one look of the agenda, under half of its time. */
const IN_A_LOOK = { batches: 40, files: 300 };

/**
 * What is owed to a gathering's people at `now`: changes, annulments, seats that came free and reminders told, files credited. Each
 * step is one transaction that says it is done; killed, late or twice, it goes on and repeats nothing.
 */
export const settleGathering = async (
  world: Surroundings,
  id: GatheringId,
  now: Instant,
  { batches, files } = IN_A_REQUEST,
): Promise<void> => {
  for (let i = 0; i < batches; i += 1) if (!(await tellSome(world, id, now)).ok) break;
  for (let i = 0; i < files; i += 1) if (!(await creditOne(world, id, now)).ok) break;
};

/** Everything that the agenda owes a gathering: what its people must be told, then invitations that still have to go. */
export const lookAtGathering = async (world: Surroundings, id: GatheringId, now: Instant): Promise<void> => {
  await settleGathering(world, id, now, IN_A_LOOK);
  await continueInviting(world, id, now);
};
