import { ok, type Result, refused } from '../../../result/result.ts';
import { type CivilDay, civilDay, yearOf } from '../../../time/civil.ts';

export const VEHICLES = ['car', 'motorbike', 'moped'] as const;
export type VehicleKind = (typeof VEHICLES)[number];

export type Vehicle = {
  readonly kind: VehicleKind;
  /** Puissance administrative (CV), from the registration certificate; of a moped, not read. */
  readonly power: number;
  readonly electric: boolean;
};

/** Up to so many metres of the year: so many thousandths of a euro a kilometre, and so many whole euros besides. */
export type Band = { readonly upTo: number | undefined; readonly mills: number; readonly euros: number };
type Row = {
  readonly kind: VehicleKind;
  readonly power: readonly [number, number];
  readonly bands: readonly Band[];
};

export type Scale = {
  readonly version: string;
  /** Civil years of the journeys it is in force for. */
  readonly from: number;
  readonly to: number;
  readonly source: string;
  readonly checkedOn: CivilDay;
  readonly rows: readonly Row[];
};

const KM = 1_000;
const ANY = 99;
const car = (from: number, to: number, low: number, middle: number, fixed: number, high: number): Row => ({
  kind: 'car',
  power: [from, to],
  bands: [
    { upTo: 5_000 * KM, mills: low, euros: 0 },
    { upTo: 20_000 * KM, mills: middle, euros: fixed },
    { upTo: undefined, mills: high, euros: 0 },
  ],
});
const twoWheels = (kind: VehicleKind, from: number, to: number, mills: number): Row => ({
  kind,
  power: [from, to],
  bands: [{ upTo: 3_000 * KM, mills, euros: 0 }],
});

/**
 * Scales by date, oldest first (domain.md §6, [44]): the tax scale of mileage, the same from 2023 to 2026. Two wheels: the first
 * 3,000 km alone, beyond them the agent decides; the CV bands of motorbikes are unverified (domain.md §14). A new year's
 * scale is a new element here.
 *
 * At 5,000 and 20,000 km bands do not all meet: f jumps by +2 € (6 CV) at 5,000 km, and at 20,000 km by +15, +10, +5, +3, +5 €
 * (3, 4, 5, 6, 7 CV). It never falls.
 */
export const SCALES: readonly Scale[] = [
  {
    version: '2023-2026',
    from: 2023,
    to: 2026,
    source: 'Barème kilométrique fiscal en vigueur de 2023 à 2026',
    checkedOn: civilDay('2026-11-01'),
    rows: [
      car(1, 3, 529, 316, 1_065, 370),
      car(4, 4, 606, 340, 1_330, 407),
      car(5, 5, 636, 357, 1_395, 427),
      car(6, 6, 665, 374, 1_457, 447),
      car(7, ANY, 697, 394, 1_515, 470),
      twoWheels('motorbike', 1, 2, 395),
      twoWheels('motorbike', 3, 5, 468),
      twoWheels('motorbike', 6, ANY, 606),
      twoWheels('moped', 0, ANY, 315),
    ],
  },
];

/** Electric vehicles are paid a fifth more. */
const ELECTRIC = { times: 12, over: 10 } as const;

export type ScaleInForce = {
  readonly scale: Scale;
  /** The year is after the last one known: the old scale is used, and a warning shown. */
  readonly isProvisional: boolean;
};

/** The scale of a civil year's journeys; undefined before the first one known. */
export const scaleOf = (year: number): ScaleInForce | undefined => {
  const scale = SCALES.findLast(({ from }) => from <= year);
  return scale && { scale, isProvisional: year > scale.to };
};

/** Whether an agent must look for a newer scale: from 15 April on, one that was last checked before that day (domain.md §14). */
export const isScaleOld = ({ checkedOn }: Scale, today: CivilDay): boolean => {
  const due = `${yearOf(today)}-04-15`;
  return today >= due && checkedOn < due;
};

export type ScaleRefusal = {
  /** `above-bands`: more kilometres than the scale speaks of; the agent decides. `no-row`: no such power. */
  readonly reason: 'above-bands' | 'no-row';
};

/**
 * f: what so many metres of a civil year are paid with one vehicle, in cents, rounded once (half up) on the total. Integers
 * throughout: a thousandth of a euro a kilometre is a millionth a metre. Refusals as values: `above-bands`, `no-row`.
 */
export const centsFor = (scale: Scale, vehicle: Vehicle, metres: number): Result<number, ScaleRefusal> => {
  const row = scale.rows.find(
    ({ kind, power: [from, to] }) => kind === vehicle.kind && vehicle.power >= from && vehicle.power <= to,
  );
  if (!row) return refused({ reason: 'no-row' });
  const band = row.bands.find(({ upTo }) => upTo === undefined || metres <= upTo);
  if (!band) return refused({ reason: 'above-bands' });
  const millionths = metres * band.mills + (metres > 0 ? band.euros : 0) * 1_000_000;
  const { times, over } = vehicle.electric ? ELECTRIC : { times: 1, over: 1 };
  const cent = 10_000 * over;
  return ok(Math.floor((millionths * times * 2 + cent) / (2 * cent)));
};
