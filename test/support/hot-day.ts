import type { Surroundings } from '../../shared/decide/decide.ts';
import { callBatchKind } from '../../shared/heat/batches/batch.ts';
import { summerCallerKind } from '../../shared/heat/batches/summer-caller.ts';
import { callRoundKind } from '../../shared/heat/calls/round.ts';
import { callTaskKind } from '../../shared/heat/calls/task.ts';
import { registerEntryIdSchema, staffIdSchema, type VolunteerId } from '../../shared/ids/ids.ts';
import { messageSchema } from '../../shared/messages/message.ts';
import { intentKind } from '../../shared/messages/store.ts';
import type { RegisterEntry } from '../../shared/register/entry.ts';
import { entryKind } from '../../shared/register/store.ts';
import { type Kind, type Row, rowsOf } from '../../shared/table/kind.ts';
import type { Table } from '../../shared/table/table.ts';
import { put } from '../../shared/table/write.ts';
import { taskKind } from '../../shared/tasks/task.ts';
import { type Town, townKind } from '../../shared/town/settings.ts';
import { volunteerKind } from '../../shared/volunteers/store.ts';
import type { Volunteer } from '../../shared/volunteers/volunteer.ts';
import { aTown } from '../builders/chain.ts';
import { aSummerCaller, NADIA } from '../builders/heat.ts';
import { anEntry, aRegistered } from '../builders/register.ts';
import { memoryTable } from '../doubles/memory-table.ts';
import { aReadyVolunteer } from './chain.ts';
import { countingIds } from './situations.ts';

const LETTERS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
/** A register entry's id by number: the same on every run. */
export const entryNumber = (n: number) =>
  registerEntryIdSchema.parse(
    `reg_${'0'.repeat(22)}${[15, 10, 5, 0].map((bits) => LETTERS.charAt((n >> bits) & 31)).join('')}`,
  );

/** Somebody on the register who agrees to volunteers' calls. */
export const aPerson = (n: number, more: Partial<RegisterEntry> = {}): RegisterEntry =>
  anEntry({
    id: entryNumber(n),
    person: aRegistered({
      lastName: `Perrin${String(n).padStart(5, '0')}`,
      address: { line: `${n} rue Battant`, precision: 'unknown', sector: 'planoise' },
      contacts: [{ name: 'Luc', link: 'fils', phone: '+33353010043' as never }],
    }),
    volunteerCalls: {
      state: 'given',
      at: '2026-06-01T08:00:00.000Z' as never,
      how: 'phone',
      by: { kind: 'staff', id: staffIdSchema.parse(NADIA) },
    },
    ...more,
  });

/** A volunteer who calls on hot days. */
export const aCaller = (n: number, more: Partial<Volunteer> = {}): Volunteer =>
  aReadyVolunteer(n, {
    availability: ['mon-am', 'tue-am', 'wed-am', 'thu-am', 'fri-am', 'sat-am', 'sun-am'],
    weeklyCap: 7,
    restDays: 0,
    ...more,
  });

type Dumping = Table & { readonly dump: () => readonly Row[] };

/** A town with a register and volunteers who call, over the double of the table. */
export const openHotTown = async (
  people: readonly RegisterEntry[],
  callers: readonly Volunteer[] = [],
  options: { readonly town?: Partial<Town>; readonly table?: Dumping } = {},
) => {
  const table: Dumping = options.table ?? memoryTable();
  const world: Surroundings = {
    table,
    ids: countingIds(),
    config: { townId: 'besancon', appSecret: 's'.repeat(43), linksOrigin: 'http://localhost:3001' },
  };
  await table.commit([
    put(
      townKind,
      aTown({ caps: { weeklyDefault: 2, offersPerWeek: 5, restDays: 0 }, ...options.town }),
      'absent',
    ),
  ]);
  for (const entry of people) await table.commit([put(entryKind, entry, 'absent')]);
  for (const caller of callers)
    await table.commit([
      put(volunteerKind, caller, 'absent'),
      put(summerCallerKind, aSummerCaller({ volunteerId: caller.id }), 'absent'),
    ]);
  const all = <T>(kind: Kind<T>): T[] => rowsOf(kind, table.dump()).map(({ value }) => value);
  return {
    world,
    table,
    all,
    calls: () => all(callTaskKind),
    rounds: () => all(callRoundKind),
    batches: () => all(callBatchKind),
    deskTasks: () => all(taskKind),
    texts: () =>
      all(intentKind).map((intent) => ({ ...intent, message: messageSchema.parse(intent.message) })),
    volunteerActor: (id: VolunteerId) => ({ kind: 'volunteer' as const, id }),
  };
};
export type HotTown = Awaited<ReturnType<typeof openHotTown>>;
