import { Stopped, type WebContext } from '../web/http.ts';

/**
 * One line for a link that never was, or not at this door: what the alarm of guessed links counts (decision 104). It says nothing of what
 * was tried, and writes nothing to the table.
 */
export const noteUnknownLink = (c: WebContext): void =>
  c.get('world').log({ event: 'link-unknown', id: c.get('requestId') });

/** The same, and the page of any unknown address. */
export const unknownLink = (c: WebContext): Stopped => {
  noteUnknownLink(c);
  return new Stopped(404, 'unknown-link');
};
