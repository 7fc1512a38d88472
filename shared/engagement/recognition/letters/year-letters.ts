import { type Actor, change } from '../../../audit/audit.ts';
import type { Surroundings } from '../../../decide/decide.ts';
import type { VolunteerId } from '../../../ids/ids.ts';
import { linkKind } from '../../../links/link.ts';
import { mintLink } from '../../../links/mint-link.ts';
import { intentWrite } from '../../../messages/intent-write.ts';
import { rowsOf } from '../../../table/kind.ts';
import type { Table } from '../../../table/table.ts';
import { create } from '../../../table/write.ts';
import { civilDay, civilTime, dayOf, instantOf } from '../../../time/civil.ts';
import { type Instant, plus } from '../../../time/instant.ts';
import type { Town } from '../../../town/settings.ts';
import { reportKind } from '../../../visits/report.ts';
import { volunteerKind, volunteerList } from '../../../volunteers/store.ts';
import { thankYouKind } from '../../../volunteers/thanks/thank-you.ts';
import { canText, type Volunteer } from '../../../volunteers/volunteer.ts';
import { readHours } from '../hours/read-hours.ts';
import { totalsOf } from '../hours/totals.ts';
import { letterTextOf, readRecognition } from '../settings.ts';
import { type YearFacts, yearlyLetterKey, yearlyLetterKind } from './letter.ts';

type Reads = Pick<Table, 'index' | 'getRows'>;

/** Seven requests a volunteer, so many volunteers at once. */
const AT_ONCE = 20;

/** The year that a letter written today is about: the one that ends, until spring is over. */
export const yearOfLetter = (now: Instant): string => {
  const today = dayOf(now);
  const year = Number(today.slice(0, 4));
  return String(today.slice(5) < '06-30' ? year - 1 : year);
};

/** What they did that year, from their reports; hours as the attestation counts them. */
export const readYear = async (
  table: Reads,
  town: Town,
  volunteer: Volunteer,
  year: string,
  now: Instant,
): Promise<YearFacts> => {
  const period = { from: civilDay(`${year}-01-01`), to: civilDay(`${year}-12-31`) };
  const from = instantOf(period.from, civilTime('00:00'));
  const to = instantOf(civilDay(`${Number(year) + 1}-01-01`), civilTime('00:00'));
  const [reports, words, lines] = await Promise.all([
    table.index('volunteer', { partition: volunteer.id, from: `report#${from}`, to: `report#${to}` }),
    table.index('volunteer', { partition: volunteer.id, from: `thanks#${from}`, to: `thanks#${to}` }),
    readHours(table, town, volunteer, period, now),
  ]);
  const done = rowsOf(reportKind, reports.items)
    .map(({ value }) => value)
    .filter(({ outcome }) => outcome === 'done');
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
  const pages = await Promise.all(
    (['active', 'paused'] as const).map((state) =>
      table.index('list', { partition: volunteerList(town.id, state) }),
    ),
  );
  const people = pages.flatMap(({ items }) => rowsOf(volunteerKind, items)).map(({ value }) => value);
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

/** Whoever may be texted the link of their letter, and was not: shown with the cost before it goes. */
export const toText = (all: readonly YearOf[], sent: ReadonlySet<string>): readonly Volunteer[] =>
  all.flatMap(({ volunteer }) => (canText(volunteer) && !sent.has(volunteer.id) ? [volunteer] : []));

/**
 * The link of this year's letter, to each who may be texted and was not: one transaction each, so that pressed twice, or again
 * after a crash, it goes on and texts nobody twice. Gives how many were sent now.
 */
export const sendLetters = async (
  world: Surroundings,
  town: Town,
  year: string,
  actor: Actor,
  now: Instant,
): Promise<number> => {
  const all = await readYears(world.table, town, year, now);
  const sent = await alreadySent(
    world.table,
    all.map(({ volunteer }) => volunteer.id),
    year,
  );
  const { version } = letterTextOf((await readRecognition(world.table, town.id)).settings);
  let count = 0;
  for (const volunteer of toText(all, sent)) {
    const about = { town: town.id, volunteerId: volunteer.id };
    const { token, link } = mintLink(world.ids, { ...about, now, purpose: 'my-space' });
    const done = await world.table.commit([
      ...change(
        yearlyLetterKind,
        undefined,
        { ...about, year, version, sentAt: now },
        { action: 'yearly-letter-sent', actor, at: now },
      ),
      create(linkKind, link),
      intentWrite(
        { appSecret: world.config.appSecret, ids: world.ids },
        town,
        {
          message: { kind: 'yearly-letter' },
          recipient: volunteer.id,
          subject: volunteer.id,
          round: `letter-${year}`,
          dueAt: now,
          notAfter: plus(now, { days: 14 }),
          secret: token,
        },
        now,
      ),
    ]);
    if (done.ok) count += 1;
  }
  return count;
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
