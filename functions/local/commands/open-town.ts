import { join } from 'node:path';
import { compose } from '../../compose.ts';
import { setEnvironment } from '../environment.ts';
import { openDataFolder } from '../files.ts';
import { findRunning, takeLock } from '../lock.ts';
import { type Place, townConfig } from '../settings.ts';
import { LOCAL_AWS, startEngine } from '../table/engine.ts';
import { openStore } from '../table/store.ts';
import { openClock } from '../time/clock.ts';
import type { OpenTown } from './command.ts';

/**
 * Beside a running town, the command shares its engine, its clock and its secret. Without one, it starts the
 * engine on the data folder, alone, and stops it at the end: messages it owes leave at the next `npm start`.
 */
export const openTown = async (place: Place): Promise<OpenTown> => {
  const folder = openDataFolder(place.folder);
  const running = findRunning(folder);
  if (running?.addresses) {
    const { addresses, endpoint } = running;
    const restore = setEnvironment({
      ...LOCAL_AWS,
      AWS_ENDPOINT_URL_DYNAMODB: endpoint,
      AWS_ENDPOINT_URL_SNS: `${addresses.telephone}/sns`,
    });
    const world = compose(townConfig(folder, addresses), { clock: openClock({ folder }), log: quiet });
    return { world, addresses, close: async () => restore() };
  }
  const lock = await takeLock(folder);
  const engine = await startEngine({ file: join(folder, 'store.db') }).catch((error: unknown) => {
    lock.release();
    throw error;
  });
  const restore = setEnvironment({ ...LOCAL_AWS, AWS_ENDPOINT_URL_DYNAMODB: engine.endpoint });
  const close = async (): Promise<void> => {
    restore();
    await engine.stop();
    lock.release();
  };
  try {
    lock.announce({
      endpoint: engine.endpoint,
      ...(engine.mark === undefined ? {} : { engine: engine.mark }),
    });
    const world = compose(townConfig(folder, place.addresses), { clock: openClock({ folder }), log: quiet });
    const { tableName } = world.config;
    await openStore({ folder, endpoint: engine.endpoint, tableName, wants: 'as-is' });
    return { world, addresses: undefined, close };
  } catch (error) {
    await close();
    throw error;
  }
};

/** A command's output is its answer; the town's own log is for the town. */
const quiet = (): void => {};
