import type { Purpose } from '../consents/consent.ts';
import type { DeliveryRoundId, Ids, LinkToken, VolunteerId } from '../ids/ids.ts';
import { endsAt, type Mission } from '../missions/mission.ts';
import { type Instant, plus } from '../time/instant.ts';
import { type Link, type LinkPurpose, linkHash } from './link.ts';

/** How long each purpose lives when nothing else bounds it (reliability.md §4.2). */
const DAYS: Readonly<Record<Exclude<LinkPurpose, 'mission' | 'calls' | 'round'>, number>> = {
  report: 14,
  'my-space': 60,
  calendar: 365,
};
/** The mission link dies two hours after the slot. */
export const MISSION_LINK_GRACE_HOURS = 2;

export type MintRequest = {
  readonly town: string;
  readonly volunteerId: VolunteerId;
  readonly now: Instant;
} & (
  | { readonly purpose: 'mission' | 'report'; readonly mission: Mission; readonly consent: Purpose }
  /** Until the evening of the calls: an outcome typed late is still taken in, names are not shown that long. */
  | { readonly purpose: 'calls'; readonly batchId: string; readonly until: Instant }
  | { readonly purpose: 'round'; readonly roundId: DeliveryRoundId; readonly until: Instant }
  | { readonly purpose: 'my-space' | 'calendar' }
);

const expiryOf = (request: MintRequest): Instant => {
  if (request.purpose === 'mission')
    return plus(endsAt(request.mission), { hours: MISSION_LINK_GRACE_HOURS });
  if (request.purpose === 'calls' || request.purpose === 'round') return request.until;
  return plus(request.now, { days: DAYS[request.purpose] });
};

/** A new link: its record, found by hash alone, and the raw token, which only the message may carry. */
export const mintLink = (
  ids: Pick<Ids, 'linkToken'>,
  request: MintRequest,
): { readonly token: LinkToken; readonly link: Link } => {
  const token = ids.linkToken();
  const expiresAt = expiryOf(request);
  return {
    token,
    link: {
      hash: linkHash(token),
      town: request.town,
      purpose: request.purpose,
      volunteerId: request.volunteerId,
      ...('mission' in request
        ? {
            missionId: request.mission.id,
            ...(request.mission.twinId ? { twinId: request.mission.twinId } : {}),
            seniorId: request.mission.seniorId,
            consent: request.consent,
          }
        : {}),
      ...('batchId' in request ? { batchId: request.batchId } : {}),
      ...('roundId' in request ? { roundId: request.roundId } : {}),
      createdAt: request.now,
      expiresAt,
    },
  };
};
