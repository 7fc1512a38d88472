import { type Actor, SYSTEM } from '../../audit/audit.ts';
import type { Surroundings } from '../../decide/decide.ts';
import type { ServiceId, VolunteerId } from '../../ids/ids.ts';
import { isHeld, isOpen, type Mission } from '../../missions/mission.ts';
import { closeOffer } from '../../offers/close-offer.ts';
import { handBackMission } from '../../offers/hand-back.ts';
import { offerKey, offerKind } from '../../offers/store.ts';
import { ok, type Result, refused } from '../../result/result.ts';
import { create } from '../../table/write.ts';
import { taskKind } from '../../tasks/task.ts';
import type { Instant } from '../../time/instant.ts';
import { townKey, townKind } from '../../town/settings.ts';
import { type ArrangeRefusal, changeService } from '../arrange/arrange-service.ts';
import { missionsAhead } from '../arrange/call-off.ts';
import { callBy, callTask, debriefTask, type EndReason, hadMet } from '../goodbye.ts';
import type { Pairing, Service } from '../service.ts';

const isLive = (volunteerId: VolunteerId) => (one: Pairing) =>
  one.volunteerId === volunteerId && one.state !== 'ended';

/** Why one tie ends. A death is not of a tie: it closes her file, and everything with it (`closeSenior`). */
type TieEnd = Exclude<EndReason, 'death'>;

/** A wish here may be of either; where a service ends, it is hers. */
const WISH_WORDS =
  'Un binôme s’arrête, l’un des deux le souhaite : appeler le bénévole, et prévenir la personne visitée de vive voix.';

/**
 * Ends one volunteer's tie in a service: the tie and its reason stay as history, a person is asked to call, a time to talk
 * is offered, and what the volunteer still held or was asked there stops at once without an SMS. The visits themselves
 * look for somebody else. Refuses `not-paired` when there is no tie left to end.
 */
export const endPairing = async (
  world: Surroundings,
  id: ServiceId,
  volunteerId: VolunteerId,
  endReason: TieEnd,
  actor: Actor,
  now: Instant,
): Promise<Result<Service, ArrangeRefusal>> => {
  const ended = await changeService(
    world,
    id,
    actor,
    'pairing-ended',
    now,
    (service) => {
      if (!service.pairings.some(isLive(volunteerId))) return refused('not-paired');
      return ok({
        ...service,
        // Looked at at once: whoever ended it may be killed before the visits are given back.
        planAt: now,
        pairings: service.pairings.map((one) =>
          isLive(volunteerId)(one) ? { ...one, state: 'ended' as const, endedAt: now, endReason } : one,
        ),
      });
    },
    async (before) => {
      if (!before.pairings.some((one) => isLive(volunteerId)(one) && hadMet(one))) return [];
      const ahead = await missionsAhead(world.table, before, now);
      const by = callBy(volunteerId, ahead, false, now);
      const call = callTask(world, before, volunteerId, endReason, by, now);
      return [
        create(taskKind, endReason === 'wish' ? { ...call, sentence: WISH_WORDS } : call, 'call'),
        create(taskKind, debriefTask(world, before, volunteerId, now), 'debrief'),
      ];
    },
  );
  if (ended.ok) await freeEndedTies(world, ended.value, now);
  return ended;
};

/** What this tie, ended at that instant, had arranged before its end. Asked again since by a person: left alone. */
const isOfTie = ({ endedAt }: Pairing, { state, holder }: Mission): boolean =>
  isHeld(state) && holder !== undefined && endedAt !== undefined && holder.since <= endedAt;

/**
 * Visits and offers that ended ties of this service still hold: given back and closed, quietly, one transaction each. Done
 * already: nothing. The agenda comes back to it, so that nothing survives whoever ended a tie.
 */
export const freeEndedTies = async (world: Surroundings, service: Service, now: Instant): Promise<void> => {
  const ended = service.pairings.filter(({ state }) => state === 'ended');
  if (ended.length === 0 || service.state === 'closed') return;
  const [town, ahead] = await Promise.all([
    world.table.get(townKind, townKey(service.town)),
    missionsAhead(world.table, service, now),
  ]);
  const consent = town?.value.programmes.find(({ code }) => code === service.programme)?.consent;
  if (!consent) return;
  for (const tie of ended)
    for (const mission of ahead) {
      const { volunteerId } = tie;
      if (mission.holder?.volunteerId === volunteerId && isOfTie(tie, mission)) {
        const subject = { missionId: mission.id, volunteerId, seniorId: service.seniorId, consent };
        await handBackMission(world, subject, SYSTEM, now);
      } else if (isOpen(mission.state) && mission.search?.open.includes(volunteerId)) {
        const offer = await world.table.get(offerKind, offerKey(mission.id, volunteerId));
        if (offer && tie.endedAt && offer.value.sentAt <= tie.endedAt)
          await closeOffer(world, mission.id, volunteerId, 'tie-ended', now);
      }
    }
};
