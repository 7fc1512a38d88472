import type { CivilDay } from '../../../../shared/time/civil.ts';

export const REVIEW = '/revue';
export const pastPath = (day: CivilDay): string => `${REVIEW}/passees/${day}`;
