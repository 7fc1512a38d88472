import type { Carrier, RoundProblem, Stop } from './problem.ts';

/**
 * The problem as flat arrays. Nodes: the stops, then a start and an end for each carrier. Spots are what the tables know:
 * the stops, then a start and an end for each kind of carrier. Carriers that differ in nothing but their name are one kind.
 */
export type Model = {
  readonly stops: number;
  readonly carriers: number;
  readonly kinds: number;
  readonly dimensions: number;
  /** Row length of the tables. */
  readonly width: number;
  /** Of each carrier. */
  readonly kindOf: Int32Array;
  /** First element of a kind's table. */
  readonly tableOf: Int32Array;
  /** Of each node. */
  readonly spotOf: Int32Array;
  /** Weighted distance, and visit at the row followed by the way to the column. The turned ones have rows and columns exchanged. */
  readonly cost: Int32Array;
  readonly costTurned: Int32Array;
  readonly time: Int32Array;
  readonly timeTurned: Int32Array;
  /** Both together, in cost: what a way and the visit before it cost when nobody waits. */
  readonly weight: Int32Array;
  readonly weightTurned: Int32Array;
  readonly opens: Int32Array;
  readonly closes: Int32Array;
  readonly service: Int32Array;
  /** Dimensions of a stop side by side. */
  readonly load: Int32Array;
  /** What leaving a stop out costs. */
  readonly penalty: Float64Array;
  /** 1 where nothing but lack of room may leave a stop out. */
  readonly isDue: Uint8Array;
  /** What a stop costs at the least: its visit where nobody waits, or leaving it out. */
  readonly atLeast: Float64Array;
  /** 1 where a kind may serve a stop and could if it did nothing else: `allowed[kind * stops + stop]`. */
  readonly allowed: Uint8Array;
  /** Of each kind. */
  readonly from: Int32Array;
  readonly until: Int32Array;
  readonly mostTime: Int32Array;
  readonly capacity: Int32Array;
  readonly perTime: Int32Array;
  readonly fixed: Int32Array;
  /** The most time that one visit more can take off a round's ways. */
  readonly shortcut: number;
  /** Whether any round's length costs or is limited: if not, the search need not know it. */
  readonly isTimed: boolean;
  /** Nearest stops of each, itself first: `near[stop * nearCount + k]`. */
  readonly near: Int32Array;
  readonly nearCount: number;
};

/** Enough for any ruin: it looks at the nearest until it has its strings. */
const MOST_NEAR = 256;
export const NO_LIMIT = 1_000_000_000;

/** More stops than this: their ways are not compared, for there are too many. */
const MOST_COMPARED = 64;

/** 0 where no way is longer than the one over another stop. */
const shortcutIn = (time: Int32Array, stops: readonly Stop[], width: number): number => {
  let most = 0;
  for (let row = 0; row < time.length; row += width) {
    const table = row - (row % (width * width));
    for (let s = 0; s < stops.length; s += 1) {
      const wayIn = (time[row + s] ?? 0) - (stops[s]?.service ?? 0);
      const wayOut = table + s * width;
      for (let to = 0; to < width; to += 1) {
        const saved = (time[row + to] ?? 0) - wayIn - (time[wayOut + to] ?? 0);
        if (saved > most) most = saved;
      }
    }
  }
  return most;
};

const kindKey = (carrier: Carrier, index: number, stops: readonly Stop[]): string => {
  const { id: _, ...rest } = carrier;
  return JSON.stringify([
    rest,
    stops.flatMap((stop, s) => (stop.carriers?.includes(index) === true ? [s] : [])),
  ]);
};

/** More than any change of all rounds together can be worth: due visits come first. */
const dueFrom = (problem: RoundProblem): number => {
  let most = 1;
  for (const { travel, cost, until, from } of problem.carriers) {
    const table = problem.travel[travel];
    const farthest = (table?.distance ?? []).reduce((a, row) => row.reduce((b, c) => Math.max(b, c), a), 0);
    most = Math.max(most, cost.perDistance * farthest * 2 + cost.perTime * (until - from) + cost.fixed);
  }
  const prizes = problem.stops.reduce((sum, stop) => sum + (stop.prize ?? 0), 0);
  return most * (problem.stops.length + problem.carriers.length) + prizes + 1;
};

export const modelOf = (problem: RoundProblem): Model => {
  const { stops, carriers } = problem;
  const n = stops.length;
  const kindIndex = new Map<string, number>();
  const samples: { readonly carrier: Carrier; readonly index: number }[] = [];
  const kindOf = Int32Array.from(carriers, (carrier, index) => {
    const key = kindKey(carrier, index, stops);
    const known = kindIndex.get(key);
    if (known !== undefined) return known;
    kindIndex.set(key, samples.length);
    samples.push({ carrier, index });
    return samples.length - 1;
  });
  const kinds = samples.length;
  const width = n + 2 * kinds;
  const tables = new Map<string, number>();
  const owners: Carrier[] = [];
  const tableOf = Int32Array.from(samples, ({ carrier }) => {
    const key = `${carrier.travel} ${carrier.cost.perDistance} ${carrier.cost.perTime}`;
    const found = tables.get(key) ?? owners.length;
    if (found === owners.length) {
      tables.set(key, found);
      owners.push(carrier);
    }
    return found * width * width;
  });
  const size = owners.length * width * width;
  const cost = new Int32Array(size);
  const costTurned = new Int32Array(size);
  const time = new Int32Array(size);
  const timeTurned = new Int32Array(size);
  const weight = new Int32Array(size);
  const weightTurned = new Int32Array(size);
  // An open end is a spot that is nowhere: every way to it is free.
  const places = [
    ...stops.map((stop) => stop.place),
    ...samples.flatMap(({ carrier }) => [carrier.start, carrier.end ?? -1]),
  ];
  for (const [t, { travel, cost: weights }] of owners.entries()) {
    const table = problem.travel[travel];
    for (let i = 0; i < width; i += 1) {
      const from = places[i] ?? -1;
      const service = stops[i]?.service ?? 0;
      for (let j = 0; j < width; j += 1) {
        const to = places[j] ?? -1;
        const isWay = from >= 0 && to >= 0 && from !== to;
        const far = isWay ? (table?.distance[from]?.[to] ?? 0) * weights.perDistance : 0;
        const long = service + (isWay ? (table?.time[from]?.[to] ?? 0) : 0);
        cost[t * width * width + i * width + j] = far;
        costTurned[t * width * width + j * width + i] = far;
        time[t * width * width + i * width + j] = long;
        timeTurned[t * width * width + j * width + i] = long;
        weight[t * width * width + i * width + j] = far + weights.perTime * long;
        weightTurned[t * width * width + j * width + i] = far + weights.perTime * long;
      }
    }
  }
  const dimensions = carriers[0]?.capacity.length ?? 0;
  const due = dueFrom(problem);
  const cheapestTime = carriers.reduce((least, { cost: { perTime } }) => Math.min(least, perTime), NO_LIMIT);
  const spotOf = new Int32Array(n + 2 * carriers.length);
  for (let i = 0; i < n; i += 1) spotOf[i] = i;
  for (const [r, kind] of kindOf.entries()) {
    spotOf[n + 2 * r] = n + 2 * kind;
    spotOf[n + 2 * r + 1] = n + 2 * kind + 1;
  }
  const allowed = new Uint8Array(kinds * n);
  for (const [k, { carrier, index }] of samples.entries())
    for (const [s, stop] of stops.entries()) {
      const base = (tableOf[k] ?? 0) + s * width;
      const wayIn = timeTurned[base + n + 2 * k] ?? 0;
      const wayOut = time[base + n + 2 * k + 1] ?? 0;
      const begins = Math.max(carrier.from + wayIn, stop.opens);
      const isFree = stop.carriers === undefined || stop.carriers.includes(index);
      const fits =
        begins <= stop.closes &&
        begins + wayOut <= carrier.until &&
        wayIn + wayOut <= (carrier.mostTime ?? NO_LIMIT) &&
        stop.load.every((load, d) => load <= (carrier.capacity[d] ?? 0));
      allowed[k * n + s] = isFree && fits ? 1 : 0;
    }
  const nearCount = Math.min(n, MOST_NEAR);
  const near = new Int32Array(n * nearCount);
  for (let i = 0; i < n; i += 1) {
    const far = (j: number): number =>
      i === j ? -1 : (time[i * width + j] ?? 0) + (time[j * width + i] ?? 0) - (stops[j]?.service ?? 0);
    const order = stops.map((_, j): readonly [number, number] => [far(j), j]);
    order.sort((a, b) => a[0] - b[0] || a[1] - b[1]);
    for (let k = 0; k < nearCount; k += 1) near[i * nearCount + k] = order[k]?.[1] ?? 0;
  }
  return {
    stops: n,
    carriers: carriers.length,
    kinds,
    dimensions,
    width,
    kindOf,
    tableOf,
    spotOf,
    cost,
    costTurned,
    time,
    timeTurned,
    weight,
    weightTurned,
    opens: Int32Array.from(stops, (stop) => stop.opens),
    closes: Int32Array.from(stops, (stop) => stop.closes),
    service: Int32Array.from(stops, (stop) => stop.service),
    load: Int32Array.from(stops.flatMap((stop) => stop.load)),
    penalty: Float64Array.from(stops, (stop) => stop.prize ?? due),
    isDue: Uint8Array.from(stops, (stop) => (stop.prize === undefined ? 1 : 0)),
    atLeast: Float64Array.from(stops, (stop) => Math.min(stop.prize ?? due, stop.service * cheapestTime)),
    allowed,
    from: Int32Array.from(samples, ({ carrier }) => carrier.from),
    until: Int32Array.from(samples, ({ carrier }) => carrier.until),
    mostTime: Int32Array.from(samples, ({ carrier }) => carrier.mostTime ?? NO_LIMIT),
    capacity: Int32Array.from(samples.flatMap(({ carrier }) => carrier.capacity)),
    perTime: Int32Array.from(samples, ({ carrier }) => carrier.cost.perTime),
    fixed: Int32Array.from(samples, ({ carrier }) => carrier.cost.fixed),
    shortcut: n > MOST_COMPARED ? NO_LIMIT : shortcutIn(time, stops, width),
    isTimed: samples.some(({ carrier }) => carrier.cost.perTime > 0 || carrier.mostTime !== undefined),
    near,
    nearCount,
  };
};
