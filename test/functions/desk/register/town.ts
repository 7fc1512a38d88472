import type { AddressFinder } from '../../../../shared/geo/address-finder.ts';
import { entryKind } from '../../../../shared/register/store.ts';
import { rowsOf } from '../../../../shared/table/kind.ts';
import { TUESDAY_NOON } from '../../../builders/chain.ts';
import { memoryTable } from '../../../doubles/memory-table.ts';
import { staffIdOf, type TestBrowser, testDesk } from '../../../support/desk.ts';

export const MADE = {
  by: 'self',
  channel: 'phone',
  firstName: 'Odile',
  lastName: 'Perrin',
  birthDay: '07/03/1941',
  capacity: 'AGE_65',
  line: '4 rue Battant',
  phone1: '03 53 01 00 42',
};
export const DAUGHTER = {
  ...MADE,
  by: 'third-party',
  channel: 'letter',
  askerName: 'Anne Perrin',
  askerQuality: 'fille',
  proof: 'courrier du 20 novembre',
};

export const read = async (answer: Promise<Response> | Response): Promise<string> =>
  (await (await answer).text()).replaceAll('\u00a0', ' ');

/** Claire names; Denis and Sofia are named; Maud, another coordinator, is not. */
export const openTown = async (active = false, addresses?: AddressFinder) => {
  const table = memoryTable();
  const desk = await testDesk({
    table,
    ...(addresses ? { addresses } : {}),
    activation: async () => (active ? { id: 'cam_besancon.2026-11-24', startedAt: TUESDAY_NOON } : undefined),
  });
  const maud = await desk.as('coordinator', { name: 'Maud Girod' });
  const denis = await desk.as('duty-officer', { name: 'Denis Roy' });
  const sofia = await desk.as('social-worker', { name: 'Sofia Meunier' });
  for (const role of ['duty-officer', 'social-worker'] as const)
    await maud.post('/registre/agents', {
      staffId: staffIdOf(role),
      act: 'arrêté n° 2026-118',
      from: '2026-11-01',
      to: '2027-10-31',
    });
  const entries = () => rowsOf(entryKind, table.dump()).map(({ value }) => value);
  return { desk, table, maud, denis, sofia, entries };
};
export const registered = async (denis: TestBrowser, fields = MADE): Promise<string> => {
  const answer = await denis.post('/registre', fields);
  const path = answer.headers.get('location') ?? '';
  if (!path.startsWith('/registre/reg_')) throw new Error(await answer.text());
  return path;
};
