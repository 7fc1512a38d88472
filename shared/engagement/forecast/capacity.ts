import type { Observation } from '../survival/survival.ts';
import { type Draws, drawsFrom } from './draws.ts';
import { FORECAST_PARAMS } from './params.ts';
import type { Pausing } from './pausing.ts';
import { type Past, type Rhythms, rhythmsOf } from './rhythm.ts';
import { type Staying, stayingOf } from './staying.ts';

/** One volunteer there today: what they did, and what they have said of the weeks to come. */
export type Carrier = Past & {
  /** Days since they became active; undefined: not known. */
  readonly tenureDays: number | undefined;
  /** Share of each coming week that no declared leave or pause takes away. */
  readonly ahead: readonly number[];
  /** Visits in each coming week at most: their own word. */
  readonly most: readonly number[];
  /** Share of proposals to which they say yes; undefined: too few answers in the whole town to tell. */
  readonly yes: number | undefined;
};

/** Arrivals and returns seen in so many weeks; undefined: nothing was recorded for long enough. */
export type Arrivals = { readonly count: number; readonly weeks: number };

/** All that a forecast depends on: same outlook, same forecast. */
export type Outlook = {
  readonly carriers: readonly Carrier[];
  /** Share of each past and coming week that is no public holiday, visits' usual weekdays considered. */
  readonly openPast: readonly number[];
  readonly openAhead: readonly number[];
  /** Days from today to the middle of each coming week. */
  readonly daysAhead: readonly number[];
  readonly stays: readonly Observation[];
  readonly arrivals: Arrivals | undefined;
  /** What was expected of pauses that nobody has declared; it is in each one’s `ahead` already. */
  readonly pausing: Pausing;
  readonly seed: number;
};

export type WeekCapacity = {
  /** Visits that the network would make at its observed rhythm. */
  readonly expected: number;
  /** The 80 % interval of the visits really made. */
  readonly low: number;
  readonly high: number;
  /**
   * Visits if each one's room, from their rhythm to the most they declared, were proposed to them and they said yes as often as
   * they do. Undefined: answers are too few to tell. Not tested against what came: nobody is ever asked that much.
   */
  readonly asked: number | undefined;
};

export type Capacity = {
  readonly weeks: readonly WeekCapacity[];
  readonly rhythms: Rhythms;
  readonly staying: Staying;
};

type Model = Pick<Capacity, 'rhythms' | 'staying'> & {
  /** Visits a week of each while they are here, by week. */
  readonly own: readonly (readonly number[])[];
  /** −ln of the chance of each to be here, by week. */
  readonly gone: readonly (readonly number[])[];
  readonly perWeek: number;
};

const modelOf = (outlook: Outlook): Model => {
  const { carriers, openPast, openAhead, daysAhead, stays, arrivals } = outlook;
  const rhythms = rhythmsOf(carriers, openPast);
  const staying = stayingOf(stays);
  return {
    rhythms,
    staying,
    own: carriers.map(({ ahead, most }, i) =>
      openAhead.map(
        (open, w) => Math.min(rhythms.each[i]?.perWeek ?? 0, most[w] ?? 0) * open * (ahead[w] ?? 0),
      ),
    ),
    gone: carriers.map(({ tenureDays }) => daysAhead.map((days) => staying.hazard(tenureDays, days))),
    perWeek: arrivals && arrivals.weeks > 0 ? arrivals.count / arrivals.weeks : 0,
  };
};

/** Share of a newcomer's first week that is theirs. */
const HALF = 0.5;

/** −ln of the chance that a newcomer is still here after so many days. */
type Leaving = (days: number) => number;

/** Newcomers still here in each week, when so many come in each week from now on. */
const newcomersIn = (arrived: readonly number[], leaving: Leaving): readonly number[] => {
  const stay = arrived.map((_, weeks) => (weeks === 0 ? HALF : Math.exp(-leaving(7 * weeks))));
  return arrived.map((_, w) =>
    arrived.slice(0, w + 1).reduce((sum, came, from) => sum + came * (stay[w - from] ?? 0), 0),
  );
};

/** What is not known of departures, drawn once: the curve steeper or flatter; or, too few being seen, another rate (Jeffreys). */
const leavingOn = ({ daysAhead }: Outlook, { staying, gone }: Model, draws: Draws) => {
  const { method, exits, days } = staying;
  if (method === 'curve') {
    const harder = draws.gamma(exits) / exits;
    return {
      of: (i: number, w: number) => harder * (gone[i]?.[w] ?? 0),
      newcomer: (ahead: number) => harder * staying.hazard(0, ahead),
    };
  }
  const perDay = days > 0 ? draws.gamma(exits + HALF) / days : 0;
  return {
    of: (_: number, w: number) => perDay * (daysAhead[w] ?? 0),
    newcomer: (ahead: number) => perDay * ahead,
  };
};

/** One way that the coming weeks may go. */
const onePath = (outlook: Outlook, model: Model, draws: Draws): readonly number[] => {
  const { openAhead, carriers, arrivals } = outlook;
  const { rhythms, own, perWeek } = model;
  const leaving = leavingOn(outlook, model, draws);
  const coming = arrivals && perWeek > 0 ? (perWeek * draws.gamma(arrivals.count)) / arrivals.count : 0;
  const totals = openAhead.map(() => 0);
  carriers.forEach((_, i) => {
    const { perWeek: rate = 0, weeks = 1 } = rhythms.each[i] ?? {};
    const certain = (rate * weeks) / rhythms.noise;
    const factor = certain > 0 ? draws.gamma(certain) / certain : 0;
    const leaves = -Math.log(draws.uniform());
    openAhead.forEach((__, w) => {
      if (leaving.of(i, w) < leaves) totals[w] = (totals[w] ?? 0) + factor * (own[i]?.[w] ?? 0);
    });
  });
  const newcomers = newcomersIn(
    openAhead.map(() => draws.poisson(coming)),
    leaving.newcomer,
  );
  let level = 0;
  return openAhead.map((open, w) => {
    level += FORECAST_PARAMS.driftPerWeek * draws.normal();
    const mean = ((totals[w] ?? 0) + (newcomers[w] ?? 0) * rhythms.group * open) * Math.exp(level);
    return Math.max(0, mean + Math.sqrt(rhythms.noise * mean) * draws.normal());
  });
};

const quantile = (sorted: Float64Array, share: number): number => {
  const at = share * (sorted.length - 1);
  const [below, above] = [sorted[Math.floor(at)] ?? 0, sorted[Math.ceil(at)] ?? 0];
  return below + (above - below) * (at - Math.floor(at));
};

/**
 * What the network can carry in each coming week. Expected, in closed form: each one's rhythm × the share of the week that is
 * neither declared away nor a public holiday × the chance of still being here, and the newcomers of a year as frequent as the
 * last one, at the group's rhythm. The interval: so many weeks simulated from the seed (departures, arrivals, each one's
 * rhythm and the week's own chance drawn; the level of the whole drifts), from the 10th to the 90th of 100; wider the further. Never
 * negative. O(draws × people × weeks).
 */
export const capacityOf = (outlook: Outlook, inside: number = FORECAST_PARAMS.inside): Capacity => {
  const model = modelOf(outlook);
  const { own, gone, rhythms, staying, perWeek } = model;
  const { openAhead, carriers } = outlook;
  const newcomers = newcomersIn(
    openAhead.map(() => perWeek),
    (days) => staying.hazard(0, days),
  );
  const draws = drawsFrom(outlook.seed);
  const paths = Array.from({ length: FORECAST_PARAMS.draws }, () => onePath(outlook, model, draws));
  return {
    rhythms,
    staying,
    weeks: openAhead.map((open, w) => {
      let expected = (newcomers[w] ?? 0) * rhythms.group * open;
      let room: number | undefined = 0;
      carriers.forEach(({ most, ahead, yes }, i) => {
        const here = Math.exp(-(gone[i]?.[w] ?? 0));
        const mine = own[i]?.[w] ?? 0;
        expected += here * mine;
        const left = Math.max(0, (most[w] ?? 0) * open * (ahead[w] ?? 0) - mine);
        room = yes === undefined || room === undefined ? undefined : room + here * yes * left;
      });
      const sorted = Float64Array.from(paths, (path) => path[w] ?? 0).sort();
      return {
        expected,
        low: Math.min(expected, quantile(sorted, (1 - inside) / 2)),
        high: Math.max(expected, quantile(sorted, (1 + inside) / 2)),
        asked: room === undefined ? undefined : expected + room,
      };
    }),
  };
};
