import type { Service } from '../../../shared/services/service.ts';

export const PAIRINGS_PATH = '/services/binomes';
export const servicePath = ({ id }: Pick<Service, 'id'>, rest = ''): string => `/services/${id}${rest}`;
