import type {
  MissionData,
  Pair,
  VolunteerData,
  WeekInput,
} from '../../../../shared/matching/week/problem.ts';
import type { WeekRuleName } from '../../../../shared/matching/week/rules.ts';
import { addDays, civilTime, halfDayOf, instantOf } from '../../../../shared/time/civil.ts';
import { type Volunteer, volunteerStateSchema } from '../../../../shared/volunteers/volunteer.ts';
import { anOffer } from '../../../builders/chain.ts';
import {
  dice,
  MONDAY,
  missionNumber,
  randomWeek,
  SUNDAY_BEFORE,
  seniorNumber,
  volunteerAt,
} from '../../../builders/weeks.ts';
import { inOrder } from '../../../support/chain.ts';

/** A drawn week in which every rule there is keeps somebody away: the plan's own, the coordinator's and the chain's. */
export const weekOfReasons = (seed: number): WeekInput => {
  const week = randomWeek(seed, { volunteers: 7, missions: 8, free: 0.85, halfSide: 1_800 });
  const { below, one, chance } = dice(seed + 7);
  const anybody = () => volunteerAt(below(7));
  const missions = week.missions.map((data, n): MissionData => {
    const offer = anOffer({ missionId: data.mission.id, volunteerId: anybody() });
    return {
      ...data,
      consented: !chance(0.06),
      demanding: chance(0.2),
      offers: chance(0.2)
        ? [{ ...offer, state: one(['declined', 'expired', 'handed-back']), startsAt: data.mission.startsAt }]
        : [],
      mission: {
        ...data.mission,
        seniorId: seniorNumber(n % 4),
        urgent: false,
        needs: chance(0.15) ? [...data.mission.needs, 'car' as const] : data.mission.needs,
      },
    };
  });
  const volunteers = week.volunteers.map((data): VolunteerData => {
    const day = addDays(MONDAY, below(6));
    const entries = chance(0.4)
      ? [...data.load.entries, entryAt(missionNumber(700 + below(90)), day, one(['09:30', '14:00', '16:30']))]
      : data.load.entries;
    const heavyOn = addDays(MONDAY, -1 - below(4));
    const heavy = { missionId: missionNumber(990), seniorId: seniorNumber(below(4)), day: heavyOn };
    return {
      ...data,
      ...(chance(0.1) ? { promised: 2 } : {}),
      load: {
        ...data.load,
        entries,
        ...(chance(0.25) ? { heavy: [heavy], lastServed: heavyOn } : {}),
        ...(chance(0.1) ? { offersSentAt: [1, 2, 3, 4, 5].map(() => SUNDAY_BEFORE) } : {}),
      },
      volunteer: {
        ...data.volunteer,
        ...(chance(0.08) ? { state: one(volunteerStateSchema.options), pausedUntil: undefined } : {}),
        ...(chance(0.1) ? { requirements: data.volunteer.requirements.slice(1) } : {}),
        ...(chance(0.15) ? { exclusions: [seniorNumber(below(4))] } : {}),
        ...(chance(0.1) ? { weekdaysFrom: '18:00' as const } : {}),
        ...(chance(0.1) ? { restUntil: addDays(MONDAY, below(5)) } : {}),
        ...(chance(0.15) ? { exceptions: [{ from: day, to: addDays(day, 2), kind: 'away' as const }] } : {}),
        ...(chance(0.2) ? { eased: { cap: 2, since: addDays(MONDAY, -9), until: addDays(MONDAY, 9) } } : {}),
      },
    };
  });
  const pair = () => ({ missionId: missionNumber(below(8)), volunteerId: anybody() });
  const programmes = week.town.programmes.map((one) => (chance(0.06) ? { ...one, on: false } : one));
  return {
    ...week,
    town: { ...week.town, programmes },
    missions,
    volunteers,
    locks: [pair(), pair()],
    forbidden: [pair(), pair(), pair()],
  };
};
const entryAt = (missionId: ReturnType<typeof missionNumber>, day: typeof MONDAY, time: string) => ({
  missionId,
  day,
  startsAt: instantOf(day, civilTime(time)),
  minutes: 60,
  state: 'held' as const,
});

export const ofPerson = (
  input: WeekInput,
  { volunteerId }: Pair,
  to: (data: VolunteerData) => VolunteerData,
) => ({
  ...input,
  volunteers: input.volunteers.map((data) => (data.volunteer.id === volunteerId ? to(data) : data)),
});
const ofFile = (input: WeekInput, pair: Pair, to: (volunteer: Volunteer) => Partial<Volunteer>) =>
  ofPerson(input, pair, (data) => ({ ...data, volunteer: { ...data.volunteer, ...to(data.volunteer) } }));
const ofMission = (
  input: WeekInput,
  { missionId }: Pair,
  to: (data: MissionData) => Partial<MissionData>,
) => ({
  ...input,
  missions: input.missions.map((data) => (data.mission.id === missionId ? { ...data, ...to(data) } : data)),
});
const missionIn = (input: WeekInput, { missionId }: Pair) => {
  const found = input.missions.find(({ mission }) => mission.id === missionId);
  if (!found) throw new Error('no such mission');
  return found.mission;
};
/** Whatever else they have that week, in the plan by a lock or outside it, is gone. */
const ofNothingElse = (input: WeekInput, pair: Pair): WeekInput => ({
  ...ofPerson(input, pair, (data) => ({ ...data, load: { ...data.load, entries: [] } })),
  locks: (input.locks ?? []).filter(({ volunteerId }) => volunteerId !== pair.volunteerId),
});

/** The week without what one sentence states, everything else as it was. */
export const LIFTED: Readonly<
  Record<WeekRuleName, (input: WeekInput, pair: Pair, sentence: string) => WeekInput>
> = {
  policy: (input) => ({
    ...input,
    town: {
      ...input.town,
      programmes: input.town.programmes.map((one) => ({ ...one, on: true, who: 'both' as const })),
    },
  }),
  consent: (input, pair) => ofMission(input, pair, () => ({ consented: true })),
  'set-aside': (input, pair) => ({
    ...input,
    forbidden: (input.forbidden ?? []).filter(
      (one) => one.missionId !== pair.missionId || one.volunteerId !== pair.volunteerId,
    ),
  }),
  'not-active': (input, pair) => ofFile(input, pair, () => ({ state: 'active' })),
  introduction: (input) => input,
  'already-asked': (input, pair) => ofMission(input, pair, () => ({ offers: [] })),
  programme: (input, pair) =>
    ofFile(input, pair, ({ programmes }) => ({
      programmes: [...programmes, missionIn(input, pair).programme],
    })),
  requirements: (input, pair) => ofFile(input, pair, () => ({ requirements: inOrder })),
  excluded: (input, pair) => ofFile(input, pair, () => ({ exclusions: [] })),
  language: (input, pair) =>
    ofFile(input, pair, ({ languages }) => ({
      languages: [...languages, ...missionIn(input, pair).languages.slice(0, 1)],
    })),
  'not-free': (input, pair, sentence) => {
    const { day, time } = missionIn(input, pair);
    if (sentence.startsWith('Absent')) return ofFile(input, pair, () => ({ exceptions: [] }));
    if (sentence.startsWith('A demandé du repos'))
      return ofFile(input, pair, () => ({ restUntil: undefined }));
    if (sentence.startsWith('Libre en semaine'))
      return ofFile(input, pair, () => ({ weekdaysFrom: undefined }));
    return ofFile(input, pair, ({ availability }) => ({
      availability: [...availability, halfDayOf(day, time)],
    }));
  },
  'same-time': ofNothingElse,
  'half-day-taken': ofNothingElse,
  'weekly-cap': (input, pair) => ofFile(input, pair, () => ({ weeklyCap: 14, eased: undefined })),
  'rest-days': ofNothingElse,
  'heavy-twice': (input, pair) => ofFile(input, pair, () => ({ eased: undefined })),
  'after-hard': (input, pair) =>
    ofNothingElse(
      ofPerson(input, pair, ({ hardOn: _, ...data }) => ({ ...data, load: { ...data.load, heavy: [] } })),
      pair,
    ),
  'too-far': (input, pair) => ofFile(input, pair, () => ({ rangeMetres: 60_000 })),
  needs: (input, pair) => ofFile(input, pair, () => ({ avoids: [] })),
  'by-car': (input, pair) => ofFile(input, pair, () => ({ travel: 'car' })),
  'offers-lately': (input, pair) =>
    ofPerson(input, pair, (data) => ({ ...data, load: { ...data.load, offersSentAt: [] } })),
  'offers-to-come': (input, pair) =>
    ofNothingElse(
      ofPerson(input, pair, (data) => ({ ...data, promised: 0 })),
      pair,
    ),
};
/** What the plan's choice has over somebody, by the words it is told in; and the week in which they have it too. */
export const EVENED: readonly (readonly [
  RegExp,
  (input: WeekInput, pair: Pair, instead: VolunteerData) => WeekInput,
])[] = [
  [
    /de trajet de plus|trajet inconnu/,
    (input, pair, { volunteer: { address, travel } }) => ofFile(input, pair, () => ({ address, travel })),
  ],
  [
    /moins proche de cette personne/,
    (input, pair, { volunteer: { id } }) =>
      ofMission(input, pair, ({ pairings, seen }) => {
        const day = seen.get(id);
        return {
          pairings: pairings.flatMap((one) =>
            one.volunteerId === id ? [one, { ...one, volunteerId: pair.volunteerId }] : [one],
          ),
          seen: day ? new Map([...seen, [pair.volunteerId, day]]) : seen,
        };
      }),
  ],
  [/ne parle pas/, (input, pair, { volunteer: { languages } }) => ofFile(input, pair, () => ({ languages }))],
  [
    /goûts en commun/,
    (input, pair, { volunteer: { subjects } }) => ofFile(input, pair, () => ({ subjects })),
  ],
  [
    /a déjà reçu/,
    (input, pair) => ofPerson(input, pair, (data) => ({ ...data, load: { ...data.load, offersSentAt: [] } })),
  ],
  [
    /a donné davantage/,
    (input, pair) => ofPerson(input, pair, (data) => ({ ...data, load: { ...data.load, entries: [] } })),
  ],
  [
    /pas ce qui a été annoncé/,
    (input, pair) => ({ ...input, announced: [...(input.announced ?? []), pair] }),
  ],
];
