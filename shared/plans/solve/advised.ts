import type { Advice, AdviceOf } from '../../decide/advice.ts';
import type { VolunteerData } from '../../matching/week/problem.ts';
import type { Table } from '../../table/table.ts';
import type { Instant } from '../../time/instant.ts';
import type { Town } from '../../town/settings.ts';

/** Missions of a week that a fact advises at most, of so many accepted: never none, so that nobody's own person loses them for it. */
const atMost = ({ fewer }: Advice, weeklyCap: number): number =>
  Math.max(1, fewer === 'half' ? Math.floor(weeklyCap / 2) : weeklyCap - 1);

/** The week with what advises to spare somebody: dear to pass over and told beside the choice, forbidden to nobody. */
export const withAdvice = async <W extends { readonly volunteers: readonly VolunteerData[] }>(
  reading: Promise<W>,
  adviceOf: AdviceOf | undefined,
  { table, town, now }: { readonly table: Pick<Table, 'index'>; readonly town: Town; readonly now: Instant },
): Promise<W> => {
  const [week, advice] = await Promise.all([reading, adviceOf?.(table, town.id, now)]);
  if (!advice || advice.size === 0) return week;
  const volunteers = week.volunteers.map((data) => {
    const { id, weeklyCap } = data.volunteer;
    const facts = advice.get(id)?.map((one) => ({ sentence: one.sentence, atMost: atMost(one, weeklyCap) }));
    return facts ? { ...data, facts } : data;
  });
  return { ...week, volunteers };
};
