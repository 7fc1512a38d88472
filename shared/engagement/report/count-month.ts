import type { Flag } from '../../flags/flag.ts';
import { isHeld, type Mission } from '../../missions/mission.ts';
import type { CivilDay } from '../../time/civil.ts';
import type { Month } from '../../volunteers/movements/served.ts';
import { type MonthCounts, OUTCOMES } from './activity.ts';

const outcomeOf = ({ state }: Mission): number => {
  const found = OUTCOMES.find((one) => one === state);
  return OUTCOMES.indexOf(found ?? 'open');
};

type Programme = { outcomes: number[]; minutes: number; calls: number };

/** Missions by programme and by sector; one called off was not owed, and is in neither. */
const countMissions = (missions: readonly Mission[]): Pick<MonthCounts, 'programmes' | 'sectors'> => {
  const programmes = new Map<string, Programme>();
  const sectors = new Map<string, { due: number; found: number }>();
  for (const mission of missions) {
    if (mission.state === 'cancelled') continue;
    const one = programmes.get(mission.programme) ?? {
      outcomes: OUTCOMES.map(() => 0),
      minutes: 0,
      calls: 0,
    };
    const at = outcomeOf(mission);
    one.outcomes[at] = (one.outcomes[at] ?? 0) + 1;
    if (mission.state === 'done') {
      one.minutes += mission.durationMinutes;
      one.calls += mission.act === 'call' ? 1 : 0;
    }
    programmes.set(mission.programme, one);
    const place = sectors.get(mission.sector ?? '') ?? { due: 0, found: 0 };
    const hasSomebody = isHeld(mission.state) || mission.state === 'done' || mission.state === 'not-done';
    sectors.set(mission.sector ?? '', {
      due: place.due + 1,
      found: place.found + (hasSomebody ? 1 : 0),
    });
  }
  return {
    programmes: [...programmes]
      .sort(([a], [b]) => a.localeCompare(b))
      .map(([programme, one]) => ({ programme, ...one })),
    sectors: [...sectors]
      .sort(([a], [b]) => a.localeCompare(b))
      .map(([sector, one]) => ({ ...(sector ? { sector } : {}), ...one })),
  };
};

/** Flags received in a month, by where they stand today. */
const countFlags = (flags: readonly Flag[]): MonthCounts['flags'] => {
  const states = new Map<Flag['state'], number>();
  for (const { state } of flags) states.set(state, (states.get(state) ?? 0) + 1);
  return {
    received: flags.length,
    known: flags.filter(({ known, state }) => known === true || state === 'already-known').length,
    states: [...states].map(([state, count]) => ({ state, count })),
  };
};

export type MonthRead = {
  readonly missions: readonly Mission[];
  readonly unread: readonly CivilDay[];
  readonly flags: readonly Flag[];
  readonly lists: MonthCounts['lists'];
  readonly sms: MonthCounts['sms'];
};

/** A month in counts: pure, from what was read of it. */
export const countMonth = (month: Month, read: MonthRead): MonthCounts => ({
  month,
  ...countMissions(read.missions),
  unread: [...read.unread],
  flags: countFlags(read.flags),
  lists: read.lists,
  sms: read.sms,
});
