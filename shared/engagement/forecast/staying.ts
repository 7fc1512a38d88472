import { fromWellObserved, type Observation, type RiskSet, riskSets } from '../survival/survival.ts';
import { FORECAST_PARAMS } from './params.ts';

/** How the chance of still being here was found, and what it rests on. */
export type Staying = {
  /** `curve`: Kaplan–Meier, given how long they have been here. `rate`: one rate for everybody, departures being too few. */
  readonly method: 'curve' | 'rate';
  readonly people: number;
  readonly exits: number;
  /** Departures a year for one volunteer there, over all that was seen; with `rate`, what is believed beforehand included. */
  readonly perYear: number;
  /**
   * −ln of the chance of still being here `days` from now, for somebody here since `tenure` days (undefined: not known).
   * Never less for more days.
   */
  readonly hazard: (tenure: number | undefined, days: number) => number;
};

const YEAR_DAYS = 365.25;

/** Where at least five are seen together: departures there, and the last day of it. */
const wellSeen = (
  observations: readonly Observation[],
): { readonly from: number; readonly until: number; readonly steps: readonly RiskSet[] } | undefined => {
  const { leastPeople } = FORECAST_PARAMS;
  const kept = fromWellObserved(observations, leastPeople);
  if (!kept) return undefined;
  const until = kept.observations.map(({ exit }) => exit).sort((a, b) => b - a)[leastPeople - 1] ?? kept.from;
  return {
    from: kept.from,
    until,
    steps: riskSets(kept.observations).filter(({ t, atRisk }) => t <= until && atRisk >= leastPeople),
  };
};

/**
 * Who stays. From five departures on: the conditional Kaplan–Meier curve, S(tenure + days) / S(tenure), where five people or
 * more were seen together; before and beyond that, and for whoever came on a day not known, the mean rate of all that was
 * seen. Under five: that rate for everybody, mixed with one departure in four volunteer-years.
 */
export const stayingOf = (observations: readonly Observation[]): Staying => {
  const { leastExits, yearsForOneExit } = FORECAST_PARAMS;
  const exits = observations.filter(({ event }) => event).length;
  const days = observations.reduce((sum, { entry, exit }) => sum + exit - entry, 0);
  const seen = exits >= leastExits ? wellSeen(observations) : undefined;
  const perDay = seen ? exits / days : (exits + 1) / (days + yearsForOneExit * YEAR_DAYS);
  const said = { people: observations.length, exits, perYear: perDay * YEAR_DAYS };
  if (!seen) return { ...said, method: 'rate', hazard: (_, ahead) => perDay * ahead };
  const onCurve = (from: number, to: number): number =>
    seen.steps.reduce(
      (sum, { t, atRisk, events }) =>
        t > from && t <= to ? sum - Math.log(1 - Math.min(events / atRisk, 0.98)) : sum,
      0,
    );
  return {
    ...said,
    method: 'curve',
    hazard: (tenure, ahead) => {
      if (tenure === undefined) return perDay * ahead;
      const [a, b] = [tenure, tenure + ahead];
      const [low, high] = [Math.max(a, seen.from), Math.min(b, seen.until)];
      const within = high > low ? high - low : 0;
      return (within > 0 ? onCurve(low, high) : 0) + perDay * (ahead - within);
    },
  };
};
