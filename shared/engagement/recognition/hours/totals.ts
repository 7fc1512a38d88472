import type { HourLine } from './line.ts';

export type ProgrammeHours = {
  readonly label: string;
  /** Lines with a known duration, and their minutes. */
  readonly times: number;
  readonly minutes: number;
  /** Lines whose duration nobody said: counted apart, in no sum. */
  readonly unknown: number;
};
export type HourTotals = {
  readonly programmes: readonly ProgrammeHours[];
  readonly minutes: number;
  readonly unknown: number;
  /** Of every known journey, by whatever mode. */
  readonly metres: number;
  readonly journeys: number;
  readonly unknownJourneys: number;
  /** Words of the volunteer that wait for an answer. */
  readonly waiting: number;
};

/** Minutes and metres by programme, in the order of the alphabet; what is unknown is counted, never summed. */
export const totalsOf = (lines: readonly HourLine[]): HourTotals => {
  const labels = [...new Set(lines.map(({ label }) => label))].sort((a, b) => a.localeCompare(b, 'fr'));
  const programmes = labels.map((label): ProgrammeHours => {
    const here = lines.filter((line) => line.label === label);
    const known = here.flatMap(({ minutes }) => minutes ?? []);
    return {
      label,
      times: known.filter((minutes) => minutes > 0).length,
      minutes: known.reduce((sum, minutes) => sum + minutes, 0),
      unknown: here.length - known.length,
    };
  });
  const journeys = lines.flatMap(({ journey }) => journey ?? []);
  const metres = journeys.flatMap((one) => one.metres ?? []);
  return {
    programmes,
    minutes: programmes.reduce((sum, { minutes }) => sum + minutes, 0),
    unknown: programmes.reduce((sum, { unknown }) => sum + unknown, 0),
    metres: metres.reduce((sum, one) => sum + one, 0),
    journeys: metres.length,
    unknownJourneys: journeys.length - metres.length,
    waiting: lines.filter(({ entry }) => entry?.state === 'waiting').length,
  };
};

/** « 3 h », « 1 h 05 », « 40 min », with no-break spaces. */
export const frenchMinutes = (minutes: number): string => {
  const [hours, rest] = [Math.floor(minutes / 60), minutes % 60];
  if (hours === 0) return `${rest}\u00a0min`;
  return rest === 0 ? `${hours}\u00a0h` : `${hours}\u00a0h\u00a0${String(rest).padStart(2, '0')}`;
};

/** « 12,4 km »; a metre is never told. */
export const frenchKilometres = (metres: number): string =>
  `${(Math.round(metres / 100) / 10).toLocaleString('fr-FR', { maximumFractionDigits: 1 })}\u00a0km`;
