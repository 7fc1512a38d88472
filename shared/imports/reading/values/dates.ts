import { addDays, type CivilDay, civilDay, isCivilDay, yearOf } from '../../../time/civil.ts';
import { fold, tidy } from '../fold.ts';

export type DateProblem = 'date-unreadable' | 'date-impossible' | 'date-incomplete' | 'date-out-of-range';
export type DateNote = 'date-american-order' | 'date-century-deduced' | 'date-spreadsheet-number';
export type DateRead =
  | { readonly ok: true; readonly day: CivilDay; readonly note?: DateNote }
  | { readonly ok: false; readonly problem: DateProblem };

/** Between which days a date of this column may lie; a year of two digits falls in the last century not after `shortLatest`. */
export type DateRange = {
  readonly earliest: CivilDay;
  readonly latest: CivilDay;
  readonly shortLatest: CivilDay;
};

const MONTHS = ['janv', 'fev', 'mars', 'avr', 'mai', 'juin', 'juil', 'aou', 'sept', 'oct', 'nov', 'dec'];
const MONTH_NAMES =
  'janvier fevrier mars avril mai juin juillet aout septembre octobre novembre decembre'.split(' ');
const monthNamed = (word: string): number => {
  const whole = MONTH_NAMES.indexOf(word);
  return (whole >= 0 ? whole : MONTHS.findIndex((stem) => word.length <= 5 && word.startsWith(stem))) + 1;
};

const pad = (n: number, width = 2) => String(n).padStart(width, '0');
const asDay = (year: number, month: number, day: number): CivilDay | undefined => {
  const text = `${pad(year, 4)}-${pad(month)}-${pad(day)}`;
  return isCivilDay(text) ? text : undefined;
};

// Day 1 is 1 January 1900, and the spreadsheet believes in 29 February 1900: hence 30 December 1899.
const SPREADSHEET_EPOCH = civilDay('1899-12-30');

const within = (day: CivilDay | undefined, range: DateRange, note?: DateNote): DateRead => {
  if (day === undefined) return { ok: false, problem: 'date-impossible' };
  if (day < range.earliest || day > range.latest) return { ok: false, problem: 'date-out-of-range' };
  return note ? { ok: true, day, note } : { ok: true, day };
};

const fromParts = (year: string, month: number, day: number, range: DateRange): DateRead => {
  const swapped = month > 12 && day <= 12;
  const [m, d] = swapped ? [day, month] : [month, day];
  const note: DateNote | undefined = swapped ? 'date-american-order' : undefined;
  if (year.length === 4) return within(asDay(Number(year), m, d), range, note);
  const latestYear = Number(yearOf(range.shortLatest));
  for (let century = Math.floor(latestYear / 100) * 100; century >= 1800; century -= 100) {
    const candidate = asDay(century + Number(year), m, d);
    if (candidate && candidate <= range.latest)
      return within(candidate, range, note ?? 'date-century-deduced');
  }
  return { ok: false, problem: 'date-impossible' };
};

/**
 * A date as towns write it: 12/03/1931, 12.3.31, 12-03-31, 1931-03-12 (with or without an hour), 12 mars 1931, 1er mars 31, 12031931 and the
 * number a spreadsheet keeps (11394). Day before month, unless that cannot be. A year or a month alone is
 * incomplete: no day is made up. Refusals: unreadable, impossible (31 February), out of the range given.
 */
export const readDate = (cell: string, range: DateRange): DateRead => {
  const text = tidy(cell)
    .slice(0, 60)
    .replace(/[T ]\d{1,2}[:h]\d{2}(:\d{2})?(\.\d+)?Z?$/i, '');
  const iso = /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})$/.exec(text);
  if (iso?.[1]) return fromParts(iso[1], Number(iso[2]), Number(iso[3]), range);
  const french = /^(\d{1,2}) ?[-/. ] ?(\d{1,2}) ?[-/. ] ?(\d{4}|\d{2})$/.exec(text);
  if (french?.[3]) return fromParts(french[3], Number(french[2]), Number(french[1]), range);
  const packed = /^(\d{2})(\d{2})(\d{4})$/.exec(text);
  if (packed?.[3]) return fromParts(packed[3], Number(packed[2]), Number(packed[1]), range);
  if (/^\d{4}$/.test(text) && Number(text) >= 1850 && Number(text) <= 2100) {
    return { ok: false, problem: 'date-incomplete' };
  }
  if (/^\d{4,5}([.,]0+)?$/.test(text)) {
    return within(addDays(SPREADSHEET_EPOCH, Number.parseInt(text, 10)), range, 'date-spreadsheet-number');
  }
  const folded = fold(text).replace(
    /^(lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|le|ne le|nee le) /,
    '',
  );
  const spelled = /^(\d{1,2})(?:er)? ([a-z]{3,9}) (\d{4}|\d{2})$/.exec(folded);
  const month = spelled?.[2] ? monthNamed(spelled[2]) : 0;
  if (spelled?.[3] && month > 0) return fromParts(spelled[3], month, Number(spelled[1]), range);
  const partial = /^([a-z]{3,9}|\d{1,2}) (\d{4})$/.exec(folded);
  return { ok: false, problem: partial ? 'date-incomplete' : 'date-unreadable' };
};
