import { readFileSync } from 'node:fs';
import { createServer } from 'node:net';

/**
 * A server that wants a port which the system lends to outgoing connections may find a request sitting on it. Linux lends those
 * from 32768 on unless it is told otherwise, and says so.
 */
const firstLent = (): number => {
  try {
    return Number.parseInt(readFileSync('/proc/sys/net/ipv4/ip_local_port_range', 'utf8'), 10) || 32_768;
  } catch {
    return 32_768;
  }
};
// Browsers and fetch refuse 10080 as a bad port.
const LOWEST = 10_100;
/** Where nearly every port is lent there is none to prefer. */
const HIGHEST = firstLent() > 12_000 ? Math.min(firstLent(), 32_000) : 32_000;
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
