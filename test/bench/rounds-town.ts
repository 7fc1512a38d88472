import { distanceMetres, type Point } from '../../shared/geo/point.ts';
import { roadFor, type TravelMode } from '../../shared/geo/travel.ts';
import type { Carrier, RoundProblem, Stop } from '../../shared/matching/rounds/problem.ts';

/** Numbers in [0, 1) from a seed: a town of its own, not the solver's dice. */
const numbersFrom = (seed: number): (() => number) => {
  let state = (Math.imul(seed, 2_654_435_761) ^ 0x5bd1e995) >>> 0;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 4_294_967_296;
  };
};

const MODES: readonly TravelMode[] = ['walk', 'bike', 'car'];
const HOUR = 3_600;
const KG = 1_000;

/**
 * A half-day's rounds as a town has them: readers around Besançon's centre, in clusters as its quarters are, half of them with a
 * window of their own, bags of 1 to 4 kg, visits of 15 or 20 minutes (at half an hour, forty
 * readers are more than four carriers can see in a half-day), one in five that may be left out; carriers on foot (a trolley, 12 kg),
 * by bike (20 kg) and by car (60 kg), from two libraries, some with an open end, 13:30 to 18:30. One carrier for ten stops, as in “4
 * carriers, 40 readers”, or as many as `share` says. Cost: seconds of the carriers' time, and metres at a tenth.
 */
export const roundsTown = (stopCount: number, seed: number): RoundProblem => {
  const draw = numbersFrom(seed);
  const centre: Point = { lat: 47.238, lon: 6.024 };
  const around = (point: Point, metres: number): Point => {
    const [angle, far] = [draw() * 2 * Math.PI, Math.sqrt(draw()) * metres];
    return {
      lat: point.lat + (far * Math.sin(angle)) / 111_195,
      lon: point.lon + (far * Math.cos(angle)) / (111_195 * Math.cos((point.lat * Math.PI) / 180)),
    };
  };
  const carrierCount = Math.max(2, Math.ceil(stopCount / 10));
  const libraries = [centre, around(centre, 2_000)];
  const quarters = Array.from({ length: Math.max(2, Math.ceil(stopCount / 8)) }, () => around(centre, 2_500));
  const homes = Array.from({ length: stopCount }, () =>
    around(quarters[Math.floor(draw() * quarters.length)] ?? centre, 500),
  );
  const points = [...libraries, ...homes];
  const travel = MODES.map((mode) => {
    const ways = points.map((from) => points.map((to) => roadFor(distanceMetres(from, to), mode)));
    return {
      distance: ways.map((row) => row.map(({ metres }) => metres)),
      time: ways.map((row) => row.map(({ seconds }) => seconds)),
    };
  });
  const stops = homes.map((_, s): Stop => {
    const isFree = draw() < 0.5;
    const opens = Math.round((isFree ? 13.5 : 13.5 + Math.floor(draw() * 6) / 2) * HOUR);
    return {
      id: `reader-${s}`,
      place: libraries.length + s,
      opens,
      closes: isFree ? 18.5 * HOUR : opens + 2 * HOUR,
      service: Math.round((15 + Math.floor(draw() * 2) * 5) * 60),
      load: [KG * (1 + Math.floor(draw() * 4))],
      ...(draw() < 0.2 ? { prize: 2_400 + Math.floor(draw() * 3_600) } : {}),
    };
  });
  const carriers = Array.from({ length: carrierCount }, (_, c): Carrier => {
    const travels = c % 4 === 0 ? 0 : c % 4 === 1 ? 1 : 2;
    return {
      id: `carrier-${c}`,
      travel: travels,
      start: c % 2,
      ...(c % 3 === 2 ? {} : { end: c % 2 }),
      from: 13.5 * HOUR,
      until: 18.5 * HOUR,
      ...(c % 2 === 0 ? { mostTime: 4.5 * HOUR } : {}),
      capacity: [KG * ([12, 20, 60][travels] ?? 60)],
      cost: { perDistance: 0, perTime: 1, fixed: 600 },
    };
  });
  return { travel, carriers, stops };
};
