import type { VolunteerId } from '../../ids/ids.ts';
import { type CivilDay, dayOf } from '../../time/civil.ts';
import type { AgeBand, Movement } from '../../volunteers/movements/movement.ts';

/** Days out of activity by declaration, the first included; no `to`: not over. */
export type Rest = { readonly from: CivilDay; readonly to?: CivilDay };

/**
 * One stay of a volunteer, from the application to the departure. A pause is inside it; a return after a departure opens
 * another, `nth` higher. Days are those the movements hold for.
 */
export type Spell = {
  readonly volunteerId: VolunteerId;
  /** 1 for the first. */
  readonly nth: number;
  /** Absent for somebody of an import: when they applied is not known. */
  readonly appliedOn?: CivilDay;
  /** First spoken with, by a person of the house. */
  readonly answeredOn?: CivilDay;
  readonly interviewedOn?: CivilDay;
  /** The origin of the stay: charter signed, file in order. Absent: not yet, or not known since when. */
  readonly activeOn?: CivilDay;
  /** First day on which we could have seen them leave: later than `activeOn` for somebody imported. */
  readonly seenFrom: CivilDay;
  /** Active at least once, even if the day is not known. */
  readonly wasActive: boolean;
  readonly rests: readonly Rest[];
  readonly pairedOn?: CivilDay;
  readonly leftOn?: CivilDay;
  readonly reason?: string;
  /** Code of the campaign or of the answer on the form; absent: not known. */
  readonly source?: string;
  readonly band: AgeBand;
  readonly programmes: readonly string[];
};

type Open = { -readonly [K in keyof Spell]: Spell[K] } & { rests: Rest[] };

const opened = (one: Movement, nth: number): Open => ({
  volunteerId: one.volunteerId,
  nth,
  seenFrom: dayOf(one.at),
  wasActive: false,
  rests: [],
  band: one.band,
  programmes: one.programmes,
  ...(one.importId ? {} : { appliedOn: one.on }),
  ...(one.source && !one.importId ? { source: one.source } : {}),
});

const endRest = (spell: Open, one: Movement): void => {
  const last = spell.rests.at(-1);
  if (last && last.to === undefined) spell.rests.splice(-1, 1, { ...last, to: one.on });
};

const becameActive = (spell: Open, one: Movement): void => {
  if (!spell.wasActive) {
    spell.wasActive = true;
    spell.programmes = one.programmes;
    if (!one.originUnknown) spell.activeOn = one.on;
    if (!one.importId) spell.seenFrom = one.on;
  }
  endRest(spell, one);
};

const apply = (spell: Open, one: Movement): void => {
  if (one.paired && !spell.pairedOn) spell.pairedOn = one.on;
  if (one.answeredOn && !spell.answeredOn && spell.nth === 1) spell.answeredOn = one.answeredOn;
  if (one.from === one.to) return;
  if (one.to === 'interviewed' && !one.importId) spell.interviewedOn = one.on;
  if (one.to === 'active') becameActive(spell, one);
  if (one.to === 'paused') spell.rests.push({ from: one.on });
  if (one.to === 'leaving' || one.to === 'left') {
    endRest(spell, one);
    spell.leftOn = one.on;
    if (one.reason !== undefined) spell.reason = one.reason;
  }
};

const byVersion = (a: Movement, b: Movement): number => a.seq - b.seq;

/** The stays that movements tell of, in the order of people's arrival. A pause told twice is one. */
export const spellsOf = (movements: readonly Movement[]): readonly Spell[] => {
  const people = new Map<VolunteerId, Movement[]>();
  for (const one of movements) {
    const lived = people.get(one.volunteerId);
    if (lived) lived.push(one);
    else people.set(one.volunteerId, [one]);
  }
  return [...people.values()].flatMap((lived) => {
    const spells: Open[] = [];
    for (const one of lived.sort(byVersion)) {
      const current = spells.at(-1);
      if (!current || (current.leftOn !== undefined && one.to === 'candidate' && one.from !== one.to))
        spells.push(opened(one, spells.length + 1));
      const spell = spells.at(-1);
      if (spell) apply(spell, one);
    }
    return spells;
  });
};

/** On this day: enrolled, resting or not. The day of a departure is no longer one of the stay. */
export const isEnrolled = (spell: Spell, day: CivilDay): boolean =>
  spell.wasActive &&
  (spell.activeOn ?? spell.seenFrom) <= day &&
  spell.seenFrom <= day &&
  (spell.leftOn === undefined || day < spell.leftOn);

export const isResting = (spell: Spell, day: CivilDay): boolean =>
  spell.rests.some(({ from, to }) => from <= day && (to === undefined || day < to));
