import { fromWellObserved, type Observation, type RiskSet, riskSets } from '../survival/survival.ts';
import { FORECAST_PARAMS } from './params.ts';

/** How the chance of still being here was found, and what it rests on. */
export type Staying = {
  /** `curve`: Kaplan–Meier, given how long they have been here. `rate`: one rate for everybody, departures being too few. */
  readonly method: 'curve' | 'rate';
  readonly people: number;
  readonly exits: number;
  /** Days for which somebody was seen to be there, all together. */
  readonly days: number;
  /** Departures a year for one volunteer there, over all that was seen. */
  readonly perYear: number;
  /**
   * −ln of the chance of still being here `days` from now, for somebody here since `tenure` days (undefined: not known).
   * Never less for more days.
   */
  readonly hazard: (tenure: number | undefined, days: number) => number;
};

const YEAR_DAYS = 365.25;

/** A day on which all those seen left does not make it certain that everybody does. */
const MOST_AT_ONCE = 0.98;

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
 * seen (departures ÷ days there). Under five: that rate for everybody; no departure seen, none expected, which the
 * interval does not take for certain.
 */
export const stayingOf = (observations: readonly Observation[]): Staying => {
  const exits = observations.filter(({ event }) => event).length;
  const days = observations.reduce((sum, { entry, exit }) => sum + exit - entry, 0);
  const seen = exits >= FORECAST_PARAMS.leastExits ? wellSeen(observations) : undefined;
  const perDay = days > 0 ? exits / days : 0;
  const said = { people: observations.length, exits, days, perYear: perDay * YEAR_DAYS };
  if (!seen) return { ...said, method: 'rate', hazard: (_, ahead) => perDay * ahead };
  const onCurve = (from: number, to: number): number =>
    seen.steps.reduce(
      (sum, { t, atRisk, events }) =>
        t > from && t <= to ? sum - Math.log(1 - Math.min(events / atRisk, MOST_AT_ONCE)) : sum,
      0,
    );
  return {
    ...said,
    method: 'curve',
    hazard: (tenure, ahead) => {
      if (tenure === undefined) return perDay * ahead;
      const [low, high] = [Math.max(tenure, seen.from), Math.min(tenure + ahead, seen.until)];
      const within = Math.max(0, high - low);
      return (within > 0 ? onCurve(low, high) : 0) + perDay * (ahead - within);
    },
  };
};
