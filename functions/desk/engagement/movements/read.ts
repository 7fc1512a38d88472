import {
  byAge,
  byPair,
  byProgramme,
  observationOf,
  retentionOf,
} from '../../../../shared/engagement/turnover/cohorts.ts';
import { funnelOf } from '../../../../shared/engagement/turnover/funnel.ts';
import { latestMonths, monthRows, periodOf } from '../../../../shared/engagement/turnover/months.ts';
import { readTurnover } from '../../../../shared/engagement/turnover/read-turnover.ts';
import { addDays, type CivilDay, dayOf } from '../../../../shared/time/civil.ts';
import { monthOf } from '../../../../shared/volunteers/movements/served.ts';
import { type DeskContext, townOf } from '../../env.ts';
import { BAND_NAMES } from './words.ts';

/** A year, and the months before it that tell who was dormant at its beginning. */
const SHOWN_MONTHS = 12;
const LOOKED_MONTHS = SHOWN_MONTHS + 3;
const YEAR_DAYS = 365;

/** Everything the page and its files are made of, from two reads of an index. */
export const turnoverOf = async (c: DeskContext) => {
  const { world, now } = c.var;
  const town = townOf(c);
  const today = dayOf(now);
  const looked = latestMonths(today, LOOKED_MONTHS);
  const { spells, served } = await readTurnover(world.table, town.id, looked[0] ?? monthOf(today));
  const recordedFrom = spells.map(({ seenFrom }) => seenFrom).sort()[0];
  const yearAgo = addDays(today, 1 - YEAR_DAYS);
  const from: CivilDay = recordedFrom !== undefined && recordedFrom > yearAgo ? recordedFrom : yearAgo;
  const months = looked.slice(-SHOWN_MONTHS).filter((month) => month >= monthOf(from));
  return {
    today,
    from,
    recordedFrom,
    months: monthRows(spells, served, months, today),
    period: periodOf(spells, from, today),
    funnel: funnelOf(spells, served, from, today),
    retention: retentionOf(
      'ensemble',
      spells.flatMap((spell) => observationOf(spell, today) ?? []),
    ),
    ages: byAge(spells, today, BAND_NAMES),
    pairs: byPair(spells, today, { paired: 'en binôme', alone: 'sans binôme' }),
    programmes: byProgramme(
      spells,
      today,
      town.programmes.map(({ code, label }) => ({ code, name: label })),
    ),
  };
};
export type Turnover = Awaited<ReturnType<typeof turnoverOf>>;
