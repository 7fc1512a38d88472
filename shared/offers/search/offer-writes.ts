import type { Surroundings } from '../../decide/decide.ts';
import type { VolunteerId } from '../../ids/ids.ts';
import { linkKind } from '../../links/link.ts';
import { mintLink } from '../../links/mint-link.ts';
import type { Candidacy } from '../../matching/askable.ts';
import { intentWrite } from '../../messages/intent-write.ts';
import type { Mission } from '../../missions/mission.ts';
import { readAs, type Stored } from '../../table/kind.ts';
import type { Write } from '../../table/table.ts';
import { create, put, replace, unchanged } from '../../table/write.ts';
import { dayOf } from '../../time/civil.ts';
import type { Instant } from '../../time/instant.ts';
import { volunteerKey, volunteerKind } from '../../volunteers/store.ts';
import { canText, type Volunteer } from '../../volunteers/volunteer.ts';
import { withWaiting } from '../awaited.ts';
import { emptyLoad, type Load, openSince, pruned, withEntry, without } from '../load.ts';
import { aboutOf, remember } from '../memory/memory.ts';
import type { Offer } from '../offer.ts';
import { loadKey, loadKind, offerKind } from '../store.ts';
import type { Field } from './gather-candidates.ts';

export type Fresh = { readonly volunteer: Stored<Volunteer>; readonly load: Stored<Load> | undefined };

/** Volunteers and loads as they are now, read consistently: what the offers are held to. */
export const readFresh = async (
  world: Surroundings,
  ids: readonly VolunteerId[],
): Promise<Map<VolunteerId, Fresh>> => {
  const rows = await world.table.getRows(ids.flatMap((id) => [volunteerKey(id), loadKey(id)]));
  const fresh = new Map<VolunteerId, Fresh>();
  ids.forEach((id, i) => {
    const [volunteerRow, loadRow] = [rows[2 * i], rows[2 * i + 1]];
    const volunteer = volunteerRow ? readAs(volunteerKind, volunteerRow) : undefined;
    if (volunteer) fresh.set(id, { volunteer, load: loadRow ? readAs(loadKind, loadRow) : undefined });
  });
  return fresh;
};

const loadWrite = (fresh: Fresh, next: Load): Write =>
  fresh.load ? replace(loadKind, fresh.load, next) : put(loadKind, next, 'absent');

/**
 * Offers of the wave before, unanswered: they no longer count in anybody's cap; a late yes is still heard. A question
 * about an hour that has moved since is void, and no silence of theirs.
 */
export const expireWrites = (
  open: readonly VolunteerId[],
  field: Pick<Field, 'offers'>,
  fresh: Map<VolunteerId, Fresh>,
  mission: Mission,
  now: Instant,
  to: 'expired' | 'closed' = 'expired',
): Write[] =>
  open.flatMap((id) => {
    const offer = field.offers.find(({ value }) => value.volunteerId === id);
    const who = fresh.get(id);
    if (offer?.value.state !== 'sent' || !who) return [];
    const load = who.load?.value ?? emptyLoad(id);
    const state = offer.value.startsAt === mission.startsAt ? to : 'closed';
    const after =
      state === 'expired'
        ? remember(load, { what: 'silent', about: aboutOf(mission), late: false }, now)
        : load;
    return [
      replace(offerKind, offer, { ...offer.value, state }),
      loadWrite(who, pruned(without(after, mission.id), dayOf(now), now)),
    ];
  });

/** How many of these now count as silent: asked for this very hour, and not a word. */
export const silencesOf = (
  open: readonly VolunteerId[],
  { offers }: Pick<Field, 'offers'>,
  mission: Mission,
): number =>
  offers.filter(
    ({ value }) =>
      open.includes(value.volunteerId) && value.state === 'sent' && value.startsAt === mission.startsAt,
  ).length;

/**
 * These have another question to answer first: each load remembers the search that waits for it, and the answer lets it go on
 * (`wake-searches.ts`). Whoever is waited for by as many already is left out.
 */
export const waitingWrites = (
  awaited: readonly Candidacy[],
  fresh: Map<VolunteerId, Fresh>,
  mission: Mission,
  until: Instant,
  now: Instant,
): { readonly waitsFor: readonly VolunteerId[]; readonly writes: readonly Write[] } => {
  const told = awaited.flatMap(({ one, isUsual, restsUntil, asksUntil }) => {
    const volunteerId = one.candidate.volunteer.id;
    const who = fresh.get(volunteerId);
    if (!who) return [];
    const before = pruned(who.load?.value ?? emptyLoad(volunteerId), dayOf(now), now);
    const askedAt = openSince(without(before, mission.id));
    const load = withWaiting(before, {
      missionId: mission.id,
      since: now,
      until,
      ...(askedAt ? { askedAt } : {}),
      ...(restsUntil && asksUntil && restsUntil > asksUntil ? { rests: true as const } : {}),
      ...(isUsual ? { asUsual: true as const } : {}),
    });
    return load ? [{ volunteerId, write: loadWrite(who, load) }] : [];
  });
  return { waitsFor: told.map(({ volunteerId }) => volunteerId), writes: told.map(({ write }) => write) };
};

const offerOf = (mission: Mission, { one, chance }: Candidacy, wave: number, now: Instant): Offer => ({
  missionId: mission.id,
  volunteerId: one.candidate.volunteer.id,
  town: mission.town,
  state: 'sent',
  wave,
  via: canText(one.candidate.volunteer) ? 'sms' : 'voice',
  day: mission.day,
  startsAt: mission.startsAt,
  sentAt: now,
  why: one.whyYou.slice(0, 300),
  estimate: Math.round(chance * 1000),
});

/** One volunteer's offer: offer, link, SMS, load, and the promise that they have not changed meanwhile. */
export const offerWrites = (
  world: Surroundings,
  field: Field,
  mission: Mission,
  asked: Candidacy,
  who: Fresh,
  wave: number,
  now: Instant,
): Write[] => {
  const volunteerId = asked.one.candidate.volunteer.id;
  const { programme, town } = field.need;
  const offer = offerOf(mission, asked, wave, now);
  // Only a mission moved to another hour asks somebody again.
  const before = field.offers.find(({ value }) => value.volunteerId === volunteerId);
  const { token, link } = mintLink(world.ids, {
    town: mission.town,
    volunteerId,
    now,
    purpose: 'mission',
    mission,
    consent: programme.consent,
  });
  const load = withEntry(pruned(who.load?.value ?? emptyLoad(volunteerId), dayOf(now), now), {
    missionId: mission.id,
    day: mission.day,
    startsAt: mission.startsAt,
    minutes: mission.durationMinutes,
    state: 'offered',
    askedAt: now,
  });
  return [
    unchanged(volunteerKind, who.volunteer, 'volunteer'),
    loadWrite(who, { ...load, offersSentAt: [...load.offersSentAt, now].slice(-60) }),
    before ? replace(offerKind, before, offer) : create(offerKind, offer),
    create(linkKind, link),
    intentWrite(
      { appSecret: world.config.appSecret, ids: world.ids },
      town,
      {
        message: {
          kind: 'offer',
          act: programme.act,
          startsAt: mission.startsAt,
          // No sector has this code: the text then says the town.
          sector: mission.sector ?? 'ville',
        },
        recipient: volunteerId,
        subject: mission.id,
        round: `wave-${wave}`,
        dueAt: now,
        notAfter: mission.startsAt,
        secret: token,
      },
      now,
    ),
  ];
};
