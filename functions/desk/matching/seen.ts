import { chosenOf, type ParamValues, SHOWN_PARAMS, shownOf } from '../../../shared/matching/params.ts';

/** The numbers in force when a page was written, as its form carries them: those that are not standard; « - » when all are. */
export const seenIn = (current: ParamValues): string =>
  Object.entries(chosenOf(current))
    .map(([key, value]) => `${key}:${value}`)
    .join(',') || '-';

/** The same read back; whatever is no number of the page counts as standard. */
const valuesSeen = (seen: string): ParamValues =>
  shownOf({
    matching: Object.fromEntries(
      seen
        .slice(0, 2_000)
        .split(',')
        .map((one) => one.split(':'))
        .flatMap(([key = '', value]) => (value && /^-?\d{1,5}$/.test(value) ? [[key, Number(value)]] : [])),
    ),
  });

/**
 * What somebody wants of the numbers: those they changed themselves; the others as they are now, whoever saved them since the
 * page was opened. Without what they had seen, all that they typed.
 */
export const wantedOf = (typed: ParamValues, seen: string | undefined, current: ParamValues): ParamValues => {
  if (!seen) return typed;
  const before = valuesSeen(seen);
  return Object.fromEntries(
    SHOWN_PARAMS.map(({ key, standard }) => {
      const value = typed[key] ?? standard;
      return [key, value === before[key] ? (current[key] ?? standard) : value];
    }),
  );
};

/** Somebody saved other numbers since, which stay. */
export const areOthersKept = (
  wanted: ParamValues,
  seen: string | undefined,
  current: ParamValues,
): boolean => {
  const before = seen ? valuesSeen(seen) : current;
  return SHOWN_PARAMS.some(({ key }) => current[key] !== before[key] && wanted[key] === current[key]);
};
