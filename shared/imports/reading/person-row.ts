import * as z from 'zod';
import type { Sector } from '../../geo/sector.ts';
import { isMobile, type Phone } from '../../phone/phone.ts';
import type { Address } from '../../seniors/senior.ts';
import { type CivilDay, civilDay, yearOf } from '../../time/civil.ts';
import { type Cell, type Cells, textIn } from './cells.ts';
import { fold } from './fold.ts';
import { withoutHealth } from './health-words.ts';
import { readPostcode, readPostcodeTown, readStreet } from './values/addresses.ts';
import type { DateRange } from './values/dates.ts';
import { mendName, readCivility, splitFullName, splitMaidenName } from './values/names.ts';
import { readPhones } from './values/phones.ts';
import { readLanguages } from './values/words.ts';

/** What reading a row needs to know of the town and the day. */
export type Reading = {
  readonly today: CivilDay;
  readonly sectors: readonly Sector[];
  /** Spelt as its inhabitants do: « Besançon » for a file's « BESANCON ». */
  readonly townName: string;
};

export type PersonNames = {
  readonly civility: 'madame' | 'monsieur' | undefined;
  readonly firstName: string;
  readonly lastName: string;
  readonly birthName: string | undefined;
};

export const NAME_MAX = 60;
const email = z.email().max(160);

/** A date of birth: at most 115 years ago; two digits are read as someone of at least `youngest` years. */
export const birthRange = (today: CivilDay, youngest: number): DateRange => {
  const yearsAgo = (years: number) => civilDay(`${Number(yearOf(today)) - years}-01-01`);
  return { earliest: yearsAgo(115), latest: today, shortLatest: yearsAgo(youngest) };
};
/** A date of something done at the town hall: since 1980, not after today. */
export const pastRange = (today: CivilDay): DateRange => ({
  earliest: civilDay('1980-01-01'),
  latest: today,
  shortLatest: today,
});

export const namesIn = (cells: Cells): PersonNames => {
  const civilityCell = readCivility(cells.one('civility').text);
  const usage = cells.one('usageName').text;
  const full = cells.one('fullName');
  const split = splitFullName(full.text);
  const hasParts = cells.one('familyName').text !== '' || usage !== '';
  if (!hasParts && full.text !== '' && split.isOrderAssumed) cells.note('name-order-assumed', full);
  const family = splitMaidenName(cells.one('familyName').text);
  const civility = civilityCell ?? (hasParts ? undefined : split.civility);
  const born = cells.one('birthName').text;
  const birthName = mendName(born) || family.birthName || (usage === '' ? '' : family.familyName);
  const lastName = usage === '' ? (hasParts ? family.familyName : split.familyName) : mendName(usage);
  return {
    civility: civility === 'madam' ? 'madame' : civility === 'sir' ? 'monsieur' : undefined,
    firstName: mendName(cells.one('givenName').text) || (hasParts ? '' : split.givenName),
    lastName,
    birthName:
      birthName === '' || birthName.length > NAME_MAX || fold(birthName) === fold(lastName)
        ? undefined
        : birthName,
  };
};

const DOOR_CODE = /^(?:digi)?code(?: porte)? ?:? ?([0-9A-Z*#]{3,12})$/i;

const townIn = (name: string | undefined, reading: Reading): string | undefined =>
  name === undefined
    ? undefined
    : fold(name) === fold(reading.townName)
      ? reading.townName
      : name.slice(0, 60);

export const addressIn = (cells: Cells, reading: Reading): Address => {
  const streetCell = cells.one('street');
  const read = readStreet(streetCell.text);
  const number = cells.one('houseNumber').text;
  const both = readPostcodeTown(cells.one('postcodeTown').text);
  const postcodeCell = cells.one('postcode');
  const postcode =
    postcodeCell.text === '' ? (both.postcode ?? read.postcode) : readPostcode(postcodeCell.text);
  if (postcodeCell.text !== '' && postcode === undefined) cells.note('postcode-unreadable', postcodeCell);
  const complements = cells.all('complement').map((cell) => cell.text);
  const code = complements.map((text) => DOOR_CODE.exec(text)?.[1]).find((found) => found !== undefined);
  const complement = complements.filter((text) => !DOOR_CODE.test(text)).join(', ');
  const city = townIn(readPostcodeTown(cells.one('town').text).town ?? both.town ?? read.town, reading);
  const sector = sectorIn(cells, reading);
  const line = number === '' || read.street.startsWith(number) ? read.street : `${number} ${read.street}`;
  return {
    line: textIn(cells, { column: streetCell.column, text: line.trim() }, 160),
    ...(complement
      ? { complement: textIn(cells, { ...cells.one('complement'), text: complement }, 160) }
      : {}),
    ...(postcode ? { postcode } : {}),
    ...(city ? { city } : {}),
    ...(code ? { doorCode: code } : {}),
    ...(sector ? { sector } : {}),
    precision: sector ? 'sector' : 'unknown',
  };
};

const sectorIn = (cells: Cells, reading: Reading): string | undefined => {
  const cell = cells.one('sector');
  if (cell.text === '') return undefined;
  const wanted = fold(cell.text);
  const found = reading.sectors.find((sector) => fold(sector.name) === wanted || sector.code === cell.text);
  if (!found) cells.note('sector-unknown', cell);
  return found?.code;
};

export type LabelledPhone = { readonly phone: Phone; readonly label: string };

/** The person's numbers, in the file's order, labelled by what stood beside them or by what they are. */
export const phonesIn = (cells: Cells, max: number): readonly LabelledPhone[] => {
  const found: LabelledPhone[] = [];
  for (const cell of cells.all('phone')) {
    const read = readPhones(cell.text);
    if (read.unread.length > 0 || read.phones.length === 0) cells.note('phone-unreadable', cell);
    for (const phone of read.phones) {
      if (found.some((held) => held.phone === phone)) continue;
      if (found.length === max) {
        cells.note('phone-too-many', cell);
        break;
      }
      found.push({ phone, label: read.remark.slice(0, 40) || (isMobile(phone) ? 'mobile' : 'fixe') });
    }
  }
  return found;
};

export const emailIn = (cells: Cells): string | undefined => {
  const cell = cells.one('email');
  if (cell.text === '') return undefined;
  const read = email.safeParse(cell.text.toLowerCase().replace(/^mailto:/, ''));
  if (!read.success) cells.note('email-unreadable', cell);
  return read.data;
};

export const languagesIn = (cells: Cells, max: number): string[] => {
  const cell = cells.one('languages');
  if (cell.text === '') return [];
  const read = readLanguages(cell.text);
  if (read.unread.length > 0) cells.note('language-unknown', cell);
  return read.languages.slice(0, max);
};

/** Remarks joined, each without its passages about health. */
export const remarksIn = (cells: Cells, extra: readonly Cell[], max: number): string => {
  const kept = [...cells.all('notes'), ...extra].map((cell) => {
    const read = withoutHealth(cell.text);
    if (read.leftOut) cells.note('health-left-out', cell);
    return read.kept;
  });
  const text = kept.filter((part) => part !== '').join(' ; ');
  return textIn(cells, { column: cells.one('notes').column, text }, max);
};
