/** One number as the coordinator reads it. Whole numbers only; `key` is where `params.ts` keeps it. */
export type ParamWords = {
  readonly key: string;
  readonly label: string;
  readonly unit: 'minutes' | 'heures' | 'jours' | 'réponses' | 'personnes' | '%';
  readonly min: number;
  readonly max: number;
  readonly meaning: string;
  /** Where the standard value comes from: reads after it, between brackets. */
  readonly origin: string;
  /** Counts in favour: kept as a negative cost. */
  readonly isAdvantage?: true;
};
export type ParamGroup = {
  readonly slug: string;
  readonly title: string;
  readonly lead: string;
  readonly rows: readonly ParamWords[];
};

export const CHOICE = 'choix du projet, faute de mesure';
export const SIMULATED = 'réglée par simulation';
