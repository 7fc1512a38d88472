import type { VolunteerId } from '../../ids/ids.ts';
import type { VolunteerToPair } from '../../matching/pairings/lasting.ts';
import type { Need, RuleName } from '../../matching/rule.ts';
import { LASTING_RULES, RULES, removedBy } from '../../matching/rules.ts';
import { minutesAway } from '../../matching/score.ts';
import { isHeld, isOpen, type Mission } from '../../missions/mission.ts';
import { visitsOf } from '../../missions/twins.ts';
import { regularTies } from '../../services/service.ts';
import { addDays, type CivilDay, dayOf } from '../../time/civil.ts';
import { asOn, type CoverTown, daysOf, type Followed, isThere, visitOn } from './followed.ts';

/**
 * Who goes: her usual visitor; a second one who knows her; somebody who has said yes; nobody yet, and it may be asked of
 * at least one volunteer; nobody who could.
 */
export type Goer = 'usual' | 'backup' | 'held' | 'someone' | 'nobody';

export type DueVisit = {
  readonly followed: Followed;
  readonly mission: Mission;
  readonly goer: Goer;
  readonly who: VolunteerId | undefined;
  /** Who could be asked, nearest first; of a visit that nobody makes. */
  readonly could: readonly VolunteerId[];
};

/** What a day decides, and her file does not. */
const OF_THE_DAY: ReadonlySet<RuleName> = new Set(['not-active', 'requirements', 'not-free']);
/** What a week already planned tells; of a week further off it is not known. */
const OF_THE_WEEK: ReadonlySet<RuleName> = new Set([
  'same-time',
  'weekly-cap',
  'rest-days',
  'heavy-twice',
  'after-hard',
]);
const ofPeople = LASTING_RULES.filter(({ name }) => !OF_THE_DAY.has(name) && name !== 'already-asked');
const ofTheDay = RULES.filter(({ name }) => OF_THE_DAY.has(name));
const ofThePlannedDay = RULES.filter(({ name }) => OF_THE_DAY.has(name) || OF_THE_WEEK.has(name));

const unknownWay = 25;

/** Everybody whom no rule of the two people keeps apart, nearest first: reckoned once a service. */
const fitting = (
  followed: Followed,
  need: Need,
  volunteers: readonly VolunteerToPair[],
  now: CoverTown['now'],
): readonly VolunteerToPair[] =>
  followed.consented
    ? volunteers
        .filter(
          ({ volunteer, load }) => !removedBy({ volunteer, load, offer: undefined }, need, now, ofPeople),
        )
        .map((giver) => ({
          giver,
          way: minutesAway(giver.volunteer, need.mission, followed.programme.place) ?? unknownWay,
        }))
        .toSorted((a, b) => a.way - b.way || (a.giver.volunteer.id < b.giver.volunteer.id ? -1 : 1))
        .map(({ giver }) => giver)
    : [];

/** The missions planned for her, then the days of her rhythm beyond. Called off or over: not due. */
const missionsDue = (
  followed: Followed,
  { town, now, planned }: CoverTown,
  from: CivilDay,
  to: CivilDay,
): readonly Mission[] => {
  const { service } = followed;
  const known = visitsOf(planned.filter(({ serviceId }) => serviceId === service.id)).map(
    ({ mission }) => mission,
  );
  const beyond = addDays(service.plannedTo ?? dayOf(now), service.plannedTo ? 1 : 0);
  return [
    ...known.filter(({ day, state }) => from <= day && day <= to && (isOpen(state) || isHeld(state))),
    ...daysOf(followed, town, from > beyond ? from : beyond, to)
      .filter((day) => known.every((mission) => mission.day !== day))
      .map((day) => visitOn(followed, day, now)),
  ];
};

/**
 * Each visit due from a day to a day, both included, that has a usual visitor or somebody who took it, and who goes. Usual
 * and second visitors go unless they declared otherwise, whether they were asked for it yet or not; of a visit that neither
 * makes, everybody whom the chain's own rules would let it ask. Caps and rest are held to in the weeks already planned; beyond, nobody's week is known. Each visit is looked at alone.
 */
export const coverOf = (covered: CoverTown, from: CivilDay, to: CivilDay): readonly DueVisit[] => {
  const { town, now, volunteers } = covered;
  const today = dayOf(now);
  const horizon = addDays(today, town.planWeeks * 7);
  const byId = new Map(volunteers.map((one) => [one.volunteer.id, one]));
  return covered.followed.flatMap((followed): readonly DueVisit[] => {
    const ties = regularTies(followed.service);
    let fit: readonly VolunteerToPair[] | undefined;
    const due = missionsDue(followed, covered, from < today ? today : from, to);
    // Without a usual visitor each visit looks for somebody anyway: only one already taken may be lost.
    const told = ties.length > 0 ? due : due.filter(({ holder }) => holder);
    return told.map((mission): DueVisit => {
      const { day, time } = mission;
      const isOn = (id: VolunteerId): boolean => {
        const volunteer = byId.get(id)?.volunteer;
        return volunteer !== undefined && isThere(volunteer, day, time);
      };
      const going = ties.filter(({ volunteerId, state }) => {
        const rests = state === 'paused' && byId.get(volunteerId)?.volunteer.state === 'active';
        return !rests && isOn(volunteerId);
      });
      const holder = mission.holder?.volunteerId;
      const tie =
        going.find(({ volunteerId }) => volunteerId === holder) ??
        going.find(({ role }) => role === 'primary') ??
        going[0];
      if (holder && isOn(holder) && tie?.volunteerId !== holder)
        return { followed, mission, goer: 'held', who: holder, could: [] };
      if (tie) {
        const goer = tie.role === 'primary' ? 'usual' : 'backup';
        return { followed, mission, goer, who: tie.volunteerId, could: [] };
      }
      const need: Need = { mission, programme: followed.programme, town, senior: followed.senior };
      fit ??= fitting(followed, need, volunteers, now);
      const rules = day <= horizon ? ofThePlannedDay : ofTheDay;
      const could = fit.flatMap(({ volunteer, load }) => {
        const candidate = { volunteer: asOn(volunteer, day), load, offer: undefined };
        return removedBy(candidate, need, now, rules) ? [] : [volunteer.id];
      });
      return { followed, mission, goer: could.length > 0 ? 'someone' : 'nobody', who: undefined, could };
    });
  });
};

const withAway = (covered: CoverTown, id: VolunteerId, from: CivilDay, to: CivilDay): CoverTown => ({
  ...covered,
  volunteers: covered.volunteers.map((one) =>
    one.volunteer.id === id
      ? {
          ...one,
          volunteer: {
            ...one.volunteer,
            exceptions: [...one.volunteer.exceptions, { from, to, kind: 'away' }],
          },
        }
      : one,
  ),
});

export type WhatIf = {
  /** The visits they would have made, each with who goes instead. */
  readonly visits: readonly DueVisit[];
  /** Other missions that they hold: once only, in a round. The chain seeks somebody as soon as they are given back. */
  readonly others: readonly Mission[];
};

/** If this volunteer stopped from a day to a day. The same as reckoning those days anew without them. */
export const whatIf = (covered: CoverTown, id: VolunteerId, from: CivilDay, to: CivilDay): WhatIf => {
  const before = coverOf(covered, from, to);
  const known = new Set(before.map(({ mission }) => mission.id));
  const theirs = new Set(before.flatMap(({ who, mission }) => (who === id ? [mission.id] : [])));
  return {
    visits: coverOf(withAway(covered, id, from, to), from, to).filter(({ mission }) =>
      theirs.has(mission.id),
    ),
    others: covered.planned.filter(
      ({ id: missionId, holder, state, day }) =>
        holder?.volunteerId === id && isHeld(state) && from <= day && day <= to && !known.has(missionId),
    ),
  };
};
