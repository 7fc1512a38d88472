/**
 * The one way out to a service that the settings name (docs/security/README.md). None of them sends elsewhere in its normal work:
 * an answer that does is refused, so that no key and no address follows it to a host that nobody chose.
 */
export const outward = (url: string, init: RequestInit = {}): Promise<Response> =>
  fetch(url, { ...init, redirect: 'error' });
