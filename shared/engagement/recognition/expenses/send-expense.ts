import { type Actor, change } from '../../../audit/audit.ts';
import { type Decision, decideAndCommit, type Surroundings } from '../../../decide/decide.ts';
import { lettersOf } from '../../../ids/digest.ts';
import { type ExpenseId, expenseIdSchema, type VolunteerId } from '../../../ids/ids.ts';
import { ok, type Result, refused } from '../../../result/result.ts';
import { rowsOf } from '../../../table/kind.ts';
import type { Table } from '../../../table/table.ts';
import { addDays, civilDay, dayOf } from '../../../time/civil.ts';
import type { Instant } from '../../../time/instant.ts';
import { townKey, townKind } from '../../../town/settings.ts';
import { volunteerKey, volunteerKind } from '../../../volunteers/store.ts';
import { readHours } from '../hours/read-hours.ts';
import { scaleOf } from '../mileage/scale.ts';
import {
  centsOf,
  MOST_TRIPS,
  metresOf,
  mileageYearKey,
  mileageYearKind,
  type NamedVehicle,
  type PriceRefusal,
  priceStatement,
  tripsToState,
  vehicleKey,
} from '../mileage/statement.ts';
import { type Expense, expenseKey, expenseKind, twinsOf } from './expense.ts';
import { readExpenseRules } from './rules.ts';

/** An expense is told within the year that it was made in, or the next one (days). */
const OLDEST_DAYS = 400;

export type SendRefusal = {
  /** `no-waiver`: the town has not confirmed that it may take such gifts. `looks-sent`: one like it is there already. */
  readonly reason: 'unknown' | 'day-ahead' | 'too-old' | 'no-waiver' | 'looks-sent';
};

/** Everything this volunteer sent, newest first. One index request. */
export const expensesOf = async (
  table: Pick<Table, 'index'>,
  id: VolunteerId,
): Promise<readonly Expense[]> => {
  const page = await table.index('volunteer', { partition: id, from: 'expense#', to: 'expense$' });
  return rowsOf(expenseKind, page.items)
    .map(({ value }) => value)
    .toReversed();
};

/** The same form sent twice is one expense. */
const idFor = (id: VolunteerId, formKey: string): ExpenseId =>
  expenseIdSchema.parse(`exp_${lettersOf(`${id}|${formKey}`)}`);

/** To whom a sum may be left: the town's own word, written on the note that is signed. Undefined: it takes no such gift. */
const beneficiaryOf = async (world: Surroundings): Promise<string | undefined> =>
  (await readExpenseRules(world.table, world.config.townId)).waiver?.beneficiary;

type Sent = Pick<Expense, 'kind' | 'day' | 'cents' | 'words' | 'lineId' | 'wish' | 'tellBySms'> & {
  readonly formKey: string;
  /** « C’est une autre dépense », ticked after being asked. */
  readonly isAnother: boolean;
};

const sentEvent = (expense: Expense, now: Instant) => ({
  action: 'expense-sent',
  actor: { kind: 'volunteer', id: expense.volunteerId } satisfies Actor,
  at: now,
  to: expense.state,
  details: { cents: expense.cents, kind: expense.kind },
});

/** An expense by the volunteer: to be checked. One that looks like another is asked about once, never refused for good. */
export const sendExpense = async (
  world: Surroundings,
  volunteerId: VolunteerId,
  { formKey, isAnother, ...said }: Sent,
  now: Instant,
): Promise<Result<Expense, SendRefusal>> => {
  const today = dayOf(now);
  if (said.day > today) return refused({ reason: 'day-ahead' });
  if (said.day < addDays(today, -OLDEST_DAYS)) return refused({ reason: 'too-old' });
  const beneficiary = said.wish === 'waive' ? await beneficiaryOf(world) : undefined;
  if (said.wish === 'waive' && !beneficiary) return refused({ reason: 'no-waiver' });
  const id = idFor(volunteerId, formKey);
  const others = await expensesOf(world.table, volunteerId);
  if (!isAnother && twinsOf({ ...said, id }, others).length > 0) return refused({ reason: 'looks-sent' });
  return decideAndCommit(world.table, async (): Promise<Result<Decision<Expense>, SendRefusal>> => {
    const [volunteer, before] = await Promise.all([
      world.table.get(volunteerKind, volunteerKey(volunteerId)),
      world.table.get(expenseKind, expenseKey(id)),
    ]);
    if (!volunteer) return refused({ reason: 'unknown' });
    if (before) return ok({ value: before.value, writes: [] });
    const expense: Expense = {
      ...said,
      ...(beneficiary ? { beneficiary } : {}),
      id,
      town: volunteer.value.town,
      volunteerId,
      state: 'to-check',
      sentAt: now,
    };
    return ok({
      value: expense,
      writes: change(expenseKind, undefined, expense, sentEvent(expense, now)),
    });
  });
};

export type StateRefusal =
  | { readonly reason: 'unknown' | 'no-waiver' | 'no-scale' | 'no-trips' }
  /** What was ticked is not what is there now: stated meanwhile, or corrected. */
  | { readonly reason: 'moved-on' }
  | PriceRefusal;

/**
 * The kilometres of a year with one vehicle, as an expense: the trips ticked, each once for ever, priced from the total
 * that this vehicle stands at (`priceStatement`). Two sent at the same moment: the second is priced after the first.
 */
export const sendStatement = async (
  world: Surroundings,
  volunteerId: VolunteerId,
  said: Pick<Expense, 'wish' | 'tellBySms'> & {
    readonly year: string;
    readonly vehicle: NamedVehicle;
    readonly lineIds: readonly string[];
    readonly formKey: string;
  },
  now: Instant,
): Promise<Result<Expense, StateRefusal>> => {
  const inForce = scaleOf(Number(said.year));
  if (!inForce) return refused({ reason: 'no-scale' });
  if (said.lineIds.length === 0 || said.lineIds.length > MOST_TRIPS) return refused({ reason: 'no-trips' });
  const beneficiary = said.wish === 'waive' ? await beneficiaryOf(world) : undefined;
  if (said.wish === 'waive' && !beneficiary) return refused({ reason: 'no-waiver' });
  const [volunteer, town] = await Promise.all([
    world.table.get(volunteerKind, volunteerKey(volunteerId)),
    world.table.get(townKind, townKey(world.config.townId)),
  ]);
  if (!volunteer || !town) return refused({ reason: 'unknown' });
  const period = { from: civilDay(`${said.year}-01-01`), to: civilDay(`${said.year}-12-31`) };
  const lines = await readHours(world.table, town.value, volunteer.value, period, now);
  const id = idFor(volunteerId, said.formKey);
  return decideAndCommit(world.table, async (): Promise<Result<Decision<Expense>, StateRefusal>> => {
    const [before, year] = await Promise.all([
      world.table.get(expenseKind, expenseKey(id)),
      world.table.get(mileageYearKind, mileageYearKey(volunteerId, said.year)),
    ]);
    if (before) return ok({ value: before.value, writes: [] });
    const trips = tripsToState(lines, year?.value).filter(({ lineId }) => said.lineIds.includes(lineId));
    if (trips.length !== new Set(said.lineIds).size) return refused({ reason: 'moved-on' });
    const known = year?.value ?? { volunteerId, town: town.value.id, year: said.year, statements: [] };
    const priced = priceStatement(inForce.scale, said.vehicle, known, trips);
    if (!priced.ok) return priced;
    const statement = {
      year: said.year,
      vehicle: said.vehicle,
      scale: inForce.scale.version,
      ...priced.value,
    };
    const expense: Expense = {
      id,
      town: town.value.id,
      volunteerId,
      state: 'to-check',
      kind: 'mileage',
      day: trips.at(-1)?.day ?? period.to,
      cents: centsOf(statement),
      words: '',
      statement,
      wish: said.wish,
      ...(beneficiary ? { beneficiary } : {}),
      tellBySms: said.tellBySms,
      sentAt: now,
    };
    const statements = [
      ...known.statements,
      {
        expenseId: id,
        vehicle: vehicleKey(said.vehicle),
        metres: metresOf(trips),
        cents: expense.cents,
        lineIds: trips.map(({ lineId }) => lineId),
      },
    ];
    const event = sentEvent(expense, now);
    return ok({
      value: expense,
      writes: [
        ...change(expenseKind, undefined, expense, event),
        ...change(mileageYearKind, year, { ...known, statements }, { ...event, action: 'mileage-stated' }),
      ],
    });
  });
};
