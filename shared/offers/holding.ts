import type { Surroundings } from '../decide/decide.ts';
import type { MissionId } from '../ids/ids.ts';
import { linkKind } from '../links/link.ts';
import { mintLink } from '../links/mint-link.ts';
import type { MessageDraft } from '../messages/draft.ts';
import { intentWrite } from '../messages/intent-write.ts';
import { endsAt, type Mission } from '../missions/mission.ts';
import { missionKey, missionKind } from '../missions/store.ts';
import { readAs, type Stored } from '../table/kind.ts';
import type { Write } from '../table/table.ts';
import { create } from '../table/write.ts';
import { earliest, type Instant } from '../time/instant.ts';
import { type Town, townKey, townKind } from '../town/settings.ts';
import { volunteerKey, volunteerKind } from '../volunteers/store.ts';
import type { Volunteer } from '../volunteers/volunteer.ts';
import type { Load } from './load.ts';
import type { Offer } from './offer.ts';
import { loadKey, loadKind, offerKey, offerKind } from './store.ts';

/** A seat and whoever holds it, with what they were asked and carry. */
export type Holding = {
  readonly stored: Stored<Mission>;
  readonly town: Town;
  readonly volunteer: Volunteer | undefined;
  readonly offer: Stored<Offer> | undefined;
  readonly load: Stored<Load> | undefined;
};

/** The mission and whoever holds it, read consistently: two requests. */
export const readHolding = async (
  world: Pick<Surroundings, 'table'>,
  missionId: MissionId,
): Promise<Holding | undefined> => {
  const stored = await world.table.get(missionKind, missionKey(missionId));
  if (!stored) return undefined;
  const holder = stored.value.holder?.volunteerId;
  const [town, volunteer, offer, load] = await world.table.getRows([
    townKey(stored.value.town),
    ...(holder ? [volunteerKey(holder), offerKey(missionId, holder), loadKey(holder)] : []),
  ]);
  const townValue = town ? readAs(townKind, town)?.value : undefined;
  if (!townValue) return undefined;
  return {
    stored,
    town: townValue,
    volunteer: volunteer ? readAs(volunteerKind, volunteer)?.value : undefined,
    offer: offer ? readAs(offerKind, offer) : undefined,
    load: load ? readAs(loadKind, load) : undefined,
  };
};

/** The other seat of a mission for two, with whoever holds it. */
export const readTwin = (
  world: Pick<Surroundings, 'table'>,
  { twinId }: Pick<Mission, 'twinId'>,
): Promise<Holding | undefined> => (twinId ? readHolding(world, twinId) : Promise.resolve(undefined));

/** The holder is told by SMS, with a link that says the same in full. */
export const tellHolder = (
  world: Surroundings,
  holding: Holding,
  mission: Mission,
  message: Extract<MessageDraft['message'], { readonly startsAt: Instant }>,
  now: Instant,
): Write[] => {
  const programme = holding.town.programmes.find((one) => one.code === mission.programme);
  if (!holding.volunteer || !programme) return [];
  const { token, link } = mintLink(world.ids, {
    town: mission.town,
    volunteerId: holding.volunteer.id,
    now,
    purpose: 'mission',
    mission,
    consent: programme.consent,
  });
  // Known before they set out, at night if it must be: nobody goes for nothing.
  const setsOut = earliest(message.startsAt, mission.startsAt);
  const draft: MessageDraft = {
    message,
    recipient: holding.volunteer.id,
    subject: mission.id,
    round: `v${holding.stored.version}`,
    dueAt: now,
    notAfter: setsOut > now ? setsOut : endsAt(mission),
    secret: token,
  };
  return [
    create(linkKind, link),
    intentWrite({ appSecret: world.config.appSecret, ids: world.ids }, holding.town, draft, now),
  ];
};
