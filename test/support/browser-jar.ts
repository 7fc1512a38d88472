import type { Hono } from 'hono';
import { asRead, readingPages } from './as-read.ts';

/** A browser without JavaScript, for `app.request()`: keeps cookies, follows 303, fills the form's token. */
export const openBrowser = (app: Pick<Hono, 'request'>, origin: string) => {
  const jar = new Map<string, string>();
  let page = '';
  let path = '';
  let status = 0;

  const remember = (response: Response): void => {
    for (const line of response.headers.getSetCookie()) {
      const [pair = ''] = line.split(';');
      const at = pair.indexOf('=');
      const value = pair.slice(at + 1);
      if (value === '' || /max-age=0/i.test(line)) jar.delete(pair.slice(0, at));
      else jar.set(pair.slice(0, at), value);
    }
  };
  const send = async (method: string, to: string, body?: URLSearchParams): Promise<Response> => {
    const response = await app.request(`${origin}${to}`, {
      method,
      redirect: 'manual',
      headers: {
        cookie: [...jar].map(([name, value]) => `${name}=${value}`).join('; '),
        ...(body
          ? { 'content-type': 'application/x-www-form-urlencoded', origin, 'sec-fetch-site': 'same-origin' }
          : {}),
      },
      ...(body ? { body: body.toString() } : {}),
    });
    remember(response);
    status = response.status;
    path = to;
    const next = response.headers.get('location');
    if (status === 303 && next) return send('GET', next);
    page = asRead(await response.clone().text());
    return readingPages(response);
  };

  const browser = {
    go: (to: string) => send('GET', to),
    /** Posts the first form whose action is `to`, with its hidden fields and what is filled in. */
    submit: (to: string, fields: Readonly<Record<string, string>> = {}) => {
      const form = new RegExp(`<form[^>]*action="${to}"[^>]*>([\\s\\S]*?)</form>`).exec(page)?.[1] ?? '';
      const body = new URLSearchParams();
      for (const [, tag = ''] of form.matchAll(/<input([^>]*type="hidden"[^>]*)>/g)) {
        const name = /name="([^"]*)"/.exec(tag)?.[1];
        if (name) body.set(name, /value="([^"]*)"/.exec(tag)?.[1] ?? '');
      }
      for (const [name, value] of Object.entries(fields)) body.set(name, value);
      return send('POST', to, body);
    },
    /** A POST as some other program would send it. */
    post: (to: string, fields: Readonly<Record<string, string>>) =>
      send('POST', to, new URLSearchParams(fields)),
    jar,
    get page() {
      return page;
    },
    get text() {
      return page
        .replace(/<style[\s\S]*?<\/style>|<head[\s\S]*?<\/head>/g, '')
        .replace(/<[^>]+>/g, ' ')
        .replace(/&#39;/g, '’')
        .replace(/\s+/g, ' ');
    },
    get path() {
      return path;
    },
    get status() {
      return status;
    },
  };
  return browser;
};
