import { createServer } from 'node:net';

// Linux lends ports from 32768 on to outgoing connections: a server that wants one of those may find a request sitting on it.
// Browsers and fetch refuse 10080 as a bad port.
const LOWEST = 10_100;
const HIGHEST = 32_000;
/** Room for the ports one process asks for, all test files of it: those running side by side begin apart. */
const ROOM = 64;

let next = LOWEST + ((process.pid * ROOM) % (HIGHEST - LOWEST));

const isFree = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', () => resolve(false));
    probe.listen(port, () => probe.close(() => resolve(true)));
  });

/** The first of `howMany` ports in a row that nobody listens on, on any address of this machine. */
export const freePorts = async (howMany = 1): Promise<number> => {
  for (let first = next; ; first = next) {
    next = first + howMany > HIGHEST ? LOWEST : first + howMany;
    const row = await Promise.all(Array.from({ length: howMany }, (_, i) => isFree(first + i)));
    if (row.every(Boolean)) return first;
  }
};
