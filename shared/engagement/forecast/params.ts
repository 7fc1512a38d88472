/**
 * Every number of the forecast, with its unit, range and origin. Choices of the project (design) unless a source is given;
 * those marked « bench » were chosen on towns drawn by other seeds than those the bench reports on.
 */
export const FORECAST_PARAMS = {
  /** Weeks told. */
  weeks: 26,
  /** Weeks of visits that a rhythm is read from. Range 8–52. */
  pastWeeks: 26,
  /** Under so many whole weeks of visits, or so many people there, nothing is forecast. Range 2–13; domain.md §8 for people. */
  leastWeeks: 4,
  leastPeople: 5,
  /** A visit so many weeks old counts half as much in a rhythm. Range 4–52 (bench). */
  halfLifeWeeks: 8,
  /** How many weeks of the group's rhythm stand in for what is not known of one person, when five people cannot tell. Range 1–26. */
  groupWeeks: 6,
  /** Departures under which the chance of leaving is one rate for everybody (issue 6, item 7). */
  leastExits: 5,
  /** Pauses seen under which no further one is expected. Range 3–30. */
  leastPauses: 5,
  /** Answers to proposals, in the whole town, under which its share of yes is not told; answers of the town mixed with each one's. Range 5–100; 1–20. */
  leastAnswers: 20,
  townAnswers: 4,
  /** Shortest past from which a yearly number of arrivals may be told, weeks. Range 4–52. */
  leastArrivalWeeks: 13,
  /** How far the whole network may move in one week beyond what is modelled, share, adding up like a random walk. Range 0–0.1 (bench). */
  driftPerWeek: 0.03,
  /** Doors that one carrier's half-day of a campaign takes, until its rounds are made. Range 4–30 (the most stops of a round). */
  doorsARound: 10,
  /** Towns simulated for the interval. Range 200–5,000. */
  draws: 400,
  /** Two-sided share of them inside the interval. */
  inside: 0.8,
} as const;
