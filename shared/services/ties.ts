import * as z from 'zod';
import { type ServiceId, serviceIdSchema, type VolunteerId, volunteerIdSchema } from '../ids/ids.ts';
import { defineKind, type Key, type Kind, readAs, rowsOf } from '../table/kind.ts';
import type { Table, Write } from '../table/table.ts';
import { put } from '../table/write.ts';
import type { Pairing, Service } from './service.ts';
import { serviceKey, serviceKind } from './store.ts';

/** From a volunteer to a service that names them. What the tie is worth is the service's word alone: this only leads there. */
export const tieSchema = z.object({ volunteerId: volunteerIdSchema, serviceId: serviceIdSchema });
export type Tie = z.infer<typeof tieSchema>;

const TIE_PREFIX = 'TIE#';
const tieKey = (volunteerId: VolunteerId, serviceId: ServiceId): Key => ({
  pk: volunteerId,
  sk: `${TIE_PREFIX}${serviceId}`,
});

/**
 * | question                                    | key                                   | consistent |
 * |---------------------------------------------|---------------------------------------|------------|
 * | in which services does this volunteer stand? | pk volunteer id, sk begins `TIE#`     | yes        |
 */
export const tieKind: Kind<Tie> = defineKind({
  name: 'tie',
  v: 1,
  schema: tieSchema,
  key: (tie) => tieKey(tie.volunteerId, tie.serviceId),
});

/** The pointers that a service's new pairings need, in the transaction that writes them. Never taken away. */
export const tieWrites = (before: Service | undefined, after: Service): readonly Write[] => {
  const known = new Set(before?.pairings.map(({ volunteerId }) => volunteerId));
  const fresh = new Set(after.pairings.map(({ volunteerId }) => volunteerId).filter((id) => !known.has(id)));
  return [...fresh].map((volunteerId) => put(tieKind, { volunteerId, serviceId: after.id }, 'any'));
};

/** Services in which this volunteer has or had a tie, closed ones too: two consistent requests, whatever the town's size. */
export const everServicesOf = async (
  table: Pick<Table, 'partition' | 'getRows'>,
  id: VolunteerId,
): Promise<readonly Service[]> => {
  const ties = await table.partition(id, { prefix: TIE_PREFIX });
  const keys = rowsOf(tieKind, ties.items).map(({ value }) => serviceKey(value.serviceId));
  if (keys.length === 0) return [];
  const rows = await table.getRows(keys.slice(-100));
  return rows.flatMap((row) => (row ? (readAs(serviceKind, row)?.value ?? []) : []));
};

/** A tie that has not ended, in a service that goes on. */
export const standsIn = (service: Service, id: VolunteerId): boolean =>
  service.state !== 'closed' &&
  service.pairings.some((pairing) => pairing.volunteerId === id && pairing.state !== 'ended');

/** Those in which their tie has not ended. */
export const servicesOf = async (
  table: Pick<Table, 'partition' | 'getRows'>,
  id: VolunteerId,
): Promise<readonly Service[]> =>
  (await everServicesOf(table, id)).filter((service) => standsIn(service, id));

export type FormerTie = { readonly service: Service; readonly pairing: Pairing };

/** Ties of this volunteer that ended, latest first: who, from when to when, and why. */
export const formerTies = (services: readonly Service[], id: VolunteerId): readonly FormerTie[] =>
  services
    .flatMap((service) =>
      service.pairings
        .filter((pairing) => pairing.volunteerId === id && pairing.state === 'ended')
        .map((pairing) => ({ service, pairing })),
    )
    .sort((a, b) => ((a.pairing.endedAt ?? '') < (b.pairing.endedAt ?? '') ? 1 : -1));
