import type { Point } from '../../geo/point.ts';
import type { Mission } from '../../missions/mission.ts';
import { isOpen } from '../../missions/mission.ts';
import type { Senior } from '../../seniors/senior.ts';
import type { CivilTime } from '../../time/civil.ts';
import type { Town } from '../../town/settings.ts';
import type { Half } from '../round.ts';

/** Somebody who is to be brought something on a half-day. */
export type ToBring = {
  readonly mission: Mission;
  readonly senior: Senior;
  readonly grams: number;
  /** Nothing is chosen for her yet: what her bag usually weighs. */
  readonly isUsualWeight?: boolean;
};

export const halfOf = (time: CivilTime): Half => (time < '13:00' ? 'am' : 'pm');

/** Still waiting for a round. */
export const isWaitingForRound = (mission: Mission): boolean =>
  mission.round !== undefined && mission.round.id === undefined && isOpen(mission.state);

/** Where her door is; the middle of her sector when the address was not found, which the page says. */
export const doorOf = (
  senior: Pick<Senior, 'address'>,
  town: Pick<Town, 'sectors'>,
): { readonly point: Point | undefined; readonly isExact: boolean } => {
  if (senior.address.point) return { point: senior.address.point, isExact: true };
  const sector = town.sectors.find(({ code }) => code === senior.address.sector);
  return { point: sector?.centre, isExact: false };
};
