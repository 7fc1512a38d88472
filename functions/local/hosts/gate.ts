export type Fetch = (request: Request, env: object) => Response | Promise<Response>;

export type Gate = {
  readonly fetch: Fetch;
  /** From now on, requests go to this app. */
  readonly open: (app: { readonly fetch: Fetch }) => void;
};

/**
 * Stands before a web app: listens from the first moment, so that a port in use is known before anything is
 * written, and answers « not yet » until the town is ready. A browser that came by another name of this machine
 * is sent to the one that links, cookies and forms use.
 */
export const openGate = (origin: string): Gate => {
  let inside: { readonly fetch: Fetch } | undefined;
  const known = new URL(origin);
  return {
    open: (app) => {
      inside = app;
    },
    fetch: (request, env) => {
      const url = new URL(request.url);
      if (known.hostname === 'localhost' && isOtherName(url.hostname) && isNavigation(request))
        return Response.redirect(`${origin}${url.pathname}${url.search}`, 307);
      if (inside) return inside.fetch(request, env);
      return url.pathname === '/health'
        ? Response.json({ status: 'starting' }, { status: 503 })
        : new Response('La ville démarre. Rechargez cette page dans un instant.\n', {
            status: 503,
            headers: { 'content-type': 'text/plain; charset=utf-8', 'retry-after': '2' },
          });
    },
  };
};

const isOtherName = (hostname: string): boolean => hostname === '127.0.0.1' || hostname === '[::1]';

const isNavigation = (request: Request): boolean =>
  request.method === 'GET' && (request.headers.get('accept') ?? '').includes('text/html');
