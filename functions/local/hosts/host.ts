import type { Server } from 'node:http';
import { createServer, type RequestListener } from 'node:http';
import { getRequestListener } from '@hono/node-server';
import { Sentence } from '../sentence.ts';

export type Host = { readonly port: number; readonly stop: () => Promise<void> };

/** Listens, or says in a sentence that the port is taken. Port 0 takes any free one. */
export const listen = (
  name: string,
  listener: RequestListener,
  port: number,
  address: string,
): Promise<Host> =>
  new Promise((resolve, reject) => {
    const server = createServer(listener);
    server.once('error', (error) => {
      const code = 'code' in error ? error.code : undefined;
      if (code === 'EADDRINUSE')
        reject(
          new Sentence(
            `Le port ${port} (${name}) est déjà pris. Arrêtez le programme qui l’utilise, ou choisissez d’autres ports : PORT=4000 npm start (les trois suivants doivent être libres aussi).`,
          ),
        );
      else if (code === 'EACCES' || code === 'EADDRNOTAVAIL')
        reject(
          new Sentence(
            `Impossible d’écouter sur ${address}:${port} (${name}). Vérifiez les variables HOST et PORT.`,
          ),
        );
      else reject(error);
    });
    server.listen(port, address, () => {
      const bound = server.address();
      resolve({ port: bound && typeof bound === 'object' ? bound.port : port, stop: () => close(server) });
    });
  });

/** A web app on a port of this machine. */
export const listenApp = (
  name: string,
  fetch: (request: Request, env: object) => Response | Promise<Response>,
  port: number,
  address: string,
): Promise<Host> => listen(name, getRequestListener(fetch), port, address);

/** Lets the answers under way end, then closes what is kept alive. */
const close = (server: Server): Promise<void> =>
  new Promise((resolve) => {
    server.close(() => resolve());
    server.closeIdleConnections();
    setTimeout(() => server.closeAllConnections(), 1_000).unref();
  });
