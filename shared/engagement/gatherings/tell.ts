import type { Surroundings } from '../../decide/decide.ts';
import { linkKind } from '../../links/link.ts';
import { mintLink } from '../../links/mint-link.ts';
import { intentWrite } from '../../messages/intent-write.ts';
import type { Message } from '../../messages/message.ts';
import type { Write } from '../../table/table.ts';
import { create } from '../../table/write.ts';
import type { Instant } from '../../time/instant.ts';
import type { Town } from '../../town/settings.ts';
import type { Gathering } from '../../volunteers/gatherings/gathering.ts';
import type { Volunteer } from '../../volunteers/volunteer.ts';

type GatheringMessageKind = Extract<Message['kind'], `gathering-${string}`>;

/** A text about a gathering, with a link of its own into « Mon espace ». `round` tells two of one kind apart. */
export const tellOfGathering = (
  world: Surroundings,
  about: { readonly town: Town; readonly gathering: Gathering; readonly volunteer: Volunteer },
  kind: GatheringMessageKind,
  round: string,
  now: Instant,
): readonly Write[] => {
  const { town, gathering, volunteer } = about;
  const { token, link } = mintLink(world.ids, {
    town: town.id,
    volunteerId: volunteer.id,
    now,
    purpose: 'my-space',
  });
  return [
    create(linkKind, link),
    intentWrite(
      { appSecret: world.config.appSecret, ids: world.ids },
      town,
      {
        message: { kind, gathering: gathering.type, startsAt: gathering.startsAt },
        recipient: volunteer.id,
        subject: gathering.id,
        round,
        dueAt: now,
        notAfter: gathering.startsAt,
        secret: token,
      },
      now,
    ),
  ];
};
