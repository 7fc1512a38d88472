import type { LayeredProblem } from '../../shared/matching/layered/problem.ts';
import { starts } from '../../shared/matching/layered/problem.ts';
import { WEEK_PARAMS } from '../../shared/matching/week/params.ts';

/** A made-up town's week: who could take which mission, in which half-day. Everything follows from the seed. */
export type LayeredTown = {
  readonly volunteers: number;
  readonly missions: number;
  /** geo: the free volunteers near by, cost by distance; rand: any free volunteer, any cost. */
  readonly places: 'geo' | 'rand';
  /** Weekly caps together, as a share of the people needed: loose 2, tight 1 (short in places), over 0.8. */
  readonly room: 'loose' | 'tight' | 'over';
  /** rising: the k-th mission of the week costs more than the one before; flat: nothing, up to the same cap. */
  readonly weeks: 'rising' | 'flat';
  /** light: who is left out costs 100 to 320 minutes, less than many a way there; stated: what a town's week says, 600 and more. */
  readonly penalties?: 'light' | 'stated';
  readonly seed: number;
};

const HALF_DAYS = 14;
const CANDIDATES = 30;
const ROOM = { loose: 2, tight: 1, over: 0.8 } as const;
/** In tenths of a minute: the farthest candidate about an hour away, twenty minutes for what two people share. */
const ACROSS = 600;
const AFFINITY = 200;
const ANY_COST = 1_000;
const PRIORITIES = [1_000, 1_500, 2_000, 3_000] as const;
/** One mission in eight is urgent. */
const URGENT = 8;
/** The k-th mission of the week: 6 more minutes each time (shared/matching/params.ts, `weekLoad`). */
const RISE = 60;
const SIDE = 1 << 16;

type Dice = (sides: number) => number;
/** xorshift32: the same numbers everywhere. */
const diceOf = (seed: number): Dice => {
  let state = (seed * 2_654_435_761 + 88_675_123) | 0 || 1;
  const step = (): number => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return state >>> 0;
  };
  for (let i = 0; i < 8; i += 1) step();
  return (sides) => Math.floor((step() / 2 ** 32) * sides);
};

/** Half the people live around one of a few centres, the others anywhere. */
const points = (count: number, centres: readonly (readonly [number, number])[], roll: Dice) =>
  Array.from({ length: count }, (): readonly [number, number] => {
    const centre = centres[roll(centres.length)] ?? [0, 0];
    const near = (c: number) => Math.min(SIDE - 1, Math.max(0, c + (roll(SIDE) + roll(SIDE) - SIDE) / 12));
    return roll(2) === 0 ? [near(centre[0]), near(centre[1])] : [roll(SIDE), roll(SIDE)];
  });

/** Weekly caps between 1 and 14, most of them small, together the room wished. */
const capsOf = (volunteers: number, room: number, roll: Dice): number[] => {
  const weights = Array.from({ length: volunteers }, () => 1 + roll(9));
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const caps = weights.map((weight) => Math.min(HALF_DAYS, Math.floor((weight * room) / total)));
  let rest = room - caps.reduce((sum, cap) => sum + cap, 0);
  for (let v = 0, idle = 0; rest > 0 && idle < volunteers; v = (v + 1) % volunteers) {
    const cap = caps[v] ?? 0;
    idle = cap < HALF_DAYS ? 0 : idle + 1;
    if (cap >= HALF_DAYS) continue;
    caps[v] = cap + 1;
    rest -= 1;
  }
  return caps;
};

/** What a mission costs that nobody does: need comes before convenience (shared/matching/week/params.ts). */
const statedPenalty = (roll: Dice): number => {
  const { unserved, urgent, dayWithoutContact, mostDays, emptyCircle } = WEEK_PARAMS;
  const more = roll(URGENT) === 0 ? urgent : 0;
  return 10 * (unserved + more + dayWithoutContact * roll(mostDays + 1) + emptyCircle * roll(5));
};

/** The week as the solver's arrays. */
export const layeredTown = (town: LayeredTown): LayeredProblem => {
  const roll = diceOf(town.seed);
  const { volunteers, missions } = town;
  const demand = Array.from({ length: missions }, () => (roll(33) === 0 ? 2 : 1));
  const needed = demand.reduce((sum, people) => sum + people, 0);
  const caps = capsOf(volunteers, Math.round(needed * ROOM[town.room]), roll);
  const centres = Array.from(
    { length: Math.max(1, Math.round(volunteers / 100)) },
    () => [roll(SIDE), roll(SIDE)] as const,
  );
  const homes = points(volunteers, centres, roll);
  const places = points(missions, centres, roll);

  // Somebody is free a few half-days more than they would take missions.
  const freeAt: { slot: number; volunteer: number }[][] = Array.from({ length: HALF_DAYS }, () => []);
  const owners: number[] = [];
  caps.forEach((cap, volunteer) => {
    const days = Array.from({ length: HALF_DAYS }, (_, h) => h);
    for (let left = Math.min(HALF_DAYS, cap + 1 + roll(4)); left > 0; left -= 1) {
      const [half = 0] = days.splice(roll(days.length), 1);
      freeAt[half]?.push({ slot: owners.length, volunteer });
      owners.push(volunteer);
    }
  });

  const scale = ACROSS / (SIDE * Math.sqrt(CANDIDATES / Math.max(CANDIDATES, volunteers)));
  const lengths: number[] = [];
  const edgeSlot: number[] = [];
  const edgeCost: number[] = [];
  places.forEach(([x, y]) => {
    const free = freeAt[roll(HALF_DAYS)] ?? [];
    const keys = Float64Array.from(free, ({ volunteer }, i) => {
      const [vx, vy] = homes[volunteer] ?? [0, 0];
      const away = town.places === 'geo' ? Math.round(Math.hypot(vx - x, vy - y) * scale) : roll(1 << 20);
      return away * 65_536 + i;
    }).sort();
    const kept = keys.subarray(0, CANDIDATES);
    for (const key of kept) {
      edgeSlot.push(free[key % 65_536]?.slot ?? 0);
      edgeCost.push(town.places === 'geo' ? Math.floor(key / 65_536) + roll(AFFINITY) : roll(ANY_COST));
    }
    lengths.push(kept.length);
  });
  const rows = starts(lengths);
  return {
    missionCount: missions,
    slotCount: owners.length,
    volunteerCount: volunteers,
    demand: Int32Array.from(demand),
    penalty: Float64Array.from(demand, () =>
      town.penalties === 'stated'
        ? statedPenalty(roll)
        : (PRIORITIES[roll(PRIORITIES.length)] ?? 0) + roll(AFFINITY),
    ),
    edgeStart: rows,
    edgeEnd: rows.subarray(1),
    edgeSlot: Int32Array.from(edgeSlot),
    edgeCost: Float64Array.from(edgeCost),
    edgeLocked: new Uint8Array(edgeSlot.length),
    slotOwner: Int32Array.from(owners),
    slotCapacity: new Int32Array(owners.length).fill(1),
    tierStart: starts(caps),
    tierCost: Float64Array.from(
      caps.flatMap((cap) =>
        Array.from({ length: cap }, (_, k) => (town.weeks === 'flat' ? 0 : (RISE * k * (k + 1)) / 2)),
      ),
    ),
  };
};
