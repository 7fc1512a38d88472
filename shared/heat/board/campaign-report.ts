import { type DayReport, FEWEST_SHOWN, shown } from './day-report.ts';

/** What the council and the prefect read of each day; no name, no code, no sector. */
export const REPORT_COLUMNS = [
  'owed',
  'reached',
  'byVolunteers',
  'byAgents',
  'notReached',
  'attempts',
  'visits',
  'passedOn',
  'distress',
] as const;
export type ReportColumn = (typeof REPORT_COLUMNS)[number];
export type ReportFigures = Readonly<Record<ReportColumn, number>>;
export type ReportCells = Readonly<Record<ReportColumn, string>>;

export const figuresOf = (report: DayReport): ReportFigures => ({
  owed: report.owed,
  reached: report.reached,
  byVolunteers: report.reachedBy.volunteers,
  byAgents: report.reachedBy.agents,
  notReached: Math.max(0, report.owed - report.reached),
  attempts: report.attempts,
  visits: report.visits,
  passedOn: report.passedOn.police + report.passedOn.rescue,
  distress: report.distress,
});

/** These add up to each other: one of them hidden alone could be found again by subtraction. */
const TIED: readonly ReportColumn[] = ['reached', 'byVolunteers', 'byAgents', 'notReached'];
const isSmall = (count: number): boolean => count > 0 && count < FEWEST_SHOWN;
const rounded = (count: number): string =>
  isSmall(count) ? shown(count) : `environ ${Math.round(count / FEWEST_SHOWN) * FEWEST_SHOWN}`;

/**
 * One line for people outside the team (law 10): one to four people are « moins de 5 », and where one of the figures that
 * add up is hidden, the others are rounded to five, so that no subtraction tells it. Nought stays nought.
 */
export const discreet = (figures: ReportFigures): ReportCells => {
  const hides = TIED.some((column) => isSmall(figures[column]));
  const cell = (column: ReportColumn): string => {
    const count = figures[column];
    return hides && TIED.includes(column) && count > 0 ? rounded(count) : shown(count);
  };
  return {
    owed: cell('owed'),
    reached: cell('reached'),
    byVolunteers: cell('byVolunteers'),
    byAgents: cell('byAgents'),
    notReached: cell('notReached'),
    attempts: cell('attempts'),
    visits: cell('visits'),
    passedOn: cell('passedOn'),
    distress: cell('distress'),
  };
};

/**
 * The campaign's totals, in calls owed and not in people: the same person counts once a list. A column in which any day
 * is hidden or rounded has a rounded total, for the same reason.
 */
export const totals = (days: readonly ReportFigures[]): ReportCells => {
  const tiedHidden = days.some((day) => TIED.some((column) => isSmall(day[column])));
  const total = (column: ReportColumn): string => {
    const sum = days.reduce((all, day) => all + day[column], 0);
    const hides = days.some((day) => isSmall(day[column])) || (tiedHidden && TIED.includes(column));
    return hides ? rounded(sum) : shown(sum);
  };
  return {
    owed: total('owed'),
    reached: total('reached'),
    byVolunteers: total('byVolunteers'),
    byAgents: total('byAgents'),
    notReached: total('notReached'),
    attempts: total('attempts'),
    visits: total('visits'),
    passedOn: total('passedOn'),
    distress: total('distress'),
  };
};
