import type { Actor } from '../../audit/audit.ts';
import { change } from '../../audit/audit.ts';
import { type Decision, decideAndCommit, type Surroundings } from '../../decide/decide.ts';
import type { LinkToken, VolunteerId } from '../../ids/ids.ts';
import { isLinkOver, type Link, linkHash, linkKey, linkKind } from '../../links/link.ts';
import { mintLink } from '../../links/mint-link.ts';
import { intentWrite } from '../../messages/intent-write.ts';
import type { Phone } from '../../phone/phone.ts';
import { ok, type Result, refused } from '../../result/result.ts';
import type { Stored } from '../../table/kind.ts';
import type { Write } from '../../table/table.ts';
import { create } from '../../table/write.ts';
import { taskKey, taskKind } from '../../tasks/task.ts';
import { dayOf } from '../../time/civil.ts';
import { type Instant, plus } from '../../time/instant.ts';
import type { Town } from '../../town/settings.ts';
import { readVolunteer, type VolunteerFacts } from '../change-volunteer.ts';
import { onceMore } from '../limits.ts';
import { volunteerKind } from '../store.ts';
import { isVoidLink, type Volunteer } from '../volunteer.ts';
import { holdersOf, reachTask } from './lost-phone.ts';

/** A link and the message that carries it. `round` tells one request from another, also of two at the same instant. */
const linkWrites = (
  world: Surroundings,
  { stored, town }: VolunteerFacts,
  round: string,
  now: Instant,
): readonly Write[] => {
  const id = stored.value.id;
  const { token, link } = mintLink(world.ids, { town: town.id, volunteerId: id, now, purpose: 'my-space' });
  const draft = {
    message: { kind: 'my-space-link' as const },
    recipient: id,
    subject: id,
    round,
    dueAt: now,
    notAfter: plus(now, { hours: 24 }),
    secret: token,
  };
  return [
    create(linkKind, link),
    intentWrite({ appSecret: world.config.appSecret, ids: world.ids }, town, draft, now),
  ];
};

const reachWrites = async (
  { table }: Pick<Surroundings, 'table'>,
  volunteer: Volunteer,
  lostAt: Instant,
  now: Instant,
): Promise<readonly Write[]> => {
  const task = reachTask(volunteer, lostAt, now);
  return (await table.get(taskKind, taskKey(task.id))) ? [] : [create(taskKind, task)];
};

export type SendRefusal = { readonly reason: 'unknown' | 'gone' | 'phone-lost' };

/** The desk sends the link. Somebody without SMS gets a call instead: the outbox makes it a task. */
export const sendSpaceLink = (
  world: Surroundings,
  id: VolunteerId,
  actor: Actor,
  now: Instant,
): Promise<Result<void, SendRefusal>> =>
  decideAndCommit(world.table, async (): Promise<Result<Decision<void>, SendRefusal>> => {
    const facts = await readVolunteer(world, id);
    if (!facts) return refused({ reason: 'unknown' });
    const { value, version } = facts.stored;
    if (value.state === 'left' || value.state === 'leaving') return refused({ reason: 'gone' });
    if (value.phoneLostAt) return refused({ reason: 'phone-lost' });
    const happening = { action: 'space-link-sent', actor, at: now };
    const writes = [
      ...change(volunteerKind, facts.stored, value, happening),
      ...linkWrites(world, facts, `v${version}`, now),
    ];
    return ok({ value: undefined, writes });
  });

/**
 * « J’ai perdu mon lien »: whoever holds this number gets a new one by SMS. The answer is the same for any number, and
 * so is the work of counting: three a day for a number, a bound for the whole town. Nobody there: only counted. A telephone
 * that is noted lost, be it by one of those who share it, is sent nobody's link: whoever found it would read it. Whoever
 * has that number and did not lose it becomes a task, once for each loss.
 */
export const sendLostLink = (world: Surroundings, phone: Phone, now: Instant): Promise<Result<void, never>> =>
  decideAndCommit(world.table, async (): Promise<Result<Decision<void>, never>> => {
    const { appSecret, townId } = world.config;
    const [mine, towns, { there }] = await Promise.all([
      onceMore(world.table, appSecret, 'link-for-phone', phone, dayOf(now)),
      onceMore(world.table, appSecret, 'links-in-town', townId, dayOf(now)),
      holdersOf(world, phone),
    ]);
    if (!mine.allowed || !towns.allowed) return ok({ value: undefined, writes: [] });
    const writes: Write[] = [mine.write, towns.write];
    const lostAt = there.find(({ stored }) => stored.value.phoneLostAt)?.stored.value.phoneLostAt;
    for (const facts of there) {
      const { value } = facts.stored;
      if (value.state === 'left' || value.state === 'leaving') continue;
      if (!lostAt) writes.push(...linkWrites(world, facts, `asked-${dayOf(now)}-${mine.count}`, now));
      else if (!value.phoneLostAt) writes.push(...(await reachWrites(world, value, lostAt, now)));
    }
    return ok({ value: undefined, writes });
  });

export type OpenRefusal =
  /** No such link: the same page as any unknown address. */
  | { readonly reason: 'unknown' }
  /** It existed; the page offers a new one and the telephone. */
  | { readonly reason: 'expired'; readonly town: Town }
  | { readonly reason: 'gone'; readonly town: Town };

export type OpenSpace = { readonly volunteer: Stored<Volunteer>; readonly town: Town; readonly link: Link };

/**
 * Who may look at « Mon espace » with this token, now. Reads only, two requests. A link of another purpose is unknown
 * here; one that is past its end, revoked or made before the volunteer's links were voided is expired.
 */
export const openSpace = async (
  world: Pick<Surroundings, 'table' | 'config'>,
  token: LinkToken,
  now: Instant,
): Promise<Result<OpenSpace, OpenRefusal>> => {
  const link = (await world.table.get(linkKind, linkKey(linkHash(token))))?.value;
  if (link?.purpose !== 'my-space') return refused({ reason: 'unknown' });
  const facts = await readVolunteer(world, link.volunteerId);
  if (!facts) return refused({ reason: 'unknown' });
  const { stored, town } = facts;
  if (stored.value.state === 'left' || stored.value.state === 'leaving')
    return refused({ reason: 'gone', town });
  if (isLinkOver(link, now) || isVoidLink(stored.value, link.createdAt))
    return refused({ reason: 'expired', town });
  return ok({ volunteer: stored, town, link });
};
