import type { WeekCapacity } from './capacity.ts';

/** One coming week: what is asked, what could be carried. */
export type WeekAhead = WeekCapacity & { readonly need: number };

/** From which week on the need is more than what is carried, and how sure that is. */
export type Shortage = {
  /** Place of the week among those told. */
  readonly at: number;
  /** More than the upper end of the interval: then sure, else likely. */
  readonly isSure: boolean;
  /** More even than what those who are there would do if more were proposed to them; undefined: not known. */
  readonly isBeyondAsking: boolean | undefined;
};

/** So many weeks together: fortnightly visits make every other week a heavy one, and that is no shortage. */
const TOGETHER = 4;

const beyond = (weeks: readonly WeekAhead[], at: number, of: (week: WeekAhead) => number): boolean => {
  const some = weeks.slice(at, at + TOGETHER);
  return some.reduce((sum, week) => sum + week.need - of(week), 0) > 0;
};

/**
 * The first week whose need is more than the network carries at its rhythm, when the four weeks from there on are too, taken
 * together. Undefined: none is.
 */
export const shortageIn = (weeks: readonly WeekAhead[]): Shortage | undefined => {
  const at = weeks.findIndex(
    (week, i) => week.need > week.expected && beyond(weeks, i, ({ expected }) => expected),
  );
  if (at < 0) return undefined;
  return {
    at,
    isSure: beyond(weeks, at, ({ high }) => high),
    isBeyondAsking:
      weeks[at]?.asked === undefined
        ? undefined
        : beyond(weeks, at, ({ asked, expected }) => asked ?? expected),
  };
};
