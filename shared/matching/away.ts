import { distanceMetres } from '../geo/point.ts';
import type { Mission } from '../missions/mission.ts';
import type { Volunteer } from '../volunteers/volunteer.ts';

/** Straight line between two homes as far as they are known; undefined when one is not. */
export const awayMetres = (volunteer: Volunteer, mission: Mission): number | undefined =>
  volunteer.address.point && mission.area ? distanceMetres(volunteer.address.point, mission.area) : undefined;
