import type { ProblemArrays } from '../../shared/matching/assignment/problem.ts';

/** A made-up town: who could take which mission, at which cost. Everything follows from the seed. */
export type TownPlan = {
  readonly volunteers: number;
  readonly missions: number;
  /** geo: the volunteers near by, cost by distance; rand: anybody, any cost. */
  readonly places: 'geo' | 'rand';
  /** Room for missions as a share of the missions: loose 2, tight 1 (short in places), over 0.8 (a waiting list). */
  readonly room: 'loose' | 'tight' | 'over';
  readonly seed: number;
};

/** Candidates of a mission, as the spatial index will hand over (matching.md, section 1). */
const CANDIDATES = 20;
const ROOM = { loose: 2, tight: 1, over: 0.8 } as const;
/** In tenths of a minute: an hour across, a tenth of that for what two people have in common or not. */
const ACROSS = 600;
const AFFINITY = 200;
const ANY_COST = 1_000;
const PRIORITIES = [1_000, 1_500, 2_000, 3_000] as const;

type Dice = (sides: number) => number;
/** mulberry32: 32 bits of state, the same numbers everywhere. */
const dice = (seed: number): Dice => {
  let state = seed | 0;
  return (sides) => {
    state = (state + 0x6d2b79f5) | 0;
    let bits = Math.imul(state ^ (state >>> 15), 1 | state);
    bits = (bits + Math.imul(bits ^ (bits >>> 7), 61 | bits)) ^ bits;
    return Math.floor((((bits ^ (bits >>> 14)) >>> 0) / 2 ** 32) * sides);
  };
};

const SIDE = 1 << 16;

/** Half the people live anywhere, half around one of a few centres. */
const points = (count: number, centres: Int32Array, roll: Dice): Int32Array => {
  const xy = new Int32Array(count * 2);
  for (let k = 0; k < count; k += 1) {
    const centre = roll(centres.length / 2) * 2;
    const isCentral = roll(2) === 0;
    for (const axis of [0, 1]) {
      const around = (centres[centre + axis] ?? 0) + (roll(SIDE) + roll(SIDE) - SIDE) / 12;
      xy[2 * k + axis] = isCentral ? Math.min(SIDE - 1, Math.max(0, around)) : roll(SIDE);
    }
  }
  return xy;
};

/** Volunteers in square cells of about three, so that the nearest are found in a few rings. */
const nearestFinder = (xy: Int32Array) => {
  const count = xy.length / 2;
  const cells = Math.max(1, Math.floor(Math.sqrt(count / 3)));
  const size = SIDE / cells;
  const cellOf = (x: number) => Math.min(cells - 1, Math.floor(x / size));
  const members: number[][] = Array.from({ length: cells * cells }, () => []);
  for (let j = 0; j < count; j += 1)
    members[cellOf(xy[2 * j + 1] ?? 0) * cells + cellOf(xy[2 * j] ?? 0)]?.push(j);
  const found: { id: number; away: number }[] = [];
  return (x: number, y: number, wanted: number): readonly { id: number; away: number }[] => {
    found.length = 0;
    const column = cellOf(x);
    const row = cellOf(y);
    for (let ring = 0; ring < cells; ring += 1) {
      // Whoever is nearer than the ring's inner edge has been seen.
      if (found.length >= wanted) {
        found.sort((a, b) => a.away - b.away || a.id - b.id);
        if ((found[wanted - 1]?.away ?? 0) <= (ring - 1) * size) break;
      }
      for (let r = row - ring; r <= row + ring; r += 1) {
        if (r < 0 || r >= cells) continue;
        const step = Math.abs(r - row) === ring ? 1 : 2 * ring || 1;
        for (let c = column - ring; c <= column + ring; c += step) {
          if (c < 0 || c >= cells) continue;
          for (const id of members[r * cells + c] ?? [])
            found.push({ id, away: Math.hypot((xy[2 * id] ?? 0) - x, (xy[2 * id + 1] ?? 0) - y) });
        }
      }
    }
    found.sort((a, b) => a.away - b.away || a.id - b.id);
    return found.slice(0, wanted);
  };
};

/** Some can come every day, most once or twice a week; together exactly the room wished. */
const capacities = (volunteers: number, room: number, roll: Dice): Int32Array => {
  const weights = Array.from({ length: volunteers }, () => 1 + roll(9));
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const capacity = Int32Array.from(weights, (weight) => Math.floor((weight * room) / total));
  let rest = room - capacity.reduce((sum, held) => sum + held, 0);
  for (let j = 0; rest > 0; j = (j + 1) % volunteers) {
    capacity[j] = (capacity[j] ?? 0) + 1;
    rest -= 1;
  }
  return capacity;
};

/** The town as the solver's arrays (whoever calls still has `assignmentProblem` check them). */
export const townPlan = ({ volunteers, missions, places, room, seed }: TownPlan): ProblemArrays => {
  const roll = dice(seed);
  const candidates = Math.min(CANDIDATES, volunteers);
  const rowStart = Int32Array.from({ length: missions + 1 }, (_, i) => i * candidates);
  const edgeVolunteer = new Int32Array(missions * candidates);
  const edgeCost = new Int32Array(missions * candidates);
  if (places === 'geo') {
    const centres = Int32Array.from({ length: 2 * Math.max(1, Math.round(volunteers / 100)) }, () =>
      roll(SIDE),
    );
    const nearest = nearestFinder(points(volunteers, centres, roll));
    const homes = points(missions, centres, roll);
    // The farthest candidate of a usual mission is about an hour's tenths away, whatever the number of people.
    const scale = ACROSS / (SIDE * Math.sqrt(candidates / volunteers));
    for (let i = 0; i < missions; i += 1) {
      let e = i * candidates;
      for (const { id, away } of nearest(homes[2 * i] ?? 0, homes[2 * i + 1] ?? 0, candidates)) {
        edgeVolunteer[e] = id;
        edgeCost[e] = Math.round(away * scale) + roll(AFFINITY);
        e += 1;
      }
    }
  } else {
    const lastMission = new Int32Array(volunteers).fill(-1);
    for (let i = 0; i < missions; i += 1)
      for (let e = i * candidates; e < (i + 1) * candidates; ) {
        const id = roll(volunteers);
        if (lastMission[id] === i) continue;
        lastMission[id] = i;
        edgeVolunteer[e] = id;
        edgeCost[e] = roll(ANY_COST);
        e += 1;
      }
  }
  return {
    rowStart,
    edgeVolunteer,
    edgeCost,
    capacity: capacities(volunteers, Math.round(missions * ROOM[room]), roll),
    penalty: Int32Array.from(
      { length: missions },
      () => (PRIORITIES[roll(PRIORITIES.length)] ?? 0) + roll(AFFINITY),
    ),
  };
};
