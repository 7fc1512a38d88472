import type { Ids, MissionId } from '../ids/ids.ts';
import { linkKind } from '../links/link.ts';
import { mintLink } from '../links/mint-link.ts';
import { intentWrite } from '../messages/intent-write.ts';
import type { Message } from '../messages/message.ts';
import type { Write } from '../table/table.ts';
import { create } from '../table/write.ts';
import { type Instant, plus } from '../time/instant.ts';
import type { Town } from '../town/settings.ts';
import { canText, type Volunteer } from '../volunteers/volunteer.ts';
import { type DeliveryRound, roundClosesAt } from './round.ts';

type World = { readonly ids: Ids; readonly config: { readonly appSecret: string } };
type About = { readonly town: Town; readonly volunteer: Volunteer; readonly round: DeliveryRound };
/** `round` tells two texts of one kind apart. */
type When = { readonly now: Instant; readonly notAfter: Instant; readonly round: string };

/** One text about a round, with a link of its own. */
const withLink = (
  world: World,
  { town, volunteer, round }: About,
  message: Message,
  when: When,
): readonly Write[] => {
  const { token, link } = mintLink(world.ids, {
    town: town.id,
    volunteerId: volunteer.id,
    now: when.now,
    purpose: 'round',
    roundId: round.id,
    // A door is still noted two days later; names and addresses close long before.
    until: roundNotedUntil(round),
  });
  return [
    create(linkKind, link),
    intentWrite(
      { appSecret: world.config.appSecret, ids: world.ids },
      town,
      {
        message,
        recipient: volunteer.id,
        subject: round.id,
        round: when.round,
        dueAt: when.now,
        notAfter: when.notAfter,
        secret: token,
      },
      when.now,
    ),
  ];
};

type RoundMessageKind = Exclude<Extract<Message['kind'], `round-${string}`>, 'round-changed'>;

/** A text to the carrier about their round. Nothing for somebody who takes no texts: a person calls. */
export const tellCarrier = (
  world: World,
  about: About,
  kind: RoundMessageKind,
  when: When & { readonly count?: number },
): readonly Write[] => {
  const { round, volunteer } = about;
  if (!canText(volunteer)) return [];
  const count = when.count ?? round.stops.length;
  return withLink(world, about, { kind, act: round.act, startsAt: round.leavesAt, count }, when);
};

/**
 * One door of a round somebody carries is called off: they are told which, with the way to the list of the others. Owed to whoever takes
 * no texts, too: the message that cannot leave becomes a call of the team (F8).
 */
export const tellDoorOff = (
  world: World,
  about: About,
  door: { readonly id: MissionId; readonly startsAt: Instant },
  now: Instant,
): readonly Write[] => {
  const { act, leavesAt } = about.round;
  return withLink(
    world,
    about,
    { kind: 'round-changed', act, startsAt: door.startsAt },
    { now, notAfter: leavesAt > now ? leavesAt : plus(now, { hours: 2 }), round: door.id },
  );
};

/** Reports are taken in for a week after the round, as for a visit. */
const roundNotedUntil = (round: DeliveryRound): Instant => plus(roundClosesAt(round), { days: 7 });
