import { type Actor, change } from '../../audit/audit.ts';
import { consentKey, consentKind, isConsentGiven } from '../../consents/consent.ts';
import { type Decision, decideAndCommit, type Surroundings } from '../../decide/decide.ts';
import type { MissionId, ServiceId, VolunteerId } from '../../ids/ids.ts';
import { liveTies } from '../../matching/pairings/lasting.ts';
import type { Need } from '../../matching/rule.ts';
import { RULES, removedBy } from '../../matching/rules.ts';
import { isHeld, isOpen, type Mission } from '../../missions/mission.ts';
import { stepRules, withNextLook } from '../../missions/steps.ts';
import { missionKey, missionKind } from '../../missions/store.ts';
import { emptyLoad } from '../../offers/load.ts';
import { loadKey, loadKind, offerKey, offerKind } from '../../offers/store.ts';
import { ok, type Result, refused } from '../../result/result.ts';
import { seniorKey, seniorKind } from '../../seniors/store.ts';
import { MOST_PAIRED } from '../../services/pairings/pair-volunteer.ts';
import type { Pairing, Service } from '../../services/service.ts';
import { serviceKey, serviceKind } from '../../services/store.ts';
import { tieWrites } from '../../services/ties.ts';
import { type Instant, plus } from '../../time/instant.ts';
import { townKey, townKind } from '../../town/settings.ts';
import { volunteerKey, volunteerKind } from '../../volunteers/store.ts';
import { canText } from '../../volunteers/volunteer.ts';

/** Time to ask, to answer, and to tell her (hours). */
export const NOTICE_HOURS = 48;

export type IntroduceRefusal =
  | {
      readonly reason:
        | 'unknown'
        | 'not-open'
        | 'stopped'
        | 'visit-gone'
        | 'by-phone'
        | 'two-already'
        | 'too-soon'
        | 'already-known'
        | 'pending'
        | 'too-many'
        | 'no-text';
    }
  /** A rule of the chain keeps them from that visit. */
  | { readonly reason: 'rule'; readonly sentence: string };

/** May a visit of this service be one at which somebody is introduced: ahead, for one person, not in a round. */
export const mayIntroduceAt = (mission: Mission, now: Instant): boolean =>
  (isOpen(mission.state) || isHeld(mission.state)) &&
  mission.twinId === undefined &&
  mission.round === undefined &&
  mission.act !== 'call' &&
  mission.startsAt >= plus(now, { hours: NOTICE_HOURS });

/** The second seat of that visit, kept for one person; the agenda asks them as it would for any mission. */
const seatFor = (mission: Mission, id: MissionId, volunteerId: VolunteerId, now: Instant): Mission => {
  const {
    holder: _h,
    search: _s,
    chosen: _c,
    lookAt: _l,
    lookingTaskId: _t,
    presence: _p,
    ...rest
  } = mission;
  return {
    ...rest,
    id,
    state: 'planned',
    urgent: false,
    twinId: mission.id,
    introduces: volunteerId,
    chosen: [volunteerId],
    steps: {},
    createdAt: now,
  };
};

const withBackup = (service: Service, volunteerId: VolunteerId, seat: Mission, now: Instant): Service => {
  const introduction = { missionId: seat.id, day: seat.day };
  const known = liveTies(service).some((one) => one.volunteerId === volunteerId);
  const fresh: Pairing = { volunteerId, state: 'proposed', role: 'backup', since: now, introduction };
  return {
    ...service,
    pairings: known
      ? service.pairings.map((one) =>
          one.volunteerId === volunteerId && one.state === 'proposed' ? { ...one, introduction } : one,
        )
      : [...service.pairings, fresh],
  };
};

/**
 * A second visitor is chosen and comes along to one of her planned visits, which becomes a visit for two: one transaction
 * writes the tie, still only proposed, and a second seat that nobody else is ever asked for. Her consent, every rule of
 * the chain on that day, three ties at most and two days' notice hold. They are introduced once they report that visit done.
 * Pressed twice, it is planned once.
 */
export const planIntroduction = (
  world: Surroundings,
  serviceId: ServiceId,
  { volunteerId, missionId }: { readonly volunteerId: VolunteerId; readonly missionId: MissionId },
  actor: Actor,
  now: Instant,
): Promise<Result<Service, IntroduceRefusal>> =>
  decideAndCommit(world.table, async (): Promise<Result<Decision<Service>, IntroduceRefusal>> => {
    const { table } = world;
    const [stored, visit] = await Promise.all([
      table.get(serviceKind, serviceKey(serviceId)),
      table.get(missionKind, missionKey(missionId)),
    ]);
    if (!stored) return refused({ reason: 'unknown' });
    const service = stored.value;
    const [senior, town, volunteer, load, offer] = await Promise.all([
      table.get(seniorKind, seniorKey(service.seniorId)),
      table.get(townKind, townKey(service.town)),
      table.get(volunteerKind, volunteerKey(volunteerId)),
      table.get(loadKind, loadKey(volunteerId)),
      table.get(offerKind, offerKey(missionId, volunteerId)),
    ]);
    const programme = town?.value.programmes.find(({ code }) => code === service.programme);
    if (!senior || !town || !programme || volunteer?.value.town !== service.town)
      return refused({ reason: 'unknown' });
    if (service.state !== 'open') return refused({ reason: 'not-open' });
    const consent = await table.get(consentKind, consentKey(service.seniorId, programme.consent));
    if (senior.value.state !== 'active' || !isConsentGiven(consent?.value, now))
      return refused({ reason: 'stopped' });
    const tie = liveTies(service).find((one) => one.volunteerId === volunteerId);
    if (tie && tie.state !== 'proposed') return refused({ reason: 'already-known' });
    const before =
      tie?.introduction && (await table.get(missionKind, missionKey(tie.introduction.missionId)));
    if (before && (isOpen(before.value.state) || isHeld(before.value.state)))
      return before.value.twinId === missionId
        ? ok({ value: service, writes: [] })
        : refused({ reason: 'pending' });
    if (!tie && liveTies(service).length >= MOST_PAIRED) return refused({ reason: 'too-many' });
    if (
      !visit ||
      visit.value.serviceId !== serviceId ||
      !(isOpen(visit.value.state) || isHeld(visit.value.state))
    )
      return refused({ reason: 'visit-gone' });
    if (visit.value.act === 'call') return refused({ reason: 'by-phone' });
    if (visit.value.twinId || visit.value.round) return refused({ reason: 'two-already' });
    if (!mayIntroduceAt(visit.value, now)) return refused({ reason: 'too-soon' });
    if (!canText(volunteer.value)) return refused({ reason: 'no-text' });
    const rules = stepRules(town.value);
    const seat = seatFor(visit.value, world.ids.next('mis'), volunteerId, now);
    const need: Need = { mission: seat, programme, town: town.value, senior: senior.value };
    const candidate = {
      volunteer: volunteer.value,
      load: load?.value ?? emptyLoad(volunteerId),
      // Asked for this visit already: its search would ask them nothing more.
      offer: offer?.value,
    };
    const removed =
      visit.value.holder?.volunteerId === volunteerId
        ? { sentence: 'Y va déjà.' }
        : removedBy(candidate, need, now, RULES);
    if (removed) return refused({ reason: 'rule', sentence: removed.sentence });
    const next = withBackup(service, volunteerId, seat, now);
    const happening = { action: 'introduction-planned', actor, at: now, details: { volunteer: volunteerId } };
    return ok({
      value: next,
      writes: [
        ...change(serviceKind, stored, next, { ...happening, from: service.state, to: next.state }),
        ...tieWrites(service, next),
        ...change(
          missionKind,
          visit,
          { ...visit.value, twinId: seat.id },
          {
            ...happening,
            from: visit.value.state,
            to: visit.value.state,
          },
        ),
        ...change(missionKind, undefined, withNextLook(seat, rules, false), { ...happening, to: 'planned' }),
      ],
    });
  });
