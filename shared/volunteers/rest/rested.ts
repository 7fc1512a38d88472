import type { Actor } from '../../audit/audit.ts';
import type { Surroundings } from '../../decide/decide.ts';
import type { VolunteerId } from '../../ids/ids.ts';
import { linkKind } from '../../links/link.ts';
import { mintLink } from '../../links/mint-link.ts';
import { quietOf } from '../../messages/intent-write.ts';
import type { Message } from '../../messages/message.ts';
import { emptyLoad } from '../../offers/load.ts';
import { loadKey, loadKind } from '../../offers/store.ts';
import type { Write } from '../../table/table.ts';
import { create, put, replace } from '../../table/write.ts';
import { nextAllowed } from '../../time/calendar.ts';
import { type Instant, plus } from '../../time/instant.ts';
import type { VolunteerChange, VolunteerFacts } from '../change-volunteer.ts';
import { canText, type Volunteer } from '../volunteer.ts';

/**
 * Every offer is a versioned write of the volunteer's load: writing it here, unchanged, makes an offer decided just
 * before this rest lose its race and be decided again, with the rest in view (law 9).
 */
const fence = async (world: Surroundings, id: VolunteerId): Promise<Write> => {
  const load = await world.table.get(loadKind, loadKey(id));
  return load ? replace(loadKind, load, load.value) : put(loadKind, emptyLoad(id), 'absent');
};

/** The confirmation that answers the act; none to somebody who is not texted. One for each version of the record. */
const confirmation = (
  world: Surroundings,
  { stored, town }: VolunteerFacts,
  message: Message,
  now: Instant,
): Pick<VolunteerChange, 'messages' | 'writes'> => {
  if (!canText(stored.value)) return {};
  const id = stored.value.id;
  // An application is often closed by somebody else's hand: nobody is woken for it.
  const dueAt = 'candidate' in message ? nextAllowed(now, quietOf(town)) : now;
  const draft = {
    message,
    recipient: id,
    subject: id,
    round: `v${stored.version}`,
    dueAt,
    // A pause may end on the eve of days on which nobody is texted: Easter, or Christmas and a Sunday.
    notAfter: plus(dueAt, message.kind === 'pause-over' ? { days: 5 } : { hours: 24 }),
  };
  if (message.kind === 'leave-confirmed') return { messages: [draft] };
  const { token, link } = mintLink(world.ids, {
    town: town.id,
    volunteerId: id,
    now,
    purpose: 'my-space',
  });
  return { messages: [{ ...draft, secret: token }], writes: [create(linkKind, link)] };
};

/** What goes into the write of a rest with it, read anew each time it is decided; not asked of a rest that stood already. */
export type AlsoWritten = () => Promise<readonly Write[]>;
export const NOTHING_MORE: AlsoWritten = async () => [];

/** A new step of rest: what it changes, fenced against offers, confirmed, what goes with it. Unchanged: nothing at all. */
export const rested = async (
  world: Surroundings,
  facts: VolunteerFacts,
  next: Volunteer,
  actor: Actor,
  message: Message | undefined,
  now: Instant,
  also: AlsoWritten,
): Promise<VolunteerChange> => {
  const from = facts.stored.value.state;
  const happening = {
    action: next.winding?.cause === 'resume' ? 'volunteer-resumed' : 'volunteer-rests',
    actor,
    at: now,
    from,
    to: next.state,
  };
  if (next === facts.stored.value) return { next, happening };
  const confirmed = message ? confirmation(world, facts, message, now) : {};
  return {
    next,
    happening,
    ...confirmed,
    writes: [...(confirmed.writes ?? []), await fence(world, next.id), ...(await also())],
  };
};
