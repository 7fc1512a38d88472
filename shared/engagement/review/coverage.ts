import type { SeniorId } from '../../ids/ids.ts';
import { isHeld, type Mission } from '../../missions/mission.ts';
import type { Service } from '../../services/service.ts';
import { addDays, type CivilDay, dayOf, weekday } from '../../time/civil.ts';
import type { CoverageCell } from './figures.ts';

/** Whole weeks looked back at, and weeks looked at ahead (this one included). */
export const WEEKS_BACK = 4;
export const WEEKS_AHEAD = 2;
export const mondayOf = (day: CivilDay): CivilDay => addDays(day, 1 - weekday(day));

/** Days whose missions are read: four whole weeks, this one and the next. */
export const daysLookedAt = (today: CivilDay): readonly CivilDay[] =>
  Array.from({ length: (WEEKS_BACK + WEEKS_AHEAD) * 7 }, (_, i) =>
    addDays(mondayOf(today), i - WEEKS_BACK * 7),
  );

/** Somebody goes, went, or stood at the door: the mission had found somebody. A mission called off was not owed. */
const hasSomebody = ({ state }: Mission): boolean =>
  isHeld(state) || state === 'done' || state === 'not-done';

/** Missions due and found, by week and sector. */
export const coverageCells = (missions: readonly Mission[]): CoverageCell[] => {
  const cells = new Map<string, CoverageCell>();
  for (const mission of missions) {
    if (mission.state === 'cancelled') continue;
    const monday = mondayOf(mission.day);
    const key = `${monday}#${mission.sector ?? ''}`;
    const cell = cells.get(key) ?? {
      monday,
      ...(mission.sector ? { sector: mission.sector } : {}),
      due: 0,
      found: 0,
    };
    cells.set(key, {
      ...cell,
      due: cell.due + 1,
      found: cell.found + (hasSomebody(mission) ? 1 : 0),
    });
  }
  return [...cells.values()].sort((a, b) =>
    `${a.monday}${a.sector ?? '~'}`.localeCompare(`${b.monday}${b.sector ?? '~'}`),
  );
};

/**
 * Who waits for a visitor, and since when: a service is open, nobody is tied to it, and no mission of it found anybody in the
 * weeks looked at. A person with two such services waits once, for the longest. Calls made from a list wait for nobody.
 */
export const waitingPeople = (
  services: readonly Service[],
  missions: readonly Mission[],
): ReadonlyMap<SeniorId, CivilDay> => {
  const served = new Set(missions.filter(hasSomebody).flatMap(({ serviceId }) => serviceId ?? []));
  const waiting = new Map<SeniorId, CivilDay>();
  for (const { id, seniorId, state, byList, pairings, createdAt } of services) {
    const isTied = pairings.some((one) => one.state !== 'ended' && one.state !== 'proposed');
    if (state !== 'open' || byList || isTied || served.has(id)) continue;
    const since = dayOf(createdAt);
    const known = waiting.get(seniorId);
    if (known === undefined || since < known) waiting.set(seniorId, since);
  }
  return waiting;
};
