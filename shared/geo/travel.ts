import { distanceMetres, type Point } from './point.ts';

/** How a volunteer goes. `bus` stands for bus and tram; nobody is driven by a volunteer (domain.md §6). */
export const travelModes = ['walk', 'bike', 'bus', 'car'] as const;

export type TravelMode = (typeof travelModes)[number];

export type TravelPace = {
  /** Speed while moving, km/h. */
  readonly speedKmPerHour: number;
  /** Road length over straight line. */
  readonly detour: number;
  /** Minutes that do not depend on the distance: waiting, parking, walking to the stop. */
  readonly fixedMinutes: number;
};

/**
 * On foot: 4 km/h and a detour of 1.3 (domain.md §6, a design choice of the project). The other three are chosen in
 * the same spirit for a hilly town and people in no hurry: city cycling 12 km/h, bus and tram 15 km/h door to
 * door with eight minutes of walking and waiting, car 20 km/h in town with four minutes to park. A town may change
 * them; they estimate, they promise nothing.
 */
const defaultPaces: Readonly<Record<TravelMode, TravelPace>> = {
  walk: { speedKmPerHour: 4, detour: 1.3, fixedMinutes: 0 },
  bike: { speedKmPerHour: 12, detour: 1.3, fixedMinutes: 2 },
  bus: { speedKmPerHour: 15, detour: 1.4, fixedMinutes: 8 },
  car: { speedKmPerHour: 20, detour: 1.4, fixedMinutes: 4 },
};

/** Whole minutes, rounded up, to go one way from one place to another; 0 only when both are the same place. */
export const travelMinutes = (
  from: Point,
  to: Point,
  mode: TravelMode,
  paces: Readonly<Record<TravelMode, TravelPace>> = defaultPaces,
): number => minutesForMetres(distanceMetres(from, to), mode, paces);

/** The same from a straight-line distance in metres. A mode is never slower than walking the whole way. */
export const minutesForMetres = (
  metres: number,
  mode: TravelMode,
  paces: Readonly<Record<TravelMode, TravelPace>> = defaultPaces,
): number => wholeUp(wayFor(metres, mode, paces).minutes);

/** Rounded up, but for the error of the arithmetic. */
const wholeUp = (value: number): number => Math.max(0, Math.ceil(value - 1e-9));

/** The quicker of the mode and walking: how long it takes, and how far that is on the road. */
const wayFor = (
  metres: number,
  mode: TravelMode,
  paces: Readonly<Record<TravelMode, TravelPace>>,
): { readonly minutes: number; readonly roadMetres: number } => {
  if (metres < 1) return { minutes: 0, roadMetres: 0 };
  const way = ({ fixedMinutes, detour, speedKmPerHour }: TravelPace) => ({
    minutes: fixedMinutes + (metres * detour * 60) / (speedKmPerHour * 1000),
    roadMetres: metres * detour,
  });
  const [going, walking] = [way(paces[mode]), way(paces.walk)];
  return going.minutes <= walking.minutes ? going : walking;
};

/** Whole seconds and metres on the road, rounded up, for a straight-line distance: what rounds are planned with. */
export const roadFor = (
  metres: number,
  mode: TravelMode,
  paces: Readonly<Record<TravelMode, TravelPace>> = defaultPaces,
): { readonly seconds: number; readonly metres: number } => {
  const { minutes, roadMetres } = wayFor(metres, mode, paces);
  return { seconds: wholeUp(minutes * 60), metres: wholeUp(roadMetres) };
};

/** Seconds that a mode takes whatever the distance: waiting, parking. */
export const fixedSeconds = (mode: TravelMode): number => defaultPaces[mode].fixedMinutes * 60;

const routeProfiles: Readonly<Record<TravelMode, string>> = {
  walk: 'fossgis_osrm_foot',
  bike: 'fossgis_osrm_bike',
  bus: 'fossgis_osrm_foot',
  car: 'fossgis_osrm_car',
};

const degrees = (value: number): string => value.toFixed(5);

/**
 * Links for the way there. `app` opens the telephone's own map, `web` a public map page. They hold a destination
 * and nothing else: no name, no address, no starting point (the map asks for it on the device).
 */
export const directionLinks = (
  to: Point,
  mode: TravelMode,
): { readonly app: string; readonly web: string } => {
  const place = `${degrees(to.lat)},${degrees(to.lon)}`;
  return {
    app: `geo:${place}?q=${place}`,
    web: `https://www.openstreetmap.org/directions?engine=${routeProfiles[mode]}&route=;${encodeURIComponent(place)}`,
  };
};
