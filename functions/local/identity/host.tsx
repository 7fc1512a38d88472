import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { getRequestListener, type HttpBindings } from '@hono/node-server';
import { Hono } from 'hono';
import { wholePage } from '../html.ts';
import { openKeys, SESSION_COOKIE } from './keys.ts';
import { ChoosePerson, Notice, STYLE } from './pages.tsx';
import { DEMO_PEOPLE } from './people.ts';
import { signOutAtOnce } from './sign-out.ts';

export type IdentityOptions = {
  readonly issuer: string;
  readonly clientId: string;
  readonly deskOrigin: string;
  readonly redirectUris: readonly string[];
  /** Where the keys are kept; without it they last as long as the process (tests). */
  readonly folder?: string | undefined;
};

/** The local identity provider as one host: /sign-in and /health are ours, all the rest is OpenID's. */
export const identityHost = async (options: IdentityOptions): Promise<RequestListener> => {
  const keys = await openKeys(options.folder);
  const provider = await quietly(async () => {
    const { openProvider } = await import('./provider.tsx');
    return openProvider({ ...options, keys });
  });
  provider.on('server_error', (_, error) => console.error(`identity: ${error.name}: ${error.message}`));
  const openId = provider.callback();

  const pages = new Hono<{ Bindings: HttpBindings }>();
  pages.onError((error, c) => {
    // An interaction that is unknown or over: a page kept open too long, or a link copied elsewhere.
    if (error.name !== 'SessionNotFound') console.error(`identity: ${error.name}: ${error.message}`);
    return c.html(
      wholePage(
        <Notice
          title="Cette page n’est plus valable"
          text="La connexion a été commencée il y a trop longtemps, ou dans une autre fenêtre. Recommencez depuis le bureau."
          deskOrigin={options.deskOrigin}
        />,
      ),
      400,
    );
  });
  pages.get('/health', (c) => c.json({ status: 'ok', host: 'identity' }));
  pages.get('/identity.css', (c) => c.body(STYLE, 200, { 'content-type': 'text/css; charset=utf-8' }));
  pages.get('/sign-in/:uid', async (c) => {
    const { uid } = await provider.interactionDetails(c.env.incoming, c.env.outgoing);
    return c.html(wholePage(<ChoosePerson uid={uid} people={DEMO_PEOPLE} />));
  });
  pages.post('/sign-in/:uid', async (c) => {
    const { person } = await c.req.parseBody();
    const chosen = DEMO_PEOPLE.find((candidate) => candidate.sub === person);
    const result = chosen
      ? { login: { accountId: chosen.sub, remember: false } }
      : { error: 'access_denied', error_description: 'nobody was chosen' };
    const onward = await provider.interactionResult(c.env.incoming, c.env.outgoing, result, {
      mergeWithLastSubmission: false,
    });
    return c.redirect(onward, 303);
  });

  // The answer to a form ends at the desk, after redirections that a browser holds to form-action as well.
  const headers = {
    'content-security-policy': `default-src 'none'; style-src 'self'; form-action 'self' ${options.deskOrigin}; base-uri 'none'; frame-ancestors 'none'`,
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'same-origin',
  };
  const leave = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const url = new URL(request.url ?? '/', options.issuer);
    const done = await signOutAtOnce(url, { keys, deskOrigin: options.deskOrigin });
    if (!done) openId(request, response);
    else response.writeHead(303, { location: done.location, 'set-cookie': [...done.cookies] }).end();
  };
  const ours = getRequestListener(pages.fetch);
  return (request: IncomingMessage, response: ServerResponse) => {
    for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
    const path = request.url ?? '/';
    if (/^\/(sign-in\/|health$|identity\.css$)/.test(path)) void ours(request, response);
    else if (path.startsWith('/session/end?')) void leave(request, response);
    else {
      if (path.startsWith('/auth')) forgetSession(request);
      openId(request, response);
    }
  };
};

/** Each sign-in asks who is there: the session only serves to sign out, so one window after another may be anyone. */
const forgetSession = (request: IncomingMessage): void => {
  const kept = (request.headers.cookie ?? '')
    .split('; ')
    .filter((cookie) => !cookie.startsWith(SESSION_COOKIE))
    .join('; ');
  request.headers.cookie = kept;
};

/** The package warns about its own memory, which is meant here, and about Node releases that are tested here. */
const quietly = async <T,>(work: () => Promise<T>): Promise<T> => {
  const { warn } = console;
  console.warn = () => {};
  try {
    return await work();
  } finally {
    console.warn = warn;
  }
};
