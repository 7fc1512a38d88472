import { SYSTEM } from '../../../../shared/audit/audit.ts';
import type { VolunteerId } from '../../../../shared/ids/ids.ts';
import type { Candidacy } from '../../../../shared/matching/askable.ts';
import type { Mission } from '../../../../shared/missions/mission.ts';
import { emptyLoad, type Load, pruned, withEntry, without } from '../../../../shared/offers/load.ts';
import { aboutOf, heardOf, remember } from '../../../../shared/offers/memory/memory.ts';
import { tallyWrites } from '../../../../shared/offers/memory/tally.ts';
import type { Offer } from '../../../../shared/offers/offer.ts';
import { offerKind } from '../../../../shared/offers/store.ts';
import { dayOf } from '../../../../shared/time/civil.ts';
import type { Instant } from '../../../../shared/time/instant.ts';
import type { Making } from '../making.ts';
import type { Crowd, Life } from './lives.ts';
import type { Messenger } from './messages.ts';

/** An answer counts for the town as it does in the product. */
export const hear = (
  crowd: Crowd,
  { offer, mission }: { readonly offer: Offer | undefined; readonly mission: Mission },
  what: 'yes' | 'no',
  at: Instant,
): void => {
  const heard = heardOf(offer, mission, what, at);
  if (heard) crowd.tally.note(tallyWrites(mission, { heard: [heard] }, at));
};

/** What a volunteer carried then, forgetting as the product forgets. */
export const loadOf = (crowd: Crowd, id: VolunteerId, now: Instant): Load =>
  pruned(crowd.loads.get(id) ?? emptyLoad(id), dayOf(now), now);

export const offerTo = (
  making: Making,
  crowd: Crowd,
  mission: Mission,
  { one: chosen, chance }: Candidacy,
  wave: number,
  now: Instant,
  messenger: Messenger,
): Offer => {
  const { volunteer } = chosen.candidate;
  const load = loadOf(crowd, volunteer.id, now);
  const offer: Offer = {
    missionId: mission.id,
    volunteerId: volunteer.id,
    town: mission.town,
    state: 'sent',
    wave,
    via: volunteer.channel === 'sms' ? 'sms' : 'voice',
    day: mission.day,
    startsAt: mission.startsAt,
    sentAt: now,
    why: chosen.why.slice(0, 300),
    estimate: Math.round(chance * 1000),
  };
  making.history.note(offerKind, offer);
  const offered = withEntry(load, {
    missionId: mission.id,
    day: mission.day,
    startsAt: mission.startsAt,
    minutes: mission.durationMinutes,
    state: 'offered',
  });
  crowd.loads.set(volunteer.id, { ...offered, offersSentAt: [...offered.offersSentAt, now] });
  messenger.offered(mission, volunteer, wave, now);
  return offer;
};

export const expire = (
  crowd: Crowd,
  offers: Map<VolunteerId, Offer>,
  id: VolunteerId,
  mission: Mission,
  history: Making['history'],
  now: Instant,
  to: 'expired' | 'closed' = 'expired',
): void => {
  const offer = offers.get(id);
  const load = crowd.loads.get(id);
  if (offer?.state !== 'sent' || !load) return;
  offers.set(id, history.note(offerKind, { ...offer, state: to }));
  if (to === 'expired') crowd.tally.note(tallyWrites(mission, { silent: 1 }, now));
  const after =
    to === 'expired' ? remember(load, { what: 'silent', about: aboutOf(mission), late: false }, now) : load;
  crowd.loads.set(id, without(after, mission.id));
};

export const keep = (
  making: Making,
  crowd: Crowd,
  offers: Map<VolunteerId, Offer>,
  said: { readonly offer: Offer; readonly load: Load },
  id: VolunteerId,
): void => {
  offers.set(id, making.history.note(offerKind, said.offer));
  crowd.loads.set(id, said.load);
};

/** Filled: the others no longer count it, and the mission remembers nobody as still asked. */
export const release = (
  making: Making,
  crowd: Crowd,
  offers: Map<VolunteerId, Offer>,
  life: Life,
  at: Instant,
): void => {
  const open = life.mission.search?.open ?? [];
  if (open.length === 0 || !life.mission.search) return;
  for (const id of open) expire(crowd, offers, id, life.mission, making.history, at, 'closed');
  life.save(
    { ...life.mission, search: { ...life.mission.search, open: [] } },
    'offers-released',
    SYSTEM,
    at,
    { count: open.length },
  );
};
