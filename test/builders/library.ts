import { change, SYSTEM } from '../../shared/audit/audit.ts';
import { consentKind } from '../../shared/consents/consent.ts';
import type { Surroundings } from '../../shared/decide/decide.ts';
import { type Item, itemKind, itemSchema, labelledItemId } from '../../shared/library/item.ts';
import { type Loan, loanSchema } from '../../shared/library/loans/loan.ts';
import { newReader, type Reader, readerKind, readerSchema } from '../../shared/library/readers/reader.ts';
import type { Mission } from '../../shared/missions/mission.ts';
import { missionKind } from '../../shared/missions/store.ts';
import { seniorKind } from '../../shared/seniors/store.ts';
import { type Service, serviceSchema } from '../../shared/services/service.ts';
import { serviceKind } from '../../shared/services/store.ts';
import type { Table } from '../../shared/table/table.ts';
import { put } from '../../shared/table/write.ts';
import { FIRST_PROGRAMMES, HOME_LIBRARY } from '../../shared/town/programme.ts';
import { type Town, townKind } from '../../shared/town/settings.ts';
import { surroundings } from '../support/chain.ts';
import { aConsent, aMission, aSenior, aTown, JEANNE, TUESDAY_NOON, VISIT } from './chain.ts';

/** A town with a library, a reader who agreed, and a delivery to her on Wednesday. */
export const libraryTown = (more: Partial<Town> = {}): Town =>
  aTown({ programmes: [...FIRST_PROGRAMMES.filter(({ act }) => act !== 'books'), HOME_LIBRARY], ...more });

export const aDelivery = (more: Partial<Mission> = {}): Mission =>
  aMission({
    state: 'planned',
    act: 'books',
    programme: 'HOME_LIBRARY',
    durationMinutes: 30,
    serviceId: `ser_${'D'.repeat(26)}` as never,
    ...more,
  });

export const aLibraryService = (more: Partial<Service> = {}): Service =>
  serviceSchema.parse({
    id: `ser_${'D'.repeat(26)}`,
    town: 'besancon',
    seniorId: JEANNE,
    programme: 'HOME_LIBRARY',
    state: 'open',
    cadence: 'monthly',
    weekday: 3,
    time: '14:30',
    durationMinutes: 30,
    wishes: '',
    startsOn: '2026-11-25',
    pairings: [],
    createdAt: TUESDAY_NOON,
    ...more,
  });

export const aReader = (more: Partial<Reader> = {}): Reader =>
  readerSchema.parse({
    ...newReader({ id: JEANNE, town: 'besancon', languages: ['fr'] }, TUESDAY_NOON),
    ...more,
  });

export const aLoan = (more: Partial<Loan> = {}): Loan =>
  loanSchema.parse({
    id: `loa_${'E'.repeat(26)}`,
    town: 'besancon',
    state: 'requested',
    kind: 'book',
    grams: 350,
    seniorId: JEANNE,
    work: { title: 'Pars vite et reviens tard', author: 'Fred Vargas' },
    requestedAt: TUESDAY_NOON,
    renewals: 0,
    ...more,
  });

export const anItem = (more: Partial<Item> = {}): Item =>
  itemSchema.parse({
    id: labelledItemId('besancon', more.barcode ?? '3259000'),
    town: 'besancon',
    title: 'Pars vite et reviens tard',
    author: 'Vargas, Fred',
    kind: 'book',
    languages: ['fr'],
    subjects: ['Romans policiers'],
    barcode: '3259000',
    source: 'file',
    addedAt: TUESDAY_NOON,
    ...more,
  });

/** The same over a table, with these copies on the shelf. */
export const openLibrary = async (
  table: Table,
  {
    reader = aReader(),
    items = [],
    missions = [aDelivery()],
    town = libraryTown(),
    now = () => TUESDAY_NOON,
  }: {
    readonly reader?: Reader | undefined;
    readonly items?: readonly Item[];
    readonly missions?: readonly Mission[];
    readonly town?: Town;
    readonly now?: () => typeof TUESDAY_NOON;
  } = {},
): Promise<Surroundings> => {
  await table.commit([
    put(townKind, town, 'absent'),
    put(seniorKind, aSenior(), 'absent'),
    put(consentKind, aConsent({ purpose: 'HOME_LIBRARY' }), 'absent'),
    put(serviceKind, aLibraryService(), 'absent'),
    put(readerKind, reader, 'absent'),
    ...items.map((item) => put(itemKind, item, 'absent')),
    ...missions.flatMap((mission) =>
      change(missionKind, undefined, mission, { action: 'mission-planned', actor: SYSTEM, at: TUESDAY_NOON }),
    ),
  ]);
  return surroundings(table, now);
};

export { JEANNE, VISIT };
