/**
 * The links host has two functions behind it, and one address to each path: this table says which. `infra/` makes the
 * API's routes of it and `functions/local/hosts/links-host.ts` the same choice on one machine. The pages behind a mission's
 * SMS are opened by somebody who waits, on a phone, in the street: nothing else is in their bundle.
 */
export const LINKS_PATHS = ['/health', '/assets/{proxy+}', '/m', '/m/{proxy+}'] as const;

/**
 * Under /m, yet no answer to a mission: what is told after a visit, a calendar file, a mission given back, a pause, no more
 * SMS. Every path not named is space's too.
 */
export const SPACE_PATHS = [
  '/m/compte-rendu',
  '/m/inquietude',
  '/m/transmis',
  '/m/agenda.ics',
  '/m/rendre',
  '/m/pause',
  '/m/reprendre',
  '/m/stop',
] as const;

const matches = (pattern: string, path: string): boolean => {
  const greedy = pattern.endsWith('/{proxy+}');
  const start = greedy ? pattern.slice(0, -'{proxy+}'.length) : pattern;
  return greedy ? path.startsWith(start) && path.length > start.length : path === start;
};

/** Which function answers a path, as an HTTP API decides: a whole path wins over a greedy one, then the default. */
export const functionOf = (path: string): 'links' | 'space' => {
  if (SPACE_PATHS.some((pattern) => matches(pattern, path))) return 'space';
  return LINKS_PATHS.some((pattern) => matches(pattern, path)) ? 'links' : 'space';
};
