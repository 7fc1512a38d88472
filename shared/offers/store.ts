import type { MissionId, VolunteerId } from '../ids/ids.ts';
import { defineKind, type Key, type Kind } from '../table/kind.ts';
import { wakesAt } from './awaited.ts';
import { type Load, loadSchema } from './load.ts';
import { type Offer, offerSchema } from './offer.ts';

export const OFFER_PREFIX = 'OFFER#';
export const offerKey = (missionId: MissionId, volunteerId: VolunteerId): Key => ({
  pk: missionId,
  sk: `${OFFER_PREFIX}${volunteerId}`,
});
export const loadKey = (volunteerId: VolunteerId): Key => ({ pk: volunteerId, sk: 'LOAD' });

/**
 * | question                                   | key or index                                        | consistent |
 * |--------------------------------------------|-----------------------------------------------------|------------|
 * | was this mission offered to him? what came?| pk mission id, sk `OFFER#` + volunteer              | yes        |
 * | everyone asked for a mission               | pk mission id, sk begins `OFFER#`                   | yes        |
 * | offers made to a volunteer                 | `volunteer` index, sort `offer#` + sent             | no         |
 * | what does a volunteer carry?               | pk volunteer id, sk `LOAD`                          | yes        |
 * | whose answer lets a waiting search go on?  | `due` in the agenda lane                            | no         |
 */
export const offerKind: Kind<Offer> = defineKind({
  name: 'offer',
  v: 1,
  schema: offerSchema,
  key: (offer) => offerKey(offer.missionId, offer.volunteerId),
  places: (offer) => ({ volunteer: { id: offer.volunteerId, sort: `offer#${offer.sentAt}` } }),
});

export const loadKind: Kind<Load> = defineKind({
  name: 'load',
  v: 2,
  schema: loadSchema,
  key: (load) => loadKey(load.volunteerId),
  places: (load) => {
    const at = wakesAt(load);
    return { due: at ? { lane: 'agenda', at } : undefined };
  },
});
