import { SYSTEM } from '../../shared/audit/audit.ts';
import { type LoanState, loanKind } from '../../shared/library/loans/loan.ts';
import { rowsOf } from '../../shared/table/kind.ts';
import { newVolunteerWrites } from '../../shared/volunteers/enrol.ts';
import { JEANNE, TUESDAY_NOON } from '../builders/chain.ts';
import { anItem, aReader, libraryTown, openLibrary } from '../builders/library.ts';
import { memoryTable } from '../doubles/memory-table.ts';
import { aReadyVolunteer } from './chain.ts';
import { testDesk } from './desk.ts';

export const READER = `/bibliotheque/lecteurs/${JEANNE}`;
export const BAGS = '/bibliotheque/sacs/2026-11-25';

/** A library's day: one reader, two copies on the shelf, a carrier, and Hugo the librarian at his desk. */
export const opened = async () => {
  const table = memoryTable();
  await openLibrary(table, {
    items: [anItem(), anItem({ title: 'La guerre, yes sir', author: 'Carrier, Roch', barcode: '3259001' })],
    reader: aReader({
      genres: ['crime'],
      likedAuthors: ['Fred Vargas'],
      avoid: 'guerre',
      remembersLiked: true,
    }),
    town: libraryTown(),
  });
  const desk = await testDesk({ table, town: 'none', sessionClock: { now: () => TUESDAY_NOON } });
  await table.commit(
    newVolunteerWrites(desk.world.config.appSecret, aReadyVolunteer(0, { programmes: ['HOME_LIBRARY'] }), {
      action: 'imported',
      actor: SYSTEM,
      at: TUESDAY_NOON,
    }),
  );
  const hugo = await desk.as('librarian');
  const read = async (path: string) => (await hugo.get(path)).text();
  const loans = () => rowsOf(loanKind, table.ofKind('loan')).map(({ value }) => value);
  const only = (state: LoanState) => {
    const [loan] = loans().filter((one) => one.state === state);
    if (!loan) throw new Error(`no loan is ${state}`);
    return loan;
  };
  return { table, desk, hugo, read, loans, only };
};
