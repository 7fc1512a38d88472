import { change, SYSTEM } from '../../audit/audit.ts';
import { type Decision, decideAndCommit, type Surroundings } from '../../decide/decide.ts';
import type { VolunteerId } from '../../ids/ids.ts';
import { linkKind } from '../../links/link.ts';
import { mintLink } from '../../links/mint-link.ts';
import { intentWrite } from '../../messages/intent-write.ts';
import { ok, type Result } from '../../result/result.ts';
import { rowsOf } from '../../table/kind.ts';
import { create, replace, unchanged } from '../../table/write.ts';
import { addDays, civilTime, dayOf, instantOf } from '../../time/civil.ts';
import { type Instant, plus } from '../../time/instant.ts';
import { townKey } from '../../town/settings.ts';
import { readVolunteer } from '../../volunteers/change-volunteer.ts';
import {
  checkInsKey,
  checkInsKind,
  checkInsList,
  checkInWatchKey,
  checkInWatchKind,
  isCheckInOwed,
  noCheckIns,
  withAsk,
} from '../../volunteers/check-ins/check-in.ts';
import { volunteerKind, volunteerList } from '../../volunteers/store.ts';

/** When people may be written to, on any day: it waits for nobody. */
const LOOK_AT = civilTime('10:30');
const nextLook = (now: Instant): Instant => {
  const today = instantOf(dayOf(now), LOOK_AT);
  return today > now ? today : instantOf(addDays(dayOf(now), 1), LOOK_AT);
};

/** The daily look exists from the first minute the agenda is awake in a town. Whether it does now. */
export const ensureCheckInWatch = async (world: Surroundings, now: Instant): Promise<boolean> => {
  const { townId } = world.config;
  const [watch, town] = await world.table.getRows([checkInWatchKey(townId), townKey(townId)]);
  if (watch) return true;
  if (!town) return false;
  // Somebody else may have been quicker: then it exists, which is all that is wanted.
  await world.table.commit([create(checkInWatchKind, { town: townId, lookAt: nextLook(now) })]);
  return true;
};

/** A question nobody waits for is not sent days late. */
const TEXT_HOURS = 48;

/**
 * The quarter's three questions by SMS, with a link, to a volunteer to whom they are owed; noted in the same transaction, held
 * to their record and to what they said. Twice, late or in a race: asked once a quarter.
 */
export const askCheckIn = (
  world: Surroundings,
  id: VolunteerId,
  now: Instant,
): Promise<Result<'asked' | 'not-owed', never>> =>
  decideAndCommit(world.table, async (): Promise<Result<Decision<'asked' | 'not-owed'>, never>> => {
    const [facts, stored] = await Promise.all([
      readVolunteer(world, id),
      world.table.get(checkInsKind, checkInsKey(id)),
    ]);
    const today = dayOf(now);
    if (!facts || !isCheckInOwed(facts.stored.value, stored?.value, today))
      return ok({ value: 'not-owed', writes: [] });
    const { town } = facts;
    const { token, link } = mintLink(world.ids, { town: town.id, volunteerId: id, now, purpose: 'my-space' });
    const draft = {
      message: { kind: 'check-in-question' as const },
      recipient: id,
      subject: id,
      round: `check-in-${today}`,
      dueAt: now,
      notAfter: plus(now, { hours: TEXT_HOURS }),
      secret: token,
    };
    return ok({
      value: 'asked',
      writes: [
        ...change(checkInsKind, stored, withAsk(stored?.value ?? noCheckIns(facts.stored.value), today), {
          action: 'check-in-asked',
          actor: SYSTEM,
          at: now,
        }),
        create(linkKind, link),
        intentWrite({ appSecret: world.config.appSecret, ids: world.ids }, town, draft, now),
        unchanged(volunteerKind, facts.stored),
      ],
    });
  });

/** So many a day: a town that opens with two hundred volunteers does not write to all of them on one morning. */
const MOST_A_DAY = 25;

/** Once a day: those to whom the questions are owed, a few, longest in the network first. */
export const lookAtCheckIns = async (world: Surroundings, town: string, now: Instant): Promise<void> => {
  const { table } = world;
  const watch = await table.get(checkInWatchKind, checkInWatchKey(town));
  if (!watch || watch.value.lookAt > now) return;
  const [people, checkIns] = await Promise.all([
    table.index('list', { partition: volunteerList(town, 'active') }),
    table.index('list', { partition: checkInsList(town) }),
  ]);
  const known = new Map(rowsOf(checkInsKind, checkIns.items).map(({ value }) => [value.volunteerId, value]));
  const owed = rowsOf(volunteerKind, people.items)
    .map(({ value }) => value)
    .filter((one) => isCheckInOwed(one, known.get(one.id), dayOf(now)))
    .sort((a, b) => (a.activeSince ?? '').localeCompare(b.activeSince ?? '') || a.id.localeCompare(b.id))
    .slice(0, MOST_A_DAY);
  const asked = await Promise.allSettled(owed.map(({ id }) => askCheckIn(world, id, now)));
  await table.commit([replace(checkInWatchKind, watch, { ...watch.value, lookAt: nextLook(now) })]);
  // Alarmed on by what it was; whoever was not reached is owed the question tomorrow.
  for (const one of asked) if (one.status === 'rejected') throw one.reason;
};
