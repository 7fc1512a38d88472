import type { ServiceId } from '../ids/ids.ts';
import { defineKind, type Key, type Kind } from '../table/kind.ts';
import { type Service, serviceSchema } from './service.ts';

export const serviceKey = (id: ServiceId): Key => ({ pk: id, sk: 'SERVICE' });
export const serviceList = (town: string, state: Service['state']): string => `${town}#service#${state}`;

/**
 * | question                              | key or index                                             | consistent |
 * |---------------------------------------|----------------------------------------------------------|------------|
 * | what is arranged, with whom first?    | pk service id, sk `SERVICE`                              | yes        |
 * | services of a senior                  | `senior` index, sort `service#…`                         | no         |
 * | services of a town by state           | `list`, sorted by start                                  | no         |
 * | which need planning, or calling off?  | `due` in the agenda lane while `planAt` is set           | no         |
 */
export const serviceKind: Kind<Service> = defineKind({
  name: 'service',
  v: 1,
  schema: serviceSchema,
  key: (service) => serviceKey(service.id),
  places: (service) => ({
    list: { partition: serviceList(service.town, service.state), sort: `${service.startsOn}#${service.id}` },
    senior: { id: service.seniorId, sort: `service#${service.createdAt}` },
    due: service.state !== 'proposed' && service.planAt ? { lane: 'agenda', at: service.planAt } : undefined,
  }),
});
