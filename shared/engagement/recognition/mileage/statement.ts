import * as z from 'zod';
import { type ExpenseId, expenseIdSchema, type VolunteerId, volunteerIdSchema } from '../../../ids/ids.ts';
import { ok, type Result, refused } from '../../../result/result.ts';
import { defineKind, type Key, type Kind } from '../../../table/kind.ts';
import { civilDaySchema } from '../../../time/civil.ts';
import { townIdSchema } from '../../../town/settings.ts';
import type { HourLine } from '../hours/line.ts';
import { centsFor, type Scale, type ScaleRefusal, VEHICLES } from './scale.ts';

export const vehicleSchema = z.object({
  kind: z.enum(VEHICLES),
  power: z.number().int().min(0).max(60),
  electric: z.boolean(),
  /** « Clio grise »: tells two vehicles of one person apart, since the scale is by vehicle. */
  name: z.string().min(1).max(30),
});
export type NamedVehicle = z.infer<typeof vehicleSchema>;

/** One vehicle of one year, however its name is typed. */
export const vehicleKey = ({ kind, power, electric, name }: NamedVehicle): string =>
  `${kind}|${power}|${electric}|${name.trim().toLowerCase().replace(/\s+/g, ' ')}`;

/** Journeys of one statement; what is over goes in the next. */
export const MOST_TRIPS = 120;

export const paidTripSchema = z.object({
  lineId: z.string().max(60),
  day: civilDaySchema,
  label: z.string().max(60),
  metres: z.number().int().min(1).max(500_000),
  /** From a straight line and not from a word of the volunteer. */
  estimated: z.boolean(),
  cents: z.number().int().min(0),
});
export type PaidTrip = z.infer<typeof paidTripSchema>;

/** Journeys of one civil year with one vehicle, priced; kept inside the expense that claims or waives them. */
export const statementSchema = z.object({
  year: z.string().regex(/^\d{4}$/),
  vehicle: vehicleSchema,
  scale: z.string().max(20),
  /** Metres already stated for this vehicle and year: the first trip is paid from there on. */
  metresBefore: z.number().int().min(0),
  trips: z.array(paidTripSchema).min(1).max(MOST_TRIPS),
  /** Cents beside the trips': what statements before it lack, or have too much, since one among them was taken back. */
  evenedCents: z.number().int().optional(),
});
export type Statement = z.infer<typeof statementSchema>;

export type Unpaid = Pick<PaidTrip, 'lineId' | 'day' | 'label' | 'metres' | 'estimated'>;

export const metresOf = (trips: readonly Pick<PaidTrip, 'metres'>[]): number =>
  trips.reduce((sum, { metres }) => sum + metres, 0);
export const centsOf = ({ trips, evenedCents = 0 }: Pick<Statement, 'trips' | 'evenedCents'>): number =>
  trips.reduce((sum, { cents }) => sum + cents, evenedCents);

/**
 * Each trip paid f(total after) − f(total before), in cents (domain.md §6). So the sum is f(total), whatever the order of the
 * trips and however many statements they are cut in.
 */
export const priceTrips = (
  scale: Scale,
  vehicle: NamedVehicle,
  metresBefore: number,
  trips: readonly Unpaid[],
): Result<readonly PaidTrip[], ScaleRefusal> => {
  let metres = metresBefore;
  let before = centsFor(scale, vehicle, metres);
  const paid: PaidTrip[] = [];
  for (const trip of trips) {
    metres += trip.metres;
    const after = centsFor(scale, vehicle, metres);
    if (!before.ok) return before;
    if (!after.ok) return after;
    paid.push({ ...trip, cents: after.value - before.value });
    before = after;
  }
  return ok(paid);
};

/** Statements of one year that stand: one a day. */
export const MOST_STATEMENTS = 366;
/** Journeys that they hold together: the record stays under two hundred kilobytes. */
const MOST_STATED = 5_000;

const stated = z.object({
  expenseId: expenseIdSchema,
  vehicle: z.string().max(80),
  metres: z.number().int().min(1),
  /** What it came to. Absent of those written before any could be taken back out of turn: each was paid from the last one's total. */
  cents: z.number().int().min(1).optional(),
  lineIds: z.array(z.string().max(60)).max(MOST_TRIPS),
});

/** What one volunteer has stated of one year: no trip twice, and where each vehicle's total stands. */
export const mileageYearSchema = z.object({
  volunteerId: volunteerIdSchema,
  town: townIdSchema,
  year: z.string().regex(/^\d{4}$/),
  statements: z.array(stated).max(MOST_STATEMENTS),
});
export type MileageYear = z.infer<typeof mileageYearSchema>;

export const mileageYearKey = (id: VolunteerId, year: string): Key => ({
  pk: `${id}#mileage#${year}`,
  sk: 'MILEAGE',
});

/**
 * | question                                         | key                                            | consistent |
 * |--------------------------------------------------|------------------------------------------------|------------|
 * | which trips of this year did they state already? | pk volunteer id + `#mileage#` + year, `MILEAGE` | yes       |
 */
export const mileageYearKind: Kind<MileageYear> = defineKind({
  name: 'mileage-year',
  v: 1,
  schema: mileageYearSchema,
  key: (one) => mileageYearKey(one.volunteerId, one.year),
});

export const metresStated = ({ statements }: MileageYear, vehicle: string): number =>
  metresOf(statements.filter((one) => one.vehicle === vehicle));
const takenLines = ({ statements }: MileageYear): ReadonlySet<string> =>
  new Set(statements.flatMap(({ lineIds }) => lineIds));

/** Journeys by motor vehicle of known length that are in no statement yet, oldest first. */
export const tripsToState = (
  lines: readonly HourLine[],
  year: MileageYear | undefined,
): readonly Unpaid[] => {
  const taken = year ? takenLines(year) : new Set<string>();
  return lines.flatMap(({ id, day, label, journey }) =>
    journey?.mode === 'car' && journey.metres !== undefined && journey.metres > 0 && !taken.has(id)
      ? [{ lineId: id, day, label, metres: journey.metres, estimated: journey.from === 'estimated' }]
      : [],
  );
};

/** What the standing statements of a vehicle come to, cents. */
const centsStated = (
  scale: Scale,
  vehicle: NamedVehicle,
  { statements }: MileageYear,
): Result<number, ScaleRefusal> => {
  let metres = 0;
  let cents = 0;
  for (const one of statements.filter((other) => other.vehicle === vehicleKey(vehicle))) {
    const before = centsFor(scale, vehicle, metres);
    metres += one.metres;
    const after = centsFor(scale, vehicle, metres);
    if (!before.ok) return before;
    if (!after.ok) return after;
    cents += one.cents ?? after.value - before.value;
  }
  return ok(cents);
};

/**
 * What a vehicle is still owed for a year, cents: f(metres that stand) − cents that stand. Nothing as long as statements are taken
 * back last first; below zero, it was paid too much. The next statement of the vehicle evens it out.
 */
export const centsToEven = (
  scale: Scale,
  vehicle: NamedVehicle,
  year: MileageYear,
): Result<number, ScaleRefusal> => {
  const stands = centsStated(scale, vehicle, year);
  const due = centsFor(scale, vehicle, metresStated(year, vehicleKey(vehicle)));
  if (!stands.ok) return stands;
  return due.ok ? ok(due.value - stands.value) : due;
};

export type PriceRefusal =
  | ScaleRefusal
  /** `covered`: what stands comes to as much already. `too-many`: more statements, or journeys, than a year's record holds. */
  | { readonly reason: 'covered' | 'too-many' };

/**
 * A statement of these trips after all that stand: each priced from the metres that stand on, and what was left to even out. So after
 * each one the vehicle's sum is f(its metres), whichever were taken back before, paid or not, in whatever order.
 */
export const priceStatement = (
  scale: Scale,
  vehicle: NamedVehicle,
  year: MileageYear,
  trips: readonly Unpaid[],
): Result<Pick<Statement, 'metresBefore' | 'trips' | 'evenedCents'>, PriceRefusal> => {
  if (year.statements.length >= MOST_STATEMENTS || takenLines(year).size + trips.length > MOST_STATED)
    return refused({ reason: 'too-many' });
  const metresBefore = metresStated(year, vehicleKey(vehicle));
  const priced = priceTrips(scale, vehicle, metresBefore, trips);
  const toEven = centsToEven(scale, vehicle, year);
  if (!priced.ok) return priced;
  if (!toEven.ok) return toEven;
  const statement = {
    metresBefore,
    trips: [...priced.value],
    ...(toEven.value === 0 ? {} : { evenedCents: toEven.value }),
  };
  return centsOf(statement) > 0 ? ok(statement) : refused({ reason: 'covered' });
};

/**
 * Takes a statement back: its trips may be stated again, and its metres leave the vehicle's total. What it changes for the
 * statements after it, the next one evens out. A statement already taken back stays so.
 */
export const withoutStatement = (year: MileageYear, expenseId: ExpenseId): MileageYear =>
  year.statements.some((one) => one.expenseId === expenseId)
    ? { ...year, statements: year.statements.filter((one) => one.expenseId !== expenseId) }
    : year;
