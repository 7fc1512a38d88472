import type { ItemId, LoanId, MissionId, SeniorId } from '../../ids/ids.ts';
import { isOver, type Mission } from '../../missions/mission.ts';
import type { CivilDay } from '../../time/civil.ts';
import { isAtHome, type Loan } from '../loans/loan.ts';
import type { Reader } from '../readers/reader.ts';
import type { ItemKind, Work } from '../work.ts';

export type BagItem = {
  readonly loanId: LoanId;
  readonly kind: ItemKind;
  readonly work: Work;
  readonly grams: number;
  readonly dueOn?: CivilDay | undefined;
  /** The copy chosen on the shelf, or held. */
  readonly itemId?: ItemId | undefined;
  /** The form that put it in the bag. */
  readonly pickForm?: string | undefined;
};

/** What goes out to one reader on one delivery, and what comes back from her. Weights in grams. */
export type Bag = {
  readonly mission: Mission;
  readonly missionId: MissionId;
  readonly seniorId: SeniorId;
  /** Undefined: the library keeps no profile for her yet. */
  readonly reader: Reader | undefined;
  /** In the bag. */
  readonly items: readonly BagItem[];
  /** Chosen, still on the shelf; of a delivery that is over nothing is taken any more. */
  readonly toPick: readonly BagItem[];
  /** At her home: to be asked for. */
  readonly toCollect: readonly BagItem[];
  readonly grams: number;
  readonly backGrams: number;
};

/** A mission that carries books: the act is the programme's, whatever the town calls it. */
export const isDelivery = (mission: Pick<Mission, 'act'>): boolean => mission.act === 'books';

const itemOf = (loan: Loan): readonly BagItem[] =>
  loan.work
    ? [
        {
          loanId: loan.id,
          kind: loan.kind,
          work: loan.work,
          grams: loan.grams,
          ...(loan.dueOn ? { dueOn: loan.dueOn } : {}),
          ...(loan.itemId ? { itemId: loan.itemId } : {}),
          ...(loan.pickForm ? { pickForm: loan.pickForm } : {}),
        },
      ]
    : [];

/**
 * Is this picked thing in the bag of this delivery? What was kept aside, or picked for a delivery that is not after this
 * one and did not take it, goes with this one: nothing stays between two bags.
 */
export const isInBag = (loan: Loan, mission: Pick<Mission, 'id' | 'day'>): boolean =>
  loan.state === 'picked' &&
  (loan.missionId === undefined || loan.missionId === mission.id || (loan.deliverOn ?? '') <= mission.day);

const weight = (items: readonly BagItem[]): number => items.reduce((sum, item) => sum + item.grams, 0);

/** The bag of a delivery, from her open loans. Pure. */
export const bagOf = (mission: Mission, reader: Reader | undefined, loans: readonly Loan[]): Bag => {
  const items = loans.filter((loan) => isInBag(loan, mission)).flatMap(itemOf);
  const toCollect = loans.filter(isAtHome).flatMap(itemOf);
  return {
    mission,
    missionId: mission.id,
    seniorId: mission.seniorId,
    reader,
    items,
    toPick: isOver(mission.state) ? [] : loans.filter(({ state }) => state === 'requested').flatMap(itemOf),
    toCollect,
    grams: weight(items),
    backGrams: weight(toCollect),
  };
};

/** Given on this very delivery: may still be corrected by its carrier. */
export const wasGivenBy = (loan: Loan, mission: Pick<Mission, 'id' | 'day'>): boolean =>
  loan.state === 'out' && loan.missionId === mission.id && loan.outOn === mission.day;

/** What a carrier has to tell of: the bag, given already or not, and what is at her home besides. */
export type Doorstep = { readonly bag: readonly Loan[]; readonly home: readonly Loan[] };
export const doorstepOf = (mission: Pick<Mission, 'id' | 'day'>, loans: readonly Loan[]): Doorstep => {
  const bag = loans.filter((loan) => isInBag(loan, mission) || wasGivenBy(loan, mission));
  return { bag, home: loans.filter((loan) => isAtHome(loan) && !bag.includes(loan)) };
};
