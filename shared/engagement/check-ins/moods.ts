import { dayOf } from '../../time/civil.ts';
import { myMoodSchema, type Report } from '../../visits/report.ts';

export const MOODS = myMoodSchema.options;
export type Mood = (typeof MOODS)[number];
export type MonthOfMoods = {
  /** `2026-11` */
  readonly month: string;
  readonly told: Readonly<Record<Mood, number>>;
  /** Visits made of which they did not say: unknown, never fine. */
  readonly untold: number;
};

const NONE: MonthOfMoods['told'] = { glad: 0, fine: 0, tired: 0, heavy: 0 };

/** What they tapped after the visits they made, by month, newest first; theirs alone to see. Empty when nothing was ever said. */
export const moodsByMonth = (
  reports: readonly Pick<Report, 'at' | 'outcome' | 'me'>[],
): readonly MonthOfMoods[] => {
  const months = new Map<string, MonthOfMoods>();
  for (const { at, outcome, me } of reports) {
    if (outcome !== 'done') continue;
    const month = dayOf(at).slice(0, 7);
    const { told, untold } = months.get(month) ?? { told: NONE, untold: 0 };
    months.set(
      month,
      me ? { month, told: { ...told, [me]: told[me] + 1 }, untold } : { month, told, untold: untold + 1 },
    );
  }
  const all = [...months.values()].sort((a, b) => b.month.localeCompare(a.month));
  return all.some(({ told }) => MOODS.some((mood) => told[mood] > 0)) ? all : [];
};
