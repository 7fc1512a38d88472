import type { Actor } from '../../audit/audit.ts';
import type { Surroundings } from '../../decide/decide.ts';
import type { LoanId } from '../../ids/ids.ts';
import type { Mission } from '../../missions/mission.ts';
import { serviceKey, serviceKind } from '../../services/store.ts';
import type { Stored } from '../../table/kind.ts';
import type { Write } from '../../table/table.ts';
import type { Instant } from '../../time/instant.ts';
import { PERIOD_DAYS } from '../../town/programme.ts';
import { type LoanActor, stepLoan } from '../loans/decide-loan.ts';
import { isAtHome, type Loan, type Opinion } from '../loans/loan.ts';
import { copiesOf, type LoanStep, stepWrites } from '../loans/loan-writes.ts';
import { librarySettingsOf } from '../loans/open-loans.ts';
import { readingOf } from '../loans/reading.ts';
import { MOST_OPEN, withWish } from '../readers/reader.ts';
import { isDelivery, isInBag, wasGivenBy } from './bag.ts';

/** What is told of one thing at her home: back with her word on it, or kept a while longer. */
export type Told = 'kept' | Opinion;

/** What a carrier says of the books, in taps. */
export type DeliveryWords = {
  /** Of the bag, what she was given. */
  readonly given: readonly LoanId[];
  readonly told: ReadonlyMap<LoanId, Told>;
  /** What she would like next time. */
  readonly wish: string;
};

/**
 * The steps that a carrier's words ask of her loans, for what stands now: words said twice ask for nothing the second time,
 * and what was said of a thing that has moved since is left as it is. A visit that did not take place keeps the
 * whole bag aside for the next one. Pure.
 */
export const deliverySteps = (
  mission: Pick<Mission, 'id' | 'day'>,
  loans: readonly Stored<Loan>[],
  said: DeliveryWords,
  tookPlace: boolean,
  periodDays: number,
): readonly LoanStep[] =>
  loans.slice(0, MOST_OPEN).flatMap((loan): readonly LoanStep[] => {
    const { value } = loan;
    const given = tookPlace && said.given.includes(value.id);
    if (isInBag(value, mission)) {
      if (given) return [{ loan, what: { command: 'deliver', on: mission.day, periodDays } }];
      return value.missionId === undefined ? [] : [{ loan, what: { command: 'keep-aside' } }];
    }
    if (wasGivenBy(value, mission)) return given ? [] : [{ loan, what: { command: 'take-back' } }];
    const told = tookPlace ? said.told.get(value.id) : undefined;
    if (!isAtHome(value) || told === undefined) return [];
    return told === 'kept'
      ? [{ loan, what: { command: 'renew' } }]
      : [{ loan, what: { command: 'return', opinion: told } }];
  });

/**
 * What is written beside the report of a delivery, in its transaction: her things given, taken back or renewed, and her
 * wish. A renewal beyond the town's number is not one: the thing stays due when it was.
 */
export const deliveryWrites = async (
  world: Surroundings,
  mission: Mission,
  said: DeliveryWords,
  tookPlace: boolean,
  hand: { readonly actor: Actor; readonly by: LoanActor },
  now: Instant,
): Promise<readonly Write[]> => {
  const reading = isDelivery(mission) ? await readingOf(world.table, mission.seniorId) : undefined;
  if (!reading) return [];
  const [settings, service] = await Promise.all([
    librarySettingsOf(world.table, mission.town),
    mission.serviceId ? world.table.get(serviceKind, serviceKey(mission.serviceId)) : undefined,
  ]);
  const periodDays = service ? PERIOD_DAYS[service.value.cadence] : 0;
  const steps = deliverySteps(mission, reading.loans, said, tookPlace, periodDays).filter(
    ({ loan, what }) => stepLoan(loan.value, what, hand.by, settings, now).ok,
  );
  const reader = { ...reading.reader, value: withWish(reading.reader.value, said.wish, now) };
  const isSilent = steps.length === 0 && reader.value === reading.reader.value;
  if (isSilent) return [];
  const copies = await copiesOf(world, steps);
  const done = stepWrites(world, steps, { reader, copies, settings, ...hand, now });
  // Each step was tried above and none of them takes a new copy: nothing is left to refuse.
  if (!done.ok) throw new Error(`a delivery that could not be written: ${done.refusal}`);
  return done.value.writes;
};
