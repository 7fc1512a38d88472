import type { VolunteerId } from '../../../ids/ids.ts';
import type { Mission } from '../../../missions/mission.ts';
import { missionKind } from '../../../missions/store.ts';
import { rowsOf } from '../../../table/kind.ts';
import type { Table } from '../../../table/table.ts';
import { civilDay, civilTime, dayOf, instantOf, yearOf } from '../../../time/civil.ts';
import type { Instant } from '../../../time/instant.ts';
import type { Town } from '../../../town/settings.ts';
import { volunteerKind, volunteerList } from '../../../volunteers/store.ts';
import { thankYouKind } from '../../../volunteers/thanks/thank-you.ts';
import { canText, type Volunteer } from '../../../volunteers/volunteer.ts';
import { readHours } from '../hours/read-hours.ts';
import { totalsOf } from '../hours/totals.ts';
import { type YearFacts, yearlyLetterKey, yearlyLetterKind } from './letter.ts';

type Reads = Pick<Table, 'index' | 'getRows'>;

/** Seven requests a volunteer, so many volunteers at once. */
const AT_ONCE = 20;

/** The year that a letter written today is about: the one that ends, until spring is over. */
export const yearOfLetter = (now: Instant): string => {
  const today = dayOf(now);
  const year = Number(yearOf(today));
  return String(today.slice(5) < '06-30' ? year - 1 : year);
};

/** First instants of a civil year and of the next. */
const boundsOf = (year: string) => ({
  from: instantOf(civilDay(`${year}-01-01`), civilTime('00:00')),
  to: instantOf(civilDay(`${Number(year) + 1}-01-01`), civilTime('00:00')),
});

/** Their missions done, by the day of the visit, as hours are: a report of January may be of December. */
const readDone = async (table: Reads, id: VolunteerId, year: string): Promise<readonly Mission[]> => {
  const { from, to } = boundsOf(year);
  const page = await table.index('volunteer', {
    partition: id,
    from: `mission#${from}`,
    to: `mission#${to}`,
  });
  return rowsOf(missionKind, page.items)
    .map(({ value }) => value)
    .filter(({ state, day }) => state === 'done' && day.startsWith(year));
};

const readPeople = async (table: Reads, town: string): Promise<readonly Volunteer[]> => {
  const pages = await Promise.all(
    (['active', 'paused'] as const).map((state) =>
      table.index('list', { partition: volunteerList(town, state) }),
    ),
  );
  return pages.flatMap(({ items }) => rowsOf(volunteerKind, items)).map(({ value }) => value);
};

/** What they did that year; hours as the attestation counts them. */
export const readYear = async (
  table: Reads,
  town: Town,
  volunteer: Volunteer,
  year: string,
  now: Instant,
): Promise<YearFacts> => {
  const period = { from: civilDay(`${year}-01-01`), to: civilDay(`${year}-12-31`) };
  const { from, to } = boundsOf(year);
  const [done, words, lines] = await Promise.all([
    readDone(table, volunteer.id, year),
    table.index('volunteer', { partition: volunteer.id, from: `thanks#${from}`, to: `thanks#${to}` }),
    readHours(table, town, volunteer, period, now),
  ]);
  return {
    missions: done.length,
    people: new Set(done.map(({ seniorId }) => seniorId)).size,
    minutes: totalsOf(lines).minutes,
    words: rowsOf(thankYouKind, words.items)
      .map(({ value }) => value)
      .filter(({ state }) => state === 'kept'),
  };
};

export type YearOf = { readonly volunteer: Volunteer; readonly facts: YearFacts };

/** Whom a letter of that year is for: active or in a pause, with one mission done or more; by name. */
export const readYears = async (
  table: Reads,
  town: Town,
  year: string,
  now: Instant,
): Promise<readonly YearOf[]> => {
  const people = await readPeople(table, town.id);
  const all: YearOf[] = [];
  for (let i = 0; i < people.length; i += AT_ONCE)
    all.push(
      ...(await Promise.all(
        people.slice(i, i + AT_ONCE).map(async (volunteer) => ({
          volunteer,
          facts: await readYear(table, town, volunteer, year, now),
        })),
      )),
    );
  return all
    .filter(({ facts }) => facts.missions > 0)
    .sort((a, b) =>
      `${a.volunteer.lastName} ${a.volunteer.firstName}`.localeCompare(
        `${b.volunteer.lastName} ${b.volunteer.firstName}`,
        'fr',
      ),
    );
};

/** Who was sent that year's letter by text already. */
export const alreadySent = async (
  table: Reads,
  ids: readonly VolunteerId[],
  year: string,
): Promise<ReadonlySet<string>> => {
  const pages = await Promise.all(
    Array.from({ length: Math.ceil(ids.length / 100) }, (_, i) =>
      table.getRows(ids.slice(i * 100, (i + 1) * 100).map((id) => yearlyLetterKey(id, year))),
    ),
  );
  const rows = pages.flat().flatMap((row) => row ?? []);
  return new Set(rowsOf(yearlyLetterKind, rows).map(({ value }) => value.volunteerId));
};

/**
 * Whom the link of that year's letter may be texted to, and was not: active or in a pause, one mission done or more. One query for each,
 * so that the cost is known before it goes.
 */
export const readRecipients = async (
  table: Reads,
  town: string,
  year: string,
): Promise<readonly VolunteerId[]> => {
  const people = (await readPeople(table, town)).filter(canText);
  const sent = await alreadySent(
    table,
    people.map(({ id }) => id),
    year,
  );
  const left = people.filter(({ id }) => !sent.has(id));
  const to: VolunteerId[] = [];
  for (let i = 0; i < left.length; i += AT_ONCE) {
    const some = left.slice(i, i + AT_ONCE);
    const done = await Promise.all(some.map(({ id }) => readDone(table, id, year)));
    to.push(...some.flatMap(({ id }, at) => ((done[at] ?? []).length > 0 ? [id] : [])));
  }
  return to;
};

/** The letters that this volunteer may open, newest first, and the version of the words each was sent with. */
export const lettersFor = async (
  table: Pick<Table, 'index'>,
  id: VolunteerId,
): Promise<readonly { readonly year: string; readonly version: number }[]> => {
  const page = await table.index('volunteer', {
    partition: id,
    from: 'letter#',
    to: 'letter$',
    newestFirst: true,
  });
  return rowsOf(yearlyLetterKind, page.items).map(({ value }) => value);
};
