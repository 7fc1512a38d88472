import type { Surroundings } from '../decide/decide.ts';
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

export type RoundMessageKind = Extract<Message['kind'], `round-${string}`>;

/**
 * A text to the carrier about their round, with a link of its own. Nothing for somebody who takes no texts: a person calls.
 * `round` tells two texts of one kind apart.
 */
export const tellCarrier = (
  world: Surroundings,
  about: { readonly town: Town; readonly volunteer: Volunteer; readonly round: DeliveryRound },
  kind: RoundMessageKind,
  when: {
    readonly now: Instant;
    readonly notAfter: Instant;
    readonly round: string;
    readonly count?: number;
  },
): readonly Write[] => {
  const { round, volunteer, town } = about;
  if (!canText(volunteer)) return [];
  const { token, link } = mintLink(world.ids, {
    town: town.id,
    volunteerId: volunteer.id,
    now: when.now,
    purpose: 'round',
    roundId: round.id,
    // A door is still noted two days later; names and addresses close long before.
    until: roundNotedUntil(round),
  });
  const body = { act: round.act, startsAt: round.leavesAt, count: when.count ?? round.stops.length };
  return [
    create(linkKind, link),
    intentWrite(
      { appSecret: world.config.appSecret, ids: world.ids },
      town,
      {
        message: { kind, ...body },
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

/** Reports are taken in for a week after the round, as for a visit. */
const roundNotedUntil = (round: DeliveryRound): Instant => plus(roundClosesAt(round), { days: 7 });
