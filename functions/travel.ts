import { osrmTravelTables } from '../shared/geo/travel-table.osrm.ts';
import { crowFliesTables, type TravelTables } from '../shared/geo/travel-table.ts';
import type { World } from './compose.ts';
import { outward } from './outward.ts';

/** A page waits for it: past this, ways are estimated. */
const TRAVEL_TIMEOUT_MILLIS = 4_000;
const travelOf = ({ travelTables = {} }: World['config']): TravelTables =>
  Object.keys(travelTables).length === 0
    ? crowFliesTables
    : osrmTravelTables(outward, {
        services: travelTables,
        timeoutMillis: TRAVEL_TIMEOUT_MILLIS,
      });

/** The world of a function that plans rounds: with the ways between doors. What an SMS opens does not carry them. */
export const withTravel = (world: World): World => ({
  ...world,
  travel: world.travel ?? travelOf(world.config),
});
